/**
 * Deciding who is vouched in. Two members let a newcomer in who are not each other's only
 * vouchers; where the group has no two such members yet, one does.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import {
  type InvitationState,
  invitation,
  invitationsBy,
  invites,
  type MemberState,
  member,
  rolesOf,
} from "./facts.ts";
import { isPutOut, letIn, MAY_VOUCH, vouched, vouchWithdrawn } from "./vouching.ts";

type Member = Thing<MemberState>;

/** Whether this member's word lets someone in now: here, vouched in, and in a role that may. */
export function mayVouch(state: MemberState): boolean {
  return rolesOf(state).some((role) => MAY_VOUCH.includes(role));
}

/** Those of the ids who may vouch now, each once. */
export function mayVouchNow(world: World, ids: readonly string[]): Member[] {
  return [...new Set(ids)].flatMap((id) => {
    const found = world.thing(member, id);
    return found !== undefined && mayVouch(found.state) ? [found] : [];
  });
}

/** Everyone who may vouch in this group, or once might. */
function all(world: World): Member[] {
  const found = MAY_VOUCH.flatMap((role) => world.find(member, `role:${role}`));
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/**
 * Whether two count as two. Not where each stands in the group by the other's word alone: neither
 * founded it or was here before vouching began, and nobody but these two vouched for either. A
 * voucher who was seen out counts no more; one who left does.
 */
export function areTwo(world: Pick<World, "thing">, a: Member, b: Member): boolean {
  if (a.id === b.id) return false;
  if (a.state.rooted || b.state.rooted) return true;
  const others = [...a.state.vouchers, ...b.state.vouchers].filter(
    (id) => id !== a.id && id !== b.id,
  );
  return others.some((id) => world.thing(member, id)?.state.gone !== "removed");
}

function holdTwo(world: World, members: readonly Member[]): boolean {
  return members.some((a, i) => members.slice(i + 1).some((b) => areTwo(world, a, b)));
}

/**
 * Whether these vouchers let someone in now (ms): two of them count as two, or there is one and the
 * group has no two members who would, and nobody was put out of it just now.
 */
export function areEnough(world: World, vouchers: readonly Member[], now: number): boolean {
  if (vouchers.length === 0) return false;
  if (holdTwo(world, vouchers)) return true;
  const known = all(world);
  if (known.some(({ state }) => isPutOut(state, now))) return false;
  return !holdTwo(
    world,
    known.filter(({ state }) => mayVouch(state)),
  );
}

const noSuchNewcomer = refuse("people.no-such-newcomer", "not-found", { next: "go-back" });

/** The author vouches for a newcomer; with enough words beside theirs, the newcomer is in. */
export function vouch(
  world: World,
  { member: thing }: { member: string },
  { who, now }: Context,
): Decided | Refusal {
  const found = world.thing(member, thing);
  if (found === undefined || found.state.gone !== null) return noSuchNewcomer;
  const { waits, vouchers } = found.state;
  if (!waits) return { facts: [], answer: { in: true } };
  const anew = vouchers.includes(who) ? [] : [vouched(thing, who)];
  const isIn = areEnough(world, mayVouchNow(world, [...vouchers, who]), now);
  return {
    facts: [...anew, ...(isIn ? [letIn(thing)] : [])],
    answer: { in: isIn },
  };
}

/** Somebody came back by the word of two: they wait to be vouched in anew. By the clock. */
export function setBack(
  world: World,
  { by }: { by: string[] },
  { author }: Context,
): Decided | Refusal {
  const found = author.by === "clock" ? world.thing(member, author.thing) : undefined;
  if (found === undefined || found.state.gone !== null) return noSuchNewcomer;
  if (found.state.waits) return { facts: [] };
  const back = { kind: "member", thing: found.id, type: "member.set-back/1" };
  return { facts: [{ ...back, record: { by } }] };
}

/** The author takes their word back, while it has not let anyone in. */
export function withdrawVouch(
  world: World,
  { member: thing }: { member: string },
  { who }: Context,
): Decided | Refusal {
  const found = world.thing(member, thing);
  if (found === undefined || found.state.gone !== null) return noSuchNewcomer;
  if (!found.state.vouchers.includes(who)) return { facts: [] };
  if (!found.state.waits)
    return refuse("people.in-already", "state", { next: "people.see-them-out" });
  return { facts: [vouchWithdrawn(thing, who)] };
}

/** Open invitations one member may have made or signed: as many as go with them in one step. */
const WAYS_MAX = 100;

/** Why no other is made or signed: they would not all go with whoever made them. */
export function tooMany(world: World, { who, now }: Context): Refusal | null {
  if (openOf(world, who, now).length < WAYS_MAX) return null;
  return refuse("people.invitations-full", "limit", { vars: { max: WAYS_MAX } });
}

/** Invitations somebody made or signed by which someone may still come in. */
export function openOf(world: World, maker: string, now: number): Thing<InvitationState>[] {
  return world.find(invitation, invitationsBy(maker)).filter(({ state }) => invites(state, now));
}

/** The author vouches beforehand for whoever comes in by a trusted link, beside who made it. */
export function cosign(
  world: World,
  { invitation: thing }: { invitation: string },
  context: Context,
): Decided | Refusal {
  const { who, now } = context;
  const found = world.thing(invitation, thing);
  if (found === undefined) return refuse("people.no-such-invitation", "not-found");
  const { way, by, until, withdrawn }: InvitationState = found.state;
  if (way !== "trusted" || withdrawn || until <= now)
    return refuse("people.not-to-cosign", "state", { next: "go-back" });
  if (by.includes(who)) return { facts: [] };
  const full = tooMany(world, context);
  if (full !== null) return full;
  const cosigned = { kind: "invitation", thing, type: "invitation.cosigned/1" };
  const enough = areEnough(world, mayVouchNow(world, [...by, who]), now);
  return { facts: [{ ...cosigned, record: { by: who, enough } }], answer: { enough } };
}
