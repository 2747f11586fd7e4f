/** What of the books goes by time: what lines say and from whom; the figures stay. */
import { eraseByTime, type StaysRow, type TimeRow } from "../../house/times.ts";
import { book } from "./facts.ts";

const command = "ledger.erase-by-time";

/** The rows. A book has no end, so each line counts by itself. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "lines", kind: book as TimeRow["kind"], parts: ["words"], command },
    ...{ of: ["transfer.posted/1"], since: "each-entry", held: () => [] },
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);

/** What stays as long as its thing. */
export const stays: readonly StaysRow[] = [
  { why: "its-books", of: ["book.opened/1", "statement.made/1"] },
];
