/**
 * Addresses that programs without a session read by: rows of the space's own, so that they end with
 * it, sealed under its key and by names made with that key: a copy of the database tells no code
 * and no member. A code is shown once; each member has one of a sort at most, which ends by itself.
 */
import { mayOpen } from "../../house/circles.ts";
import type { SpaceVisit } from "../../house/door.ts";
import { codeHash } from "../../house/gate.ts";
import { isHeldBack } from "../../house/held-back.ts";
import { newCode } from "../../house/ids.ts";
import type { Random } from "../../house/ports.ts";
import type { Elsewhere } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import type { View } from "../../house/view.ts";
import { type MemberState, member, rolesOf } from "./facts.ts";

/** One sort of them: what their rows begin with, by code and by member. */
export type AddressSort = { byCode: string; ofMember: string };

const DAY_MS = 24 * 3_600_000;
/** Days after which an address ends by itself, in case nobody remembers it. */
export const ADDRESS_DAYS = 365;
/** Longest code that is looked up. */
const CODE_MAX = 60;
const COUNT_MAX = 1_000;

type Kept = { member: string };
type Mine = { hash: string };
type With = { now: number; random: Random };

const nameIn = ({ key }: Space, prefix: string, what: string) =>
  prefix + Buffer.from(keyFor(prefix + what, key)).toString("hex");

async function read<T>({ store, id, key }: Space, name: string, now: number): Promise<T | null> {
  const row = await store.records.get(id, name, now);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(key, name, row.value)).toString()) as T;
}

async function keep({ store, id, key }: Space, name: string, kept: object, at: With) {
  const value = seal(key, name, Buffer.from(JSON.stringify(kept)), at.random);
  const expires = at.now + ADDRESS_DAYS * DAY_MS;
  await store.records.put(id, { key: name, value, expires }, "any", at.now);
}

/** Makes the member's address and answers its code; one of this sort they had before ends. */
export async function makeAddress(
  space: Space,
  sort: AddressSort,
  whose: string,
  at: With,
): Promise<string> {
  await endAddress(space, sort, whose, at.now);
  const code = newCode(at.random);
  const hashed = codeHash(code);
  await keep(space, nameIn(space, sort.byCode, hashed), { member: whose } satisfies Kept, at);
  await keep(space, nameIn(space, sort.ofMember, whose), { hash: hashed } satisfies Mine, at);
  return code;
}

/** Ends the member's address of this sort, where they have one. */
export async function endAddress(
  space: Space,
  { byCode, ofMember }: AddressSort,
  whose: string,
  now: number,
): Promise<void> {
  const own = nameIn(space, ofMember, whose);
  const mine = await read<Mine>(space, own, now);
  if (mine === null) return;
  await space.store.records.delete(space.id, nameIn(space, byCode, mine.hash));
  await space.store.records.delete(space.id, own);
}

/** Whether the member has an address of this sort. */
export async function hasAddress(
  space: Space,
  { ofMember }: AddressSort,
  whose: string,
  now: number,
): Promise<boolean> {
  return (await read<Mine>(space, nameIn(space, ofMember, whose), now)) !== null;
}

/** Whose address this code is, or null. Whether they are still a member is the caller's to ask. */
export async function memberAt(
  space: Space,
  { byCode }: AddressSort,
  code: string,
  now: number,
): Promise<string | null> {
  if (code.length > CODE_MAX) return null;
  return (await read<Kept>(space, nameIn(space, byCode, codeHash(code)), now))?.member ?? null;
}

/** What the member whose address this is reads now; null once they are gone, or have to accept. */
export async function readAs(
  { view, now, house, space }: SpaceVisit,
  sort: AddressSort,
  code: string,
): Promise<{ view: View; member: string } | null> {
  // Whatever reads an address is outside, and may tell others what it finds there.
  if (view.dark) return null;
  const id = await memberAt(view.space, sort, code, now);
  const thing = id === null ? null : await view.space.thing(id);
  if (id === null || thing?.kind !== member.kind) return null;
  if (await isHeldBack(view.space, id, now)) return null;
  const roles = rolesOf(thing.state as MemberState);
  const reader = { by: "member", member: id, roles } as const;
  const theirs = roles.length === 0 ? null : await house.view(space.id, reader);
  if (theirs === null || !mayOpen(reader, space.thing.circle, space.thing, now)) return null;
  return { view: theirs, member: id };
}

/** How many of this sort there are, and until when the last opens anything. */
export async function addressesOf(
  { space, now }: View,
  { ofMember }: Pick<AddressSort, "ofMember">,
  what: string,
): Promise<readonly Elsewhere[]> {
  const rows = await space.store.records.list(space.id, ofMember, COUNT_MAX, null, now);
  if (rows.length === 0) return [];
  // One that was made before addresses had an end has none.
  const until = Math.max(...rows.map(({ expires }) => expires ?? Number.POSITIVE_INFINITY));
  return [{ what, n: rows.length, until: Number.isFinite(until) ? until : null }];
}
