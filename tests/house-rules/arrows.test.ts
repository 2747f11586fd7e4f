import assert from "node:assert/strict";
import { test } from "node:test";
import { floorPlan, wrongArrows } from "./arrows.ts";
import { source, tree, typescript } from "./tree.ts";

const plan = ["people", "needs", "offers"];
const cases: [string, string, boolean][] = [
  ["log/note.ts", 'import { a } from "./base64.ts";', true],
  ["log/note.ts", 'import { a } from "../house/values.ts";', false],
  ["house/gate.ts", 'import type { Store } from "../store/port.ts";', true],
  ["house/gate.ts", 'import { Store } from "../store/port.ts";', false],
  ["house/gate.ts", 'import { a } from "../rooms/needs/index.ts";', false],
  ["house/gate.test.ts", 'import { a } from "../rooms/needs/index.ts";', true],
  ["house/gate.ts", 'import { a } from "../log/test-kit.ts";', false],
  ["ui/form.tsx", 'import { a } from "../log/jcs.ts";', false],
  ["rooms/needs/pages/show.page.tsx", 'import { a } from "../../../ui/form.tsx";', true],
  ["rooms/needs/decider.ts", 'import { a } from "../../ui/format.ts";', false],
  ["rooms/offers/index.ts", 'import { a } from "../needs/index.ts";', true],
  ["rooms/needs/index.ts", 'import { a } from "../offers/index.ts";', false],
  ["rooms/offers/index.ts", 'import { a } from "../needs/facts.ts";', false],
  ["rooms/index.ts", 'import { a } from "./needs/index.ts";', true],
  ["web/serve.ts", 'import { a } from "../store/sqlite/open.ts";', false],
  ["cli/main.ts", 'import { a } from "../store/sqlite/open.ts";', true],
];
for (const [from, text, right] of cases) {
  test(`${from} ${right ? "may" : "may not"} ${text}`, () => {
    assert.equal(wrongArrows([source(from, text)], plan).length, right ? 0 : 1);
  });
}

test("the floor plan's order is the order of its imports", () => {
  const text = 'import a from "./people/index.ts";\nimport b from "./needs/index.ts";';
  assert.deepEqual(floorPlan(source("rooms/index.ts", text)), ["people", "needs"]);
});

test("every import follows the arrows", () => {
  const [index] = tree("rooms/index.ts");
  assert.deepEqual(wrongArrows(typescript(), floorPlan(index)), []);
});
