import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of the tree: its path from the root, with "/", and its text in three degrees. */
export interface Source {
  path: string;
  text: string;
  /** The text with comments blanked out, every line and column where it was. */
  uncommented: string;
  /** The text with comments and what strings hold blanked out. */
  code: string;
}

const ROOT = join(import.meta.dirname, "../..");
const NOT_OURS = ["node_modules/**", "data/**", ".git/**"];
// Comments, strings and regular expressions, in one pass, so that none hides in another.
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/;
const REGEX =
  /(?<=(?:[(,=:!&|?[{};]|=>|return)\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/;
const LEXEME = new RegExp(`${REGEX.source}|${COMMENT.source}|${STRING.source}`, "g");

/** A source from its path and text. */
export function source(path: string, text: string): Source {
  const blank = (kept: RegExp) =>
    text.replace(LEXEME, (found) => (kept.test(found) ? found : found.replace(/[^\n]/g, " ")));
  return { path, text, uncommented: blank(/^(?!\/[/*])/), code: blank(/^$/) };
}

/** The tree's own files that a pattern names, in order. */
export function tree(pattern: string | string[]): Source[] {
  const paths = globSync(pattern, { cwd: ROOT, exclude: NOT_OURS }).sort();
  return paths.map((path) => source(path, readFileSync(join(ROOT, path), "utf8")));
}

/** Every TypeScript file of ours, pages and tests with it. */
export function typescript(): Source[] {
  return tree(["**/*.ts", "**/*.tsx"]).filter(({ path }) => !path.endsWith(".d.ts"));
}

/** Whether a file serves tests alone. */
export function forTests(path: string): boolean {
  return /\.test\.ts$|^tests\/|(^|\/)(test-kit|testing)\b|^store\/contract\b/.test(path);
}

/** The modules of ours a file names, as paths from the root, and whether only for their types. */
export function imports(file: Source): { path: string; typesOnly: boolean }[] {
  const named =
    /\b(?:(import type|export type)|import|export)\b(?!\()[^;"]*?\bfrom\s*"(\.[^"]+\.\w+)"|\b(?:import|URL)\(\s*"(\.[^"]+\.\w+)"|\bimport\s+"(\.[^"]+\.\w+)"/g;
  return [...file.uncommented.matchAll(named)].map(([, type, from, called, bare]) => {
    const target = from ?? called ?? bare ?? "";
    return { path: join(file.path, "..", target), typesOnly: type !== undefined };
  });
}

/** "path:line: what" for each place in a text where a pattern is found. */
export function places(file: Source, text: string, pattern: RegExp, what: string): string[] {
  return [...text.matchAll(new RegExp(pattern.source, "g"))].map(({ index }) => {
    return `${file.path}:${text.slice(0, index).split("\n").length}: ${what}`;
  });
}
