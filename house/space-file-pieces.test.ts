import assert from "node:assert/strict";
import { it } from "node:test";
import { memoryKeys } from "../store/key-folder.ts";
import { openMemory } from "../store/memory/open.ts";
import { fileKey } from "./file-keys.ts";
import { writeSpaceFile } from "./space-file.ts";
import { verifySpaceFile } from "./space-file-verdict.ts";
import { takeIn } from "./take-in.ts";
import { assertDone, seededRandom, testHouse } from "./testing.ts";
import { assertGone, type Begun, begun, idIn, madeFile, ONE, plan, TWO } from "./testing-files.ts";
import { insider } from "./testing-toys.ts";

async function fileOf(made: Begun): Promise<string[]> {
  const on = { keys: made.keys, now: made.house.now };
  return Array.fromAsync(writeSpaceFile(await made.space(), on));
}

async function* lines(file: readonly string[]) {
  yield* file;
}

it("a space file carries its files, and any that is not the one named is found", async () => {
  const made = await begun();
  for (const [n, seeds] of [["a", "b"], ["c"]].entries()) {
    const upload = await made.keep(...seeds);
    assertDone(await made.send("keep", { id: String(n + 1).repeat(32) }, upload));
    assertDone(await made.send("shown", { id: String(n + 1).repeat(32) }));
  }
  const file = await fileOf(made);
  const verdict = await verifySpaceFile(lines(file));
  assert.ok(verdict.ok, JSON.stringify(verdict));
  assert.equal(verdict.checked.files, 3);
  const pieces = file.flatMap((line, at) => (line.startsWith('{"f":') ? [at] : []));
  assert.equal(pieces.length, 3);
  const faults = new Set<string>();
  const judged = async (changed: readonly string[]) => {
    const said = await verifySpaceFile(lines(changed));
    assert.ok(!said.ok);
    faults.add(said.fault.replaceAll(/[0-9a-f]{32}|\d+/g, "#"));
  };
  for (const at of pieces) {
    const line = JSON.parse(file[at] ?? "") as { f: { id: string; at: number; bytes: string } };
    const says = (f: object) => file.with(at, `${JSON.stringify({ f: { ...line.f, ...f } })}\n`);
    const bytes = Buffer.from(line.f.bytes, "base64");
    const flipped = Buffer.from(bytes);
    flipped[99] = 255 - (flipped[99] ?? 0);
    await judged(says({ bytes: flipped.toString("base64") }));
    await judged(says({ bytes: bytes.subarray(1).toString("base64") }));
    await judged(says({ at: 1 }));
    await judged(says({ id: "0".repeat(32) }));
    await judged(says({ bytes: "" }));
    await judged(says({ more: 1 }));
    await judged(file.toSpliced(at, 1));
    await judged(file.toSpliced(at, 0, file[at] ?? ""));
    // In front of an entry that does not name it.
    await judged(file.toSpliced(at, 1).toSpliced(1, 0, file[at] ?? ""));
  }
  assert.ok(faults.size >= 5, [...faults].join("\n"));
});

it("taken in elsewhere the files are there, under other keys; what was erased is not", async () => {
  const made = await begun();
  const [stays, gone] = [await made.keep("a", "b"), await made.keep("c")];
  assertDone(await made.send("keep", { id: ONE }, stays));
  assertDone(await made.send("keep", { id: TWO }, gone));
  await made.keep("never sent");
  const older = await fileOf(made);
  assertDone(await made.send("erase", { id: TWO }));
  const file = await fileOf(made);
  assert.equal(older.length - file.length, 0, "one entry more, one file less");
  const [store, keys] = [openMemory(), memoryKeys()];
  const given = { store, keys, plan, foldVersion: () => "test", random: seededRandom("in") };
  const from = (some: readonly string[]) => ({
    lines: () => lines(some),
    now: 0,
    receiveSeed: null,
  });
  const taken = await takeIn({ ...given, ...from(file) });
  assert.ok(taken.ok, JSON.stringify(taken));
  const copy = testHouse(plan, "copy", { store, keys, clock: made.clock });
  const view = await copy.view(made.at, insider);
  const found = await view.file(idIn(stays));
  assert.ok(found);
  const pieces = await copy.house.files.read(view, found);
  assert.ok(pieces);
  const bytes = Buffer.concat(await Array.fromAsync(pieces));
  assert.deepEqual(bytes, Buffer.from(madeFile("a").bytes));
  assert.notDeepEqual(
    await fileKey(keys, made.at, idIn(stays)),
    await fileKey(made.keys, made.at, idIn(stays)),
  );
  assert.equal(await view.file(idIn(gone)), undefined);
  assert.equal((await keys.list()).filter((name) => name.startsWith("files-")).length, 2);
  // An older file brings nothing back where the space is.
  const here = { store: made.store, keys: made.keys, random: seededRandom("x") };
  const again = await takeIn({ ...given, ...here, ...from(older) });
  assert.ok(again.ok && again.state === "here");
  await assertGone(made, idIn(gone));
});
