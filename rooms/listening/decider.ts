/** Deciding about sessions. One that is closed to its author is answered as one that is not. */
import { CIRCLE, isOutside, isWithin } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import {
  type CategoryCode,
  coarsen,
  type Day,
  type Lang,
  type Place,
  parseDay,
  type Text,
} from "../../house/values/index.ts";
import { need } from "../needs/index.ts";
import { circle as circleKind, circleOf } from "../people/index.ts";
import {
  type Band,
  type Block,
  type Group,
  grewIn,
  growth,
  ITEMS_MAX,
  type Item,
  type Known,
  LANGS_MAX,
  LENGTH_MAX,
  type ListeningState,
  listening,
  type Missed,
  photosGone,
  type Said,
  type Session,
  type Sort,
  type Use,
  voicedGone,
  wordsHeld,
} from "./facts.ts";
import { bandHolds } from "./figures.ts";

type Answer = Decided | Refusal;
type One = { listening: string };

const noSession = refuse("listening.not-here", "not-found", { next: "go-back" });
const noItem = refuse("listening.no-such-item", "not-found", { next: "go-back" });
const out = refuse("listening.out", "state", { next: "listening.write-another" });
const heardBefore = refuse("listening.heard-before", "state", { next: "listening.write-another" });
const full = (max: number) => refuse("listening.full", "limit", { vars: { max } });
const nothing: Decided = { facts: [] };

type More = Pick<NewFact, "words" | "circle">;
const fact = (thing: string, what: string, record: object = {}, more: More = {}): NewFact => {
  return { kind: "listening", thing, type: `listening.${what}/1`, record: { ...record }, ...more };
};
const gone = (thing: string, all: readonly EntryRef[]): Erase[] =>
  all.map((at) => ({ kind: "listening", thing, at, parts: ["words"] }));
const saidIn = (said: Said, lang: Lang) => said.filter((one) => one.lang === lang);
const refs = (said: Said) => said.map(({ at }) => at);

/** The session, where its author may open it and it was not taken out. */
export function inSession(
  world: World,
  { listening: id }: One,
  decide: (found: Session) => Answer,
): Answer {
  const found = world.thing<ListeningState>(listening, id);
  if (found === undefined) return noSession;
  return found.state.out ? out : decide(found);
}

/** A protected space keeps months and regions. */
function coarse({ held, place, ...known }: Known, { protects }: Context): Known {
  if (!protects) return { held, place, ...known };
  return { ...known, held: firstOfMonth(held), place: place === null ? null : asRegion(place) };
}

function firstOfMonth(day: Day): Day {
  const first = parseDay(`${day.date.slice(0, 7)}-01`, day.zone);
  return first.ok ? first.value : day;
}

function asRegion(place: Place): Place | null {
  const region = coarsen(place, 2);
  return region.level === 0 && place.level > 0 ? null : region;
}

type Opening = Omit<Known, "place"> & {
  place?: Place | undefined;
  use: Use;
  title?: Text | undefined;
  circle?: string | undefined;
};

/** Opens one: with the group, or in a circle that its author is in. */
export function open(world: World, input: Opening, context: Context): Answer {
  const { title, circle, use, place = null, ...rest } = input;
  const within = circleOf(world, circle);
  if (isRefusal(within)) return within;
  const id = context.id();
  const langs = [...new Set(rest.langs)];
  const record = { ...coarse({ ...rest, langs, place }, context), use };
  const titled = title === undefined ? [] : [written(id, "title", title)];
  return { facts: [fact(id, "opened", record, within), ...titled], answer: { listening: id } };
}

const written = (id: string, block: Block, text: Text) =>
  fact(id, "written", { block, lang: text.lang }, { words: { text } });

type Correcting = One & Omit<Known, "place"> & { place?: Place | undefined };

/** Puts right when, where, by and for whom it was. */
export function correct(world: World, input: Correcting, context: Context): Answer {
  const { listening: id, place = null, ...rest } = input;
  return inSession(world, input, ({ state }) => {
    const record = coarse({ ...rest, langs: [...new Set(rest.langs)], place }, context);
    return codesOf(state) === codesOf(record)
      ? nothing
      : { facts: [fact(id, "corrected", record)] };
  });
}

const codesOf = (one: Known) =>
  JSON.stringify([one.held.date, one.place, one.convened, one.with, one.langs]);

