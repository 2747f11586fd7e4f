/** What the contract's checks are given: spaces, segments, parts and batches made from names. */
import { createHash } from "node:crypto";
import type { Batch, Segment, Store } from "../port.ts";

/** A store under test, with what only its adapter knows. */
export type Adapter = {
  /** Opens a store on an empty place. */
  open(): Promise<Store>;
  /** Opens the same place again after `close`. */
  reopen(): Promise<Store>;
  /** Opens the same place at the same time, as another process would; null where only one may. */
  beside: (() => Promise<Store>) | null;
  /** Whether the bytes stand anywhere in the store's own files. */
  grep(bytes: Uint8Array): Promise<boolean>;
};

/** The adapter and the store that is open at the moment. */
export type Subject = Adapter & { store: Store };

let made = 0;

/** Bytes that belong to a name alone: long enough to be found, never found by chance. */
export function bytesOf(name: string, length = 64): Uint8Array {
  const blocks: Buffer[] = [];
  for (let n = 0; n * 32 < length; n += 1) {
    blocks.push(createHash("sha256").update(`${name}/${n}`).digest());
  }
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}

/** A space, queue or owner nobody else uses in this process: 32 hex characters. */
export function freshId(): string {
  made += 1;
  return createHash("sha256").update(`contract/${made}`).digest("hex").slice(0, 32);
}

/** The leaves of the entries [first, first + count) of a space. */
export function leavesOf(first: number, count: number): Uint8Array {
  const leaves = Array.from({ length: count }, (_, n) => bytesOf(`leaf ${first + n}`, 32));
  return new Uint8Array(Buffer.concat(leaves));
}

/** A segment whose sealed bytes belong to its name. */
export function segmentOf(first: number, count: number, name = "segment"): Segment {
  return { first, count, leaves: leavesOf(first, count), sealed: bytesOf(`${name} ${first}`) };
}

/** A batch of `count` entries from `first`, with what else it should carry. */
export function batchOf(first: number, count: number, more: Partial<Batch> = {}): Batch {
  const segment = segmentOf(first, count);
  return { segment, parts: [], erased: [], derived: [], records: [], due: [], ...more };
}

/** Appends batches of the given counts from the beginning of a space. */
export async function grow(store: Store, space: string, counts: number[]): Promise<number> {
  let size = 0;
  for (const count of counts) {
    const answer = await store.append(space, size, batchOf(size, count));
    size = answer.size;
  }
  return size;
}

/** Everything an iterable gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** An iterable of the given items, one step apart. */
export async function* stream<T>(items: T[]): AsyncIterable<T> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

/** Waits until `holds` does, at most `ms` milliseconds; answers whether it did. */
export async function until(holds: () => boolean, ms = 5000): Promise<boolean> {
  for (let waited = 0; waited < ms && !holds(); waited += 5) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return holds();
}

/** Keys that trip a database which takes them for patterns, escapes or another order. */
export const HOSTILE = [
  "%",
  "_",
  "a%b",
  "a_b",
  "a\\b",
  "a\\%b",
  "a'b",
  'a"b',
  "a;b--",
  "{a,b}",
  "\u0001",
  "é",
  "e\u0301",
  "إذن",
  "\uffff",
  "\u{10000}",
  "\u{1f33f}",
  "\u{10ffff}",
  "\u{10ffff}\u{10ffff}",
  "A",
  "a",
  "aa",
  "a ",
  " ",
  "NULL",
];
