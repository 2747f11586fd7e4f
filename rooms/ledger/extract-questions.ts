/** What is asked about extracts: which there are, their rows, what waits, how tables are read. */
import { createHash } from "node:crypto";
import { type OpenEntry, thingMark } from "../../house/entry.ts";
import type { Mark, Thing } from "../../house/facts.ts";
import { rowsHad } from "../../house/import/files.ts";
import type { Month, Text } from "../../house/values/index.ts";
import { protectsNow, type View, type Withheld } from "../../house/view.ts";
import type { Account } from "./accounts.ts";
import { difference } from "./difference.ts";
import {
  calledSo,
  columns,
  columnsMark,
  type ExtractState,
  extract,
  extractsMark,
  fileMark,
  inOrder,
  type SortingState,
  sorting,
  sortingsMark,
  type WaitingRow,
} from "./extract-facts.ts";
import {
  alikeMark,
  disagreesMark,
  type RowRecord,
  type RowsRecord,
  type RowWords,
  referenceMark,
  thatDayMarks,
} from "./extract-rows.ts";
import type { BringRow } from "./extract-shapes.ts";
import type { Elsewhere, Ground } from "./extracts/bring.ts";
import type { Mapping } from "./extracts/columns.ts";
import type { Format } from "./extracts/line.ts";
import type { BookState } from "./facts.ts";
import { type BookEntry, entriesIn, placesOf } from "./questions.ts";
import { balances } from "./totals.ts";
import { arrivedBefore, underway } from "./underway.ts";

/** Lines of a book that one page looks at. */
const LOOKED_MAX = 500;

/** Rows of one page. */
export const PAGE_ROWS = 50;

/** A row as its reader may open it. */
export type OpenRow = RowRecord & { day: string; said: RowWords | Withheld };

/** The files of a book, oldest first. */
export function extractsOf(view: View, id: string): Promise<Thing<ExtractState>[]> {
  return view.find(extract, extractsMark(id));
}

/** Which rows of a file a book had, and the file's thing where it had any. */
export async function rowsIn(
  view: View,
  id: string,
  file: string,
): Promise<{ thing: Thing<ExtractState> | null; has: (row: number) => boolean }> {
  const [thing] = await view.find(extract, fileMark(id, file));
  return { thing: thing ?? null, has: (row) => rowsHad(thing?.state.rows ?? [], row) };
}

/** The name under which tables of such columns are remembered: a hash, SHA-256 in hex. */
export function namesHash(names: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(names)).digest("hex");
}

/** How a table with these columns was read for a book before; null where nobody said. */
export async function remembered(
  view: View,
  id: string,
  names: readonly string[],
): Promise<Mapping | null> {
  const [thing] = await view.find(columns, columnsMark(id, namesHash(names)));
  return thing?.state.mapping ?? null;
}

/** A sorting with the text it looks for; null where that may not be read. */
export type OpenSorting = { thing: Thing<SortingState>; holds: Text | null };

/** The sortings of a book that did not end, as they are tried: of two that fit the first counts. */
export async function sortingsOf(view: View, id: string): Promise<OpenSorting[]> {
  const found = await view.find(sorting, sortingsMark(id));
  const live = inOrder(found.filter(({ state }) => !state.dropped && state.words !== null));
  const asked = live.map((thing) => ({ thing, at: thing.state.words ?? thing.first }));
  const words = await view.parts<{ holds: Text }>(asked);
  return live.map((thing, at) => {
    const said = words[at];
    return { thing, holds: said === undefined || typeof said === "string" ? null : said.holds };
  });
}

/** A rule as it is tried: of which direction, which text, under which heading. */
export type Rule = Pick<SortingState, "way" | "account"> & { holds: string };
/** A row as a rule looks at it. */
export type Looked = { of: string; texts: readonly string[] };

