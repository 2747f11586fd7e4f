/** Deciding who comes in, who does what, who goes. The last coordination never vanishes. */
import type { Role } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import {
  type InvitationState,
  invitation,
  invites,
  letsIn,
  type MemberState,
  member,
  rolesOf,
  type Way,
} from "./facts.ts";
import { type Answer, answeredFact, missingAnswer, openQuestions } from "./newcomers.ts";
import { areEnough, mayVouchNow, openOf, tooMany } from "./vouch.ts";
import { letIn, MAY_VOUCH, vouched, wordsRecalled } from "./vouching.ts";

/** A day in ms. */
const DAY_MS = 24 * 3_600_000;

/** What `people.invite` is told. */
export type Invite = { roles: Role[]; days: number; uses: number; way?: Way | undefined };

/**
 * Makes an invitation; its code is in the answer and nowhere else. By a trusted link its maker
 * vouches for whoever comes; by one with questions nobody does yet.
 */
export function invite(world: World, input: Invite, context: Context): Decided | Refusal {
  const { roles, days, uses, way = "trusted" } = input;
  const full = tooMany(world, context);
  if (full !== null) return full;
  const questions = way === "questions" ? openQuestions(world).map(({ id }) => id) : [];
  if (way === "questions" && questions.length === 0)
    return refuse("people.no-questions", "state", { field: "way", next: "people.write-one" });
  const [thing, code] = [context.id(), context.code()];
  const until = context.now + days * DAY_MS;
  const enough =
    way === "trusted" && areEnough(world, mayVouchNow(world, [context.who]), context.now);
  const more = { by: context.who, way, questions, enough };
  const record = { hash: codeHash(code), roles, until, uses, ...more };
  return {
    facts: [{ kind: "invitation", thing, type: "invitation.made/2", record }],
    answer: { invitation: thing, code },
  };
}

/** Withdraws an invitation; one that ended by itself is left as it is. */
export function withdrawInvitation(
  world: World,
  { invitation: thing }: { invitation: string },
): Decided | Refusal {
  const found = world.thing(invitation, thing);
  if (found === undefined) return refuse("people.no-such-invitation", "not-found");
  if (found.state.withdrawn) return { facts: [] };
  return { facts: [{ kind: "invitation", thing, type: "invitation.withdrawn/1", record: {} }] };
}

/** Someone who holds the code comes in. Wrong, used, ended, withdrawn: one and the same answer. */
export function join(
  world: World,
  { handle, answers = [] }: { handle: string; answers?: Answer[] | undefined },
  context: Context,
): Decided | Refusal {
  const { author, now } = context;
  const by = author.by === "holder" ? world.thing(invitation, author.thing) : undefined;
  const code = author.by === "holder" ? author.code : "";
  if (by === undefined || !holds(by, code, now))
    return refuse("people.invitation-over", "state", { next: "people.ask-again" });
  const { questions, roles, way } = by.state;
  const missing = missingAnswer(questions, answers);
  if (missing !== null) return missing;
  const thing = context.id();
  const came: NewFact = {
    ...{ kind: "member", thing, type: "member.joined/2", people: { handle } },
    record: { roles: [...roles], invitation: by.id },
  };
  const signed = way === "trusted" ? by.state.by : [];
  const answered = answeredFact(thing, questions, answers);
  const used = { kind: "invitation", thing: by.id, type: "invitation.used/1" };
  const isIn = letsIn(by.state);
  return {
    facts: [
      ...[came, ...answered, ...signed.map((id) => vouched(thing, id))],
      ...(isIn ? [letIn(thing)] : []),
      { ...used, record: { member: thing } },
    ],
    answer: { member: thing, in: isIn },
  };
}

function holds({ state }: Thing<InvitationState>, code: string, now: number): boolean {
  return codeHash(code) === state.hash && invites(state, now);
}