/** Writes title or summary, in one language; what stood there in it is erased. */
export function write(
  world: World,
  { listening: id, block, text }: One & { block: Block; text: Text },
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const max = LENGTH_MAX[block];
    if (text.text.length > max) return refuse("text.too-long", "shape", { field: "text" });
    if (block === "title" && text.text.includes("\n"))
      return refuse("text.shape", "shape", { field: "text" });
    const said = state.blocks[block];
    const before = saidIn(said, text.lang);
    if (before.length === 0 && said.length >= LANGS_MAX) return full(LANGS_MAX);
    return { facts: [written(id, block, text)], erases: gone(id, refs(before)) };
  });
}

/** Takes title or summary in one language away: it is erased. */
export function unwrite(
  world: World,
  { listening: id, block, lang }: One & { block: Block; lang: Lang },
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const before = saidIn(state.blocks[block], lang);
    if (before.length === 0) return nothing;
    return { facts: [fact(id, "unwritten", { block, lang })], erases: gone(id, refs(before)) };
  });
}

type Asking = One & { item?: string | undefined; picture?: CategoryCode | undefined; text: Text };

/** Puts a question, or words one anew or in another language. */
export function ask(world: World, input: Asking, context: Context): Answer {
  const { listening: id, item, picture = null, text } = input;
  return inSession(world, input, ({ state }) =>
    itemSaid(state.questions, { item, lang: text.lang }, context, (one, before) => {
      const { lang } = text;
      const read = voicedGone(id, named(state, one), lang);
      return {
        facts: [fact(id, "asked", { item: one, lang, picture }, { words: { text } })],
        erases: [...gone(id, before), ...read],
        answer: { item: one },
      };
    }),
  );
}

/** The item's id (a new one where none is named), and what it said in that language before. */
function itemSaid(
  all: readonly Item[],
  { item, lang }: { item: string | undefined; lang: Lang },
  context: Context,
  decide: (item: string, before: EntryRef[]) => Decided,
): Answer {
  if (item === undefined)
    return all.length >= ITEMS_MAX ? full(ITEMS_MAX) : decide(context.id(), []);
  const found = all.find(({ id }) => id === item);
  if (found === undefined) return noItem;
  const before = saidIn(found.said, lang);
  if (before.length === 0 && found.said.length >= LANGS_MAX) return full(LANGS_MAX);
  return decide(item, refs(before));
}

const named = ({ questions }: ListeningState, item: string) =>
  questions.filter((one) => one.id === item);

/** Takes a question away: its words are erased, its picture, and what was read aloud. */
export function dropQuestion(
  world: World,
  { listening: id, item }: One & { item: string },
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const { facts, erases = [] } = dropped(id, "question-dropped", state.questions, item);
    const its = named(state, item);
    return { facts, erases: [...erases, ...photosGone(id, its), ...voicedGone(id, its)] };
  });
}

function dropped(id: string, what: string, all: readonly Item[], item: string): Decided {
  const found = all.find((one) => one.id === item);
  if (found === undefined) return nothing;
  return { facts: [fact(id, what, { item })], erases: gone(id, refs(found.said)) };
}

type Hearing = One & { item?: string | undefined; what: Sort; text: Text };

/** Writes down something heard, or words it anew or in another language. */
export function hear(world: World, input: Hearing, context: Context): Answer {
  const { listening: id, item, what, text } = input;
  return inSession(world, input, (found) => {
    // The whole group would read now what a circle wrote down before for itself.
    if (circleLeft(found) !== null) return heardBefore;
    return itemSaid(found.state.heard, { item, lang: text.lang }, context, (one, before) => ({
      facts: [fact(id, "heard", { item: one, lang: text.lang }, { words: { what, text } })],
      erases: gone(id, before),
      answer: { item: one },
    }));
  });
}

/** The circle something lay in before it was shown: what was heard until then stays with that. */
export const circleLeft = ({ circle, left }: Pick<Session, "circle" | "left">) =>
  left === undefined || isWithin(circle) ? null : left.circle.slice(CIRCLE.length);

/** Takes something heard away: its words are erased. */
export function dropHeard(world: World, { listening: id, item }: One & { item: string }): Answer {
  return inSession(world, { listening: id }, (found) => {
    const left = circleLeft(found);
    // Nobody takes away what they cannot read.
    if (left !== null && world.thing(circleKind, left) === undefined) return noItem;
    return dropped(id, "heard-dropped", found.state.heard, item);
  });
}

