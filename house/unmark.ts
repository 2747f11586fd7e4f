/**
 * What erasing still owes to the stored runs of marks. Marks of erased words leave a run after the
 * words are gone, in a step of its own; a row stored along with the erasing names them until then,
 * so that a stop in between is made up for when the space is opened again.
 */
import type { Gone } from "./erase.ts";
import { RUN_ENTRIES } from "./marks.ts";
import type { Random } from "./ports.ts";
import { seal, unseal } from "./seal.ts";
import type { Space } from "./space.ts";

const PREFIX = "unmark/";
const ROWS_MAX = 1_000;

/** A row of the space's records. */
type Row = { key: string; value: Uint8Array; expires: null };

/**
 * The row for what a commit erases, or null where nothing of it can be in a stored run: the marks
 * of entries after the last whole run of `size` entries are in memory alone.
 */
export function owed(space: Space, marks: Gone["marks"], size: number, random: Random): Row | null {
  const stored = Math.floor(size / RUN_ENTRIES) * RUN_ENTRIES;
  const list = marks.filter(({ index, hashes }) => index < stored && hashes.length > 0);
  if (list.length === 0) return null;
  const key = `${PREFIX}${String(size).padStart(12, "0")}`;
  const plain = Buffer.from(JSON.stringify(list));
  return { key, value: seal(space.key, placeOf(space, key), plain, random), expires: null };
}

/** Takes a paid row off. */
export async function paid({ store, id }: Space, row: Row): Promise<void> {
  await store.records.delete(id, row.key);
}

/** Pays what a stop left: marks out of the runs, then the rows. Safe to run again. */
export async function payOwed(space: Space): Promise<void> {
  const { store, id } = space;
  const rows = () => store.records.list(id, PREFIX, ROWS_MAX, null, 0);
  if ((await rows()).length === 0) return;
  const release = await store.lock(id);
  try {
    for (const { key, value } of await rows()) {
      const plain = unseal(space.key, placeOf(space, key), value);
      await space.removeMarks(JSON.parse(Buffer.from(plain).toString()) as Gone["marks"]);
      await store.records.delete(id, key);
    }
  } finally {
    await release();
  }
}

function placeOf({ id }: Space, key: string): string {
  return `${id}/${key}`;
}
