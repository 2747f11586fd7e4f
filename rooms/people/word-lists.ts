/** Words to make passphrases of, one list for each language; see `words-*.ts`. */
import { ENGLISH } from "./words-en.ts";

/** Languages there is a list for. */
export type WordList = "en";

/** Each list has 1,024 short words, all different, in small letters. */
export const WORD_LISTS: Readonly<Record<WordList, readonly string[]>> = {
  en: ENGLISH,
};
