/**
 * The facts of extracts (what a bank, a mobile-money service or a collecting page says moved), of
 * sortings (which heading rows go under) and of how a table's columns are read.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type Mark, type Seen } from "../../house/facts.ts";
import { joinRanges } from "../../house/import/files.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  amountSchema,
  figureSchema,
  idSchema,
  isCurrency,
  lineSchema,
  textSchema,
} from "../../house/values/index.ts";
import { type Account, accountSchema } from "./accounts.ts";
import { FIELDS, type Mapping } from "./extracts/columns.ts";
import {
  FORMATS,
  type Format,
  PLACES,
  type Place,
  REFERENCE_MAX,
  STANDINGS,
  type Standing,
  WHATS,
  type What,
} from "./extracts/line.ts";
import { NARRATION_MAX, PARTY_MAX } from "./facts.ts";

/** Rows of one file that wait for a person; more are left out, and the file says so. */
export const WAITING_MAX = 2_000;
/** Accounts and currencies of one file. */
export const ACCOUNTS_MAX = 50;
/** Rows of a file: as many as are read of one. */
const ROWS_MAX = 10_000_000;

/** Why a row waits: not booked yet, alike in another file, or perhaps written by hand already. */
export const WAITS = ["pending", "alike", "written"] as const;
/** See {@link WAITS}. */
export type Waits = (typeof WAITS)[number];

/** What was done with a row that waited. */
export const SETTLED = ["posted", "stands", "left"] as const;
/** See {@link SETTLED}. */
export type Settled = (typeof SETTLED)[number];

/** A unit that is money. */
export const currencySchema = z.string().max(3).refine(isCurrency, "amount.unit");
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const rowNumber = z.int().min(1).max(ROWS_MAX);

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

/** What a row is, without its words. */
export const rowFields = {
  row: rowNumber,
  of: amountSchema.refine(({ unit }) => isCurrency(unit), "amount.unit"),
  what: z.enum(WHATS),
  standing: z.enum(STANDINGS),
  place: z.enum(PLACES),
  /** How many rows like it stand before it that day, itself counted in. */
  alike: z.int().min(1).max(ROWS_MAX),
  /** Whether its balance does not follow. */
  disagrees: z.literal(true).optional(),
} as const;

/** Whether the file had a name of its own for the row: that stays when the name is erased. */
const called = z.literal(true).optional();

/** The words of a row. A row in the book says the rest there. */
export const rowWords = {
  reference: lineSchema(REFERENCE_MAX).optional(),
  party: textSchema({ lengthMax: PARTY_MAX }).optional(),
  narration: textSchema({ lengthMax: NARRATION_MAX, lines: "many" }).optional(),
} as const;
/** See {@link rowWords}. */
export type RowWords = z.output<z.ZodObject<typeof rowWords>>;

/** A row's record: the number of the book's entry, or why it waits. */
export type RowRecord = {
  row: number;
  of: Amount;
  what: What;
  standing: Standing;
  place: Place;
  alike: number;
  disagrees?: true;
  called?: true;
  entry?: number;
  waits?: Waits;
};

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
/** The mark of rows of a book that a file calls so. */
export const referenceMark = (book: string, reference: string, { of, unit }: Amount): Mark =>
  `row-called:${book}:${of} ${unit}:${reference}`;
/**
 * The mark of rows of a book that stand alike, with a name of their own in their file or without.
 */
export const alikeMark = (
  book: string,
  day: string,
  { of: { of, unit }, alike }: Pick<RowRecord, "of" | "alike">,
  called: boolean,
): Mark => `row-alike:${book}:${day}:${of} ${unit}:${alike}:${called ? "called" : "bare"}`;
/** The mark of the row that a book's entry was written for, or stands for. */
export const rowOfMark = (book: string, entry: number): Mark => `row-of:${book}:${entry}`;
/** The mark of an extract's rows whose balance does not follow. */
export const disagreesMark = (extract: string): Mark => `row-disagrees:${extract}`;

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
    {
      type: "extract.row/1",
      record: z.strictObject({
        ...rowFields,
        ...{ book: idSchema, called },
        entry: z.int().min(1).optional(),
        waits: z.enum(WAITS).optional(),
      }),
      words: z.strictObject(rowWords),
      marks: ({ record, words, thing }) => {
        const row = record as RowRecord & { book: string; day: string };
        const { book, day, of, entry, disagrees, called } = row;
        const reference = (words as RowWords | undefined)?.reference;
        return {
          record: [
            alikeMark(book, day, row, called === true),
            ...(entry === undefined ? [] : [rowOfMark(book, entry)]),
            ...(disagrees === undefined ? [] : [disagreesMark(thing)]),
          ],
          ...(reference !== undefined && { words: [referenceMark(book, reference, of)] }),
        };
      },
    },
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
      marks: ({ record }) => {
        const { book, entry } = record as { book: string; entry?: number };
        return entry === undefined ? {} : { record: [rowOfMark(book, entry)] };
      },
    },
    erasedByTime("extract", "rows"),
  ],
  initial: {
    ...{ file: "", book: "", format: "table", accounts: [], rows: [], months: [] },
    ...{ posted: 0, stands: 0, left: 0, passed: 0, disagreeing: 0, waiting: {} },
  },
  evolve: foldExtract,
  copy: (state) => ({
    ...state,
    rows: state.rows.map(([a, b]) => [a, b]),
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
  if (type === "extract.row/1") return foldRow(state, record as RowRecord, seen);
  if (type === "extract.passed-over/1") {
    const rows = record["rows"] as [number, number][];
    state.rows = joinRanges([...state.rows, ...rows]);
    state.passed += rows.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  }
  if (type === "extract.settled/1") {
    const { row, how } = record as { row: number; how: Settled };
    delete state.waiting[row];
    state[how] += 1;
  }
  return state;
}

function foldRow(state: ExtractState, record: RowRecord, seen: Seen): ExtractState {
  const { row, of, what, standing, place, waits, disagrees } = record;
  const newest = state.rows.at(-1);
  // Rows mostly come one after the other.
  if (newest !== undefined && newest[1] === row - 1) newest[1] = row;
  else state.rows = joinRanges([...state.rows, [row, row]]);
  const month = seen.day.slice(0, 7);
  if (!state.months.includes(month)) state.months = [...state.months, month];
  if (disagrees) state.disagreeing += 1;
  if (waits === undefined) state.posted += 1;
  else {
    const { index, n, type, day } = seen;
    state.waiting[row] = { of, what, standing, place, why: waits, at: { index, n, type }, day };
  }
  return state;
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
};

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
  ],
  initial: { book: "", way: "out", account: "elsewhere", words: null, dropped: false },
  evolve: (state, { type, record, index, n }) => {
    if (type === "sorting.dropped/1") return { ...state, dropped: true };
    const { book, way, account } = record as Pick<SortingState, "book" | "way" | "account">;
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
