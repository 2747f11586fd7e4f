/**
 * The notice: what somebody is asked, as it is read by them or to them, in one of the product's
 * languages, made from the terms and the group's own words. Its hash is kept with the answer.
 */
import type { Text } from "../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles, wordsLang } from "../../house/words/index.ts";
import type { SubjectState } from "./facts-subject.ts";
import { ALSO, NAMED_AS, type Terms } from "./terms.ts";

type Is = SubjectState["is"];

const ROOT = new URL("../../", import.meta.url);

/** The product's words in a language, or the nearest it has. */
export const wordsIn = (lang: string): Words =>
  createWords({ lang: wordsLang(lang), load: wordsFromFiles(ROOT) });

/** What a notice is made from. */
export type Told = {
  terms: Terms;
  purpose: string;
  /** What the group is called; empty where it is not said. */
  group: string;
  /** What groups are called to whom it is handed. */
  groups: readonly string[];
  /** Where the code is typed: an address of the node, which names no group. */
  address: string;
  /** How many different words, and pictures and recordings beside them, it is about. */
  quotes: number;
  is: Is;
};

/** Sentences that speak to one person, and of a community speak of it as one. */
const OF_ONE: ReadonlySet<string> = new Set([
  ...NAMED_AS.map((one) => `named.said-${one}`),
  ...[
    "face.said-none",
    "voice.said-none",
    "terms.with-voice",
    "place.said-0",
    "basis.said-own-yes",
    "basis.said-own-yes-special",
  ],
  ...["terms.quotes", "terms.with-pictures", "terms.review", "notice.no-cost", "notice.take-back"],
  ...["notice.asks", "notice.asks-nameless"],
]);
const keyFor = (is: Is, key: string) =>
  is === "community" && OF_ONE.has(key) ? `consent.community.${key}` : `consent.${key}`;

/** The notice in the language nearest to the one asked for. */
export function noticeFor(lang: string, told: Told): Text {
  const words = wordsIn(lang);
  const lines = [
    words.plain(keyFor(told.is, `notice.asks${told.group === "" ? "-nameless" : ""}`), {
      group: told.group,
    }),
    words.plain("consent.notice.purpose", { purpose: told.purpose }),
    ...termLines(words, told),
    ...(told.is === "child" ? [words.plain("consent.notice.child")] : []),
    ...(told.is === "community" ? [words.plain("consent.community.not-persons")] : []),
    words.plain(keyFor(told.is, "notice.no-cost")),
    words.plain(keyFor(told.is, "notice.take-back"), { address: told.address }),
    words.plain("consent.notice.cannot"),
  ];
  return { lang: words.lang, text: lines.join("\n\n") };
}

/** What is said of some activities: what they let nobody do. */
const ONLY = ["access", "attend", "train"] as const;
/** Those in which somebody is brought together with a group, and nothing is handed to it. */
const MEETS = ["access", "attend"] as const;
const isAmong = (activity: Terms["activity"], some: readonly Terms["activity"][]) =>
  some.includes(activity);
const withGroups = (activity: Terms["activity"]) =>
  `consent.terms.${isAmong(activity, MEETS) ? "with-groups" : "groups"}`;

/** The terms as sentences, in this order on every page and paper. */
export function termLines(
  words: Words,
  { terms, quotes, is, groups }: Pick<Told, "terms" | "quotes" | "is" | "groups">,
): string[] {
  const { plain, list } = words;
  const { activity, data, channels, named, face, voice, place, roles, anyone, also } = terms;
  const { basis, uses, under } = terms;
  const listed = (topic: string, all: readonly string[]) =>
    list(all.map((one) => plain(`consent.${topic}.${one}`)));
  // Which of them is a picture is not the business of whoever holds the code alone.
  const exactly = data.includes("voice")
    ? "with-voice"
    : data.includes("picture")
      ? "with-pictures"
      : "quotes";
  const said: Words["plain"] = (key, vars) => plain(keyFor(is, key), vars);
  const without = ALSO.filter((one) => !also.includes(one));
  return [
    plain("consent.terms.about", { what: listed("data", data) }),
    ...(under.length > 0 ? [plain("consent.terms.under", { n: under.length })] : []),
    ...(quotes > 0 ? [said(`terms.${exactly}`, { n: quotes })] : []),
    plain("consent.terms.activity", { what: plain(`consent.activity.${activity}`) }),
    ...(isAmong(activity, ONLY) ? [plain(`consent.terms.only-${activity}`)] : []),
    ...(channels.length > 0
      ? [plain("consent.terms.channels", { where: listed("channel", channels) })]
      : []),
    ...(anyone ? [plain("consent.terms.anyone")] : []),
    ...(roles.length > 0 ? [plain("consent.terms.roles", { who: listed("to", roles) })] : []),
    ...(groups.length > 0 ? [plain(withGroups(activity), { who: list(groups) })] : []),
    ...(uses === null ? [] : [plain("consent.terms.uses", { n: uses })]),
    said(`named.said-${named}`),
    said(`face.said-${face}`),
    said(`voice.said-${voice}`),
    said(`place.said-${place}`),
    ...(also.length > 0 ? [plain("consent.terms.also", { what: listed("also", also) })] : []),
    ...(without.length > 0
      ? [plain("consent.terms.not-also", { what: listed("also", without) })]
      : []),
    plain("consent.terms.days", { from: words.day(terms.from), ends: words.day(terms.ends) }),
    said("terms.review", { day: words.day(terms.review) }),
    said(`basis.said-${basis}`),
  ];
}
