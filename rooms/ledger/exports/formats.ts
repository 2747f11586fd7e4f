/** The files a book is taken away as: a row for each, with its ending and how it is made. */
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { beancountFile } from "./beancount.ts";
import { foreignCurrency, grantsFile } from "./grants.ts";
import { hledgerFile } from "./hledger.ts";
import { hxlFile } from "./hxl.ts";
import { iatiFile, iatiOrganisation } from "./iati.ts";
import type { Publication } from "./published.ts";
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

/** The formats in which a group tells the public what it does, in the order they are offered. */
export const PUBLIC_FORMATS = ["iati", "iati-organisation", "360giving"] as const;
/** See {@link PUBLIC_FORMATS}. */
export type PublicFormat = (typeof PUBLIC_FORMATS)[number];

/** What each is: the name of its file, its type, and how it is made. */
export const PUBLIC: Readonly<
  Record<
    PublicFormat,
    { name: string; type: string; make: (of: Publication) => AsyncIterable<string> }
  >
> = {
  iati: {
    ...{ name: "activities.xml", type: "text/xml; charset=utf-8", make: iatiFile },
  },
  "iati-organisation": {
    ...{ name: "organisation.xml", type: "text/xml; charset=utf-8" },
    make: iatiOrganisation,
  },
  "360giving": {
    ...{ name: "grants.json", type: "application/json", make: grantsFile },
  },
};

/** Why what is told cannot be told in this format; null where it can. */
export function formatFault(format: PublicFormat, of: Publication): Refusal | null {
  if (format !== "360giving") return null;
  if (of.publisher.grants === null) return refuse("ledger.publish-no-prefix", "state");
  if (of.activities.every(({ ally }) => ally === null))
    return refuse("ledger.publish-no-grants", "state");
  const unit = foreignCurrency(of);
  return unit === null ? null : refuse("ledger.publish-currency", "state", { vars: { unit } });
}
