/** Folds words so that a search finds them however they are typed. Never for identifiers. */
import type { Mark } from "./facts.ts";
import { asciiDigits } from "./values/index.ts";

/** Marks written or left out at will; vowel signs of other scripts are letters and stay. */
const OPTIONAL_MARKS = new RegExp(
  [
    String.raw`[\p{Mn}&&[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f`,
    String.raw`\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]]`,
  ].join(""),
  "gv",
);
/** Tatweel, joiners, soft hyphen and direction marks: shape, not spelling. */
const SHAPING = /[\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]/g;

/** Letters typed one for the other: Arabic variants and hamza seats, Persian keyboards, others. */
const LETTERS: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ة: "ه",
  ک: "ك",
  ھ: "ه",
  ہ: "ه",
  ß: "ss",
  ẞ: "ss",
  ς: "σ",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
};
const VARIANT = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/**
 * A text folded for comparing: compatibility forms, case, optional marks, tatweel and letter
 * variants gone, digits as 0-9. The same on every machine: no locale takes part. Folding what is
 * folded changes nothing.
 */
export function fold(text: string): string {
  const open = asciiDigits(text.normalize("NFKD")).replace(SHAPING, "").replace(OPTIONAL_MARKS, "");
  return open
    .toLowerCase()
    .replace(VARIANT, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKC");
}

let segmenter: Intl.Segmenter | undefined;

/**
 * A text in which every word is a run of letters and digits of ASCII, with nothing between that
 * could stand within a word (UAX #29: `.,;:'_` do between some): those are parted at sight.
 */
const PLAIN = /^(?:[ !"#$%&()*+/<=>?@[\\\]^`{|}~-]|[.,;:'](?![A-Za-z0-9])|[A-Za-z0-9])*$/;

/** The folded words of a text in their order, each once, at most `wordsMax` (64 marks per part). */
export function searchWords(text: string, wordsMax = 64): string[] {
  const found = new Set<string>();
  if (PLAIN.test(text)) {
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
      if (found.size >= wordsMax) break;
      found.add(word);
    }
    return [...found];
  }
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (found.size >= wordsMax) break;
    if (isWordLike === true) found.add(segment);
  }
  return [...found];
}

/** Words of an entry that it is found by: the first as they come … */
export const MARKED_FIRST = 24;
/** … and of those behind them the longest, which are the likeliest to be looked for. */
export const MARKED_LONGEST = 7;
/** Different words of one entry that are weighed. */
const WEIGHED_MAX = 4_000;

/** The words of a text as marks for search: each word, and its beginning; two may begin alike. */
export function wordMarks(text: string): Mark[] {
  const all = searchWords(text, WEIGHED_MAX);
  const marks: Mark[] = [];
  for (const word of all.length <= MARKED_FIRST ? all : weighed(all))
    marks.push(`word:${word}`, `begin:${beginning(word)}`);
  return marks;
}

/** The words that are marked where there are more of them. */
function weighed(all: readonly string[]): string[] {
  const behind = all.slice(MARKED_FIRST).sort((a, b) => b.length - a.length);
  return [...all.slice(0, MARKED_FIRST), ...behind.slice(0, MARKED_LONGEST)];
}

/** The first three letters of a folded word; the word itself where it is no longer. */
export function beginning(word: string): string {
  const isWhole = (at: number) => (word.charCodeAt(at) & 0xf800) !== 0xd800;
  // Where none of the first three signs takes two halves, they are the first three.
  if (isWhole(0) && isWhole(1) && isWhole(2)) return word.slice(0, 3);
  return Array.from(word).slice(0, 3).join("");
}
