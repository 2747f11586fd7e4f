/** Decides about occasions: asked for, moved, shown, called off. The ground alone does. */
import { isOutside } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import {
  coarsen,
  type Day,
  dayOf,
  daySchema,
  endOf,
  laterDay,
  startOf,
  startOfWeek,
} from "../../house/values/index.ts";
import { EVERY } from "./codes.ts";
import { inSeries, type OccasionState, occasion, type Places } from "./facts.ts";
import { turn, turnsIn } from "./facts-turn.ts";
import type { Ask, One } from "./shapes.ts";

/** What a decider of this room answers. */
export type Answer = Decided | Refusal;

/** The same words for one that is not there and one that is closed to whoever asks. */
export const noOccasion = refuse("hours.no-such-occasion", "not-found", { next: "go-back" });
/** Nothing is written, and all is well. */
export const nothing: Decided = { facts: [] };

/** A fact of an occasion. */
export const occasionFact = (
  thing: string,
  what: string,
  record: NewFact["record"] = {},
): NewFact => ({ kind: "occasion", thing, type: `occasion.${what}/1`, record });

/** The first day of the week a day lies in. */
export function weekOf(day: Day): Day {
  return dayOf(startOfWeek(startOf(day), day.zone), day.zone);
}

/** What a record keeps of a day: in a protected space the last one of its week, and no night. */
export function keptDay(day: Day, { protects }: Pick<Context, "protects">): Day {
  return protects ? laterDay(weekOf(day), { days: 6 }) : day;
}

/** Whether a record can hold the day: days are written from 1900 to 2199. */
export const isWritten = (day: Day): boolean => daySchema.safeParse(day).success;
const tooFar = refuse("day.shape", "shape", { field: "day" });

/** Whether somebody can still come to it, now (ms). */
export function isComing(
  { calledOff, day }: Pick<OccasionState, "calledOff" | "day">,
  now: number,
): boolean {
  return calledOff === null && day !== null && endOf(day) > now;
}

/** Asks for people: once, or again and again. Each time is a thing of its own. */
export function ask(_world: World, input: Ask, context: Context): Answer {
  const { work, joins, places, what, from, until, every, show } = input;
  if (endOf(input.day) <= context.now)
    return refuse("hours.day-gone", "shape", { field: "day", next: "hours.later-day" });
  const times = every === "once" ? 1 : input.times;
  const last = laterDay(input.day, { days: (times - 1) * EVERY[every] });
  if (!isWritten(keptDay(last, context))) return tooFar;
  const series = times > 1 ? context.id() : null;
  const place = input.place !== null && context.protects ? coarsen(input.place, 2) : input.place;
  const facts: NewFact[] = [];
  for (let n = 0; n < times; n++) {
    const day = laterDay(input.day, { days: n * EVERY[every] });
    const id = context.id();
    const record = { work, joins, on: keptDay(day, context), place, places, series };
    const words = { what, when: { date: day.date, from, until } };
    facts.push({ ...occasionFact(id, "asked", record), words });
    if (show) facts.push(occasionFact(id, "shown", shownTo(context)));
  }
  return { facts, answer: { occasion: facts[0]?.thing ?? "", times } };
}

const shownTo = ({ protects }: Context) => ({ to: protects ? "link" : "public" });

type Found = Thing<OccasionState>;

/** Decides about one that is still to come. */
function coming(
  world: World,
  { occasion: id }: One,
  { now }: Context,
  then: (found: Found) => Answer,
): Answer {
  const found = world.thing(occasion, id);
  if (found === undefined) return noOccasion;
  return isComing(found.state, now) ? then(found) : isOver;
}

/** It was called off, or its day is gone. */
export const isOver = refuse("hours.over", "state", { next: "hours.see-all" });

type Move = One & { day: Day; from: string; until: string };

