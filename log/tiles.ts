import { Malformed } from "./malformed.ts";
import { Frontier, leafHashAt, nodeHash } from "./merkle.ts";
import type { NodeReader } from "./prove.ts";
import { digestBytes } from "./sha256.ts";
import { tileWidth } from "./tile-path.ts";

/** Hashes of one level of the tree, 32 bytes each; fewer than 256 at the right edge. */
export type Tile = {
  readonly level: number;
  readonly n: number;
  readonly width: number;
  readonly bytes: Uint8Array;
};

/** Levels of the tree in one level of tiles. */
const height = 8;
const tileBytes = tileWidth * digestBytes;

/** How wide tile `n` of `level` is in a log of `size` entries: 0 (none) to 256. */
export function widthOf(size: number, level: number, n: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - n * tileWidth));
}

/**
 * The growing right edge of a log: one partial tile per level (at most 8 KiB each) and the
 * frontier. Full tiles are handed out once, when they fill, and are not kept.
 *
 * Clones share the room of a partial tile beyond what they hold, so a clone costs little. Of a
 * writer and its clones one at a time is appended to: as soon as another is, those before it that
 * had gone further are to be thrown away.
 */
export class TileWriter {
  #frontier = new Frontier();
  #edge: Buffer[] = [];

  /**
   * The writer of a log of `size` entries, from its stored full tiles and the leaf hashes after
   * the last full tile of level 0. Reads at most 255 tiles a level. Throws Malformed on a tile or
   * a tail of the wrong length.
   */
  static async restore(
    size: number,
    tail: readonly Uint8Array[],
    readFull: (level: number, n: number) => Uint8Array | Promise<Uint8Array>,
  ): Promise<TileWriter> {
    const writer = new TileWriter();
    if (tail.length !== size % tileWidth) throw new Malformed("tile", "wrong number of leaves");
    writer.#edge.push(edgeOf(tail));
    for (let level = 1; tileWidth ** level <= size; level++) {
      const hashes: Uint8Array[] = [];
      const end = Math.floor(size / tileWidth ** level);
      for (let n = end - (end % tileWidth); n < end; n++) {
        const bytes = await readFull(level - 1, n);
        if (bytes.length !== tileBytes) throw new Malformed("tile", "not a full tile");
        hashes.push(subtreeHash(bytes, 0, tileWidth));
      }
      writer.#edge.push(edgeOf(hashes));
    }
    writer.#frontier = Frontier.of(size, subtreesOf(size, writer.#edge));
    return writer;
  }

  /** Entries in the log so far. */
  get size(): number {
    return this.#frontier.size;
  }

  /** The root hash as of now. */
  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** Appends leaf hashes; returns the tiles they filled, to be stored for good. */
  append(leaves: Iterable<Uint8Array>): Tile[] {
    const full: Tile[] = [];
    const onSubtree = this.#filling(full);
    for (const leaf of leaves) this.#frontier.append(leaf, onSubtree);
    return full;
  }

  /** Appends entries by their leaf commitments, 32 bytes each; returns the tiles they filled. */
  appendEntries(commitments: Uint8Array): Tile[] {
    const full: Tile[] = [];
    const onSubtree = this.#filling(full);
    for (let at = 0; at < commitments.length; at += digestBytes)
      this.#frontier.append(leafHashAt(commitments, at), onSubtree);
    return full;
  }

  #filling(full: Tile[]) {
    return (treeLevel: number, hash: Uint8Array) => {
      if (treeLevel % height === 0) this.#put(treeLevel / height, hash, this.#frontier.size, full);
    };
  }

  // `index` is the leaf being appended; the subtree it completes is number index / 256^level.
  #put(level: number, hash: Uint8Array, index: number, full: Tile[]): void {
    if (level === this.#edge.length) this.#edge.push(Buffer.alloc(tileBytes));
    const place = Math.floor(index / tileWidth ** level);
    const at = place % tileWidth;
    const edge = this.#edge[level] as Buffer;
    for (let i = 0; i < digestBytes; i++) edge[at * digestBytes + i] = hash[i] as number;
    if (at < tileWidth - 1) return;
    // A copy: what a later try puts in the same room must not reach what was handed out.
    const bytes = Buffer.from(this.#edge[level] as Buffer);
    full.push({ level, n: Math.floor(place / tileWidth), width: tileWidth, bytes });
    this.#edge[level] = Buffer.alloc(tileBytes);
  }

  /** The partial tiles a head at this size is served with; levels whose edge is empty have none. */
  partials(): Tile[] {
    return this.#edge.flatMap((edge, level) => {
      const hashes = Math.floor(this.size / tileWidth ** level);
      const width = hashes % tileWidth;
      if (width === 0) return [];
      const bytes = Buffer.from(edge.subarray(0, width * digestBytes));
      return [{ level, n: Math.floor(hashes / tileWidth), width, bytes }];
    });
  }

  /** A copy to append to before a transaction is known to hold. */
  clone(): TileWriter {
    const copy = new TileWriter();
    copy.#frontier = this.#frontier.clone();
    copy.#edge = [...this.#edge];
    return copy;
  }
}

function edgeOf(hashes: readonly Uint8Array[]): Buffer {
  const edge = Buffer.alloc(tileBytes);
  hashes.forEach((hash, i) => {
    if (hash.length !== digestBytes) throw new Malformed("tile", "a hash is 32 bytes");
    edge.set(hash, i * digestBytes);
  });
  return edge;
}

/** The frontier's perfect subtrees, smallest first: each bit of a level's width is one of them. */
function subtreesOf(size: number, edge: readonly Buffer[]): Uint8Array[] {
  return edge.flatMap((hashes, level) => {
    const width = Math.floor(size / tileWidth ** level) % tileWidth;
    const subtrees: Uint8Array[] = [];
    for (let bit = 1, end = width; bit <= width; bit *= 2) {
      if ((width & bit) === 0) continue;
      end -= bit;
      subtrees.push(subtreeHash(hashes, end, bit));
    }
    return subtrees;
  });
}

/** The hash of the perfect subtree over `count` (a power of two) of a tile's hashes. */
function subtreeHash(tile: Uint8Array, first: number, count: number): Uint8Array {
  if (count === 1) return tile.subarray(first * digestBytes, (first + 1) * digestBytes);
  const half = count / 2;
  return nodeHash(subtreeHash(tile, first, half), subtreeHash(tile, first + half, half));
}

/** The hash of the perfect subtree over a full tile: one hash of the level above. */
export function tileRoot(full: Uint8Array): Uint8Array {
  return subtreeHash(full, 0, tileWidth);
}

/** Reads the hashes of one tile at the width a log of the reader's size gives it. */
export type TileReader = (
  level: number,
  n: number,
  width: number,
) => Uint8Array | Promise<Uint8Array>;

/** Subtree hashes of the log of `size` entries, out of its tiles. The reader may keep a cache. */
export function nodesFromTiles(size: number, readTile: TileReader): NodeReader {
  return async (treeLevel, index) => {
    const level = Math.floor(treeLevel / height);
    const count = 2 ** (treeLevel % height);
    const n = Math.floor((index * count) / tileWidth);
    const first = (index * count) % tileWidth;
    const width = widthOf(size, level, n);
    if (first + count > width) throw new RangeError("outside the tree");
    const bytes = await readTile(level, n, width);
    if (bytes.length !== width * digestBytes) throw new Malformed("tile", "wrong length");
    return subtreeHash(bytes, first, count);
  };
}
