/**
 * Heads: what a log's key signs. Each is kept in the key folder before anyone gets it, so that a
 * database behind it is noticed; what everyone sees moves on a beat, since size and timing tell
 * stories too (docs/architecture.md).
 */
import { hkdfSync } from "node:crypto";
import { signCheckpoint } from "../log/checkpoint.ts";
import { type LogFile, layLog } from "../log/layout.ts";
import { leafHash } from "../log/merkle.ts";
import { type Signer, signerFromSeed } from "../log/note.ts";
import { makeProof } from "../log/proof.ts";
import { inclusionProof } from "../log/prove.ts";
import { nodesFromTiles, tileRoot } from "../log/tiles.ts";
import { changeRing, type Ring } from "./keys.ts";
import type { KeyFolder } from "./ports.ts";
import { type Space, tileKey } from "./space.ts";

/** How often the public head moves, in ms. */
export const BEAT_MS = 3_600_000;

/** The log's own signer, or null where this node no longer holds its key. */
export function logSigner(ring: Ring): Signer | null {
  return ring.log === null ? null : signerFromSeed(ring.origin, Buffer.from(ring.log, "base64"));
}

/** The group's signer; its name says that the node keeps the key. Null where it is not here. */
export function groupSigner(ring: Ring): Signer | null {
  if (ring.group === null) return null;
  return signerFromSeed(`${ring.origin}/group`, Buffer.from(ring.group, "base64"));
}

/**
 * The key by which the group signs as a party in another's space, `null` where its key is gone: the
 * HKDF (RFC 5869, SHA-256) of its own over the name that the key has there, so that nobody finds
 * two spaces by one key, and the group can show that it is its own.
 */
export function partySigner(ring: Ring, name: string): Signer | null {
  if (ring.group === null) return null;
  const own = Buffer.from(ring.group, "base64");
  const seed = hkdfSync("sha256", own, "", `alongside/party/v1\n${name}`, 32);
  return signerFromSeed(name, Buffer.from(seed));
}

/**
 * A signed head over everything up to now. Where the key is gone (a copy, a moved space) or the
 * database is behind, it is the last one that was signed; throws where there is none.
 */
export async function freshHead(space: Space, keys: KeyFolder): Promise<string> {
  const { ring } = space;
  if (ring.head?.size === space.size) return ring.head.note;
  return locked(space, () => lockedHead(space, keys));
}

/** The same for whoever has locked the space already. */
export async function lockedHead(space: Space, keys: KeyFolder): Promise<string> {
  const { ring, size, tree } = space;
  if (ring.head?.size === size) return ring.head.note;
  const signer = logSigner(ring);
  // A head over less than was signed before would deny what someone already holds.
  if (signer === null || ring.state === "behind") {
    if (ring.head === null) throw new Error("no head was ever signed here");
    return ring.head.note;
  }
  const note = signCheckpoint({ origin: ring.origin, size, root: tree.root() }, signer);
  await changeRing(keys, ring, (next) => {
    if ((next.head?.size ?? 0) <= size) next.head = { note, size };
  });
  return ring.head?.note ?? note;
}

async function locked<T>({ store, id }: Space, act: () => Promise<T>): Promise<T> {
  const release = await store.lock(id);
  try {
    return await act();
  } finally {
    await release();
  }
}

/** The head everyone is shown: the last beat's. */
export async function publicHead(
  space: Space,
  keys: KeyFolder,
  now: number,
): Promise<{ note: string; size: number }> {
  const { ring } = space;
  if (ring.publicHead !== null && now - ring.publicHead.at < BEAT_MS) return ring.publicHead;
  return locked(space, async () => {
    const note = await lockedHead(space, keys);
    const head = { note, size: ring.head?.size ?? space.size, at: now };
    await changeRing(keys, ring, (next) => {
      next.publicHead = head;
    });
    return head;
  });
}

/** The leaf commitments of entries `from` to `to`, 32 bytes each, in order. */
export async function* leaves(space: Space, from: number, to: number): AsyncIterable<Uint8Array> {
  for await (const { first, count, leaves: all } of space.store.read(space.id, from, to))
    for (let i = Math.max(0, from - first); i < count && first + i < to; i++)
      yield all.subarray(i * 32, i * 32 + 32);
}

/** A tile of the log: a stored full one, or the right edge made from leaves. */
export async function tile(
  space: Space,
  level: number,
  n: number,
  width: number,
): Promise<Uint8Array> {
  if (width === 256) {
    const stored = await space.store.derived.get(space.id, tileKey(level, n));
    if (stored === null) throw new Error(`a tile is gone: ${level}/${n}`);
    return stored;
  }
  const hashes: Uint8Array[] = [];
  if (level === 0) {
    for await (const leaf of leaves(space, n * 256, n * 256 + width)) hashes.push(leafHash(leaf));
  } else {
    for (let i = 0; i < width; i++)
      hashes.push(tileRoot(await tile(space, level - 1, n * 256 + i, 256)));
  }
  return Buffer.concat(hashes);
}

/** A signed head, and the size that it is of. */
export type Head = { note: string; size: number };

/** {@link freshHead} with its size. */
export async function headNow(space: Space, keys: KeyFolder): Promise<Head> {
  const note = await freshHead(space, keys);
  return { note, size: space.ring.head?.size ?? space.size };
}

/** A `.tlog-proof` that an entry is in the log, under a head of its own. */
export async function entryProof(space: Space, index: number, keys: KeyFolder): Promise<string> {
  return proofUnder(space, index, await headNow(space, keys));
}

/** The same under a head that there is already. */
export async function proofUnder(space: Space, index: number, head: Head): Promise<string> {
  const { note: checkpoint, size } = head;
  const nodes = nodesFromTiles(size, (level, n, width) => tile(space, level, n, width));
  return makeProof({ index, hashes: await inclusionProof(index, size, nodes), checkpoint });
}

/** The whole log as files in the C2SP layout, under a fresh head. */
export async function* logFiles(space: Space, keys: KeyFolder): AsyncIterable<LogFile> {
  const note = await freshHead(space, keys);
  const size = space.ring.head?.size ?? space.size;
  yield* layLog(leaves(space, 0, size), space.ring.keyFile, () => note);
}
