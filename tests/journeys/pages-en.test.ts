import { deep } from "../run/seeds.ts";
import { everyPageHolds, linksLeadEverywhere } from "./every-page.ts";

linksLeadEverywhere();
everyPageHolds("en", true);
if (deep()) everyPageHolds("en", "blocked");
