/** The contract of the log: append, size, read, resegment. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  all,
  batchOf,
  bytesOf,
  freshId,
  grow,
  leavesOf,
  type Subject,
  segmentOf,
} from "./given.ts";

/** Registers the checks of the log. */
export function logContract(subject: Subject): void {
  appending(subject);
  atomicity(subject);
  reading(subject);
  sizes(subject);
  resegmenting(subject);
}

function appending(subject: Subject): void {
  test("a space that never was has no entries", async () => {
    const { store } = subject;
    const space = freshId();
    assert.equal(await store.size(space), 0);
    assert.deepEqual(await all(store.read(space, 0, 100)), []);
  });

  test("append stores at the expected size and answers the new one", async () => {
    const { store } = subject;
    const space = freshId();
    assert.deepEqual(await store.append(space, 0, batchOf(0, 3)), { ok: true, size: 3 });
    assert.deepEqual(await store.append(space, 3, batchOf(3, 256)), { ok: true, size: 259 });
    assert.equal(await store.size(space), 259);
    assert.deepEqual(await all(store.read(space, 0, 259)), [segmentOf(0, 3), segmentOf(3, 256)]);
  });

  test("append at another size changes nothing and answers the size found", async () => {
    const { store } = subject;
    const space = freshId();
    assert.deepEqual(await store.append(space, 5, batchOf(5, 1)), { ok: false, size: 0 });
    await grow(store, space, [4]);
    assert.deepEqual(await store.append(space, 0, batchOf(0, 2)), { ok: false, size: 4 });
    assert.deepEqual(await store.append(space, 9, batchOf(9, 2)), { ok: false, size: 4 });
    assert.deepEqual(await all(store.read(space, 0, 99)), [segmentOf(0, 4)]);
  });

  test("64 appends racing: exactly one wins each size", async () => {
    const { store } = subject;
    const space = freshId();
    for (const size of [0, 1, 2]) {
      const race = Array.from({ length: 64 }, (_, n) =>
        store.append(space, size, batchOf(size, 1, { segment: segmentOf(size, 1, `racer ${n}`) })),
      );
      const answers = await Promise.all(race);
      const winners = answers.flatMap((answer, n) => (answer.ok ? [n] : []));
      assert.equal(winners.length, 1);
      assert.ok(answers.every((answer) => answer.size === size + 1));
      const [kept] = await all(store.read(space, size, size + 1));
      assert.deepEqual(kept, segmentOf(size, 1, `racer ${winners[0]}`));
    }
  });

  test("what was handed in may be changed afterwards", async () => {
    const { store } = subject;
    const space = freshId();
    const batch = batchOf(0, 1, { records: [{ key: "k", value: bytesOf("v"), expires: null }] });
    await store.append(space, 0, batch);
    assert.equal(batch.segment.sealed.length, 64);
    batch.segment.sealed.fill(0);
    batch.records[0]?.value.fill(0);
    assert.deepEqual(await all(store.read(space, 0, 1)), [segmentOf(0, 1)]);
    assert.deepEqual((await store.records.get(space, "k", 0))?.value, bytesOf("v"));
  });

  test("views into larger memory are stored as what they show", async () => {
    const { store } = subject;
    const space = freshId();
    const large = bytesOf("large", 4096);
    const sealed = large.subarray(100, 200);
    await store.append(space, 0, batchOf(0, 1, { segment: { ...segmentOf(0, 1), sealed } }));
    const [kept] = await all(store.read(space, 0, 1));
    assert.deepEqual(kept?.sealed, bytesOf("large", 4096).slice(100, 200));
  });
}