/** Says another day or time; the one that stood there by an earlier move is erased. */
export function move(world: World, input: Move, context: Context): Answer {
  return coming(world, input, context, ({ id, state: { what, when, line } }) => {
    const { day, from, until } = input;
    if (endOf(day) <= context.now)
      return refuse("hours.day-gone", "shape", { field: "day", next: "hours.later-day" });
    if (!isWritten(keptDay(day, context))) return tooFar;
    const on = keptDay(day, context);
    const fact = occasionFact(id, "moved", { on });
    const stood = when === null || when.n === what?.n ? [] : [when];
    const erases = stood.map(
      (at): Erase => ({ kind: "occasion", thing: id, at, parts: ["words"] }),
    );
    const moved = { ...fact, words: { when: { date: day.date, from, until } } };
    return { facts: [moved, ...carried(world, { id, line }, on)], erases };
  });
}

/** Turns that one move carries along: with what else it writes, as many as one step holds. */
const CARRIED_MAX = 240;

/**
 * Names are kept for so many days after the day somebody comes on, and hours said from it on: so
 * turns go along. Those in the line come first, then those that asked last.
 */
function carried(
  world: World,
  { id, line }: { id: string; line: OccasionState["line"] },
  on: Day,
): NewFact[] {
  const inLine = new Set(line.map((one) => one.turn));
  const all = world.find(turn, turnsIn(id)).filter(({ state: { occasion: at, ...state } }) => {
    const isLive = state.status === "waiting" || state.status === "accepted";
    const isHeld = isLive || (state.people !== null && !state.forgotten);
    return at === id && isHeld && state.day?.date !== on.date;
  });
  const [first, rest] = [true, false].map((is) => all.filter((one) => inLine.has(one.id) === is));
  return [...(first ?? []), ...(rest ?? []).reverse()].slice(0, CARRIED_MAX).map(
    (one): NewFact => ({
      ...{ kind: "turn", thing: one.id, type: "turn.moved/1", record: { on } },
    }),
  );
}

/** Says how many of each role: whoever is past the limit then waits, the last that came first. */
export function setLimits(
  world: World,
  input: One & { places: Places[] },
  context: Context,
): Answer {
  return coming(world, input, context, ({ id, state }) => {
    const { places } = input;
    const gone = state.line.some(({ role }) => places.every((one) => one.role !== role));
    if (gone) return refuse("hours.role-in-use", "state", { field: "places" });
    return { facts: [occasionFact(id, "limits-set", { places })] };
  });
}

/** Opens it to everyone; in a protected space to holders of a link. */
export function show(world: World, input: One, context: Context): Answer {
  return coming(world, input, context, ({ id, circle }) =>
    isOutside(circle) ? nothing : { facts: [occasionFact(id, "shown", shownTo(context))] },
  );
}

/** Closes it to others than the group again. */
export function quiet(world: World, { occasion: id }: One): Answer {
  const found = world.thing(occasion, id);
  if (found === undefined) return noOccasion;
  return isOutside(found.circle) ? { facts: [occasionFact(id, "quieted")] } : nothing;
}

/** Calls it off, alone or with all after it that were asked for together. */
export function callOff(
  world: World,
  { occasion: id, rest }: One & { rest: boolean },
  { now }: Context,
): Answer {
  const found = world.thing(occasion, id);
  if (found === undefined) return noOccasion;
  const { series, day } = found.state;
  const same = rest && series !== null ? world.find(occasion, inSeries(series)) : [];
  const later = same.filter(({ state }) => {
    return state.day !== null && day !== null && startOf(state.day) >= startOf(day);
  });
  const all = new Map([found, ...later].map((one) => [one.id, one]));
  const open = [...all.values()].filter(({ state }) => isComing(state, now));
  return { facts: open.map((one) => occasionFact(one.id, "called-off")) };
}

/** Erases what it was and its hours, once it is over or called off: figures and places stay. */
export function empty(world: World, { occasion: id }: One, { now }: Context): Answer {
  const found = world.thing(occasion, id);
  if (found === undefined) return noOccasion;
  const { what, when } = found.state;
  if (isComing(found.state, now))
    return refuse("hours.call-off-first", "state", { next: "hours.call-it-off" });
  const held = [what, when].filter((at) => at !== null);
  if (held.length === 0) return nothing;
  const erases = [...new Map(held.map((at) => [at.n, at])).values()].map((at): Erase => {
    return { kind: "occasion", thing: id, at, parts: ["words"] };
  });
  return { facts: [occasionFact(id, "emptied")], erases };
}
