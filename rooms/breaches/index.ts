/** The door of `breaches`: what the house, the web and later rooms may use of it. */
import type { Room } from "../../house/room.ts";
import { reminderDue } from "./clock.ts";
import { table } from "./commands.ts";
import { breach } from "./facts.ts";
import { stays } from "./stays.ts";

export { type BreachState, breach, isDrill } from "./facts.ts";
export { type BareLetter, bareLetter, type Untold, untold } from "./meanwhile.ts";
export { type GoingOn, goingOn } from "./questions.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "breaches",
  kinds: [breach],
  commands: table,
  due: [reminderDue],
  stays,
};
