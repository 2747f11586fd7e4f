import { z } from "zod";
import { type Parsed, read, unread } from "./parsed.ts";

/** A BCP 47 tag as we keep it: language, script, region only, in canonical case; or `und`. */
export type Lang = string;

/** The canonical written form of a {@link Lang}. */
export const LANG_PATTERN = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** Shape of a {@link Lang}. */
export const langSchema = z.string().regex(LANG_PATTERN, "lang.shape").meta({ id: "Lang" });

/**
 * Reads a language tag in any case, with `_` or `-`; refuses `lang.shape`, also for variants and
 * extensions, which say nothing about what was written. Case is folded by hand, never by locale.
 */
export function parseLang(text: string): Parsed<Lang> {
  const [language = "", ...rest] = text.trim().slice(0, 20).replaceAll("_", "-").split("-");
  const subtags = rest.map((tag) => (tag.length === 4 ? titled(tag) : tag.toUpperCase()));
  const tag = [language.toLowerCase(), ...subtags].join("-");
  return LANG_PATTERN.test(tag) ? read(tag) : unread("lang.shape");
}

/** The language alone, without script and region. */
export function baseLang(lang: Lang): Lang {
  return lang.split("-", 1)[0] ?? lang;
}

const RTL_SCRIPTS = new Set(["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"]);

type Dir = "ltr" | "rtl" | "auto";

/** Ways worked out before: every page asks for a few languages dozens of times. */
const known = new Map<Lang, Dir>();
const KNOWN_MAX = 500;

/** Which way a language runs, for `dir`; `auto` where nobody said which language it is. */
export function dirOf(lang: Lang): Dir {
  const before = known.get(lang);
  if (before !== undefined) return before;
  const dir = workedOut(lang);
  if (known.size < KNOWN_MAX) known.set(lang, dir);
  return dir;
}

function workedOut(lang: Lang): Dir {
  if (baseLang(lang) === "und") return "auto";
  const script = new Intl.Locale(lang).maximize().script;
  return script !== undefined && RTL_SCRIPTS.has(script) ? "rtl" : "ltr";
}

function titled(script: string): string {
  return script.slice(0, 1).toUpperCase() + script.slice(1).toLowerCase();
}
