/** Small segments become large ones in the background (docs/architecture.md, "At rest"). */
import { decodeSegment, encodeSegment, type StoredEntry } from "../log/segment.ts";
import type { Segment } from "../store/port.ts";
import { segmentPlace } from "./entry.ts";
import type { Random } from "./ports.ts";
import { seal, unseal } from "./seal.ts";
import type { Space } from "./space.ts";

/** Entries in a merged segment, at most. */
export const MERGED_ENTRIES = 256;
/** Segments of so many entries on average are left: opening them costs little more than merged. */
const SMALL_ENTRIES = 16;

/**
 * Merges neighbours among the segments that lie within entries `from` to `to`, in order, up to 256
 * entries each. What was hashed is not touched: the leaves stay the same bytes. Answers where the
 * last whole segment ended, which is where the next call begins.
 */
export async function compact(
  space: Space,
  from: number,
  to: number,
  random: Random,
): Promise<number> {
  let group: Segment[] = [];
  let count = 0;
  let end = from;
  const flush = async () => {
    if (group.length > 1 && count < group.length * SMALL_ENTRIES)
      await merge(space, group, count, random);
    group = [];
    count = 0;
  };
  for await (const segment of space.store.read(space.id, from, to)) {
    if (segment.first < end || segment.first + segment.count > to) continue;
    if (count + segment.count > MERGED_ENTRIES) await flush();
    group.push(segment);
    count += segment.count;
    end = segment.first + segment.count;
  }
  await flush();
  return end;
}

async function merge(space: Space, group: Segment[], count: number, random: Random): Promise<void> {
  const { id, key, store } = space;
  const first = (group[0] as Segment).first;
  const entries: StoredEntry[] = group.flatMap((segment) => {
    const place = segmentPlace(id, segment.first, segment.count);
    return decodeSegment(unseal(key, place, segment.sealed));
  });
  const sealed = seal(key, segmentPlace(id, first, count), encodeSegment(entries), random);
  const leaves = Buffer.concat(group.map((segment) => segment.leaves));
  await store.resegment(id, { first, count, leaves, sealed });
}
