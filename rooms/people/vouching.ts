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
  /**
   * When somebody else took their say from them (ms): saw them out, or left them to look on; null
   * where nobody did, or they have it again. See {@link isPutOut}.
   */
  putOut: number | null;
  /** Whether the words they wrote leave with them. */
  recalled: boolean;
  /** The entry by which they were last set back, having come in by others' word; or null. */
  setBack: When | null;
  /** Where their answers to the group's questions are (a people part), or null. */
  answers: EntryRef | null;
};

/** Of someone of whom nothing is known yet. */
export const NOT_VOUCHED_YET: Vouching = {
  ...{ waits: false, vouchers: [], rooted: false, since: null, answers: null },
  ...{ until: null, putOut: null, recalled: false, setBack: null },
};

/** How long the say of somebody whom another put out is missed: nobody gets round it sooner. */
export const PUT_OUT_MS = 3 * 24 * 3_600_000;

/**
 * Whether their say is still missed where several decide (now, ms). So that one person cannot see
 * the others out, or leave them to look on, and be enough alone at once.
 */
export function isPutOut({ putOut }: Pick<Vouching, "putOut">, now: number): boolean {
  return putOut !== null && now < putOut + PUT_OUT_MS;
}

/** Notes what an entry by which a member's roles change, or end, does to their say. */
export function foldSay(
  state: Vouching,
  { before, after }: { before: readonly Role[]; after: readonly Role[] },
  { thing, stamp }: Pick<Seen, "thing" | "stamp">,
): void {
  const says = (roles: readonly Role[]) => roles.some((role) => MAY_VOUCH.includes(role));
  if (says(after)) state.putOut = null;
  else if (says(before) && stamp.who !== thing) state.putOut = stamp.at;
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
