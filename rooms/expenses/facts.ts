/** The facts of an expense or an advance, and how they fold: headings, amounts, days; no words. */
import { z } from "zod";
import { PARTIES } from "../../house/circles.ts";
import { defineKind, type EntryRef, type Fields, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  amountSchema,
  filesPart,
  idSchema,
  isCurrency,
  lineSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";
import { type Account, accountSchema } from "../ledger/index.ts";

/** What is asked for: a cost that is to be paid, or money beforehand for costs to come. */
export const WHAT = ["cost", "advance"] as const;
/** Why a cost cannot be shown by a paper. */
export const UNDOCUMENTED = [
  ...(["none-given", "unsafe-to-ask", "unsafe-to-keep", "lost", "no-shop", "other"] as const),
] as const;
/** What one thing is missing where an expense is sent back. */
export const MISSING = [
  "receipt",
  "amount",
  "heading",
  "day",
  "payee",
  "what-for",
  "other",
] as const;
/** Why one is refused. */
export const WHY = [
  "not-agreed",
  "no-money",
  "twice",
  "too-much",
  "other-purpose",
  "other",
] as const;
/** See {@link UNDOCUMENTED}. */
export type Undocumented = (typeof UNDOCUMENTED)[number];

/** Lines of one expense; receipts of a line, and of all lines together. */
export const LINES_MAX = 12;
/** See {@link LINES_MAX}. */
export const RECEIPTS_MAX = 8;
/** See {@link LINES_MAX}. */
export const RECEIPTS_ALL_MAX = 24;
/** Longest words: what it is for, a reason, whom it is paid to (UTF-16 units). */
export const WHAT_MAX = 200;
/** See {@link WHAT_MAX}. */
export const REASON_MAX = 500;
/** See {@link WHAT_MAX}. */
export const NAME_MAX = 120;
/** Times that it is said anew, so that all of it can be taken out in one step. */
export const ANEW_MAX = 80;
/** Times that money can come back of one expense, and that an advance can be drawn on. */
export const TIMES_MAX = 200;
/** A picture as it is shown, and a smaller one. */
const SIZES = 2;

/** Shape of an amount of money above nothing. */
export const moneySchema = amountSchema
  .refine(({ of }) => of !== "0" && !of.startsWith("-"), "expenses.more-than-nothing")
  .refine(({ unit }) => isCurrency(unit), "expenses.money-unit");
/** A day, or in a protected space its month. */
export const dayField = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "expenses.day-shape");

const lineFields = z.strictObject({
  account: accountSchema,
  of: moneySchema,
  day: dayField,
  undocumented: z.enum(UNDOCUMENTED).nullable(),
});
/** One line: the heading it goes under, how much, when, and why no paper shows it, if none does. */
export type Line = {
  account: Account;
  of: Amount;
  day: string;
  undocumented: Undocumented | null;
};

/** What it is for, as ids: the agreement it is spent under, what was asked for, the plan. */
const forFields = {
  payee: idSchema.nullable(),
  agreement: idSchema.nullable(),
  need: idSchema.nullable(),
  budget: idSchema.nullable(),
};
/** See {@link forFields}. */
export type For = {
  payee: string | null;
  agreement: string | null;
  need: string | null;
  budget: string | null;
};

const whatText = textSchema({ lengthMax: WHAT_MAX });
/** Shape of a reason in words. */
export const reasonText = textSchema({ lengthMax: REASON_MAX, lines: "many" });
const lineNo = z.int().min(1).max(LINES_MAX);
/** The words of an expense: what it is for, and what each line was. */
export const wordsFields = {
  what: whatText.optional(),
  whats: z
    .array(z.strictObject({ line: lineNo, what: whatText }))
    .max(LINES_MAX)
    .optional(),
};
/** See {@link wordsFields}. */
export type ExpenseWords = { what?: Text; whats?: { line: number; what: Text }[] };
/** Whom it is paid to, where that is nobody of the group: a name, and nothing that proves it. */
export const nameField = lineSchema(NAME_MAX);

/** A receipt: its id, the line it shows, where its files are. */
export type Receipt = { id: string; line: number; at: EntryRef };
/** Money that came back of a line. */
export type Back = { line: number; of: Amount };
/** What was spent out of an advance. */
export type Drawn = { expense: string; of: Amount[] };

/** How it stands. */
export type Status = "submitted" | "approved" | "paid" | "refused" | "withdrawn";

