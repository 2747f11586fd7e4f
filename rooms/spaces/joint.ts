/**
 * Joint acts: what no single person may do. One of the named set asks, others of it agree, and the
 * act itself, sent by one of them, names the joint act it stands on and uses it up.
 */
import { z } from "zod";
import type { Context, World } from "../../house/command.ts";
import { defineKind, type NewFact, type Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema } from "../../house/values/index.ts";
import {
  holdsSince,
  isPutOut,
  type Listed,
  MAY_VOUCH,
  type MemberState,
  member,
  rolesOf,
} from "../people/index.ts";

import { type SpaceState, space } from "./facts.ts";

/** What takes more than one, in the order pages list it. */
export const JOINT = [
  ...(["export", "name-set", "move-away", "silence", "here", "reopen", "end", "times"] as const),
] as const;
/** Which of them the first version of the fact knew. */
const FIRST = ["export", "name-set", "move-away", "reopen", "end"] as const;
/** Which came later. */
const SECOND = ["silence", "here"] as const;
/** Which after that. */
const THIRD = ["times"] as const;
/** See {@link JOINT}. */
export type Joint = (typeof JOINT)[number];

/** Members a named set may have. */
export const SET_MAX = 12;
/** A joint act that was not used by then (ms after it was asked for) is over. */
export const JOINT_MS = 7 * 24 * 3_600_000;

/** A joint act as folded. Whether it may be used is asked with the time and the set of now. */
export type JointState = {
  what: Joint;
  /** For `name-set` the members the set is to have; else what the act is about, or nothing. */
  of: string[];
  /** Members who said yes, the one who asked first; each once. */
  agreed: string[];
  /** Ends then, ms since 1970. */
  until: number;
  over: "withdrawn" | "used" | null;
};

const ids = z.array(idSchema).max(SET_MAX);

/** A joint act; all of the group see that it is asked for. */
export const joint = defineKind<JointState>({
  kind: "joint",
  facts: [
    {
      type: "joint.asked/1",
      record: z.strictObject({
        ...{ what: z.enum(FIRST), of: ids, member: idSchema, until: z.int().positive() },
      }),
    },
    {
      type: "joint.asked/2",
      record: z.strictObject({
        ...{ what: z.enum(SECOND), of: ids, member: idSchema, until: z.int().positive() },
      }),
    },
    {
      type: "joint.asked/3",
      record: z.strictObject({
        ...{ what: z.enum(THIRD), of: ids, member: idSchema, until: z.int().positive() },
      }),
    },
    { type: "joint.agreed/1", record: z.strictObject({ member: idSchema }) },
    { type: "joint.withdrawn/1", record: z.strictObject({}) },
    { type: "joint.used/1", record: z.strictObject({}) },
  ],
  initial: { what: "export", of: [], agreed: [], until: 0, over: null },
  evolve: (state, { type, record }) => {
    if (ASKED.some((one) => one === type)) {
      const { what, of, until } = record as Pick<JointState, "what" | "of" | "until">;
      Object.assign(state, { what, of, until });
    }
    const who = record["member"] as string | undefined;
    if (who !== undefined && !state.agreed.includes(who)) state.agreed = [...state.agreed, who];
    if (type === "joint.withdrawn/1") state.over = "withdrawn";
    if (type === "joint.used/1") state.over = "used";
    return state;
  },
});

/** By which fact it is asked for, by the version that knew of it first. */
const ASKED = ["joint.asked/1", "joint.asked/2", "joint.asked/3"] as const;

/** The type of the fact by which it is asked for. */
export function askedType(what: Joint): (typeof ASKED)[number] {
  if (FIRST.some((one) => one === what)) return "joint.asked/1";
  return SECOND.some((one) => one === what) ? "joint.asked/2" : "joint.asked/3";
}

/** Whether it still waits for someone, or for being used, now (ms). */
export function isLive(state: JointState, now: number): boolean {
  return state.over === null && now < state.until;
}

/**
 * How many of the set it takes: to end a group that is not shut three, for anything else two; all
 * of a smaller set.
 */
export function neededOf(what: Joint, size: number, shut = false): number {
  return Math.max(1, Math.min(what === "end" && !shut ? 3 : 2, size));
}

/** A member as far as this is about them. */
type Here = Pick<Listed, "id" | "roles" | "setBack" | "putOut">;

/**
 * A place in the set of somebody whom another put out just now: it counts among those it takes, and
 * nobody's yes is theirs. So nobody shrinks the set to themselves.
 */
const MISSED = "-";

