/** The door of `needs`: what the house, the web and later rooms may use of it. */
import type { Room } from "../../house/room.ts";
import { card } from "./card.ts";
import { commands } from "./commands.ts";
import { need, needsImport, note } from "./facts.ts";
import { door } from "./routes.ts";
import { timeRows } from "./times.ts";

export type { NeedsCard } from "./card.ts";
export { open as openNeed } from "./decider.ts";
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

export { type Imported, type ImportOptions, importNeeds, type SendRows } from "./import/import.ts";
export {
  besideOf,
  findNeeds,
  type NeedLine,
  type NeedQuery,
  notesOn,
  peopleOf,
  rowsIn,
  stillNeeded,
  withWords,
} from "./questions.ts";
export { type Say, sayFor } from "./say.ts";
export { type Line as NewLine, lineShape as newLineShape } from "./shapes.ts";
export { door };

/** Needs as a table, for the command line; on first use. */
export const needsTables = () => import("./pages/export.ts");

/** The fields of one line and how they are read, for a form of a later room; on first use. */
export const lineForm = () => import("./pages/line-form.ts");
/** What pages about lines share; on first use. */
export const needParts = () => import("./pages/parts.tsx");
/** Our own drawings of categories; on first use. */
export const drawings = () => import("./pages/picture.tsx");

/** The room as the house sees it. */
export const room: Room = {
  ...{ name: "needs", kinds: [need, note, needsImport], commands, card },
  times: timeRows,
};
