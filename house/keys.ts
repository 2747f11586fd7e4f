/**
 * A space's ring of keys. It lies in the key folder and nowhere else; destroying it ends the
 * space for every copy of the database (docs/architecture.md, "At rest").
 */
import { makeKeys } from "../log/keys.ts";
import { signerFromSeed } from "../log/note.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { Unsealable } from "./seal.ts";

/** Keys and the last signed head of one space. Byte strings are base64. */
export type Ring = {
  v: 1;
  space: string;
  /** `<host name at founding>/<space id>`; never changes. */
  origin: string;
  /** Seals segments, derived rows and records. */
  key: string;
  /** Epochs of erasable parts: key by number; a missing number is a destroyed key. */
  epochs: Record<string, string>;
  /** The epoch that new parts go under, when it began (ms), and how many parts it has. */
  epoch: { now: number; since: number; parts: number };
  /** Ed25519 seeds: the log's own key and the group's; null in a copy and once moved. */
  log: string | null;
  group: string | null;
  /** Seals the space's card, and is another with every writing of it; null where it has none. */
  card?: string | null;
  /** Epochs that something was erased from and whose key is still to be destroyed. */
  dirty: number[];
  /** The last signed head, written here before it is handed out, and its size. */
  head: { note: string; size: number } | null;
  /** The head everyone is shown, which moves on a beat, and when it was taken (ms). */
  publicHead: { note: string; size: number; at: number } | null;
  /**
   * `moved`: another node continues it. `copy`: it was brought here to be read. `behind`: the
   * database holds less than a head signed earlier. Nothing is written in any of them. `taking`:
   * it is being brought here and is not here yet; nobody opens it.
   */
  state: "live" | "moved" | "copy" | "behind" | "taking";
  /** The `key` file of the log (specs/log.md): every key, from which size, certified by what. */
  keyFile: string;
};

/** An epoch takes this many parts or a week, whichever comes first. */
export const EPOCH_PARTS_MAX = 1_024;
/** One week in ms. */
export const EPOCH_MS_MAX = 7 * 24 * 3_600_000;

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** A ring for a space about to be founded; `host` is the node's name at that moment. */
export function newRing(space: string, host: string, now: number, random: Random): Ring {
  const origin = `${host}/${space}`;
  const log = random(32);
  const { verifier } = signerFromSeed(origin, log);
  return {
    v: 1,
    space,
    origin,
    key: b64(random(32)),
    epochs: { "1": b64(random(32)) },
    epoch: { now: 1, since: now, parts: 0 },
    log: b64(log),
    group: b64(random(32)),
    dirty: [],
    head: null,
    publicHead: null,
    state: "live",
    keyFile: makeKeys([{ from: 0, verifier, certified: "founding" }]),
  };
}

/** Whether the present epoch is full or old, so that the next part needs a new one. */
export function isEpochOver({ epoch }: Ring, now: number): boolean {
  const old = now - epoch.since >= EPOCH_MS_MAX && epoch.parts > 0;
  return epoch.parts >= EPOCH_PARTS_MAX || old;
}

/** Whether the present epoch is full once so many parts more are durable. */
export function isFilledBy({ epoch }: Ring, parts: number): boolean {
  return epoch.parts + parts >= EPOCH_PARTS_MAX;
}

/** Begins a new epoch in place when the present one is full or old; answers whether it did. */
export function turnEpoch(ring: Ring, now: number, random: Random, force = false): boolean {
  const { epoch } = ring;
  if (!force && !isEpochOver(ring, now)) return false;
  const next = Math.max(epoch.now, ...Object.keys(ring.epochs).map(Number)) + 1;
  ring.epochs[String(next)] = b64(random(32));
  ring.epoch = { now: next, since: now, parts: 0 };
  return true;
}

/** The key of an epoch; throws `Unsealable` where it was destroyed. */
export function epochKey(ring: Ring, epoch: number): Uint8Array {
  const key = ring.epochs[String(epoch)];
  if (key === undefined) throw new Unsealable(`epoch ${epoch} was destroyed`);
  return Buffer.from(key, "base64");
}

/** Reads a ring from the folder; null where there is none. */
export async function readRing(folder: KeyFolder, space: string): Promise<Ring | null> {
  const bytes = await folder.read(space);
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString("utf8")) as Ring);
}

/**
 * Changes a ring while its space is locked: first in the folder, upon what any process wrote there
 * last, and only then in memory. Where writing fails, nothing may be sealed under what was meant
 * to be. Throws where the ring is gone.
 */
export async function changeRing(
  folder: KeyFolder,
  ring: Ring,
  change: (next: Ring) => void,
): Promise<void> {
  const next = await readRing(folder, ring.space);
  if (next === null) throw new Error("the space was ended");
  change(next);
  await writeRing(folder, next);
  takeRing(ring, next);
}

/** Takes in what any process wrote to the ring; false where it is gone: the space was ended. */
export async function refreshRing(folder: KeyFolder, ring: Ring): Promise<boolean> {
  const stored = await readRing(folder, ring.space);
  if (stored !== null) takeRing(ring, stored);
  return stored !== null;
}

/** In place, since many hold it. How full an epoch is, and being behind, stay known. */
function takeRing(ring: Ring, next: Ring): void {
  const { state, epoch } = ring;
  Object.assign(ring, next);
  if (state === "behind" && next.state === "live") ring.state = state;
  if (epoch.now === next.epoch.now) ring.epoch.parts = Math.max(epoch.parts, next.epoch.parts);
}

/** Writes a ring; resolves when it is durable. */
export async function writeRing(folder: KeyFolder, ring: Ring): Promise<void> {
  await folder.write(ring.space, Buffer.from(JSON.stringify(ring)));
}
