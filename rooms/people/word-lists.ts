/** Words to make passphrases of, one list for each language of the pages. */
import { ARABIC } from "./words-ar.ts";
import { ENGLISH } from "./words-en.ts";
import { SPANISH } from "./words-es.ts";

/** Languages there is a list for. */
export type WordList = "en" | "es" | "ar";

/** Each list has 1,024 short words, all different, in small letters. */
export const WORD_LISTS: Readonly<Record<WordList, readonly string[]>> = {
  en: ENGLISH,
  es: SPANISH,
  ar: ARABIC,
};

const LETTERS: Readonly<Record<string, string>> = {
  ...{ أ: "ا", إ: "ا", آ: "ا", ة: "ه", ى: "ي", ؤ: "و", ئ: "ي" },
  ...{ á: "a", é: "e", í: "i", ó: "o", ú: "u", ü: "u" },
};

/**
 * A word as lists are searched by: hamza, ta marbuta, alif maqsura, vowel marks and accents are
 * written by some and left out by others.
 */
export function foldedWord(word: string): string {
  const plain = word.toLowerCase().replaceAll(/[\u0640\u064b-\u0652]/g, "");
  return [...plain].map((letter) => LETTERS[letter] ?? letter).join("");
}

/** Made when the first passphrase is read, not at every start. */
let folded: ReadonlyMap<string, string>[] | null = null;

/** The words as their list writes them, where all are of one list; else null. */
export function asListed(words: readonly string[]): string[] | null {
  folded ??= Object.values(WORD_LISTS).map(
    (list) => new Map(list.map((word) => [foldedWord(word), word])),
  );
  for (const list of folded) {
    const found = words.map((word) => list.get(foldedWord(word)));
    if (found.every((word) => word !== undefined)) return found;
  }
  return null;
}
