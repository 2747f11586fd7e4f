/** The facts of needs, notes and imports, and how they fold. States hold no words. */
import { z } from "zod";
import type { Circle } from "../../house/circles.ts";
import { defineKind, type EntryRef, type NewFact, type Seen } from "../../house/facts.ts";
import { filesOf } from "../../house/import/files.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  add,
  amountSchema,
  categorySchema,
  type Day,
  daySchema,
  idSchema,
  kindSchema,
  lineSchema,
  type Place,
  placeSchema,
  type Kind as SupportKind,
  type Text,
  textSchema,
  textsSchema,
  type Urgency,
  urgencySchema,
} from "../../house/values/index.ts";
import { isAsked } from "./figures.ts";

/** Longest texts, in UTF-16 units. */
export const TITLE_MAX = 200;
/** Longest details, and longest private note. */
export const DETAILS_MAX = 2_000;

const count = z.int().min(0).max(10_000_000);
const figures = {
  needKind: kindSchema,
  quantity: amountSchema.nullable(),
  category: categorySchema.nullable(),
  urgency: urgencySchema,
  by: daySchema.nullable(),
  place: placeSchema.nullable(),
  /** Whether to look for it nearby first, so that local shops live. */
  nearby: z.boolean(),
};
/** Where a need came from: typed here, pasted from a message, or a row of an imported file. */
const fromSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("typed") }),
  z.strictObject({ by: z.literal("pasted") }),
  z.strictObject({ by: z.literal("import"), import: idSchema, row: count }),
]);
const words = z.strictObject({
  title: textSchema({ lengthMax: TITLE_MAX }),
  details: textsSchema({ lengthMax: DETAILS_MAX, lines: "many" }).optional(),
  size: textSchema({ lengthMax: 100 }).optional(),
});
const people = z.strictObject({
  /** Who to ask for when calling about it, and how to reach them: the host only. */
  name: lineSchema(100).optional(),
  reach: lineSchema(200).optional(),
});

/** Words of a need: what it is, more about it per language, a size or style. */
export type NeedWords = { title: Text; details?: Text[]; size?: Text };
/** Whom to call about a need; read by the host alone. */
export type NeedPeople = { name?: string; reach?: string };
/** Where a need came from. */
export type NeedFrom = z.output<typeof fromSchema>;
/** The figures an opening or an edit writes. */
export type NeedFigures = {
  needKind: SupportKind;
  quantity: Amount | null;
  category: string | null;
  urgency: Urgency;
  by: Day | null;
  place: Place | null;
  nearby: boolean;
};
/** The three ways support is on its way; nothing is in two of them at once. */
export type Stage = "accepted" | "onTheWay" | "counted";
/** Exact differences to write on a need; each may be negative. */
export type Deltas = Partial<Record<Stage, Amount>>;

/** How a need was last said to hold: as it was opened, as it was corrected, or by being asked. */
export type LastSaid = "opened" | "corrected" | "confirmed";

/** A need, folded. What stands in `inside` comes from stamps: doors show it to members alone. */
export type NeedState = Omit<NeedFigures, "quantity"> & {
  /** The entry that holds the present words (and people). */
  words: EntryRef | null;
  /** Entries with the words of before a shown correction. */
  earlier: EntryRef[];
  /** The day of each correction and what was asked before it, oldest first. */
  corrected: { asked: Amount | null; day: string }[];
  asked: Amount | null;
  /** Per stage, per unit, a canonical figure. */
  progress: Record<Stage, Record<string, string>>;
  status: "open" | "met" | "withdrawn";
  /** 0: not ranked; 1 first. */
  rank: number;
  /** Typed for someone else: no, not read back yet, or confirmed. */
  told: "no" | "waiting" | "confirmed";
  from: NeedFrom;
  /** True once something beside its own edits happened to it: edits are shown from then on. */
  touched: boolean;
  corrections: number;
  inside: {
    by: string;
    confirmedAt: number;
    how: LastSaid;
    /** Since when nobody asks for it any more (ms); null while it is asked for. */
    closedAt: number | null;
  };
};

const edited = (type: string) => ({ type, record: z.strictObject(figures), words, people });
const bare = (type: string) => ({ type, record: z.strictObject({}) });