function atomicity(subject: Subject): void {
  const everything = (space: string) =>
    batchOf(1, 2, {
      parts: [{ index: 1, name: "words", epoch: 7, sealed: bytesOf("new words") }],
      erased: [{ index: 0, name: "words" }],
      derived: [{ key: "tile", value: bytesOf("tile") }],
      records: [
        { key: "answer", value: bytesOf("first"), expires: 10 },
        { key: "answer", value: bytesOf("last"), expires: 20 },
      ],
      due: [{ queue: `q${space}`, id: "d", space, at: 5, value: bytesOf("due") }],
    });
  const begin = async (space: string) => {
    const words = [{ index: 0, name: "words", epoch: 7, sealed: bytesOf("old words") }];
    await subject.store.append(space, 0, batchOf(0, 1, { parts: words }));
  };
  const refs = [0, 1].map((index) => ({ index, name: "words" }));

  test("all of a batch is stored in one step", async () => {
    const { store } = subject;
    const space = freshId();
    await begin(space);
    assert.deepEqual(await store.append(space, 1, everything(space)), { ok: true, size: 3 });
    const parts = await store.parts(space, refs);
    assert.deepEqual(
      parts.map((part) => part.sealed),
      [bytesOf("new words")],
    );
    assert.deepEqual(await store.derived.get(space, "tile"), bytesOf("tile"));
    const row = await store.records.get(space, "answer", 15);
    assert.deepEqual(row?.value, bytesOf("last"));
    assert.equal(row?.expires, 20);
    assert.deepEqual(await store.due.waiting(`q${space}`), { count: 1, oldest: 5 });
  });

  test("none of a batch is stored where the size differs", async () => {
    const { store } = subject;
    const space = freshId();
    await begin(space);
    await store.append(space, 1, batchOf(1, 1));
    assert.deepEqual(await store.append(space, 1, everything(space)), { ok: false, size: 2 });
    const parts = await store.parts(space, refs);
    assert.deepEqual(
      parts.map((part) => part.sealed),
      [bytesOf("old words")],
    );
    assert.equal(await store.derived.get(space, "tile"), null);
    assert.equal(await store.records.get(space, "answer", 0), null);
    assert.deepEqual(await store.due.waiting(`q${space}`), { count: 0, oldest: null });
  });

  test("a batch out of shape throws and changes nothing", async () => {
    const { store } = subject;
    const space = freshId();
    await grow(store, space, [1]);
    const part = { index: 1, name: "words", epoch: 0, sealed: bytesOf("x") };
    const wrong = [
      batchOf(2, 1),
      batchOf(1, 1, { segment: { ...segmentOf(1, 1), count: 0 } }),
      batchOf(1, 1, { segment: { ...segmentOf(1, 257) } }),
      batchOf(1, 1, { segment: { ...segmentOf(1, 1), leaves: leavesOf(1, 2) } }),
      batchOf(1, 1, { parts: [{ ...part, index: 0 }] }),
      batchOf(1, 1, { parts: [part, part] }),
      batchOf(1, 1, { erased: [{ index: 1, name: "words" }] }),
      batchOf(1, 1, { derived: [{ key: "", value: bytesOf("x") }] }),
      batchOf(1, 1, { derived: [{ key: "a\0b", value: bytesOf("x") }] }),
      batchOf(1, 1, { records: [{ key: "\ud800", value: bytesOf("x"), expires: null }] }),
      batchOf(1, 1, {
        due: [{ queue: "q", id: "i", space: freshId(), at: 1, value: part.sealed }],
      }),
    ];
    for (const batch of wrong) await assert.rejects(store.append(space, 1, batch));
    await assert.rejects(store.append("a name", 0, batchOf(0, 1)), TypeError);
    assert.equal(await store.size(space), 1);
    assert.deepEqual(await store.derived.keys(space, "", 10, null), []);
  });
}

function reading(subject: Subject): void {
  test("read gives the segments that hold any entry of the range, in order", async () => {
    const { store } = subject;
    const space = freshId();
    await grow(store, space, [2, 1, 256, 3]);
    const rows: [number, number, number[]][] = [
      [0, 262, [0, 2, 3, 259]],
      [0, 1, [0]],
      [1, 2, [0]],
      [1, 3, [0, 2]],
      [2, 3, [2]],
      [3, 4, [3]],
      [258, 259, [3]],
      [258, 260, [3, 259]],
      [261, 9999, [259]],
      [262, 9999, []],
      [5, 5, []],
      [9, 5, []],
      [0, 0, []],
    ];
    for (const [from, to, firsts] of rows) {
      const found = await all(store.read(space, from, to));
      assert.deepEqual(
        found.map((segment) => segment.first),
        firsts,
        `${from} to ${to}`,
      );
    }
  });

  test("long ranges come whole and in order", async () => {
    const { store } = subject;
    const space = freshId();
    const size = await grow(store, space, Array(150).fill(2));
    const firsts = (await all(store.read(space, 0, size))).map((segment) => segment.first);
    assert.deepEqual(
      firsts,
      Array.from({ length: 150 }, (_, n) => n * 2),
    );
  });

  test("a reader may stop early", async () => {
    const { store } = subject;
    const space = freshId();
    await grow(store, space, [1, 1, 1]);
    for await (const segment of store.read(space, 0, 3)) {
      assert.equal(segment.first, 0);
      break;
    }
    assert.deepEqual(await store.append(space, 3, batchOf(3, 1)), { ok: true, size: 4 });
  });
}

