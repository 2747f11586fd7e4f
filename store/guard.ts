/**
 * The port's bounds, checked in one place before any adapter sees a call. What is refused here is
 * a mistake of the caller, so it throws (`TypeError` or `RangeError`) and changes nothing.
 */
import type { Batch, DueItem, Owner, PartRef, SealedPart, Segment, Store } from "./port.ts";

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

function checkCount(value: number, what: string): void {
  if (!isCount(value)) throw new RangeError(`${what} is no whole number from 0: ${value}`);
}

function checkLimit(limit: number): void {
  if (!isCount(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new RangeError(`a limit is 1 to ${LIMIT_MAX}, not ${limit}`);
  }
}

/** Throws unless the id is 32 lower-case hex characters. */
export function checkSpace(space: string): void {
  if (!/^[0-9a-f]{32}$/.test(space)) throw new TypeError("a space is named by 32 hex characters");
}

function checkOwner(owner: Owner): void {
  if (owner !== "node") checkSpace(owner);
}

function checkPrefix(text: string, what: string): void {
  if (!text.isWellFormed() || text.includes("\0")) {
    throw new TypeError(`a ${what} is well-formed text without NUL`);
  }
  if (Buffer.byteLength(text, "utf8") > KEY_BYTES_MAX) {
    throw new RangeError(`a ${what} has at most ${KEY_BYTES_MAX} bytes`);
  }
}

function checkKey(text: string, what = "key"): void {
  if (text === "") throw new TypeError(`a ${what} is never empty`);
  checkPrefix(text, what);
}

function checkAfter(after: string | null): void {
  if (after !== null) checkKey(after);
}

function checkRef(ref: PartRef): void {
  checkCount(ref.index, "a part's index");
  checkKey(ref.name, "part name");
}

function checkRefs(refs: PartRef[]): void {
  if (refs.length > REFS_MAX) throw new RangeError(`at most ${REFS_MAX} parts a call`);
  for (const ref of refs) checkRef(ref);
}

function checkParts(parts: SealedPart[]): void {
  checkRefs(parts);
  for (const part of parts) checkCount(part.epoch, "an epoch");
}

function checkSegment(segment: Segment): void {
  checkCount(segment.first, "a segment's first index");
  const { count } = segment;
  if (!isCount(count) || count < 1 || count > SEGMENT_ENTRIES_MAX) {
    throw new RangeError(`a segment holds 1 to ${SEGMENT_ENTRIES_MAX} entries, not ${count}`);
  }
  if (segment.leaves.length !== count * LEAF_BYTES) {
    throw new RangeError("a segment has 32 bytes of leaves an entry");
  }
}

function checkExpires(expires: number | null): void {
  if (expires !== null) checkCount(expires, "an expiry");
}

function checkItems(items: DueItem[]): void {
  for (const item of items) {
    checkKey(item.queue, "queue");
    checkKey(item.id, "due id");
    checkSpace(item.space);
    checkCount(item.at, "a due time");
  }
}

function checkBatch(space: string, expected: number, batch: Batch): void {
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

async function* checkedChunks(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk.length > CHUNK_BYTES_MAX) {
      throw new RangeError(`a chunk has at most ${CHUNK_BYTES_MAX} bytes`);
    }
    yield chunk;
  }
}

type LogCalls = Pick<Store, "append" | "size" | "read" | "resegment">;
type PartCalls = Pick<Store, "parts" | "partsOfEpoch" | "reseal" | "erase">;
type SpaceCalls = Pick<Store, "lock" | "watch" | "spaces" | "end" | "bytes">;

function guardLog(inner: Store, open: () => void): LogCalls {
  return {
    async append(space, expected, batch) {
      open();
      checkSpace(space);
      checkBatch(space, expected, batch);
      return await inner.append(space, expected, batch);
    },
    async size(space) {
      open();
      checkSpace(space);
      return await inner.size(space);
    },
    read(space, from, to) {
      open();
      checkSpace(space);
      checkCount(from, "a range's begin");
      checkCount(to, "a range's end");
      return inner.read(space, from, to);
    },
    async resegment(space, segment) {
      open();
      checkSpace(space);
      checkSegment(segment);
      await inner.resegment(space, segment);
    },
  };
}

function guardParts(inner: Store, open: () => void): PartCalls {
  return {
    async parts(space, refs) {
      open();
      checkSpace(space);
      checkRefs(refs);
      return refs.length === 0 ? [] : await inner.parts(space, refs);
    },
    async partsOfEpoch(space, epoch, limit, after) {
      open();
      checkSpace(space);
      checkCount(epoch, "an epoch");
      checkLimit(limit);
      if (after !== null) checkRef(after);
      return await inner.partsOfEpoch(space, epoch, limit, after);
    },
    async reseal(space, parts) {
      open();
      checkSpace(space);
      checkParts(parts);
      if (parts.length > 0) await inner.reseal(space, parts);
    },
    async erase(space, refs) {
      open();
      checkSpace(space);
      checkRefs(refs);
      await inner.erase(space, refs);
    },
  };
}

