/** What of the books goes by time: what lines say and from whom; the figures stay. */
import { eraseByTime, type StaysRow, type TimeRow } from "../../house/times.ts";
import { EXCHANGE } from "./exchange-facts.ts";
import { extract } from "./extract-facts.ts";
import { book } from "./facts.ts";

const command = "ledger.erase-by-time";
const rowsCommand = "ledger.erase-rows-by-time";

/** The row of books. A book has no end, so each line counts by itself. */
const ofBooks: readonly TimeRow[] = [
  {
    ...{ what: "lines", kind: book as TimeRow["kind"], parts: ["words"], command },
    of: ["transfer.posted/1", "transfer.posted/2", EXCHANGE],
    ...{ since: "each-entry", held: () => [] },
  },
];

/** The row of bank files: what came in by one command goes together, as it was written. */
const ofExtracts: readonly TimeRow[] = [
  {
    ...{ what: "rows", kind: extract as TimeRow["kind"], parts: ["words"], since: "each-entry" },
    ...{ of: ["extract.row/1", "extract.rows/1"], held: () => [], command: rowsCommand },
  },
];

/** The rows. */
export const timeRows: readonly TimeRow[] = [...ofBooks, ...ofExtracts];

/** The clock's command for books. */
export const eraseTimed = eraseByTime(command, ofBooks);

/** The clock's command for bank files. */
export const eraseTimedRows = eraseByTime(rowsCommand, ofExtracts);

/** What stays as long as its thing. */
export const stays: readonly StaysRow[] = [
  {
    why: "its-books",
    of: [
      ...["book.opened/1", "book.opened/2", "book.made-public/1"],
      ...["statement.made/1", "statement.made/2"],
    ],
  },
  { why: "its-sortings", of: ["sorting.made/1", "sorting.changed/1"] },
];
