import assert from "node:assert/strict";
import { test } from "node:test";
import { all, batchOf, freshId, grow } from "./contract/given.ts";
import { contract } from "./contract.ts";
import { type FaultKind, faulty, InjectedFault, planOf } from "./faulty.ts";
import { newMemory, openMemory } from "./memory/open.ts";
import { filled } from "./memory/testing.ts";

const memory = newMemory();
const open = async () => faulty(openMemory(memory), new Map());
contract("an empty plan", { open, reopen: open, beside: null, grep: filled(memory) });

const rows: { kind: FaultKind; done: boolean; gone: boolean }[] = [
  { kind: "refused", done: false, gone: false },
  { kind: "unheard", done: true, gone: false },
  { kind: "stopped", done: false, gone: true },
  { kind: "torn", done: true, gone: true },
];

for (const { kind, done, gone } of rows) {
  test(`an append that is ${kind} throws, and is ${done ? "" : "not "}there`, async () => {
    const inner = openMemory();
    const store = faulty(inner, new Map([[2, kind]]));
    const space = freshId();
    await grow(store, space, [1]);
    await assert.rejects(store.append(space, 1, batchOf(1, 1)), InjectedFault);
    assert.equal(await inner.size(space), done ? 2 : 1);
    assert.equal(store.crashed(), gone);
    assert.equal(store.writes(), 2);
    if (gone) {
      await assert.rejects(store.size(space), InjectedFault);
      await assert.rejects(store.records.get("node", "k", 0), InjectedFault);
      await assert.rejects(all(store.read(space, 0, 9)), InjectedFault);
      await assert.rejects(store.due.claim("q", 0, 1, 1), InjectedFault);
    } else assert.equal(await store.size(space), done ? 2 : 1);
  });
}

test("a process that is gone holds no lock and hears nothing", async () => {
  const inner = openMemory();
  const store = faulty(inner, new Map([[1, "stopped"]]));
  const space = freshId();
  let heard = 0;
  await store.lock(space);
  store.watch(space, () => {
    heard += 1;
  });
  await assert.rejects(store.append(space, 0, batchOf(0, 1)), InjectedFault);
  const release = await inner.lock(space);
  await inner.append(space, 0, batchOf(0, 1));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(heard, 0);
  await release();
});

test("the same seed gives the same plan, another seed another", () => {
  assert.deepEqual(planOf(7, 1000, 20), planOf(7, 1000, 20));
  assert.notDeepEqual(planOf(7, 1000, 20), planOf(8, 1000, 20));
  const plan = Array.from(planOf(9, 10, 1000));
  assert.ok(plan.every(([at]) => at >= 1 && at <= 10));
  assert.equal(plan.length, 10);
  const kinds = new Set(
    Array.from({ length: 50 }, (_, seed) => planOf(seed, 9, 1)).flatMap((p) => [...p.values()]),
  );
  assert.equal(kinds.size, 4);
});

test("a writer that asks again after every fault stores each entry once", async () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const inner = openMemory();
    const space = freshId();
    let store = faulty(inner, planOf(seed, 30, 10));
    for (let size = 0; size < 20; size = await inner.size(space)) {
      if (store.crashed()) store = faulty(inner, new Map());
      await store.append(space, size, batchOf(size, 1)).catch((fault: unknown) => {
        assert.ok(fault instanceof InjectedFault);
      });
    }
    const firsts = (await all(inner.read(space, 0, 99))).map((segment) => segment.first);
    assert.deepEqual(
      firsts,
      Array.from({ length: 20 }, (_, n) => n),
    );
  }
});