/** Tells whether a rule fits a row. */
export function fitting({ way, holds }: Pick<Rule, "way" | "holds">): (row: Looked) => boolean {
  const text = folded(holds);
  return ({ of, texts }) =>
    way === (of.startsWith("-") ? "out" : "in") && folded(texts.join(" · ")).includes(text);
}

/** Folds a text for looking: small letters, one space. */
const folded = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ");

/** Tells under which heading a row goes by these sortings; undefined where none fits. */
export function sorter(
  sortings: readonly OpenSorting[],
): (row: { of: string; texts: readonly string[] }) => Account | undefined {
  const all = sortings.flatMap(({ thing, holds }) =>
    holds === null || thing.state.off ? [] : [{ ...thing.state, holds: folded(holds.text) }],
  );
  if (all.length === 0) return () => undefined;
  return ({ of, texts }) => {
    const way = of.startsWith("-") ? "out" : "in";
    const said = folded(texts.join(" · "));
    return all.find((one) => one.way === way && said.includes(one.holds))?.account;
  };
}

/** Days between which a line by hand and a row may be the same. */
const NEAR_DAYS = 3;
/** Months whose lines are held at once. */
const MONTHS_HELD = 4;
const DAY_MS = 24 * 3_600_000;

type ByHand = { n: number; day: string };

/**
 * Tells whether a row may have been written by hand: a line of the same figure, on the same
 * heading, at most three days away (in a protected space, in its month), that stands for no row.
 * Each line answers for one row in each of its currencies. It knows the book as it is when it is
 * asked for.
 */
