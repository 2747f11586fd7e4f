/** The contract of the small tables: derived rows, and records with versions and expiry. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compareKeys } from "../keys.ts";
import type { Owner } from "../port.ts";
import { batchOf, bytesOf, freshId, HOSTILE, type Subject } from "./given.ts";

/** Registers the checks of derived rows and records. */
export function rowsContract(subject: Subject): void {
  derivedRows(subject);
  hostileKeys(subject);
  versions(subject);
  expiry(subject);
  lists(subject);
}

function derivedRows(subject: Subject): void {
  test("derived rows are put, read, replaced, listed and dropped by prefix", async () => {
    const { derived } = subject.store;
    const space = freshId();
    const keys = ["a/1", "a/10", "a/2", "b/1", "ab"];
    await derived.put(
      space,
      keys.map((key) => ({ key, value: bytesOf(key) })),
    );
    assert.deepEqual(await derived.get(space, "a/10"), bytesOf("a/10"));
    assert.equal(await derived.get(space, "a/"), null);
    assert.equal(await derived.get(freshId(), "a/1"), null);
    assert.deepEqual(await derived.keys(space, "a/", 10, null), ["a/1", "a/10", "a/2"]);
    assert.deepEqual(await derived.keys(space, "a/", 1, "a/1"), ["a/10"]);
    assert.deepEqual(await derived.keys(space, "b", 10, "a/2"), ["b/1"]);
    assert.deepEqual(await derived.keys(space, "a", 10, "b"), []);
    await derived.put(space, [{ key: "ab", value: bytesOf("other") }]);
    assert.deepEqual(await derived.get(space, "ab"), bytesOf("other"));
    await derived.drop(space, "a/");
    assert.deepEqual(await derived.keys(space, "", 10, null), ["ab", "b/1"]);
    await derived.drop(space, "");
    assert.deepEqual(await derived.keys(space, "", 10, null), []);
    assert.equal(await subject.store.size(space), 0);
  });
}

function hostileKeys(subject: Subject): void {
  const ordered = HOSTILE.toSorted(compareKeys);

  test("keys are text and never patterns, in byte order", async () => {
    const { derived } = subject.store;
    const space = freshId();
    await derived.put(
      space,
      HOSTILE.map((key) => ({ key, value: bytesOf(key) })),
    );
    assert.deepEqual(await derived.keys(space, "", 99, null), ordered);
    for (const [n, key] of ordered.entries()) {
      assert.deepEqual(await derived.get(space, key), bytesOf(key));
      const begins = ordered.filter((other) => other.startsWith(key));
      assert.deepEqual(await derived.keys(space, key, 99, null), begins, JSON.stringify(key));
      assert.deepEqual(await derived.keys(space, "", 1, key), ordered.slice(n + 1, n + 2));
    }
    for (const key of ["%", "_", "\u{10ffff}"]) {
      await derived.drop(space, key);
      const left = await derived.keys(space, "", 99, null);
      assert.deepEqual(
        left.filter((other) => other.startsWith(key)),
        [],
      );
    }
    const gone = ["%", "_", "\u{10ffff}", "\u{10ffff}\u{10ffff}"];
    const stay = ordered.filter((key) => !gone.includes(key));
    assert.deepEqual(await derived.keys(space, "", 99, null), stay);
  });

  test("records keep the same order", async () => {
    const { records } = subject.store;
    const space = freshId();
    for (const key of HOSTILE) {
      assert.equal(await records.put(space, { key, value: bytesOf(key), expires: null }, 0, 0), 1);
    }
    const rows = await records.list(space, "", 99, null, 0);
    assert.deepEqual(
      rows.map((row) => row.key),
      ordered,
    );
    const begins = await records.list(space, "a", 2, "a", 0);
    const expected = ordered.filter((key) => key.startsWith("a") && key !== "a").slice(0, 2);
    assert.deepEqual(
      begins.map((row) => row.key),
      expected,
    );
  });

  test("keys that some database could not keep are refused", async () => {
    const { derived, records } = subject.store;
    const space = freshId();
    for (const key of ["", "a\0b", "\udc00", "x".repeat(1025)]) {
      const row = { key, value: bytesOf("x"), expires: null };
      await assert.rejects(derived.put(space, [row]));
      await assert.rejects(records.put(space, row, "any", 0));
    }
  });
}

