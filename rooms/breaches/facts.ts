/** The facts of a breach, and how they fold. The state holds codes, figures and times alone. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen, type Thing } from "../../house/facts.ts";
import {
  type Day,
  daySchema,
  idSchema,
  type Lang,
  langSchema,
  lineSchema,
  textSchema,
} from "../../house/values/index.ts";

/** What kind of breach it is, in the order pages list them. */
export const WHAT = ["device", "account", "member", "link", "server", "other"] as const;
/** Whether a law holds that gives 72 hours. */
export const LAW = ["yes", "unsure", "no"] as const;
/** How likely harm to people is. */
export const RISK = ["high", "unsure", "low"] as const;
/** What is said of it in words: what happened, what may follow, what was learned. */
export const BLOCKS = ["happened", "outcome", "lessons"] as const;
/** Who can be told. */
export const WHOM = ["members", "givers", "allies", "authority", "other"] as const;
/** By when: as the law has it, within a day, within a week, as soon as can be. */
export const BY = ["law", "day", "week", "soon"] as const;
/** Why somebody is not told. */
export const BECAUSE = [
  ...(["no-risk", "unreadable", "stopped", "others-tell"] as const),
  ...(["danger", "no-law", "mistake"] as const),
] as const;
/** What was done about it. */
export const MEASURES = [
  ...(["closed", "seen-out", "links", "sessions", "passphrases", "second-step"] as const),
  ...(["circles", "copies", "erased", "moved", "other"] as const),
] as const;
/** Whose reading was counted: a member's, that of a link's holders, of whoever had everything. */
export const COUNTED_OF = ["member", "link", "all"] as const;
/** Kinds of things as a count names them; what is none of these is `other`. */
export const KINDS = [
  ...(["member", "invitation", "question", "circle", "space", "term", "link", "joint"] as const),
  ...(["copy", "safekeeping", "departure", "register-check", "shutters", "silence"] as const),
  ...(["need", "note", "import", "offer", "delivery", "manifest", "book", "statement"] as const),
  ...(["duty", "breach", "other"] as const),
] as const;
/** Whom things were open to, as a count names it; a smaller circle is not said by name. */
export const OPEN_TO = ["public", "link", "host", "circle"] as const;
/** The kinds of today: counts of before know those of {@link KINDS} alone. */
export const KINDS_NOW = [
  ...KINDS,
  ...(["subject", "consent", "saying", "times", "listening", "growth", "norm"] as const),
  ...(["ally", "ally-person", "alliance"] as const),
] as const;
/** The same of whom things were open to; `ally`: to the group and one that takes part. */
export const OPEN_TO_NOW = [...OPEN_TO, "ally"] as const;

/** See {@link WHAT}. */
export type What = (typeof WHAT)[number];
/** See {@link BLOCKS}. */
export type Block = (typeof BLOCKS)[number];
/** See {@link MEASURES}. */
export type Measure = (typeof MEASURES)[number];

/** Lines, measures and counts that one breach may have. */
export const LINES_MAX = 40;
/** See {@link LINES_MAX}. */
export const MEASURES_MAX = 40;
/** See {@link LINES_MAX}. */
export const COUNTS_MAX = 24;
/** Rows of one count. */
export const ROWS_MAX = KINDS_NOW.length * OPEN_TO_NOW.length;
/** The same, of counts before there were allied groups. */
const ROWS_MAX_THEN = KINDS.length * OPEN_TO.length;
/** Longest words, in UTF-16 units: of a block; of whom, why, and what more was done. */
export const BLOCK_MAX = 4_000;
/** See {@link BLOCK_MAX}. */
export const SAID_MAX = 400;
/** Longest name and reach of whom to ask. */
export const CONTACT_MAX = 200;

/** Shape of what is known of it, in codes. `aware` is when the group learned of it, ms. */
export const known = {
  what: z.enum(WHAT),
  aware: z.int().positive(),
  happened: daySchema.nullable(),
  law: z.enum(LAW),
  risk: z.enum(RISK),
};
const counted = z.int().min(0).max(100_000_000);
/** Shape of a count: whose reading, of things written on from a day on, and the figures. */
export const countFields = {
  of: z.enum(COUNTED_OF),
  id: idSchema.nullable(),
  from: daySchema.nullable(),
  rows: z
    .array(z.strictObject({ kind: z.enum(KINDS_NOW), to: z.enum(OPEN_TO_NOW), n: counted }))
    .max(ROWS_MAX),
  /** How many things carry somebody's name. */
  names: counted,
};
const rowsThen = z
  .array(z.strictObject({ kind: z.enum(KINDS), to: z.enum(OPEN_TO), n: counted }))
  .max(ROWS_MAX_THEN);
