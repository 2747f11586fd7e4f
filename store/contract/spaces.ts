/** The contract of blobs, locks, watching, listing, ending and reopening. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../port.ts";
import {
  all,
  batchOf,
  bytesOf,
  freshId,
  grow,
  type Subject,
  segmentOf,
  stream,
  until,
} from "./given.ts";

/** Registers the checks of blobs and of whole spaces. */
export function spacesContract(subject: Subject): void {
  blobs(subject);
  failedBlobs(subject);
  locks(subject);
  watching(subject);
  listing(subject);
  ending(subject);
  isolation(subject);
}

const chunksOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => bytesOf(`${name} ${n}`, n % 2 === 0 ? 65_536 : 100));

function blobs(subject: Subject): void {
  test("a blob is read in ranges of chunks", async () => {
    const { blobs } = subject.store;
    const space = freshId();
    const chunks = chunksOf("blob", 40);
    await blobs.put(space, "file", stream(chunks));
    assert.deepEqual(await all(blobs.read(space, "file", 0, 40)), chunks);
    assert.deepEqual(await all(blobs.read(space, "file", 17, 19)), chunks.slice(17, 19));
    assert.deepEqual(await all(blobs.read(space, "file", 39, 99)), chunks.slice(39));
    assert.deepEqual(await all(blobs.read(space, "file", 40, 99)), []);
    assert.deepEqual(await all(blobs.read(space, "file", 5, 3)), []);
    assert.deepEqual(await all(blobs.read(space, "other", 0, 9)), []);
    assert.deepEqual(await all(blobs.read(freshId(), "file", 0, 9)), []);
    await blobs.delete(space, "file");
    await blobs.delete(space, "file");
    assert.deepEqual(await all(blobs.read(space, "file", 0, 40)), []);
  });

  test("putting a blob again replaces all of it", async () => {
    const { blobs } = subject.store;
    const space = freshId();
    await blobs.put(space, "file", stream(chunksOf("old", 20)));
    await blobs.put(space, "file", stream(chunksOf("new", 3)));
    assert.deepEqual(await all(blobs.read(space, "file", 0, 99)), chunksOf("new", 3));
    await blobs.put(space, "file", stream([]));
    assert.deepEqual(await all(blobs.read(space, "file", 0, 99)), []);
  });
}

function failedBlobs(subject: Subject): void {
  async function* broken(): AsyncIterable<Uint8Array> {
    for (const chunk of chunksOf("broken", 20)) yield chunk;
    throw new Error("the line went dead");
  }

  test("half a blob is not there, nor does it touch the one before", async () => {
    const { blobs } = subject.store;
    const space = freshId();
    await assert.rejects(blobs.put(space, "file", broken()), /the line went dead/);
    assert.deepEqual(await all(blobs.read(space, "file", 0, 99)), []);
    await blobs.put(space, "file", stream(chunksOf("whole", 2)));
    await assert.rejects(blobs.put(space, "file", broken()), /the line went dead/);
    const large = [new Uint8Array(65_537)];
    await assert.rejects(blobs.put(space, "file", stream(large)), RangeError);
    assert.deepEqual(await all(blobs.read(space, "file", 0, 99)), chunksOf("whole", 2));
  });

  test("a blob shows nothing of itself before it is whole", async () => {
    const { blobs } = subject.store;
    const space = freshId();
    const seen: number[] = [];
    async function* watched(): AsyncIterable<Uint8Array> {
      for (const chunk of chunksOf("slow", 20)) {
        seen.push((await all(blobs.read(space, "file", 0, 99))).length);
        yield chunk;
      }
    }
    await blobs.put(space, "file", watched());
    assert.deepEqual(seen, Array(20).fill(0));
    assert.equal((await all(blobs.read(space, "file", 0, 99))).length, 20);
  });
}

function locks(subject: Subject): void {
  const turns = async (stores: Store[]) => {
    const space = freshId();
    let holders = 0;
    let most = 0;
    const turn = async (store: Store) => {
      const release = await store.lock(space);
      holders += 1;
      most = Math.max(most, holders);
      const size = await store.size(space);
      const answer = await store.append(space, size, batchOf(size, 1));
      assert.ok(answer.ok, "someone else wrote while the lock was held");
      holders -= 1;
      await release();
    };
    await Promise.all(Array.from({ length: 10 }, () => stores.map(turn)).flat());
    assert.equal(most, 1);
    assert.equal(await subject.store.size(space), 10 * stores.length);
  };

  test("a lock has one holder at a time", () => turns([subject.store]));

  const { beside } = subject;
  if (beside !== null) {
    test("a lock has one holder among several processes", async () => {
      const other = await beside();
      await turns([subject.store, other]);
      await other.close();
    });
  }

  test("locks of two spaces do not wait for each other", async () => {
    const { store } = subject;
    const first = await store.lock(freshId());
    const second = await store.lock(freshId());
    await second();
    await first();
  });
}

