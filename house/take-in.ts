/**
 * Taking a space in from a file: as a copy to read; where it was moved here, to continue it under a
 * key that the group's key certified; or, where its node is gone, as a new generation. The file is
 * judged whole before a byte is kept, and until all of it is here the space is not: its ring says
 * `taking`, nobody opens it, and asking again begins anew.
 */
import { isErasable, leafCommitment } from "../log/entry.ts";
import { parseKeys } from "../log/keys.ts";
import { leafHash } from "../log/merkle.ts";
import { signerFromSeed } from "../log/note.ts";
import { encodeSegment, type StoredEntry } from "../log/segment.ts";
import { TileWriter } from "../log/tiles.ts";
import type { SealedPart, Store } from "../store/port.ts";
import type { Claim } from "./claims.ts";
import { partPlace, segmentPlace } from "./entry.ts";
import { endFileKeys } from "./file-keys.ts";
import { epochKey, newRing, type Ring, readRing, turnEpoch, writeRing } from "./keys.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import type { Plan } from "./room.ts";
import { seal } from "./seal.ts";
import { tileKey } from "./space.ts";
import { type FileEnd, type FileHead, type Moved, readSpaceFile } from "./space-file.ts";
import { FilesTaken } from "./space-file-pieces.ts";
import { type FileVerdict, verifySpaceFile } from "./space-file-verdict.ts";
import { Fits } from "./take-in-check.ts";
import { beginGeneration, proven, type TakingOver } from "./take-in-over.ts";

/** What taking in needs from outside. `lines` is read twice. */
export type TakeIn = {
  store: Store;
  keys: KeyFolder;
  random: Random;
  now: number;
  plan: Plan;
  foldVersion: (kind: string) => string;
  lines: () => AsyncIterable<string>;
  /** The seed of the key this node offered to continue spaces under (base64), if it did. */
  receiveSeed: string | null;
  /** Two codes out of the file, where its node is gone and the space goes on here. */
  takeOver?: TakingOver;
  /** Told of the claims of a space about to go on here; must stand being run twice. */
  ready?: (space: string, claims: readonly Claim[]) => Promise<void>;
  /** Told after every batch, in entries. */
  progress?: (entries: number, of: number) => void;
};

/** What came of it. `here`: this node holds the space already and nothing was written. */
export type TakenIn =
  | {
      ok: true;
      space: string;
      size: number;
      state: "copy" | "live" | "here";
      erased: number;
      /** Members the file has a code for, where the space goes on here. */
      claims: number;
      /** The day until which the file says a copy is to be kept, where it says one. */
      until?: string;
    }
  | Fault;

/** Why nothing was taken in; `refusal` where the rooms said so. */
type Fault = { ok: false; fault: string; refusal?: Refusal };
type Judged = FileVerdict & { ok: true };

/** Takes a space in. Faults of the file are answers; only a fault of this node throws. */
export async function takeIn(parts: TakeIn): Promise<TakenIn> {
  const fits = new Fits(parts.plan);
  const judged = await verifySpaceFile(parts.lines(), (entry) => fits.see(entry));
  if (!judged.ok) return judged;
  const { space, size } = judged.head;
  const erased = judged.checked.erased;
  const held = await readRing(parts.keys, space);
  if (held !== null && held.state !== "taking") {
    if (parts.takeOver !== undefined) return no(HERE[held.state] ?? HERE.live);
    // What was erased here stays erased: an older file brings nothing back.
    return { ok: true, space, size, state: "here", erased, claims: 0 };
  }
  const fault = mayContinue(parts, judged);
  if (fault !== null) return fault;
  try {
    const taken = await takeAll(parts, judged);
    const { until } = judged;
    return taken.ok && until !== null ? { ...taken, until } : taken;
  } catch (fault) {
    try {
      await discard(parts, space);
    } catch (second) {
      throw new AggregateError([fault, second], "a space was taken in by half: import it again");
    }
    throw fault;
  }
}

const no = (fault: string): Fault => ({ ok: false, fault });

