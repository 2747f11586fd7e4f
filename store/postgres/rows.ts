/** Derived rows and records in PostgreSQL. */
import { prefixEnd } from "../keys.ts";
import type { Row, Store } from "../port.ts";
import { type Base, plain, toBuffer } from "./base.ts";

type RecordRow = { key: string; version: string; value: Buffer; expires: string | null };

const rowOf = (row: RecordRow): Row => ({
  key: row.key,
  version: Number(row.version),
  value: plain(row.value),
  expires: row.expires === null ? null : Number(row.expires),
});

/** Keys from $2 up to but not including $3, of which null means the end. */
const IN_PREFIX = "key >= $2 AND ($3::text IS NULL OR key < $3)";

/** The calls of derived rows. */
export function derivedOn(base: Base): Store["derived"] {
  const table = `${base.schema}.derived`;
  return {
    async put(space, rows) {
      // A statement may touch a row once, so the last of the same key stands for all.
      const last = Array.from(new Map(rows.map((row) => [row.key, row.value])));
      await base.run(
        `INSERT INTO ${table} (space, key, value)
           SELECT $1, u.* FROM unnest($2::text[], $3::bytea[]) AS u
           ON CONFLICT (space, key) DO UPDATE SET value = excluded.value`,
        [space, last.map(([key]) => key), last.map(([, value]) => toBuffer(value))],
      );
    },

    async get(space, key) {
      const sql = `SELECT value FROM ${table} WHERE space = $1 AND key = $2`;
      const rows = await base.rows<{ value: Buffer }>(sql, [space, key]);
      return rows[0] === undefined ? null : plain(rows[0].value);
    },

    async keys(space, prefix, limit, after) {
      const rows = await base.rows<{ key: string }>(
        `SELECT key FROM ${table} WHERE space = $1 AND ${IN_PREFIX} AND key > $4
           ORDER BY key LIMIT $5`,
        [space, prefix, prefixEnd(prefix), after ?? "", limit],
      );
      return rows.map((row) => row.key);
    },

    async drop(space, prefix) {
      const sql = `DELETE FROM ${table} WHERE space = $1 AND ${IN_PREFIX}`;
      await base.run(sql, [space, prefix, prefixEnd(prefix)]);
    },
  };
}

function putOn(base: Base): Store["records"]["put"] {
  const table = `${base.schema}.record`;
  const insert = `INSERT INTO ${table} AS r (owner, key, version, value, expires)
    VALUES ($1, $2, 1, $3, $4) ON CONFLICT (owner, key) DO UPDATE SET
    version = CASE WHEN r.expires <= $5 THEN 1 ELSE r.version + 1 END,
    value = excluded.value, expires = excluded.expires`;
  const update = `UPDATE ${table} SET version = version + 1, value = $3, expires = $4
    WHERE owner = $1 AND key = $2 AND (expires IS NULL OR expires > $5) AND version = $6`;
  const sqlFor = (version: number | "any") => {
    if (version === "any") return insert;
    return version === 0 ? `${insert} WHERE r.expires <= $5` : update;
  };
  return async (owner, { key, value, expires }, version, now) => {
    const values = [owner, key, toBuffer(value), expires, now];
    const own = version === "any" || version === 0 ? values : [...values, version];
    const rows = await base.rows<{ version: string }>(`${sqlFor(version)} RETURNING version`, own);
    return rows[0] === undefined ? null : Number(rows[0].version);
  };
}

/** The calls of records. */
export function recordsOn(base: Base): Store["records"] {
  const table = `${base.schema}.record`;
  return {
    async get(owner, key, now) {
      const rows = await base.rows<RecordRow>(
        `SELECT key, version, value, expires FROM ${table}
           WHERE owner = $1 AND key = $2 AND (expires IS NULL OR expires > $3)`,
        [owner, key, now],
      );
      return rows[0] === undefined ? null : rowOf(rows[0]);
    },

    put: putOn(base),

    async delete(owner, key) {
      await base.run(`DELETE FROM ${table} WHERE owner = $1 AND key = $2`, [owner, key]);
    },

    async list(owner, prefix, limit, after, now) {
      const rows = await base.rows<RecordRow>(
        `SELECT key, version, value, expires FROM ${table}
           WHERE owner = $1 AND ${IN_PREFIX} AND key > $4 AND (expires IS NULL OR expires > $5)
           ORDER BY key LIMIT $6`,
        [owner, prefix, prefixEnd(prefix), after ?? "", now, limit],
      );
      return rows.map(rowOf);
    },

    async sweep(owner, now, limit) {
      return await base.run(
        `DELETE FROM ${table} WHERE owner = $1 AND key IN (
           SELECT key FROM ${table} WHERE owner = $1 AND expires <= $2
             ORDER BY expires LIMIT $3 FOR UPDATE SKIP LOCKED)`,
        [owner, now, limit],
      );
    },
  };
}