const needMarks = ({ words: said }: { words?: Record<string, unknown> }) => {
  const { title, details = [], size } = (said ?? {}) as Partial<NeedWords>;
  const texts = [title, size, ...details].map((one) => one?.text ?? "");
  return { words: wordMarks(texts.join(" ")) };
};

/** What equal rows of two files have in common: title, size and figures, as one mark. */
export function sameRowMark(title: string, size: string, amount: Amount, place: string): string {
  return `same-row:${JSON.stringify([title, size, amount.of, amount.unit, place])}`;
}

function openedMarks(whole: { record: Record<string, unknown>; words?: Record<string, unknown> }) {
  const { from, quantity, place } = whole.record as NeedFigures & { from: NeedFrom };
  const { words: list } = needMarks(whole);
  if (from.by !== "import" || whole.words === undefined) return { words: list };
  const { title, size } = whole.words as NeedWords;
  const amount = quantity ?? { of: "0", unit: "item" };
  const same = sameRowMark(title.text, size?.text ?? "", amount, place?.code ?? "");
  return { record: [`from:${from.import}`], words: [same, ...list] };
}

/** A need: one line of what a group asks for. Starts with the host; publishing moves it. */
export const need = defineKind<NeedState>({
  kind: "need",
  inCircles: true,
  facts: [
    {
      type: "need.opened/1",
      record: z.strictObject({
        ...figures,
        rank: count,
        told: z.enum(["no", "waiting", "confirmed"]),
        from: fromSchema,
      }),
      words,
      people,
      marks: openedMarks,
    },
    {
      type: "need.published/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: (record) => record["to"] as Circle,
    },
    // Never back into a circle inside the group: what was published was everyone's to read.
    { ...bare("need.quieted/1"), moves: () => "host" },
    { ...edited("need.revised/1"), marks: needMarks },
    { ...edited("need.corrected/1"), marks: needMarks },
    { type: "need.ranked/1", record: z.strictObject({ rank: count }) },
    /** Still asked for; with a figure where it is less (or more) than before. */
    { type: "need.confirmed/1", record: z.strictObject({ asked: amountSchema.nullable() }) },
    {
      type: "need.progressed/1",
      record: z.strictObject({
        accepted: amountSchema.optional(),
        onTheWay: amountSchema.optional(),
        counted: amountSchema.optional(),
      }),
    },
    bare("need.met/1"),
    bare("need.withdrawn/1"),
    bare("need.reopened/1"),
    bare("need.told-confirmed/1"),
    /** Its words and people are gone; its figures stay. */
    bare("need.words-erased/1"),
    erasedByTime("need", "needs"),
  ],
  initial: {
    ...{
      words: null,
      earlier: [],
      corrected: [],
      asked: null,
      status: "open",
      rank: 0,
      told: "no",
    },
    ...{ needKind: "goods", category: null, urgency: "weeks", by: null, place: null },
    ...{ nearby: false, from: { by: "typed" }, touched: false, corrections: 0 },
    progress: { accepted: {}, onTheWay: {}, counted: {} },
    inside: { by: "", confirmedAt: 0, how: "opened", closedAt: null },
  },
  evolve: (state, seen) => foldClosing(foldNeed(state, seen), seen),
});

/** Facts by which a need may close or open again; progress does where something was counted. */
const CLOSES = new Set([
  ...["need.met/1", "need.withdrawn/1", "need.reopened/1", "need.confirmed/1"],
  ...["need.revised/1", "need.corrected/1"],
]);

function foldClosing(state: NeedState, { type, record, stamp }: Seen): NeedState {
  if (!CLOSES.has(type) && record["counted"] === undefined) return state;
  const { inside } = state;
  const closedAt = isAsked(state) ? null : (inside.closedAt ?? stamp.at);
  if (closedAt !== inside.closedAt) state.inside = { ...inside, closedAt };
  return state;
}

