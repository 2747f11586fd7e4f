import { deep } from "../run/seeds.ts";
import { everyPageHolds, halfOfThemHold, linksLeadEverywhere } from "./every-page.ts";

linksLeadEverywhere();
if (deep()) {
  everyPageHolds("en", true);
  everyPageHolds("en", "blocked");
} else halfOfThemHold("en", true);