export function handWritten(
  view: View,
  thing: Thing<BookState>,
): (row: { date: string; of: string; unit: string; place: Account }) => Promise<boolean> {
  const { months, month } = thing.state;
  const written = new Set([...Object.keys(months), ...(month === "" ? [] : [month])]);
  const until = thing.n;
  const held = new Map<string, Map<string, ByHand[]>>();
  const used = new Set<string>();
  let free: ((n: number) => boolean) | null = null;
  const linesIn = async (own: string, place: Account) => {
    const key = `${own} ${place}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const lines = new Map<string, ByHand[]>();
    for await (const entry of entriesIn(view, thing, place, own)) {
      if (entry.n > until || entry.corrects !== null) continue;
      for (const { account, of } of difference([], entry.lines))
        if (account === place) {
          const list = lines.get(`${of.of} ${of.unit}`) ?? [];
          lines.set(`${of.of} ${of.unit}`, [...list, { n: entry.n, day: entry.day }]);
        }
    }
    if (held.size >= MONTHS_HELD) held.delete(held.keys().next().value ?? "");
    held.set(key, lines);
    return lines;
  };
  return async ({ date, of, unit, place }) => {
    if (written.size === 0) return false;
    const at = Date.parse(`${date}T00:00:00Z`);
    const near = (days: number) => new Date(at + days * DAY_MS).toISOString().slice(0, 7);
    for (const own of new Set([near(0), near(-NEAR_DAYS), near(NEAR_DAYS)])) {
      if (!written.has(own)) continue;
      const lines = (await linesIn(own, place)).get(`${of} ${unit}`) ?? [];
      if (lines.length > 0) free ??= await freeIn(view, thing);
      for (const line of lines)
        if (!used.has(`${line.n} ${unit}`) && isNear(line.day, date) && free?.(line.n)) {
          used.add(`${line.n} ${unit}`);
          return true;
        }
    }
    return false;
  };
}

function isNear(day: string, date: string): boolean {
  if (day.length === 7) return date.startsWith(day);
  return Math.abs(Date.parse(day) - Date.parse(date)) <= NEAR_DAYS * DAY_MS;
}

/**
 * Tells of a book's entries, as it is now, whether one stands for no row of any file; of money that
 * was changed whether for a row of one file at most: each of its currencies has an account.
 */
async function freeIn(
  view: View,
  { id, state }: Thing<BookState>,
): Promise<(n: number) => boolean> {
  const files = await extractsOf(view, id);
  return (n) => {
    const rows = state.exchanges[n] === undefined ? 1 : 2;
    return files.filter((file) => rowsHad(file.state.entries, n)).length < rows;
  };
}

/** Tells, for a file that nothing was sent of, what other files of the book make of its rows. */
async function elsewhereIn(
  view: View,
  id: string,
  { file, format }: { file: string; format: Format },
): Promise<(row: BringRow, date: string) => Promise<Elsewhere>> {
  const others = (await extractsOf(view, id)).filter(({ state }) => state.file !== file);
  if (others.length === 0) return async () => null;
  const protects = await protectsNow(view.space);
  const find = async (mark: Mark) =>
    (await view.find(extract, mark)).filter(({ state }) => state.file !== file);
  return async (row, date) => {
    const { reference, of } = row;
    const day = protects ? date.slice(0, 7) : date;
    const isNamed = reference !== undefined;
    const named = isNamed ? await find(referenceMark(id, reference, of)) : [];
    const thatDay = named.length > 0 && (await someOf(thatDayMarks(id, day, row), find));
    const is = calledSo(named, row, { format, isThatDay: () => thatDay });
    if (is !== null) return is === "passed" ? "in-another-file" : "waits-alike";
    for (const called of [true, false]) {
      const near = await find(alikeMark(id, day, row, called));
      if (near.some(({ state }) => !(isNamed && called && state.format === format)))
        return "waits-alike";
    }
    return null;
  };
}

/** Whether there is something of one of these marks. */
async function someOf(marks: readonly Mark[], find: (mark: Mark) => Promise<readonly object[]>) {
  for (const mark of marks) if ((await find(mark)).length > 0) return true;
  return false;
}

/** The same where there is no book yet and nothing is to be sent: nothing is known before. */
export function bareGround(at: { zone: string; now: number }): Ground {
  return {
    ...{ book: "", protects: false, sort: () => undefined, written: async () => false },
    ...{ known: async () => () => false, elsewhere: async () => async () => null, ...at },
    ...{ underway: null, arrived: async () => [] },
  };
}

/** What bringing a file into a book needs to know of the space, as this reader may know it. */
export async function groundOf(
  view: View,
  thing: Thing<BookState>,
  { zone, now }: { zone: string; now: number },
): Promise<Ground> {
  return {
    ...{ book: thing.id, zone, now, protects: await protectsNow(view.space) },
    sort: sorter(await sortingsOf(view, thing.id)),
    written: handWritten(view, thing),
    underway: underway(view, thing),
    arrived: arrivedBefore(view, thing),
    known: async (file) => (await rowsIn(view, thing.id, file)).has,
    elsewhere: (own) => elsewhereIn(view, thing.id, own),
  };
}

/** The rows that wait, in the order of the file, from a number on; `next` begins the next page. */
export async function waitingRows(
  view: View,
  thing: Thing<ExtractState>,
  from: number,
): Promise<{
  rows: (WaitingRow & { row: number; said: RowWords | Withheld })[];
  next: number | null;
}> {
  const numbers = Object.keys(thing.state.waiting)
    .map(Number)
    .filter((row) => row >= from);
  const [shown, next] = [numbers.slice(0, PAGE_ROWS), numbers[PAGE_ROWS] ?? null];
  const waiting = shown.flatMap((row) => {
    const one = thing.state.waiting[row];
    return one === undefined ? [] : [{ row, ...one }];
  });
  const said = await view.parts<RowWords>(waiting.map(({ at }) => ({ thing, at })));
  return { rows: waiting.map((one, at) => ({ ...one, said: said[at] ?? "withheld" })), next };
}

/**
 * A page of an extract's rows, or of those whose balance does not follow, in the order they came,
 * from one of its entries on; `next` begins the next page. A row that stands in the book says there
 * what it was for.
 */
export async function rowsOfExtract(
  view: View,
  own: Thing<BookState>,
  thing: Thing<ExtractState>,
  which: "all" | "disagreeing",
  from: number,
): Promise<{ rows: OpenRow[]; next: number | null }> {
  const mark: Mark = which === "all" ? thingMark(thing.id) : disagreesMark(thing.id);
  const { marks, size } = view.space;
  const all = (await marks.find(marks.hash(mark))).filter((index) => index < size);
  const found: { row: RowRecord; entry: OpenEntry }[] = [];
  let next = from;
  for await (const entry of view.space.entries(all.slice(from, from + PAGE_ROWS))) {
    // Rows that came in together are shown together.
    if (found.length >= PAGE_ROWS) break;
    next += 1;
    if (entry.thing !== thing.id) continue;
    const some = rowsOfEntry(entry).filter((row) => which === "all" || row.disagrees);
    found.push(...some.map((row) => ({ row, entry })));
  }
  const places = await placesOf(view, own, null);
  const asked = found.map(({ row, entry: { index, record, type } }) => {
    const place = row.entry === undefined ? undefined : places[row.entry - 1];
    return place === undefined || row.entry === undefined
      ? { thing, at: { index, n: record.n, type } }
      : { thing: own, at: { index: place, n: row.entry, type: "transfer.posted/1" } };
  });
  const said = await view.parts<RowWords>(asked);
  const rows = found.map(({ row, entry }, i): OpenRow => {
    return { ...row, day: entry.record.day, said: said[i] ?? "withheld" };
  });
  return { rows, next: next < all.length ? next : null };
}

/** The rows that an entry of an extract is about. */
function rowsOfEntry({ type, record }: OpenEntry): RowRecord[] {
  if (type === "extract.row/1") return [record as unknown as RowRecord];
  if (type !== "extract.rows/1") return [];
  const { first, rows } = record as unknown as RowsRecord;
  return rows.map((row, at) => ({ ...row, entry: first + at }));
}

/**
 * Lines of the book of a month, on a heading, that stand for no row: what the book says and no file
 * does. At most a page of them, among as many as one page looks at.
 */
export async function linesWithoutRow(
  view: View,
  own: Thing<BookState>,
  place: Account,
  month: Month,
): Promise<{ entries: BookEntry[]; more: boolean }> {
  const entries: BookEntry[] = [];
  const free = await freeIn(view, own);
  let looked = 0;
  for await (const entry of entriesIn(view, own, place, month)) {
    looked += 1;
    if (entries.length === PAGE_ROWS || looked > LOOKED_MAX) return { entries, more: true };
    if (entry.corrects === null && free(entry.n)) entries.push(entry);
  }
  return { entries, more: false };
}

/**
 * Lines of a book that a waiting row may stand for: of its figure, near its day, for no row yet.
 */
export async function candidates(
  view: View,
  own: Thing<BookState>,
  row: Pick<WaitingRow, "of" | "place" | "day">,
): Promise<BookEntry[]> {
  const found: BookEntry[] = [];
  const free = await freeIn(view, own);
  const month = row.day.slice(0, 7);
  const at = Date.parse(`${month}-01T00:00:00Z`);
  const near = [-1, 0, 32].map((days) => new Date(at + days * DAY_MS).toISOString().slice(0, 7));
  for (const one of near)
    for await (const entry of entriesIn(view, own, row.place, one)) {
      if (entry.corrects !== null || found.length >= 5) continue;
      const fits = difference([], entry.lines).some(
        ({ account, of }) =>
          account === row.place && of.of === row.of.of && of.unit === row.of.unit,
      );
      if (fits && free(entry.n)) found.push(entry);
    }
  return found;
}

/** What a book has of a currency on a heading. */
export function heldOn({ state }: Thing<BookState>, place: Account, unit: string): string {
  const own = balances(state).find(({ account, of }) => account === place && of.unit === unit);
  return own?.of.of ?? "0";
}
