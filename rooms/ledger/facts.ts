/** The facts of books and how they fold: exact sums by account, unit and month, without words. */
import { z } from "zod";
import { PARTIES } from "../../house/circles.ts";
import { defineKind, type EntryRef, type NewFact, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  amountSchema,
  billionths,
  idSchema,
  type Month,
  monthSchema,
  type Text,
  termSchema,
  textSchema,
  textsSchema,
} from "../../house/values/index.ts";
import { type Account, accountSchema, SIDES, type Side } from "./accounts.ts";
import { difference } from "./difference.ts";
import { EXCHANGE, type Rate, rateSchema } from "./exchange-facts.ts";
import { lateFact } from "./late.ts";
import { aboutMark, linesMarks, linkMark, ownBookMark, purposeMark } from "./marks.ts";
import { foldPlaced, PLACED, type Placed, placedRecord } from "./placed.ts";
import { withRun } from "./runs.ts";
import { plus, type Sums } from "./sums.ts";
import { countWays, type Ways } from "./ways.ts";

export { aboutMark, entryMark, linkMark, ownBookMark, purposeMark } from "./marks.ts";
export { figureOf, plus, type Sum, type Sums, sumInBillionths } from "./sums.ts";
export type { Ways } from "./ways.ts";

/** What a book is kept of. */
export const PURPOSES = ["goods", "money", "hours"] as const;
/** See {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** Lines of one transfer. */
export const LINES_MAX = 24;
/** Longest title, narration and name of who it came from or went to. */
export const TITLE_MAX = 120;
/** See {@link TITLE_MAX}. */
export const NARRATION_MAX = 500;
/** See {@link TITLE_MAX}. */
export const PARTY_MAX = 200;

/** One line of a transfer: what an account gets, or with a minus sign what leaves it. */
export type Line = { account: Account; of: Amount };

/** Shape of a {@link Line}; refuses `ledger.line-of-nothing`. */
export const lineSchema = z.strictObject({
  account: accountSchema,
  of: amountSchema.refine(({ of }) => of !== "0", "ledger.line-of-nothing"),
});

/** Lines that add up to nothing in each of their units; refuses `ledger.not-balanced`. */
export const linesSchema = z
  .array(lineSchema)
  .min(2, "ledger.not-balanced")
  .max(LINES_MAX, "ledger.too-many-lines")
  .refine(isBalanced, "ledger.not-balanced");

/** What a transfer was about: at most one of each kind. */
export const aboutSchema = z.strictObject({
  delivery: idSchema.optional(),
  offer: idSchema.optional(),
  need: idSchema.optional(),
});
/** See {@link aboutSchema}. */
export type About = z.output<typeof aboutSchema> & {
  /** The line under an agreement, which both of its parties open. */
  drawing?: string | undefined;
};

/** The words of a transfer; `party` is who it came from or went to, as it was called. */
export const transferWords = z.strictObject({
  narration: textSchema({ lengthMax: NARRATION_MAX, lines: "many" }).optional(),
  party: textSchema({ lengthMax: PARTY_MAX }).optional(),
});
/** See {@link transferWords}. */
export type TransferWords = z.output<typeof transferWords>;

/**
 * A transfer's record. `corrects` is the number, in this book, of the entry it puts right; `link`
 * what it shares with its other end in another book; `late` the month of a closed period in which
 * it happened; `rate` at what money was changed into another currency.
 */
export type TransferRecord = {
  lines: Line[];
  for?: About;
  corrects?: number;
  link?: string;
  late?: Month;
  rate?: Rate;
};

/** A period told in a statement: whole months, both counted in; `n` is the number of its fact. */
export type StatedPeriod = { statement: string; from: Month; to: Month; n: number };

/** A book, folded. */
export type BookState = {
  purpose: Purpose;
  /** The agreement whose own book it is; null where it is the host's. */
  agreement: string | null;
  title: EntryRef | null;
  /** The month written on last, and its sums; the sums of the others are never changed in place. */
  month: Month;
  now: Sums;
  months: Record<Month, Sums>;
  /** The ways of the month written on last, and of the others. */
  nowWays: Ways;
  ways: Record<Month, Ways>;
  /** Periods that a statement tells, in the order they were told. */
  stated: readonly StatedPeriod[];
  /** What was written since the last statement and falls into a period told before. */
  late: { sums: Sums; ways: Ways };
  /** Accounts of the group's own, by term id. */
  accounts: Record<string, Side>;
  placed: Placed;
  transfers: number;
  /** Of the ends of transfers between books, by number: what each shares with the other end. */
  links: Record<string, string>;
  /** Numbers of the lines on `between` that are no end of a transfer: of bank files, and early. */
  loose: Record<string, true>;
  /** By the number of the entry that changed money into another currency: what stands of it. */
  exchanges: Record<string, readonly Line[]>;
  /** The entry with what it is called for everyone; null where it is for nobody outside. */
  shown: EntryRef | null;
  /** The last month of the periods that were closed; empty while none was. */
  closed: Month | "";
  /** Numbers of the corrections, in order, by the number of the entry they put right. */
  corrections: Record<string, readonly number[]>;
  /** Numbers of the entries that are no transfers, erasures among them: each first and last. */
  others: readonly (readonly [from: number, to: number])[];
  /** Number of the newest entry that is no erasure. */
  last: number;
};

