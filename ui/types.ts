/** Shapes every component shares. Local and structural, so that `ui/` needs no room to draw. */
import type { Child } from "hono/jsx";

/** Anything a component may hold: markup, words, or nothing. */
export type Kids = Child;

/** Says a message of `words/*.json` in the reader's language; `vars` fill its placeholders. */
export type Translate = (key: string, vars?: Record<string, unknown>) => string;

/** People's words and their language (BCP 47), as `specs/values.md` defines it. */
export type Text = { lang: string; text: string };

/** An exact quantity: `of` is a canonical decimal string, `unit` a code or a term's id. */
export type Amount = { of: string; unit: string };

/** A unit's words: one name, or one that knows its plurals by the figure it stands beside. */
export type UnitName = string | ((of: string) => string);

/** Direction of writing. */
export type Dir = "ltr" | "rtl";

/** Languages written from the right, by their first subtag; a script subtag decides before it. */
const RIGHT = new Set("ar arc ckb dv fa he ks nqo ps sd ug ur yi".split(" "));
const RIGHT_SCRIPTS = new Set(["arab", "hebr", "nkoo", "syrc", "thaa", "adlm", "rohg"]);

/** The direction a language tag is written in: `dirOf("ar-MA")` is `"rtl"`. */
export function dirOf(lang: string): Dir {
  const [first = "", ...rest] = lang.toLowerCase().split("-");
  const script = rest.find((part) => part.length === 4);
  if (script !== undefined) return RIGHT_SCRIPTS.has(script) ? "rtl" : "ltr";
  return RIGHT.has(first) ? "rtl" : "ltr";
}

/** Joins class names and ids, leaving out what is absent; `undefined` when nothing is left. */
export function join(...parts: (string | false | null | undefined)[]): string | undefined {
  const kept = parts.filter((part) => typeof part === "string" && part !== "");
  return kept.length === 0 ? undefined : kept.join(" ");
}
