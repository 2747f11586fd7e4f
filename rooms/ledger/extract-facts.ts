/**
 * The facts of extracts (what a bank, a mobile-money service or a collecting page says moved), of
 * sortings (which heading rows go under) and of how a table's columns are read.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type Mark, type Seen, type Thing } from "../../house/facts.ts";
import { joinRanges } from "../../house/import/files.ts";
import { erasedByTime } from "../../house/times.ts";
import { figureSchema, idSchema, isCurrency, textSchema } from "../../house/values/index.ts";
import { type Account, accountSchema } from "./accounts.ts";
import {
  ROWS_MAX,
  type RowRecord,
  type RowsRecord,
  rowFacts,
  rowNumber,
  type Waits,
} from "./extract-rows.ts";
import { FIELDS, type Mapping } from "./extracts/columns.ts";
import { FORMATS, type Format } from "./extracts/line.ts";

/** Rows of one file that wait for a person; more are left out, and the file says so. */
export const WAITING_MAX = 2_000;
/** Accounts and currencies of one file. */
export const ACCOUNTS_MAX = 50;
/** What was done with a row that waited. */
export const SETTLED = ["posted", "stands", "left"] as const;
/** See {@link SETTLED}. */
export type Settled = (typeof SETTLED)[number];

/** A unit that is money. */
export const currencySchema = z.string().max(3).refine(isCurrency, "amount.unit");
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a file says of an account, and whether that agrees with itself. */
export const reckonedSchema = z.strictObject({
  currency: currencySchema,
  rows: z.int().min(0).max(ROWS_MAX),
  opening: figureSchema.nullable(),
  closing: figureSchema.nullable(),
  moved: figureSchema,
  agrees: z.boolean().nullable(),
  disagreeing: z.int().min(0).max(ROWS_MAX),
});
/** See {@link reckonedSchema}. */
export type AccountSaid = z.output<typeof reckonedSchema>;

/** A row that waits, as its extract knows it. */
export type WaitingRow = Pick<RowRecord, "of" | "what" | "standing" | "place"> & {
  why: Waits;
  /** Its fact, where its words are, and the day of that. */
  at: EntryRef;
  day: string;
};

/** An extract, folded: which rows it had, what its file says, and what waits. */
export type ExtractState = {
  file: string;
  book: string;
  format: Format;
  accounts: readonly AccountSaid[];
  /** Numbers of the rows that came in or were passed over, as ranges in order. */
  rows: [number, number][];
  /** Numbers of the book's entries that its rows are, or stand for, as ranges in order. */
  entries: [number, number][];
  posted: number;
  stands: number;
  left: number;
  /** Rows that another file had brought in. */
  passed: number;
  disagreeing: number;
  /** Months that its rows are of, in the order they came. */
  months: string[];
  waiting: Record<string, WaitingRow>;
};

/** The mark of a file in a book. */
export const fileMark = (book: string, file: string): Mark => `extract:${book}:${file}`;
/** The mark of the extracts of a book. */
export const extractsMark = (book: string): Mark => `extracts:${book}`;
/**
 * What a row is to files that call one of its figure so: that very one (`passed`) where it is of
 * that day, or still waits there to be booked; else it may be (`alike`). In a table a name with no
 * digit is what payers wrote, and the next month's says it again: of another day that is another
 * row (null).
 */
export function calledSo(
  files: readonly Pick<Thing<ExtractState>, "state">[],
  { of: { of, unit }, reference = "" }: Pick<RowRecord, "of"> & { reference?: string | undefined },
  { format, isThatDay }: { format: Format; isThatDay: () => boolean },
): "passed" | "alike" | null {
  if (files.length === 0) return null;
  const waits = files.some(({ state }) =>
    Object.values(state.waiting).some((one) => {
      return one.standing === "pending" && one.of.of === of && one.of.unit === unit;
    }),
  );
  if (waits || isThatDay()) return "passed";
  const tables = format === "table" && files.every(({ state }) => state.format === "table");
  return tables && !/\p{Nd}/u.test(reference) ? null : "alike";
}

