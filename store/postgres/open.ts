/**
 * The store in a PostgreSQL schema, for any number of processes. Tables are keyed by space and
 * index, no statement writes two spaces, and nothing but caches is held here.
 */
import { guarded } from "../guard.ts";
import type { SpaceId, Store } from "../port.ts";
import { Turns } from "../turns.ts";
import { Base } from "./base.ts";
import { blobsOn } from "./blobs.ts";
import { dueOn } from "./due.ts";
import { Listener } from "./listen.ts";
import { logOn, partsOn } from "./log.ts";
import { derivedOn, recordsOn } from "./rows.ts";
import { pieceOf, SPLIT } from "./schema.ts";
import { Scrubber, XID } from "./scrub.ts";

const CONNECTIONS_MAX = 16;
const SCHEMA = "alongside";

/** A space's id as the number of an advisory lock; half of it is random enough. */
function lockOf(space: SpaceId): string {
  return BigInt.asIntN(64, BigInt(`0x${space.slice(0, 16)}`)).toString();
}

/** Locks that the server gives up with the connection, however its process ends. */
function lockOn(base: Base): Store["lock"] {
  const turns = new Turns();
  return async (space) => {
    // Within a process turns are taken here, so that waiting for one holds no connection.
    const release = await turns.take(space);
    const client = await base.locks.connect().catch((fault: unknown) => {
      release();
      throw fault;
    });
    let held = true;
    const giveUp = async (sql: string) => {
      const broken = await client.query(sql, [lockOf(space)]).then(
        () => undefined,
        (fault: Error) => fault,
      );
      return broken;
    };
    const refused = await giveUp("SELECT pg_advisory_lock($1)");
    if (refused !== undefined) {
      client.release(refused);
      release();
      throw refused;
    }
    return async () => {
      if (!held) return;
      held = false;
      // A connection that cannot unlock is closed, and the server unlocks.
      client.release(await giveUp("SELECT pg_advisory_unlock($1)"));
      release();
    };
  };
}

function endOn(base: Base, scrubber: Scrubber): Store["end"] {
  const s = base.schema;
  return async (space) => {
    const xid = await base.transaction(async (asking) => {
      // The space's row first, so that an append under way ends before or finds nothing.
      await asking.query(`DELETE FROM ${s}.space WHERE id = $1`, [space]);
      await asking.query(`DELETE FROM ${s}.upload WHERE space = $1`, [space]);
      for (const table of ["segment", "part", "derived", "chunk", "blob", "due"]) {
        await asking.query(`DELETE FROM ${s}.${table} WHERE space = $1`, [space]);
      }
      await asking.query(`DELETE FROM ${s}.record WHERE owner = $1`, [space]);
      const { rows } = await asking.query(`SELECT ${XID}`);
      return String(rows[0]?.xid);
    });
    await scrubber.scrub(xid, [...SPLIT.map((table) => pieceOf(table, space)), "due"]);
  };
}

function bytesOn(base: Base): Store["bytes"] {
  const s = base.schema;
  const ofNode = `SELECT pg_total_relation_size('${s}.record_node')
    + pg_total_relation_size('${s}.due') AS bytes`;
  const sum = (column: string, table: string, key = "space") =>
    `coalesce((SELECT sum(octet_length(${column})) FROM ${s}.${table} WHERE ${key} = $1), 0)`;
  const ofSpace = `SELECT ${[
    sum("leaves", "segment"),
    sum("sealed", "segment"),
    sum("sealed", "part"),
    sum("value", "derived"),
    sum("value", "record", "owner"),
    sum("bytes", "chunk"),
  ].join(" + ")} AS bytes`;
  return async (owner) => {
    const asked = owner === "node" ? base.rows(ofNode) : base.rows(ofSpace, [owner]);
    const [row] = (await asked) as { bytes: string }[];
    return Number(row?.bytes ?? 0);
  };
}

/**
 * Opens the store in `schema` of the database at `url`; makes its tables where they are missing.
 * `connectionsMax` bounds each of two pools: calls, and locks that are held. `asFound` makes and
 * changes nothing, and the tables have to be there.
 */
export async function openPostgres(
  url: string,
  { schema = SCHEMA, connectionsMax = CONNECTIONS_MAX, asFound = false } = {},
): Promise<Store> {
  const base = new Base(url, schema, connectionsMax, asFound);
  const scrubber = new Scrubber(base);
  const listener = new Listener(base);
  try {
    if (!asFound) await base.setUp();
  } catch (fault) {
    await base.close();
    throw fault;
  }
  return guarded({
    ...logOn(base),
    ...partsOn(base, scrubber),
    derived: derivedOn(base),
    records: recordsOn(base),
    due: dueOn(base),
    blobs: blobsOn(base),
    lock: lockOn(base),
    watch: (space, changed) => listener.add(space, changed),
    async spaces(limit, after) {
      const sql = `SELECT id FROM ${schema}.space WHERE id > $1 ORDER BY id LIMIT $2`;
      const rows = await base.rows<{ id: string }>(sql, [after ?? "", limit]);
      return rows.map((row) => row.id);
    },
    end: endOn(base, scrubber),
    bytes: bytesOn(base),
    async close() {
      scrubber.close();
      await listener.close();
      await base.close();
    },
  });
}

/** Whether the database at `url` holds a store, without making anything in it. */
export async function holdsStore(url: string, schema = SCHEMA): Promise<boolean> {
  const base = new Base(url, schema, 1, true);
  try {
    return await base.isSetUp();
  } finally {
    await base.close();
  }
}
