/** Entries by a mark, the newest first: what a search shows before it goes on to older ones. */
import { allOf, erasable, type OpenEntry } from "./entry.ts";
import type { Mark } from "./facts.ts";
import { type EntrySource, entriesAt } from "./read-entries.ts";
import type { Space } from "./space.ts";

/** Entries opened together on the way back. */
const A_LOOK = 256;

/** The entries at these ascending indexes, opened, some at a time, the last of them first. */
export async function* entriesBack(
  source: EntrySource,
  indexes: readonly number[],
): AsyncGenerator<OpenEntry[]> {
  for (let end = indexes.length; end > 0; end -= A_LOOK) {
    const some: OpenEntry[] = [];
    const look = indexes.slice(Math.max(0, end - A_LOOK), end);
    for await (const few of entriesAt(source, look)) some.push(...few);
    yield some.reverse();
  }
}

/** Which parts of an entry are not to be found by any more. */
export type Past = (entry: OpenEntry) => Promise<readonly string[]>;

/** Whether an entry carries a mark: a hit in the index may be another's, or of what is past. */
export async function carries(
  space: Space,
  entry: OpenEntry,
  mark: Mark,
  past?: Past,
): Promise<boolean> {
  const gone = (await past?.(entry)) ?? [];
  const refs = erasable(entry).filter(({ name }) => !gone.includes(name));
  const marks = space.marksOfEntry(entry, await space.parts(refs));
  return allOf(marks).includes(mark);
}

/** Entries that carry a mark, confirmed on the entry itself, some at a time, the newest first. */
export async function* markedBack(
  space: Space,
  mark: Mark,
  past?: Past,
): AsyncGenerator<OpenEntry[]> {
  const indexes = await space.marks.find(space.marks.hash(mark));
  for await (const some of entriesBack(space, indexes)) {
    const right: OpenEntry[] = [];
    for (const entry of some) if (await carries(space, entry, mark, past)) right.push(entry);
    yield right;
  }
}

/** The newest of them, at most `limit`, ascending. */
export async function newestMarked(space: Space, mark: Mark, limit: number): Promise<OpenEntry[]> {
  const found: OpenEntry[] = [];
  for await (const some of markedBack(space, mark)) {
    found.push(...some);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit).reverse();
}
