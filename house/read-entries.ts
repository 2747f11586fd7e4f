/** Reads entries by their places: whole segments in order, each opened once. */
import type { SpaceId, Store } from "../store/port.ts";
import { openEntry, openSegment, type ReadEntry } from "./entry.ts";

/** Entries further apart than this are read as two ranges. */
const GAP = 64;

/** Where entries are read from: a space, as far as it is needed. */
export type EntrySource = { readonly store: Store; readonly key: Uint8Array; readonly id: SpaceId };

/** The entries at these ascending indexes, opened; as many at a time as a segment holds. */
export async function* entriesAt(
  { store, key, id }: EntrySource,
  indexes: readonly number[],
): AsyncGenerator<ReadEntry[]> {
  for (const [from, to] of ranges(indexes)) {
    let at = from;
    const [first, last] = [indexes[from] as number, indexes[to - 1] as number];
    for await (const segment of store.read(id, first, last + 1)) {
      const end = segment.first + segment.count;
      if ((indexes[at] as number) >= end) continue;
      const stored = openSegment(key, id, segment);
      const some: ReadEntry[] = [];
      for (; at < to && (indexes[at] as number) < end; at++) {
        const one = stored[(indexes[at] as number) - segment.first];
        if (one !== undefined) some.push(openEntry(one, indexes[at] as number));
      }
      yield some;
      if (at === to) break;
    }
  }
}

/** Ascending indexes as runs [from, to) of their places, cut where a gap is worth skipping. */
function* ranges(indexes: readonly number[]): Iterable<[number, number]> {
  let from = 0;
  for (let i = 1; i <= indexes.length; i++) {
    const near = i < indexes.length && (indexes[i] as number) - (indexes[i - 1] as number) <= GAP;
    if (near) continue;
    yield [from, i];
    from = i;
  }
}
