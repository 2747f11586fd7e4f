import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { RUN_ENTRIES } from "./mark-runs.ts";
import { MarkTail } from "./mark-tail.ts";

const hash = fc.oneof(
  fc.maxSafeInteger().map((n) => Math.abs(n) % 2 ** 52),
  fc.constantFrom(0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 32, 2 ** 52 - 1),
);
/** Marks of entries, by index; few different ones, so that they meet. */
const entries = fc.array(fc.record({ step: fc.nat({ max: 900 }), hashes: fc.array(hash) }), {
  size: "max",
  maxLength: 200,
});

it("law: the tail finds, sorts, forgets and removes as a plain list would", () => {
  const law = (all: { step: number; hashes: number[] }[], at: number) => {
    const tail = new MarkTail();
    let plain: [number, number][] = [];
    let index = 0;
    for (const { step, hashes } of all) {
      index += step + 1;
      tail.add(index, hashes);
      for (const h of new Set(hashes)) plain.push([h, index]);
      const [h = 0] = hashes;
      assert.deepEqual(tail.find(h), indexesOf(plain, h));
    }
    const erased = all[at % Math.max(1, all.length)]?.hashes.slice(0, 2) ?? [];
    const gone = plain.findLast(([h]) => erased.includes(h))?.[1] ?? 0;
    tail.remove(gone, erased);
    plain = plain.filter(([h, i]) => i !== gone || !erased.includes(h));
    for (const h of erased) assert.deepEqual(tail.find(h), indexesOf(plain, h));
    for (let from = 0; from <= index; from += RUN_ENTRIES) {
      const { hashes, places } = tail.sorted(from);
      const within = plain.filter(([, i]) => i >= from && i < from + RUN_ENTRIES);
      within.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      assert.deepEqual(
        [...hashes],
        within.map(([h]) => h),
      );
      assert.deepEqual(
        [...places],
        within.map(([, i]) => i - from),
      );
    }
    tail.forget(RUN_ENTRIES);
    plain = plain.filter(([, i]) => i >= RUN_ENTRIES);
    for (const [h] of plain.slice(0, 9)) assert.deepEqual(tail.find(h), indexesOf(plain, h));
    assert.deepEqual([...tail.sorted(0).hashes], []);
  };
  fc.assert(fc.property(entries, fc.nat(), law), { seed: 20261122, numRuns: 100 });
});

const indexesOf = (plain: readonly [number, number][], h: number) =>
  plain.filter(([other]) => other === h).map(([, index]) => index);
