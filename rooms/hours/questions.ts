/** What pages and later rooms ask about time and skills: one function a question, by a view. */
import { isOutside } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import {
  type Amount,
  compareDays,
  endOf,
  type Month,
  monthOf,
  sum,
  type Text,
} from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type AgreementState, agreement, statusOf } from "../agreements/index.ts";
import type { EffortKind } from "./codes.ts";
import { isComing } from "./decider.ts";
import {
  inSeries,
  type OccasionState,
  type OccasionWords,
  occasion,
  placed,
  type When,
} from "./facts.ts";
import {
  type EffortState,
  effort,
  type TurnPeople,
  type TurnState,
  turn,
  turnsIn,
  turnsOf,
} from "./facts-turn.ts";
import { myTurns } from "./mine.ts";

/** An occasion with its words, as far as the reader may read them and they are there. */
export type Said = { thing: Thing<OccasionState>; what: Text | null; when: When | null };

/** What occasions are, and when. */
export async function withWords(
  view: View,
  things: readonly Thing<OccasionState>[],
): Promise<Said[]> {
  const asked = things.flatMap((thing) => {
    const { what, when } = thing.state;
    return [what, when].flatMap((at) => (at === null ? [] : [{ thing, at }]));
  });
  const parts = await view.parts<OccasionWords>(asked);
  const at = new Map(asked.map((one, i) => [one.at.index, parts[i]]));
  const read = (index: number | undefined) => {
    const part = index === undefined ? undefined : at.get(index);
    return part === undefined || typeof part === "string" ? null : part;
  };
  return things.map((thing) => {
    const { what, when } = thing.state;
    return {
      ...{ thing, what: read(what?.index)?.what ?? null },
      when: read(when?.index)?.when ?? null,
    };
  });
}

/** Occasions that are still to come, the soonest first. */
export async function coming(view: View): Promise<Said[]> {
  const all = await view.things(occasion);
  return inOrder(
    await withWords(
      view,
      all.filter(({ state }) => isComing(state, view.now)),
    ),
  );
}

/** All that were asked for together with one and are still to come; of one alone, that one. */
export async function seriesOf(view: View, thing: Thing<OccasionState>): Promise<Said[]> {
  const { series } = thing.state;
  const all = series === null ? [thing] : await view.find(occasion, inSeries(series));
  const same = all.filter((one) => {
    return (one.id === thing.id || one.state.series === series) && isComing(one.state, view.now);
  });
  return inOrder(await withWords(view, same));
}

function inOrder(all: Said[]): Said[] {
  const at = ({ when, thing }: Said) => `${when?.date ?? thing.state.day?.date} ${when?.from}`;
  return all.sort(
    (a, b) => at(a).localeCompare(at(b)) || a.thing.first.index - b.thing.first.index,
  );
}

/** One of them; undefined alike where it is not there and where it is closed. */
export async function oneOccasion(view: View, id: string): Promise<Said | undefined> {
  const thing = await view.thing(occasion, id);
  return thing === undefined ? undefined : (await withWords(view, [thing]))[0];
}

/** How somebody's turn stands, once it was said yes to. Words: `hours.stands.<word>`. */
export type Stands =
  | ("waiting" | "declined" | "left" | "in" | "queue" | "off" | "over" | "held")
  | never;

/** How it stands now: what an agreement that was stopped held is held, by nobody's job. */
export function standsNow(
  { id, state }: Thing<TurnState>,
  at: OccasionState,
  under: AgreementState | null,
  now: number,
): Stands {
  if (state.status === "declined" || state.status === "left") return state.status;
  if (at.calledOff !== null) return "off";
  if (at.day !== null && endOf(at.day) <= now) return "over";
  if (under !== null && statusOf(under, now) !== "in-force") return "held";
  if (state.status === "waiting") return "waiting";
  return placed(at).has(id) ? "in" : "queue";
}

/** A turn, how it stands, and who it is of, as far as the reader may read that. */
export type OneTurn = { thing: Thing<TurnState>; stands: Stands; people: TurnPeople | null };

/** Turns of one occasion: those in the line in its order, then those that wait for a yes. */
export async function turnsHere(view: View, { id, state }: Thing<OccasionState>) {
  const found = await view.find(turn, turnsIn(id));
  const place = new Map(state.line.map((one, at) => [one.turn, at]));
  const last = state.line.length;
  const all = found
    .filter((one) => one.state.occasion === id)
    .sort((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last));
  return withPeople(view, all, new Map([[id, state]]));
}

async function withPeople(
  view: View,
  things: readonly Thing<TurnState>[],
  at: ReadonlyMap<string, OccasionState>,
): Promise<OneTurn[]> {
  const asked = things.flatMap((thing) =>
    thing.state.people === null ? [] : [{ thing, at: thing.state.people }],
  );
  const parts = await view.parts<TurnPeople>(asked, "people");
  const people = new Map(asked.map(({ thing }, i) => [thing.id, parts[i]]));
  const under = await agreementsOf(view, things);
  return things.flatMap((thing) => {
    const state = at.get(thing.state.occasion);
    const said = people.get(thing.id);
    if (state === undefined) return [];
    const held = under.get(thing.state.agreement ?? "") ?? null;
    return {
      ...{ thing, stands: standsNow(thing, state, held, view.now) },
      people: said === undefined || typeof said === "string" ? null : said,
    };
  });
}

