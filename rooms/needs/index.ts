/** The door of `needs`: what the house, the web and later rooms may use of it. */
import type { Door } from "../../house/door.ts";
import type { Room } from "../../house/room.ts";
import { commands } from "./commands.ts";
import { need, needsImport, note } from "./facts.ts";

export {
  type Deltas,
  type NeedState,
  type NeedWords,
  need,
  needProgressed,
  type Stage,
} from "./facts.ts";
export {
  type Figures,
  figuresOf,
  isAsked,
  isStale,
  levelOf,
  type Status,
  statusOf,
} from "./figures.ts";

/** The room as the house sees it. */
export const room: Room = { name: "needs", kinds: [need, note, needsImport], commands };

/** The room's pages. */
export const door: Door = { inSpace: [] };
