/**
 * Who comes in for an allied group: asked at every request of both spaces, so that whoever went
 * from their own group, or whose group closed, is out in that moment. Nothing is asked for a space
 * that nobody came along with.
 */
import type { Role } from "../../house/circles.ts";
import { isHeldBack } from "../../house/held-back.ts";
import type { House } from "../../house/house.ts";
import type { Space } from "../../house/space.ts";
import { isOver, isShut } from "../../house/view.ts";
import { hasShared } from "../../house/within.ts";
import {
  type CircleState,
  circle as circleKind,
  type MemberState,
  member as memberKind,
  nodeOf,
  rolesOf,
} from "../people/index.ts";
import { type AllianceState, alliance } from "./alliance.ts";
import { type AllyState, ally, isHere, type PersonState, person } from "./facts.ts";
import { type Relation, relationOfTwo } from "./relation.ts";

/** Whom somebody acts for in a space, who they are there, and whether they coordinate at home. */
export type Acting = { ally: string; person: string; leads: boolean };

type Membership = { space: string; member: string };

/**
 * Whom a login with these memberships acts for in this space; null: nobody. Of several groups the
 * one they went in for last.
 */
export async function actingIn(
  house: House,
  memberships: readonly Membership[],
  host: Space,
): Promise<Acting | null> {
  if (!hasShared(host.counts) || host.beside.isDark(house.now)) return null;
  const ways: { of: Relation; member: string; who: string; at: number }[] = [];
  for (const { space: guest, member } of memberships) {
    const of = await relationOfTwo(nodeOf(house), host.id, guest);
    const who = of === null || !Object.hasOwn(of.people, member) ? undefined : of.people[member];
    if (of !== null && who !== undefined)
      ways.push({ of, member, who, at: of.entered?.[member] ?? 0 });
  }
  for (const { of, member, who } of ways.sort((a, b) => b.at - a.at)) {
    const [group, one] = [await host.thing(of.ally), await host.thing(who)];
    if (group?.kind !== ally.kind || one?.kind !== person.kind) continue;
    const { left, refused } = one.state as PersonState;
    if (left || refused || !isHere(group.state as AllyState)) continue;
    const roles = await partOf(house, of, member);
    if (roles.length > 0)
      return { ally: of.ally, person: who, leads: roles.includes("coordination") };
  }
  return null;
}

/** Whether this member of the guest takes part there now, by their own space's word. */
export async function takesPart(house: House, of: Relation, member: string): Promise<boolean> {
  return (await partOf(house, of, member)).length > 0;
}

/** Their roles at home, where they take part there now; none where they do not. */
async function partOf(house: House, of: Relation, member: string): Promise<readonly Role[]> {
  const guest = await house.space(of.guest);
  if (guest === null || guest.size === 0 || guest.ring.state === "moved") return [];
  if ((await isShut(guest)) || (await isOver(guest, house.now))) return [];
  // Who took a phone of a group that fell silent speaks for it nowhere.
  if (guest.beside.isDark(house.now)) return [];
  return (await isHeldBack(guest, member, house.now)) ? [] : rolesFor(guest, of, member);
}

/**
 * Whether this member of the guest is of those who take part, though they may not come in now: what
 * their own group closes or asks for a while is nothing that the host reads.
 */
export async function isOf(guest: Space, of: Relation, member: string): Promise<boolean> {
  return (await rolesFor(guest, of, member)).length > 0;
}

async function rolesFor(guest: Space, of: Relation, member: string): Promise<readonly Role[]> {
  const own = await guest.thing(member);
  if (own?.kind !== memberKind.kind || own.parked) return [];
  const roles = rolesOf(own.state as MemberState);
  // Whoever only looks on at home acts for nobody elsewhere.
  if (roles.every((role) => role === "observer")) return [];
  const held = await guest.thing(of.alliance);
  if (held?.kind !== alliance.kind || (held.state as AllianceState).ended !== null) return [];
  const circle = await guest.thing(of.circle);
  if (circle?.kind !== circleKind.kind || (circle.state as CircleState).ended) return [];
  return (await guest.within.of(member)).has(of.circle) ? roles : [];
}
