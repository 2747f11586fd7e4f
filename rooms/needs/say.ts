/** Turns needs into one reader's words: amounts with terms, categories, places, days. */
import {
  type Amount,
  chooseText,
  countryName,
  isCurrency,
  isTerm,
  isUnitCode,
  type Place,
  type Text,
} from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import type { Words } from "../../house/words/index.ts";
import { termTexts } from "../spaces/index.ts";
import { type NeedLine, termsOf } from "./questions.ts";

/** Says codes and terms in the reader's language. */
export type Say = {
  amount: (amount: Amount) => string;
  unit: (unit: string) => string;
  category: (code: string | null) => string;
  /** Empty where there is no place or its word is gone. */
  place: (place: Place | null) => string;
  /** The title, or the words for words that are gone. */
  title: (line: NeedLine) => Text;
  /** Size or style; a bare figure or letter is called a size. Empty where there is none. */
  size: (line: Pick<NeedLine, "words">) => string;
};

/** "4", "38-40", "XL": nothing that says by itself what it is. */
const BARE_SIZE = /^[\p{N}\s.,/-]+$|^[XSML]{1,4}$/u;

/** Fetches the terms that these lines name and answers how to say them. */
export async function sayFor(
  view: View,
  words: Words,
  lines: readonly Pick<NeedLine, "thing">[],
): Promise<Say> {
  const terms = await termTexts(view, termsOf(lines.map(({ thing }) => thing)));
  const term = (id: string) => chooseText(terms.get(id) ?? [], [words.lang])?.text ?? "";
  const unit = (code: string) => (isTerm(code) ? term(code) : unitName(words, code));
  return {
    unit,
    amount: (amount) => words.amount(amount, unit(amount.unit)),
    category: (code) => {
      if (code === null) return "";
      return isTerm(code) ? term(code) : words.t(`house.category.${code}`);
    },
    place: (place) => {
      if (place === null) return "";
      if (isTerm(place.code)) return term(place.code);
      return place.level === 1 ? countryName(place.code, words.locale) : place.code;
    },
    title: ({ words: said }) =>
      said?.title ?? { lang: words.lang, text: words.t("needs.words-gone") },
    size: ({ words: said }) => saySize(words.t, said?.size?.text ?? ""),
  };
}

/** A size or style as it is told to others, in words by `t` (plain ones for a chat). */
export function saySize(t: Words["t"], size: string): string {
  return BARE_SIZE.test(size) ? t("needs.size-is", { size }) : size;
}

function unitName(words: Words, code: string): string {
  return isUnitCode(code) && !isCurrency(code) ? words.t(`house.unit-name.${code}`) : code;
}