function guardDerived({ derived }: Store, open: () => void): Store["derived"] {
  return {
    async put(space, rows) {
      open();
      checkSpace(space);
      for (const row of rows) checkKey(row.key);
      if (rows.length > 0) await derived.put(space, rows);
    },
    async get(space, key) {
      open();
      checkSpace(space);
      checkKey(key);
      return await derived.get(space, key);
    },
    async keys(space, prefix, limit, after) {
      open();
      checkSpace(space);
      checkPrefix(prefix, "prefix");
      checkLimit(limit);
      checkAfter(after);
      return await derived.keys(space, prefix, limit, after);
    },
    async drop(space, prefix) {
      open();
      checkSpace(space);
      checkPrefix(prefix, "prefix");
      await derived.drop(space, prefix);
    },
  };
}

function guardRecords({ records }: Store, open: () => void): Store["records"] {
  return {
    async get(owner, key, now) {
      open();
      checkOwner(owner);
      checkKey(key);
      return await records.get(owner, key, now);
    },
    async put(owner, row, version, now) {
      open();
      checkOwner(owner);
      checkKey(row.key);
      checkExpires(row.expires);
      if (version !== "any") checkCount(version, "a version");
      return await records.put(owner, row, version, now);
    },
    async delete(owner, key) {
      open();
      checkOwner(owner);
      checkKey(key);
      await records.delete(owner, key);
    },
    async list(owner, prefix, limit, after, now) {
      open();
      checkOwner(owner);
      checkPrefix(prefix, "prefix");
      checkLimit(limit);
      checkAfter(after);
      return await records.list(owner, prefix, limit, after, now);
    },
    async sweep(owner, now, limit) {
      open();
      checkOwner(owner);
      checkLimit(limit);
      return await records.sweep(owner, now, limit);
    },
  };
}

function guardDue({ due }: Store, open: () => void): Store["due"] {
  return {
    async put(items) {
      open();
      checkItems(items);
      if (items.length > 0) await due.put(items);
    },
    async claim(queue, now, leaseMs, limit) {
      open();
      checkKey(queue, "queue");
      checkCount(leaseMs, "a lease");
      checkLimit(limit);
      return await due.claim(queue, now, leaseMs, limit);
    },
    async done(item) {
      open();
      return await due.done(item);
    },
    async waiting(queue) {
      open();
      checkKey(queue, "queue");
      return await due.waiting(queue);
    },
  };
}

function guardBlobs({ blobs }: Store, open: () => void): Store["blobs"] {
  return {
    async put(space, id, chunks) {
      open();
      checkSpace(space);
      checkKey(id, "blob id");
      await blobs.put(space, id, checkedChunks(chunks));
    },
    read(space, id, from, to) {
      open();
      checkSpace(space);
      checkKey(id, "blob id");
      checkCount(from, "a range's begin");
      checkCount(to, "a range's end");
      return blobs.read(space, id, from, to);
    },
    async delete(space, id) {
      open();
      checkSpace(space);
      checkKey(id, "blob id");
      await blobs.delete(space, id);
    },
  };
}

function guardSpaces(inner: Store, open: () => void): SpaceCalls {
  return {
    async lock(space) {
      open();
      checkSpace(space);
      return await inner.lock(space);
    },
    watch(space, changed) {
      open();
      checkSpace(space);
      return inner.watch(space, changed);
    },
    async spaces(limit, after) {
      open();
      checkLimit(limit);
      if (after !== null) checkSpace(after);
      return await inner.spaces(limit, after);
    },
    async end(space) {
      open();
      checkSpace(space);
      await inner.end(space);
    },
    async bytes(owner) {
      open();
      checkOwner(owner);
      return await inner.bytes(owner);
    },
  };
}

/** The same store with every argument checked first, and every call refused after `close`. */
export function guarded(inner: Store): Store {
  let closing: Promise<void> | null = null;
  const open = () => {
    if (closing !== null) throw new Error("the store is closed");
  };
  return {
    ...guardLog(inner, open),
    ...guardParts(inner, open),
    ...guardSpaces(inner, open),
    derived: guardDerived(inner, open),
    records: guardRecords(inner, open),
    due: guardDue(inner, open),
    blobs: guardBlobs(inner, open),
    close() {
      closing ??= inner.close();
      return closing;
    },
  };
}
