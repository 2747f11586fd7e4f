/**
 * What a member's facts say of vouching: who vouched, who took it back, since when they are in.
 * Whether it is enough is decided in vouch.ts.
 */
import { z } from "zod";
import type { Role } from "../../house/circles.ts";
import type { EntryRef, FactShape, NewFact, Seen } from "../../house/facts.ts";
import { idSchema } from "../../house/values/index.ts";

/** Roles whose word lets a newcomer in; observers read and change nothing. */
export const MAY_VOUCH: readonly Role[] = ["coordination", "treasurer", "member"];

/** Longest answer to one of the group's questions, in UTF-16 units. */
export const ANSWER_MAX = 1_000;

/** An entry of a member's thing, by its place in the log, its day or month, and when (ms). */
export type When = { index: number; day: string; at: number };

/** The part of a member's state that vouching is about. */
export type Vouching = {
  /** Whether they wait to be vouched in: until then they read as a visitor. */
  waits: boolean;
  /** Who vouches for them while they wait, and who did when they were let in. */
  vouchers: string[];
  /** Whether they stand in the group by nobody's word: who founded it, or was here before. */
  rooted: boolean;
  /** The entry since which they read inside, and its day or month; null until then. */
  since: When | null;
  /** The entry by which they were gone, and its day or month; null while they are here. */
  until: When | null;
  /** Their say where several decide, and whether another took it. See {@link isPutOut}. */
  say: Held;
  /** The same of coordination. */
  coordinates: Held;
  /** Whether the words they wrote leave with them. */
  recalled: boolean;
  /** The entry by which they were last set back, having come in by others' word; or null. */
  setBack: When | null;
  /** Where their answers to the group's questions are (a people part), or null. */
  answers: EntryRef | null;
};

/** Something that counts where several decide: since when they have it, who took it. */
export type Held = {
  /**
   * Since when (ms), while they have it, and while another's taking it is fresh; null where they
   * never had it, gave it up, or lost it by recovery.
   */
  since: number | null;
  /** When somebody else took it from them (ms), or null. What was long ago says nothing. */
  lost: number | null;
};

const NOT_HELD: Held = { since: null, lost: null };

/** Of someone of whom nothing is known yet. */
export const NOT_VOUCHED_YET: Vouching = {
  ...{ waits: false, vouchers: [], rooted: false, since: null, answers: null },
  ...{ until: null, say: NOT_HELD, coordinates: NOT_HELD, recalled: false, setBack: null },
};

/** How long the say of somebody whom another put out is missed: nobody gets round it sooner. */
export const PUT_OUT_MS = 3 * 24 * 3_600_000;
/** How long after they came to have it somebody's say counts where nobody named them. */
export const NEW_MS = PUT_OUT_MS;

const isFresh = (lost: number | null, now: number) => lost !== null && now < lost + PUT_OUT_MS;

/**
 * Whether their say is still missed where several decide (now, ms). So that one person cannot see
 * the others out, leave them to look on, or give their place to others, and be enough at once.
 */
export function isPutOut({ say }: Pick<Vouching, "say">, now: number): boolean {
  return isFresh(say.lost, now);
}

/** A place where several decide. */
export type Place = {
  /** Since when it is reckoned (ms): whose is older comes first. */
  from: number;
  /** From when on whoever holds it counts in it without having been named (ms). */
  counts: number;
  /** Whether it is that old now. */
  settled: boolean;
  /** Whether another took it just now: it is there, and nobody's. */
  missed: boolean;
};

/** The place that somebody has by it now (ms), or had until just now; null: none. */
export function placeOf({ since, lost }: Held, has: boolean, now: number): Place | null {
  const missed = isFresh(lost, now);
  if (!has && !missed) return null;
  // What was lost by recovery was held before then: nobody is older.
  const from = missed && (since === null || since >= (lost ?? 0)) ? 0 : (since ?? 0);
  return { from, counts: (since ?? 0) + NEW_MS, settled: from + NEW_MS <= now, missed };
}

/** By whom something is taken: by oneself, by somebody else, by who came back by recovery. */
type By = "own" | "other" | "recovery";

/**
 * What another took and somebody has again within days is what they had; anything else begins
 * anew. Nothing that happens to it meanwhile makes a fresh loss by recovery forgotten.
 */
function heldAfter(held: Held, has: boolean, by: By, at: number): Held {
  const { since, lost } = held;
  const fresh = isFresh(lost, at);
  if (has) return fresh && since !== null ? { since, lost: null } : { since: at, lost };
  if (by === "own") return { since: null, lost };
  return { since: by === "recovery" || fresh ? null : since, lost: at };
}

