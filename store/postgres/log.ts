/** The log and its erasable parts in PostgreSQL. */
import { SEGMENT_ENTRIES_MAX } from "../check.ts";
import type { Appended, Batch, PartRef, SealedPart, Segment, SpaceId, Store } from "../port.ts";
import { type Base, isConnectionFault, plain, toBuffer } from "./base.ts";
import { pieceOf } from "./schema.ts";
import { type Scrubber, XID } from "./scrub.ts";

/** Segments one statement of `read` answers at most. */
const READ_SEGMENTS_MAX = 16;

/** The channel on which appends are told. */
export function channelOf(base: Base): string {
  return `${base.schema}_appended`;
}

type SegmentRow = { first: string; count: number; leaves: Buffer; sealed: Buffer };
type PartRow = { idx: string; name: string; epoch: string; sealed: Buffer };

const segmentOf = (row: SegmentRow): Segment => ({
  first: Number(row.first),
  count: row.count,
  leaves: plain(row.leaves),
  sealed: plain(row.sealed),
});

const partOf = (row: PartRow): SealedPart => ({
  index: Number(row.idx),
  name: row.name,
  epoch: Number(row.epoch),
  sealed: plain(row.sealed),
});

const names = (refs: PartRef[]) => [refs.map((ref) => ref.index), refs.map((ref) => ref.name)];

function valuesOf(base: Base, space: SpaceId, expected: number, batch: Batch): unknown[] {
  const { segment, parts, derived, records, due } = batch;
  return [
    space,
    expected,
    segment.count,
    toBuffer(segment.leaves),
    toBuffer(segment.sealed),
    ...names(parts),
    parts.map((part) => part.epoch),
    parts.map((part) => toBuffer(part.sealed)),
    ...names(batch.erased),
    derived.map((row) => row.key),
    derived.map((row) => toBuffer(row.value)),
    records.map((row) => row.key),
    records.map((row) => toBuffer(row.value)),
    records.map((row) => row.expires),
    due.map((item) => item.queue),
    due.map((item) => item.id),
    due.map((item) => item.at),
    due.map((item) => toBuffer(item.value)),
    channelOf(base),
  ];
}

/** The calls of the log. */
export function logOn(base: Base): Pick<Store, "append" | "size" | "read" | "resegment"> {
  const s = base.schema;
  const holes = Array.from({ length: 21 }, (_, n) => `$${n + 1}`).join(", ");

  async function segments(space: SpaceId, from: number, to: number): Promise<Segment[]> {
    const rows = await base.rows<SegmentRow>(
      `SELECT first, count, leaves, sealed FROM ${s}.segment
         WHERE space = $1 AND first > $2::int8 - ${SEGMENT_ENTRIES_MAX} AND first < $3
           AND first + count > $2 ORDER BY first LIMIT ${READ_SEGMENTS_MAX}`,
      [space, from, to],
    );
    return rows.map(segmentOf);
  }

  async function appendOnce(space: SpaceId, expected: number, batch: Batch): Promise<Appended> {
    const rows = await base.rows<{ stored: boolean; found: string }>(
      `SELECT stored, found FROM ${s}.append(${holes})`,
      valuesOf(base, space, expected, batch),
    );
    return { ok: rows[0]?.stored === true, size: Number(rows[0]?.found ?? 0) };
  }

  /**
   * A lost connection leaves open whether the batch was stored. Asking again settles it: either
   * it is stored now, or the size differs and the segment that is there is ours or another's.
   */
  async function settle(space: SpaceId, expected: number, batch: Batch): Promise<Appended> {
    const answer = await appendOnce(space, expected, batch);
    if (answer.ok) return answer;
    const [there] = await segments(space, expected, expected + 1);
    const ours = there?.first === expected && toBuffer(batch.segment.sealed).equals(there.sealed);
    return ours ? { ok: true, size: expected + batch.segment.count } : answer;
  }

  return {
    async append(space, expected, batch) {
      try {
        return await appendOnce(space, expected, batch);
      } catch (fault) {
        if (!isConnectionFault(fault)) throw fault;
        return await settle(space, expected, batch);
      }
    },

    async size(space) {
      const rows = await base.rows<{ size: string }>(`SELECT size FROM ${s}.space WHERE id = $1`, [
        space,
      ]);
      return Number(rows[0]?.size ?? 0);
    },

    async *read(space, from, to) {
      for (let next = from; next < to; ) {
        const some = await segments(space, next, to);
        yield* some;
        const last = some.at(-1);
        if (last === undefined) return;
        next = last.first + last.count;
      }
    },

    resegment: (space, segment) => resegment(base, space, segment),
  };
}

