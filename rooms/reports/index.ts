/** The door of `reports`: what the house and the web may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { table } from "./commands.ts";
import { report } from "./facts.ts";

export { type ReportState, report } from "./facts.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = { name: "reports", kinds: [report] as readonly Kind[], commands: table };