/** Notes what an entry by which a member's roles change, or end, does to their say. */
export function foldSay(
  state: Vouching,
  { before, after }: { before: readonly Role[]; after: readonly Role[] },
  { thing, type, stamp }: Pick<Seen, "thing" | "type" | "stamp">,
): void {
  const own = stamp.who === thing ? "own" : "other";
  const by = type === "member.set-back/1" ? "recovery" : own;
  const fold = (held: Held, has: (roles: readonly Role[]) => boolean, whose: By) =>
    has(before) === has(after) ? held : heldAfter(held, has(after), whose, stamp.at);
  state.say = fold(state.say, hasSay, by);
  // Whoever puts coordination down and has a say still could open its place to others by that.
  const down = by === "own" && hasSay(after) ? "other" : by;
  state.coordinates = fold(state.coordinates, (roles) => roles.includes("coordination"), down);
}

/** Whether one of these roles has a say. */
export function hasSay(roles: readonly Role[]): boolean {
  return roles.some((role) => MAY_VOUCH.includes(role));
}

const answer = z.string().min(1).max(ANSWER_MAX);

/** The facts on a member's own thing. */
export const vouchingFacts: readonly FactShape[] = [
  {
    type: "member.answered/1",
    record: z.strictObject({ questions: z.array(idSchema).min(1).max(10) }),
    people: z.strictObject({
      answers: z.array(z.strictObject({ question: idSchema, text: answer })).max(10),
    }),
  },
  { type: "member.vouched/1", record: z.strictObject({ by: idSchema }) },
  { type: "member.vouch-withdrawn/1", record: z.strictObject({ by: idSchema }) },
  { type: "member.let-in/1", record: z.strictObject({}) },
  { type: "member.words-recalled/1", record: z.strictObject({}) },
  { type: "member.set-back/1", record: z.strictObject({ by: z.array(idSchema).max(2) }) },
];

/**
 * Whether what a member was given by an entry of this index (a circle, a place in a named set)
 * still holds: not where they were set back since.
 */
export function holdsSince({ setBack }: Pick<Vouching, "setBack">, given: number): boolean {
  return setBack === null || given > setBack.index;
}

type Fold = (state: Vouching, seen: Seen) => void;

const whenOf = ({ index, day, stamp }: Seen): When => ({ index, day, at: stamp.at });

const isIn: Fold = (state, seen) => {
  state.waits = false;
  state.since ??= whenOf(seen);
};

const isGone: Fold = (state, seen) => {
  state.until = whenOf(seen);
};

/** How they fold, by type. */
export const vouchingFolds: Readonly<Record<string, Fold | undefined>> = {
  "member.joined/1": (state, seen) => {
    isIn(state, seen);
    state.rooted = true;
  },
  "member.joined/2": (state) => {
    state.waits = true;
  },
  "member.answered/1": (state, { index, n, type }) => {
    state.answers = { index, n, type };
  },
  "member.vouched/1": (state, { record }) => {
    state.vouchers = [...state.vouchers, record["by"] as string];
  },
  "member.vouch-withdrawn/1": (state, { record }) => {
    state.vouchers = state.vouchers.filter((one) => one !== record["by"]);
  },
  "member.let-in/1": isIn,
  // Who comes back by others' word may be somebody else: they are as new, until known again.
  "member.set-back/1": (state, seen) => {
    Object.assign(state, { waits: true, rooted: false, vouchers: [] });
    state.setBack = whenOf(seen);
  },
  "member.left/1": isGone,
  "member.removed/1": isGone,
  "member.words-recalled/1": (state) => {
    state.recalled = true;
  },
};

const fact = (thing: string, type: string, record: object = {}): NewFact => ({
  ...{ kind: "member", thing, type, record: { ...record } },
});

/** The fact that a member vouches for another. */
export const vouched = (thing: string, by: string): NewFact =>
  fact(thing, "member.vouched/1", { by });

/** The fact that a member takes their word back. */
export const vouchWithdrawn = (thing: string, by: string): NewFact =>
  fact(thing, "member.vouch-withdrawn/1", { by });

/** The fact that the words a member wrote leave with them. */
export const wordsRecalled = (thing: string): NewFact => fact(thing, "member.words-recalled/1");

/** The fact that who waited is in. */
export const letIn = (thing: string): NewFact => fact(thing, "member.let-in/1");
