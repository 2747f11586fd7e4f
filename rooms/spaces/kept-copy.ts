/**
 * What lies sealed on this node for people of the group: the newest copy made for their keys, and
 * the file of a group that left. Both are age files that nothing on this machine opens. A copy that
 * still holds what was erased since or is past its time is dropped before anybody is handed it,
 * and made anew.
 */
import { sealedFor } from "../../house/age.ts";
import type { Claim } from "../../house/claims.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { type Effect, ERASED } from "../../house/room.ts";
import { seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { isKept, type KeptBy, type SafekeepingState, safekeeping } from "./copies.ts";
import { bytesOfVkey, type DepartureState, departure, LEFT, type Offered } from "./departure.ts";
import { eraseOver, isAnythingOver } from "./times-over.ts";

/** The newest sealed copy: when it was begun (ms), its bytes, and how many entries it holds. */
export type KeptCopy = { at: number; bytes: number; size: number; sealedTo: number; of: string };

type Kept = KeptCopy & { slot: "a" | "b" };

const ROW = "kept-copy";
const place = (space: string) => `${ROW}/${space}`;
const blobOf = (slot: "a" | "b") => `kept-copy-${slot}`;
/** The sealed file of a group that left. */
const LEFT_FILE = "left-file";
const CHUNK_BYTES = 65_536;
const CHUNKS_A_READ = 16;
/** More entries since than this are not looked through: then the copy is made anew. */
const LOOK_MAX = 20_000;
/** Plans of sealed copies that are looked at for the one that holds. */
const PLANS_MAX = 1_000;

async function readKept({ parts: { store } }: House, space: Space): Promise<Kept | null> {
  const row = await store.records.get(space.id, ROW, 0);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(space.key, place(space.id), row.value)).toString()) as Kept;
}

/** The plan by which copies are made now, or null. */
async function planOf(space: Space): Promise<Thing<SafekeepingState> | null> {
  const ids = await space.idsOfKind(safekeeping.kind, PLANS_MAX);
  const all = (await space.things(ids)).filter(({ parked }) => !parked);
  return (all as Thing<SafekeepingState>[]).findLast(({ state }) => isKept(state)) ?? null;
}

/** Whether something was erased since the copy was begun, or too much happened to tell. */
async function erasedSince(space: Space, size: number): Promise<boolean> {
  if (space.size - size > LOOK_MAX) return true;
  const since = Array.from({ length: space.size - size }, (_, i) => size + i);
  for await (const { type } of space.entries(since)) if (type === ERASED) return true;
  return false;
}

/** Makes the copy anew where the group has some made: the newest is kept, and no other. */
export async function makeCopy(house: House, id: string): Promise<void> {
  const space = await house.space(id);
  const plan = space === null ? null : await planOf(space);
  if (space === null || plan === null || space.ring.state !== "live") return;
  await eraseOver(house, id);
  const { store, keys, random } = house.parts;
  const { size } = space;
  const words = plan.state.keys && (await space.fields(plan.state.keys, "words"));
  if (words === null) throw new Error("the keys of sealed copies are gone");
  const recipients = (words["keys"] as KeptBy[]).map(({ key }) => key);
  const before = await readKept(house, space);
  const slot = before?.slot === "a" ? "b" : "a";
  const counted = { bytes: 0 };
  const sealed = sealedFor(writeSpaceFile(space, { keys, now: house.now }), { recipients });
  const made: Kept = {
    ...{ slot, at: house.now, size, sealedTo: recipients.length, of: plan.id, bytes: 0 },
  };
  await store.blobs.put(id, blobOf(slot), chunks(sealed, counted));
  const plain = Buffer.from(JSON.stringify({ ...made, ...counted }));
  const value = seal(space.key, place(id), plain, random);
  await store.records.put(id, { key: ROW, value, expires: null }, "any", house.now);
  await store.blobs.delete(id, blobOf(slot === "a" ? "b" : "a"));
}

/** Chunks of at most 64 KiB, counted. */
async function* chunks(
  bytes: AsyncIterable<Uint8Array>,
  counted: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    counted.bytes += piece.length;
    for (let at = 0; at < piece.length; at += CHUNK_BYTES)
      yield piece.subarray(at, at + CHUNK_BYTES);
  }
}

/** Drops the copy; a new one is made by the hour where the group still has some made. */
async function dropCopy(house: House, id: string): Promise<void> {
  const { records, blobs } = house.parts.store;
  await records.delete(id, ROW);
  for (const slot of ["a", "b"] as const) await blobs.delete(id, blobOf(slot));
}

