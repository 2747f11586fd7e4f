import { digestBytes, sha256, sha256Into } from "./sha256.ts";

// RFC 6962 §2.1: a leaf is hashed behind 0x00, a node behind 0x01.
const leafMessage = Buffer.alloc(1 + digestBytes);
const nodeMessage = Buffer.alloc(1 + 2 * digestBytes, 1);

/** The root of a tree of no leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array());

/** RFC 6962 leaf hash of an entry of any length; ours are 32-byte commitments. */
export function leafHash(entry: Uint8Array): Buffer {
  if (entry.length !== digestBytes) return sha256(Buffer.concat([Buffer.alloc(1), entry]));
  leafMessage.set(entry, 1);
  return sha256(leafMessage);
}

const leafDigest = Buffer.alloc(digestBytes);

/** The leaf hash of the 32-byte commitment that begins at `at`; valid until the next is asked. */
export function leafHashAt(commitments: Uint8Array, at: number): Buffer {
  copyDigest(commitments, at, leafMessage, 1);
  sha256Into(leafMessage, leafDigest, 0);
  return leafDigest;
}

/** RFC 6962 hash of the node over `left` and `right`, 32 bytes each. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  copyDigest(left, 0, nodeMessage, 1);
  copyDigest(right, 0, nodeMessage, 1 + digestBytes);
  return sha256(nodeMessage);
}

/** A loop over 32 bytes costs less than a view of them and a call. */
function copyDigest(from: Uint8Array, at: number, to: Uint8Array, toAt: number): void {
  for (let i = 0; i < digestBytes; i++) to[toAt + i] = from[at + i] as number;
}

/** Called for every perfect subtree the moment it is complete; `hash` is valid during the call. */
export type OnSubtree = (level: number, hash: Uint8Array) => void;

/**
 * The perfect subtrees that make up a tree, largest first: all that must be kept to append to it.
 * 32 bytes for each bit of the size; appending n leaves costs n - 1 node hashes and no memory.
 */
export class Frontier {
  #size = 0;
  /** The subtree of 2^level leaves stands at 32 · level; where the size has none such, anything. */
  #nodes = Buffer.alloc(0);
  readonly #carry = Buffer.alloc(digestBytes);

  /** A frontier of `size` leaves from its perfect subtrees, smallest first. */
  static of(size: number, smallestFirst: readonly Uint8Array[]): Frontier {
    const frontier = new Frontier();
    const nodes: Uint8Array[] = [];
    let next = 0;
    for (let n = size; n > 0; n = Math.floor(n / 2)) {
      const node = n % 2 === 1 ? smallestFirst[next++] : undefined;
      if (n % 2 === 1 && node?.length !== digestBytes) throw new RangeError("a subtree is missing");
      nodes.push(node ?? new Uint8Array(digestBytes));
    }
    if (next !== smallestFirst.length) throw new RangeError("a subtree too many");
    frontier.#nodes = Buffer.concat(nodes);
    frontier.#size = size;
    return frontier;
  }

  /** How many leaves have been appended. */
  get size(): number {
    return this.#size;
  }

  /** Appends one leaf hash, telling `onSubtree` of the leaf and each subtree it completes. */
  append(leaf: Uint8Array, onSubtree?: OnSubtree): void {
    const carry = this.#carry;
    copyDigest(leaf, 0, carry, 0);
    onSubtree?.(0, carry);
    let level = 0;
    for (let n = this.#size; n % 2 === 1; n = (n - 1) / 2) {
      copyDigest(this.#nodes, level * digestBytes, nodeMessage, 1);
      copyDigest(carry, 0, nodeMessage, 1 + digestBytes);
      sha256Into(nodeMessage, carry, 0);
      level++;
      onSubtree?.(level, carry);
    }
    if (level * digestBytes === this.#nodes.length)
      this.#nodes = Buffer.concat([this.#nodes, carry]);
    else copyDigest(carry, 0, this.#nodes, level * digestBytes);
    this.#size++;
  }

  /** The tree's root hash as of now. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (let level = 0, n = this.#size; n > 0; level++, n = Math.floor(n / 2)) {
      if (n % 2 === 0) continue;
      const node = this.#nodes.subarray(level * digestBytes, (level + 1) * digestBytes);
      root = root === undefined ? Buffer.from(node) : nodeHash(node, root);
    }
    return root ?? emptyRoot;
  }

  /** A copy that can be appended to and thrown away. */
  clone(): Frontier {
    const copy = new Frontier();
    copy.#nodes = Buffer.from(this.#nodes);
    copy.#size = this.#size;
    return copy;
  }
}
