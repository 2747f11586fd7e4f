import assert from "node:assert/strict";
import { test } from "node:test";
import { undocumented } from "./docstrings.ts";
import { source, typescript } from "./tree.ts";

test("an exported name without a docstring is found, whatever it is", () => {
  const text = `/** Says. */
export function a() {}
export async function b() {}
export const c = 1;
// not one
export interface D {}
export type E = 1;
const f = 1;
`;
  const found = undocumented([source("a.ts", text)]);
  assert.deepEqual(found, ["a.ts: b", "a.ts: c", "a.ts: D", "a.ts: E"]);
});

test("every exported name says what it is", () => {
  assert.deepEqual(undocumented(typescript()), []);
});
