import assert from "node:assert/strict";
import { test } from "node:test";
import { signCheckpoint } from "./checkpoint.ts";
import { certifyKey, generationOf, type LogKey, makeKeys, takeOverKey } from "./keys.ts";
import { emptyRoot } from "./merkle.ts";
import type { LogReader } from "./reader.ts";
import { Unreadable } from "./reader.ts";
import {
  commitmentsOf,
  type Files,
  filesOf,
  fixed,
  flipped,
  memoryReader,
  origin,
  signerOf,
} from "./test-kit.ts";
import { verifyLog } from "./verify.ts";

const signer = signerOf(origin);
const commitments = commitmentsOf(66_000);
const small = commitments.slice(0, 700);

const text = (files: Files, path: string) => Buffer.from(files.get(path) ?? []).toString();
const verify = (
  files: Files,
  ...rest: Parameters<typeof verifyLog> extends [unknown, ...infer R] ? R : never
) => verifyLog(memoryReader(files), ...rest);

test("a log verifies and says what was checked; an empty one too", async () => {
  const verdict = await verify(await filesOf(commitments));
  assert.ok(verdict.ok);
  assert.equal(verdict.head.size, 66_000);
  assert.equal(verdict.trusted, false);
  // 257 full tiles of leaves and one partial, one full tile above and one partial, one above that.
  assert.deepEqual(verdict.checked, { entries: 66_000, tiles: 261, olderHeads: 0 });
  const empty = await verify(await filesOf([]));
  assert.ok(empty.ok && empty.head.size === 0);
});

test("a missing file is named", async () => {
  const whole = await filesOf(small);
  for (const path of whole.keys()) {
    const files = new Map(whole);
    files.delete(path);
    const verdict = await verify(files);
    assert.ok(!verdict.ok && verdict.fault === "missing", path);
    assert.equal(verdict.at, path.replace(/\.p\/.*/, ""));
  }
});

test("law: a bit turned over in any file is found", async () => {
  const whole = await filesOf(small);
  for (const [path, bytes] of whole) {
    for (let bit = 5; bit < bytes.length * 8; bit += Math.ceil(bytes.length / 9) * 8 + 1) {
      const verdict = await verify(new Map(whole).set(path, flipped(bytes, bit)));
      assert.ok(!verdict.ok, `${path} bit ${bit}`);
    }
  }
});

test("a file cut short or grown is found", async () => {
  const whole = await filesOf(small);
  for (const [path, bytes] of whole) {
    for (const other of [bytes.slice(0, -1), Buffer.concat([bytes, Buffer.of(10)])]) {
      assert.ok(!(await verify(new Map(whole).set(path, other))).ok, path);
    }
  }
});

test("the first fault says what and where", async () => {
  const whole = await filesOf(small);
  const tile = flipped(whole.get("tile/0/001") as Uint8Array, 77);
  assert.deepEqual(await verify(new Map(whole).set("tile/0/001", tile)), {
    ok: false,
    fault: "does not match the entries",
    at: "tile/0/001",
  });
  const forged = signCheckpoint({ origin, size: 700, root: fixed("no root") }, signer);
  assert.deepEqual(await verify(new Map(whole).set("checkpoint", Buffer.from(forged))), {
    ok: false,
    fault: "does not match the entries",
    at: "checkpoint",
  });
  const stranger = await filesOf(small, signerOf("x.example/other"));
  const foreign = new Map(whole).set("checkpoint", stranger.get("checkpoint") as Uint8Array);
  assert.deepEqual(await verify(foreign), {
    ok: false,
    fault: "a head of another log",
    at: "checkpoint",
  });
});

test("a log that has grown still verifies at its older head, from its full tiles", async () => {
  const grown = await filesOf(commitments.slice(0, 1024));
  const older = await filesOf(small);
  const verdict = await verify(
    new Map([...grown, ["checkpoint", older.get("checkpoint") as Uint8Array]]),
  );
  // The partial tile of level 1 has no full one yet, and a head is served with its partials.
  assert.deepEqual(verdict, { ok: false, fault: "missing", at: "tile/1/000" });
  const level1 = older.get("tile/1/000.p/2") as Uint8Array;
  grown.set("tile/1/000.p/2", level1);
  grown.set("checkpoint", older.get("checkpoint") as Uint8Array);
  assert.ok((await verify(grown)).ok);
});

