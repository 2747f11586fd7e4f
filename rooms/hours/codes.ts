/** What time and skills are given for: codes that records may hold. Words: `hours.work.<code>`. */
import type { Account } from "../ledger/index.ts";

/** What an occasion can be about. */
export const WORKS = [
  ...(["hours", "training", "legal", "medical", "safety", "knowledge", "visit"] as const),
] as const;
/** See {@link WORKS}. */
export type Work = (typeof WORKS)[number];

/** What hours can be said of: of an occasion, or spent on answering what allies ask. */
export const EFFORTS = [...WORKS, "answering"] as const;
/** See {@link EFFORTS}. */
export type EffortKind = (typeof EFFORTS)[number];

/** What somebody does there. Words: `hours.role.<code>`. */
export const ROLES = [
  ...(["any", "driving", "cooking", "first-aid", "interpreting", "carrying"] as const),
  ...(["welcoming", "leading"] as const),
] as const;
/** See {@link ROLES}. */
export type RoleCode = (typeof ROLES)[number];

/** How places are given: to whoever comes first, or to those the group says yes to. */
export const JOINS = ["first", "asked"] as const;
/** See {@link JOINS}. */
export type Joins = (typeof JOINS)[number];

/** How often something is asked for again, and after how many days. */
export const EVERY = { once: 0, day: 1, week: 7, "two-weeks": 14 } as const;
/** See {@link EVERY}. */
export type Every = keyof typeof EVERY;

/** The kind of support that agreements and ticks call it; a visit has a clause of its own. */
export const SUPPORT_OF = {
  ...({ hours: "hours", training: "knowledge", legal: "legal", medical: "medical" } as const),
  ...({ safety: "safety", knowledge: "knowledge", visit: "hours" } as const),
} as const satisfies Record<Work, string>;

/** Where confirmed hours went, in the book of hours. */
export const ACCOUNT_OF: Readonly<Record<EffortKind, Account>> = {
  ...{ hours: "uses:other", training: "uses:education", legal: "uses:other" },
  ...{ medical: "uses:medical", safety: "uses:other", knowledge: "uses:education" },
  ...{ visit: "uses:other", answering: "uses:communication" },
};
