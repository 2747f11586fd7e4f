import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { it } from "node:test";
import { memoryKeys } from "../store/key-folder.ts";
import { openMemory } from "../store/memory/open.ts";
import { PUBLIC } from "./circles.ts";
import { fileKey } from "./file-keys.ts";
import { UPLOAD_MS, UPLOADS_MAX, type Upload } from "./files.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { assertDone, assertRefused, HOUR, seededRandom, testHouse } from "./testing.ts";
import { assertGone, begun, chunksOf, idIn, madeFile, ONE, plan, TWO } from "./testing-files.ts";
import { founded, insider, who } from "./testing-toys.ts";

const BEFORE_FILES = "c676180a45dc5f9c3ccfe1eab0986a04cd6b7d334590fad35317a23831024699";

it("a file is part of an entry, and opens to whom its thing does, in stretches", async () => {
  const made = await begun();
  const upload = await made.keep("a", "b");
  const file = idIn(upload);
  assert.equal(await made.read(file), null, "before an entry names it there is nothing to open");
  assertDone(await made.send("keep", { id: ONE }, upload));
  const whole = Buffer.from(madeFile("a").bytes);
  assert.deepEqual(await made.read(file), whole);
  assert.deepEqual(await made.read(idIn(upload, 1)), Buffer.from(madeFile("b").bytes));
  for (const [from, to] of [
    ...[[0, 1] as const, [65_507, 65_509] as const, [65_508, 131_016] as const],
    ...[[70_000, 199_999] as const, [199_999, 200_000] as const],
  ])
    assert.deepEqual(await made.read(file, insider, from, to), whole.subarray(from, to));
  assert.equal(await made.read(file, PUBLIC), null);
  assertDone(await made.send("shown", { id: ONE }));
  assert.deepEqual(await made.read(file, PUBLIC), whole);
  assertDone(await made.send("quieted", { id: ONE }));
  assert.equal(await made.read(file, PUBLIC), null);
  for (const none of ["", "x", "0".repeat(32), `${file}0`])
    assert.equal(await made.read(none), null);
  const all = Buffer.concat(await chunksOf(made, file));
  assert.ok(!all.includes(whole.subarray(0, 64)), "at rest it is sealed");
});

it("what closes while it is read ends there", async () => {
  const made = await begun();
  const upload = await made.keep("a");
  assertDone(await made.send("keep", { id: ONE }, upload));
  assertDone(await made.send("shown", { id: ONE }));
  const view = await made.view(made.at, PUBLIC);
  const found = await view.file(idIn(upload));
  assert.ok(found);
  const pieces = await made.house.files.read(view, found);
  assert.ok(pieces);
  const reading = pieces[Symbol.asyncIterator]();
  assert.ok(!(await reading.next()).done);
  assertDone(await made.send("quieted", { id: ONE }));
  await assert.rejects(reading.next(), /not open any more/);
});

it("an entry without files is written as it always was, byte for byte", async () => {
  const made = await founded();
  const written = { id: ONE, title: "bread", name: "lucero", size: 3 };
  assertDone(await made.send("toys.write", written));
  assertDone(await made.send("toys.grow", { id: ONE, by: 4 }));
  assertDone(await made.send("toys.forget", { id: ONE }));
  const hash = createHash("sha256");
  for await (const { leaves, sealed } of made.store.read(made.at, 0, 99))
    hash.update(leaves).update(sealed);
  // As it came to before there were files.
  assert.equal(hash.digest("hex"), BEFORE_FILES);
  assert.deepEqual(await made.keys.list(), [made.at]);
});

it("erasing destroys the key and the bytes, at once", async () => {
  const made = await begun();
  const [gone, stays] = [await made.keep("a", "b"), await made.keep("c")];
  assertDone(await made.send("keep", { id: ONE }, gone));
  assertDone(await made.send("keep", { id: TWO }, stays));
  assertDone(await made.send("erase", { id: ONE }));
  for (const { id: file } of gone.list) await assertGone(made, file);
  assert.deepEqual(await made.read(idIn(stays)), Buffer.from(madeFile("c").bytes));
  const { store, at } = made;
  assert.deepEqual(await store.records.list(at, "unfile/", 9, null, 0), []);
  assert.deepEqual(await store.records.list(at, "upload/", 9, null, 0), []);
});

it("erasing that was broken off before the key was gone is gone on with", async () => {
  const keys = memoryKeys();
  let broken = false;
  const failing: typeof keys = {
    ...keys,
    destroy: async (name) => {
      if (broken && name.startsWith("files-")) throw new Error("the disk");
      await keys.destroy(name);
    },
  };
  const made = await begun({ keys: failing, store: openMemory() });
  const upload = await made.keep("a");
  assertDone(await made.send("keep", { id: ONE }, upload));
  broken = true;
  assertDone(await made.send("erase", { id: ONE }));
  assert.equal(await made.read(idIn(upload)), null, "nobody is shown it, key or no key");
  assert.notEqual(await fileKey(keys, made.at, idIn(upload)), null);
  broken = false;
  const again = testHouse(plan, 2, { store: made.store, keys, clock: made.clock });
  await again.house.endDirtyEpochs(made.at);
  await assertGone(made, idIn(upload));
});

