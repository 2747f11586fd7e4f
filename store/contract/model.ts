/** Random histories: the adapter answers every call as the memory store does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openMemory } from "../memory/open.ts";
import type { SealedPart, Store } from "../port.ts";
import { all, batchOf, bytesOf, freshId, HOSTILE, type Subject, segmentOf } from "./given.ts";

/** Fixed, so that a fault found is found again. */
const SEED = 20_261_122;
const RUNS = 40;

/** One step on a space and a queue; what it answers is compared. */
type Step = { text: string; run(store: Store, space: string, queue: string): Promise<unknown> };

const small = fc.nat({ max: 12 });
const key = fc.constantFrom("a", "a/1", "a/2", "b", ...HOSTILE.slice(0, 6), "\u{10ffff}");
const name = fc.constantFrom("words", "people", "files");
const expires = fc.option(small, { nil: null });
const bytes = (seed: number) => bytesOf(`model ${seed}`, 1 + (seed % 90));
const byRef = (a: SealedPart, b: SealedPart) =>
  a.index - b.index || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const appends = fc
  .record({ skew: fc.constantFrom(0, 0, 0, 1), count: fc.integer({ min: 1, max: 4 }), name, key })
  .chain((row) => fc.record({ row: fc.constant(row), old: small, at: small, expires, n: small }))
  .map(
    ({ row, old, at, expires, n }): Step => ({
      text: `append ${JSON.stringify({ row, old, at, expires, n })}`,
      async run(store, space, queue) {
        const first = (await store.size(space)) + row.skew;
        const part = { index: first, name: row.name, epoch: n % 3, sealed: bytes(n) };
        const erased = old < first ? [{ index: old, name: row.name }] : [];
        return await store.append(
          space,
          first,
          batchOf(first, row.count, {
            parts: [part],
            erased,
            derived: [{ key: row.key, value: bytes(n) }],
            records: [{ key: row.key, value: bytes(n), expires }],
            due: [{ queue, id: row.key, space, at, value: bytes(n) }],
          }),
        );
      },
    }),
  );

const logSteps = fc.tuple(small, small, fc.nat({ max: 2 })).map(
  ([a, b, kind]): Step => ({
    text: `log ${a} ${b} ${kind}`,
    async run(store, space) {
      if (kind === 0) return await all(store.read(space, a, a + b));
      if (kind === 1) return await all(store.read(space, 0, 999));
      const merged = segmentOf(a, b + 1, "merged");
      return await store.resegment(space, merged).then(
        () => "merged",
        () => "refused",
      );
    },
  }),
);

const partSteps = fc.tuple(small, name, small, fc.nat({ max: 3 })).map(
  ([index, name, n, kind]): Step => ({
    text: `part ${index} ${name} ${n} ${kind}`,
    async run(store, space) {
      const part = { index, name, epoch: n % 3, sealed: bytes(n) };
      const refs = [part, { index: n, name }];
      if (kind === 0) return (await store.parts(space, refs)).toSorted(byRef);
      if (kind === 1) return await store.partsOfEpoch(space, n % 3, 1 + (n % 4), part);
      if (kind === 2) return await store.reseal(space, [part]);
      return n === 0 ? await store.erase(space, refs) : null;
    },
  }),
);

const rowSteps = fc.tuple(key, small, expires, fc.nat({ max: 8 }), fc.nat({ max: 3 })).map(
  ([key, now, expires, kind, version]): Step => ({
    text: `row ${JSON.stringify(key)} ${now} ${expires} ${kind} ${version}`,
    async run({ derived, records }, space) {
      const row = { key, value: bytes(now), expires };
      if (kind === 0) return await derived.put(space, [row]);
      if (kind === 1) return await derived.get(space, key);
      if (kind === 2) return await derived.keys(space, key, 1 + now, null);
      if (kind === 3) return await derived.drop(space, key);
      if (kind === 4) return await records.get(space, key, now);
      if (kind === 5) return await records.list(space, "", 1 + now, key, now);
      if (kind === 6) return await records.sweep(space, now, 99);
      if (kind === 7) return await records.delete(space, key);
      return await records.put(space, row, version === 3 ? "any" : version, now);
    },
  }),
);

const dueSteps = fc.tuple(key, small, fc.nat({ max: 3 })).map(
  ([id, now, kind]): Step => ({
    text: `due ${JSON.stringify(id)} ${now} ${kind}`,
    async run({ due }, space, queue) {
      if (kind === 0) return await due.put([{ queue, id, space, at: now, value: bytes(now) }]);
      if (kind === 1) return await due.waiting(queue);
      const claimed = await due.claim(queue, now, 3, 2);
      const ended = kind === 2 ? [] : await Promise.all(claimed.map((item) => due.done(item)));
      // Leases are each adapter's own, so they are not compared.
      return [claimed.map((item) => ({ ...item, lease: "" })), ended];
    },
  }),
);

const step = fc.oneof(
  { weight: 3, arbitrary: appends },
  { weight: 2, arbitrary: logSteps },
  { weight: 2, arbitrary: partSteps },
  { weight: 3, arbitrary: rowSteps },
  { weight: 2, arbitrary: dueSteps },
);
const steps = fc.array(
  step.map((s) => Object.assign(s, { [fc.toStringMethod]: () => s.text })),
  { minLength: 5, maxLength: 40 },
);

/** Registers the check that random histories answer alike. */
export function modelContract(subject: Subject): void {
  test("random histories answer as the memory store does", async () => {
    const law = fc.asyncProperty(steps, async (history) => {
      const [space, queue] = [freshId(), freshId()];
      const model = openMemory();
      for (const { text, run } of history) {
        const expected = await run(model, space, queue);
        assert.deepEqual(await run(subject.store, space, queue), expected, text);
      }
    });
    await fc.assert(law, { seed: SEED, numRuns: RUNS });
  });
}
