/**
 * The port's bounds, checked in one place before any adapter sees a call. What is refused here is
 * a mistake of the caller, so it throws (`TypeError` or `RangeError`) and changes nothing.
 */
import {
  checkAfter,
  checkBatch,
  checkCount,
  checkExpires,
  checkedChunks,
  checkItems,
  checkKey,
  checkLimit,
  checkOwner,
  checkParts,
  checkPrefix,
  checkRef,
  checkRefs,
  checkSegment,
  checkSpace,
  onceEach,
} from "./check.ts";
import type { Store } from "./port.ts";

type LogCalls = Pick<Store, "append" | "size" | "read" | "resegment">;
type PartCalls = Pick<Store, "parts" | "partsOfEpoch" | "reseal" | "erase">;
type SpaceCalls = Pick<Store, "lock" | "watch" | "spaces" | "end" | "bytes">;

function guardLog(inner: Store, open: () => void): LogCalls {
  return {
    async append(space, expected, batch) {
      open();
      checkSpace(space);
      checkBatch(space, expected, batch);
      return await inner.append(space, expected, onceEach(batch));
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