/** Whether a copy of so many entries may hold what nobody is shown now. */
async function holdsGone(space: Space, size: number, now: number): Promise<boolean> {
  return (await erasedSince(space, size)) || (await isAnythingOver(space, now));
}

/** The newest copy as it may be handed out now; null where there is none. */
export async function keptCopy(house: House, space: Space): Promise<KeptCopy | null> {
  const kept = await readKept(house, space);
  if (kept === null || !(await holdsGone(space, kept.size, house.now))) return kept;
  await dropCopy(house, space.id);
  return null;
}

/** Its bytes; null where there is none to hand out. */
export async function openCopy(
  house: House,
  space: Space,
): Promise<AsyncIterable<Uint8Array> | null> {
  if ((await keptCopy(house, space)) === null) return null;
  const kept = await readKept(house, space);
  return kept === null ? null : read(house, space.id, blobOf(kept.slot));
}

async function* read(house: House, id: string, blob: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; ; from += CHUNKS_A_READ) {
    let many = 0;
    for await (const chunk of house.parts.store.blobs.read(id, blob, from, from + CHUNKS_A_READ)) {
      many++;
      yield chunk;
    }
    if (many < CHUNKS_A_READ) return;
  }
}

/** Every hour, and after an erasure by hand: no copy here holds what was erased since. */
export async function tendCopy(house: House, id: string): Promise<void> {
  const space = await house.space(id);
  if (space === null || (await space.countOfKind(safekeeping.kind)) === 0) return;
  const [plan, kept] = [await planOf(space), await keptCopy(house, space)];
  if (plan === null) {
    if (kept !== null) await dropCopy(house, id);
  } else if (kept?.of !== plan.id) await makeCopy(house, id);
}

/** A copy is made when it begins and whenever the clock calls for one. */
const keepCopy: Effect = {
  name: "spaces.keep-copy",
  on: ["safekeeping.begun/1", "safekeeping.called-for/1"],
  act: makeCopy,
  keyless: async () => undefined,
};

/** Where no more are made, the newest goes too. */
const forgetCopy: Effect = {
  name: "spaces.forget-copy",
  on: ["safekeeping.ended/1"],
  act: async (house, id) => {
    const space = await house.space(id);
    // One plan took the place of another: what is here is made anew, and may be already.
    if (space !== null && (await planOf(space)) === null) await dropCopy(house, id);
  },
  keyless: async () => undefined,
};

/**
 * Carries out that a group left: its file is written, sealed to the machine it goes to, and only
 * once that is durable does this node's key go. Done twice it does nothing the second time.
 */
const carryOutMove: Effect = {
  name: "spaces.carry-out-move",
  on: ["departure.left/1"],
  act: async (house, id, entry) => {
    const space = await house.space(id);
    if (space === null || space.ring.state !== "live") return;
    const thing = (await space.thing(entry.thing)) as Thing<DepartureState> | null;
    const at = thing?.state.offered;
    const offered = at == null ? null : ((await space.fields(at, "words")) as Offered | null);
    const key = offered === null ? null : bytesOfVkey(offered.vkey);
    if (thing === null || offered === null || key === null)
      throw new Error("where a group goes is not here any more");
    const claims: Claim[] = thing.state.claims;
    const { keys, store } = house.parts;
    await dropCopy(house, id);
    await house.moveAway(id, key, (from, moved) => {
      const on = { keys, now: house.now };
      const file = sealedFor(writeSpaceFile(from, on, { moved, claims }), {
        recipients: [offered.recipient],
      });
      return store.blobs.put(id, LEFT_FILE, chunks(file, { bytes: 0 }));
    });
  },
  keyless: async () => undefined,
};

/** The file of a group that left, and where it said it can be found; null where it is here. */
export async function leftFile(
  house: House,
  space: Space,
): Promise<{ address: string; bytes: AsyncIterable<Uint8Array> } | null> {
  if (space.ring.state !== "moved") return null;
  const [entry] = await space.marked(LEFT, 1);
  const thing = entry === undefined ? null : await space.thing(entry.thing);
  if (thing?.kind !== departure.kind) return null;
  const at = (thing.state as DepartureState).offered;
  const words = at === null ? null : await space.fields(at, "words");
  const address = String(words?.["address"] ?? "");
  return { address, bytes: read(house, space.id, LEFT_FILE) };
}

/** What copies and leaving ask of the node. */
export const copyEffects: readonly Effect[] = [keepCopy, forgetCopy, carryOutMove];
