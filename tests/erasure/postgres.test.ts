import assert from "node:assert/strict";
import { it } from "node:test";
import pg from "pg";
import { TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openPostgres } from "../../store/postgres/open.ts";
import { startPostgres } from "../../store/postgres/testing.ts";
import { dump } from "./dump.ts";
import { partsWith, toldInside } from "./sites.ts";
import { begin, restarted, writeAll } from "./world.ts";

/** Puts a dump back in the place of what the tables hold now. */
async function restore(client: pg.Client, rows: ReadonlyMap<string, string[]>): Promise<void> {
  const all = [...rows.keys()].map((name) => `alongside.${name}`).join(", ");
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query(`TRUNCATE ${all}`);
  for (const [name, list] of rows)
    for (const row of list) {
      const from = `jsonb_populate_record(NULL::alongside.${name}, $1::jsonb)`;
      await client.query(`INSERT INTO alongside.${name} SELECT * FROM ${from}`, [row]);
    }
  await client.query("COMMIT");
}

it("on PostgreSQL too: found, erased, and shut in yesterday's dump", async (t) => {
  const server = await startPostgres();
  t.after(() => server.stop());
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const store = await openPostgres(server.url);
  const keys = memoryKeys();
  try {
    const world = await begin({ store, keys });
    const written = await writeAll(world);
    const ring = await keys.read(world.space);
    assert.ok(ring);
    const bytes: Uint8Array[] = [];
    for (const { what, canary } of written) {
      const held = await partsWith(world.house, world.space, canary);
      assert.ok(held.length > 0, what);
      bytes.push(...held.map(({ sealed }) => sealed.sealed));
    }
    const hex = bytes.map((one) => Buffer.from(one).toString("hex"));
    const yesterday = await dump(client);
    const then = world.clock.now;
    const held = (text: string) => hex.filter((one) => text.includes(one));
    assert.equal(held([...yesterday.values()].flat().join("\n")).length, hex.length);

    for (const { erase } of written) await erase(world);
    assert.ok((await world.house.endDirtyEpochs(world.space)) > 0);
    const today = await dump(client);
    assert.deepEqual(held([...today.values()].flat().join("\n")), []);
    const none = async (house: typeof world.house) => {
      const told = await toldInside(house, world.space);
      for (const { what, canary } of written) {
        assert.deepEqual(await partsWith(house, world.space, canary), [], what);
        assert.ok(!told.includes(canary), what);
      }
    };
    await none(world.house);
    await none(restarted(world, { store, keys }).house);

    await restore(client, yesterday);
    assert.deepEqual(await dump(client), yesterday);
    await none(restarted(world, { store, keys }).house);
    // With yesterday's ring it would open: so it is today's that keeps it shut.
    const before = memoryKeys();
    await before.write(world.space, ring);
    const clock = new TestClock(then);
    const old = restarted(world, { store, keys: before, clock });
    const open = await toldInside(old.house, world.space);
    for (const { what, canary } of written) assert.ok(open.includes(canary), what);
  } finally {
    await store.close();
    await client.end();
  }
});
