import assert from "node:assert/strict";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { DRAFT_MS, type DraftOwner, getDraft, meansOf, putDraft } from "../../house/drafts.ts";
import type { House } from "../../house/house.ts";
import { diskKeys, memoryKeys } from "../../store/key-folder.ts";
import type { Store } from "../../store/port.ts";
import { openPostgres } from "../../store/postgres/open.ts";
import { startPostgres } from "../../store/postgres/testing.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { copyOf, inFiles } from "./sites.ts";
import { begin, endWorld, restarted, type World } from "./world.ts";

const CANARY = Buffer.from("quintoverde escribió esto");
const phone: DraftOwner = { secret: "c".repeat(64) };

async function put(world: World, owner: DraftOwner): Promise<void> {
  const space = await world.house.space(world.space);
  assert.ok(space);
  const draft = { owner, name: "message", body: CANARY };
  assert.ok(await putDraft(space, meansOf(world.house), draft));
}

async function open(house: House, id: string, owner: DraftOwner): Promise<boolean> {
  const space = await house.space(id);
  if (space === null) return false;
  const body = await getDraft(space, meansOf(house), { owner, name: "message" });
  return body !== null && Buffer.from(body).equals(CANARY);
}

/** Somebody who joined and may go again; the founder is the last in coordination. */
async function newMember(world: World): Promise<{ member: string }> {
  const { answer } = await world.ask("people.invite", { roles: ["member"], days: 1, uses: 1 });
  const { invitation, code } = answer as { invitation: string; code: string };
  const holder = { by: "holder", thing: invitation, code } as const;
  const joined = await world.ask("people.join", { handle: "noor" }, holder);
  return { member: String(joined.answer["member"]) };
}

/** Their rows as they lie in the store, the member's last. */
const sealedOf = async (store: Store, space: string) =>
  (await store.records.list(space, "draft/", 99, null, 0)).map(({ value }) => value);

/** Waits till no file holds the bytes: what the store deletes of a space goes in the background. */
async function gone(files: string, bytes: readonly Uint8Array[]): Promise<boolean> {
  for (let n = 0; n < 100 && inFiles(files, bytes).includes(true); n++) await sleep(20);
  return !inFiles(files, bytes).includes(true);
}

/** A node on disk with a draft of a member and one of a browser, and its copy of yesterday. */
async function node(t: TestContext) {
  const { folder, remove } = emptyFolder();
  const at = (name: string) => join(folder, name);
  const keys = await diskKeys(at("keys"), at("second"));
  const store = await openSqlite(at("data"));
  t.after(remove);
  t.after(() => store.close());
  const world = await begin({ store, keys });
  const member = await newMember(world);
  await put(world, member);
  await put(world, phone);
  const sealed = await sealedOf(store, world.space);
  assert.deepEqual(inFiles(at("data"), sealed), [true, true]);
  assert.deepEqual(inFiles(at("data"), [CANARY]), [false], "no file holds the words");
  assert.deepEqual(inFiles(at("data"), [Buffer.from(CANARY.toString("base64"))]), [false]);
  copyOf(at("data"), at("yesterday"));
  copyOf(at("keys"), at("yesterdays-keys"));
  const older = async (keysAt: string) => {
    const copy = await openSqlite(at("yesterday"));
    const then = restarted(world, { store: copy, keys: await diskKeys(at(keysAt)) });
    return { house: then.house, close: () => copy.close() };
  };
  return { world, store, member, sealed, older, files: at("data") };
}

it("a draft goes with the member who leaves, from yesterday's database too", async (t) => {
  const { world, member, sealed, older, files, store } = await node(t);
  await world.ask("people.remove", { member: member.member, forget: true });
  assert.equal(await open(world.house, world.space, member), false);
  assert.equal(await open(world.house, world.space, phone), true, "another's stays");
  assert.ok(await gone(files, sealed.slice(1)), "no byte of it is left in the files");
  assert.ok((await world.house.endDirtyEpochs(world.space)) > 0);
  assert.equal(await open(world.house, world.space, phone), true, "sealed anew");
  const left = await sealedOf(store, world.space);
  assert.equal(left.length, 1);
  assert.ok(!sealed.some((one) => Buffer.from(one).equals(Buffer.from(left[0] ?? []))));
  const today = await older("keys");
  assert.equal(await open(today.house, world.space, member), false);
  await today.close();
  // With yesterday's keys it would open: so it is today's keys that keep it shut.
  const then = await older("yesterdays-keys");
  assert.equal(await open(then.house, world.space, member), true);
  await then.close();
});

it("after seven days it is shown nowhere, and then is nowhere", async (t) => {
  const { world, member, sealed, older, files } = await node(t);
  world.clock.pass(DRAFT_MS);
  for (const owner of [member, phone])
    assert.equal(await open(world.house, world.space, owner), false, "with every job stopped");
  assert.ok((await world.house.endDirtyEpochs(world.space)) > 0);
  assert.ok(await gone(files, sealed));
  world.clock.pass(-DRAFT_MS);
  const today = await older("keys");
  assert.equal(await open(today.house, world.space, phone), false);
  await today.close();
});

it("it ends with the space", async (t) => {
  const { world, member, sealed, older, files } = await node(t);
  await endWorld(world);
  assert.deepEqual(inFiles(files, sealed), [false, false]);
  const today = await older("keys");
  for (const owner of [member, phone])
    assert.equal(await open(today.house, world.space, owner), false);
  await today.close();
});

it("on PostgreSQL too: put, outlived, dropped, and shut in yesterday's rows", async (t) => {
  const server = await startPostgres();
  t.after(() => server.stop());
  const store = await openPostgres(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const keys = memoryKeys();
    const world = await begin({ store, keys });
    const member = await newMember(world);
    await put(world, member);
    await put(world, phone);
    const rows = await store.records.list(world.space, "draft/", 99, null, 0);
    const sql = "SELECT count(*)::int AS n FROM alongside.record WHERE position($1 in value) > 0";
    assert.deepEqual((await client.query(sql, [CANARY])).rows, [{ n: 0 }]);
    await world.ask("people.remove", { member: member.member, forget: true });
    assert.ok((await world.house.endDirtyEpochs(world.space)) > 0);
    assert.equal(await open(world.house, world.space, phone), true);
    for (const row of rows) await store.records.put(world.space, row, "any", 0);
    const again = restarted(world, { store, keys });
    assert.equal(await open(again.house, world.space, member), false);
    assert.equal(await open(again.house, world.space, phone), false, "its old row is shut as well");
  } finally {
    await store.close();
    await client.end();
  }
});
