/** The floor plan: every room, in the order in which they may know one another. */
import { floorPlan, type Plan } from "../house/room.ts";
import { room as ledger } from "./ledger/index.ts";
import { room as needs } from "./needs/index.ts";
import { room as offers } from "./offers/index.ts";
import { room as people } from "./people/index.ts";
import { room as spaces } from "./spaces/index.ts";
import { room as today } from "./today/index.ts";

/** The house's floor plan. */
export const plan: Plan = floorPlan([people, spaces, needs, offers, ledger, today]);
