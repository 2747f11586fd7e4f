/** The files a book is taken away as: a row for each, with its ending and how it is made. */
import { beancountFile } from "./beancount.ts";
import { hledgerFile } from "./hledger.ts";
import { hxlFile } from "./hxl.ts";
import { tableFile } from "./table.ts";
import type { TakenBook } from "./taken.ts";
import { type WorkbookHow, workbookFile } from "./workbook.ts";

/** The formats, in the order they are offered. */
export const TAKEN_FORMATS = ["csv", "xlsx", "hledger", "beancount", "hxl"] as const;
/** See {@link TAKEN_FORMATS}. */
export type TakenFormat = (typeof TAKEN_FORMATS)[number];

/**
 * Whether a book may leave as this: what is made to be handed to others by the month is none of a
 * group that protects itself, whose months and amounts would single somebody out.
 */
export const mayLeaveAs = (format: TakenFormat, protects: boolean): boolean =>
  format !== "hxl" || !protects;

/** Makes a file of some books. */
type Make = (books: readonly TakenBook[], how: WorkbookHow) => AsyncIterable<string | Uint8Array>;

/** What each is: the ending of its name, its type, whether it is text, and how it is made. */
export const TAKEN: Readonly<
  Record<TakenFormat, { ending: string; type: string; text: boolean; make: Make }>
> = {
  csv: {
    ...{ ending: "csv", type: "text/csv; charset=utf-8; header=present", text: true },
    make: tableFile,
  },
  xlsx: {
    ending: "xlsx",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    text: false,
    make: workbookFile,
  },
  hledger: {
    ...{ ending: "journal", type: "text/plain; charset=utf-8", text: true },
    make: (books, { from }) => hledgerFile(books, from),
  },
  beancount: {
    ...{ ending: "beancount", type: "text/plain; charset=utf-8", text: true },
    make: (books, { from }) => beancountFile(books, from),
  },
  hxl: {
    ...{ ending: "hxl.csv", type: "text/csv; charset=utf-8; header=present", text: true },
    make: hxlFile,
  },
};