/** Shape of a line's codes. */
export const lineFields = { whom: z.enum(WHOM), lang: langSchema, by: z.enum(BY) };
/** Shape of a block's words, and of what is said beside a code. */
export const blockText = textSchema({ lengthMax: BLOCK_MAX, lines: "many" });
/** See {@link blockText}. */
export const saidText = textSchema({ lengthMax: SAID_MAX, lines: "many" });
/** Shape of whom to ask about it. */
export const contactFields = { name: lineSchema(CONTACT_MAX), reach: lineSchema(CONTACT_MAX) };

/** What is known of it, in codes. */
export type Known = {
  what: What;
  aware: number;
  happened: Day | null;
  law: (typeof LAW)[number];
  risk: (typeof RISK)[number];
};
/** Figures of what could have been read, as its author could open it, with the day of the count. */
export type Count = {
  of: (typeof COUNTED_OF)[number];
  id: string | null;
  from: Day | null;
  rows: { kind: (typeof KINDS_NOW)[number]; to: (typeof OPEN_TO_NOW)[number]; n: number }[];
  names: number;
  day: string;
};
/** How a line ended: told then (ms), or said not to be needed. */
export type LineEnd = {
  how: "told" | "not-needed";
  at: number;
  because: (typeof BECAUSE)[number] | null;
  /** The entry with the reason in words, where there is one. */
  why: EntryRef | null;
};
/** Somebody who is to be told. */
export type Line = {
  id: string;
  whom: (typeof WHOM)[number];
  lang: Lang;
  by: (typeof BY)[number];
  /** The entry that says whom exactly, where one does. */
  who: EntryRef | null;
  /** When it was written down, ms. */
  set: number;
  end: LineEnd | null;
};

/** A breach, folded. */
export type BreachState = Known & {
  /** The circle of those who know, by its id: the breach lies in it. */
  knows: string;
  drill: boolean;
  blocks: Record<Block, EntryRef | null>;
  contact: EntryRef | null;
  counts: Count[];
  lines: Line[];
  measures: { id: string; what: Measure; at: EntryRef; day: string; said: boolean }[];
  over: "done" | "mistake" | null;
  /** When a reminder was last written, ms; 0 never. */
  reminded: number;
};

const nothing = z.strictObject({});
const line = z.strictObject({ line: idSchema });