function sizes(subject: Subject): void {
  test("large bytes come back as they were", async () => {
    const { store } = subject;
    const space = freshId();
    const sealed = bytesOf("a mebibyte", 1024 * 1024);
    const part = { index: 1, name: "files", epoch: 1, sealed };
    const segment = { ...segmentOf(1, 1), sealed };
    await grow(store, space, [1]);
    await store.append(space, 1, batchOf(1, 1, { segment, parts: [part] }));
    const [kept] = await all(store.read(space, 1, 2));
    assert.ok(kept !== undefined && Buffer.from(sealed).equals(kept.sealed));
    const [again] = await store.parts(space, [part]);
    assert.ok(again !== undefined && Buffer.from(sealed).equals(again.sealed));
    await store.derived.put(space, [{ key: "large", value: sealed }]);
    assert.ok(
      Buffer.from(sealed).equals((await store.derived.get(space, "large")) ?? new Uint8Array()),
    );
  });

  test("empty bytes come back as they were", async () => {
    const { store } = subject;
    const space = freshId();
    const none = new Uint8Array(0);
    await store.derived.put(space, [{ key: "none", value: none }]);
    await store.records.put(space, { key: "none", value: none, expires: null }, 0, 0);
    assert.deepEqual(await store.derived.get(space, "none"), none);
    assert.deepEqual((await store.records.get(space, "none", 0))?.value, none);
  });
}

function resegmenting(subject: Subject): void {
  test("resegment puts one segment in the place of several", async () => {
    const { store } = subject;
    const space = freshId();
    await grow(store, space, [1, 2, 3, 4]);
    const merged = segmentOf(1, 5, "merged");
    await store.resegment(space, merged);
    const now = [segmentOf(0, 1), merged, segmentOf(6, 4)];
    assert.deepEqual(await all(store.read(space, 0, 10)), now);
    assert.deepEqual(await all(store.read(space, 5, 6)), [merged]);
    assert.equal(await store.size(space), 10);
    const sealedAnew = segmentOf(1, 5, "sealed anew");
    await store.resegment(space, sealedAnew);
    assert.deepEqual(await all(store.read(space, 1, 6)), [sealedAnew]);
    await store.resegment(space, segmentOf(0, 10, "whole"));
    assert.deepEqual(await all(store.read(space, 9, 10)), [segmentOf(0, 10, "whole")]);
    assert.deepEqual(await store.append(space, 10, batchOf(10, 1)), { ok: true, size: 11 });
  });

  test("resegment that does not cover exactly, or with other leaves, changes nothing", async () => {
    const { store } = subject;
    const space = freshId();
    await grow(store, space, [2, 2, 2]);
    const wrong = [
      segmentOf(1, 3),
      segmentOf(0, 3),
      segmentOf(4, 4),
      segmentOf(6, 2),
      segmentOf(3, 1),
      { ...segmentOf(0, 4), leaves: leavesOf(1, 4) },
      { ...segmentOf(2, 2), leaves: leavesOf(0, 2) },
    ];
    for (const segment of wrong) await assert.rejects(store.resegment(space, segment));
    await assert.rejects(store.resegment(freshId(), segmentOf(0, 1)));
    const now = [segmentOf(0, 2), segmentOf(2, 2), segmentOf(4, 2)];
    assert.deepEqual(await all(store.read(space, 0, 6)), now);
  });
}
