/**
 * Facts: what entries say. A fact is about exactly one thing; its parts are `record` (figures,
 * states, days, codes, ids: stays for ever), `stamp` (who, when, how it arrived) and the erasable
 * `words`, `people` and `files`. docs/architecture.md.
 */
import type { z } from "zod";
import type { Circle } from "./circles.ts";
import type { FilesPart } from "./values/index.ts";

/** A plain JSON object. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Any object a zod shape made; kept as JSON. */
export type Fields = Record<string, unknown>;

/** How a command came: by own hand, told by phone or voice, on paper, by an assembly, a file. */
export type Arrived = "own-hand" | "phone" | "voice" | "paper" | "assembly" | "import";

/** All ways to arrive, in the order forms show them. */
export const ARRIVED: readonly Arrived[] = [
  "own-hand",
  "phone",
  "voice",
  "paper",
  "assembly",
  "import",
];

/** The three kinds of command (docs/architecture.md). */
export type CommandKind = "act" | "testimony" | "undoing";

/** The stamp part: stays for ever, open to the host (or the thing's circle where narrower). */
export type Stamp = {
  kind: CommandKind;
  /** On whose behalf: a member, the group as such, a stranger, or the clock. */
  by: "member" | "group" | "stranger" | "clock";
  /** The member's or stranger's random id in this space; for the clock the thing's id. */
  who: string;
  /** Who typed it, where that is someone else than `who`. */
  typedBy: string | null;
  /** When it was written, ms since 1970. */
  at: number;
  /** When it really happened, ms since 1970, never after `at`. */
  happened: number | null;
  arrived: Arrived;
  /** Whether it was read back to the one it was typed for. */
  readBack: boolean;
  /** The id of what it stands on (an acceptance, a version of the standing terms), or null. */
  standsOn: string | null;
};

/**
 * Where an entry is: its index in the log, its number (1…) in its thing, its type. States keep
 * it to find words again; pages never show the index.
 */
export type EntryRef = { index: number; n: number; type: string };

/** What `evolve` sees of an entry: header, record and stamp, never an erasable part. */
export type Seen<R = Fields> = EntryRef & {
  thing: string;
  record: R;
  stamp: Stamp;
  /** The day of the record: `YYYY-MM-DD`, in a protected space `YYYY-MM`. */
  day: string;
};

/** The pieces of an entry that can be erased. */
export const ERASABLE = ["words", "people", "files"] as const;
/** See {@link ERASABLE}. */
export type Part = (typeof ERASABLE)[number];

/** A piece to find an entry by: `name:value`, folded text. Hashed with the space's key. */
export type Mark = string;

/** What marks are made from: all parts, erasable ones included. */
export type Whole = {
  record: Fields;
  words?: Fields;
  people?: Fields;
  files?: FilesPart;
  stamp: Stamp;
  thing: string;
};

/** Marks split by the part they were made from, so that erasing a part removes its own. */
export type MarksOf = { record?: Mark[]; words?: Mark[]; people?: Mark[]; files?: Mark[] };

/** One fact type: its parts, their shapes, who may open them. */
export type FactShape = {
  /** `thing.happened/version`, past tense: `need.opened/1`. */
  type: string;
  /** No free text in here: a test walks the shape. `n`, `circle`, `k`, `day` are the house's. */
  record: z.ZodType<Fields>;
  words?: z.ZodType<Fields>;
  people?: z.ZodType<Fields>;
  /** The files that are part of it (`filesPart`); their bytes lie apart (files.ts). */
  files?: z.ZodType<Fields>;
  /**
   * Circles of the erasable parts; `thing` follows the thing, `inside` does as far as that is not
   * open to those outside. Words and files: `thing`, people: `host`.
   */
  circles?: Partial<Record<Part, Circle | "thing" | "inside">>;
  /** The circle that the thing (its id) has from this fact on, where the fact moves it. */
  moves?: (record: Fields, thing: string) => Circle;
  /** What to find it by, beside its thing and kind (which are always marked). */
  marks?: (whole: Whole) => MarksOf;
};

/** A kind of thing: its facts and how they fold. States are plain JSON without words. */
export type Kind<S = unknown> = {
  /** `need`, `offer`, `book`: the word of docs/architecture.md. */
  kind: string;
  facts: readonly FactShape[];
  /** The state before the first fact. */
  initial: S;
  /** Folds one fact in; may change `state` in place and returns it. Unknown types never come. */
  evolve(state: S, seen: Seen<never>): S;
  /**
   * Of a fact that happened on a day for which the thing takes nothing any more: the fact as it is
   * written instead, on the day of writing. Null: it is written as it is.
   */
  late?(state: S, fact: NewFact, day: string): NewFact | null;
  /** Copies a state before it is changed; `structuredClone` unless a kind knows a quicker way. */
  copy?(state: S): S;
  /** The circle of a new thing; `host` unless said. */
  circle?: Circle;
  /** Whether a new thing may lie in a circle inside the group ({@link NewFact}). */
  inCircles?: true;
};

/** A folded thing: its room's state and what the house knows of it. */
export type Thing<S = unknown> = {
  kind: string;
  id: string;
  state: S;
  circle: Circle;
  /**
   * The circle inside the group that it lay in before, and the entry by which it left: what people
   * wrote of themselves until then stays with that circle.
   */
  left?: { circle: Circle; index: number };
  /** How many entries it has. */
  n: number;
  /** True where it holds facts this version does not know: shown as such, and not written on. */
  parked: boolean;
  /** The first and the last of them. */
  first: EntryRef & { at: number; day: string };
  last: EntryRef & { at: number; day: string; who: string };
};

/** A fact that a decider wants written. */
export type NewFact = {
  kind: string;
  thing: string;
  type: string;
  record: Fields;
  words?: Fields;
  people?: Fields;
  files?: FilesPart;
  standsOn?: string;
  /** Of a thing's first fact: the circle inside the group, or shared with an ally, it lies in. */
  circle?: `circle:${string}` | `parties:${string}`;
};

/** An erasable piece to be erased in the same step. */
export type Erase = { kind: string; thing: string; at: EntryRef; parts: Part[] };

/** Ties a kind's facts to its fold with their types checked; it only returns what it was given. */
export function defineKind<S>(
  kind: Omit<Kind<S>, "evolve"> & {
    evolve: (state: S, seen: Seen) => S;
  },
): Kind<S> {
  return kind as Kind<S>;
}