/** Gives a member other roles; who coordinates no more, or only looks on, lets nobody in by it. */
export function setRoles(
  world: World,
  { member: thing, roles }: { member: string; roles: Role[] },
  { now }: Context,
): Decided | Refusal {
  const found = here(world, thing);
  if (found === undefined) return noSuchMember;
  if (!roles.includes("coordination") && isLast(world, found)) return lastCoordination;
  if (sameRoles(found.state.roles, roles)) return { facts: [] };
  const set: NewFact = { kind: "member", thing, type: "member.roles-set/1", record: { roles } };
  const lost = (role: Role) => found.state.roles.includes(role) && !roles.includes(role);
  const ends = lost("coordination") || !roles.some((role) => MAY_VOUCH.includes(role));
  return { facts: [set, ...(ends ? waysOf(world, thing, now) : [])] };
}

/** What goes along: the name used here, and the words they wrote (removal.ts). */
type Going = { forget: boolean; words?: boolean | undefined };

/** The author goes; with `forget` their name here is erased in the same step. */
export function leave(world: World, how: Going, context: Context): Decided | Refusal {
  return go(world, { thing: context.who, type: "member.left/1" }, how, context);
}

/** Coordination sees a member out. Their name stays beside what they did until it is erased. */
export function remove(
  world: World,
  { member: thing, ...how }: { member: string } & Going,
  context: Context,
): Decided | Refusal {
  return go(world, { thing, type: "member.removed/1" }, how, context);
}

/** Changes the name the author uses here; the one before is erased. */
export function rename(
  world: World,
  { handle }: { handle: string },
  { who }: Context,
): Decided | Refusal {
  const found = here(world, who);
  if (found === undefined) return noSuchMember;
  const fact = { kind: "member", thing: who, type: "member.renamed/1", record: {} };
  return { facts: [{ ...fact, people: { handle } }], erases: nameOf(found) };
}

function go(
  world: World,
  { thing, type }: { thing: string; type: string },
  { forget, words = false }: Going,
  { now }: Context,
): Decided | Refusal {
  const found = here(world, thing);
  if (found === undefined) return noSuchMember;
  if (isLast(world, found)) return lastCoordination;
  const facts: NewFact[] = [{ kind: "member", thing, type, record: {} }];
  if (words) facts.push(wordsRecalled(thing));
  facts.push(...waysOf(world, thing, now));
  return { facts, erases: forget ? [...nameOf(found), ...answersOf(found)] : [] };
}

function nameOf({ id, state }: Thing<MemberState>): Erase[] {
  if (state.handle === null) return [];
  return [{ kind: "member", thing: id, at: state.handle, parts: ["people"] }];
}

/** Invitations they made or signed let nobody in any more. */
function waysOf(world: World, thing: string, now: number): NewFact[] {
  return openOf(world, thing, now).map(({ id }) => ({
    ...{ kind: "invitation", thing: id, type: "invitation.withdrawn/1", record: {} },
  }));
}

function answersOf({ id, state }: Thing<MemberState>): Erase[] {
  if (state.answers === null) return [];
  return [{ kind: "member", thing: id, at: state.answers, parts: ["people"] }];
}

/** Whoever came in and is not gone, vouched in or not. */
function here(world: World, thing: string): Thing<MemberState> | undefined {
  const found = world.thing(member, thing);
  return found?.state.gone === null ? found : undefined;
}

/** Those who coordinate now; a mark only says that they once did. */
function coordinators(world: Pick<World, "find">): Thing<MemberState>[] {
  const once = world.find(member, "role:coordination");
  return once.filter(({ state }) => rolesOf(state).includes("coordination"));
}

function isLast(world: World, { id, state }: Thing<MemberState>): boolean {
  if (!rolesOf(state).includes("coordination")) return false;
  return coordinators(world).every((one) => one.id === id);
}

function sameRoles(a: readonly Role[], b: readonly Role[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}

const noSuchMember = refuse("people.no-such-member", "not-found", { next: "go-back" });
const lastCoordination = refuse("people.last-coordination", "state", {
  next: "people.give-coordination",
});
