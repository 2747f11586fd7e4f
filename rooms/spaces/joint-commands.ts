/** Asking for a joint act, agreeing to it, taking it back. */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  type World,
} from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema } from "../../house/values/index.ts";
import { member, rolesOf } from "../people/index.ts";
import { begins, safekeeping } from "./copies.ts";
import {
  isAgreed,
  isLive,
  JOINT,
  JOINT_MS,
  type Joint,
  type JointState,
  joint,
  jointOver,
  noSuchJoint,
  notInSet,
  SET_MAX,
  setIn,
  used,
} from "./joint.ts";

const own = "none: a group's own house" as const;
const nothing = { clause: own, consent: own, onLapse: own } as const;
const everyone = ["coordination", "treasurer", "member"] as const;

type Ask = { what: Joint; of: string[] };

/** Asks for a joint act; other commands ask for theirs in one commit with what it is about. */
export function askFor(world: World, { what, of }: Ask, context: Context): Decided | Refusal {
  const { who, now } = context;
  const set = setIn(world, context);
  if (!set.includes(who)) return notInSet;
  const fault = what === "name-set" ? setFault(world, of, set) : null;
  if (fault !== null) return fault;
  const thing = context.id();
  const record = { what, of, member: who, until: now + JOINT_MS };
  const state: JointState = { ...{ what, of, agreed: [who] }, until: record.until, over: null };
  const asked: NewFact = { kind: "joint", thing, type: "joint.asked/1", record };
  return settled(world, { thing, state, set, context }, [asked]);
}

function agree(world: World, { joint: thing }: { joint: string }, context: Context) {
  const set = setIn(world, context);
  if (!set.includes(context.who)) return notInSet;
  const found = world.thing(joint, thing);
  if (found === undefined) return noSuchJoint;
  const { state } = found;
  if (!isLive(state, context.now)) return jointOver;
  if (state.agreed.includes(context.who))
    return { facts: [], answer: answerOf(state, set, context) };
  const agreed = { ...state, agreed: [...state.agreed, context.who] };
  const record = { member: context.who };
  const fact: NewFact = { kind: "joint", thing, type: "joint.agreed/1", record };
  const fault = state.what === "name-set" ? setFault(world, state.of, set) : null;
  return fault ?? settled(world, { thing, state: agreed, set, context }, [fact]);
}

type Settling = { thing: string; state: JointState; set: readonly string[]; context: Context };

/**
 * What follows at once: a set that enough have agreed to is named in the same commit, and sealed
 * copies that they agreed to begin.
 */
function settled(
  world: World,
  { thing, state, set, context }: Settling,
  facts: NewFact[],
): Decided {
  const answer = { joint: thing, ...answerOf(state, set, context) };
  if (!isAgreed(state, set, context.now)) return { facts, answer };
  if (state.what === "name-set") {
    const record = { members: state.of };
    const named = { kind: "space", thing: context.space, type: "space.named-set/1", record };
    return { facts: [...facts, used(thing), named], answer };
  }
  const planned = state.what === "export" ? world.thing(safekeeping, state.of[0] ?? "") : undefined;
  if (planned === undefined || planned.state.over || planned.state.begun) return { facts, answer };
  const { every } = planned.state;
  const begun = begins(world, { thing: planned.id, every }, context);
  return { facts: [...facts, used(thing), ...begun.facts], erases: begun.erases, answer };
}

const answerOf = (state: JointState, set: readonly string[], { now }: Context) => ({
  agreed: isAgreed(state, set, now),
});

/** A set is of members who are here, two at least; of one where that one is alone. */
function setFault(world: World, of: readonly string[], set: readonly string[]): Refusal | null {
  const here = (one: string) => {
    const found = world.thing(member, one);
    return found !== undefined && rolesOf(found.state).some((role) => role !== "observer");
  };
  const least = Math.min(2, set.length);
  if (of.length >= least && of.every(here) && new Set(of).size === of.length) return null;
  return refuse("spaces.set-of-members", "shape", { field: "of" });
}

function withdraw(world: World, { joint: thing }: { joint: string }, context: Context) {
  if (!setIn(world, context).includes(context.who)) return notInSet;
  const found = world.thing(joint, thing);
  if (found === undefined) return noSuchJoint;
  if (found.state.over !== null) return { facts: [] };
  return { facts: [{ kind: "joint", thing, type: "joint.withdrawn/1", record: {} }] };
}

const askJoint = defineCommand({
  ...{ ...nothing, name: "spaces.ask-joint", kind: "act", who: everyone },
  shape: z.strictObject({
    what: z.enum(JOINT),
    of: z.array(idSchema).max(SET_MAX, "spaces.set-size").default([]),
  }),
  decide: askFor,
});
const agreeJoint = defineCommand({
  ...{ ...nothing, name: "spaces.agree-joint", kind: "act", who: everyone },
  shape: z.strictObject({ joint: idSchema }),
  decide: agree,
});
const withdrawJoint = defineCommand({
  ...{ ...nothing, name: "spaces.withdraw-joint", kind: "undoing", who: everyone },
  shape: z.strictObject({ joint: idSchema }),
  decide: withdraw,
});

/** The rows of this table, by name for its own tests. */
export const jointCommands = { askJoint, agreeJoint, withdrawJoint };

/** The same as the house takes them. */
export const jointTable: readonly CommandRow[] = Object.values(
  jointCommands,
) as readonly CommandRow[];
