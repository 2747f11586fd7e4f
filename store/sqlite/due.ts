/** What falls due, in `node.db`; batches put theirs into the space's file first. */
import type { Claimed, DueItem } from "../port.ts";
import type { Folder } from "./folder.ts";

type DueRow = DueItem & { tries: number };

/** The calls of due items, as the worker answers them. */
export function dueCalls(folder: Folder) {
  const { node } = folder;

  function lease(row: DueRow, until: number): Claimed {
    const { queue, id, space, at, value } = row;
    // Numbers only rise, so a lease is never given twice, not even after a restart.
    const given = node.get<{ last: number }>("UPDATE lease SET last = last + 1 RETURNING last");
    const last = given?.last ?? 0;
    node.run(
      "UPDATE due SET lease = ?, until = ?, tries = tries + 1 WHERE queue = ? AND id = ?",
      last,
      until,
      queue,
      id,
    );
    return { queue, id, space, at, value, lease: String(last), tries: row.tries + 1 };
  }

  return {
    duePut(items: DueItem[]): void {
      folder.moveDue();
      node.transaction(() => {
        for (const item of items) folder.putDue(item);
      });
    },

    dueClaim(queue: string, now: number, leaseMs: number, limit: number): Claimed[] {
      folder.moveDue();
      const rows = node.all<DueRow>(
        "SELECT queue, id, space, at, value, tries FROM due WHERE queue = ? AND at <= ?" +
          " AND (lease IS NULL OR until <= ?) ORDER BY at, id LIMIT ?",
        queue,
        now,
        now,
        limit,
      );
      if (rows.length === 0) return [];
      return node.transaction(() => rows.map((row) => lease(row, now + leaseMs)));
    },

    dueDone({ queue, id, lease }: Claimed): boolean {
      folder.moveDue();
      const sql = "DELETE FROM due WHERE queue = ? AND id = ? AND lease = ?";
      return node.run(sql, queue, id, lease) > 0;
    },

    dueWaiting(queue: string): { count: number; oldest: number | null } {
      folder.moveDue();
      const sql = "SELECT count(*) AS count, min(at) AS oldest FROM due WHERE queue = ?";
      return (
        node.get<{ count: number; oldest: number | null }>(sql, queue) ?? { count: 0, oldest: null }
      );
    },
  };
}