/** Says how many were heard: once. A second figure would tell, beside the first, of one person. */
export function count(
  world: World,
  { listening: id, band, groups }: One & { band: Band; groups: Group[] },
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    if (state.counted) return refuse("listening.counted-once", "state", { field: "band" });
    if (!bandHolds(band, groups)) return refuse("listening.too-few", "shape", { field: "groups" });
    return { facts: [fact(id, "counted", { band, groups: [...new Set(groups)] })] };
  });
}

/** Takes the figure back: from now on it is not said how many were heard. */
export function takeCountBack(world: World, { listening: id }: One): Answer {
  return inSession(world, { listening: id }, ({ state }) =>
    state.band === null ? nothing : { facts: [fact(id, "count-taken-back")] },
  );
}

/** Says who could not be heard, and why. */
export function sayMissed(
  world: World,
  { listening: id, missed }: One & { missed: Missed[] },
): Answer {
  return inSession(world, { listening: id }, ({ state }) => {
    const once = new Map(missed.map((one) => [`${one.who} ${one.why}`, one]));
    const all = [...once.values()];
    if (JSON.stringify(all) === JSON.stringify(state.missed)) return nothing;
    return { facts: [fact(id, "missed-said", { missed: all })] };
  });
}

/** Says how its words may be used. Only here: what was shown is taken back in the same step. */
export function sayUse(world: World, { listening: id, use }: One & { use: Use }): Answer {
  return inSession(world, { listening: id }, (found) => {
    const said = found.state.use === use ? [] : [fact(id, "use-said", { use })];
    const back = use === "here" ? takenBack(world, found) : [];
    return { facts: [...said, ...back] };
  });
}

/**
 * What was shown lies again where it lay before: with the host, or in the one circle that heard it.
 * There also goes that something grew out of it, whoever wrote that down meanwhile.
 */
function takenBack(world: World, session: Session): NewFact[] {
  const { id, circle } = session;
  const home = circleLeft(session);
  const narrower = ({ circle: its }: Pick<Session, "circle">) =>
    isOutside(its) || (home !== null && !isWithin(its));
  return [
    ...(isOutside(circle) ? [quieted("listening", id, home)] : []),
    ...world
      .find(growth, grewIn(id))
      .filter(narrower)
      .map((one) => quieted("growth", one.id, circleLeft(one) ?? home)),
  ];
}

const quieted = (kind: "listening" | "growth", thing: string, into: string | null): NewFact => {
  return { kind, thing, type: `${kind}.quieted/2`, record: { into } };
};

/**
 * Shows the session's record, its title, questions and summary; and of what grew out of it what
 * others may open already. What was heard stays. Said again, it shows what is shown since.
 */
export function show(world: World, input: One, { protects }: Context): Answer {
  return inSession(world, input, ({ id, state, circle }) => {
    if (state.use === "here")
      return refuse("listening.only-here", "state", { next: "listening.say-use" });
    if (state.blocks.summary.length === 0)
      return refuse("listening.no-summary", "state", { next: "listening.write-summary" });
    const to = protects ? "link" : "public";
    // A link that lies in a circle is moved with its session alone: others do not know of it.
    const lies = [circle, "host"];
    const grown = world.find(growth, grewIn(id)).filter((one) => lies.includes(one.circle));
    const open = grown.filter((one) => {
      if (one.circle === to) return false;
      const about = world.thing(need, one.state.need);
      return about !== undefined && isOutside(about.circle);
    });
    return {
      facts: [
        ...(circle === to ? [] : [fact(id, "shown", { to })]),
        ...open.map((one) => growthShown(one.id, to)),
      ],
    };
  });
}

/** That a growth is shown. */
export function growthShown(thing: string, to: "public" | "link"): NewFact {
  return { kind: "growth", thing, type: "growth.shown/1", record: { to } };
}

/** Takes it back to the host or its circle: nobody else opens it, or what grew out of it. */
export function quiet(world: World, input: One): Answer {
  return inSession(world, input, (found) => ({ facts: takenBack(world, found) }));
}

/** Takes it out: its words are erased, and it stands in no list and no figure. */
export function takeOut(world: World, input: One): Answer {
  const found = world.thing<ListeningState>(listening, input.listening);
  if (found === undefined) return noSession;
  if (found.state.out) return nothing;
  return {
    facts: [...takenBack(world, found), fact(found.id, "taken-out")],
    erases: [
      ...gone(found.id, wordsHeld(found.state)),
      ...photosGone(found.id, found.state.questions),
      ...voicedGone(found.id, found.state.questions),
    ],
  };
}