const HERE = {
  live: "it lives on this node already: there is nothing to take over",
  behind: "it is on this node already, behind its last head: bring the newer database",
  moved: "it was moved from this node, and lives where it was moved to",
  copy: "a copy of it is on this node: take it over on a node that has none",
};

/** What speaks against going on with the space here, before a byte is kept. */
function mayContinue({ takeOver }: TakeIn, judged: Judged): Fault | null {
  if (takeOver === undefined) return null;
  if (judged.moved) return no("the file is a move: the space goes on where it was moved to");
  const { fault } = proven(judged.claims, takeOver.codes);
  return fault === null ? null : no(fault);
}

async function takeAll(parts: TakeIn, judged: Judged): Promise<TakenIn> {
  const { head, checked, claims } = judged;
  const { space } = head;
  const release = await parts.store.lock(space);
  let taken: { ring: Ring; end: FileEnd };
  try {
    taken = await copyAll(parts, head);
  } finally {
    await release();
  }
  const { ring, end } = taken;
  let size = head.size;
  if (end.moved !== null) {
    const fault = continueMoved(ring, end.moved, parts.receiveSeed);
    if (fault !== null) return drop(parts, space, no(fault));
  }
  if (parts.takeOver !== undefined) {
    const begun = await beginGeneration(parts, parts.takeOver, ring, judged);
    if (isRefusal(begun)) return drop(parts, space, { ...no(begun.refused), refusal: begun });
    size = begun.size;
  }
  const live = ring.log !== null;
  if (live) await parts.ready?.(space, claims);
  ring.state = live ? "live" : "copy";
  await writeRing(parts.keys, ring);
  const state = ring.state as "live" | "copy";
  return {
    ...{ ok: true, space, size, state, erased: checked.erased },
    claims: live ? claims.length : 0,
  };
}

/** Leaves no trace of what was begun. */
async function discard({ keys, store }: TakeIn, space: string): Promise<void> {
  await keys.destroy(space);
  await endFileKeys(keys, space);
  await store.end(space);
}

async function drop(parts: TakeIn, space: string, fault: Fault): Promise<Fault> {
  await discard(parts, space);
  return fault;
}

/** Makes a copy's ring that of the node that continues; answers what is wrong, or null. */
function continueMoved(ring: Ring, moved: Moved, receiveSeed: string | null): string | null {
  if (receiveSeed === null) return "the space was moved, and not to this node";
  const { verifier } = signerFromSeed(ring.origin, Buffer.from(receiveSeed, "base64"));
  const last = parseKeys(moved.key).at(-1);
  if (last?.verifier.vkey !== verifier.vkey) return "the space was moved to another node";
  Object.assign(ring, { log: receiveSeed, group: moved.group, keyFile: moved.key });
  return null;
}

/** Everything of the file, under a ring that nobody opens yet. */
async function copyAll(parts: TakeIn, head: FileHead): Promise<{ ring: Ring; end: FileEnd }> {
  const { store, keys, now, random } = parts;
  const fresh = newRing(head.space, "x", now, random);
  const ring: Ring = { ...fresh, origin: head.origin, log: null, group: null, keyFile: head.key };
  ring.state = "taking";
  await writeRing(keys, ring);
  // What an attempt before this one left lies under a key that is gone.
  await endFileKeys(keys, head.space);
  if ((await store.size(head.space)) > 0) await store.end(head.space);
  const end = await copyEntries(parts, ring, head);
  ring.head = { note: end.checkpoint, size: head.size };
  return { ring, end };
}

async function copyEntries(parts: TakeIn, ring: Ring, head: FileHead) {
  const tree = new TileWriter();
  const { store, keys, random } = parts;
  const files = new FilesTaken({ store, keys, random, id: head.space });
  let size = 0;
  for await (const step of readSpaceFile(parts.lines())) {
    if ("end" in step) return step.end;
    if ("head" in step) continue;
    if ("piece" in step) {
      await files.take(step.piece);
      continue;
    }
    await files.end();
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
