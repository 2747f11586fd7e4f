import assert from "node:assert/strict";
import { test } from "node:test";
import { tooLarge } from "./sizes.ts";
import { source, tree } from "./tree.ts";

const cases: [string, number, number][] = [
  ["house/gate.ts", 400, 401],
  ["ui/browser/exit.js", 120, 121],
  ["README.md", 80, 81],
];
for (const [path, most, tooMany] of cases) {
  test(`${path} may have ${most} lines, not ${tooMany}`, () => {
    const size = (lines: number) => tooLarge([source(path, "a\n".repeat(lines))]).length;
    assert.deepEqual([size(most), size(tooMany)], [0, 1]);
  });
}

test("a line of code may have 100 columns, not 101", () => {
  const size = (columns: number) => tooLarge([source("a.ts", "é".repeat(columns))]).length;
  assert.deepEqual([size(100), size(101)], [0, 1]);
});

test("a text alone on its line may be longer, a line of code with one may not", () => {
  const text = `"${"é".repeat(120)}"`;
  const size = (line: string) => tooLarge([source("a.ts", line)]).length;
  assert.deepEqual([size(`  lead: ${text},`), size(`  ${text},`)], [0, 0]);
  const words = "é ".repeat(60);
  assert.deepEqual([size(`/** ${words} */`), size(`// ${words}/`)], [1, 1]);
  assert.deepEqual([size(`const lead = say(${text}, 12);`), size(`it(${text}, () => {`)], [1, 1]);
});

test("every file keeps its size", () => {
  const files = tree(["**/*.{ts,tsx,cjs}", "**/browser/*.js", "README.md"]);
  assert.deepEqual(tooLarge(files), []);
});
