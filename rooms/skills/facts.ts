/** The facts of skills and of asking for them, and how they fold. They name nobody. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import {
  type Day,
  daySchema,
  endOf,
  idSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";
import { ROLES, type RoleCode } from "../hours/index.ts";
import {
  DAYS,
  type DayCode,
  LANGS,
  type LangCode,
  PARTS,
  type PartCode,
  SKILLS,
  type SkillCode,
  WAYS,
  type WayCode,
} from "./codes.ts";

const DAY_MS = 24 * 3_600_000;
/** Longest words of a skill, in UTF-16 units. */
export const TEXT_MAX = 300;
/** Days after its end in which it can be said again; then its words are erased. */
export const AGAIN_DAYS = 14;
/** Days that a request waits for an answer. */
export const WAIT_DAYS = 7;

const some = <T extends string>(codes: readonly [T, ...T[]], most: number) =>
  z
    .array(z.enum(codes))
    .min(1, "skills.choose-one")
    .max(most, "skills.choose-one")
    .refine((all) => new Set(all).size === all.length, "skills.choose-one");

/** What a skill says, but for its words: the same in a command and in its record. */
export const saidShape = {
  work: z.enum(SKILLS),
  langs: some(LANGS, 8),
  days: some(DAYS, DAYS.length),
  parts: some(PARTS, PARTS.length),
  way: z.enum(WAYS),
  until: daySchema,
};

/** A skill, folded. */
export type SkillState = {
  work: SkillCode;
  langs: LangCode[];
  days: DayCode[];
  parts: PartCode[];
  way: WayCode;
  until: Day | null;
  /** The allied group that said it; null: a member. */
  ally: string | null;
  /** SHA-256 of its code, hex; null: an allied group's. */
  hash: string | null;
  text: EntryRef | null;
  ended: boolean;
};
/** Its words. */
export type SkillWords = { text: Text };

const nothing = z.strictObject({});
/** The mark of all that an allied group can give. */
export const skillsOf = (ally: string) => `skills-of:${ally}`;

/** What somebody could give. */
export const skill = defineKind<SkillState>({
  kind: "skill",
  inCircles: true,
  facts: [
    {
      type: "skill.said/1",
      record: z.strictObject({
        ...{ ...saidShape, ally: idSchema.nullable() },
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
      }),
      words: z.strictObject({ text: textSchema({ lengthMax: TEXT_MAX }) }),
      marks: ({ record }) => ({
        record: record["ally"] === null ? [] : [skillsOf(String(record["ally"]))],
      }),
    },
    /** Told to everyone of the space. */
    { type: "skill.shown/1", record: nothing, moves: () => "link" },
    { type: "skill.kept/1", record: z.strictObject({ until: daySchema }) },
    { type: "skill.ended/1", record: nothing },
  ],
  initial: {
    ...{ work: "other", langs: [], days: [], parts: [], way: "both", until: null },
    ...{ ally: null, hash: null, text: null, ended: false },
  },
  evolve: (state, seen) => {
    if (seen.type === "skill.said/1") Object.assign(state, seen.record, { text: refOf(seen) });
    if (seen.type === "skill.kept/1") Object.assign(state, { until: seen.record["until"] });
    if (seen.type === "skill.ended/1") Object.assign(state, { ended: true, text: null });
    return state;
  },
});

const refOf = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

/** Whether somebody can be asked for it now (ms). */
export function isOpen({ ended, until }: Pick<SkillState, "ended" | "until">, now: number) {
  return !ended && until !== null && endOf(until) > now;
}

/** When (ms) its words are erased, unless it is said again; null: they are. */
export function overAt({ ended, until }: Pick<SkillState, "ended" | "until">): number | null {
  return ended || until === null ? null : endOf(until) + AGAIN_DAYS * DAY_MS;
}

/** A request, folded. */
export type RequestState = {
  skill: string;
  occasion: string;
  role: RoleCode;
  /** The day of the occasion, as its record has it. */
  on: Day | null;
  /** When it was made (ms). */
  at: number;
  status: "open" | "yes" | "no" | "withdrawn";
};

/** The mark of all requests for one skill. */
export const requestsFor = (id: string) => `requests-for:${id}`;

/** Asking whoever said a skill for one occasion. */
export const request = defineKind<RequestState>({
  kind: "request",
  inCircles: true,
  facts: [
    {
      type: "request.made/1",
      record: z.strictObject({
        ...{ skill: idSchema, occasion: idSchema, role: z.enum(ROLES), on: daySchema },
      }),
      marks: ({ record }) => ({ record: [requestsFor(String(record["skill"]))] }),
    },
    { type: "request.said-yes/1", record: z.strictObject({ turn: idSchema }) },
    // It does not say which place: who reads requests would read by it whose the skill is.
    { type: "request.said-yes/2", record: nothing },
    { type: "request.said-no/1", record: nothing },
    { type: "request.withdrawn/1", record: nothing },
  ],
  initial: {
    ...{ skill: "", occasion: "", role: "any", on: null, at: 0, status: "open" },
  },
  evolve: (state, { type, record, stamp }) => {
    if (type === "request.made/1") {
      const { skill: of, occasion, role, on } = record;
      Object.assign(state, { skill: of, occasion, role, on, at: stamp.at });
    }
    if (type.startsWith("request.said-yes/")) state.status = "yes";
    if (type === "request.said-no/1") state.status = "no";
    if (type === "request.withdrawn/1") state.status = "withdrawn";
    return state;
  },
});

/** How a request stands now (ms): what nobody answered goes by itself. */
export function standsAt({ status, at, on }: RequestState, now: number) {
  if (status !== "open") return status;
  const until = Math.min(at + WAIT_DAYS * DAY_MS, on === null ? 0 : endOf(on));
  return until > now ? ("open" as const) : ("gone" as const);
}

/** An introduction that somebody asks for, folded. */
export type IntroductionState = {
  until: Day | null;
  /** The allied group that asks; null: a member. */
  ally: string | null;
  /** SHA-256 of the asking side's code, hex. */
  hash: string;
  what: EntryRef | null;
  ended: boolean;
};
/** Its words. */
export type IntroductionWords = { what: Text };

/** The mark of all that an allied group asks for. */
export const introductionsOf = (ally: string) => `introductions-of:${ally}`;

const askedShape = z.strictObject({
  ...{ until: daySchema, ally: idSchema.nullable() },
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const askedWords = z.strictObject({ what: textSchema({ lengthMax: TEXT_MAX }) });

/** Somebody asks to be introduced. Whether they were, no entry says. */
export const introduction = defineKind<IntroductionState>({
  kind: "introduction",
  inCircles: true,
  facts: [
    { type: "introduction.asked/1", record: askedShape, words: askedWords },
    // By an allied group, whose own are counted.
    {
      type: "introduction.asked/2",
      record: askedShape.extend({ ally: idSchema }),
      words: askedWords,
      marks: ({ record }) => ({ record: [introductionsOf(String(record["ally"]))] }),
    },
    { type: "introduction.ended/1", record: nothing },
  ],
  initial: { until: null, ally: null, hash: "", what: null, ended: false },
  evolve: (state, seen) => {
    if (seen.type.startsWith("introduction.asked/"))
      Object.assign(state, seen.record, { what: refOf(seen) });
    if (seen.type === "introduction.ended/1") Object.assign(state, { ended: true, what: null });
    return state;
  },
});