it("what a refused form brought waits for its member, seven days, and for no other", async () => {
  const made = await begun();
  const { house, at, clock } = made;
  const upload = await made.keep("a", "b");
  assertRefused(await made.send("keep", { id: ONE, full: true }, upload), "album.full");
  assert.deepEqual(await house.files.find(at, who, idIn(upload)), upload);
  assert.equal(await house.files.find(at, TWO, idIn(upload)), null);
  assert.equal(await house.files.find(at, who, idIn(upload, 1)), null);
  clock.pass(UPLOAD_MS - 2 * HOUR);
  await house.endDirtyEpochs(at);
  const found = await house.files.find(at, who, idIn(upload));
  assert.ok(found);
  assertDone(await made.send("keep", { id: ONE }, found));
  assert.equal(await house.files.find(at, who, idIn(upload)), null, "it is part of an entry now");
  clock.pass(3 * HOUR);
  await house.endDirtyEpochs(at);
  assert.deepEqual(await made.read(idIn(upload)), Buffer.from(madeFile("a").bytes));
});

it("bytes that no entry named are gone after seven days, wherever it was stopped", async () => {
  const store = openMemory();
  for (const stop of [0, 1, 2, 3]) {
    const keys = memoryKeys();
    let writes = Number.POSITIVE_INFINITY;
    const failing: typeof keys = {
      ...keys,
      write: async (name, bytes) => {
        if (name.startsWith("files-") && writes-- <= 0) throw new Error("the disk");
        await keys.write(name, bytes);
      },
    };
    const made = await begun({ store, keys: failing });
    writes = stop;
    const files = ["a", "b"].map((seed) => madeFile(seed));
    await made.house.files.keep(made.at, who, files).catch(() => null);
    const rows = await store.records.list(made.at, "upload/", 9, null, 0);
    assert.equal(rows.length, 1, "whatever is there is named");
    made.clock.pass(UPLOAD_MS);
    writes = Number.POSITIVE_INFINITY;
    await made.house.endDirtyEpochs(made.at);
    assert.deepEqual(await keys.list(), [made.at], `stopped after ${stop} keys`);
    assert.deepEqual(await store.records.list(made.at, "upload/", 9, null, 0), []);
  }
});

it("of two forms with one picture one is done; a form sent twice keeps one picture", async () => {
  const made = await begun();
  const upload = await made.keep("a");
  const both = await Promise.all([
    made.send("keep", { id: ONE }, upload),
    made.send("keep", { id: TWO }, upload),
  ]);
  assert.equal(both.filter(isRefusal).length, 1);
  const key = "the-same-form-twice".padEnd(24, "-");
  const [first, second] = [await made.keep("b"), await made.keep("c")];
  assertDone(await made.send("keep", { id: TWO }, first, key));
  const again = await made.send("keep", { id: TWO }, second, key);
  assertDone(again);
  assert.ok(again.again);
  await assertGone(made, idIn(second));
  assert.deepEqual(await made.read(idIn(first)), Buffer.from(madeFile("b").bytes));
});

it("a member has few that wait, and who is gone has none", async () => {
  const made = await begun();
  const { house, at } = made;
  const all: Upload[] = [];
  for (let n = 0; n <= UPLOADS_MAX; n++) {
    made.clock.pass(1);
    all.push(await made.keep(n));
  }
  const [oldest, next] = all as [Upload, Upload];
  await assertGone(made, idIn(oldest));
  assert.deepEqual(await house.files.find(at, who, idIn(next)), next);
  assertDone(await made.send("keep", { id: ONE }, next));
  await house.files.forget(at, who);
  for (const one of all.slice(2)) await assertGone(made, idIn(one));
  assert.notEqual(await made.read(idIn(next)), null);
});

it("no more are kept than there is room for", async () => {
  const made = await begun();
  let refused: Refusal | null = null;
  const small = { ...madeFile("a", 10) };
  for (let n = 0; n < 64 * 256 && refused === null; n++) {
    // All in one bundle, so that it need not be so many.
    const random = seededRandom(`id ${n}`);
    made.house.parts.random = (size) => {
      const bytes = Uint8Array.from(random(size));
      if (size === 16) bytes[0] = 7;
      return bytes;
    };
    made.clock.pass(1);
    const upload = await made.house.files.keep(made.at, who, [small]);
    if (isRefusal(upload)) refused = upload;
    else assertDone(await made.send("keep", { id: n.toString(16).padStart(32, "0") }, upload));
  }
  assert.equal(refused?.refused, "house.too-many-files");
  assert.deepEqual(await made.store.records.list(made.at, "upload/", 9, null, 0), []);
});

it("a space that ends takes keys and bytes of its files with it", async () => {
  const made = await begun();
  const upload = await made.keep("a", "b");
  assertDone(await made.send("keep", { id: ONE }, upload));
  await made.keep("c");
  assert.ok((await made.keys.list()).length > 1);
  await made.house.end(made.at);
  assert.deepEqual(await made.keys.list(), []);
  for (const { id: file } of upload.list) assert.deepEqual(await chunksOf(made, file), []);
});
