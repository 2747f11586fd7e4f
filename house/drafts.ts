/**
 * Drafts: what somebody typed and has not sent. They are words, so they lie in the space's own
 * file, sealed under its epoch keys, for seven days (docs/architecture.md). A draft is its owner's
 * alone: a member's opens for that member, a group's on its pages, a browser's only with the secret
 * that browser holds.
 * One that goes makes its epoch dirty, so that yesterday's copy of the database loses it too.
 */
import type { Row, Store } from "../store/port.ts";
import type { House } from "./house.ts";
import { changeRing, epochKey, isEpochOver, type Ring, refreshRing, turnEpoch } from "./keys.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { keyFor, seal, unseal } from "./seal.ts";

/** How long a draft is kept, in ms; and one that a whole group writes at. */
export const DRAFT_MS = 7 * 24 * 3_600_000;
/** See {@link DRAFT_MS}. */
export const GROUP_DRAFT_MS = 60 * 24 * 3_600_000;
/** Largest draft, in bytes. */
export const DRAFT_BYTES_MAX = 64 * 1024;
/** Drafts of members, beside them of browsers, and of each group, that one space keeps. */
export const DRAFTS_MAX = 128;

/**
 * Whose it is: a member's (their id), a group's (a name its page makes), or a browser's (a secret
 * nobody else holds).
 */
export type DraftOwner = { member: string } | { group: string } | { secret: string };

/** A draft's name is a code of the page that keeps it; an owner has one draft of a name. */
export type DraftName = { owner: DraftOwner; name: string };

/** Where drafts lie; an opened space is one. */
export type DraftPlace = { id: string; store: Store; ring: Ring; key: Uint8Array };

/** What keeping drafts needs from outside; `now` in ms. */
export type DraftMeans = { keys: KeyFolder; random: Random; now: number };

/** What a house hands in. */
export function meansOf({ parts, now }: House): DraftMeans {
  return { keys: parts.keys, random: parts.random, now };
}

const ROWS_A_PAGE = 32;
const EPOCH_BYTES = 4;
function sortOf(owner: DraftOwner): "m" | "g" | "b" {
  if ("member" in owner) return "m";
  return "group" in owner ? "g" : "b";
}

const prefixOf = (owner: DraftOwner) => `draft/${sortOf(owner)}/`;
/** Whom a row names inside, so that it opens for no other; a browser's is sealed instead. */
const namedIn = (owner: DraftOwner) =>
  "member" in owner ? owner.member : "group" in owner ? owner.group : null;

/** The rows of an owner begin like this; who they are cannot be told from it. */
function ownPrefix({ key }: DraftPlace, owner: DraftOwner): string {
  const name = `${sortOf(owner)}/${"secret" in owner ? owner.secret : namedIn(owner)}`;
  const drawn = Buffer.from(keyFor(`draft-owner/${name}`, key)).toString("hex");
  return `${prefixOf(owner)}${drawn.slice(0, 32)}/`;
}

const aad = (space: string, key: string) => `draft/${space}/${key}`;
const ownKey = ({ key }: DraftPlace, secret: string) => keyFor(`draft/${secret}`, key);
const epochOf = ({ value }: Row) => Buffer.from(value).readUInt32BE(0);

/**
 * Keeps a draft for seven days (a group's for sixty), in the place of the owner's earlier one of
 * that name. False, and nothing is kept, where it is too long, the space has ended, or members (or
 * this group) have too many; of browsers' drafts the oldest makes room, or strangers could keep
 * everyone else's out.
 */
