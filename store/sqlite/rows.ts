/** Derived rows and records, in a space's file or in `node.db`. */
import { prefixEnd } from "../keys.ts";
import type { Owner, Row, SpaceId } from "../port.ts";
import type { File } from "./file.ts";
import type { Folder } from "./folder.ts";

type Written = { key: string; value: Uint8Array; expires: number | null };

/** SQLite sorts every blob after every text, so an empty one stands for "no end". */
const NO_END = new Uint8Array(0);

const endOf = (prefix: string) => prefixEnd(prefix) ?? NO_END;

/** Writes a record whatever its version was, and raises it. */
export function writeRecord(file: File, { key, value, expires }: Written): void {
  file.run(
    "INSERT INTO record (key, version, value, expires) VALUES (?, 1, ?, ?) ON CONFLICT (key)" +
      " DO UPDATE SET version = version + 1, value = excluded.value, expires = excluded.expires",
    key,
    value,
    expires,
  );
}

/** The calls of derived rows, as the worker answers them. */
export function derivedCalls(folder: Folder) {
  return {
    derivedPut(space: SpaceId, rows: { key: string; value: Uint8Array }[]): void {
      const file = folder.writable(space);
      file.transaction(() => {
        for (const { key, value } of rows) {
          file.run("INSERT OR REPLACE INTO derived (key, value) VALUES (?, ?)", key, value);
        }
      });
    },

    derivedGet(space: SpaceId, key: string): Uint8Array | null {
      const row = folder
        .existing(space)
        ?.get<{ value: Uint8Array }>("SELECT value FROM derived WHERE key = ?", key);
      return row?.value ?? null;
    },

    derivedKeys(space: SpaceId, prefix: string, limit: number, after: string | null): string[] {
      const rows = folder
        .existing(space)
        ?.all<{ key: string }>(
          "SELECT key FROM derived WHERE key >= ? AND key < ? AND key > ? ORDER BY key LIMIT ?",
          prefix,
          endOf(prefix),
          after ?? "",
          limit,
        );
      return (rows ?? []).map((row) => row.key);
    },

    derivedDrop(space: SpaceId, prefix: string): void {
      if (folder.existing(space) === null) return;
      const file = folder.writable(space);
      file.run("DELETE FROM derived WHERE key >= ? AND key < ?", prefix, endOf(prefix));
    },
  };
}

/** The calls of records, as the worker answers them. */
export function recordCalls(folder: Folder) {
  const existing = (owner: Owner) => (owner === "node" ? folder.node : folder.existing(owner));
  const writable = (owner: Owner) => (owner === "node" ? folder.node : folder.writable(owner));
  const live = (owner: Owner, key: string, now: number) =>
    existing(owner)?.get<Row>(
      "SELECT key, version, value, expires FROM record" +
        " WHERE key = ? AND (expires IS NULL OR expires > ?)",
      key,
      now,
    );
  return {
    recordGet(owner: Owner, key: string, now: number): Row | null {
      return live(owner, key, now) ?? null;
    },

    recordPut(owner: Owner, row: Written, version: number | "any", now: number): number | null {
      // This thread is the only writer, so what is read here still holds when it writes.
      const found = live(owner, row.key, now)?.version ?? 0;
      if (version !== "any" && version !== found) return null;
      writable(owner).run(
        "INSERT OR REPLACE INTO record (key, version, value, expires) VALUES (?, ?, ?, ?)",
        row.key,
        found + 1,
        row.value,
        row.expires,
      );
      return found + 1;
    },

    recordDelete(owner: Owner, key: string): void {
      if (existing(owner) === null) return;
      writable(owner).run("DELETE FROM record WHERE key = ?", key);
      // A space's row may have been somebody's draft: it leaves the write-ahead log as well.
      if (owner !== "node") void folder.truncate(() => folder.existing(owner));
    },

    recordList(owner: Owner, prefix: string, limit: number, after: string | null, now: number) {
      const rows = existing(owner)?.all<Row>(
        "SELECT key, version, value, expires FROM record WHERE key >= ? AND key < ? AND key > ?" +
          " AND (expires IS NULL OR expires > ?) ORDER BY key LIMIT ?",
        prefix,
        endOf(prefix),
        after ?? "",
        now,
        limit,
      );
      return rows ?? [];
    },

    recordSweep(owner: Owner, now: number, limit: number): number {
      if (existing(owner) === null) return 0;
      return writable(owner).run(
        "DELETE FROM record WHERE key IN" +
          " (SELECT key FROM record WHERE expires <= ? ORDER BY expires LIMIT ?)",
        now,
        limit,
      );
    },
  };
}