/** An expense, folded. */
export type ExpenseState = For & {
  as: (typeof WHAT)[number];
  /** Whoever handed it in, or typed it for somebody: they do not approve it. */
  authors: string[];
  book: string;
  lines: Line[];
  /** How often what it says was changed: who approves says which of them they read. */
  revision: number;
  receipts: Receipt[];
  /** Lines that were not approved. */
  struck: number[];
  /** Members who approved what it says now, and people of the other group who did. */
  approvals: string[];
  theirs: string[];
  status: Status;
  sentBack: { missing: (typeof MISSING)[number]; at: EntryRef } | null;
  refused: { why: (typeof WHY)[number]; at: EntryRef } | null;
  /** The day or month it was approved on, and when (ms). */
  approved: { day: string; at: number } | null;
  /** The line of the book, where the money was, and the advance it was spent out of. */
  paid: {
    entry: number;
    from: Account;
    advance: string | null;
    linked: boolean;
    day: string;
  } | null;
  back: Back[];
  drawn: Drawn[];
  /** The entry with its words and name as they are now; entries that may still hold words. */
  words: EntryRef | null;
  said: EntryRef[];
  /** When nothing more was to be done about it (ms). */
  closedAt: number | null;
};

const nothing = z.strictObject({});
const lines = z.array(lineFields).min(1, "expenses.no-lines").max(LINES_MAX);
const picked = z.array(lineNo).min(1).max(LINES_MAX);
const says = z.strictObject({ ...forFields, lines });
const reason = z.strictObject({ reason: reasonText });
const entry = z.int().min(1);

const saidIn = ({ what, whats = [] }: ExpenseWords) =>
  [what, ...whats.map((one) => one.what)].map((one) => one?.text ?? "").join(" ");
type Marked = { record: object; words?: object; people?: object };

function marksOf({ record, words = {} }: Marked) {
  const { agreement, need, budget } = record as For;
  const on = (mark: (id: string) => string, id: string | null) => (id === null ? [] : [mark(id)]);
  return {
    record: [...on(underMark, agreement), ...on(needMark, need), ...on(budgetMark, budget)],
    words: wordMarks(saidIn(words as ExpenseWords)),
  };
}

/** The mark of expenses under an agreement. */
export const underMark = (agreement: string) => `spent-under:${agreement}`;
/** The mark of expenses approved under an agreement in a month or year (UTC), as `YYYY[-MM]`. */
export const approvedMark = (agreement: string, span: string) =>
  `approved-under:${agreement}:${span}`;
/** The mark of expenses for what was asked for. */
export const needMark = (need: string) => `spent-for:${need}`;
/** The mark of expenses in a budget. */
export const budgetMark = (budget: string) => `spent-in:${budget}`;
/** The mark of expenses approved in a month that hold a cost no paper shows. */
export const undocumentedMark = (month: string) => `spent-undocumented:${month}`;
/** The mark of what was paid by a line of a book. */
export const entryMark = (book: string, n: number) => `spent-by:${book}:${n}`;

const utc = (ms: number) => new Date(ms).toISOString();
const bareMarks = (record: Fields) =>
  record["undocumented"] === true ? [undocumentedMark(String(record["day"]).slice(0, 7))] : [];

