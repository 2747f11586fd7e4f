/** What somebody can give, when and how: codes of records. Words: `skills.<what>.<code>`. */

/** What can be given. */
export const SKILLS = [
  ...(["training", "legal", "medical", "safety", "knowledge", "other"] as const),
] as const;
/** See {@link SKILLS}. */
export type SkillCode = (typeof SKILLS)[number];

const SENSITIVE: readonly SkillCode[] = ["legal", "medical", "safety"];
/** Whether knowing that somebody gives it could harm them. */
export const isSensitive = (work: SkillCode) => SENSITIVE.includes(work);

/** Days of the week, and parts of a day. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** See {@link DAYS}. */
export type DayCode = (typeof DAYS)[number];
/** See {@link DAYS}. */
export const PARTS = ["morning", "afternoon", "evening", "night"] as const;
/** See {@link PARTS}. */
export type PartCode = (typeof PARTS)[number];

/** Whether it is given there, from afar, or either. */
export const WAYS = ["there", "remote", "both"] as const;
/** See {@link WAYS}. */
export type WayCode = (typeof WAYS)[number];

/** Languages it can be given in, as BCP 47 has them; pages name them in the reader's. */
export const LANGS = [
  ...(["am", "ar", "bn", "ca", "de", "el", "en", "es", "eu", "fa", "fr", "gl"] as const),
  ...(["ha", "hi", "it", "ku", "nl", "pl", "prs", "ps", "pt", "ro", "ru", "so"] as const),
  ...(["sq", "sw", "ti", "tr", "uk", "ur", "vi", "zh"] as const),
] as const;
/** See {@link LANGS}. */
export type LangCode = (typeof LANGS)[number];
