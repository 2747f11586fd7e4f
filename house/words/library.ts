import type { LoadMessages } from "./catalog.ts";
import { createWords, type Digits, localeOf, type Words, type WordsProblem } from "./words.ts";

/** What all readers share. */
export interface LibraryOptions {
  readonly load: LoadMessages;
  readonly strict?: boolean;
  readonly onProblem?: (problem: WordsProblem) => void;
}

/** Gives the words of a reader, the same object for the same language and digits. */
export type Library = (lang: string, digits?: Digits) => Words;

const READERS_MAX = 40;

/** A library of words. Bounded: languages come from outside, so the oldest makes room. */
export function createLibrary(options: LibraryOptions): Library {
  const known = new Map<string, Words>();
  return (lang, digits = "latn") => {
    const key = localeOf(lang, digits);
    const found = known.get(key) ?? createWords({ ...options, lang, digits });
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > READERS_MAX && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
