/** The door of `listening`: what the house, the web and later rooms may use of it. */
import type { Room } from "../../house/room.ts";
import { besideNeed, toKnow, wayOn } from "./beside.ts";
import { table } from "./commands.ts";
import { growth, listening } from "./facts.ts";
import { norm } from "./norms.ts";
import { stays, timeRows } from "./times.ts";

export { type ListeningState, listening } from "./facts.ts";
export { type NormState, norm } from "./norms.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  ...{ name: "listening", kinds: [listening, growth, norm], commands: table, wayOn },
  ...{ toKnow, beside: besideNeed, times: timeRows, stays },
};
