/** The contract of what falls due: put, claim with leases, done, waiting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DueItem } from "../port.ts";
import { batchOf, bytesOf, freshId, type Subject } from "./given.ts";

const itemOf = (queue: string, id: string, at: number, space = freshId()): DueItem => ({
  queue,
  id,
  space,
  at,
  value: bytesOf(`${id} ${at}`),
});

/** Registers the checks of due items. */
export function dueContract(subject: Subject): void {
  claiming(subject);
  leases(subject);
  batches(subject);
}

function claiming(subject: Subject): void {
  test("claim gives what is due, oldest first, and nothing twice", async () => {
    const { due } = subject.store;
    const queue = freshId();
    const items = [itemOf(queue, "c", 30), itemOf(queue, "a", 10), itemOf(queue, "b", 20)];
    await due.put([...items, itemOf(freshId(), "other", 1)]);
    assert.deepEqual(await due.waiting(queue), { count: 3, oldest: 10 });
    assert.deepEqual(await due.claim(queue, 9, 100, 9), []);
    const first = await due.claim(queue, 20, 100, 1);
    assert.deepEqual(first, [{ ...items[1], lease: first[0]?.lease, tries: 1 }]);
    const rest = await due.claim(queue, 30, 100, 9);
    assert.deepEqual(
      rest.map((item) => item.id),
      ["b", "c"],
    );
    assert.deepEqual(await due.claim(queue, 30, 100, 9), []);
    assert.deepEqual(await due.waiting(queue), { count: 3, oldest: 10 });
    for (const item of [...first, ...rest]) assert.equal(await due.done(item), true);
    assert.deepEqual(await due.waiting(queue), { count: 0, oldest: null });
  });

  test("of many who claim each item goes to one", async () => {
    const { due } = subject.store;
    const queue = freshId();
    await due.put(Array.from({ length: 40 }, (_, n) => itemOf(queue, `i${n}`, n)));
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => due.claim(queue, 99, 1000, 7)),
    );
    const ids = claims.flat().map((item) => item.id);
    const more = (await due.claim(queue, 99, 1000, 99)).map((item) => item.id);
    assert.equal(new Set([...ids, ...more]).size, 40);
    assert.equal(ids.length + more.length, 40);
    assert.ok(claims.every((claim) => claim.length <= 7));
  });
}

function leases(subject: Subject): void {
  test("a lease that ran out is given anew, and the old one ends nothing", async () => {
    const { due } = subject.store;
    const queue = freshId();
    await due.put([itemOf(queue, "a", 10)]);
    const [first] = await due.claim(queue, 10, 50, 1);
    assert.deepEqual(await due.claim(queue, 59, 50, 1), []);
    const [second] = await due.claim(queue, 60, 50, 1);
    assert.ok(first !== undefined && second !== undefined);
    assert.notEqual(first.lease, second.lease);
    assert.equal(second.tries, 2);
    assert.equal(await due.done(first), false);
    assert.equal(await due.done(second), true);
    assert.equal(await due.done(second), false);
  });

  test("a lease that ran out unclaimed is still its own", async () => {
    const { due } = subject.store;
    const queue = freshId();
    await due.put([itemOf(queue, "a", 10)]);
    const [item] = await due.claim(queue, 10, 1, 1);
    assert.ok(item !== undefined && (await due.done(item)));
  });

  test("the same queue and id replaces, and ends no newer item by an older lease", async () => {
    const { due } = subject.store;
    const queue = freshId();
    await due.put([itemOf(queue, "a", 10)]);
    const [old] = await due.claim(queue, 10, 1000, 1);
    const anew = itemOf(queue, "a", 12);
    await due.put([anew]);
    assert.deepEqual(await due.waiting(queue), { count: 1, oldest: 12 });
    assert.ok(old !== undefined && !(await due.done(old)));
    const [item] = await due.claim(queue, 12, 1000, 1);
    assert.deepEqual(item, { ...anew, lease: item?.lease, tries: 1 });
  });
}

function batches(subject: Subject): void {
  test("a batch's items are due like others and replace older ones", async () => {
    const { store } = subject;
    const [queue, space] = [freshId(), freshId()];
    await store.due.put([itemOf(queue, "a", 99, space), itemOf(queue, "b", 5, space)]);
    const anew = [itemOf(queue, "a", 10, space), itemOf(queue, "c", 20, space)];
    await store.append(space, 0, batchOf(0, 1, { due: anew }));
    assert.deepEqual(await store.due.waiting(queue), { count: 3, oldest: 5 });
    const claimed = await store.due.claim(queue, 10, 50, 9);
    assert.deepEqual(
      claimed.map((item) => [item.id, item.at, item.tries]),
      [
        ["b", 5, 1],
        ["a", 10, 1],
      ],
    );
    await store.append(space, 1, batchOf(1, 1, { due: [itemOf(queue, "a", 11, space)] }));
    await store.due.put([itemOf(queue, "a", 12, space)]);
    assert.deepEqual(await store.due.claim(queue, 11, 50, 9), []);
    assert.equal((await store.due.claim(queue, 12, 50, 9))[0]?.at, 12);
  });
}
