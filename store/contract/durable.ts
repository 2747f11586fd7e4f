/** The contract of what outlives a store: everything answered is there when it is opened again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { all, batchOf, bytesOf, freshId, type Subject, segmentOf, stream } from "./given.ts";

/** Registers the checks that close the store and open it again; they leave an open one. */
export function durableContract(subject: Subject): void {
  test("what was answered is there after reopening", {
    skip: subject.reopen === null,
  }, async () => {
    const [space, queue, ended] = [freshId(), freshId(), freshId()];
    const part = { index: 0, name: "words", epoch: 1, sealed: bytesOf("words") };
    const due = { queue, id: "i", space, at: 3, value: bytesOf("due") };
    const before = subject.store;
    const records = [{ key: "r", value: bytesOf("r"), expires: 9 }];
    const batch = batchOf(0, 2, { parts: [part], records, due: [due] });
    await before.append(space, 0, { ...batch, derived: [{ key: "d", value: bytesOf("d") }] });
    await before.append(ended, 0, batchOf(0, 1));
    await before.records.put("node", { key: space, value: bytesOf("n"), expires: null }, 0, 0);
    await before.blobs.put(space, "b", stream([bytesOf("b")]));
    await before.due.put([{ ...due, id: "j", at: 4 }]);
    const [claimed] = await before.due.claim(queue, 3, 10, 9);
    await before.end(ended);
    await before.close();
    await assert.rejects(before.size(space), /closed/);

    subject.store = await subject.reopen();
    const { store } = subject;
    assert.deepEqual(await all(store.read(space, 0, 9)), [segmentOf(0, 2)]);
    assert.deepEqual(await store.parts(space, [part]), [part]);
    assert.deepEqual(await store.derived.get(space, "d"), bytesOf("d"));
    assert.equal((await store.records.get(space, "r", 8))?.version, 1);
    assert.equal((await store.records.get("node", space, 8))?.version, 1);
    assert.deepEqual(await all(store.blobs.read(space, "b", 0, 9)), [bytesOf("b")]);
    assert.equal(await store.size(ended), 0);
    const listed = await store.spaces(100_000, null);
    assert.ok(listed.includes(space) && !listed.includes(ended));
    assert.deepEqual(await store.due.waiting(queue), { count: 2, oldest: 3 });
    const again = await store.due.claim(queue, 13, 10, 9);
    assert.deepEqual(
      again.map((item) => [item.id, item.tries]),
      [
        ["i", 2],
        ["j", 1],
      ],
    );
    assert.ok(claimed !== undefined && !(await store.due.done(claimed)));
  });
}
