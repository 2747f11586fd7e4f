import { places, type Source } from "./tree.ts";

// Joined here so that this file does not find itself.
const word = (...parts: string[]) => parts.join("");
const ANYWHERE: readonly [RegExp, string][] = [
  [new RegExp(`\\b(${word("TO", "DO")}|${word("FIX", "ME")}|${word("X", "XX")})\\b`), "unfinished"],
  [new RegExp(`@${word("ts-", "(ignore|nocheck|expect-error)")}`), "silences the type checker"],
  [new RegExp(word("biome-", "ignore")), "silences the linter"],
  [new RegExp(`${word("/wo", "rk/")}|/home/\\w|/Users/\\w`), "a path of one machine"],
];
const IN_CODE: readonly [RegExp, string][] = [
  [/(?:[:<|&,(]|\bas)\s*any\b(?!\s*[(.:=])/, "any is no type"],
  [/\b(?:test|it|describe|suite)\.(?:skip|only|todo)\b/, "a test not run"],
];

/** What should not be left in a tree, as "path:line: what". */
export function leftovers(files: readonly Source[]): string[] {
  return files.flatMap((file) => [
    ...ANYWHERE.flatMap(([pattern, what]) => places(file, file.text, pattern, what)),
    ...(/\.tsx?$/.test(file.path)
      ? IN_CODE.flatMap(([pattern, what]) => places(file, file.code, pattern, what))
      : []),
  ]);
}
