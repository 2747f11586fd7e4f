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
const RATES = ["rate", "rate-in", "rate-per", "rate-day", "rate-source"];
const LEAVES = ["log", "leaf"];
const WORDS = ["heading", "unit-name", "party", "narration", "delivery", "need"];

/** Whether there are rates to tell; where there are none, no table has columns for them. */
const hasRates = (books: readonly TakenBook[]): boolean => books.some(({ changed }) => changed);

/** The columns of a table of these books that is made so. */
export function columnsOf(
  books: readonly TakenBook[],
  { words, leaves }: Pick<TableHow, "words" | "leaves">,
): string[] {
  const rates = hasRates(books) ? RATES : [];
  return [...FIGURES, ...rates, ...(leaves ? LEAVES : []), ...(words ? WORDS : [])];
}

/** The rows: what stood there before, where the period has a beginning, then each line. */
export async function* tableRows(
  books: readonly TakenBook[],
  how: TableHow,
): AsyncGenerator<CsvCell[], void, void> {
  const rates = hasRates(books);
  for (const one of books) {
    if (how.from !== null) for (const row of one.opening) yield opened(one, row, { ...how, rates });
    for await (const entry of one.entries()) yield* sides(one, entry, { ...how, rates });
  }
}

/** The file, in pieces. */
export async function* tableFile(
  books: readonly TakenBook[],
  how: TableHow,
): AsyncGenerator<string, void, void> {
  let some = [CSV_START + csvLine(columnsOf(books, how).map(how.called.column))];
  for await (const row of tableRows(books, how)) {
    some.push(csvLine(row));
    if (some.length < PIECE_ROWS) continue;
    yield some.join("");
    some = [];
  }
  yield some.join("");
}

type RowHow = TableHow & { rates: boolean };

function opened(one: TakenBook, { account, of }: Balance, how: RowHow): CsvCell[] {
  const { from, words, leaves, called, rates } = how;
  return [
    ...[one.key, "opening", null, fullDay(from ?? ""), account, of.of, of.unit, null],
    ...(rates ? RATES.map(() => null) : []),
    ...(leaves ? [null, null] : []),
    ...(words ? [called.account(one, account), called.unit(one, of.unit)] : []),
    ...(words ? [null, null, null, null] : []),
  ];
}

function sides(one: TakenBook, entry: TakenEntry, how: RowHow): CsvCell[][] {
  const { n, day, lines, said, corrects, leaf, for: about, rate } = entry;
  const { words, leaves, called, rates } = how;
  const priced = rates
    ? [rate?.of, rate?.in, rate?.per, rate && fullDay(rate.day), rate?.source]
    : [];
  const text = (of: Text | undefined) => of?.text ?? null;
  return lines.map(({ account, of }) => [
    ...[one.key, corrects === null ? "line" : "correction", String(n), day],
    ...[account, of.of, of.unit, corrects === null ? null : String(corrects)],
    ...priced.map((one) => one ?? null),
    ...(leaves ? [String(leaf?.index ?? ""), leaf?.leaf ?? null] : []),
    ...(words ? [called.account(one, account), called.unit(one, of.unit)] : []),
    ...(words ? [text(said.party), text(said.narration)] : []),
    ...(words ? [about.delivery ?? null, about.need ?? null] : []),
  ]);
}
