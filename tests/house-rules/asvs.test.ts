import assert from "node:assert/strict";
import { matchesGlob } from "node:path";
import { test } from "node:test";
import { leftOut, untrue } from "./asvs.ts";
import { source, tree } from "./tree.ts";

const files = [
  source("a/b.test.ts", `it("does what it says, twice", f);\ntest(\`of \${n}\`, f);\n`),
  source("docs/limits.md", "# Limits\n\n## Signing in (rooms)\n"),
  source("a/b.ts", ""),
];
const find = (pattern: string) => files.filter(({ path }) => matchesGlob(path, pattern));
const found = (row: string) => untrue([source("docs/x.md", row)], find);
const row = (holds: string, item = "6.1.1", asks = "x") => `| ${item} | ${asks} | ${holds} |`;

const right = [
  '`a/b.test.ts` ("does what it says, twice")',
  '`a/b.test.ts` ("does … twice", "of …")',
  '`limits.md` ("Signing in …"), `docs/limits.md`, `a/b.ts` and `a/`',
];
for (const holds of right) test(`is so: ${holds}`, () => assert.deepEqual(found(row(holds)), []));

const wrong: [string, RegExp][] = [
  ["`a/c.ts`", /no a\/c\.ts/],
  ["`c/`", /no c\//],
  ["`a/b.test.ts`", /which of a\/b\.test\.ts/],
  ['`a/b.test.ts` ("does what it says")', /is called "does what it says"/],
  ['`a/b.test.ts` ("of …", "does … thrice")', /is called "does … thrice"/],
  ['`limits.md` ("Signing out")', /is called "Signing out"/],
];
for (const [holds, why] of wrong)
  test(`is not so: ${holds}`, () => {
    const faults = found(row(holds));
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", why);
  });

test("each item is in one row, with its level, and none is left out", () => {
  assert.deepEqual(found(row("", "6.3.5, 6.3.7", "(L3) x")), []);
  assert.deepEqual(found(row("", "6.8.1 to 6.8.4")), []);
  assert.match(found(row("", "6.9.1"))[0] ?? "", /there is no 6\.9\.1/);
  assert.match(found(row("", "6.3.5"))[0] ?? "", /6\.3\.5 and its level/);
  assert.match(found(row("", "6.1.1", "(L3) x"))[0] ?? "", /6\.1\.1 and its level/);
  assert.match(found(`${row("")}\n${row("")}`)[0] ?? "", /6\.1\.1 twice/);
  const list = source("docs/x.md", row("", "1.1.1 to 17.2.4"));
  assert.deepEqual(leftOut([list]), ["17.3.1", "17.3.2"]);
});

const lists = tree(["docs/asvs.md", "docs/asvs/*.md"]);

test("the checklist says what is so", () => {
  assert.deepEqual(untrue(lists, tree), []);
});

test("no item of levels 1 and 2 is left out of it", () => {
  assert.deepEqual(leftOut(lists), []);
});
