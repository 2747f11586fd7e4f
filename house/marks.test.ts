import assert from "node:assert/strict";
import { it } from "node:test";
import { Marks, type Rows, RUN_ENTRIES } from "./marks.ts";
import { seededRandom } from "./testing.ts";

function rows(): Rows & { kept: Map<string, Uint8Array>; got: string[] } {
  const kept = new Map<string, Uint8Array>();
  const got: string[] = [];
  return {
    ...{ kept, got },
    put: async (list) => {
      for (const { key, value } of list) kept.set(key, value);
    },
    get: async (key) => {
      got.push(key);
      return kept.get(key) ?? null;
    },
    keys: async (prefix, limit, after) =>
      [...kept.keys()]
        .filter((key) => key.startsWith(prefix) && (after === null || key > after))
        .sort()
        .slice(0, limit),
    drop: async (prefix) => {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
}

const key = new Uint8Array(32).fill(7);
const random = seededRandom("marks");

/** Seventeen runs: sixteen merge into one, one stays, and a tail. */
async function filled() {
  const under = rows();
  const marks = new Marks(key, under, random);
  await marks.open();
  const size = RUN_ENTRIES * 17 + 100;
  for (let i = 0; i < size; i++) {
    marks.add(i, [marks.hash(`mod:${i % 1000}`), marks.hash(`own:${i}`)]);
    if (marks.due(i + 1)) await marks.settle({ host: i + 1 });
  }
  return { under, marks, size };
}

it("finds every entry of a mark, in runs and tail, before and after opening again", async () => {
  const { under, marks, size } = await filled();
  const expected = Array.from({ length: size }, (_, i) => i).filter((i) => i % 1000 === 3);
  assert.deepEqual(await marks.find(marks.hash("mod:3")), expected);
  assert.deepEqual(await marks.find(marks.hash("own:65536")), [65536]);
  assert.deepEqual(await marks.find(marks.hash("own:0"), 1), []);
  const heads = ["000000000000-000000065536", "000000065536-000000069632"];
  assert.deepEqual(
    await under.keys("mark-runs/", 9, null),
    heads.map((h) => `mark-runs/${h}`),
  );
  const pieces = [...under.kept.keys()].filter((key) => key.startsWith("mark-pieces/"));
  assert.ok(pieces.every((key) => heads.some((head) => key.startsWith(`mark-pieces/${head}/`))));
  const again = new Marks(key, under, random);
  assert.deepEqual(await again.open(), { host: RUN_ENTRIES * 17 });
  assert.equal(again.runEnd, RUN_ENTRIES * 17);
  const stored = expected.filter((i) => i < RUN_ENTRIES * 17);
  assert.deepEqual(await again.find(again.hash("mod:3")), stored);
});

it("takes an erased entry's marks out of tail and runs, and leaves the others", async () => {
  const { under, marks, size } = await filled();
  const mod = marks.hash("mod:3");
  const all = await marks.find(mod);
  await marks.remove(1003, [mod]);
  await marks.remove(size - 1, [marks.hash(`own:${size - 1}`)]);
  const left = all.filter((i) => i !== 1003);
  assert.deepEqual(await marks.find(mod), left);
  assert.deepEqual(await marks.find(marks.hash(`own:${size - 1}`)), []);
  const again = new Marks(key, under, random);
  await again.open();
  assert.deepEqual(
    await again.find(mod),
    left.filter((i) => i < RUN_ENTRIES * 17),
  );
  assert.deepEqual(await again.find(again.hash("own:1003")), [1003]);
});

it("an interrupted merge leaves runs that still answer once", async () => {
  const { under } = await filled();
  const big = under.kept.get("mark-runs/000000000000-000000065536") as Uint8Array;
  under.kept.set("mark-runs/000000000000-000000004096", big);
  const again = new Marks(key, under, random);
  await again.open();
  assert.deepEqual(await again.find(again.hash("own:5")), [5]);
});

it("keeps its rows small, and opens one of each run for a mark", async () => {
  const { under, marks, size } = await filled();
  const lengths = [...under.kept.values()].map(({ length }) => length);
  assert.ok(Math.max(...lengths) < 32_768, String(Math.max(...lengths)));
  const again = new Marks(key, under, random);
  await again.open();
  under.got.length = 0;
  await again.find(again.hash("own:70"));
  assert.ok(under.got.length <= 2, String(under.got));
  await again.find(again.hash("own:70"));
  assert.ok(under.got.length <= 2, "the second time nothing is asked for");
  assert.deepEqual(await marks.find(marks.hash(`own:${size - 1}`)), [size - 1]);
});

it("finds what is equal in order, however many pieces of a run it fills", async () => {
  const marks = new Marks(key, rows(), random);
  await marks.open();
  const all = Array.from({ length: RUN_ENTRIES * 16 + 9 }, (_, i) => i);
  for (const i of all) {
    marks.add(i, [marks.hash("every"), marks.hash(`own:${i}`)]);
    if (marks.due(i + 1)) await marks.settle({});
  }
  assert.deepEqual(await marks.find(marks.hash("every")), all);
});

it("finds everything once while tail becomes a run and runs become one", async () => {
  const under = rows();
  const marks = new Marks(key, under, random);
  await marks.open();
  const size = RUN_ENTRIES * 16;
  for (let i = 0; i < size; i++) {
    marks.add(i, [marks.hash(`mod:${i % 2000}`)]);
    if (i < size - 1 && marks.due(i + 1)) await marks.settle({});
  }
  const expected = Array.from({ length: size }, (_, i) => i).filter((i) => i % 2000 === 3);
  const settling = marks.settle({}).then(() => "done");
  for (let state = ""; state !== "done"; ) {
    assert.deepEqual(await marks.find(marks.hash("mod:3")), expected);
    state = await Promise.race([settling, new Promise<string>((go) => setImmediate(go, ""))]);
  }
});

it("finds again what another process has merged meanwhile", async () => {
  const under = rows();
  const [ours, theirs] = [new Marks(key, under, random), new Marks(key, under, random)];
  await theirs.open();
  const size = RUN_ENTRIES * 17;
  for (let i = 0; i < size; i++) {
    theirs.add(i, [theirs.hash(`mod:${i % 1000}`)]);
    if (theirs.due(i + 1)) await theirs.settle({});
    if (i === RUN_ENTRIES * 3) await ours.open();
    if (i >= RUN_ENTRIES * 3) ours.add(i, [ours.hash(`mod:${i % 1000}`)]);
  }
  const expected = await theirs.find(theirs.hash("mod:3"));
  assert.equal(expected.length, Math.ceil((size - 3) / 1000));
  assert.deepEqual(await ours.find(ours.hash("mod:3")), expected);
  await under.drop("mark-pieces/");
  const lost = new Marks(key, under, random);
  await lost.open();
  await assert.rejects(lost.find(lost.hash("mod:3")), /is gone/);
});

it("another space's key hashes the same mark elsewhere", () => {
  const other = new Marks(new Uint8Array(32), rows(), random);
  assert.notEqual(new Marks(key, rows(), random).hash("thing:1"), other.hash("thing:1"));
});