export async function putDraft(
  place: DraftPlace,
  means: DraftMeans,
  draft: DraftName & { body: Uint8Array },
): Promise<boolean> {
  if (draft.body.length > DRAFT_BYTES_MAX) return false;
  const kept = await locked(place, means, async () => {
    const { ring, store, id } = place;
    const { keys, random, now } = means;
    const key = `${ownPrefix(place, draft.owner)}${draft.name}`;
    if (!(await makeRoom(place, means, draft.owner, key))) return false;
    if (isEpochOver(ring, now))
      await changeRing(keys, ring, (next) => void turnEpoch(next, now, random, true));
    const value = sealRow(place, key, plainOf(place, key, draft, random), random);
    const expires = now + ("group" in draft.owner ? GROUP_DRAFT_MS : DRAFT_MS);
    await store.records.put(id, { key, value, expires }, "any", now);
    ring.epoch.parts++;
    return true;
  });
  return kept ?? false;
}

type Plain = { member: string | null; body: string };

/** A browser's draft is sealed once more, under what only that browser brings. */
function plainOf(
  place: DraftPlace,
  key: string,
  { owner, body }: { owner: DraftOwner; body: Uint8Array },
  random: Random,
): Uint8Array {
  const inner =
    "secret" in owner ? seal(ownKey(place, owner.secret), aad(place.id, key), body, random) : body;
  const plain: Plain = { member: namedIn(owner), body: Buffer.from(inner).toString("base64") };
  return Buffer.from(JSON.stringify(plain));
}

function sealRow({ id, ring }: DraftPlace, key: string, plain: Uint8Array, random: Random) {
  const head = Buffer.alloc(EPOCH_BYTES);
  head.writeUInt32BE(ring.epoch.now);
  return Buffer.concat([head, seal(epochKey(ring, ring.epoch.now), aad(id, key), plain, random)]);
}

/** What the epoch's key opens; null where that key is destroyed, or not known here yet. */
function openRow({ id, ring }: DraftPlace, row: Row): Plain | null {
  const epoch = epochOf(row);
  if (ring.epochs[String(epoch)] === undefined) return null;
  const sealed = row.value.subarray(EPOCH_BYTES);
  const plain = unseal(epochKey(ring, epoch), aad(id, row.key), sealed);
  return JSON.parse(Buffer.from(plain).toString()) as Plain;
}

/** The owner's draft of that name, or null: none, over, or somebody else's. */
export async function getDraft(
  place: DraftPlace,
  { keys, now }: DraftMeans,
  { owner, name }: DraftName,
): Promise<Uint8Array | null> {
  const key = `${ownPrefix(place, owner)}${name}`;
  const read = async () => {
    const row = await place.store.records.get(place.id, key, now);
    return row === null ? null : openRow(place, row);
  };
  let plain = await read();
  // Its epoch ended on the way here, or another process began it: then the folder knows the key.
  if (plain === null && (await refreshRing(keys, place.ring))) plain = await read();
  if (plain === null) return null;
  const body = Buffer.from(plain.body, "base64");
  if (!("secret" in owner)) return plain.member === namedIn(owner) ? body : null;
  return unseal(ownKey(place, owner.secret), aad(place.id, key), body);
}

/** How many drafts an owner has now (ms). */
export async function countDrafts(
  place: Pick<DraftPlace, "id" | "store" | "ring" | "key">,
  now: number,
  owner: DraftOwner,
): Promise<number> {
  let count = 0;
  for await (const row of rowsOf(place, ownPrefix(place, owner)))
    if ((row.expires ?? 0) > now) count++;
  return count;
}

/** Drops the owner's draft of that name: it was sent, or is not wanted any more. */
export async function dropDraft(
  place: DraftPlace,
  means: DraftMeans,
  { owner, name }: DraftName,
): Promise<void> {
  await drop(place, means, (key) => key === `${ownPrefix(place, owner)}${name}`, owner);
}

/** Drops every draft of an owner: a member who is gone from the space leaves none. */
export async function dropDraftsOf(
  place: DraftPlace,
  means: DraftMeans,
  owner: DraftOwner,
): Promise<void> {
  await drop(place, means, () => true, owner);
}

