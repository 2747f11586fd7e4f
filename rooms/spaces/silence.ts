/**
 * What a group says beforehand of its own silence: after how many days without a word of
 * coordination it counts as silent, and which of its circles may then do what. It is a thing of its
 * own, the host's for ever: the space's own may be for everyone.
 *
 * A sign of life is a tap, by whoever coordinates, kept as a day and as the group's, so that the
 * log holds nobody's comings and goings. Signing in and working here counts for nothing: a phone
 * may be in other hands. When the day has come is asked at each reading; nothing waits for a job.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import { LEFT, type Left } from "../../house/command.ts";
import { defineKind, type EntryRef, type NewFact, type Thing } from "../../house/facts.ts";
import type { Darkness } from "../../house/room.ts";
import { idSchema, textsSchema } from "../../house/values/index.ts";
import type { JointState } from "./joint.ts";

/** The least and the most days that a group may set. */
export const SILENT_DAYS_MIN = 1;
/** See {@link SILENT_DAYS_MIN}. */
export const SILENT_DAYS_MAX = 60;
/** Rules that were asked for and are kept in mind; older ones are agreed to no more. */
const PROPOSED_MAX = 8;
const DAY_MS = 24 * 3_600_000;
/** From so many days ahead on coordination is told on every page. */
const WARN_DAYS_MAX = 7;

/** Shape of what the group calls the circle it names: everyone in the group reads that. */
export const leftToSchema = textsSchema({ lengthMax: 60 });
/** Shape of what is left to it. */
export const leftSchema = z
  .array(z.enum(LEFT))
  .min(1, "spaces.silence-nothing")
  .max(LEFT.length)
  .refine((acts) => new Set(acts).size === acts.length, "spaces.silence-nothing");
/** Shape of after how many days. */
export const silentDaysSchema = z
  .int("spaces.silence-days")
  .min(SILENT_DAYS_MIN, "spaces.silence-days")
  .max(SILENT_DAYS_MAX, "spaces.silence-days");

/** What holds when the group is silent. */
export type Rule = {
  days: number;
  /** Who may act then; a circle of this space so far. */
  to: { circle: string };
  acts: Left[];
  /** How many were in it when it was asked for. */
  size: number;
  /** Where the name it was called by then is. */
  at: EntryRef;
};

/** Why the group counts as silent, where it was said: one of the set, or two who opened again. */
export type DarkWhy = "said" | "reopened";

/** What was said, as folded. Whether it is silent is asked with the time: {@link silentFrom}. */
export type SilenceState = {
  rule: Rule | null;
  /** Rules asked for, the newest last; without a rule, that none is to hold. */
  proposed: { id: string; rule: Rule | null }[];
  /** When the day of the last sign of life began (ms). */
  sign: number;
  /** That it was said to be silent: since when (ms), by which entry, by whom; or null. */
  dark: { at: number; index: number; why: DarkWhy; who: string } | null;
};

/** What a group said of its silence; one to a space, under an id that follows from the space's. */
export const silence = defineKind<SilenceState>({
  kind: "silence",
  facts: [
    {
      type: "silence.proposed/1",
      record: z.strictObject({
        ...{ proposal: idSchema, days: silentDaysSchema, acts: leftSchema },
        ...{ to: z.strictObject({ circle: idSchema }), size: z.int().positive() },
      }),
      words: z.strictObject({ name: leftToSchema }),
    },
    { type: "silence.end-proposed/1", record: z.strictObject({ proposal: idSchema }) },
    { type: "silence.agreed/1", record: z.strictObject({ proposal: idSchema }) },
    { type: "silence.here-said/1", record: z.strictObject({}) },
    { type: "silence.dark-said/1", record: z.strictObject({ why: z.enum(["said", "reopened"]) }) },
    { type: "silence.lifted/1", record: z.strictObject({}) },
  ],
  initial: { rule: null, proposed: [], sign: 0, dark: null },
  evolve: (state, { type, record, stamp, index, n }) => {
    const id = String(record["proposal"]);
    if (type === "silence.proposed/1") {
      const { days, acts, to, size } = record as Omit<Rule, "at">;
      propose(state, id, { days, acts, to, size, at: { index, n, type } });
    }
    if (type === "silence.end-proposed/1") propose(state, id, null);
    if (type === "silence.agreed/1")
      state.rule = state.proposed.find((one) => one.id === id)?.rule ?? null;
    if (type === "silence.dark-said/1")
      state.dark = { at: stamp.at, index, why: record["why"] as DarkWhy, who: stamp.who };
    if (type === "silence.lifted/1") state.dark = null;
    if (SIGNS.includes(type)) state.sign = stamp.happened ?? stamp.at;
    return state;
  },
});

/** What counts as a sign of life. */
const SIGNS = ["silence.agreed/1", "silence.here-said/1", "silence.lifted/1"];

function propose(state: SilenceState, id: string, rule: Rule | null): void {
  state.proposed = [...state.proposed, { id, rule }].slice(-PROPOSED_MAX);
}

/** The id of what a space said of its silence. */
export function silenceOf(space: string): string {
  return hash("sha256", `alongside/silence/v1\n${space}`, "hex").slice(0, 32);
}

/** A fact of it. */
export function silenceFact(space: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "silence", thing: silenceOf(space), type: `silence.${what}/1`, record };
}

/**
 * Since when the group counts as silent, or from when on it will unless somebody speaks (ms); null
 * where no rule holds. The day of the sign itself does not count: it is known by its day alone.
 */
export function silentFrom({ rule, sign, dark }: SilenceState): number | null {
  if (rule === null) return null;
  return dark?.at ?? sign + (rule.days + 1) * DAY_MS;
}

/** From when on coordination is told that it is coming (ms). */
export function warnedFrom(state: SilenceState): number {
  const ahead = Math.min(WARN_DAYS_MAX, Math.ceil((state.rule?.days ?? 1) / 2));
  return (silentFrom(state) ?? Infinity) - ahead * DAY_MS;
}

/** Whether what was asked for is about this silence, and not about one before it. */
export function isOfThis(state: SilenceState, { first }: Thing<JointState>): boolean {
  if (state.dark !== null) return first.index > state.dark.index;
  return first.at >= (silentFrom(state) ?? Infinity);
}

/** How the house learns of it. */
export const dark: Darkness = {
  kind: silence,
  of: silenceOf,
  from: (thing) => silentFrom((thing as Thing<SilenceState>).state),
  leaves: (thing) => {
    const { rule } = (thing as Thing<SilenceState>).state;
    return { circle: rule?.to.circle ?? "", acts: rule?.acts ?? [] };
  },
};
