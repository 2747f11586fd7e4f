/** The hashes that a signature is over (docs/cryptography.md): SHA-256, in hex. */
import { hash } from "node:crypto";
import { canonicalJson, type Json } from "../../log/jcs.ts";
import type { Agreed, Drafted, Version } from "./facts.ts";
import type { Change } from "./shapes.ts";

/** What of a version is hashed: its clauses in their order, who drafted each, and its days. */
export type Hashed = Pick<Version, "frame"> & { clauses: readonly Agreed[] };

/** The typed clauses and days of a version as canonical JSON (RFC 8785). */
export function clauseJson({ clauses, frame }: Hashed): string {
  const said = clauses.map(({ clause, kind, terms, side }) => ({ clause, kind, terms, side }));
  return canonicalJson({ clauses: said, frame } as unknown as Json);
}

/** SHA-256 of {@link clauseJson}. */
export function clauseHash(version: Hashed): string {
  return hash("sha256", `alongside/clauses/v1\n${clauseJson(version)}`, "hex");
}

/**
 * SHA-256 of a draft as it stands: where each clause and its free words were written that both
 * read, what a side changes of that, and the days it comes to. What was written anew, even with the
 * same words, has another.
 */
export function draftHash(
  drafts: readonly Drafted[],
  { clauses = [], struck = [] }: Change,
  frame: Version["frame"],
): string {
  const all = drafts.map(({ clause, at, said }) => {
    const words = said.map((one) => [one.lang, one.at.index, one.at.n]);
    return { clause, at: [at.index, at.n], words };
  });
  // As it travels: what is left out there is left out here.
  const change = JSON.parse(JSON.stringify({ clauses, struck })) as Json;
  const json = canonicalJson({ all, change, frame } as unknown as Json);
  return hash("sha256", `alongside/draft/v1\n${json}`, "hex");
}

const known = new WeakMap<readonly Agreed[], string>();

/**
 * Whether a version's typed clauses and days have the hash that stands beside them. What folded
 * never changes again, so it is worked out once for each.
 */
export function isWhole(version: Hashed & Pick<Version, "hash">): boolean {
  const found = known.get(version.clauses) ?? clauseHash(version);
  known.set(version.clauses, found);
  return found === version.hash;
}

/** SHA-256 of a text over its salt: whoever has the text and the salt can work it out. */
export function textHash({ lang, text }: { lang: string; text: string }, salt: string): string {
  return hash("sha256", `alongside/agreement-text/v1\n${salt}\n${lang}\n${text}`, "hex");
}

/** Under what a new clause of a draft lies: by its form's key, so that sent twice it is one. */
export function keyOfForm(form: string): string {
  return hash("sha256", form, "hex").slice(0, 32);
}

/** SHA-256 of a note's text. */
export function noteHash(text: string): string {
  return hash("sha256", text, "hex");
}