function versions(subject: Subject): void {
  for (const kind of ["node", "space"]) {
    test(`a record of the ${kind} is written at its version only`, async () => {
      const { records } = subject.store;
      const owner: Owner = kind === "node" ? "node" : freshId();
      const key = `login/${freshId()}`;
      const row = (name: string) => ({ key, value: bytesOf(name), expires: null });
      assert.equal(await records.get(owner, key, 0), null);
      assert.equal(await records.put(owner, row("early"), 1, 0), null);
      assert.equal(await records.put(owner, row("one"), 0, 0), 1);
      assert.equal(await records.put(owner, row("again"), 0, 0), null);
      assert.equal(await records.put(owner, row("two"), 1, 0), 2);
      assert.equal(await records.put(owner, row("late"), 1, 0), null);
      assert.equal(await records.put(owner, row("three"), "any", 0), 3);
      const now = { key, version: 3, value: bytesOf("three"), expires: null };
      assert.deepEqual(await records.get(owner, key, 0), now);
      await records.delete(owner, key);
      await records.delete(owner, key);
      assert.equal(await records.get(owner, key, 0), null);
      assert.equal(await records.put(owner, row("new"), "any", 0), 1);
    });
  }

  test("of many who write one version one wins", async () => {
    const { records } = subject.store;
    const owner = freshId();
    const race = Array.from({ length: 20 }, (_, n) =>
      records.put(owner, { key: "k", value: bytesOf(`racer ${n}`), expires: null }, 0, 0),
    );
    const answers = await Promise.all(race);
    const winner = answers.indexOf(1);
    assert.equal(answers.filter((answer) => answer !== null).length, 1);
    assert.deepEqual((await records.get(owner, "k", 0))?.value, bytesOf(`racer ${winner}`));
  });

  test("a batch's records write over what was there and raise the version", async () => {
    const { store } = subject;
    const space = freshId();
    const row = (name: string) => ({ key: "k", value: bytesOf(name), expires: 50 });
    await store.records.put(space, row("one"), 0, 0);
    await store.append(space, 0, batchOf(0, 1, { records: [row("two")] }));
    const kept = await store.records.get(space, "k", 0);
    assert.deepEqual(kept, { key: "k", version: 2, value: bytesOf("two"), expires: 50 });
  });
}

function expiry(subject: Subject): void {
  for (const kind of ["node", "space"])
    test(`an expired record of the ${kind} is not there, swept or not`, async () => {
      const { records } = subject.store;
      const owner: Owner = kind === "node" ? "node" : freshId();
      const key = `until/${freshId()}`;
      const row = { key, value: bytesOf("v"), expires: 100 };
      assert.equal(await records.put(owner, row, 0, 50), 1);
      assert.equal((await records.get(owner, key, 99))?.version, 1);
      assert.equal(await records.get(owner, key, 100), null);
      assert.equal((await records.list(owner, key, 9, null, 99)).length, 1);
      assert.deepEqual(await records.list(owner, key, 9, null, 100), []);
      assert.equal(await records.put(owner, row, 1, 100), null);
      assert.equal(await records.put(owner, { ...row, expires: 200 }, 0, 100), 1);
      assert.equal((await records.get(owner, key, 150))?.expires, 200);
      assert.equal(await records.put(owner, { ...row, expires: null }, "any", 300), 1);
      assert.equal((await records.get(owner, key, 9999))?.expires, null);
    });

  test("who asks while a record changes does not hide the change from others", async () => {
    const { records } = subject.store;
    for (let n = 0; n < 20; n++) {
      const row = { key: `changing/${freshId()}`, value: bytesOf("early"), expires: null };
      const now = { ...row, value: bytesOf("late") };
      await records.put("node", row, 0, 0);
      // Not read before, so that the reading is still under way when the change is asked for.
      await Promise.all([records.get("node", row.key, 0), records.put("node", now, 1, 0)]);
      assert.deepEqual((await records.get("node", row.key, 0))?.value, now.value);
      await records.put("node", row, "any", 0);
      await Promise.all([records.get("node", row.key, 0), records.delete("node", row.key)]);
      assert.equal(await records.get("node", row.key, 0), null);
    }
  });

  test("sweep deletes what expired, so many at a time, and nothing else", async () => {
    const { records } = subject.store;
    const owner = freshId();
    const expiries = [10, 20, 30, null, 40, 1000];
    for (const [n, expires] of expiries.entries()) {
      await records.put(owner, { key: `k${n}`, value: bytesOf("v"), expires }, 0, 0);
    }
    assert.equal(await records.sweep(owner, 5, 9), 0);
    assert.equal(await records.sweep(owner, 40, 3), 3);
    assert.equal(await records.sweep(owner, 40, 3), 1);
    assert.equal(await records.sweep(owner, 40, 3), 0);
    const left = await records.list(owner, "", 9, null, 0);
    assert.deepEqual(
      left.map((row) => row.key),
      ["k3", "k5"],
    );
    assert.equal(await records.sweep(freshId(), 40, 3), 0);
  });
}

function lists(subject: Subject): void {
  test("a limit counts the rows that are there, not the expired ones", async () => {
    const { records } = subject.store;
    const owner = freshId();
    for (const [key, expires] of [
      ["a", 1],
      ["b", null],
      ["c", 1],
      ["d", null],
      ["e", null],
    ] as const) {
      await records.put(owner, { key, value: bytesOf(key), expires }, 0, 0);
    }
    const first = await records.list(owner, "", 2, null, 5);
    assert.deepEqual(
      first.map((row) => row.key),
      ["b", "d"],
    );
    const rest = await records.list(owner, "", 2, "d", 5);
    assert.deepEqual(rest, [{ key: "e", version: 1, value: bytesOf("e"), expires: null }]);
    assert.deepEqual(await records.list(freshId(), "", 2, null, 5), []);
  });
}
