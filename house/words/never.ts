import type { WordsLang } from "./catalog.ts";

/**
 * Words that stand on no page of ours: they make people objects of help, or are dangerous to have
 * on a phone that is searched. Stems, matched at the beginning of a word.
 */
const STEMS: Readonly<Record<WordsLang, readonly string[]>> = {
  en: [
    ...["beneficiar", "victim", "vulnerab", "voiceless", "empower", "target", "capacity gap"],
    ...["compliance", "operation", "agent", "mission"],
  ],
  es: [
    ...["beneficiari", "víctima", "vulnerab", "sin voz", "empoder", "operación", "operacion"],
    ...[
      "célula",
      "agente",
      "misión",
      "cumplimiento normativo",
      "público objetivo",
      "población objetivo",
    ],
  ],
  ar: ["مستفيد", "ضحايا", "ضحية", "مستضعف", "موافقة", "هشّ", "عميل", "خلية", "تمكين", "مستهدف"],
};

/** Whole words only: their stems begin harmless ones (`cellar`, `excellent`). */
const WHOLE: Readonly<Record<WordsLang, readonly string[]>> = {
  en: ["field", "fields", "cell", "cells"],
  es: [],
  ar: [],
};

const BEFORE_ARABIC = "(?:[وفبلك]{0,2}(?:ال|لل)?)";

/** The never-words that occur in a text of ours, as they stand in it. */
export function neverWords(text: string, lang: WordsLang): string[] {
  const stems = STEMS[lang].map((stem) => `${stem}\\p{L}*`);
  const whole = WHOLE[lang].map((word) => `${word}(?!\\p{L})`);
  const before = lang === "ar" ? BEFORE_ARABIC : "";
  const found = new RegExp(`(?<!\\p{L})${before}(?:${[...stems, ...whole].join("|")})`, "giu");
  return text.normalize("NFC").match(found) ?? [];
}