/** An extract. Its circle is its book's. */
export const extract = defineKind<ExtractState>({
  kind: "extract",
  inCircles: true,
  facts: [
    {
      type: "extract.begun/1",
      record: z.strictObject({
        ...{ file: hash, book: idSchema, format: z.enum(FORMATS) },
        accounts: z.array(reckonedSchema).max(ACCOUNTS_MAX),
      }),
      marks: ({ record }) => ({
        record: [
          fileMark(String(record["book"]), String(record["file"])),
          extractsMark(String(record["book"])),
        ],
      }),
    },
    ...rowFacts,
    {
      type: "extract.passed-over/1",
      record: z.strictObject({
        rows: z
          .array(z.tuple([rowNumber, rowNumber]))
          .min(1)
          .max(100),
      }),
    },
    {
      type: "extract.settled/1",
      record: z.strictObject({
        row: rowNumber,
        how: z.enum(SETTLED),
        book: idSchema,
        entry: z.int().min(1).optional(),
      }),
    },
    erasedByTime("extract", "rows"),
  ],
  initial: {
    ...{ file: "", book: "", format: "table", accounts: [], rows: [], months: [] },
    entries: [],
    ...{ posted: 0, stands: 0, left: 0, passed: 0, disagreeing: 0, waiting: {} },
  },
  evolve: foldExtract,
  copy: (state) => ({
    ...state,
    rows: state.rows.map(([a, b]) => [a, b]),
    entries: state.entries.map(([a, b]) => [a, b]),
    waiting: { ...state.waiting },
  }),
});

function foldExtract(state: ExtractState, seen: Seen): ExtractState {
  const { type, record } = seen;
  if (type === "extract.begun/1") {
    const { file, book, format, accounts } = record as Pick<
      ExtractState,
      "file" | "book" | "format" | "accounts"
    >;
    return Object.assign(state, { file, book, format, accounts });
  }
  if (type === "extract.row/1") foldRow(state, record as RowRecord, seen);
  if (type === "extract.rows/1") {
    const { first, rows } = record as RowsRecord;
    rows.forEach((row, at) => {
      foldRow(state, { ...row, entry: first + at }, seen);
    });
  }
  if (type === "extract.passed-over/1") {
    const rows = record["rows"] as [number, number][];
    state.rows = joinRanges([...state.rows, ...rows]);
    state.passed += rows.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  }
  if (type === "extract.settled/1") {
    const { row, how, entry } = record as { row: number; how: Settled; entry?: number };
    delete state.waiting[row];
    state[how] += 1;
    if (entry !== undefined) state.entries = withOne(state.entries, entry);
  }
  return state;
}

function foldRow(state: ExtractState, record: RowRecord, seen: Seen): void {
  const { row, of, what, standing, place, waits, disagrees, entry } = record;
  state.rows = withOne(state.rows, row);
  if (entry !== undefined) state.entries = withOne(state.entries, entry);
  const month = seen.day.slice(0, 7);
  if (state.months.at(-1) !== month && !state.months.includes(month))
    state.months = [...state.months, month];
  if (disagrees) state.disagreeing += 1;
  if (waits === undefined) state.posted += 1;
  else {
    const { index, n, type, day } = seen;
    state.waiting[row] = { of, what, standing, place, why: waits, at: { index, n, type }, day };
  }
}

/** Ranges with one number more. Numbers mostly come one after the other. */
function withOne(ranges: [number, number][], n: number): [number, number][] {
  const newest = ranges.at(-1);
  if (newest === undefined || newest[1] !== n - 1) return joinRanges([...ranges, [n, n]]);
  newest[1] = n;
  return ranges;
}

/** Which rows a sorting is for. */
export const WAYS = ["in", "out"] as const;
/** See {@link WAYS}. */
export type Way = (typeof WAYS)[number];

/** Longest text that a sorting looks for. */
export const HOLDS_MAX = 80;

