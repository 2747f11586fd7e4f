/** `doctor` over PostgreSQL: it looks, and an empty database stays empty. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { type Postgres, startPostgres } from "../store/postgres/testing.ts";
import { alongside, folder, found, json, onDatabase } from "./test-kit.ts";

let server: Postgres;
before(async () => {
  server = await startPostgres();
  onDatabase(server.url);
});
after(async () => {
  onDatabase("");
  await server.stop();
});

/** What there is in the database, and how often anything in it was written. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const own = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    const made = await client.query(
      `SELECT n.nspname, c.relname FROM pg_namespace n
         LEFT JOIN pg_class c ON c.relnamespace = n.oid WHERE ${own} ORDER BY 1, 2`,
    );
    const written = await client.query(
      "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) AS n FROM pg_stat_user_tables",
    );
    return JSON.stringify([made.rows, written.rows]);
  } finally {
    await client.end();
  }
}

test("an empty database stays empty, and doctor says what is not there", async () => {
  await using dir = await folder();
  await mkdir(join(dir.at, "bare"), { mode: 0o700 });
  const before = await everything();
  const { code, out } = await alongside(dir.at, "doctor", "--data", "bare", "--json");
  const told = JSON.parse(out) as { ok: boolean; fault: string };
  assert.deepEqual([code, told.ok], [1, false]);
  assert.match(told.fault, /store: the database that DATABASE_URL names holds no node/);
  assert.equal(await everything(), before, "nothing was made");
  onDatabase("");
  const { id } = await found(dir.at, "d");
  onDatabase(server.url);
  const other = await alongside(dir.at, "doctor", "--data", "d");
  assert.match(other.out, new RegExp(`FAULT space ${id.slice(0, 8)}: the database holds nothing`));
  assert.equal(await everything(), before, "nor for the keys of a node that is elsewhere");
});

test("a node's database is left as it was found", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const before = await everything();
  assert.equal((await json(dir.at, "doctor", "--data", "d")).ok, true);
  assert.equal(await everything(), before);
});

test("a database that does not answer is a fault that doctor says", async () => {
  await using dir = await folder();
  await mkdir(join(dir.at, "bare"), { mode: 0o700 });
  onDatabase("postgres://nobody@127.0.0.1:1/none");
  try {
    const { code, out } = await alongside(dir.at, "doctor", "--data", "bare", "--json");
    assert.equal(code, 1);
    assert.match(JSON.parse(out).fault, /store: the database that DATABASE_URL names does not/);
    assert.doesNotMatch(out, /another machine/);
    onDatabase("postgres://nobody@db.invalid/none");
    const far = await alongside(dir.at, "doctor", "--data", "bare", "--json");
    assert.match(JSON.parse(far.out).fault, /line: .* can be read .*\?sslmode=verify-full/);
  } finally {
    onDatabase(server.url);
  }
});
