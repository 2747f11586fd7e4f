import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { batchOf, bytesOf, freshId, until } from "../contract/given.ts";
import type { Appended, Store } from "../port.ts";
import { openPostgres } from "./open.ts";
import { type Postgres, startPostgres } from "./testing.ts";

let server: Postgres;
let admin: pg.Client;
before(async () => {
  server = await startPostgres();
  admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
});
after(async () => {
  await admin.end();
  await server.stop();
});

/** Ends every connection to the server but the tests' own. */
async function cutOff(): Promise<void> {
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity" +
      " WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
}

async function withStores(count: number, check: (stores: Store[]) => Promise<void>): Promise<void> {
  const open = () => openPostgres(server.url, { connectionsMax: 4 });
  const stores = await Promise.all(Array.from({ length: count }, open));
  try {
    await check(stores);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

test("several processes may set up an empty database at once", async () => {
  await withStores(4, async (stores) => {
    for (const store of stores) assert.deepEqual(await store.spaces(9, null), []);
  });
});

test("two processes racing: exactly one wins each size", async () => {
  await withStores(2, async (stores) => {
    const space = freshId();
    for (let size = 0; size < 10; size += 1) {
      const race = stores.flatMap((store) =>
        Array.from({ length: 8 }, () => store.append(space, size, batchOf(size, 1))),
      );
      const answers = await Promise.all(race);
      assert.equal(answers.filter((answer) => answer.ok).length, 1);
      assert.ok(answers.every((answer) => answer.size === size + 1));
    }
  });
});

test("an append whose connection is cut is stored once or not at all", async () => {
  await withStores(1, async ([store]) => {
    assert.ok(store !== undefined);
    const space = freshId();
    let size: number = 0;
    for (let n = 0; n < 12; n += 1) {
      const large = { ...batchOf(size, 1).segment, sealed: bytesOf(`large ${n}`, 400_000) };
      // It may be refused while the others are still being cut off: whoever waits is there by then.
      const appended: Promise<Appended | null> = store
        .append(space, size, batchOf(size, 1, { segment: large }))
        .catch(() => null);
      await sleep(n);
      await cutOff();
      const answer = await appended;
      const now: number = await store.size(space).catch(() => store.size(space));
      if (answer !== null) assert.deepEqual(answer, { ok: true, size: now });
      assert.ok(now === size || now === size + 1);
      size = now;
    }
    assert.ok(size > 0);
  });
});

test("watching goes on after the connection was cut", async () => {
  await withStores(2, async ([store, other]) => {
    assert.ok(store !== undefined && other !== undefined);
    const space = freshId();
    let heard = 0;
    store.watch(space, () => {
      heard += 1;
    });
    assert.ok(await until(() => heard > 0), "a watch that stands calls once");
    await cutOff();
    const before = heard;
    await other.append(space, 0, batchOf(0, 1)).catch(() => other.size(space));
    assert.ok(await until(() => heard > before));
  });
});

test("a lock is given up with the connection of its holder", async () => {
  await withStores(2, async ([store, other]) => {
    assert.ok(store !== undefined && other !== undefined);
    const space = freshId();
    const release = await store.lock(space);
    await cutOff();
    const next = await other.lock(space).catch(() => other.lock(space));
    await next();
    await release();
    const again = await store.lock(space);
    await again();
  });
});

test("erase waits for a transaction that may still see the part", async () => {
  await withStores(1, async ([store]) => {
    assert.ok(store !== undefined);
    const space = freshId();
    const part = { index: 0, name: "words", epoch: 1, sealed: bytesOf("words", 3000) };
    await store.append(space, 0, batchOf(0, 1, { parts: [part] }));
    await admin.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const sql = "SELECT count(*) FROM alongside.part WHERE space = $1";
    assert.equal((await admin.query(sql, [space])).rows[0].count, "1");
    let gone = false;
    const erased = store.erase(space, [part]).then(() => {
      gone = true;
    });
    await sleep(200);
    assert.equal(gone, false);
    assert.deepEqual(await store.parts(space, [part]), []);
    assert.equal((await admin.query(sql, [space])).rows[0].count, "1");
    await admin.query("COMMIT");
    await erased;
  });
});

test("an append that lost its connection while it waited is asked again and stored", async () => {
  await withStores(1, async ([store]) => {
    assert.ok(store !== undefined);
    const space = freshId();
    await store.append(space, 0, batchOf(0, 1));
    await admin.query("BEGIN");
    await admin.query("SELECT 1 FROM alongside.space WHERE id = $1 FOR UPDATE", [space]);
    const appended = store.append(space, 1, batchOf(1, 1));
    await sleep(200);
    await cutOff();
    await admin.query("COMMIT");
    assert.deepEqual(await appended, { ok: true, size: 2 });
    assert.equal(await store.size(space), 2);
  });
});
