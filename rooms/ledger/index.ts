/** The door of `ledger`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { commands } from "./commands.ts";
import { closeBooks } from "./decider-public.ts";
import { columns, extract, sorting } from "./extract-facts.ts";
import { book } from "./facts.ts";
import { bookLink } from "./link-facts.ts";
import { sealRecheck } from "./seal-recheck.ts";
import { statement, tellStatement } from "./statement-facts.ts";
import { elsewhere, isAnythingTold } from "./statement-questions.ts";
import { tellBook } from "./tell.ts";
import { stays, timeRows } from "./times.ts";

export {
  ACCOUNTS,
  type Account,
  type AccountCode,
  accountSchema,
  type Side,
  sideOf,
} from "./accounts.ts";
export { bookFor } from "./decider.ts";
export { ownBook, ownBookFor } from "./decider-own.ts";
export { door } from "./door.ts";
export {
  aboutMark,
  type BookState,
  book,
  entryMark,
  figureOf,
  isBalanced,
  isTransfer,
  type Line,
  ownBookMark,
  type Purpose,
  postTransfer,
  purposeMark,
} from "./facts.ts";
export { hereOf, unplacedOf } from "./in-places.ts";
export { bookPlaced } from "./placed.ts";
export { type BookEntry, entriesOf, moneyBooks, namesOf, oneEntry, titleOf } from "./questions.ts";
export { monthsBetween } from "./report.ts";
export {
  type StatementRecord,
  type StatementState,
  statedShape,
  statement,
} from "./statement-facts.ts";
export { statedNames } from "./statement-questions.ts";

export { balances } from "./totals.ts";

/** What headings, units and books are called on pages; loaded on first use. */
export const bookNames = () => import("./pages/naming.ts");

/** How what a statement tells is drawn; loaded on first use. */
export const statedParts = () => import("./pages/statement-parts.tsx");

/** The room as the house sees it. */
export const room: Room = {
  ...{
    name: "ledger",
    kinds: [book, statement, extract, sorting, columns, bookLink] as readonly Kind[],
  },
  commands,
  effects: [closeBooks, sealRecheck],
  elsewhere,
  wayOn: { key: "ledger.statements.way", path: "/statements", isThere: isAnythingTold },
  tells: { [book.kind]: tellBook, [statement.kind]: tellStatement },
  times: timeRows,
  stays,
};
