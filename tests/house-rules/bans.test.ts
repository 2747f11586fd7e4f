import assert from "node:assert/strict";
import { test } from "node:test";
import { banned } from "./bans.ts";
import { source, typescript } from "./tree.ts";

const no = [
  "Date.now()",
  "new Date()",
  "Temporal.Now.instant()",
  "Math.random()",
  "randomBytes(16)",
  'fetch("x")',
  'import fs from "node:fs"',
  'process.env["A"]',
];
for (const text of no) {
  test(`the core may not: ${text}`, () => {
    assert.equal(banned([source("house/gate.ts", text)]).length, 1);
    assert.equal(banned([source("rooms/needs/decider.ts", text)]).length, 1);
    assert.equal(banned([source("house/files.port.ts", text)]).length, 0);
    assert.equal(banned([source("house/gate.test.ts", text)]).length, 0);
    assert.equal(banned([source("store/sqlite/open.ts", text)]).length, 0);
  });
}

test("a day handed in, a method of that name and a comment are free", () => {
  const text = "new Date(now); port.fetch(a); // Date.now()\n";
  assert.deepEqual(banned([source("house/gate.ts", text)]), []);
});

test("the core reaches for nothing itself", () => assert.deepEqual(banned(typescript()), []));
