/** What falls due, in PostgreSQL. Claimants pass over rows another one is taking. */
import { compareKeys } from "../keys.ts";
import type { Claimed, DueItem, Store } from "../port.ts";
import { type Base, plain, toBuffer } from "./base.ts";

type ClaimedRow = {
  queue: string;
  id: string;
  space: string;
  at: string;
  value: Buffer;
  lease: string;
  tries: number;
};

const claimedOf = ({ queue, id, space, at, value, lease, tries }: ClaimedRow): Claimed => ({
  queue,
  id,
  space,
  at: Number(at),
  value: plain(value),
  lease,
  tries,
});

const lastOf = (items: DueItem[]) =>
  Array.from(new Map(items.map((item) => [`${item.queue}\0${item.id}`, item])).values());

/** The calls of due items. */
export function dueOn(base: Base): Store["due"] {
  const s = base.schema;
  return {
    async put(items) {
      // A statement may touch a row once, so the last of the same id stands for all.
      const last = lastOf(items);
      await base.run(`SELECT ${s}.put_due($1, $2, $3, $4, $5)`, [
        last.map((item) => item.queue),
        last.map((item) => item.id),
        last.map((item) => item.space),
        last.map((item) => item.at),
        last.map((item) => toBuffer(item.value)),
      ]);
    },

    async claim(queue, now, leaseMs, limit) {
      const rows = await base.rows<ClaimedRow>(
        `WITH ready AS MATERIALIZED (
           SELECT queue, id FROM ${s}.due
             WHERE queue = $1 AND at <= $2 AND (lease IS NULL OR until <= $2)
             ORDER BY at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
         UPDATE ${s}.due d SET lease = nextval('${s}.lease'), until = $2::int8 + $3::int8,
             tries = d.tries + 1
           FROM ready r WHERE d.queue = r.queue AND d.id = r.id
           RETURNING d.queue, d.id, d.space, d.at, d.value, d.lease, d.tries`,
        [queue, now, leaseMs, limit],
      );
      return rows.map(claimedOf).sort((a, b) => a.at - b.at || compareKeys(a.id, b.id));
    },

    async done({ queue, id, lease }) {
      const sql = `DELETE FROM ${s}.due WHERE queue = $1 AND id = $2 AND lease = $3`;
      return (await base.run(sql, [queue, id, lease])) > 0;
    },

    async waiting(queue) {
      const sql = `SELECT count(*) AS count, min(at) AS oldest FROM ${s}.due WHERE queue = $1`;
      const [row] = await base.rows<{ count: string; oldest: string | null }>(sql, [queue]);
      const oldest = row?.oldest ?? null;
      return { count: Number(row?.count ?? 0), oldest: oldest === null ? null : Number(oldest) };
    },
  };
}
