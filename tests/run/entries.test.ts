import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { filesOf, isByDepth, LONG, processes, writeEntries } from "./entries.ts";
import { runStep } from "./run-step.ts";
import { testFiles } from "./steps.ts";

const root = join(import.meta.dirname, "../..");
const run = { root, deep: false, seed: 1 };

/** Counts what such files come to, each written into a folder that is gone afterwards. */
function counted(sources: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "alongside-together-"));
  const files = Object.entries(sources).map(([name, source]) => {
    const file = join(folder, `${name}.test.mjs`);
    writeFileSync(file, `import assert from "node:assert/strict";\n${source}`);
    return file;
  });
  const counts = runStep({ name: "some", needs: [], files }, run);
  rmSync(folder, { recursive: true });
  return counts;
}

test("every file is run by one process: the long ones first, by themselves", () => {
  const files = testFiles(root);
  const all = processes(files);
  assert.deepEqual(all.flat().sort(), files);
  assert.deepEqual(
    all.slice(0, LONG.length),
    LONG.map((file) => [file]),
    "all are still there",
  );
  const shared = all.filter((some) => some.length > 1);
  assert.ok(shared.length > 5 && shared.every((some) => some.length <= 16));
  assert.ok(!shared.flat().some((file) => /^(cli|store)\/|journeys|faults|memory/.test(file)));
});

test("at depth what tries more there is by itself, and starts before all that is short", () => {
  const files = testFiles(root);
  const all = processes(files, (file) => isByDepth(root, file));
  assert.deepEqual(all.flat().sort(), files);
  const alone = all
    .slice(
      0,
      all.findIndex((some) => some.length > 1),
    )
    .flat();
  const more = files.filter((file) => isByDepth(root, file));
  assert.ok(more.includes("rooms/stock/stock.law.test.ts") && more.length > 30);
  for (const file of more) assert.ok(alone.includes(file), file);
});

test("files that share a process share no hooks, and may await before their first test", () => {
  const hooks = `import { afterEach, beforeEach, test } from "node:test";
    let here = 0; beforeEach(() => void here++); afterEach(() => void here--);
    test("its own", () => assert.equal(here, 1)); test("again", () => assert.equal(here, 1));`;
  const awaits = `import { test } from "node:test";
    const one = await Promise.resolve(1); test("awaited", () => assert.equal(one, 1));`;
  const counts = counted({ a: hooks, b: hooks, c: awaits });
  assert.deepEqual(counts, { passed: 5, failed: 0, skipped: 0 });
});

const red: [string, string][] = [
  ["that cannot be read", "throw new Error('no');"],
  ["that awaits and cannot be read", "await null; throw new Error('no');"],
  ["whose hook fails", 'import { before } from "node:test"; before(() => assert.fail("no"));'],
  ["with a stray fault", "setTimeout(() => { throw new Error('stray'); });"],
];
for (const [what, source] of red) {
  test(`a file ${what} is red among others that pass`, () => {
    const well = 'import { test } from "node:test"; test("well", () => {});';
    const { passed, failed } = counted({ a: well, b: `${source}\n${well}`, c: well });
    assert.ok(passed <= 3 && failed > 0, `${passed} passed, ${failed} failed`);
  });
}

test("what fails in a shared process is said with its own file and line", () => {
  const folder = mkdtempSync(join(tmpdir(), "alongside-said-"));
  const files = ["a", "b"].map((name) => join(folder, `${name}.test.ts`));
  for (const file of files)
    writeFileSync(file, 'import { test } from "node:test";\ntest("no", () => { throw 7; });\n');
  const within = join(folder, "entries");
  mkdirSync(within);
  const entries = writeEntries(root, within, files);
  assert.deepEqual(entries.map(filesOf), [files]);
  const args = ["--import", "./web/loader/register.ts", "--test"];
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const asked = [...args, "--test-reporter=./tests/run/reporter.ts", ...entries];
  const { stdout } = spawnSync(process.execPath, asked, { cwd: root, encoding: "utf8", env });
  rmSync(folder, { recursive: true });
  assert.match(stdout, /✖ no {2}\(\S*a\.test\.ts:2\)\n[\s\S]*✖ no {2}\(\S*b\.test\.ts:2\)/);
});