/** A breach: opens to those who know, and to nobody else. */
export const breach = defineKind<BreachState>({
  kind: "breach",
  inCircles: true,
  facts: [
    {
      type: "breach.opened/1",
      record: z.strictObject({ ...known, knows: idSchema, drill: z.boolean() }),
    },
    { type: "breach.corrected/1", record: z.strictObject(known) },
    {
      type: "breach.written/1",
      record: z.strictObject({ block: z.enum(BLOCKS) }),
      words: z.strictObject({ text: blockText }),
    },
    { type: "breach.unwritten/1", record: z.strictObject({ block: z.enum(BLOCKS) }) },
    { type: "breach.contact-named/1", record: nothing, people: z.strictObject(contactFields) },
    { type: "breach.contact-taken-back/1", record: nothing },
    { type: "breach.counted/1", record: z.strictObject({ ...countFields, rows: rowsThen }) },
    { type: "breach.counted/2", record: z.strictObject(countFields) },
    {
      type: "breach.line-set/1",
      record: line.extend({ ...lineFields, said: z.boolean() }),
      words: z.strictObject({ who: saidText }),
    },
    {
      type: "breach.line-ended/1",
      record: line.extend({
        ...{ how: z.enum(["told", "not-needed"]), at: z.int().positive() },
        ...{ because: z.enum(BECAUSE).nullable(), said: z.boolean() },
      }),
      words: z.strictObject({ why: saidText }),
    },
    { type: "breach.line-reopened/1", record: line },
    {
      type: "breach.measure-taken/1",
      record: z.strictObject({ measure: idSchema, what: z.enum(MEASURES), said: z.boolean() }),
      words: z.strictObject({ text: saidText }),
    },
    { type: "breach.measure-taken-back/1", record: z.strictObject({ measure: idSchema }) },
    { type: "breach.reminded/1", record: nothing },
    { type: "breach.closed/1", record: z.strictObject({ how: z.enum(["done", "mistake"]) }) },
    { type: "breach.reopened/1", record: nothing },
  ],
  initial: {
    ...{ knows: "", drill: false, what: "other", aware: 0, happened: null, law: "unsure" },
    ...{ risk: "unsure", blocks: { happened: null, outcome: null, lessons: null }, contact: null },
    ...{ counts: [], lines: [], measures: [], over: null, reminded: 0 },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

/** Whether a thing is a breach that is only practised: every page says so. */
export function isDrill({ kind, state }: Pick<Thing, "kind" | "state">): boolean {
  return kind === breach.kind && (state as BreachState).drill;
}

type Fold = (state: BreachState, record: never, seen: Seen) => void;
const at = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });
// The house adds fields of its own to a record, which are no part of the state.
const knownOf = ({ what, aware, happened, law, risk }: Known): Known => {
  return { what, aware, happened, law, risk };
};

function count(state: BreachState, record: Count, { day }: Pick<Seen, "day">): void {
  const { of, id, from, rows, names } = record;
  state.counts = [...state.counts, { of, id, from, rows, names, day }];
}

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "breach.opened/1": (state, record: Known & Pick<BreachState, "knows" | "drill">) => {
    const { knows, drill } = record;
    Object.assign(state, knownOf(record), { knows, drill });
  },
  "breach.corrected/1": (state, record: Known) => {
    Object.assign(state, knownOf(record));
  },
  "breach.written/1": (state, { block }: { block: Block }, seen) => {
    state.blocks[block] = at(seen);
  },
  "breach.unwritten/1": (state, { block }: { block: Block }) => {
    state.blocks[block] = null;
  },
  "breach.contact-named/1": (state, _record, seen) => {
    state.contact = at(seen);
  },
  "breach.contact-taken-back/1": (state) => {
    state.contact = null;
  },
  "breach.counted/1": count,
  "breach.counted/2": count,
  "breach.line-set/1": setLine,
  "breach.line-ended/1": endLine,
  "breach.line-reopened/1": (state, record: { line: string }) => {
    state.lines = state.lines.map((one) => (one.id === record.line ? { ...one, end: null } : one));
  },
  "breach.measure-taken/1": (
    state,
    { measure, what, said }: { measure: string; what: Measure; said: boolean },
    seen,
  ) => {
    const taken = { id: measure, what, at: at(seen), day: seen.day, said };
    state.measures = [...state.measures, taken];
  },
  "breach.measure-taken-back/1": (state, { measure }: { measure: string }) => {
    state.measures = state.measures.filter(({ id }) => id !== measure);
  },
  "breach.reminded/1": (state, _record, { stamp }) => {
    state.reminded = stamp.at;
  },
  "breach.closed/1": (state, { how }: { how: "done" | "mistake" }) => {
    state.over = how;
  },
  "breach.reopened/1": (state) => {
    state.over = null;
  },
};

type SetLine = Pick<Line, "whom" | "lang" | "by"> & { line: string; said: boolean };

function setLine(state: BreachState, record: SetLine, seen: Seen): void {
  const { line: id, whom, lang, by, said } = record;
  const set: Line = {
    ...{ id, whom, lang, by, who: said ? at(seen) : null, set: seen.stamp.at, end: null },
  };
  const known = state.lines.some((one) => one.id === id);
  state.lines = known
    ? state.lines.map((one) => (one.id === id ? set : one))
    : [...state.lines, set];
}

type EndLine = Pick<LineEnd, "how" | "at" | "because"> & { line: string; said: boolean };

function endLine(state: BreachState, record: EndLine, seen: Seen): void {
  const { line: id, how, at: when, because, said } = record;
  const end: LineEnd = { how, at: when, because, why: said ? at(seen) : null };
  state.lines = state.lines.map((one) => (one.id === id ? { ...one, end } : one));
}
