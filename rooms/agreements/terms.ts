/**
 * What each kind of clause can say: codes, amounts, days. Each stands by itself: none names
 * another, and none has a condition. What somebody gives and what is shown, told or visited are
 * kinds of their own, so that the one cannot be made to hang on the other.
 */
import { z } from "zod";
import {
  type Amount,
  amountSchema,
  CATEGORIES,
  type Day,
  daySchema,
  endOf,
  idSchema,
  isCurrency,
  isUnitCode,
} from "../../house/values/index.ts";

/** Kinds of clauses, in the order a text has them. */
export const CLAUSES = [
  ...(["aims", "support", "money", "not-wanted", "people", "data", "media"] as const),
  ...(["decisions", "measures", "timeline", "look-again", "way-out"] as const),
] as const;
/** See {@link CLAUSES}. */
export type ClauseKind = (typeof CLAUSES)[number];
/** Of these an agreement has one at most. */
export const ONCE: readonly ClauseKind[] = ["decisions", "timeline", "look-again", "way-out"];

/** What it is for. */
export const AIMS = [
  ...(["relief", "rebuilding", "care", "livelihood", "learning", "rights"] as const),
  ...(["exchange", "safety"] as const),
] as const;
/** Who gives: the solidarity group, the local group, each to the other. */
export const GIVES = ["them", "us", "both"] as const;
/** Kinds of support that a clause on support can name; money has a clause of its own. */
export const SUPPORTS = [
  ...(["goods", "hours", "knowledge", "safety", "legal", "medical", "introductions"] as const),
  "other",
] as const;
/** See {@link SUPPORTS}. */
export type Support = (typeof SUPPORTS)[number];
/** What one can tick on the page where the local group signs: each kind, and money. */
export const TICKS = [...SUPPORTS, "money"] as const;
/** See {@link TICKS}. */
export type TickKind = (typeof TICKS)[number];
/** What a limit is for: a period of the calendar in the group's zone, or the whole of it. */
export const PERIODS = ["week", "month", "quarter", "year", "whole"] as const;
/** See {@link PERIODS}. */
export type Period = (typeof PERIODS)[number];
/** How money may be used. */
export const USES = ["free", "as-asked"] as const;
/** Whose people say yes to what is spent: the local group's, the other's, some of each. */
export const APPROVES = ["us", "them", "both"] as const;
/** See {@link APPROVES}. */
export type Approves = (typeof APPROVES)[number];
/** Data that may be handed on. */
export const SHARED = ["counts", "lists", "places", "contacts"] as const;
/** Pictures and stories that may be asked for. */
export const SHOWN = ["pictures", "film", "voices", "words"] as const;
/** Who decides what touches the local group. */
export const DECIDES = ["local", "local-asks", "no-objection"] as const;
/** What is looked at. */
export const MEASURED = ["arrived", "used", "still-needed", "time-spent", "said"] as const;
/** Who says what is looked at. */
export const MEASURES_BY = ["local", "both"] as const;
/** How often. */
export const EVERY = ["month", "quarter", "half-year", "year"] as const;
/** What becomes of what is left. */
export const LEFT_OVER = ["stays", "back", "talk"] as const;

/** People on the ground at once, and days of one stay. */
export const PEOPLE_MAX = 50;
/** See {@link PEOPLE_MAX}. */
export const STAY_DAYS_MAX = 60;
/** Days in which an answer is given, and months that data is kept. */
export const ANSWER_DAYS_MAX = 60;
/** See {@link ANSWER_DAYS_MAX}. */
export const KEEP_MONTHS_MAX = 12;

/** A list of codes, each once. */
const codes = <T extends readonly [string, ...string[]]>(of: T, min = 0) =>
  z
    .array(z.enum(of))
    .min(min, "agreements.say-some")
    .max(of.length)
    .refine((all) => new Set(all).size === all.length, "agreements.twice");

const some = amountSchema.refine(
  ({ of }) => of !== "0" && !of.startsWith("-"),
  "agreements.more-than-nothing",
);
const money = some.refine(({ unit }) => isCurrency(unit), "agreements.money-unit");
const goods = some.refine(({ unit }) => isUnitCode(unit), "agreements.not-money");
/** Money, or none of it: a figure that may be nothing. */
const upTo = amountSchema
  .refine(({ of }) => !of.startsWith("-"), "agreements.not-below-nothing")
  .refine(({ unit }) => isCurrency(unit), "agreements.money-unit");
const moneyFields = {
  ...{ gives: z.enum(GIVES), most: money, per: z.enum(PERIODS), use: z.enum(USES) },
};
/** Terms on money as the first version of its facts has them: nothing of who says yes. */
const moneyFirst = z.strictObject(moneyFields);
/**
 * The same with who says yes to what is spent; up to how much one person does, above it two (null:
 * two say it always, or where it is the local group's own matter what its rules say); and how much
 * of a period may go that no paper shows (null: what the local group's own rules let go). All three
 * are said together, or none is.
 */