async function agreementsOf(view: View, things: readonly Thing<TurnState>[]) {
  const ids = new Set(things.flatMap(({ state }) => state.agreement ?? []));
  const found = await Promise.all([...ids].map((id) => view.thing(agreement, id)));
  return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one.state] as const])));
}

/** A turn of one's own with its occasion. */
export type MyTurn = OneTurn & { said: Said; code: string | null };

/** A member's own turns, the soonest first; `past`: with those whose day is gone. */
export async function turnsFor(view: View, member: string, past = false): Promise<MyTurn[]> {
  const own = await myTurns(view, member);
  const codes = new Map(own.map(({ thing, code }) => [thing.id, code]));
  const all = await asMine(
    view,
    own.map(({ thing }) => thing),
  );
  return all
    .filter(({ stands }) => past || !["over", "left", "declined"].includes(stands))
    .map((one) => ({ ...one, code: codes.get(one.thing.id) ?? null }));
}

/** Turns of an allied group, the soonest first. */
export async function turnsBy(view: View, group: string): Promise<MyTurn[]> {
  const all = await view.find(turn, turnsOf(group));
  const mine = await asMine(
    view,
    all.filter(({ state }) => state.ally === group),
  );
  return mine.map((one) => ({ ...one, code: null }));
}

/** Turns with their occasions, as far as the reader may open those. */
async function asMine(view: View, things: readonly Thing<TurnState>[]) {
  const ids = [...new Set(things.map(({ state }) => state.occasion))];
  const found = (await Promise.all(ids.map((id) => view.thing(occasion, id)))).filter(
    (one) => one !== undefined,
  );
  const said = new Map((await withWords(view, found)).map((one) => [one.thing.id, one]));
  const states = new Map(found.map((one) => [one.id, one.state]));
  const all = (await withPeople(view, things, states)).flatMap((one) => {
    const own = said.get(one.thing.state.occasion);
    return own === undefined ? [] : [{ ...one, said: own }];
  });
  const order = inOrder(all.map((one) => one.said)).map(({ thing }) => thing.id);
  const place = (one: { said: Said }) => order.indexOf(one.said.thing.id);
  return all.sort((a, b) => place(a) - place(b));
}

/** Turns that wait for the group's yes, of occasions still to come. */
export async function toAnswer(view: View): Promise<Thing<TurnState>[]> {
  const open = new Set((await coming(view)).map(({ thing }) => thing.id));
  const all = await view.things(turn);
  return all.filter(({ state }) => state.status === "waiting" && open.has(state.occasion));
}

/**
 * Hours that were said and not answered, the oldest week first; the first of each group and member
 * before anybody's second, so that who says many hides nobody's.
 */
export async function toConfirm(view: View): Promise<Thing<EffortState>[]> {
  const all = (await view.things(effort)).filter(({ state }) => state.status === "said");
  const inOrder = all.sort((a, b) => {
    const [left, right] = [a.state.week, b.state.week];
    return left === null || right === null ? 0 : compareDays(left, right);
  });
  const many = new Map<string, number>();
  const nth = new Map<string, number>();
  for (const { id, state } of inOrder) {
    const who = state.ally ?? state.by ?? "";
    const n = many.get(who) ?? 0;
    many.set(who, n + 1);
    nth.set(id, n);
  }
  return inOrder.sort((a, b) => (nth.get(a.id) ?? 0) - (nth.get(b.id) ?? 0));
}

/** Turns whose day is gone, that had a place and of which nobody said hours. */
export async function toCount(view: View, sinceMs: number): Promise<MyTurn[]> {
  const all = (await view.things(turn)).filter(({ state }) => {
    const { status, effort: said, day } = state;
    const gone = day !== null && endOf(day) <= view.now && endOf(day) > sinceMs;
    return status === "accepted" && said === null && gone;
  });
  const mine = await asMine(view, all);
  return mine
    .filter(({ thing, said }) => placed(said.thing.state).has(thing.id))
    .filter(({ said }) => said.thing.state.calledOff === null)
    .map((one) => ({ ...one, code: null }));
}

/** Whole months, both counted in. */
type Months = { from: Month; to: Month };

/**
 * Confirmed hours by what they were given for, over whole months, and of how many entries: for a
 * report, with those spent on answering allies as a kind of their own.
 */
export async function countedByWork(
  view: View,
  { from, to }: Months,
): Promise<ReadonlyMap<EffortKind, { of: Amount; entries: number }>> {
  const found = new Map<EffortKind, Amount[]>();
  for (const { state } of await view.things(effort)) {
    const { counted, week, work } = state;
    const month = week === null ? null : monthOf(week);
    if (counted === null || month === null || month < from || month > to) continue;
    found.set(work, [...(found.get(work) ?? []), counted]);
  }
  const one = (all: Amount[]) => ({ of: sum("hour", all), entries: all.length });
  return new Map([...found].map(([work, all]) => [work, one(all)]));
}

/** The same without how many entries. */
export async function hoursByWork(
  view: View,
  months: Months,
): Promise<ReadonlyMap<EffortKind, Amount>> {
  const all = await countedByWork(view, months);
  return new Map([...all].map(([work, { of }]) => [work, of]));
}

/** From the group's page on to what it asks people to come for. */
export async function isAsking(view: View): Promise<boolean> {
  if ((await view.space.countOfKind(occasion.kind)) === 0) return false;
  const all = await view.things(occasion);
  return all.some(({ circle, state }) => isOutside(circle) && isComing(state, view.now));
}
