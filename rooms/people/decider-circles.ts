/** Deciding who is in a circle. Who is outside it gets one answer: there is no such circle. */
import { CIRCLE } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Text } from "../../house/values/index.ts";
import {
  type CircleState,
  circle,
  circleFact,
  circleMade,
  placeOf,
  standingIn,
} from "./circles.ts";
import { type MemberState, member, rolesOf } from "./facts.ts";

type Answer = Decided | Refusal;
type One = { circle: string };

const noSuchCircle = refuse("house.no-such-circle", "not-found", { next: "go-back" });
const circleEnded = refuse("people.circle-ended", "state", { next: "people.make-circle" });
const noSuchMember = refuse("people.no-such-member", "not-found", { next: "go-back" });
const lastInCircle = refuse("people.last-in-circle", "state", { next: "people.end-circle" });

/** Makes a circle with its maker in it. */
export function makeCircle(_world: World, { name }: { name: Text[] }, context: Context): Answer {
  const id = context.id();
  return { facts: circleMade(id, name, context.who), answer: { circle: id } };
}

/** Names it anew; the name before is erased. */
export function renameCircle(world: World, { circle: id, name }: One & { name: Text[] }): Answer {
  const found = world.thing(circle, id);
  if (found === undefined) return noSuchCircle;
  if (found.state.ended) return circleEnded;
  const at = found.state.name;
  const erases: Erase[] = at === null ? [] : [{ kind: "circle", thing: id, at, parts: ["words"] }];
  return { facts: [{ ...circleFact(id, "renamed"), words: { name } }], erases };
}

/**
 * Lets a member in, with what is there from before or without. Nobody gives a past that they may
 * not open themselves; who is in it without the past may be given it later.
 */
export function addToCircle(
  world: World,
  { circle: id, member: who, past }: One & { member: string; past: boolean },
  context: Context,
): Answer {
  const found = world.thing(circle, id);
  if (found === undefined) return noSuchCircle;
  if (found.state.ended) return circleEnded;
  const mine = standing(world, found, context.who);
  if (past && mine?.past !== true)
    return refuse("people.past-not-yours", "who", { field: "past", next: "people.add-without" });
  const one = world.thing(member, who);
  if (one === undefined || rolesOf(one.state).length === 0) return noSuchMember;
  const before = standingIn(found.state, one);
  if (before !== null && (before.past || !past)) return { facts: [] };
  const again = Object.hasOwn(found.state.members, who);
  return { facts: [circleFact(id, "member-in", { member: who, past, again })] };
}

/** The author goes out. The last one in it ends it, or says that nobody is to open it any more. */
export function leaveCircle(
  world: World,
  { circle: id, last }: One & { last: boolean },
  { who }: Context,
): Answer {
  return goOut(world, id, who, last);
}

/** One in it puts another out: what lies in it closes to them at once. */
export function putOutOfCircle(
  world: World,
  { circle: id, member: who }: One & { member: string },
): Answer {
  return goOut(world, id, who, false);
}

function goOut(world: World, id: string, who: string, last: boolean): Answer {
  const found = world.thing(circle, id);
  if (found === undefined) return noSuchCircle;
  const { members, ended } = found.state;
  const held = Object.hasOwn(members, who) ? members[who] : null;
  if (held == null) return { facts: [] };
  const others = Object.keys(members).filter((one) => one !== who);
  const anyone = others.some((one) => standing(world, found, one) !== null);
  if (!anyone && !ended && !last) return lastInCircle;
  return { facts: [circleFact(id, "member-out", { member: who })] };
}

/** Ends it. What lies in it stays with those who are in it; nothing is added. */
export function endCircle(world: World, { circle: id }: One): Answer {
  const found = world.thing(circle, id);
  if (found === undefined) return noSuchCircle;
  return { facts: found.state.ended ? [] : [circleFact(id, "ended")] };
}

function standing(world: World, { state }: Thing<CircleState>, id: string) {
  const one: Thing<MemberState> | undefined = world.thing(member, id);
  return one === undefined ? null : standingIn(state, one);
}

/**
 * Where something new lies that its author wants in a circle: of a fact's first entry, or a
 * refusal where they are not in it or it has ended. Unsaid, it lies with the host.
 */
export function circleOf(
  world: World,
  id: string | undefined,
): { circle?: `circle:${string}` } | Refusal {
  if (id === undefined) return {};
  const found = world.thing(circle, id);
  if (found === undefined) return { ...noSuchCircle, field: "circle" };
  return found.state.ended ? { ...circleEnded, field: "circle" } : { circle: placeOf(id) };
}

/** The index from which on all who are in this circle open all that lies in it; 0: everything. */
export function openToAllFrom(world: World, within: `circle:${string}`): number {
  return world.thing(circle, within.slice(CIRCLE.length))?.state.openToAll ?? 0;
}