function foldNeed(state: NeedState, seen: Seen): NeedState {
  const { type, record, stamp } = seen;
  if (type === "need.opened/1") state.inside.by = stamp.who;
  else if (stamp.who !== state.inside.by) state.touched = true;
  switch (type) {
    case "need.opened/1":
      state.rank = Number(record["rank"]);
      state.told = record["told"] as NeedState["told"];
      state.from = record["from"] as NeedFrom;
      return withFigures(state, seen, "opened");
    case "need.revised/1":
      // Quiet: as if it had been opened, or corrected, so from the beginning.
      return withFigures(state, seen, state.inside.how);
    case "need.corrected/1":
      if (state.words) state.earlier.push(state.words);
      state.corrected.push({ asked: state.asked, day: seen.day });
      state.corrections += 1;
      return withFigures(state, seen, "corrected");
    case "need.ranked/1":
      state.rank = Number(record["rank"]);
      return state;
    case "need.confirmed/1":
      state.asked = (record["asked"] as Amount | null) ?? state.asked;
      return said(state, stamp.at, "confirmed");
    case "need.progressed/1":
      state.touched = true;
      return progressedBy(state, record as Deltas);
    case "need.met/1":
      state.status = "met";
      return state;
    case "need.withdrawn/1":
      state.status = "withdrawn";
      return state;
    case "need.reopened/1":
      state.status = "open";
      return said(state, stamp.at, "confirmed");
    case "need.told-confirmed/1":
      state.told = "confirmed";
      return said(state, stamp.at, "confirmed");
    case "need.words-erased/1":
      return Object.assign(state, { words: null, earlier: [] });
    case "need.erased-by-time/1":
      return record["more"] === true ? state : Object.assign(state, { words: null, earlier: [] });
    default:
      return state;
  }
}

function said(state: NeedState, confirmedAt: number, how: LastSaid): NeedState {
  state.inside = { ...state.inside, confirmedAt, how };
  return state;
}

function withFigures(state: NeedState, seen: Seen, how: LastSaid): NeedState {
  const { record, index, n, type, stamp } = seen;
  const { quantity, needKind, category, urgency, by, place, nearby } = record as NeedFigures;
  Object.assign(state, { needKind, category, urgency, by, place, nearby, asked: quantity });
  state.words = { index, n, type };
  return said(state, stamp.at, how);
}

function progressedBy(state: NeedState, deltas: Deltas): NeedState {
  for (const stage of ["accepted", "onTheWay", "counted"] as const) {
    const delta = deltas[stage];
    if (delta === undefined) continue;
    const { unit } = delta;
    state.progress[stage][unit] = add({ of: state.progress[stage][unit] ?? "0", unit }, delta).of;
  }
  return state;
}

/**
 * The fact by which a later room moves a need on; needs no state to be written. `accepted` is
 * agreed and not yet sent, `onTheWay` sent, `counted` here: what moves from one to the next is
 * taken from the first in the same fact. Amounts of nothing are left out.
 */
export function needProgressed(thing: string, deltas: Deltas): NewFact {
  const record = Object.fromEntries(
    Object.entries(deltas).filter(([, delta]) => delta !== undefined && delta.of !== "0"),
  );
  return { kind: "need", thing, type: "need.progressed/1", record };
}

/** A private note, folded. */
export type NoteState = { need: string; words: EntryRef | null };

/** A private note on a need: with the host, or with the circle inside the group it lies in. */
export const note = defineKind<NoteState>({
  kind: "note",
  inCircles: true,
  facts: [
    {
      type: "note.written/1",
      record: z.strictObject({ need: idSchema }),
      words: z.strictObject({ text: textSchema({ lengthMax: DETAILS_MAX, lines: "many" }) }),
      marks: ({ record }) => ({ record: [`note-on:${record["need"]}`] }),
    },
    bare("note.words-erased/1"),
    erasedByTime("note", "notes"),
  ],
  initial: { need: "", words: null },
  evolve: (state, { record, index, n, type }) => {
    if (type === "note.words-erased/1") return { ...state, words: null };
    if (type === "note.erased-by-time/1") return { ...state, words: null };
    state.need = String(record["need"]);
    state.words = { index, n, type };
    return state;
  },
});

/** Files of needs from before; every need that one made points at it. */
export const needFiles = filesOf("import", {
  markOf: (file) => `file:${file}`,
  all: "imports:needs",
});
/** See {@link needFiles}. */
export const needsImport = needFiles.kind;
