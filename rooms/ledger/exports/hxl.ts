/**
 * What came and went by month as a humanitarian table: RFC 4180 with a row of HXL 1.1 tags below
 * its head. Sums of months and no single line; money as value, anything else as output.
 */
import { CSV_START, type CsvCell, csvLine } from "../../../house/csv.ts";
import { hxlRow } from "../../../house/hxl.ts";
import { isCurrency, negate } from "../../../house/values/index.ts";
import { staysInside } from "../accounts.ts";
import type { Called } from "./table.ts";
import type { TakenBook } from "./taken.ts";

/** The columns with their tags. A heading of the group's own has its id; its name is words. */
const COLUMNS: readonly (readonly [name: string, tag: string | null])[] = [
  ["month", "#date +month"],
  ["way", "#activity +type"],
  ["code", "#sector +code"],
  ["value", "#value"],
  ["currency", "#currency"],
  ["quantity", "#output +num"],
  ["unit", "#output +unit"],
];
const NAMED = ["heading", "#sector +name"] as const;

/** How the table is made. */
export type HxlHow = { words: boolean; called: Called };

/** The file, in pieces. */
export async function* hxlFile(
  books: readonly TakenBook[],
  { words, called }: HxlHow,
): AsyncGenerator<string, void, void> {
  const columns = words ? [...COLUMNS, NAMED] : COLUMNS;
  const heads = columns.map(([name]) => called.column(name));
  yield CSV_START + csvLine(heads) + csvLine(hxlRow(columns.map(([, tag]) => tag)));
  for (const one of books)
    for (const month of one.months)
      yield rowsOf(one, month, { words, called }).map(csvLine).join("");
}

function rowsOf(one: TakenBook, month: string, { words, called }: HxlHow): CsvCell[][] {
  return one.movedIn(month).flatMap(({ account, of }) => {
    const side = one.side(account);
    // Where it is, and what was moved or changed among ours, neither came nor went.
    if (side === "stock" || staysInside(account) || of.of === "0") return [];
    const { of: size, unit } = side === "source" ? negate(of) : of;
    const figures = isCurrency(unit) ? [size, unit, null, null] : [null, null, size, unit];
    const name = words ? [called.account(one, account)] : [];
    return [[month, side === "source" ? "came" : "went", account, ...figures, ...name]];
  });
}
