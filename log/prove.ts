import { nodeHash } from "./merkle.ts";
import { digestBytes } from "./sha256.ts";

/** The hash of the perfect subtree over leaves [index·2^level, (index+1)·2^level). */
export type NodeReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

type Range = readonly [from: number, to: number];

/**
 * RFC 6962 §2.1.1 inclusion proof of leaf `index` in the tree of `size` leaves, from the leaf's
 * sibling up. Throws RangeError unless 0 <= index < size.
 */
export async function inclusionProof(index: number, size: number, nodes: NodeReader) {
  if (!(index >= 0 && index < size)) throw new RangeError("no such leaf");
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return rangeHashes(ranges.reverse(), nodes);
}

/**
 * RFC 6962 §2.1.2 proof that the tree of `old` leaves is the beginning of the tree of `size`.
 * Empty for old 0 and old = size. Throws RangeError unless 0 <= old <= size.
 */
export async function consistencyProof(old: number, size: number, nodes: NodeReader) {
  if (!(old >= 0 && old <= size)) throw new RangeError("no such tree");
  if (old === 0) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (old < to) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  if (from > 0) ranges.push([from, to]);
  return rangeHashes(ranges.reverse(), nodes);
}

/** The root of the tree of `size` leaves. Throws RangeError for an empty tree. */
export async function rootFrom(size: number, nodes: NodeReader): Promise<Uint8Array> {
  if (!(size > 0)) throw new RangeError("an empty tree has no nodes");
  return rangeHash([0, size], nodes);
}

async function rangeHashes(ranges: readonly Range[], nodes: NodeReader): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const range of ranges) hashes.push(await rangeHash(range, nodes));
  return hashes;
}

// A range a proof names always starts at a multiple of the largest power of two in its length.
async function rangeHash([from, to]: Range, nodes: NodeReader): Promise<Uint8Array> {
  const perfect: Uint8Array[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (2 ** (level + 1) <= to - at) level++;
    perfect.push(await nodes(level, at / 2 ** level));
    at += 2 ** level;
  }
  return perfect.reduceRight((right, left) => nodeHash(left, right));
}

/** The largest power of two below `length`. */
function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

/**
 * RFC 9162 §2.1.3.2: does `proof` show that `leaf` (a leaf hash) is number `index` of the tree of
 * `size` leaves with this `root`? Sizes are bigint, since the published cases go to 2^64 - 1.
 */
export function verifyInclusion(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0n || index >= size || ![leaf, ...proof].every(isHash)) return false;
  let at = index;
  let last = size - 1n;
  let hash = leaf;
  for (const step of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(step, hash);
      [at, last] = toRightTurn(at, last);
    } else {
      hash = nodeHash(hash, step);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(hash, root);
}

/**
 * RFC 9162 §2.1.4.2: does `proof` show that the tree of `old` leaves with `oldRoot` is the
 * beginning of the tree of `size` leaves with `root`? Nothing is proved from an empty tree, which
 * is the beginning of any: the answer for old 0 is no, as in the published cases.
 */
export function verifyConsistency(
  old: bigint,
  size: bigint,
  oldRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (old <= 0n || old > size || !proof.every(isHash)) return false;
  if (old === size) return proof.length === 0 && same(oldRoot, root);
  let [at, last] = toRightTurn(old - 1n, size - 1n, 1n);
  // Where the old tree is one perfect subtree, its root is the first step and goes unsaid.
  const [first, ...steps] = at === 0n ? [oldRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  let oldHash = first;
  let hash = first;
  for (const step of steps) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      oldHash = nodeHash(step, oldHash);
      hash = nodeHash(step, hash);
      [at, last] = toRightTurn(at, last);
    } else {
      hash = nodeHash(hash, step);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(oldHash, oldRoot) && same(hash, root);
}

/** Climbs while the path stays on the left edge (`bit` 0) or the right one (`bit` 1). */
function toRightTurn(at: bigint, last: bigint, bit = 0n): [bigint, bigint] {
  while (at !== 0n && (at & 1n) === bit) {
    at >>= 1n;
    last >>= 1n;
  }
  return [at, last];
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === digestBytes;
}

/** Byte equality; roots and proofs are public, so this need not take constant time. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