/** A sorting, folded. */
export type SortingState = {
  book: string;
  way: Way;
  account: Account;
  words: EntryRef | null;
  dropped: boolean;
  /** Switched off: it sorts nothing until it is switched on again. */
  off: boolean;
  /** Its place among the others, from 1; null: behind those, in the order they came. */
  place: number | null;
};

/** Rules as they are tried, one after the other: the first that fits a row counts. */
export function inOrder<T extends Pick<Thing<SortingState>, "first" | "state">>(
  all: readonly T[],
): T[] {
  const placeOf = ({ state }: T) => state.place ?? Infinity;
  return [...all].sort((a, b) =>
    placeOf(a) === placeOf(b) ? a.first.index - b.first.index : placeOf(a) - placeOf(b),
  );
}

/** The mark of a book's sortings. */
export const sortingsMark = (book: string): Mark => `sortings:${book}`;

/** A sorting: rows of one direction whose words hold a text go under a heading. */
export const sorting = defineKind<SortingState>({
  kind: "sorting",
  inCircles: true,
  facts: [
    {
      type: "sorting.made/1",
      record: z.strictObject({ book: idSchema, way: z.enum(WAYS), account: accountSchema }),
      words: z.strictObject({ holds: textSchema({ lengthMax: HOLDS_MAX }) }),
      marks: ({ record }) => ({ record: [sortingsMark(String(record["book"]))] }),
    },
    { type: "sorting.dropped/1", record: z.strictObject({}) },
    {
      type: "sorting.changed/1",
      record: z.strictObject({ way: z.enum(WAYS), account: accountSchema }),
      words: z.strictObject({ holds: textSchema({ lengthMax: HOLDS_MAX }) }),
    },
    { type: "sorting.switched-off/1", record: z.strictObject({}) },
    { type: "sorting.switched-on/1", record: z.strictObject({}) },
    { type: "sorting.placed/1", record: z.strictObject({ place: z.int().min(1).max(1_000) }) },
  ],
  initial: {
    ...{ book: "", way: "out", account: "elsewhere", words: null },
    ...{ dropped: false, off: false, place: null },
  } as SortingState,
  evolve: (state, { type, record, index, n }) => {
    if (type === "sorting.dropped/1") return { ...state, dropped: true };
    if (type === "sorting.switched-off/1") return { ...state, off: true };
    if (type === "sorting.switched-on/1") return { ...state, off: false };
    if (type === "sorting.placed/1") return { ...state, place: record["place"] as number };
    const said = record as Partial<Pick<SortingState, "book" | "way" | "account">>;
    const { book = state.book, way = state.way, account = state.account } = said;
    return { ...state, book, way, account, words: { index, n, type } };
  },
});

const column = z.int().min(0).max(199);

/** How a table is read, without the names of its columns. */
export const mappingShape = z.strictObject({
  columns: z.strictObject(
    Object.fromEntries(FIELDS.map((field) => [field, column.optional()])) as Record<
      (typeof FIELDS)[number],
      z.ZodOptional<z.ZodInt>
    >,
  ),
  order: z.enum(["dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  currency: currencySchema.optional(),
});

/** The mark of how tables with these column names (their hash) are read for a book. */
export const columnsMark = (book: string, names: string): Mark => `columns:${book}:${names}`;

/** How a table's columns are read, folded: what was said last. */
export type ColumnsState = { book: string; names: string; mapping: Mapping };

/** How tables with certain columns are read for a book. */
export const columns = defineKind<ColumnsState>({
  kind: "columns",
  inCircles: true,
  facts: [
    {
      type: "columns.said/1",
      record: z.strictObject({ book: idSchema, names: hash, mapping: mappingShape }),
      marks: ({ record }) => ({
        record: [columnsMark(String(record["book"]), String(record["names"]))],
      }),
    },
  ],
  initial: { book: "", names: "", mapping: { columns: {} } },
  evolve: (_, { record }) => record as ColumnsState,
});
