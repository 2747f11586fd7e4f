/** The facts of an extract's rows: those that stand in the book together, each that waits alone. */
import { z } from "zod";
import type { FactShape, Mark, MarksOf, Whole } from "../../house/facts.ts";
import {
  type Amount,
  amountSchema,
  idSchema,
  isCurrency,
  lineSchema,
  textSchema,
} from "../../house/values/index.ts";
import {
  PLACES,
  type Place,
  REFERENCE_MAX,
  STANDINGS,
  type Standing,
  WHATS,
  type What,
} from "./extracts/line.ts";
import { NARRATION_MAX, PARTY_MAX } from "./facts.ts";

/** Rows of a file: as many as are read of one. */
export const ROWS_MAX = 10_000_000;
/** Rows that one command brings, all of one day: each has a mark in each part of their entry. */
export const BRING_ROWS_MAX = 50;

/**
 * Why a row waits: not booked yet, alike in another file, perhaps written by hand already, or
 * perhaps money that lies on the way.
 */
export const WAITS = ["pending", "alike", "written", "underway"] as const;
/** See {@link WAITS}. */
export type Waits = (typeof WAITS)[number];

/** The number of a row in its file. */
export const rowNumber = z.int().min(1).max(ROWS_MAX);

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
  disagrees?: true | undefined;
  called?: true;
  entry?: number;
  waits?: Waits;
};

/** Rows of one command that stand in the book: the first as its entry `first`, the others next. */
export type RowsRecord = {
  book: string;
  first: number;
  rows: Omit<RowRecord, "entry" | "waits">[];
};

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
/**
 * Marks of which some row of that day and figure has one, whichever of its like it is: the first
 * of them may have been passed over.
 */
export const thatDayMarks = (book: string, day: string, { of }: Pick<RowRecord, "of">): Mark[] =>
  [1, 2, 3].flatMap((alike) =>
    [true, false].map((called) => alikeMark(book, day, { of, alike }, called)),
  );
/** The mark of an extract's rows whose balance does not follow. */
export const disagreesMark = (extract: string): Mark => `row-disagrees:${extract}`;

/** The marks of rows that one entry is about, and of what their file calls them. */
function marksOf(
  { record, thing }: Whole,
  rows: readonly RowRecord[],
  references: readonly (string | null | undefined)[],
): MarksOf {
  const { book, day } = record as { book: string; day: string };
  const words = rows.flatMap(({ of }, at) => {
    const reference = references[at];
    return reference == null ? [] : [referenceMark(book, reference, of)];
  });
  const odd = rows.some(({ disagrees }) => disagrees === true);
  return {
    record: [
      ...rows.map((row) => alikeMark(book, day, row, row.called === true)),
      ...(odd ? [disagreesMark(thing)] : []),
    ],
    ...(words.length > 0 && { words }),
  };
}

/** The facts. A row that waits says its words here; one that stands says them in the book. */
export const rowFacts: readonly FactShape[] = [
  {
    type: "extract.row/1",
    record: z.strictObject({
      ...rowFields,
      ...{ book: idSchema, called },
      entry: z.int().min(1).optional(),
      waits: z.enum(WAITS).optional(),
    }),
    words: z.strictObject(rowWords),
    marks: (whole) => {
      const { record, words } = whole;
      return marksOf(whole, [record as RowRecord], [(words as RowWords | undefined)?.reference]);
    },
  },
  {
    type: "extract.rows/1",
    record: z.strictObject({
      ...{ book: idSchema, first: z.int().min(1) },
      rows: z
        .array(z.strictObject({ ...rowFields, called }))
        .min(1)
        .max(BRING_ROWS_MAX),
    }),
    /** What the file calls each of them, in their order; null where it has no name for one. */
    words: z.strictObject({
      references: z.array(lineSchema(REFERENCE_MAX).nullable()).min(1).max(BRING_ROWS_MAX),
    }),
    marks: (whole) => {
      const { rows } = whole.record as RowsRecord;
      const { references = [] } = (whole.words ?? {}) as { references?: (string | null)[] };
      return marksOf(whole, rows, references);
    },
  },
];