function watching(subject: Subject): void {
  test("watch calls back after an append to its space and to no other", async () => {
    const { store } = subject;
    const space = freshId();
    let calls = 0;
    const stop = store.watch(space, () => {
      calls += 1;
    });
    // A watch may take a moment to stand, so appends go on until one is heard.
    for (let size = 0; calls === 0 && size < 100; size += 1) {
      await store.append(space, size, batchOf(size, 1));
      await until(() => calls > 0, 50);
    }
    assert.ok(calls > 0);
    const heard = calls;
    await grow(store, freshId(), [1]);
    const size = await store.size(space);
    await store.append(space, size, batchOf(size, 1));
    assert.ok(await until(() => calls > heard));
    await store.append(space, 0, batchOf(0, 1));
    stop();
    const before = calls;
    await store.append(space, size + 1, batchOf(size + 1, 1));
    assert.equal(await until(() => calls > before, 100), false);
  });

  const { beside } = subject;
  if (beside === null) return;
  test("watch hears another process", async () => {
    const other = await beside();
    const space = freshId();
    let calls = 0;
    const stop = subject.store.watch(space, () => {
      calls += 1;
    });
    for (let size = 0; calls === 0 && size < 100; size += 1) {
      await other.append(space, size, batchOf(size, 1));
      await until(() => calls > 0, 50);
    }
    stop();
    await other.close();
    assert.ok(calls > 0);
  });
}

function listing(subject: Subject): void {
  test("spaces lists those with entries, by id, in pages", async () => {
    const { store } = subject;
    const mine = Array.from({ length: 5 }, freshId).toSorted();
    const [empty] = [freshId()];
    await store.derived.put(empty, [{ key: "k", value: bytesOf("v") }]);
    for (const space of mine) await grow(store, space, [1]);
    const listed: string[] = [];
    for (;;) {
      const page = await store.spaces(3, listed.at(-1) ?? null);
      assert.ok(page.length <= 3);
      if (page.length === 0) break;
      listed.push(...page);
    }
    assert.deepEqual(listed, listed.toSorted());
    assert.deepEqual(
      listed.filter((space) => mine.includes(space)),
      mine,
    );
    assert.ok(!listed.includes(empty));
  });

  test("bytes counts what a space and the node hold", async () => {
    const { store } = subject;
    const space = freshId();
    assert.equal(await store.bytes(space), 0);
    await store.derived.put(space, [{ key: "k", value: bytesOf("v", 100_000) }]);
    assert.ok((await store.bytes(space)) >= 100_000);
    const key = freshId();
    await store.records.put("node", { key, value: bytesOf("v"), expires: null }, 0, 0);
    assert.ok((await store.bytes("node")) >= 64);
  });
}

function ending(subject: Subject): void {
  test("end removes all of a space, its bytes too, and nothing of another", async () => {
    const { store } = subject;
    const [space, other, queue] = [freshId(), freshId(), freshId()];
    const things = ["segment", "part", "derived", "batch row", "row", "due", "later", "blob"];
    const named = (id: string, name: string) => bytesOf(`${id} ${name}`, 200);
    for (const id of [space, other]) {
      const value = (name: string) => named(id, name);
      const batch = batchOf(0, 1, {
        segment: { ...segmentOf(0, 1), sealed: value("segment") },
        parts: [{ index: 0, name: "words", epoch: 1, sealed: value("part") }],
        derived: [{ key: "d", value: value("derived") }],
        records: [{ key: "r", value: value("batch row"), expires: null }],
        due: [{ queue, id: `${id} due`, space: id, at: 1, value: value("due") }],
      });
      await store.append(id, 0, batch);
      await store.records.put(id, { key: "s", value: value("row"), expires: null }, 0, 0);
      await store.due.put([{ queue, id: `${id} l`, space: id, at: 2, value: value("later") }]);
      await store.blobs.put(id, "b", stream([value("blob")]));
    }
    for (const name of things) assert.ok(await subject.grep(named(space, name)), name);
    await store.end(space);
    for (const name of things) assert.equal(await subject.grep(named(space, name)), false, name);
    for (const name of things) assert.ok(await subject.grep(named(other, name)), name);
    assert.equal(await store.size(space), 0);
    assert.deepEqual(await store.parts(space, [{ index: 0, name: "words" }]), []);
    assert.deepEqual(await store.derived.keys(space, "", 9, null), []);
    assert.deepEqual(await store.records.list(space, "", 9, null, 0), []);
    assert.deepEqual(await all(store.blobs.read(space, "b", 0, 9)), []);
    assert.equal(await store.bytes(space), 0);
    assert.deepEqual(await store.due.waiting(queue), { count: 2, oldest: 1 });
    assert.ok(!(await store.spaces(100_000, null)).includes(space));
    await store.end(space);
    assert.deepEqual(await store.append(space, 0, batchOf(0, 1)), { ok: true, size: 1 });
  });
}

function isolation(subject: Subject): void {
  test("nothing of one space shows in another", async () => {
    const { store } = subject;
    const [mine, yours] = [freshId(), freshId()];
    const part = { index: 0, name: "words", epoch: 1, sealed: bytesOf("mine") };
    await store.append(mine, 0, batchOf(0, 2, { parts: [part] }));
    await store.append(yours, 0, batchOf(0, 1));
    await store.derived.put(mine, [{ key: "k", value: bytesOf("v") }]);
    await store.records.put(mine, { key: "k", value: bytesOf("v"), expires: 5 }, 0, 0);
    await store.derived.drop(yours, "");
    await store.records.sweep(yours, 99, 9);
    await store.records.delete(yours, "k");
    await store.erase(yours, [part]);
    assert.equal(await store.size(yours), 1);
    assert.deepEqual(await store.parts(yours, [part]), []);
    assert.deepEqual(await store.partsOfEpoch(yours, 1, 9, null), []);
    assert.equal(await store.records.get("node", "k", 0), null);
    assert.deepEqual(await store.parts(mine, [part]), [part]);
    assert.deepEqual(await store.derived.get(mine, "k"), bytesOf("v"));
    assert.equal((await store.records.get(mine, "k", 0))?.version, 1);
  });
}
