/** Shapes every component shares. */
import type { Child } from "hono/jsx";
import type { Amount } from "../house/values/index.ts";

/** Anything a component may hold: markup, words, or nothing. */
export type Kids = Child;

/** Says a message of `words/*.json` in the reader's language; `vars` fill its placeholders. */
export type Translate = (key: string, vars?: Record<string, unknown>) => string;

/** Says an amount with its unit in the reader's language; `Words.amount` is one. */
export type SayAmount = (amount: Amount) => string;

/** Joins class names and ids, leaving out what is absent; `undefined` when nothing is left. */
export function join(...parts: (string | false | null | undefined)[]): string | undefined {
  const kept = parts.filter((part) => typeof part === "string" && part !== "");
  return kept.length === 0 ? undefined : kept.join(" ");
}
