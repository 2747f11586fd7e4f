import assert from "node:assert/strict";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { writeSpaceFile } from "../../house/space-file.ts";
import { takeIn } from "../../house/take-in.ts";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { diskKeys } from "../../store/key-folder.ts";
import type { Store } from "../../store/port.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { readingChild } from "./reading-child.ts";
import { copyOf, inFiles, marksOf, partsWith, toldInside } from "./sites.ts";
import { begin, endWorld, restarted, type World, type Written, writeAll } from "./world.ts";

/** Opens a store that is closed with the test, if not before. */
async function opened(t: TestContext, data: string): Promise<Store> {
  const store = await openSqlite(data);
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= store.close();
    return closing;
  };
  t.after(close);
  return { ...store, close };
}

/** A node's folder with its keys and their second copy, as a keeper has them. */
async function node(t: TestContext) {
  const { folder, remove } = emptyFolder();
  const [data, keyFolder, backup] = ["data", "keys", "second"].map((name) => join(folder, name));
  assert.ok(data && keyFolder && backup);
  const keys = await diskKeys(keyFolder, backup);
  const store = await opened(t, data);
  t.after(remove);
  return { folder, data, keyFolder, backup, keys, store };
}

type Found = { bytes: Uint8Array[]; epochKeys: Uint8Array[] };

/** Finds everything that is to be erased; fails where one of them cannot be found. */
async function find(world: World, written: readonly Written[]): Promise<Found> {
  const told = await toldInside(world.house, world.space);
  const found: Found = { bytes: [], epochKeys: [] };
  const ring = (await world.house.space(world.space))?.ring;
  for (const { what, canary, searched } of written) {
    const held = await partsWith(world.house, world.space, canary);
    assert.ok(held.length > 0, `${what} has a part`);
    assert.ok(told.includes(canary), `${what} is told`);
    if (searched) assert.ok((await marksOf(world.house, world.space, canary)) > 0, what);
    for (const { sealed } of held) {
      found.bytes.push(sealed.sealed);
      found.epochKeys.push(Buffer.from(String(ring?.epochs[sealed.epoch])));
    }
  }
  return found;
}

/** Fails where anything of it can still be opened, told or searched. */
async function none(world: Pick<World, "house" | "space">, written: readonly Written[]) {
  const told = await toldInside(world.house, world.space);
  for (const { what, canary } of written) {
    assert.deepEqual(await partsWith(world.house, world.space, canary), [], what);
    assert.ok(!told.includes(canary), `${what} is told no more`);
    assert.equal(await marksOf(world.house, world.space, canary), 0, what);
  }
}

const eraseAll = async (world: World, written: readonly Written[]) => {
  for (const { erase } of written) await erase(world);
};
const allOf = (flags: readonly boolean[]) => flags.every(Boolean);
const anyOf = (flags: readonly boolean[]) => flags.some(Boolean);

it("what was erased is in no part, file, search, state, restart or older copy", async (t) => {
  const { folder, data, keyFolder, backup, keys, store } = await node(t);
  const world = await begin({ store, keys });
  const written = await writeAll(world);
  const found = await find(world, written);
  const space = await world.house.space(world.space);
  assert.ok(space);
  const older = await Array.fromAsync(writeSpaceFile(space, { keys, now: world.house.now }));
  for (const { canary } of written) assert.ok(older.join("").includes(canary), canary);
  const yesterday = join(folder, "yesterday");
  const yesterdaysKeys = join(folder, "yesterdays-keys");
  const then = world.clock.now;
  copyOf(data, yesterday);
  copyOf(keyFolder, yesterdaysKeys);
  assert.ok(allOf(inFiles(data, found.bytes)), "the sealed bytes were found in the files");
  assert.ok(allOf(inFiles(keyFolder, found.epochKeys)), "their keys were found");
  assert.ok(allOf(inFiles(backup, found.epochKeys)), "and in the second copy");

  await eraseAll(world, written);
  await none(world, written);
  assert.ok((await world.house.endDirtyEpochs(world.space)) > 0);
  await none(world, written);
  assert.ok(!anyOf(inFiles(data, found.bytes)), "no byte is left in the files");
  assert.ok(!anyOf(inFiles(keyFolder, found.epochKeys)), "no key is left");
  assert.ok(!anyOf(inFiles(backup, found.epochKeys)), "nor in the second copy");
  assert.equal(await world.house.endDirtyEpochs(world.space), 0);

  await world.house.idle();
  await store.close();
  const again = await opened(t, data);
  const today = restarted(world, { store: again, keys: await diskKeys(keyFolder, backup) });
  await none(today, written);
  // An older file brings nothing back to the node that erased it.
  const lines = async function* () {
    yield* older;
  };
  const given = { lines, random: seededRandom("in"), now: 0, receiveSeed: null };
  const taken = await takeIn({ store: again, keys, plan, foldVersion: () => "test", ...given });
  assert.ok(taken.ok && taken.state === "here");
  await none(today, written);
  const newer = await today.house.space(world.space);
  assert.ok(newer);
  const file = (await Array.fromAsync(writeSpaceFile(newer, { keys, now: today.house.now }))).join(
    "",
  );
  for (const { canary } of written) assert.ok(!file.includes(canary), canary);
  await again.close();

  const old = await opened(t, yesterday);
  const under = async (keysAt: string) => {
    // As of that day: today their time is over, and nobody would be told of some in any case.
    const clock = new TestClock(then);
    return restarted(world, { store: old, keys: await diskKeys(keysAt), clock });
  };
  await none(await under(keyFolder), written);
  // With yesterday's keys it would open: so it is today's keys that keep it shut.
  await find(await under(yesterdaysKeys), written);
  await old.close();
});

