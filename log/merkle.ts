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

/** RFC 6962 hash of the node over `left` and `right`, 32 bytes each. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeMessage.set(left, 1);
  nodeMessage.set(right, 1 + digestBytes);
  return sha256(nodeMessage);
}

/** Called for every perfect subtree the moment it is complete; `hash` is valid during the call. */
export type OnSubtree = (level: number, hash: Uint8Array) => void;

/**
 * The perfect subtrees that make up a tree, largest first: all that must be kept to append to it.
 * 32 bytes for each bit of the size; appending n leaves costs n - 1 node hashes and no memory.
 */
export class Frontier {
  #size = 0;
  readonly #nodes: Buffer[] = [];
  readonly #carry = Buffer.alloc(digestBytes);

  /** A frontier of `size` leaves from its perfect subtrees, smallest first. */
  static of(size: number, smallestFirst: readonly Uint8Array[]): Frontier {
    const frontier = new Frontier();
    let next = 0;
    for (let n = size; n > 0; n = Math.floor(n / 2)) {
      const node = n % 2 === 1 ? smallestFirst[next++] : undefined;
      if (n % 2 === 1 && node?.length !== digestBytes) throw new RangeError("a subtree is missing");
      frontier.#nodes.push(Buffer.from(node ?? new Uint8Array(digestBytes)));
    }
    if (next !== smallestFirst.length) throw new RangeError("a subtree too many");
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
    carry.set(leaf);
    onSubtree?.(0, carry);
    let level = 0;
    for (let n = this.#size; n % 2 === 1; n = (n - 1) / 2) {
      nodeMessage.set(this.#nodes[level] as Buffer, 1);
      nodeMessage.set(carry, 1 + digestBytes);
      sha256Into(nodeMessage, carry, 0);
      level++;
      onSubtree?.(level, carry);
    }
    if (level === this.#nodes.length) this.#nodes.push(Buffer.alloc(digestBytes));
    (this.#nodes[level] as Buffer).set(carry);
    this.#size++;
  }

  /** The tree's root hash as of now. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (let level = 0, n = this.#size; n > 0; level++, n = Math.floor(n / 2)) {
      if (n % 2 === 0) continue;
      const node = this.#nodes[level] as Buffer;
      root = root === undefined ? Buffer.from(node) : nodeHash(node, root);
    }
    return root ?? emptyRoot;
  }

  /** A copy that can be appended to and thrown away. */
  clone(): Frontier {
    const copy = new Frontier();
    for (const node of this.#nodes) copy.#nodes.push(Buffer.from(node));
    copy.#size = this.#size;
    return copy;
  }
}
