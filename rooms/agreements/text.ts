/**
 * The text of an agreement: sentences made from its terms, the free words of each clause under
 * them, and what every agreement says. The same terms make the same text in every place.
 */
import type { Amount, Lang, Text } from "../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles, wordsLang } from "../../house/words/index.ts";
import type { Agreed } from "./facts.ts";
import type { Approves, Frame, Said, TermsOf } from "./terms.ts";

const ROOT = new URL("../../", import.meta.url);

/** The product's words in a language. */
export const wordsIn = (lang: string): Words =>
  createWords({ lang: wordsLang(lang), load: wordsFromFiles(ROOT) });

/** A language's own name for a language. */
export const langName = ({ locale }: Pick<Words, "locale">, lang: string) =>
  new Intl.DisplayNames(locale, { type: "language" }).of(lang) ?? lang;

type Listed = (topic: string, all: readonly string[]) => string;

function listedIn({ plain, list }: Words): Listed {
  return (topic, all) => list(all.map((one) => plain(`agreements.${topic}.${one}`)));
}

/** What a clause says, a sentence each. */
export function clauseLines(words: Words, said: Said): string[] {
  const { plain, day } = words;
  const listed = listedIn(words);
  switch (said.kind) {
    case "aims":
      return [plain("agreements.says.aims", { what: listed("aim", said.terms.of) })];
    case "support":
      return supportLines(words, said.terms, listed);
    case "money":
      return moneyLines(words, said.terms);
    case "not-wanted": {
      const { categories, kinds } = said.terms;
      const names = categories.map((one) => plain(`house.category.${one}`));
      const all = [...names, ...kinds.map((one) => plain(`agreements.support.${one}`))];
      return [plain("agreements.says.not-wanted", { what: words.list(all) })];
    }
    case "people": {
      const { most, days } = said.terms;
      if (most === 0) return [plain("agreements.says.people-none")];
      return [
        plain("agreements.says.people", { n: most }),
        ...(days > 0 ? [plain("agreements.says.people-days", { n: days })] : []),
      ];
    }
    case "data": {
      const { what, months } = said.terms;
      if (what.length === 0) return [plain("agreements.says.data-none")];
      const kept = plain("agreements.says.data-kept", { n: months });
      return [plain("agreements.says.data", { what: listed("shared", what) }), kept];
    }
    case "media": {
      const { what } = said.terms;
      if (what.length === 0) return [plain("agreements.says.media-none")];
      return [plain("agreements.says.media", { what: listed("shown", what) })];
    }
    case "decisions":
      return [
        plain(`agreements.decides.says-${said.terms.how}`),
        plain("agreements.says.answer-days", { n: said.terms.days }),
      ];
    case "measures":
      return [
        plain("agreements.says.measures", { what: listed("measured", said.terms.what) }),
        plain(`agreements.by.says-${said.terms.by}`),
        plain(`agreements.every.says-${said.terms.every}`),
      ];
    case "timeline": {
      const { from, ends } = said.terms;
      const last = ends === null ? "agreements.says.no-end" : "agreements.says.ends";
      return [
        plain("agreements.says.from", { day: day(from) }),
        plain(last, ends === null ? {} : { day: day(ends) }),
      ];
    }
    case "look-again":
      return [plain("agreements.says.look-again", { day: day(said.terms.on) })];
    case "way-out":
      return [
        plain(`agreements.left.money-${said.terms.money}`),
        plain(`agreements.left.goods-${said.terms.goods}`),
      ];
  }
}

function supportLines(words: Words, terms: TermsOf<"support">, listed: Listed): string[] {
  const { plain } = words;
  const { gives, kinds, most, per } = terms;
  const what = listed("support", kinds);
  return [
    plain(`agreements.gives.says-${gives}`, { what }),
    ...(most === null ? [] : [plain(`agreements.per.says-${per}`, { amount: words.amount(most) })]),
  ];
}

function moneyLines(words: Words, terms: TermsOf<"money">): string[] {
  const { plain } = words;
  const { gives, most, per, use } = terms;
  return [
    plain(`agreements.gives.says-${gives}`, { what: plain("agreements.support.money") }),
    plain(`agreements.per.says-${per}`, { amount: words.amount(most) }),
    plain(`agreements.use.says-${use}`),
    ...approvalLines(words, terms),
  ];
}

/** Who says yes to what is spent, and what may go without a paper; none where it is not said. */
function approvalLines(words: Words, { approves, alone, bare, per }: TermsOf<"money">): string[] {
  const { plain } = words;
  if (approves === undefined) return [];
  return [
    approvesText(words, { approves, alone: alone ?? null }),
    ...(bare == null ? [] : [plain(`agreements.bare.says-${per}`, { amount: words.amount(bare) })]),
  ];
}

/** Who says yes to what is spent under a clause, in a sentence. */
export function approvesText(
  words: Words,
  { approves, alone }: { approves: Approves; alone: Amount | null },
): string {
  const how = alone === null ? "always" : "above";
  const vars = alone === null ? {} : { amount: words.amount(alone) };
  return words.plain(`agreements.approves.says-${approves}-${how}`, vars);
}

/** What every agreement says, whatever its clauses: the last of it says which text prevails. */
export function closingLines(words: Words, frame: Frame, prevails: Lang): string[] {
  const { plain, day } = words;
  const { from, review, ends } = frame;
  return [
    plain("agreements.closing.days", { from: day(from), review: day(review) }),
    ...(ends === null ? [] : [plain("agreements.closing.ends", { day: day(ends) })]),
    plain("agreements.closing.no-condition"),
    plain("agreements.closing.alone"),
    plain("agreements.closing.either-ends"),
    plain("agreements.closing.prevails", { lang: langName(words, prevails) }),
  ];
}

/** What a text is made from; `said` answers a clause's free words in the text's language. */
export type Told = {
  clauses: readonly Agreed[];
  frame: Frame;
  prevails: Lang;
  version: number;
  names: { us: string; them: string };
  said: (clause: string) => Text | null;
};

/** The text in one language: paragraphs, parted by empty lines. */
export function agreementText(lang: Lang, told: Told): Text {
  const words = wordsIn(lang);
  const { clauses, names, version } = told;
  const us = names.us || words.plain("agreements.party.us");
  const them = names.them || words.plain("agreements.party.them");
  const title = words.plain("agreements.text.title", { us, them });
  const paragraphs = [
    `${title}\n${words.plain("agreements.text.version", { n: version })}`,
    ...clauses.map((one, at) => {
      const heading = words.plain("agreements.text.clause", {
        ...{ n: at + 1, kind: words.plain(`agreements.kind.${one.kind}`) },
      });
      const by = words.plain(one.side === "host" ? "agreements.by.us" : "agreements.by.them");
      // An empty line parts clauses, so free words have none.
      const free = told.said(one.clause)?.text.split(/\n+/) ?? [];
      // Each line of them is marked: words that somebody typed pass for no clause and no heading.
      const typed = free.map((line) => words.plain("agreements.text.free", { words: line }));
      return [`${heading} · ${by}`, ...clauseLines(words, one), ...typed].join("\n");
    }),
    closingLines(words, told.frame, told.prevails).join("\n"),
  ];
  return { lang, text: paragraphs.join("\n\n") };
}
