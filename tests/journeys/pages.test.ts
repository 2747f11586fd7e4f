import { deep } from "../run/seeds.ts";
import { everyPageHolds, halfOfThemHold, linksLeadEverywhere } from "./every-page.ts";

linksLeadEverywhere();
if (deep()) {
  everyPageHolds("en", true);
  everyPageHolds("en", "blocked");
  everyPageHolds("ar", "blocked");
  everyPageHolds("ar", true);
  everyPageHolds("es", true);
} else {
  halfOfThemHold("en", true);
  halfOfThemHold("ar", "blocked");
}
