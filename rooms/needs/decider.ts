/** Decides what becomes of the room's commands: state, command and now give facts or a refusal. */
import { isOutside, isWithin, withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import {
  type Amount,
  add,
  type Day,
  fits,
  laterDay,
  type Place,
  signOf,
} from "../../house/values/index.ts";
import { circleOf as placeIn } from "../people/index.ts";
import { type NeedState, need } from "./facts.ts";
import { asRegion, figuresOf } from "./figures.ts";
import type { Line, Revision, StillAnswer } from "./shapes.ts";

/** For so long an edit is quiet, unless someone else acted first. */
export const QUIET_MS = 15 * 60_000;

type Answer = Decided | Refusal;
type Fields = Omit<Line, "publish" | "place" | "circle"> & { place?: Place | undefined };

/** The same words for a need that is not there and one that is closed to whoever asks. */
const noNeed = refuse("needs.not-here", "not-found", { next: "go-back" });

const fact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => ({
  ...{ kind: "need", thing, type: `need.${what}/1` },
  record,
});

/** The record and the erasable parts of a line, made coarse where the space protects. */
function lineParts(line: Fields, { protects }: Context) {
  const { title, details, size, name, reach, needKind, urgency, nearby } = line;
  const { quantity = null, category = null, by = null, place = null } = line;
  const record = {
    ...{ needKind, quantity, category, urgency, nearby },
    by: by !== null && protects ? endOfMonth(by) : by,
    place: place !== null && protects ? asRegion(place) : place,
  };
  const words = { title, ...(details && { details }), ...(size && { size }) };
  const people = { ...(name && { name }), ...(reach && { reach }) };
  return { record, words, ...(Object.keys(people).length > 0 && { people }) };
}

/** A protected space tells months: "by" a day becomes by the end of its month. */
function endOfMonth(day: Day): Day {
  const next = laterDay(day, { months: 1 });
  const days = Number(next.date.slice(8));
  const last = laterDay(next, { days: -days });
  return last.date.slice(0, 7) === day.date.slice(0, 7) ? last : day;
}

/** Whether a line told by someone else waits to be read back. */
function toldOf({ arrived, readBack }: Context): NeedState["told"] {
  const forSomeone = arrived === "phone" || arrived === "voice" || arrived === "paper";
  if (!forSomeone) return "no";
  return readBack ? "confirmed" : "waiting";
}

const circleOf = ({ protects }: Context) => ({ to: protects ? "link" : "public" });

type From = { by: "typed" } | { by: "pasted" } | { by: "import"; import: string; row: number };

/**
 * The facts that open one line, in its circle where it has one; published with it where it was
 * ticked and may be.
 */
export function openFacts(
  line: Fields,
  publish: boolean,
  from: From,
  context: Context,
  within: Pick<NewFact, "circle"> = {},
): NewFact[] {
  const { record, ...parts } = lineParts(line, context);
  const thing = context.id();
  const told = toldOf(context);
  const opened = {
    ...{ ...fact(thing, "opened", { ...record, rank: 0, told, from }), ...parts },
    ...within,
  };
  const may = publish && told !== "waiting" && line.needKind !== "stay";
  return may ? [opened, fact(thing, "published", circleOf(context))] : [opened];
}

/** Opens one line. A line ticked for publishing that may not be published is kept unpublished. */
export function open(world: World, line: Line, context: Context): Answer {
  const facts = lineFacts(world, line, { by: "typed" }, context);
  if (isRefusal(facts)) return facts;
  const [first] = facts;
  return { facts, answer: { id: first?.thing ?? "", published: facts.length > 1 } };
}

/** A line's facts, where its circle is one that its author is in; nothing in one is published. */
function lineFacts(
  world: World,
  { publish, circle, ...line }: Line,
  from: From,
  context: Context,
): NewFact[] | Refusal {
  const within = placeIn(world, circle);
  if (isRefusal(within)) return within;
  if (publish && circle !== undefined)
    return refuse("needs.circle-or-public", "shape", { field: "circle", next: "needs.choose-one" });
  return openFacts(line, publish, from, context, within);
}

/** Opens many lines at once, in their order. */
export function openMany(
  world: World,
  { lines, from }: { lines: Line[]; from: "typed" | "pasted" },
  context: Context,
): Answer {
  const facts: NewFact[] = [];
  for (const line of lines) {
    const own = lineFacts(world, line, { by: from }, context);
    if (isRefusal(own)) return own;
    facts.push(...own);
  }
  const published = facts.length - lines.length;
  return { facts, answer: { opened: lines.length, published } };
}

/** Whether an edit now is quiet: within a quarter of an hour, by whoever opened it, untouched. */
function isQuiet(thing: Thing<NeedState>, who: string, now: number): boolean {
  const { touched, inside } = thing.state;
  return !touched && inside.by === who && now - thing.first.at <= QUIET_MS;
}

/** Writes a line anew: quietly, erasing the old words, or as a correction that is shown. */
export function revise(world: World, { id, ...line }: Revision, context: Context): Answer {
  const thing = world.thing(need, id);
  if (thing === undefined) return noNeed;
  if (line.needKind === "stay" && isOutside(thing.circle))
    return refuse("needs.stay-never-public", "state", {
      field: "needKind",
      next: "needs.quiet-first",
    });
  const { record, ...parts } = lineParts(line, context);
  const quiet = isQuiet(thing, context.who, context.now);
  const written = { ...fact(id, quiet ? "revised" : "corrected", record), ...parts };
  const at = thing.state.words;
  const erases: Erase[] =
    quiet && at !== null ? [{ kind: "need", thing: id, at, parts: ["words", "people"] }] : [];
  return { facts: [written], erases, answer: { id, quiet } };
}

/** Opens needs to the public, or in a protected space to holders of a link. */
export function publish(world: World, { ids }: { ids: string[] }, context: Context): Answer {
  const facts: NewFact[] = [];
  const circle = circleOf(context);
  for (const id of new Set(ids)) {
    const thing = world.thing(need, id);
    if (thing === undefined) return noNeed;
    if (thing.state.needKind === "stay")
      return refuse("needs.stay-never-public", "state", { next: "needs.keep-with-host" });
    if (thing.state.told === "waiting")
      return refuse("needs.told-not-confirmed", "state", { next: "needs.read-back" });
    if (thing.circle !== circle.to) facts.push(fact(id, "published", circle));
  }
  return { facts, answer: { published: facts.length } };
}

/** An act on some needs that none of them may refuse. */
function each(
  world: World,
  ids: readonly string[],
  what: (thing: Thing<NeedState>) => NewFact | null,
): Answer {
  const facts: NewFact[] = [];
  for (const id of new Set(ids)) {
    const thing = world.thing(need, id);
    if (thing === undefined) return noNeed;
    const written = what(thing);
    if (written !== null) facts.push(written);
  }
  return { facts, answer: { changed: facts.length } };
}

type Some = { ids: string[] };

/** Takes needs back to the host: nobody else opens them from now on. */
export function quiet(world: World, { ids }: Some): Answer {
  return each(world, ids, ({ id, circle }) => (isOutside(circle) ? fact(id, "quieted") : null));
}

/** Ends asking for them. */
export function withdraw(world: World, { ids }: Some): Answer {
  return each(world, ids, ({ id, state }) =>
    state.status === "withdrawn" ? null : fact(id, "withdrawn"),
  );
}

/** Says they are met, whatever was counted. */
export function meet(world: World, { ids }: Some): Answer {
  return each(world, ids, ({ id, state }) => (state.status === "met" ? null : fact(id, "met")));
}

/** Asks again. */
export function reopen(world: World, { ids }: Some): Answer {
  return each(world, ids, ({ id, state }) =>
    state.status === "open" ? null : fact(id, "reopened"),
  );
}

/** Says that what was typed for someone else was read back to them. */
export function confirmTold(world: World, { ids }: Some): Answer {
  return each(world, ids, ({ id, state }) =>
    state.told === "waiting" ? fact(id, "told-confirmed") : null,
  );
}

/** Sets the order: the first is 1. Those not named keep what they have. */
export function rank(world: World, { order }: { order: string[] }): Answer {
  let place = 1;
  return each(world, order, ({ id, state, circle }) => {
    const rank = place;
    // What lies in a circle takes no place: a gap would tell those outside that it is there.
    if (!isWithin(circle)) place += 1;
    return rank === state.rank ? null : fact(id, "ranked", { rank });
  });
}

/** Writes down answers to "still needed?". What is no longer needed is withdrawn. */
export function confirmMany(world: World, { answers }: { answers: StillAnswer[] }): Answer {
  const facts: NewFact[] = [];
  const said = new Map(answers.map((answer) => [answer.id, answer]));
  for (const answer of said.values()) {
    const thing = world.thing(need, answer.id);
    if (thing === undefined) return noNeed;
    const written = confirmOne(thing, answer);
    if ("refused" in written) return written;
    facts.push(written);
  }
  return { facts, answer: { answered: facts.length } };
}

function confirmOne({ id, state }: Thing<NeedState>, answer: StillAnswer): NewFact | Refusal {
  if (answer.answer === "no") return fact(id, "withdrawn");
  if (state.status !== "open") return fact(id, "reopened");
  if (answer.answer === "yes") return fact(id, "confirmed", { asked: null });
  const { still } = answer;
  const field = `still-${id}`;
  if (signOf(still) < 0) return refuse("needs.quantity-of-nothing", "shape", { field });
  const asked = askedFor(state, still);
  if (asked === null) return refuse("needs.other-unit", "shape", { field });
  return fits(asked).ok
    ? fact(id, "confirmed", { asked })
    : refuse("amount.too-large", "shape", { field });
}

/** What was asked in all, when so much is still needed; null where the units differ. */
function askedFor(state: NeedState, still: Amount): Amount | null {
  const figures = figuresOf(state);
  if (figures === null) return still;
  if (figures.asked.unit !== still.unit) return null;
  const { accepted, onTheWay, counted } = figures;
  return [accepted, onTheWay, counted].reduce(add, still);
}

/** Keeps a private note on a need. */
export function writeNote(
  world: World,
  { id, text }: { id: string; text: { lang: string; text: string } },
  context: Context,
): Answer {
  const on = world.thing(need, id);
  if (on === undefined) return noNeed;
  const thing = context.id();
  const record = { need: id };
  const written = { kind: "note", thing, type: "note.written/1", record, words: { text } };
  return { facts: [{ ...written, ...withinOf(on) }] };
}
