import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import pg from "pg";
import { contract } from "../contract.ts";
import { openPostgres } from "./open.ts";
import { type Postgres, startPostgres } from "./testing.ts";

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(async () => {
  await server.stop();
});

const open = () => openPostgres(server.url, { connectionsMax: 6 });

/** Looks at every table's file, after the server wrote all it holds in memory. */
async function grep(bytes: Uint8Array): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CHECKPOINT");
  await client.end();
  const base = join(server.folder, "base");
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .some((file) => readFileSync(join(file.parentPath, file.name)).includes(bytes));
}

contract("PostgreSQL", { open, reopen: open, beside: open, grep });