/** Those of the set who can say yes. */
export function whoIn(set: readonly string[]): string[] {
  return set.filter((one) => one !== MISSED);
}

const able = (some: readonly Here[]) =>
  some.filter(({ roles }) => roles.some((role) => MAY_VOUCH.includes(role)));

/**
 * The members whose word counts for a joint act: those who were named, are here still and were not
 * set back by recovery since, two at least. Where none was named, or fewer are left, everyone in
 * coordination beside them; and where that is one person among others, everyone who is more than an
 * observer, so that nobody stands alone for a group. Whoever was put out just now is missed.
 */
function setOf({ set }: SpaceState, all: readonly Here[]): string[] {
  const named = all.filter((one) => set?.members.includes(one.id) && holdsSince(one, set.at));
  if (able(named).length > 1) return placesOf(able(named), named);
  // Whoever lost their place by recovery is asked last, where one of the named is here still.
  const lost = (one: Here) => set?.members.includes(one.id) && !holdsSince(one, set.at);
  const pool = able(named).length === 1 ? all.filter((one) => !lost(one)) : all;
  const coordinate = (one: Here) => one.roles.includes("coordination") || named.includes(one);
  const wider = [able(pool.filter(coordinate)), able(pool)].find((some) => some.length > 1);
  return placesOf(wider ?? able(all), all);
}

function placesOf(those: readonly Here[], among: readonly Here[]): string[] {
  const missed = among.filter(({ putOut }) => putOut);
  return [...those.map(({ id }) => id), ...missed.map(() => MISSED)];
}

/** The named set as a decider sees it. */
export function setIn(
  world: World,
  { space: id, now }: Pick<Context, "space" | "now">,
): readonly string[] {
  const found = world.thing(space, id);
  if (found === undefined) return [];
  const hereOf = ({ id: one, state }: Thing<MemberState>): Here => {
    const { setBack } = state;
    return { id: one, roles: rolesOf(state), setBack, putOut: isPutOut(state, now) };
  };
  const named = (found.state.set?.members ?? []).flatMap((one) => world.thing(member, one) ?? []);
  const set = setOf(found.state, named.map(hereOf));
  if (whoIn(set).length > 1 && named.every(({ state }) => state.setBack === null)) return set;
  // A mark only says that somebody once had the role: what they may do now is asked of each.
  const all = MAY_VOUCH.flatMap((role) => world.find(member, `role:${role}`));
  const once = new Map([...named, ...all].map((thing) => [thing.id, thing]));
  return setOf(found.state, [...once.values()].map(hereOf));
}

/** The named set as a page sees it, of all members it lists, those who are gone among them. */
export function setAmong(state: SpaceState, listed: readonly Listed[]): readonly string[] {
  return setOf(state, listed);
}

/** How many of those who agreed are of the set now. */
export function agreedOf(state: JointState, set: readonly string[]): number {
  return state.agreed.filter((one) => set.includes(one)).length;
}

/** Whether enough of the set have agreed and it may be used now. */
export function isAgreed(
  state: JointState,
  set: readonly string[],
  now: number,
  shut = false,
): boolean {
  return isLive(state, now) && agreedOf(state, set) >= neededOf(state.what, set.length, shut);
}

/**
 * The joint act that a command wants to stand on: live, for this, agreed to by enough of the set,
 * and asked for by one of the set. The command's own facts then hold {@link used}.
 */
export function standOnJoint(
  world: World,
  context: Context,
  { id, what }: { id: string; what: Joint },
): Thing<JointState> | Refusal {
  const set = setIn(world, context);
  if (!set.includes(context.who)) return notInSet;
  const found = world.thing(joint, id);
  if (found === undefined || found.state.what !== what) return noSuchJoint;
  if (!isLive(found.state, context.now)) return jointOver;
  return isAgreed(found.state, set, context.now) ? found : notAgreed;
}

/** The fact that a joint act was used up: by the command that stands on it, in its commit. */
export function used(thing: string): NewFact {
  return { kind: "joint", thing, type: "joint.used/1", record: {} };
}

/** Only someone of the named set has a word in this. */
export const notInSet = refuse("spaces.not-in-set", "who", { next: "ask" });
/** There is none of this id, or it is for something else. */
export const noSuchJoint = refuse("spaces.no-such-joint", "not-found", { next: "go-back" });
/** It was withdrawn or used, or its week is over. */
export const jointOver = refuse("spaces.joint-over", "state", { next: "spaces.ask-again" });
/** More of the set have to agree first. */
export const notAgreed = refuse("spaces.not-agreed", "state", { next: "spaces.wait-for-second" });
