import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runStep } from "./run-step.ts";
import { FIXED_SEED, seeds } from "./seeds.ts";
import { steps } from "./steps.ts";
import { missing, present } from "./tools.ts";

const files = [
  "house/gate.test.ts",
  "store/sqlite/open.test.ts",
  "tests/deep/crashes.test.ts",
  "tests/deep/fuzz.test.ts",
  "tests/deep/kills.test.ts",
  "tests/house-rules/sizes.test.ts",
  "tests/journeys/take.test.ts",
];

test("every file is in exactly one step, those at depth only at depth", () => {
  const inSteps = (deep: boolean) => steps(files, deep).flatMap((step) => step.files ?? []);
  assert.deepEqual(inSteps(true).sort(), files);
  assert.deepEqual(inSteps(false).sort(), files.filter((file) => !file.includes("deep")).sort());
});

test("at depth the deep files run two by two, each pair a step", () => {
  const deep = steps(files, true).filter((step) => step.name.startsWith("deep: "));
  assert.deepEqual(
    deep.map(({ name, files: some, atOnce }) => [name, some?.length, atOnce]),
    [
      ["deep: crashes, fuzz", 2, 2],
      ["deep: kills", 1, 2],
    ],
  );
});

test("what is missing is named with the line that brings it", () => {
  assert.equal(
    missing(["chromium", "go"], () => true),
    undefined,
  );
  const said = missing(["chromium", "go", "bean-check"], (tool) => tool === "go");
  assert.match(
    said ?? "",
    /missing chromium, bean-check;.* apt-get install -y chromium beancount$/,
  );
});

test("a tool is looked for on the path", () => {
  assert.equal(present("hledger", "/nowhere:/nowhere/else"), false);
  assert.equal(present("chromium", "/usr/bin"), present("chromium"));
});

test("a step without files fails, and so does a command that fails or is not there", () => {
  const run = { root: join(import.meta.dirname, "../.."), deep: false, seed: 1 };
  assert.equal(runStep({ name: "none", needs: [], files: [] }, run).failed, 1);
  assert.equal(runStep({ name: "tsc", needs: [], command: ["tsc", "--no"] }, run).failed, 1);
  assert.equal(runStep({ name: "gone", needs: [], command: ["not-there"] }, run).failed, 1);
  assert.equal(runStep({ name: "tsc", needs: [], command: ["tsc", "-v"] }, run).passed, 1);
});

test("tests are counted by Node's own runner: failed, broken off and passed", () => {
  const folder = mkdtempSync(join(tmpdir(), "alongside-counted-"));
  const file = join(folder, "some.test.mjs");
  writeFileSync(
    file,
    `import { test } from "node:test";
     test("a", () => {}); test("b", () => {}); test("c", () => { throw new Error("no"); });
     test("d", (t) => t.skip());`,
  );
  const run = { root: join(import.meta.dirname, "../.."), deep: false, seed: 1 };
  const counts = runStep({ name: "some", needs: [], files: [file] }, run);
  rmSync(folder, { recursive: true });
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 });
});

const stray: [string, string][] = [
  ["a rejection nobody waits for", 'Promise.reject(new Error("stray"));'],
  ["a rejection after a while", 'void (async () => { await null; throw new Error("stray"); })();'],
  ["a fault in a timer", 'setTimeout(() => { throw new Error("stray"); });'],
];
for (const [what, source] of stray) {
  test(`${what} fails its file and is said, though promises are not followed`, () => {
    const folder = mkdtempSync(join(tmpdir(), "alongside-stray-"));
    const file = join(folder, "some.test.mjs");
    writeFileSync(
      file,
      `import assert from "node:assert/strict";
       import { executionAsyncId } from "node:async_hooks";
       import { describe, it, test } from "node:test";
       import { setTimeout as wait } from "node:timers/promises";
       test("light", async () => { await null; assert.equal(executionAsyncId(), 0); });
       describe("within", () => it("is found", (t) => assert.match(t.fullName, /^within/)));
       test("stray", async () => { await null; ${source} await wait(50); });`,
    );
    const run = { root: join(import.meta.dirname, "../.."), deep: false, seed: 1 };
    const counts = runStep({ name: "stray", needs: [], files: [file] }, run);
    rmSync(folder, { recursive: true });
    assert.ok(counts.failed > 0, "red");
    assert.ok(counts.passed >= 2, "it is light, and nests");
  });
}

test("a fresh seed joins the fixed one", () => {
  assert.deepEqual(seeds("7"), [FIXED_SEED, 7]);
  assert.deepEqual(seeds("seven"), [FIXED_SEED]);
});
