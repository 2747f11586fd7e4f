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
  hasSay,
  holdsSince,
  MAY_VOUCH,
  member,
  type Place,
  type Standing,
  standingOf,
} from "../people/index.ts";
import { type SpaceState, space } from "./facts.ts";

/** What takes more than one, in the order pages list it. */
export const JOINT = [
  ...(["export", "name-set", "move-away", "silence", "here", "reopen", "end", "times"] as const),
  ...(["ally", "book"] as const),
] as const;
/** Which of them the first version of the fact knew. */
const FIRST = ["export", "name-set", "move-away", "reopen", "end"] as const;
/** Which came later. */
const SECOND = ["silence", "here"] as const;
/** Which after that. */
const THIRD = ["times"] as const;
/** Which after that. */
const FOURTH = ["ally"] as const;
/** Which after that. */
const FIFTH = ["book"] as const;
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
    {
      type: "joint.asked/4",
      record: z.strictObject({
        ...{ what: z.enum(FOURTH), of: ids, member: idSchema, until: z.int().positive() },
      }),
    },
    {
      type: "joint.asked/5",
      record: z.strictObject({
        ...{ what: z.enum(FIFTH), of: ids, member: idSchema, until: z.int().positive() },
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
const ASKED = [
  ...(["joint.asked/1", "joint.asked/2", "joint.asked/3", "joint.asked/4"] as const),
  "joint.asked/5",
] as const;

/** The type of the fact by which it is asked for. */
export function askedType(what: Joint): (typeof ASKED)[number] {
  if (FIRST.some((one) => one === what)) return "joint.asked/1";
  if (SECOND.some((one) => one === what)) return "joint.asked/2";
  if (THIRD.some((one) => one === what)) return "joint.asked/3";
  return FOURTH.some((one) => one === what) ? "joint.asked/4" : "joint.asked/5";
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

/**
 * A place in the set of somebody whom another put out just now: it counts among those it takes, and
 * nobody's yes is theirs. So nobody shrinks the set to themselves, or widens it to a friend.
 */
const MISSED = "-";

/** Those of the set who can say yes. */
export function whoIn(set: readonly string[]): string[] {
  return set.filter((one) => one !== MISSED);
}

/** One place: whose, and since when; of whoever was named, since ever. */
type Seat = Pick<Place, "from" | "settled"> & { id: string; coordinates: boolean };

/** Who counts, and by what they are reckoned who will count later. */
type TheSet = { seats: readonly Seat[]; by: "named" | "coordination" | "say" };

/**
 * The members whose word counts for a joint act: those who were named, are here still and were not
 * set back by recovery since, two at least. Where none was named, or fewer are left, whoever has
 * been in coordination for three days, beside them; where that is one person among others, whoever
 * has been more than an observer for as long; and where that is one person still, the two who came
 * first. So nobody stands alone for a group, and nobody makes themselves a second in a minute.
 */
function setOf({ set }: SpaceState, all: readonly Standing[]): TheSet {
  const chosen = all.filter(({ id }) => set?.members.includes(id));
  const holds = (one: Standing) => set !== null && holdsSince(one, set.at) && hasSay(one.roles);
  const named = chosen.flatMap((one) => seatOf(one, one.say, holds(one)));
  if (named.length > 1) return { seats: named, by: "named" };
  // Whoever lost their place by recovery is asked last, where one of the named is here still.
  const left = chosen.filter(holds);
  const pool = left.length === 0 ? all : all.filter((one) => !chosen.includes(one) || holds(one));
  const coordination = pool.flatMap((one) => seatOf(one, one.coordinates, left.includes(one)));
  const first = coordination.filter(({ settled }) => settled);
  if (first.length > 1) return { seats: first, by: "coordination" };
  const wide = pool.flatMap((one) => seatOf(one, one.say, left.includes(one)));
  const settled = wide.filter((seat) => seat.settled);
  if (settled.length > 1) return { seats: settled, by: "say" };
  const everyone = wide.length > 1 ? wide : all.flatMap((one) => seatOf(one, one.say, false));
  return { seats: eldest(everyone), by: "say" };
}

/** The seat somebody has by their place; one that another took from them is nobody's. */
function seatOf(one: Standing, place: Place | null, named: boolean): Seat[] {
  const coordinates = one.coordinates !== null;
  if (named) return [{ id: one.id, from: 0, settled: true, coordinates }];
  if (place === null) return [];
  const { from, settled } = place;
  // Whoever was left no coordination, and has a say still, says yes for that seat themselves.
  const theirs = hasSay(one.roles) && one.say?.missed === false;
  return [{ id: theirs ? one.id : MISSED, from, settled, coordinates }];
}

/** The two who came first, and who came as early; of those who coordinate, where they are two. */
function eldest(seats: readonly Seat[]): Seat[] {
  const second = seats.map(({ from }) => from).toSorted((a, b) => a - b)[1] ?? Infinity;
  const early = seats.filter(({ from }) => from <= second);
  const coordinate = early.filter(({ coordinates }) => coordinates);
  return coordinate.length > 1 ? coordinate : early;
}

const idsOf = ({ seats }: TheSet) => seats.map(({ id }) => id);

/** The named set as a decider sees it. */
export function setIn(
  world: World,
  { space: id, now }: Pick<Context, "space" | "now">,
): readonly string[] {
  const found = world.thing(space, id);
  if (found === undefined) return [];
  const named = (found.state.set?.members ?? []).flatMap((one) => world.thing(member, one) ?? []);
  const standing = (things: typeof named) => things.map((thing) => standingOf(thing, now));
  const set = setOf(found.state, standing(named));
  if (set.by === "named" && whoIn(idsOf(set)).length > 1) return idsOf(set);
  // A mark only says that somebody once had the role: what they may do now is asked of each.
  const all = MAY_VOUCH.flatMap((role) => world.find(member, `role:${role}`));
  const once = new Map([...named, ...all].map((thing) => [thing.id, thing]));
  return idsOf(setOf(found.state, standing([...once.values()])));
}

/** The named set as a page sees it, of how all members stand, those who are gone among them. */
export function setAmong(state: SpaceState, all: readonly Standing[]): readonly string[] {
  return idsOf(setOf(state, all));
}

/** Who is not of the set yet and will be, unless somebody is named, and from when (ms). */
export function countsLater(
  state: SpaceState,
  all: readonly Standing[],
): { id: string; at: number }[] {
  const set = setOf(state, all);
  if (set.by === "named") return [];
  return all.flatMap((one) => {
    const place = set.by === "coordination" ? one.coordinates : one.say;
    const waits = place !== null && hasSay(one.roles) && !idsOf(set).includes(one.id);
    return waits ? [{ id: one.id, at: place.counts }] : [];
  });
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