it("who holds the file open keeps bytes, never words, until they let go", async (t) => {
  const { data, keyFolder, keys, store } = await node(t);
  const world = await begin({ store, keys });
  const written = await writeAll(world);
  const found = await find(world, written);
  const reader = await readingChild(join(data, "spaces", `${world.space}.db`));
  t.after(reader.stop);
  await eraseAll(world, written);
  await none(world, written);
  await world.house.endDirtyEpochs(world.space);
  await none(world, written);
  assert.ok(!anyOf(inFiles(keyFolder, found.epochKeys)), "the keys are gone all the same");
  assert.ok(anyOf(inFiles(data, found.bytes)), "the reader holds the old bytes");
  await reader.stop();
  for (let n = 0; n < 200 && anyOf(inFiles(data, found.bytes)); n++) await sleep(20);
  assert.ok(!anyOf(inFiles(data, found.bytes)), "they are gone with the reader");
  await world.house.idle();
  await store.close();
});

it("a node killed before the epochs ended goes on where it was", async (t) => {
  const { folder, data, keyFolder, keys, store } = await node(t);
  const world = await begin({ store, keys });
  const written = await writeAll(world);
  const found = await find(world, written);
  await eraseAll(world, written);
  // As a machine that lost its power would find it: files as they are, nothing closed in order.
  const [after, afterKeys] = [join(folder, "after"), join(folder, "after-keys")];
  copyOf(data, after);
  copyOf(keyFolder, afterKeys);
  await store.close();
  const again = await opened(t, after);
  const next = restarted(world, { store: again, keys: await diskKeys(afterKeys) });
  await none(next, written);
  assert.ok((await next.house.endDirtyEpochs(world.space)) > 0);
  await none(next, written);
  await again.close();
  assert.ok(!anyOf(inFiles(after, found.bytes)));
  assert.ok(!anyOf(inFiles(afterKeys, found.epochKeys)));
});

it("a space that ended leaves nothing, and no older copy of it opens", async (t) => {
  const { folder, data, keyFolder, backup, keys, store } = await node(t);
  const world = await begin({ store, keys });
  const written = await writeAll(world);
  const found = await find(world, written);
  const space = await world.house.space(world.space);
  assert.ok(space);
  const segments = await Array.fromAsync(store.read(world.space, 0, space.size));
  const ring = Buffer.from(space.ring.key);
  const all = [...found.bytes, ...segments.map(({ sealed }) => sealed)];
  const leaves = segments.map((segment) => segment.leaves);
  const yesterday = join(folder, "yesterday");
  copyOf(data, yesterday);
  assert.ok(allOf(inFiles(data, [...all, ...leaves])));
  assert.ok(allOf(inFiles(keyFolder, [ring])));
  // As its people end it: with what the node kept to find it by.
  await endWorld(world);
  assert.ok(!anyOf(inFiles(data, [...all, ...leaves, Buffer.from(world.space)])));
  for (const place of [keyFolder, backup])
    assert.ok(!anyOf(inFiles(place, [ring, ...found.epochKeys])));
  assert.equal(await world.house.space(world.space), null);
  await store.close();
  const old = await opened(t, yesterday);
  const under = restarted(world, { store: old, keys: await diskKeys(keyFolder) });
  assert.equal(await under.house.space(world.space), null);
  assert.equal(await under.house.view(world.space, { by: "public" }), null);
  await old.close();
});
