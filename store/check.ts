/** The port's bounds: what is out of shape is a mistake of the caller, so it throws. */
import type { Batch, DueItem, Owner, PartRef, SealedPart, Segment } from "./port.ts";

/** Entries a segment may hold. */
export const SEGMENT_ENTRIES_MAX = 256;
/** Bytes of one leaf commitment. */
export const LEAF_BYTES = 32;
/** Parts one call of `parts`, `reseal` or `erase` may name. */
export const REFS_MAX = 1024;
/** UTF-8 bytes of a key, a name or an id; databases bound what they index. */
export const KEY_BYTES_MAX = 1024;
/** Bytes of a chunk of a blob. */
export const CHUNK_BYTES_MAX = 65_536;
/** Rows one call may ask for. */
export const LIMIT_MAX = 100_000;

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Throws unless the value is a whole number from 0. */
export function checkCount(value: number, what: string): void {
  if (!isCount(value)) throw new RangeError(`${what} is no whole number from 0: ${value}`);
}

/** Throws unless the limit is 1 to `LIMIT_MAX`. */
export function checkLimit(limit: number): void {
  if (!isCount(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new RangeError(`a limit is 1 to ${LIMIT_MAX}, not ${limit}`);
  }
}

/** Throws unless the id is 32 lower-case hex characters. */
export function checkSpace(space: string): void {
  if (!/^[0-9a-f]{32}$/.test(space)) throw new TypeError("a space is named by 32 hex characters");
}

/** Throws unless it is a space's id or `node`. */
export function checkOwner(owner: Owner): void {
  if (owner !== "node") checkSpace(owner);
}

/** Throws unless a database can keep the text as the beginning of a key. */
export function checkPrefix(text: string, what: string): void {
  if (!text.isWellFormed() || text.includes("\0")) {
    throw new TypeError(`a ${what} is well-formed text without NUL`);
  }
  if (Buffer.byteLength(text, "utf8") > KEY_BYTES_MAX) {
    throw new RangeError(`a ${what} has at most ${KEY_BYTES_MAX} bytes`);
  }
}

/** Throws unless a database can keep the text as a key: well-formed, not empty, no NUL. */
export function checkKey(text: string, what = "key"): void {
  if (text === "") throw new TypeError(`a ${what} is never empty`);
  checkPrefix(text, what);
}

/** Throws unless it is a key or null. */
export function checkAfter(after: string | null): void {
  if (after !== null) checkKey(after);
}

/** Throws unless it names a part. */
export function checkRef(ref: PartRef): void {
  checkCount(ref.index, "a part's index");
  checkKey(ref.name, "part name");
}

/** Throws unless it names at most `REFS_MAX` parts. */
export function checkRefs(refs: PartRef[]): void {
  if (refs.length > REFS_MAX) throw new RangeError(`at most ${REFS_MAX} parts a call`);
  for (const ref of refs) checkRef(ref);
}

/** Throws unless every part has a name and an epoch. */
export function checkParts(parts: SealedPart[]): void {
  checkRefs(parts);
  for (const part of parts) checkCount(part.epoch, "an epoch");
}

/** Throws unless the segment is in shape. */
export function checkSegment(segment: Segment): void {
  checkCount(segment.first, "a segment's first index");
  const { count } = segment;
  if (!isCount(count) || count < 1 || count > SEGMENT_ENTRIES_MAX) {
    throw new RangeError(`a segment holds 1 to ${SEGMENT_ENTRIES_MAX} entries, not ${count}`);
  }
  if (segment.leaves.length !== count * LEAF_BYTES) {
    throw new RangeError("a segment has 32 bytes of leaves an entry");
  }
}

/** Throws unless it is a time or null. */
export function checkExpires(expires: number | null): void {
  if (expires !== null) checkCount(expires, "an expiry");
}

/** Throws unless every due item is in shape. */
export function checkItems(items: DueItem[]): void {
  for (const item of items) {
    checkKey(item.queue, "queue");
    checkKey(item.id, "due id");
    checkSpace(item.space);
    checkCount(item.at, "a due time");
  }
}

/** Throws unless the batch is one step of the space at the expected size. */
export function checkBatch(space: string, expected: number, batch: Batch): void {
  const { segment } = batch;
  checkSegment(segment);
  if (segment.first !== expected) {
    throw new RangeError("a batch's segment begins at the expected size");
  }
  const end = segment.first + segment.count;
  const seen = new Set<string>();
  for (const part of batch.parts) {
    checkRef(part);
    checkCount(part.epoch, "an epoch");
    if (part.index < segment.first || part.index >= end) {
      throw new RangeError("a batch's parts belong to its entries");
    }
    seen.add(`${part.index}/${part.name}`);
  }
  if (seen.size !== batch.parts.length) throw new RangeError("a batch names each part once");
  for (const ref of batch.erased) {
    checkRef(ref);
    if (ref.index >= segment.first) throw new RangeError("a batch erases parts of older entries");
  }
  for (const row of batch.derived) checkKey(row.key);
  for (const row of batch.records) {
    checkKey(row.key);
    checkExpires(row.expires);
  }
  checkItems(batch.due);
  if (batch.due.some((item) => item.space !== space)) {
    throw new TypeError("a batch's due items belong to its space");
  }
}

/** The last of every name; databases differ in what they make of one written twice. */
function lastOf<T>(rows: T[], nameOf: (row: T) => string): T[] {
  const last = new Map(rows.map((row) => [nameOf(row), row]));
  return last.size === rows.length ? rows : Array.from(last.values());
}

/** The batch with each row named once. */
export function onceEach(batch: Batch): Batch {
  return {
    ...batch,
    derived: lastOf(batch.derived, (row) => row.key),
    records: lastOf(batch.records, (row) => row.key),
    due: lastOf(batch.due, (item) => `${item.queue}\0${item.id}`),
  };
}

/** The same chunks; throws at the first that is too large. */
export async function* checkedChunks(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk.length > CHUNK_BYTES_MAX) {
      throw new RangeError(`a chunk has at most ${CHUNK_BYTES_MAX} bytes`);
    }
    yield chunk;
  }
}
