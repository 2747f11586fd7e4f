/** The door of `agreements`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import type { StaysRow } from "../../house/times.ts";
import { beside, meetsTyped } from "./beside.ts";
import { table } from "./commands.ts";
import { agreement } from "./facts.ts";
import { aside, drawing } from "./facts-beside.ts";
import { closeLeft } from "./left.ts";
import { sealNote } from "./seal.ts";
import { agreed } from "./standing.ts";

export { isAgreed as givesKind } from "./decider-lines.ts";
export { type AgreementState, agreement, signedAt, type Version, wasSigned } from "./facts.ts";
export { aside, type DrawingState, drawing, drawnOn } from "./facts-beside.ts";
export { periodAt } from "./periods.ts";
export { agreements, toLookAtAgain, toSign } from "./questions.ts";
export { door } from "./routes.ts";
export {
  comingVersion,
  heldVersion,
  holdsFrom,
  lapsesAt,
  type Status,
  statusOf,
} from "./status.ts";
export { APPROVES, type Approves, type Clause, type Period, type TermsOf } from "./terms.ts";
export { approvesText, clauseLines } from "./text.ts";
export { isTicked } from "./ticked.ts";

/** What was agreed stays until somebody erases it; notes go when they are taken back. */
const stays: readonly StaysRow[] = [
  {
    why: "its-agreements",
    of: [
      ...["agreement.words-written/1", "agreement.proposed/1", "agreement.proposed/2"],
      "agreement-note.written/1",
    ],
  },
];

/** The room as the house sees it. */
export const room: Room = {
  name: "agreements",
  kinds: [agreement, drawing, aside] as readonly Kind[],
  commands: table,
  effects: [sealNote, closeLeft],
  agreed,
  stays,
  beside,
  meets: meetsTyped,
};
