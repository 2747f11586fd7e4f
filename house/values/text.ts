import { z } from "zod";
import { baseLang, type Lang, langSchema } from "./lang.ts";
import { unread } from "./parsed.ts";

/** What somebody wrote, and the language they wrote it in. Always clean: see {@link readText}. */
export interface Text {
  readonly lang: Lang;
  readonly text: string;
}

/** What a text may be. `lengthMax` counts UTF-16 units, as `maxlength` on a form field does. */
export interface TextLimits {
  readonly lengthMax: number;
  /** Whether it may run over several lines; otherwise line ends become spaces. */
  readonly lines?: "one" | "many";
}

/** A text read, with the code points that were left out of it (`U+202E`), each named once. */
export type ReadText =
  | { readonly ok: true; readonly value: Text; readonly removed: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Left out wherever they stand (specs/values.md §3): controls; embeddings, overrides and isolates,
 * which can make a line read otherwise than it is stored (pages isolate with `bdi`); byte order
 * marks, deprecated format controls, annotation and tag characters and noncharacters, which hide
 * text. Kept: LRM, RLM and ALM, which reach no further than their neighbours and which Arabic
 * keyboards type, and the joiners that Persian, Indic scripts and emoji need.
 */
const REMOVED = new RegExp(
  [
    String.raw`[[\p{Cc}--[\n]]`,
    String.raw`\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb`,
    String.raw`\u{e0000}-\u{e007f}\p{Noncharacter_Code_Point}]`,
  ].join(""),
  "gv",
);

/** One line of printable ASCII with no space at its ends: nothing in it is to be changed. */
const PLAIN_LINE = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * Reads what was typed into a {@link Text}: NFC, `\n` line ends, ends trimmed, dangerous invisible
 * characters left out and named. Refuses `text.empty`, `text.too-long`, `text.broken` (not
 * well-formed Unicode: half a character), `lang.shape`.
 */
export function readText(lang: string, typed: string, limits: TextLimits): ReadText {
  if (!langSchema.safeParse(lang).success) return unread("lang.shape");
  // Cleaning costs time in proportion to length, so an absurd length is refused before it.
  if (typed.length > 4 * limits.lengthMax + 1000) return unread("text.too-long");
  if (typed.length <= limits.lengthMax && PLAIN_LINE.test(typed))
    return { ok: true, value: { lang, text: typed }, removed: [] };
  if (!typed.isWellFormed()) return unread("text.broken");
  const removed = new Set<string>();
  const kept = lineEnds(typed).replace(REMOVED, (sign) => {
    removed.add(`U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
    return "";
  });
  const lined = limits.lines === "many" ? kept : kept.replaceAll("\n", " ");
  const text = lined.normalize("NFC").trim();
  if (text === "") return unread("text.empty");
  if (text.length > limits.lengthMax) return unread("text.too-long");
  return { ok: true, value: { lang, text }, removed: [...removed] };
}

/** Whether a string is already as {@link readText} leaves it, but for its length. */
export function isClean(text: string): boolean {
  if (PLAIN_LINE.test(text)) return true;
  if (!text.isWellFormed() || text !== text.normalize("NFC") || text !== text.trim()) return false;
  return text !== "" && text.search(REMOVED) < 0 && text === lineEnds(text);
}

/**
 * Shape of one clean line that carries no language: a name, a way to be reached. At most
 * `lengthMax` UTF-16 units; refuses `text.too-long` and `text.shape`.
 */
export function lineSchema(lengthMax: number, missing?: string) {
  return z
    .string(missing)
    .min(1, missing)
    .max(lengthMax, "text.too-long")
    .refine((text) => isClean(text) && !text.includes("\n"), "text.shape");
}

/** Shape of a {@link Text} of at most `lengthMax` UTF-16 units, as it stands in a part. */
export function textSchema({ lengthMax, lines = "one" }: TextLimits) {
  const text = z
    .string()
    .max(lengthMax, "text.too-long")
    .refine((value) => isClean(value) && (lines === "many" || !value.includes("\n")), "text.shape");
  return z.strictObject({ lang: langSchema, text });
}

/** Shape of the same thing in up to `languagesMax` languages, each at most once, original first. */
export function textsSchema(limits: TextLimits, languagesMax = 20) {
  return z
    .array(textSchema(limits))
    .min(1)
    .max(languagesMax)
    .refine((texts) => new Set(texts.map(({ lang }) => lang)).size === texts.length, "text.twice");
}

/**
 * The text a reader of these languages, best first, is shown: the same tag, else the same language
 * in another script or region, else the first, which is the original. Undefined only of none.
 */
export function chooseText(texts: readonly Text[], langs: readonly Lang[]): Text | undefined {
  for (const lang of langs) {
    const same = texts.find((text) => text.lang === lang);
    if (same !== undefined) return same;
    const near = texts.find((text) => baseLang(text.lang) === baseLang(lang));
    if (near !== undefined) return near;
  }
  return texts[0];
}

function lineEnds(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replaceAll("\t", " ");
}
