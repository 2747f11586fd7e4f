/** What may be a passphrase: long enough and not what everybody tries first. */
import type { Random } from "../../house/ports.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { asListed, WORD_LISTS, type WordList } from "./word-lists.ts";

/** Least signs of a passphrase of one's own (ASVS 5.0.0, 6.2.1: 15 advised). */
export const PASSPHRASE_MIN = 15;
/** Least signs of one set on the machine itself: short ones warn there (docs/decisions/0006). */
export const ON_MACHINE_MIN = 8;
/** Most signs. */
export const PASSPHRASE_MAX = 256;
/** Words of an offered passphrase: 5 of 1,024 are 50 bits, behind a slow hash and a limit. */
export const OFFERED_WORDS = 5;
/** What must be left once everything well known is taken away. */
const OWN_SIGNS_MIN = 8;

/** Everybody's first ideas, in our languages, and the rows of keyboards. */
const WELL_KNOWN = [
  ...["password", "passwort", "passphrase", "contraseña", "contrasena", "clave", "secreto"],
  ...["qwertyuiop", "qwerty", "azerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvb", "1q2w3e4r5t"],
  ...["1qaz2wsx", "qazwsx", "letmein", "welcome", "bienvenido", "bienvenida", "administrator"],
  ...["admin", "iloveyou", "tequiero", "teamo", "monkey", "dragon", "sunshine", "princess"],
  ...["princesa", "football", "futbol", "barcelona", "realmadrid", "superman", "batman"],
  ...["changeme", "trustno1", "master", "hello", "hola", "login", "access", "secret", "alongside"],
  ...["solidarity", "solidaridad", "correcthorsebatterystaple", "correct", "horse", "battery"],
  ...["staple", "كلمة السر", "كلمةالسر", "كلمة المرور", "كلمةالمرور", "مرحبا", "حبيبي", "بسم الله"],
  ...["بسمالله", "الله", "فلسطين", "سوريا", "ضصثقفغعهخحجد", "شسيبلاتنمكط"],
];
const ROWS = [
  ...["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm"],
  ...["أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "ضصثقفغعهخحجد", "شسيبلاتنمكط"],
];
const RUN_MIN = 4;

/**
 * The form of a passphrase that is hashed: NFKC and trimmed; offered words count whatever the
 * case and whatever stands between them, since paper and phones change both.
 */
export function canonicalPassphrase(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  return offeredWords(text)?.join(" ") ?? text;
}

function offeredWords(text: string): string[] | null {
  const words = text.split(/[\s\-_.,،]+/u);
  return words.length === OFFERED_WORDS ? asListed(words) : null;
}

/**
 * Why this may not be the passphrase of someone called so, or null where it may. `min` is the
 * least signs of one that is not offered words; what everybody tries first is refused anywhere.
 */
export function passphraseFault(
  typed: string,
  names: readonly string[],
  min = PASSPHRASE_MIN,
): Refusal | null {
  const field = { field: "passphrase" };
  const text = canonicalPassphrase(typed);
  const words = offeredWords(text);
  if (words !== null && new Set(words).size >= OFFERED_WORDS - 1) return null;
  const signs = [...text].length;
  if (signs < min) return refuse("people.passphrase-short", "shape", { ...field, vars: { min } });
  if (signs > PASSPHRASE_MAX)
    return refuse("people.passphrase-long", "shape", { ...field, vars: { max: PASSPHRASE_MAX } });
  if (ownSigns(text, names) < OWN_SIGNS_MIN)
    return refuse("people.passphrase-common", "shape", field);
  return null;
}

/** How many signs are left without well-known words, names, rows of keys and repetition. */
function ownSigns(text: string, names: readonly string[]): number {
  let left = text.toLowerCase();
  const known = [...names.map((name) => name.normalize("NFKC").toLowerCase()), ...WELL_KNOWN];
  for (const word of known.filter(({ length }) => length > 2)) left = left.replaceAll(word, " ");
  left = withoutRuns(left.replaceAll(/[\s\p{P}\p{S}]/gu, ""));
  // What is said twice counts once: "lunaluna…" is "luna".
  left = left.replaceAll(/(.+?)\1+/gu, "$1");
  return Math.min([...left].length, 2 * new Set(left).size);
}

function withoutRuns(text: string): string {
  let left = text;
  for (const row of ROWS)
    for (const line of [row, [...row].reverse().join("")])
      for (let length = Math.min(line.length, left.length); length >= RUN_MIN; length--)
        for (let at = 0; at + length <= line.length; at++)
          left = left.replaceAll(line.slice(at, at + length), "");
  return left;
}

/** A passphrase to offer: words of the reader's language, drawn without bias. */
export function offerPassphrase(random: Random, lang: string): string {
  const list = WORD_LISTS[lang as WordList] ?? WORD_LISTS.en;
  const words: string[] = [];
  while (words.length < OFFERED_WORDS) {
    const [high = 0, low = 0] = random(2);
    // 1,024 divides 65,536: every word is as likely as any other.
    const word = list[(high * 256 + low) % 1_024] as string;
    if (!words.includes(word)) words.push(word);
  }
  return words.join(" ");
}