async function drop(
  place: DraftPlace,
  means: DraftMeans,
  which: (key: string) => boolean,
  owner: DraftOwner,
): Promise<void> {
  await locked(place, means, async () => {
    const rows = await Array.fromAsync(rowsOf(place, ownPrefix(place, owner)));
    const gone = rows.filter(({ key }) => which(key));
    await forget(place, means, gone);
  });
}

/** Takes rows out; their epochs are dirty first, so that a crash between leaves no key behind. */
async function forget(
  { id, ring, store }: DraftPlace,
  { keys }: DraftMeans,
  rows: readonly Pick<Row, "key" | "value">[],
): Promise<void> {
  const epochs = new Set(rows.map((row) => epochOf(row as Row)));
  const dirty = [...epochs].filter(
    (epoch) => ring.epochs[String(epoch)] !== undefined && !ring.dirty.includes(epoch),
  );
  if (dirty.length > 0)
    await changeRing(keys, ring, (next) => {
      next.dirty = [...new Set([...next.dirty, ...dirty])];
    });
  for (const { key } of rows) await store.records.delete(id, key);
}

async function makeRoom(
  place: DraftPlace,
  means: DraftMeans,
  owner: DraftOwner,
  key: string,
): Promise<boolean> {
  // A group's are counted by themselves: how many another has is nothing to it.
  const among = "group" in owner ? ownPrefix(place, owner) : prefixOf(owner);
  const rows = await Array.fromAsync(rowsOf(place, among), (row) => ({
    ...{ key: row.key, expires: row.expires ?? 0 },
    // The epoch is all that forgetting asks for: a hundred whole drafts need not lie in memory.
    value: row.value.slice(0, EPOCH_BYTES),
  }));
  const over = rows.filter((row) => row.key === key || row.expires <= means.now);
  const left = rows.filter((row) => !over.includes(row));
  if (left.length >= DRAFTS_MAX && !("secret" in owner)) return false;
  left.sort((a, b) => a.expires - b.expires);
  await forget(place, means, [
    ...over,
    ...left.slice(0, Math.max(0, left.length - DRAFTS_MAX + 1)),
  ]);
  return true;
}

/** Rows with a prefix, those too whose time is over and that still lie there. */
async function* rowsOf({ id, store }: DraftPlace, prefix: string): AsyncIterable<Row> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await store.records.list(id, prefix, ROWS_A_PAGE, after, 0);
    yield* rows;
    after = rows.at(-1)?.key ?? null;
    if (rows.length < ROWS_A_PAGE) return;
  }
}

/** Drafts whose seven days are over go, bytes and all. For whoever has locked the space. */
export async function endOldDrafts(place: DraftPlace, means: DraftMeans): Promise<void> {
  for await (const row of rowsOf(place, "draft/"))
    if ((row.expires ?? 0) <= means.now) await forget(place, means, [row]);
}

/**
 * Seals the drafts of epochs that are about to end under the present one. For whoever has locked
 * the space. Safe to stop anywhere and to run again.
 */
export async function resealDrafts(
  place: DraftPlace,
  { random, now }: Pick<DraftMeans, "random" | "now">,
  epochs: readonly number[],
): Promise<void> {
  const { id, ring, store } = place;
  for await (const row of rowsOf(place, "draft/")) {
    const epoch = epochOf(row);
    const { key, expires } = row;
    if (!epochs.includes(epoch) || ring.epochs[String(epoch)] === undefined) continue;
    const plain = openRow(place, row);
    if (plain === null) continue;
    const bytes = Buffer.from(JSON.stringify(plain));
    const value = sealRow(place, key, bytes, random);
    await store.records.put(id, { key, value, expires }, "any", now);
    ring.epoch.parts++;
  }
}

/** Runs with the space locked and its ring fresh; null where the space was ended. */
async function locked<T>(
  { id, store, ring }: DraftPlace,
  { keys }: DraftMeans,
  act: () => Promise<T>,
): Promise<T | null> {
  const release = await store.lock(id);
  try {
    return (await refreshRing(keys, ring)) ? await act() : null;
  } finally {
    await release();
  }
}