async function resegment(base: Base, space: SpaceId, segment: Segment): Promise<void> {
  const s = base.schema;
  const { first, count } = segment;
  await base.transaction(async (asking) => {
    await asking.query(`SELECT 1 FROM ${s}.space WHERE id = $1 FOR UPDATE`, [space]);
    const found = await asking.query(
      `DELETE FROM ${s}.segment WHERE space = $1 AND first >= $2 AND first < $3
         RETURNING first, count, leaves, sealed`,
      [space, first, first + count],
    );
    const old = (found.rows as SegmentRow[]).map(segmentOf).sort((a, b) => a.first - b.first);
    const last = old.at(-1);
    if (
      old[0]?.first !== first ||
      last === undefined ||
      last.first + last.count !== first + count
    ) {
      throw new RangeError("a segment covers whole segments exactly");
    }
    if (!Buffer.concat(old.map((one) => one.leaves)).equals(segment.leaves)) {
      throw new RangeError("a segment keeps the same leaves");
    }
    await asking.query(
      `INSERT INTO ${s}.segment (space, first, count, leaves, sealed) VALUES ($1, $2, $3, $4, $5)`,
      [space, first, count, toBuffer(segment.leaves), toBuffer(segment.sealed)],
    );
  });
}

type PartCalls = Pick<Store, "parts" | "partsOfEpoch" | "reseal" | "erase">;

/** The calls of the parts. */
export function partsOn(base: Base, scrubber: Scrubber): PartCalls {
  const s = base.schema;
  return {
    async parts(space, refs) {
      const rows = await base.rows<PartRow>(
        `SELECT p.idx, p.name, p.epoch, p.sealed FROM ${s}.part p
           JOIN (SELECT DISTINCT * FROM unnest($2::int8[], $3::text[]) AS u (idx, name)) AS u
           ON p.idx = u.idx AND p.name = u.name COLLATE "C" WHERE p.space = $1`,
        [space, ...names(refs)],
      );
      return rows.map(partOf);
    },

    async partsOfEpoch(space, epoch, limit, after) {
      const rows = await base.rows<PartRow>(
        `SELECT idx, name, epoch, sealed FROM ${s}.part
           WHERE space = $1 AND epoch = $2 AND (idx, name) > ($3::int8, $4::text)
           ORDER BY idx, name LIMIT $5`,
        [space, epoch, after?.index ?? -1, after?.name ?? "", limit],
      );
      return rows.map(partOf);
    },

    async reseal(space, parts) {
      await base.run(
        `UPDATE ${s}.part p SET epoch = u.epoch, sealed = u.sealed
           FROM unnest($2::int8[], $3::text[], $4::int8[], $5::bytea[])
             AS u (idx, name, epoch, sealed)
           WHERE p.space = $1 AND p.idx = u.idx AND p.name = u.name COLLATE "C"`,
        [
          space,
          ...names(parts),
          parts.map((part) => part.epoch),
          parts.map((part) => toBuffer(part.sealed)),
        ],
      );
    },

    async erase(space, refs) {
      const rows = await base.rows<{ xid: string }>(
        `WITH gone AS (DELETE FROM ${s}.part p USING unnest($2::int8[], $3::text[]) AS g (idx, name)
           WHERE p.space = $1 AND p.idx = g.idx AND p.name = g.name COLLATE "C")
         SELECT ${XID}`,
        [space, ...names(refs)],
      );
      await scrubber.scrub(rows[0]?.xid ?? "0", [pieceOf("part", space)]);
    },
  };
}
