import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DRAFT_BYTES_MAX,
  DRAFT_MS,
  DRAFTS_MAX,
  type DraftOwner,
  dropDraft,
  dropDraftsOf,
  getDraft,
  putDraft,
} from "./drafts.ts";
import { changeRing, EPOCH_MS_MAX, readRing } from "./keys.ts";
import type { KeyFolder } from "./ports.ts";
import { DAY } from "./testing.ts";
import { founded } from "./testing-toys.ts";

const CANARY = "quintoverde";
const lucero: DraftOwner = { member: "a".repeat(32) };
const other: DraftOwner = { member: "b".repeat(32) };
const phone: DraftOwner = { secret: "c".repeat(64) };
const bytes = (text: string) => Buffer.from(text);

async function ringAt(keys: KeyFolder, at: string) {
  const ring = await readRing(keys, at);
  assert.ok(ring);
  return ring;
}

async function given() {
  const made = await founded();
  const { house, at, keys, random, clock, store } = made;
  const space = await house.space(at);
  assert.ok(space);
  const means = () => ({ keys, random, now: clock.now });
  const put = (owner: DraftOwner, text = CANARY, name = "message") =>
    putDraft(space, means(), { owner, name, body: bytes(text) });
  const get = async (owner: DraftOwner, name = "message") => {
    const body = await getDraft(space, means(), { owner, name });
    return body === null ? null : Buffer.from(body).toString();
  };
  const rows = () => store.records.list(at, "draft/", 1_000, null, 0);
  return { ...made, space, means, put, get, rows };
}

test("a draft is its owner's alone, and the later one stands", async () => {
  const { put, get, rows } = await given();
  assert.equal(await put(lucero, "old"), true);
  assert.equal(await put(lucero), true);
  assert.equal(await put(phone, "typed on a phone"), true);
  assert.equal(await get(lucero), CANARY);
  assert.equal(await get(phone), "typed on a phone");
  assert.equal(await get(other), null);
  assert.equal(await get({ secret: "d".repeat(64) }), null);
  assert.equal(await get(lucero, "another"), null);
  assert.equal((await rows()).length, 2);
});

test("the database holds neither the word nor whose it is", async () => {
  const { put, rows } = await given();
  await put(lucero);
  await put(phone);
  const text = (await rows()).map(({ key, value }) => key + Buffer.from(value).toString("latin1"));
  assert.equal(text.length, 2);
  for (const hidden of [
    CANARY,
    Buffer.from(CANARY).toString("base64"),
    "a".repeat(32),
    "c".repeat(64),
  ])
    assert.ok(!text.join("\n").includes(hidden), hidden);
});

test("a browser's draft does not open with the space's keys alone", async () => {
  const { put, get, store, at, rows } = await given();
  await put(phone);
  await put({ secret: "d".repeat(64) }, "mine");
  const [one, two] = await rows();
  assert.ok(one && two);
  // A row put in another's place opens for neither: the place is part of the seal.
  await store.records.put(at, { ...one, value: two.value }, "any", 0);
  await store.records.put(at, { ...two, value: one.value }, "any", 0);
  await assert.rejects(get(phone), /draft\//);
});

test("after seven days it is not shown, with every job stopped", async () => {
  const { put, get, clock, rows } = await given();
  await put(lucero);
  clock.pass(DRAFT_MS - 1);
  assert.equal(await get(lucero), CANARY);
  clock.pass(1);
  assert.equal(await get(lucero), null);
  assert.equal((await rows()).length, 1, "its sealed bytes wait for the runner");
});

test("the runner takes what is over and destroys the key it lay under", async () => {
  const { put, clock, rows, house, at, space } = await given();
  await put(lucero);
  const epoch = String(space.ring.epoch.now);
  const old = structuredClone(space.ring.epochs);
  clock.pass(DRAFT_MS);
  assert.equal(await house.endDirtyEpochs(at), 1);
  assert.deepEqual(await rows(), []);
  assert.ok(old[epoch] !== undefined && space.ring.epochs[epoch] === undefined);
  assert.equal(await house.endDirtyEpochs(at), 0, "and has no more to do");
});

test("it outlives the turn of an epoch, and the end of the one it lay under", async () => {
  const { put, get, clock, house, at, space, means } = await given();
  await put(lucero);
  await put(phone, "kept");
  const first = space.ring.epoch.now;
  clock.pass(EPOCH_MS_MAX - DAY);
  await put(other, "to be thrown away");
  await dropDraft(space, means(), { owner: other, name: "message" });
  assert.ok(space.ring.dirty.includes(first));
  assert.equal(await house.endDirtyEpochs(at), 1);
  assert.equal(space.ring.epochs[String(first)], undefined);
  assert.deepEqual([await get(lucero), await get(phone), await get(other)], [CANARY, "kept", null]);
});

test("what is dropped does not open from yesterday's copy of the database", async () => {
  const { put, get, rows, store, house, at, means, space } = await given();
  await put(lucero);
  const yesterday = await rows();
  await dropDraftsOf(space, means(), lucero);
  assert.equal(await get(lucero), null);
  const back = async () => {
    for (const row of yesterday) await store.records.put(at, row, "any", 0);
  };
  await back();
  assert.equal(await get(lucero), CANARY, "until the runner came it would: the copy has its key");
  await house.endDirtyEpochs(at);
  await back();
  assert.equal(await get(lucero), null);
});

test("an earlier draft of the name goes as if it had been dropped", async () => {
  const { put, space } = await given();
  await put(lucero, "first");
  assert.deepEqual(space.ring.dirty, []);
  await put(lucero, "second");
  assert.deepEqual(space.ring.dirty, [space.ring.epoch.now]);
});

test("too long, too many: nothing is kept", async () => {
  const { put, get } = await given();
  assert.equal(await put(lucero, "x".repeat(DRAFT_BYTES_MAX + 1)), false);
  assert.equal(await put(lucero, "x".repeat(DRAFT_BYTES_MAX)), true);
  assert.equal((await get(lucero))?.length, DRAFT_BYTES_MAX);
  for (let n = 1; n < DRAFTS_MAX; n++)
    assert.equal(await put({ member: String(n).padStart(32, "0") }, "x"), true);
  assert.equal(await put(other), false);
  assert.equal(await put(lucero, "again"), true, "one that is there may be written anew");
  assert.equal(await put(phone), true, "browsers' drafts are counted for themselves");
});

test("where another node continues the space, what was typed here is still not lost", async () => {
  const { put, get, keys, at } = await given();
  await changeRing(keys, await ringAt(keys, at), (ring) => {
    ring.state = "moved";
  });
  assert.equal(await put(lucero), true);
  assert.equal(await get(lucero), CANARY);
});

test("of browsers' drafts the oldest makes room", async () => {
  const { put, get, clock, rows } = await given();
  const browser = (n: number) => ({ secret: String(n).padStart(64, "0") });
  for (let n = 0; n <= DRAFTS_MAX; n++) {
    assert.equal(await put(browser(n), `draft ${n}`), true);
    clock.pass(1_000);
  }
  assert.equal((await rows()).length, DRAFTS_MAX);
  assert.equal(await get(browser(0)), null);
  assert.equal(await get(browser(1)), "draft 1");
  assert.equal(await get(browser(DRAFTS_MAX)), `draft ${DRAFTS_MAX}`);
});

test("an ended space has none, and none is put into it", async () => {
  const { put, rows, house, at } = await given();
  await put(lucero);
  await house.end(at);
  assert.equal(await put(lucero), false);
  assert.deepEqual(await rows(), []);
});
