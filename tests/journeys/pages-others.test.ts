import { deep } from "../run/seeds.ts";
import { everyPageHolds } from "./every-page.ts";

everyPageHolds("ar", "blocked");
if (deep()) {
  everyPageHolds("ar", true);
  everyPageHolds("es", true);
}
