/** The log and its erasable parts in a space's file. */

import { SEGMENT_ENTRIES_MAX } from "../check.ts";
import type { Appended, Batch, PartRef, SealedPart, Segment, SpaceId } from "../port.ts";
import type { File } from "./file.ts";
import type { Folder } from "./folder.ts";
import { writeRecord } from "./rows.ts";
import { receivedBatch, type SentBatch } from "./sent-batch.ts";

/** Segments and bytes one message of `read` carries at most, beyond its first segment. */
const READ_SEGMENTS_MAX = 64;
const READ_BYTES_MAX = 1_048_576;

function sizeOf(file: File | null): number {
  const row = file?.get<{ size: number }>(
    "SELECT first + count AS size FROM segment ORDER BY first DESC LIMIT 1",
  );
  return row?.size ?? 0;
}

function putSegment(file: File, { first, count, leaves, sealed }: Segment): void {
  file.run(
    "INSERT INTO segment (first, count, leaves, sealed) VALUES (?, ?, ?, ?)",
    first,
    count,
    leaves,
    sealed,
  );
}

function putParts(file: File, parts: SealedPart[]): void {
  for (const { index, name, epoch, sealed } of parts) {
    file.run(
      "INSERT INTO part (idx, name, epoch, sealed) VALUES (?, ?, ?, ?)",
      index,
      name,
      epoch,
      sealed,
    );
  }
}

function eraseParts(file: File, refs: PartRef[]): void {
  for (const { index, name } of refs) {
    file.run("DELETE FROM part WHERE idx = ? AND name = ?", index, name);
  }
}

function putBatch(file: File, batch: Batch): void {
  putSegment(file, batch.segment);
  eraseParts(file, batch.erased);
  putParts(file, batch.parts);
  for (const { key, value } of batch.derived) {
    file.run("INSERT OR REPLACE INTO derived (key, value) VALUES (?, ?)", key, value);
  }
  for (const row of batch.records) writeRecord(file, row);
  for (const { queue, id, at, value } of batch.due) {
    file.run(
      "INSERT OR REPLACE INTO due (queue, id, at, value) VALUES (?, ?, ?, ?)",
      queue,
      id,
      at,
      value,
    );
  }
}

/** The calls of the log, as the worker answers them. */
export function logCalls(folder: Folder) {
  return {
    append(space: SpaceId, expected: number, sent: SentBatch): Appended {
      // This thread is the only writer, so what is known here still holds in the transaction.
      const size = folder.sizes.get(space) ?? sizeOf(folder.existing(space));
      if (size !== expected) return { ok: false, size };
      const batch = receivedBatch(sent);
      const file = folder.writable(space);
      file.transaction(() => putBatch(file, batch));
      if (size === 0) folder.hasEntries(space);
      if (batch.due.length > 0) folder.owes(space);
      if (batch.erased.length > 0) void folder.truncate(() => folder.existing(space));
      const after = size + batch.segment.count;
      folder.sizes.set(space, after);
      return { ok: true, size: after };
    },

    size(space: SpaceId): number {
      return sizeOf(folder.existing(space));
    },

    /** The next segments of a range; the caller asks again until it has the range. */
    readSome(space: SpaceId, from: number, to: number): Segment[] {
      const segments: Segment[] = [];
      let bytes = 0;
      const rows = folder
        .existing(space)
        ?.iterate<Segment>(
          "SELECT first, count, leaves, sealed FROM segment" +
            " WHERE first > ? AND first < ? AND first + count > ? ORDER BY first",
          from - SEGMENT_ENTRIES_MAX,
          to,
          from,
        );
      for (const segment of rows ?? []) {
        segments.push(segment);
        bytes += segment.sealed.length + segment.leaves.length;
        if (segments.length >= READ_SEGMENTS_MAX || bytes >= READ_BYTES_MAX) break;
      }
      return segments;
    },

    resegment(space: SpaceId, segment: Segment): void {
      const end = segment.first + segment.count;
      const file = folder.existing(space);
      const old = file?.all<{ first: number; count: number; leaves: Uint8Array }>(
        "SELECT first, count, leaves FROM segment WHERE first >= ? AND first < ? ORDER BY first",
        segment.first,
        end,
      );
      const last = old?.at(-1);
      if (!file || !old || old[0]?.first !== segment.first || last === undefined) {
        throw new RangeError("a segment covers whole segments exactly");
      }
      if (last.first + last.count !== end) {
        throw new RangeError("a segment covers whole segments exactly");
      }
      if (!Buffer.concat(old.map((one) => one.leaves)).equals(segment.leaves)) {
        throw new RangeError("a segment keeps the same leaves");
      }
      folder.writable(space);
      file.transaction(() => {
        file.run("DELETE FROM segment WHERE first >= ? AND first < ?", segment.first, end);
        putSegment(file, segment);
      });
    },
  };
}

type PartRow = { index: number; name: string; epoch: number; sealed: Uint8Array };

/** The calls of the parts, as the worker answers them. */
export function partCalls(folder: Folder) {
  return {
    parts(space: SpaceId, refs: PartRef[]): SealedPart[] {
      const file = folder.existing(space);
      const found = new Map<string, SealedPart>();
      for (const { index, name } of refs) {
        const row = file?.get<PartRow>(
          'SELECT idx AS "index", name, epoch, sealed FROM part WHERE idx = ? AND name = ?',
          index,
          name,
        );
        if (row !== undefined) found.set(`${index}/${name}`, row);
      }
      return Array.from(found.values());
    },

    partsOfEpoch(space: SpaceId, epoch: number, limit: number, after: PartRef | null) {
      const rows = folder
        .existing(space)
        ?.all<PartRow>(
          'SELECT idx AS "index", name, epoch, sealed FROM part' +
            " WHERE epoch = ? AND (idx, name) > (?, ?) ORDER BY idx, name LIMIT ?",
          epoch,
          after?.index ?? -1,
          after?.name ?? "",
          limit,
        );
      return rows ?? [];
    },

    reseal(space: SpaceId, parts: SealedPart[]): void {
      if (folder.existing(space) === null) return;
      const file = folder.writable(space);
      file.transaction(() => {
        for (const { index, name, epoch, sealed } of parts) {
          file.run(
            "UPDATE part SET epoch = ?, sealed = ? WHERE idx = ? AND name = ?",
            epoch,
            sealed,
            index,
            name,
          );
        }
      });
    },

    async erase(space: SpaceId, refs: PartRef[]): Promise<void> {
      if (folder.existing(space) === null) return;
      folder.willScrub(space);
      const file = folder.writable(space);
      file.transaction(() => eraseParts(file, refs));
      if (!(await folder.scrub(space))) {
        throw new Error("the store closed before erased bytes were gone; reopening goes on");
      }
    },
  };
}
