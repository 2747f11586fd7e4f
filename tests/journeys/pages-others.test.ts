import { deep } from "../run/seeds.ts";
import { everyPageHolds, halfOfThemHold } from "./every-page.ts";

if (deep()) {
  everyPageHolds("ar", "blocked");
  everyPageHolds("ar", true);
  everyPageHolds("es", true);
} else halfOfThemHold("ar", "blocked");
