import assert from "node:assert/strict";
import { test } from "node:test";
import { leftovers } from "./leftovers.ts";
import { source, tree } from "./tree.ts";

const no = [
  ["// TO", "DO later"],
  ["// FIX", "ME"],
  ["// @ts-", "ignore"],
  ["// biome-", "ignore lint: no"],
  ["// see /wo", "rk/main"],
  ["let a: ", "any;"],
  ["f(a as ", "any);"],
  ["Record<string, ", "any>;"],
  ["test.", 'skip("a", f);'],
  ["test.", 'only("a", f);'],
].map((parts) => parts.join(""));
for (const text of no) {
  test(`not left behind: ${text}`, () => {
    assert.equal(leftovers([source("a.ts", text)]).length, 1);
  });
}

test("the word in a sentence is free", () => {
  const text = "// any of them\nconst a = 'as any'; Promise.any(b);";
  assert.deepEqual(leftovers([source("a.ts", text)]), []);
});

test("nothing is left behind", () => {
  const files = tree(["**/*.{ts,tsx,js,cjs,md,css,sql,json}", "bin/*", ".ci/*"]);
  assert.deepEqual(leftovers(files), []);
});