/** Whether an entry of a book moved something: it is there, and neither an erasure nor a deed. */
export function isTransfer({ others, last }: BookState, n: number): boolean {
  return n <= last && !others.some(([from, to]) => from <= n && n <= to);
}

/** Whether the lines add up to nothing in each of their units. */
export function isBalanced(lines: readonly Line[]): boolean {
  const [a, b] = lines;
  // Most have two lines, of which one is the other turned round.
  if (lines.length === 2 && a !== undefined && b !== undefined && a.of.unit === b.of.unit)
    if (isTurned(a.of.of, b.of.of) || isTurned(b.of.of, a.of.of)) return true;
  const sums = new Map<string, bigint>();
  for (const { of } of lines) sums.set(of.unit, (sums.get(of.unit) ?? 0n) + billionths(of.of));
  return [...sums.values()].every((sum) => sum === 0n);
}

const isTurned = (less: string, more: string) => less.startsWith("-") && less.slice(1) === more;

/** Whether a statement tells the month already. */
export function isStated({ stated }: Pick<BookState, "stated">, month: Month): boolean {
  return stated.some(({ from, to }) => from <= month && month <= to);
}

/** Whether a fact of this type moves something in a book. */
export const isMove = (type: string): boolean => type.startsWith("transfer.");

const saidIn = (texts: readonly (Text | undefined)[]) =>
  texts.map((text) => text?.text ?? "").join(" ");

type Marked = { record: Record<string, unknown>; words?: Record<string, unknown>; thing: string };

function transferMarks({ record, words, thing }: Marked) {
  const { lines, for: about, link } = record as TransferRecord;
  const { narration, party } = (words ?? {}) as TransferWords;
  const ids = Object.values(about ?? {}).filter((id) => id !== undefined);
  return {
    record: [
      ...linesMarks(thing, String(record["day"]).slice(0, 7), lines),
      ...[...ids.map(aboutMark), ...(link === undefined ? [] : [linkMark(link)])],
    ],
    words: wordMarks(saidIn([narration, party])),
  };
}

const titleWords = z.strictObject({ title: textsSchema({ lengthMax: TITLE_MAX }) });
const moved = {
  ...{ lines: linesSchema, for: aboutSchema.optional(), corrects: z.int().min(1).optional() },
};

/** What lines say is for nobody outside, even where the book is for everyone. */
const said = { words: transferWords, circles: { words: "inside" } } as const;

/** A book: its sums. Starts with the host, or in a circle inside the group. */
export const book = defineKind<BookState>({
  kind: "book",
  inCircles: true,
  facts: [
    {
      type: "book.opened/1",
      record: z.strictObject({ purpose: z.enum(PURPOSES) }),
      words: titleWords,
      circles: { words: "inside" },
      marks: ({ record, words }) => ({
        record: [purposeMark(record["purpose"] as Purpose)],
        words: wordMarks(saidIn((words?.["title"] ?? []) as Text[])),
      }),
    },
    {
      type: "book.opened/2",
      record: z.strictObject({ purpose: z.enum(PURPOSES), agreement: idSchema }),
      words: titleWords,
      marks: ({ record, words }) => ({
        record: [ownBookMark(String(record["agreement"]))],
        words: wordMarks(saidIn((words?.["title"] ?? []) as Text[])),
      }),
    },
    {
      type: "book.made-public/1",
      record: z.strictObject({}),
      words: titleWords,
      moves: () => "public",
    },
    { type: "book.closed-again/1", record: z.strictObject({}), moves: () => "host" },
    { type: "book.period-closed/1", record: z.strictObject({ to: monthSchema }) },
    {
      type: "book.account-added/1",
      record: z.strictObject({ account: termSchema, side: z.enum(SIDES) }),
    },
    {
      type: "book.stated/1",
      record: z.strictObject({ statement: idSchema, from: monthSchema, to: monthSchema }),
    },
    {
      type: "transfer.posted/1",
      record: z.strictObject(moved),
      ...said,
      marks: transferMarks,
    },
    {
      type: "transfer.posted/2",
      record: z.strictObject({
        ...{ ...moved, link: idSchema.optional(), late: monthSchema.optional() },
        for: aboutSchema.extend({ drawing: idSchema.optional() }).optional(),
      }),
      ...said,
      marks: transferMarks,
    },
    {
      type: EXCHANGE,
      record: z.strictObject({
        ...{ lines: linesSchema, rate: rateSchema, late: monthSchema.optional() },
      }),
      ...said,
      marks: transferMarks,
    },
    ...[{ type: PLACED, record: placedRecord }, erasedByTime("book", "lines")],
  ],
  initial: {
    ...{ purpose: "goods", title: null, month: "", now: {}, months: {}, accounts: {} },
    ...{ agreement: null, links: {}, loose: {}, exchanges: {}, closed: "", shown: null },
    ...{ transfers: 0, corrections: {}, others: [], last: 0, nowWays: {}, ways: {}, stated: [] },
    ...{ late: { sums: {}, ways: {} }, placed: {} },
  },
  evolve: foldBook,
  late: lateFact,
  /** Values are replaced, never changed, so a copy needs new maps only; other months are shared. */
  copy: (state) => ({
    ...state,
    now: { ...state.now },
    months: { ...state.months },
    nowWays: { ...state.nowWays },
    ways: { ...state.ways },
    late: { sums: { ...state.late.sums }, ways: { ...state.late.ways } },
    accounts: { ...state.accounts },
    ...{ links: { ...state.links }, loose: { ...state.loose } },
    exchanges: { ...state.exchanges },
    corrections: { ...state.corrections },
  }),
});

