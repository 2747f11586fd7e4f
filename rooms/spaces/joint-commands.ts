/** Asking for a joint act, agreeing to it, taking it back. */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema } from "../../house/values/index.ts";
import { member, rolesOf } from "../people/index.ts";
import { begins, safekeeping } from "./copies.ts";
import { endBegun, endBegunAlready } from "./end-commands.ts";
import { shutSince } from "./ending.ts";
import { space } from "./facts.ts";
import {
  agreedOf,
  askedType,
  isAgreed,
  isLive,
  JOINT_MS,
  type Joint,
  type JointState,
  joint,
  jointOver,
  neededOf,
  noSuchJoint,
  notInSet,
  SET_MAX,
  setIn,
  used,
} from "./joint.ts";
import { isOfThis, silence, silenceFact, silenceOf } from "./silence.ts";
import { times, timesSet } from "./times.ts";

const nothing = { ...OWN_HOUSE, whileShut: true } as const;
const goesOn = { ...nothing, whileDark: true } as const;
const everyone = ["coordination", "treasurer", "member"] as const;

type Ask = { what: Joint; of: string[] };

/** Asks for a joint act; other commands ask for theirs in one commit with what it is about. */
export function askFor(world: World, { what, of }: Ask, context: Context): Decided | Refusal {
  const { who, now } = context;
  const set = setIn(world, context);
  if (!set.includes(who)) return notInSet;
  if (!isTimeFor(world, context, what)) return notNow;
  const fault = faultOf(world, what, of, set, context);
  if (fault !== null) return fault;
  const thing = context.id();
  const record = { what, of, member: who, until: now + JOINT_MS };
  const state: JointState = { ...{ what, of, agreed: [who] }, until: record.until, over: null };
  const asked: NewFact = { kind: "joint", thing, type: askedType(what), record };
  return settled(world, { thing, state, set, context }, [asked]);
}

const notNow = refuse("spaces.not-now", "state", { next: "go-back" });

/**
 * Reopening is for what is closed: agreed to beforehand, one alone could open what another closed.
 * While it is closed nothing is agreed to but reopening and ending; while the group counts as
 * silent nothing but that it is here, and ending.
 */
function isTimeFor(world: World, context: Context, what: Joint): boolean {
  if (what === "end") return true;
  const shut = world.thing(space, context.space)?.state.shut ?? null;
  if (shut !== null) return what === "reopen";
  return context.dark ? what === "here" : what !== "here" && what !== "reopen";
}

function agree(world: World, { joint: thing }: { joint: string }, context: Context) {
  const set = setIn(world, context);
  if (!set.includes(context.who)) return notInSet;
  const found = world.thing(joint, thing);
  if (found === undefined) return noSuchJoint;
  const { state } = found;
  if (!isLive(state, context.now)) return jointOver;
  if (!isTimeFor(world, context, state.what)) return notNow;
  const fault =
    faultOf(world, state.what, state.of, set, context) ??
    aboutSilence(world, state, context) ??
    staleIn(world, found, context);
  if (fault !== null) return fault;
  // Whoever said yes before may say it again: since then fewer may be enough.
  if (state.agreed.includes(context.who)) return settled(world, { thing, state, set, context }, []);
  const agreed = { ...state, agreed: [...state.agreed, context.who] };
  const record = { member: context.who };
  const fact: NewFact = { kind: "joint", thing, type: "joint.agreed/1", record };
  return settled(world, { thing, state: agreed, set, context }, [fact]);
}

type Settling = { thing: string; state: JointState; set: readonly string[]; context: Context };

/**
 * What follows at once where enough have agreed: another set is named in the same commit, sealed
 * copies begin, and so does the wait before the end.
 */
function settled(
  world: World,
  { thing, state, set, context }: Settling,
  facts: NewFact[],
): Decided {
  const { space: here, now } = context;
  const { what, of } = state;
  const agreed = isAgreed(state, set, now, isShut(world, context));
  const answer = { joint: thing, agreed };
  if (!agreed) return { facts, answer };
  if (what === "end") {
    const enough = agreedOf(state, set) >= neededOf("end", set.length);
    return { facts: [...facts, used(thing), endBegun(here, now, enough)], answer };
  }
  if (what === "silence" || what === "here") {
    const record = what === "here" ? {} : { proposal: of[0] };
    const holds = silenceFact(here, what === "here" ? "lifted" : "agreed", record);
    return { facts: [...facts, used(thing), holds], answer };
  }
  if (what === "name-set") {
    const record = { members: of };
    const named = { kind: "space", thing: here, type: "space.named-set/1", record };
    return { facts: [...facts, used(thing), named], answer };
  }
  if (what === "times") {
    const decided = world.thing(times, of[0] ?? "")?.state.wanted;
    return decided === undefined
      ? { facts, answer }
      : { facts: [...facts, used(thing), timesSet(here, decided)], answer };
  }
  const planned = what === "export" ? world.thing(safekeeping, of[0] ?? "") : undefined;
  if (planned === undefined || planned.state.over || planned.state.begun) return { facts, answer };
  const { every } = planned.state;
  const begun = begins(world, { thing: planned.id, every }, context);
  return { facts: [...facts, used(thing), ...begun.facts], erases: begun.erases, answer };
}

function isShut(world: World, { space: here }: Context): boolean {
  const group = world.thing(space, here)?.state;
  return group !== undefined && shutSince(group) !== null;
}

/** What stands against it from the start, whoever agrees. */
function faultOf(
  world: World,
  what: Joint,
  of: readonly string[],
  set: readonly string[],
  { space: here }: Context,
): Refusal | null {
  if (what === "name-set") return setFault(world, of, set);
  const begun = what === "end" && world.thing(space, here)?.state.ending != null;
  return begun ? endBegunAlready : null;
}

/** A rule for silence that is asked for or agreed to is one that was proposed. */
function aboutSilence(world: World, { what, of }: Ask, { space: here }: Context): Refusal | null {
  if (what !== "silence") return null;
  const proposed = world.thing(silence, silenceOf(here))?.state.proposed ?? [];
  return of.length === 1 && proposed.some(({ id }) => id === of[0]) ? null : noSuchJoint;
}

/** That somebody is here is about the silence it was asked in, and about no later one. */
function staleIn(world: World, found: Thing<JointState>, { space: here }: Context): Refusal | null {
  if (found.state.what !== "here") return null;
  const said = world.thing(silence, silenceOf(here));
  return said !== undefined && isOfThis(said.state, found) ? null : jointOver;
}

/** A set is of members who are here, two at least; of one where that one is alone. */
function setFault(world: World, of: readonly string[], set: readonly string[]) {
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

/** What is asked for by itself; how long things are kept is asked for with its plan alone. */
const ASKED_ALONE = [
  ...(["export", "name-set", "move-away", "silence", "here", "reopen", "end"] as const),
] as const;

const askJoint = defineCommand({
  ...{ ...goesOn, name: "spaces.ask-joint", kind: "act", who: everyone, byHand: true },
  shape: z.strictObject({
    what: z.enum(ASKED_ALONE),
    of: z.array(idSchema).max(SET_MAX, "spaces.set-size").default([]),
  }),
  decide: (world, asked, context) => {
    const said = askFor(world, asked, context);
    return isRefusal(said) ? said : (aboutSilence(world, asked, context) ?? said);
  },
});
const agreeJoint = defineCommand({
  ...{ ...goesOn, name: "spaces.agree-joint", kind: "act", who: everyone, byHand: true },
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
