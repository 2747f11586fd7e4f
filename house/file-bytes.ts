/**
 * A file's bytes at rest: chunks of 64 KiB in the store's blobs, each sealed for its place under
 * the file's own key, so that a stretch is read without the rest (docs/architecture.md).
 */
import type { SpaceId, Store } from "../store/port.ts";
import type { Random } from "./ports.ts";
import { seal, unseal } from "./seal.ts";
import type { FileRef } from "./values/index.ts";

/** What sealing adds to a chunk (seal.ts). */
const SEAL_BYTES = 28;
/** Bytes of a file in one chunk: sealed, it has the store's 64 KiB. */
export const CHUNK_BYTES = 65_536 - SEAL_BYTES;

/** Where a file lies, and the key that opens it. */
export type FilePlace = { store: Store; space: SpaceId; id: string; key: Uint8Array };

const placeOf = ({ space, id }: FilePlace, n: number) => `file/${space}/${id}/${n}`;

/** Keeps a file that comes in pieces of any length; holds one chunk of it in memory. */
export function putFile(
  place: FilePlace,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  random: Random,
): Promise<void> {
  return place.store.blobs.put(place.space, place.id, sealed(place, pieces, random));
}

async function* sealed(
  place: FilePlace,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  random: Random,
): AsyncIterable<Uint8Array> {
  let n = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  const chunk = () => seal(place.key, placeOf(place, n++), Buffer.concat(held, length), random);
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; ) {
      const some = piece.subarray(at, at + CHUNK_BYTES - length);
      held.push(some);
      length += some.length;
      at += some.length;
      if (length < CHUNK_BYTES) continue;
      yield chunk();
      [held, length] = [[], 0];
    }
  if (length > 0) yield chunk();
}

/**
 * The bytes of a file from `from` (inclusive) to `to` (exclusive), a chunk at a time. Throws where
 * bytes are gone or are not what was kept.
 */
export async function* readFile(
  place: FilePlace,
  { size }: Pick<FileRef, "size">,
  from = 0,
  to = size,
): AsyncIterable<Uint8Array> {
  const [first, end] = [Math.floor(from / CHUNK_BYTES), Math.ceil(to / CHUNK_BYTES)];
  let n = first;
  for await (const bytes of place.store.blobs.read(place.space, place.id, first, end)) {
    const plain = unseal(place.key, placeOf(place, n), bytes);
    const begins = n++ * CHUNK_BYTES;
    if (plain.length !== Math.min(CHUNK_BYTES, size - begins)) throw new Error("a file is short");
    yield plain.subarray(Math.max(0, from - begins), Math.max(0, to - begins));
  }
  if (n !== end) throw new Error("a file is not whole");
}