function foldBook(state: BookState, seen: Seen): BookState {
  const { type, record, n } = seen;
  const moves = isMove(type);
  // Nobody is told of an erasure here: it is what lies between two numbers.
  const [from, to] = [state.last + 1, moves ? n - 1 : n];
  state.last = n;
  if (from <= to) state.others = withRun(state.others, from, to);
  if (moves) return foldTransfer(state, record as TransferRecord, seen);
  if (type.startsWith("book.opened/")) {
    state.purpose = record["purpose"] as Purpose;
    state.agreement = (record["agreement"] as string | undefined) ?? null;
    state.title = { index: seen.index, n, type };
  }
  if (type === "book.account-added/1")
    state.accounts[String(record["account"])] = record["side"] as Side;
  if (type === "book.made-public/1") state.shown = { index: seen.index, n, type };
  if (type === "book.closed-again/1") state.shown = null;
  if (type === "book.period-closed/1") state.closed = record["to"] as Month;
  if (type === PLACED) state.placed = foldPlaced(state.placed, record["lines"] as Amount[]);
  if (type === "book.stated/1") {
    const { statement, from, to } = record as Omit<StatedPeriod, "n">;
    state.stated = [...state.stated, { statement, from, to, n }];
    state.late = { sums: {}, ways: {} };
  }
  return state;
}

function foldTransfer(state: BookState, record: TransferRecord, { day, n }: Seen): BookState {
  const month = day.slice(0, 7);
  if (month !== state.month) turnTo(state, month);
  addLines(state.now, state.nowWays, record);
  if (state.stated.length > 0 && isStated(state, month))
    addLines(state.late.sums, state.late.ways, record);
  state.transfers += 1;
  const { corrects, link } = record;
  if (link !== undefined) state.links[n] = link;
  else if (corrects === undefined && record.lines.some(({ account }) => account === "between"))
    state.loose[n] = true;
  if (record.rate !== undefined) state.exchanges[n] = record.lines;
  const changed = state.exchanges[corrects ?? 0];
  if (changed !== undefined)
    state.exchanges[corrects ?? 0] = difference([], [...changed, ...record.lines]);
  if (corrects !== undefined)
    state.corrections[corrects] = [...(state.corrections[corrects] ?? []), n];
  return state;
}

function addLines(sums: Sums, ways: Ways, { lines, corrects }: TransferRecord): void {
  for (const { account, of } of lines) {
    const key = `${account} ${of.unit}`;
    sums[key] = plus(sums[key], of.of);
  }
  countWays(ways, lines, corrects === undefined ? 1 : -1);
}

/** Lays the month written on aside and takes up another. */
function turnTo(state: BookState, month: Month): void {
  if (state.month !== "") {
    state.months[state.month] = state.now;
    state.ways[state.month] = state.nowWays;
  }
  state.now = { ...state.months[month] };
  state.nowWays = { ...state.ways[month] };
  delete state.months[month];
  delete state.ways[month];
  state.month = month;
}

/** The fact that opens a book. */
export function bookOpened(thing: string, purpose: Purpose, title?: readonly Text[]): NewFact {
  const opened: NewFact = { kind: "book", thing, type: "book.opened/1", record: { purpose } };
  return title === undefined ? opened : { ...opened, words: { title } };
}

/**
 * The fact that opens a book of an agreement with an allied group: both of them read it whole.
 */
export function ownBookOpened(
  thing: string,
  { purpose, agreement, ally }: { purpose: Purpose; agreement: string; ally: string },
  title?: readonly Text[],
): NewFact {
  const opened: NewFact = {
    ...{ kind: "book", thing, type: "book.opened/2", record: { purpose, agreement } },
    circle: `${PARTIES}${ally}`,
  };
  return title === undefined ? opened : { ...opened, words: { title } };
}

/** The fact that something was moved between accounts; `lines` must be balanced. */
export function postTransfer(
  thing: string,
  record: TransferRecord,
  words: TransferWords = {},
): NewFact {
  const { link, late, for: about, rate } = record;
  if (rate !== undefined) return { kind: "book", thing, type: EXCHANGE, record, words };
  const isPlain = [link, late, about?.drawing].every((one) => one === undefined);
  const type = isPlain ? "transfer.posted/1" : "transfer.posted/2";
  return { kind: "book", thing, type, record, words };
}
