/** What can be asked for of duties, and deciding it. */
import { z } from "zod";
import {
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import type { Erase, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema, type Text, textSchema } from "../../house/values/index.ts";
import {
  COVER_DAYS_MAX,
  DUTIES,
  DUTIES_MAX,
  DUTY_NOTE,
  type DutyState,
  duty,
  dutyFact,
  dutyNameSchema,
  PLACES,
  type Place,
} from "./duties.ts";
import { member, rolesOf } from "./facts.ts";
import { MAY_VOUCH } from "./vouching.ts";

type Answer = Decided | Refusal;
type One = { duty: string };

const DAY_MS = 24 * 3_600_000;
const noSuchDuty = refuse("people.no-such-duty", "not-found", { next: "go-back" });
const noSuchMember = refuse("people.no-such-member", "not-found", { field: "member" });
const notYours = refuse("people.not-your-duty", "who", { next: "go-back" });

function open(world: World, id: string): Thing<DutyState> | Refusal {
  const found = world.thing(duty, id);
  if (found === undefined) return noSuchDuty;
  return found.state.ended ? refuse("people.duty-ended", "state", { next: "go-back" }) : found;
}

/** Whether somebody is here and does more than look on. */
function mayHold(world: World, id: string): boolean {
  const found = world.thing(member, id);
  return found !== undefined && rolesOf(found.state).some((role) => MAY_VOUCH.includes(role));
}

function name(world: World, { name: said }: { name: Text[] }, context: Context): Answer {
  const live = world.find(duty, DUTIES).filter(({ state }) => !state.ended);
  if (live.length >= DUTIES_MAX)
    return refuse("people.duties-full", "limit", { vars: { max: DUTIES_MAX } });
  const id = context.id();
  return { facts: [{ ...dutyFact(id, "named"), words: { name: said } }], answer: { duty: id } };
}

function rename(world: World, { duty: id, name: said }: One & { name: Text[] }): Answer {
  const found = open(world, id);
  if (isRefusal(found)) return found;
  const at = found.state.name;
  const erases: Erase[] = at === null ? [] : [{ kind: "duty", thing: id, at, parts: ["words"] }];
  return { facts: [{ ...dutyFact(id, "renamed"), words: { name: said } }], erases };
}

function end(world: World, { duty: id }: One): Answer {
  const found = world.thing(duty, id);
  if (found === undefined) return noSuchDuty;
  return { facts: found.state.ended ? [] : [dutyFact(id, "ended")] };
}

/** The author takes a place that nobody has who is still here. */
function take(world: World, { duty: id, place }: One & { place: Place }, context: Context): Answer {
  const found = open(world, id);
  if (isRefusal(found)) return found;
  const before = found.state[place];
  if (before === context.who) return { facts: [] };
  if (before !== null && mayHold(world, before))
    return refuse("people.duty-held", "state", { next: "go-back" });
  if (place === "second" && found.state.holder === context.who)
    return refuse("people.duty-both", "state", { field: "place" });
  return { facts: [dutyFact(id, "placed", { place, member: context.who })] };
}

/** Coordination gives a place to somebody, or leaves it open; they put it down as they like. */
function give(
  world: World,
  { duty: id, place, member: to }: One & { place: Place; member: string | null },
): Answer {
  const found = open(world, id);
  if (isRefusal(found)) return found;
  if (found.state[place] === to) return { facts: [] };
  if (to !== null && !mayHold(world, to)) return noSuchMember;
  return { facts: [dutyFact(id, "placed", { place, member: to })] };
}

/** The author has no place in it any more, and covers it no more. */
function putDown(world: World, { duty: id }: One, { who }: Context): Answer {
  const found = world.thing(duty, id);
  if (found === undefined) return noSuchDuty;
  const { state } = found;
  const mine = PLACES.filter((place) => state[place] === who);
  const facts = mine.map((place) => dutyFact(id, "placed", { place, member: null }));
  if (state.cover?.by === who) facts.push(dutyFact(id, "cover-ended"));
  return { facts };
}

/** The holder hands it over for good, with a note or without. */
function handOver(
  world: World,
  { duty: id, member: to, note }: One & { member: string; note?: Text | undefined },
  { who }: Context,
): Answer {
  const found = open(world, id);
  if (isRefusal(found)) return found;
  const { holder, note: at } = found.state;
  if (holder !== who) return notYours;
  if (to === who || !mayHold(world, to)) return noSuchMember;
  const fact = dutyFact(id, "handed-over", { member: to, noted: note !== undefined });
  const erases: Erase[] = at === null ? [] : [{ kind: "duty", thing: id, at, parts: ["words"] }];
  return { facts: [note === undefined ? fact : { ...fact, words: { note } }], erases };
}

/** The holder is stood in for, by the second or somebody else, from one moment to another. */
function cover(
  world: World,
  { duty: id, member: by, from, until }: One & { member: string; from: number; until: number },
  { who, now }: Context,
): Answer {
  const found = open(world, id);
  if (isRefusal(found)) return found;
  if (found.state.holder !== who) return notYours;
  if (by === who || !mayHold(world, by)) return noSuchMember;
  if (until <= from || until <= now)
    return refuse("people.cover-over", "shape", { field: "until" });
  // Beyond that a program's figure need be no day that a page can say.
  if (from - now > COVER_DAYS_MAX * DAY_MS)
    return refuse("people.cover-far", "shape", { field: "from", vars: { max: COVER_DAYS_MAX } });
  if (until - from > COVER_DAYS_MAX * DAY_MS)
    return refuse("people.cover-long", "shape", { field: "until", vars: { max: COVER_DAYS_MAX } });
  return { facts: [dutyFact(id, "covered", { by, from, until })] };
}

/** Cover ends before its day: by the holder, by who covers, or by coordination. */
function endCover(world: World, { duty: id }: One, { who, roles }: Context): Answer {
  const found = world.thing(duty, id);
  if (found === undefined) return noSuchDuty;
  const { cover: now, holder } = found.state;
  if (now === null) return { facts: [] };
  if (who !== holder && who !== now.by && !roles.includes("coordination")) return notYours;
  return { facts: [dutyFact(id, "cover-ended")] };
}

const coordination = { ...OWN_HOUSE, kind: "act", who: ["coordination"] } as const;
const act = { ...OWN_HOUSE, kind: "act", who: MAY_VOUCH } as const;
const undoing = { ...OWN_HOUSE, kind: "undoing", who: MAY_VOUCH } as const;
const one = { duty: idSchema };
const moment = z.int("people.day-missing").positive("people.day-missing");

/** The rows of the table that are about duties. */
export const dutyCommands = {
  nameDuty: defineCommand({
    ...{ ...coordination, name: "people.name-duty", decide: name },
    shape: z.strictObject({ name: dutyNameSchema }),
  }),
  renameDuty: defineCommand({
    ...{ ...coordination, name: "people.rename-duty", decide: rename },
    shape: z.strictObject({ ...one, name: dutyNameSchema }),
  }),
  endDuty: defineCommand({
    ...{ ...coordination, kind: "undoing", name: "people.end-duty", decide: end },
    shape: z.strictObject(one),
  }),
  takeDuty: defineCommand({
    ...{ ...act, name: "people.take-duty", decide: take },
    shape: z.strictObject({ ...one, place: z.enum(PLACES) }),
  }),
  giveDuty: defineCommand({
    ...{ ...coordination, name: "people.give-duty", decide: give },
    shape: z.strictObject({ ...one, place: z.enum(PLACES), member: idSchema.nullable() }),
  }),
  putDownDuty: defineCommand({
    ...{ ...undoing, name: "people.put-down-duty", decide: putDown },
    shape: z.strictObject(one),
  }),
  handOverDuty: defineCommand({
    ...{ ...act, name: "people.hand-over-duty", decide: handOver },
    shape: z.strictObject({ ...one, member: idSchema, note: textSchema(DUTY_NOTE).optional() }),
  }),
  coverDuty: defineCommand({
    ...{ ...act, name: "people.cover-duty", decide: cover },
    shape: z.strictObject({ ...one, member: idSchema, from: moment, until: moment }),
  }),
  endCover: defineCommand({
    ...{ ...undoing, name: "people.end-cover", decide: endCover },
    shape: z.strictObject(one),
  }),
};
