/**
 * Erasing (docs/architecture.md, "At rest"): the bytes are deleted at once; within a day what else
 * lies under the same epoch is sealed anew and the epoch's key destroyed, so that yesterday's copy
 * of the database opens nothing of it.
 */
import type { PartRef } from "../store/port.ts";
import type { Commit } from "./commit.ts";
import { endOldDrafts, resealDrafts } from "./drafts.ts";
import { parsePart, partPlace } from "./entry.ts";
import { ERASABLE, type Part } from "./facts.ts";
import { changeRing, epochKey, type Ring, refreshRing, turnEpoch } from "./keys.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { seal, unseal } from "./seal.ts";
import type { OpenPart, Space } from "./space.ts";
import type { FilesPart } from "./values/index.ts";

/** Parts sealed anew in one step. */
const RESEAL_PARTS = 256;

/** What erasing must also undo: marks by entry, and the epochs that hold what was erased. */
export type Gone = {
  epochs: number[];
  marks: { index: number; hashes: number[] }[];
  /** Ids of files whose bytes and keys go with it. */
  files: string[];
};

/** Looks at the parts a commit erases, before they go. */
export async function erasedMarks(space: Space, commit: Commit): Promise<Gone> {
  if (commit.erased.length === 0) return { epochs: [], marks: [], files: [] };
  const parts = await space.parts(commit.erased);
  const epochs = [...new Set([...parts.values()].map(({ sealed }) => sealed.epoch))];
  const marks: Gone["marks"] = [];
  const indexes = [...new Set(commit.erased.map(({ index }) => index))].sort((a, b) => a - b);
  for await (const entry of space.entries(indexes)) {
    const of = space.marksOfEntry(entry, parts);
    const gone = (name: Part) =>
      commit.erased.some((ref) => ref.index === entry.index && ref.name === name);
    const list = ERASABLE.filter(gone).flatMap((name) => of[name]);
    // A mark that another part of the entry also carries stays.
    const left = ERASABLE.filter((name) => !gone(name)).flatMap((name) => of[name]);
    const stay = new Set([...of.record, ...left]);
    const hashes = list.filter((mark) => !stay.has(mark)).map((mark) => space.marks.hash(mark));
    marks.push({ index: entry.index, hashes });
  }
  return { epochs, marks, files: filesIn(parts) };
}

/** The files that erased parts named. */
function filesIn(parts: ReadonlyMap<string, OpenPart>): string[] {
  return [...parts].flatMap(([place, { bytes }]) =>
    place.endsWith("/files") ? (parsePart(bytes) as FilesPart).list.map(({ id }) => id) : [],
  );
}

/**
 * Seals the survivors of every epoch that something was erased from under the present epoch, then
 * destroys those epochs' keys. Safe to stop anywhere and to run again. Answers the epochs ended.
 */
export async function endDirtyEpochs(
  space: Space,
  keys: KeyFolder,
  now: number,
  random: Random,
): Promise<number[]> {
  const { ring } = space;
  if (!(await refreshRing(keys, ring))) return [];
  await endOldDrafts(space, { keys, random, now });
  const dirty = [...ring.dirty];
  if (dirty.length === 0) return [];
  if (dirty.includes(ring.epoch.now))
    await changeRing(keys, ring, (next) => void turnEpoch(next, now, random, true));
  for (const epoch of dirty) await resealEpoch(space, ring, epoch, random);
  await resealDrafts(space, { random, now }, dirty);
  await changeRing(keys, ring, (next) => {
    for (const epoch of dirty) delete next.epochs[String(epoch)];
    next.dirty = next.dirty.filter((epoch) => !dirty.includes(epoch));
    next.epoch.parts = ring.epoch.parts;
    turnEpoch(next, now, random);
  });
  return dirty;
}

async function resealEpoch(space: Space, ring: Ring, epoch: number, random: Random): Promise<void> {
  const { store, id } = space;
  for (let after: PartRef | null = null; ; ) {
    const old = await store.partsOfEpoch(id, epoch, RESEAL_PARTS, after);
    if (old.length === 0) return;
    const now = ring.epoch.now;
    const fresh = old.map((part) => {
      const place = partPlace(id, part.index, part.name);
      const plain = unseal(epochKey(ring, epoch), place, part.sealed);
      return { ...part, epoch: now, sealed: seal(epochKey(ring, now), place, plain, random) };
    });
    await store.reseal(id, fresh);
    ring.epoch.parts += fresh.length;
    const last = old.at(-1) as PartRef;
    after = { index: last.index, name: last.name };
  }
}
