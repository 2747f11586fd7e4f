/**
 * What erasing still owes of files. Their keys lie in the key folder and their bytes in the store,
 * so both go in steps after the one that erased the part; a row stored along with the erasing names
 * them until then, so that a stop in between is made up for.
 */
import type { House } from "./house.ts";
import type { Random } from "./ports.ts";
import { seal, unseal } from "./seal.ts";
import type { Space } from "./space.ts";

const PREFIX = "unfile/";
const ROWS_MAX = 1_000;

/** A row of the space's records. */
export type OwedFiles = { key: string; value: Uint8Array; expires: null };

const placeOf = ({ id }: Space, key: string) => `${id}/${key}`;

/** The row for files that a commit of `size` entries in all erases; null where it erases none. */
export function owedFiles(
  space: Space,
  files: readonly string[],
  size: number,
  random: Random,
): OwedFiles | null {
  if (files.length === 0) return null;
  const key = `${PREFIX}${String(size).padStart(12, "0")}`;
  const plain = Buffer.from(JSON.stringify(files));
  return { key, value: seal(space.key, placeOf(space, key), plain, random), expires: null };
}

/** Destroys the files that rows name, then the rows; the space is locked. Safe to run again. */
export async function payFiles(house: House, space: Space): Promise<void> {
  const { store, id } = space;
  for (const { key, value } of await store.records.list(id, PREFIX, ROWS_MAX, null, 0)) {
    const plain = unseal(space.key, placeOf(space, key), value);
    await house.files.end(space, JSON.parse(Buffer.from(plain).toString()) as string[]);
    await store.records.delete(id, key);
  }
}