const moneyTerms = z
  .strictObject({
    ...moneyFields,
    ...{ approves: z.enum(APPROVES).optional(), alone: upTo.nullable().optional() },
    bare: upTo.nullable().optional(),
  })
  .refine(
    ({ approves, alone, bare }) =>
      (approves === undefined) === (alone === undefined) &&
      (approves === undefined) === (bare === undefined),
    "agreements.say-who-approves",
  )
  .refine(({ most, alone }) => alone == null || alone.unit === most.unit, {
    ...{ message: "agreements.one-currency", path: ["alone"] },
  })
  .refine(({ most, bare }) => bare == null || bare.unit === most.unit, {
    ...{ message: "agreements.one-currency", path: ["bare"] },
  });
const whole = (max: number, min = 1) => z.int().min(min).max(max);

/** The terms of each kind, as they stand in a record. */
export const TERMS = {
  aims: z.strictObject({ of: codes(AIMS, 1) }),
  support: z.strictObject({
    ...{ gives: z.enum(GIVES), kinds: codes(SUPPORTS, 1), most: goods.nullable() },
    per: z.enum(PERIODS),
  }),
  money: moneyTerms,
  "not-wanted": z
    .strictObject({ categories: codes(CATEGORIES), kinds: codes(SUPPORTS) })
    .refine(({ categories, kinds }) => categories.length + kinds.length > 0, "agreements.say-some"),
  people: z.strictObject({
    ...{ most: whole(PEOPLE_MAX, 0), days: whole(STAY_DAYS_MAX, 0), asked: z.literal(true) },
  }),
  data: z.strictObject({
    ...{ what: codes(SHARED), months: whole(KEEP_MONTHS_MAX), onward: z.literal(false) },
  }),
  media: z.strictObject({ what: codes(SHOWN), each: z.literal(true) }),
  decisions: z.strictObject({ how: z.enum(DECIDES), days: whole(ANSWER_DAYS_MAX) }),
  measures: z.strictObject({
    ...{ what: codes(MEASURED, 1), by: z.enum(MEASURES_BY), every: z.enum(EVERY) },
  }),
  timeline: z.strictObject({ from: daySchema, ends: daySchema.nullable() }),
  "look-again": z.strictObject({ on: daySchema }),
  "way-out": z.strictObject({ money: z.enum(LEFT_OVER), goods: z.enum(LEFT_OVER) }),
} as const satisfies Record<ClauseKind, z.ZodType>;

/** Terms of a kind. */
export type TermsOf<K extends ClauseKind> = z.output<(typeof TERMS)[K]>;
/** A kind with its terms. */
export type Said = { [K in ClauseKind]: { kind: K; terms: TermsOf<K> } }[ClauseKind];

const said = <K extends ClauseKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), terms: TERMS[kind] });
const ofId = { clause: idSchema };
const one = <K extends ClauseKind>(kind: K) => said(kind).extend(ofId);

/** Shape of a kind with its terms. */
export const saidSchema = z.discriminatedUnion("kind", [
  ...([said("aims"), said("support"), said("money"), said("not-wanted")] as const),
  ...([said("people"), said("data"), said("media"), said("decisions")] as const),
  ...([said("measures"), said("timeline"), said("look-again"), said("way-out")] as const),
]);
/** Shape of a clause: its id, kind and terms. */
export const clauseSchema = z.discriminatedUnion("kind", [
  ...([one("aims"), one("support"), one("money"), one("not-wanted")] as const),
  ...([one("people"), one("data"), one("media"), one("decisions")] as const),
  ...([one("measures"), one("timeline"), one("look-again"), one("way-out")] as const),
]);
/** The same as the first version of the facts has it; frozen. */
export const clauseSchemaFirst = z.discriminatedUnion("kind", [
  ...([one("aims"), one("support"), one("not-wanted")] as const),
  z.strictObject({ kind: z.literal("money"), terms: moneyFirst }).extend(ofId),
  ...([one("people"), one("data"), one("media"), one("decisions")] as const),
  ...([one("measures"), one("timeline"), one("look-again"), one("way-out")] as const),
]);
/** See {@link clauseSchema}. */
export type Clause = Said & { clause: string };

/** The days of a version: from, to be looked at again, and its end, where it has one. */
export const frameSchema = z.strictObject({
  ...{ from: daySchema, review: daySchema, ends: daySchema.nullable() },
});
/** See {@link frameSchema}. */
export type Frame = { from: Day; review: Day; ends: Day | null };

/** When what has these days lapses (ms): the day to look again is over, or the last one is. */
export const lapseOf = ({ review, ends }: Pick<Frame, "review" | "ends">): number =>
  Math.min(endOf(review), ends === null ? Infinity : endOf(ends));

/** What a clause limits, and per which period; null where it limits nothing. */
export function limitOf(clause: Said): { most: Amount; per: Period } | null {
  if (clause.kind !== "support" && clause.kind !== "money") return null;
  const { most, per } = clause.terms;
  return most === null ? null : { most, per };
}

/** Months after which a version is looked at again where no clause says when, and at most. */
export const REVIEW_MONTHS = 6;
/** See {@link REVIEW_MONTHS}. */
export const REVIEW_MONTHS_MAX = 24;
/** Clauses of an agreement, and languages of its text. */
export const CLAUSES_MAX = 40;
/** Longest free words of a clause in one language, in UTF-16 units. */
export const WORDS_MAX = 1_000;
