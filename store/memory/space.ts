/** What the memory store holds of one space or of the node, and the small tables within it. */
import { compareKeys } from "../keys.ts";
import type { Row, SealedPart, Segment } from "../port.ts";

/** A row as kept: `expires` in ms since 1970, or null. */
export type Kept = { value: Uint8Array; version: number; expires: number | null };

/** One space's tables; the node's own has only `records`. */
export type Tables = {
  /** In order of `first`. */
  segments: Segment[];
  /** By `index/name`. */
  parts: Map<string, SealedPart>;
  derived: Map<string, Uint8Array>;
  records: Map<string, Kept>;
  blobs: Map<string, Uint8Array[]>;
};

/** Tables with nothing in them. */
export function emptyTables(): Tables {
  return {
    segments: [],
    parts: new Map(),
    derived: new Map(),
    records: new Map(),
    blobs: new Map(),
  };
}

/** A copy that shares no memory with the original, whatever view it was. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** How many entries the segments hold. */
export function sizeOf(tables: Tables | undefined): number {
  const last = tables?.segments.at(-1);
  return last === undefined ? 0 : last.first + last.count;
}

/** A segment that shares no memory with the original. */
export function copySegment(segment: Segment): Segment {
  const { first, count, leaves, sealed } = segment;
  return { first, count, leaves: copyOf(leaves), sealed: copyOf(sealed) };
}

/** A part that shares no memory with the original. */
export function copyPart(part: SealedPart): SealedPart {
  const { index, name, epoch, sealed } = part;
  return { index, name, epoch, sealed: copyOf(sealed) };
}

/** Keys of a table that begin with `prefix`, in byte order, after `after`. */
export function keysOf(keys: Iterable<string>, prefix: string, after: string | null): string[] {
  return Array.from(keys)
    .filter((key) => key.startsWith(prefix))
    .filter((key) => after === null || compareKeys(key, after) > 0)
    .sort(compareKeys);
}

/** Whether the row is there for someone who reads at `now`. */
export function isLive(kept: Kept | undefined, now: number): kept is Kept {
  return kept !== undefined && (kept.expires === null || kept.expires > now);
}

/** The row as the port gives it. */
export function rowOf(key: string, kept: Kept): Row {
  return { key, version: kept.version, value: copyOf(kept.value), expires: kept.expires };
}

/**
 * Index range of the segments that cover [first, first + count) exactly; throws where the borders
 * do not meet or a leaf differs.
 */
export function coveredBy(tables: Tables | undefined, segment: Segment): [number, number] {
  const end = segment.first + segment.count;
  const all = tables?.segments ?? [];
  const from = all.findIndex((old) => old.first === segment.first);
  const last = all.findIndex((old) => old.first + old.count === end);
  if (from < 0 || last < from) throw new RangeError("a segment covers whole segments exactly");
  const leaves = Buffer.concat(all.slice(from, last + 1).map((old) => old.leaves));
  if (!leaves.equals(segment.leaves)) throw new RangeError("a segment keeps the same leaves");
  return [from, last + 1];
}