/** An expense or an advance: the group opens it, or the circle its book lies in. */
export const expense = defineKind<ExpenseState>({
  kind: "expense",
  inCircles: true,
  facts: [
    {
      type: "expense.submitted/1",
      record: says.extend({ as: z.enum(WHAT), book: idSchema }),
      words: z.strictObject(wordsFields),
      people: z.strictObject({ name: nameField }),
      marks: marksOf,
    },
    {
      type: "expense.revised/1",
      record: says,
      words: z.strictObject(wordsFields),
      people: z.strictObject({ name: nameField }),
      marks: marksOf,
    },
    {
      type: "expense.receipt-added/1",
      record: z.strictObject({ receipt: idSchema, line: lineNo }),
      files: filesPart(SIZES),
    },
    { type: "expense.receipt-removed/1", record: z.strictObject({ receipt: idSchema }) },
    { type: "expense.lines-struck/1", record: z.strictObject({ lines: picked }), words: reason },
    {
      type: "expense.sent-back/1",
      record: z.strictObject({ missing: z.enum(MISSING) }),
      words: reason,
    },
    { type: "expense.approved-by/1", record: z.strictObject({ lines: picked }) },
    // By somebody of the other group, under a clause that names it.
    {
      type: "expense.approved-by/2",
      record: z.strictObject({ lines: picked, ally: idSchema }),
    },
    {
      type: "expense.shared/1",
      record: z.strictObject({ ally: idSchema }),
      moves: ({ ally }) => `${PARTIES}${ally}`,
    },
    {
      type: "expense.approved/1",
      record: z.strictObject({ undocumented: z.boolean() }),
      marks: ({ record }) => ({ record: bareMarks(record) }),
    },
    // Under an agreement: found by when it was, whatever else was handed in under it.
    {
      type: "expense.approved/2",
      record: z.strictObject({ undocumented: z.boolean(), under: idSchema }),
      marks: ({ record, stamp }) => ({
        record: [
          ...bareMarks(record),
          ...[4, 7].map((length) =>
            approvedMark(String(record["under"]), utc(stamp.at).slice(0, length)),
          ),
        ],
      }),
    },
    {
      type: "expense.refused/1",
      record: z.strictObject({ why: z.enum(WHY) }),
      words: z.strictObject({ reason: reasonText, next: reasonText.optional() }),
    },
    { type: "expense.withdrawn/1", record: nothing },
    {
      type: "expense.paid/1",
      record: z.strictObject({
        ...{ book: idSchema, entry, from: accountSchema },
        ...{ advance: idSchema.nullable(), linked: z.boolean() },
      }),
      marks: ({ record }) => ({
        record: [entryMark(String(record["book"]), Number(record["entry"]))],
      }),
    },
    {
      type: "expense.came-back/1",
      record: z.strictObject({ line: lineNo, of: moneySchema, entry }),
    },
    {
      type: "expense.drawn-on/1",
      record: z.strictObject({ expense: idSchema, of: z.array(moneySchema).min(1).max(LINES_MAX) }),
    },
    { type: "expense.words-taken-out/1", record: nothing },
    erasedByTime("expense", "expenses"),
  ],
  initial: {
    ...{ as: "cost", authors: [], book: "", payee: null, agreement: null, need: null },
    ...{ budget: null, lines: [], revision: 0, receipts: [], struck: [], approvals: [] },
    theirs: [],
    ...{ status: "submitted", sentBack: null, refused: null, approved: null, paid: null },
    ...{ back: [], drawn: [], words: null, said: [], closedAt: null },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type Fold = (state: ExpenseState, record: never, seen: Seen) => void;
const at = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

function sayAnew(state: ExpenseState, record: For & { lines: Line[] }, seen: Seen): void {
  const { payee, agreement, need, budget, lines: all } = record;
  const { who, typedBy } = seen.stamp;
  const authors = new Set([...state.authors, who, ...(typedBy === null ? [] : [typedBy])]);
  const lines = all.map(({ account, of, day, undocumented }) => ({
    ...{ account, of, day, undocumented },
  }));
  Object.assign(state, { payee, agreement, need, budget, lines, authors: [...authors] });
  Object.assign(state, { revision: state.revision + 1, words: at(seen), struck: [] });
  Object.assign(state, {
    approvals: [],
    theirs: [],
    sentBack: null,
    said: [...state.said, at(seen)],
  });
  state.receipts = state.receipts.filter(({ line }) => line <= lines.length);
}

const close = (state: ExpenseState, status: Status, { stamp }: Seen) =>
  Object.assign(state, { status, closedAt: stamp.at });

const approved: Fold = (state, _record, { stamp, day }) => {
  state.status = "approved";
  state.approved = { day, at: stamp.at };
};

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "expense.submitted/1": (
    state,
    record: For & Pick<ExpenseState, "as" | "book" | "lines">,
    seen,
  ) => {
    Object.assign(state, { as: record.as, book: record.book });
    sayAnew(state, record, seen);
  },
  "expense.revised/1": sayAnew,
  "expense.receipt-added/1": (
    state,
    { receipt, line }: { receipt: string; line: number },
    seen,
  ) => {
    state.receipts = [...state.receipts, { id: receipt, line, at: at(seen) }];
  },
  "expense.receipt-removed/1": (state, { receipt }: { receipt: string }) => {
    state.receipts = state.receipts.filter(({ id }) => id !== receipt);
  },
  "expense.lines-struck/1": (state, record: { lines: number[] }, seen) => {
    state.struck = [...new Set([...state.struck, ...record.lines])].sort((a, b) => a - b);
    state.said = [...state.said, at(seen)];
  },
  "expense.sent-back/1": (state, { missing }: Pick<Sent, "missing">, seen) => {
    state.sentBack = { missing, at: at(seen) };
    state.said = [...state.said, at(seen)];
  },
  "expense.approved-by/1": (state, _record, { stamp }) => {
    state.approvals = [...state.approvals, stamp.who];
  },
  // On the log the group speaks: who of it, is who typed it.
  "expense.approved-by/2": (state, _record, { stamp }) => {
    if (stamp.typedBy !== null) state.theirs = [...state.theirs, stamp.typedBy];
  },
  "expense.approved/1": approved,
  "expense.approved/2": approved,
  "expense.refused/1": (state, { why }: { why: (typeof WHY)[number] }, seen) => {
    state.refused = { why, at: at(seen) };
    state.said = [...state.said, at(seen)];
    close(state, "refused", seen);
  },
  "expense.withdrawn/1": (state, _record, seen) => {
    close(state, "withdrawn", seen);
  },
  "expense.paid/1": (state, record: Omit<NonNullable<ExpenseState["paid"]>, "day">, seen) => {
    const { entry: n, from, advance, linked } = record;
    state.paid = { entry: n, from, advance, linked, day: seen.day };
    close(state, "paid", seen);
  },
  "expense.came-back/1": (state, { line, of }: Back) => {
    state.back = [...state.back, { line, of }];
  },
  "expense.drawn-on/1": (state, { expense: by, of }: Drawn) => {
    state.drawn = [...state.drawn, { expense: by, of }];
  },
  "expense.words-taken-out/1": (state) => {
    Object.assign(state, { words: null, said: [] });
  },
};

type Sent = NonNullable<ExpenseState["sentBack"]>;
