/**
 * Taking a space in from a file: as a copy to read, or, where it was moved here, to continue it
 * under a key that the group's key certified. The file is judged whole before a byte is kept.
 */
import { isErasable, leafCommitment } from "../log/entry.ts";
import { parseKeys } from "../log/keys.ts";
import { leafHash } from "../log/merkle.ts";
import { signerFromSeed } from "../log/note.ts";
import { encodeSegment, type StoredEntry } from "../log/segment.ts";
import { TileWriter } from "../log/tiles.ts";
import type { SealedPart, Store } from "../store/port.ts";
import { partPlace, segmentPlace } from "./entry.ts";
import { epochKey, newRing, type Ring, readRing, turnEpoch, writeRing } from "./keys.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { seal } from "./seal.ts";
import { tileKey } from "./space.ts";
import { type FileHead, type Moved, readSpaceFile, verifySpaceFile } from "./space-file.ts";

/** What taking in needs from outside. `lines` is read twice. */
export type TakeIn = {
  store: Store;
  keys: KeyFolder;
  random: Random;
  now: number;
  lines: () => AsyncIterable<string>;
  /** The seed of the key this node offered to continue spaces under (base64), if it did. */
  receiveSeed: string | null;
  /** Told after every batch, in entries. */
  progress?: (entries: number, of: number) => void;
};

/** What came of it. `here`: this node holds the space already and nothing was written. */
export type TakenIn =
  | { ok: true; space: string; size: number; state: "copy" | "live" | "here"; erased: number }
  | { ok: false; fault: string };

/** Takes a space in. Faults of the file are answers; only a fault of this node throws. */
export async function takeIn(parts: TakeIn): Promise<TakenIn> {
  const verdict = await verifySpaceFile(parts.lines());
  if (!verdict.ok) return verdict;
  const { head, checked } = verdict;
  const { space, size } = head;
  const held = await readRing(parts.keys, space);
  // What was erased here stays erased: an older file brings nothing back.
  if (held !== null) return { ok: true, space, size, state: "here", erased: checked.erased };
  const fresh = newRing(space, "x", parts.now, parts.random);
  const ring: Ring = { ...fresh, origin: head.origin, log: null, group: null, keyFile: head.key };
  ring.state = "copy";
  await writeRing(parts.keys, ring);
  const end = await copyEntries(parts, ring, head);
  const note = end.checkpoint;
  ring.head = { note, size };
  let state: "copy" | "live" = "copy";
  if (end.moved !== null) {
    const fault = takeOver(ring, end.moved, parts.receiveSeed);
    if (fault !== null) {
      await parts.keys.destroy(space);
      await parts.store.end(space);
      return { ok: false, fault };
    }
    state = "live";
  }
  await writeRing(parts.keys, ring);
  return { ok: true, space, size, state, erased: checked.erased };
}

/** Makes a copy's ring that of the node that continues; answers what is wrong, or null. */
function takeOver(ring: Ring, moved: Moved, receiveSeed: string | null): string | null {
  if (receiveSeed === null) return "the space was moved, and not to this node";
  const { verifier } = signerFromSeed(ring.origin, Buffer.from(receiveSeed, "base64"));
  const last = parseKeys(moved.key).at(-1);
  if (last?.verifier.vkey !== verifier.vkey) return "the space was moved to another node";
  ring.log = receiveSeed;
  ring.group = moved.group;
  ring.keyFile = moved.key;
  ring.state = "live";
  return null;
}

async function copyEntries(parts: TakeIn, ring: Ring, head: FileHead) {
  const tree = new TileWriter();
  let size = 0;
  for await (const step of readSpaceFile(parts.lines())) {
    if ("end" in step) return step.end;
    if ("head" in step) continue;
    if (turnEpoch(ring, parts.now, parts.random)) await writeRing(parts.keys, ring);
    size = await storeBatch(parts, ring, size, step.entries, tree);
    parts.progress?.(size, head.size);
  }
  throw new Error("a judged file lost its end");
}

async function storeBatch(
  { store, random }: TakeIn,
  ring: Ring,
  first: number,
  entries: StoredEntry[],
  tree: TileWriter,
): Promise<number> {
  const key = Buffer.from(ring.key, "base64");
  const count = entries.length;
  const parts: SealedPart[] = [];
  const kept = entries.map((entry, i) => {
    const [stay, erasable] = splitParts(entry);
    for (const { name, salt, bytes } of erasable) {
      const plain = Buffer.concat([salt, bytes]);
      const place = partPlace(ring.space, first + i, name);
      const epoch = ring.epoch.now;
      const sealed = seal(epochKey(ring, epoch), place, plain, random);
      parts.push({ index: first + i, name, epoch, sealed });
    }
    return { ...entry, parts: stay };
  });
  ring.epoch.parts += parts.length;
  const commitments = entries.map((entry) => leafCommitment(entry.headerSalt, entry.header));
  const full = tree.append(commitments.map(leafHash));
  const place = segmentPlace(ring.space, first, count);
  const sealed = seal(key, place, encodeSegment(kept), random);
  const stored = await store.append(ring.space, first, {
    segment: { first, count, leaves: Buffer.concat(commitments), sealed },
    ...{ parts, erased: [], records: [], due: [] },
    derived: full.map((tile) => ({ key: tileKey(tile.level, tile.n), value: tile.bytes })),
  });
  if (!stored.ok) throw new Error("someone else is writing this space");
  return stored.size;
}

/** The parts that stay with the entry, and the erasable ones. */
function splitParts({ parts }: StoredEntry): [StoredEntry["parts"], StoredEntry["parts"]] {
  const erasable = parts.filter(({ name }) => isErasable(name));
  return [parts.filter(({ name }) => !isErasable(name)), erasable];
}