test("older heads must be beginnings of the log", async () => {
  const files = await filesOf(commitments.slice(0, 1_000));
  const olderOf = async (count: number, word?: string) =>
    text(
      await filesOf(word ? commitmentsOf(count, word) : commitments.slice(0, count)),
      "checkpoint",
    );
  const older = await Promise.all([0, 1, 255, 256, 700, 999, 1_000].map((n) => olderOf(n)));
  const verdict = await verify(files, { older });
  assert.ok(verdict.ok && verdict.checked.olderHeads === older.length);
  for (const size of [1, 256, 700, 1_000]) {
    const fork = await olderOf(size, "another history");
    assert.deepEqual(await verify(files, { older: [await olderOf(700), fork] }), {
      ok: false,
      fault: "not a beginning of this log",
      at: "older head 2",
    });
  }
  const later = await olderOf(1_001);
  const judged = await verify(files, { older: [later] });
  assert.ok(!judged.ok && judged.fault === "larger than the log");
  const root = fixed("not nothing");
  const notEmpty = signCheckpoint({ origin, size: 0, root }, signer);
  assert.ok(!(await verify(files, { older: [notEmpty] })).ok);
  const empty = signCheckpoint({ origin, size: 0, root: emptyRoot }, signer);
  assert.ok((await verify(files, { older: [empty] })).ok);
});

test("a log that moved is signed by the key that holds, trusted by its certificate", async () => {
  const next = signerOf(origin, "next");
  const group = signerOf("alongside.invalid/group/q7");
  const keys: LogKey[] = [
    { from: 0, verifier: signer.verifier, certified: "founding" },
    certifyKey(600, next.verifier, group),
  ];
  const files = await filesOf(small, next);
  files.set("key", Buffer.from(makeKeys(keys)));
  const older = [text(await filesOf(commitments.slice(0, 600)), "checkpoint")];
  assert.ok((await verify(files, { older })).ok);
  const trusting = await verify(files, { trusted: [group.verifier.vkey] });
  assert.ok(trusting.ok && trusting.trusted);
  // Whoever trusts only the first key is not talked into the second by the log's own list.
  const doubting = await verify(files, { trusted: [signer.verifier.vkey] });
  assert.ok(!doubting.ok && doubting.fault === "not under a key you trust");
  const late = [text(await filesOf(commitments.slice(0, 601)), "checkpoint")];
  const judged = await verify(files, { older: late });
  assert.ok(!judged.ok && judged.fault === "no key of this log signed it");
});

test("a log that was taken over says from where; the old node come back is a fork", async () => {
  const next = signerOf(origin, "next");
  const headOf = async (count: number, by = signer, word?: string) =>
    text(
      await filesOf(word ? commitmentsOf(count, word) : commitments.slice(0, count), by),
      "checkpoint",
    );
  const founding: LogKey = { from: 0, verifier: signer.verifier, certified: "founding" };
  const list = (last: string) => [founding, takeOverKey([founding], last, next.verifier)];
  const files = await filesOf(small, next);
  files.set("key", Buffer.from(makeKeys(list(await headOf(600)))));
  const good = await verify(files, { older: [await headOf(599), await headOf(600)] });
  assert.ok(good.ok && generationOf(good.keys) === 2);
  const back = await verify(files, { older: [await headOf(601, signer, "written meanwhile")] });
  assert.deepEqual(back, {
    ...{ ok: false, fault: "of a fork of this log", at: "older head 1" },
    why: "signed by the key that was taken over from at size 600",
  });
  const stranger = await verify(files, { older: [await headOf(601, signerOf(origin, "who"))] });
  assert.ok(!stranger.ok && stranger.fault === "no key of this log signed it");
  // Nobody's key vouches for it: it is believed by name alone.
  const doubting = await verify(files, { trusted: [signer.verifier.vkey] });
  assert.ok(!doubting.ok && doubting.fault === "not under a key you trust");
  assert.ok((await verify(files, { trusted: [next.verifier.vkey] })).ok);
  // A last head of another history: the list holds together, the log does not begin with it.
  files.set("key", Buffer.from(makeKeys(list(await headOf(600, signer, "another")))));
  const other = await verify(files);
  assert.deepEqual(other, {
    ...{ ok: false, fault: "not a beginning of this log", at: "key from 600" },
  });
});

test("a place that fails is unreadable, and our own bugs are not caught", async () => {
  const failing: LogReader = async () => {
    throw new Unreadable("status 500");
  };
  const verdict = await verifyLog(failing);
  assert.deepEqual(verdict, { ok: false, fault: "unreadable", at: "key", why: "status 500" });
  const broken: LogReader = async () => {
    throw new TypeError("ours");
  };
  await assert.rejects(verifyLog(broken), TypeError);
});
