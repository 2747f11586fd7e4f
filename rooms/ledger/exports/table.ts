/** Books as a table (RFC 4180): a row for each side of each line, book after book. */
import { CSV_START, type CsvCell, csvLine } from "../../../house/csv.ts";
import type { Month, Text } from "../../../house/values/index.ts";
import type { Account } from "../accounts.ts";
import type { Balance } from "../totals.ts";
import { fullDay } from "./plain-text.ts";
import type { TakenBook, TakenEntry } from "./taken.ts";

/** What is called what in a table for people. */
export type Called = {
  /** A column by its name here. */
  column: (name: string) => string;
  account: (book: TakenBook, account: Account) => string;
  unit: (book: TakenBook, unit: string) => string;
};

/** How a table is made: with words or without, with places in the log or without. */
export type TableHow = { words: boolean; leaves: boolean; called: Called; from: Month | null };

/** Rows written at once. */
const PIECE_ROWS = 64;

const FIGURES = ["book", "what", "entry", "day", "code", "amount", "unit", "corrects"];
const LEAVES = ["log", "leaf"];
const WORDS = ["heading", "unit-name", "party", "narration", "delivery", "need"];

/** The columns of a table that is made so. */
export function columnsOf({ words, leaves }: Pick<TableHow, "words" | "leaves">): string[] {
  return [...FIGURES, ...(leaves ? LEAVES : []), ...(words ? WORDS : [])];
}

/** The rows: what stood there before, where the period has a beginning, then each line. */
export async function* tableRows(
  books: readonly TakenBook[],
  how: TableHow,
): AsyncGenerator<CsvCell[], void, void> {
  for (const one of books) {
    if (how.from !== null) for (const row of one.opening) yield opened(one, row, how);
    for await (const entry of one.entries()) yield* sides(one, entry, how);
  }
}

/** The file, in pieces. */
export async function* tableFile(
  books: readonly TakenBook[],
  how: TableHow,
): AsyncGenerator<string, void, void> {
  let some = [CSV_START + csvLine(columnsOf(how).map(how.called.column))];
  for await (const row of tableRows(books, how)) {
    some.push(csvLine(row));
    if (some.length < PIECE_ROWS) continue;
    yield some.join("");
    some = [];
  }
  yield some.join("");
}

function opened(one: TakenBook, { account, of }: Balance, how: TableHow): CsvCell[] {
  const { from, words, leaves, called } = how;
  return [
    ...[one.key, "opening", null, fullDay(from ?? ""), account, of.of, of.unit, null],
    ...(leaves ? [null, null] : []),
    ...(words ? [called.account(one, account), called.unit(one, of.unit)] : []),
    ...(words ? [null, null, null, null] : []),
  ];
}

function sides(one: TakenBook, entry: TakenEntry, how: TableHow): CsvCell[][] {
  const { n, day, lines, said, corrects, leaf, for: about } = entry;
  const { words, leaves, called } = how;
  const text = (of: Text | undefined) => of?.text ?? null;
  return lines.map(({ account, of }) => [
    ...[one.key, corrects === null ? "line" : "correction", String(n), day],
    ...[account, of.of, of.unit, corrects === null ? null : String(corrects)],
    ...(leaves ? [String(leaf?.index ?? ""), leaf?.leaf ?? null] : []),
    ...(words ? [called.account(one, account), called.unit(one, of.unit)] : []),
    ...(words ? [text(said.party), text(said.narration)] : []),
    ...(words ? [about.delivery ?? null, about.need ?? null] : []),
  ]);
}
