/** Deciding about breaches. Who does not know of one gets the answer that there is none. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact, Thing } from "../../house/facts.ts";
import { HAPPENED_MIN } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Lang, startOf, type Text } from "../../house/values/index.ts";
import { circleMade, placeOf } from "../people/index.ts";
import { dueOf, reminderAt } from "./clock.ts";
import {
  type Block,
  type BreachState,
  breach,
  COUNTS_MAX,
  type Count,
  type Known,
  LINES_MAX,
  type Line,
  type LineEnd,
  MEASURES_MAX,
  type Measure,
} from "./facts.ts";

type Answer = Decided | Refusal;
type One = { breach: string };

const noSuchBreach = refuse("breaches.no-such-breach", "not-found", { next: "go-back" });
const noSuchLine = refuse("breaches.no-such-line", "not-found", { next: "go-back" });
const over = refuse("breaches.over", "state", { next: "breaches.reopen" });
const nothing: Decided = { facts: [] };

type More = Pick<NewFact, "words" | "people" | "circle">;
const fact = (thing: string, what: string, record: object = {}, more: More = {}): NewFact => {
  return { kind: "breach", thing, type: `breach.${what}/1`, record: { ...record }, ...more };
};
const gone = (thing: string, at: EntryRef | null, part: "words" | "people" = "words"): Erase[] =>
  at === null ? [] : [{ kind: "breach", thing, at, parts: [part] }];

function inBreach(
  world: World,
  { breach: id }: One,
  decide: (found: Thing<BreachState>) => Answer,
  closedToo = false,
): Answer {
  const found = world.thing(breach, id);
  if (found === undefined) return noSuchBreach;
  return found.state.over !== null && !closedToo ? over : decide(found);
}

/** What is said cannot be: the group learned of it before now, and it happened before that. */
function knownFault({ aware, happened }: Known, now: number): Refusal | null {
  if (aware > now || aware < HAPPENED_MIN)
    return refuse("breaches.aware-when", "shape", { field: "aware" });
  if (happened !== null && startOf(happened) > aware)
    return refuse("breaches.happened-when", "shape", { field: "happened" });
  return null;
}

type Opening = Known & {
  drill: boolean;
  name: Text[];
  lang: Lang;
  happenedText?: Text | undefined;
};

/**
 * Opens one, with the circle of those who know in the same commit: its author alone. The group's
 * people are to be told of it as soon as can be; the authority by the law's hour, unless the group
 * said that no such law holds.
 */
export function openBreach(_world: World, input: Opening, context: Context): Answer {
  const { drill, name, lang, happenedText, ...known } = input;
  const fault = knownFault(known, context.now);
  if (fault !== null) return fault;
  const [circle, id] = [context.id(), context.id()];
  const record = { ...known, knows: circle, drill };
  const line = (whom: Line["whom"], by: Line["by"]) =>
    fact(id, "line-set", { line: context.id(), whom, lang, by, said: false });
  const written = { words: { text: happenedText } } as More;
  return {
    facts: [
      ...circleMade(circle, name, context.who),
      fact(id, "opened", record, { circle: placeOf(circle) }),
      ...(happenedText === undefined ? [] : [fact(id, "written", { block: "happened" }, written)]),
      ...(known.law === "no" ? [] : [line("authority", "law")]),
      line("members", "soon"),
    ],
    answer: { breach: id, circle },
  };
}

/** Puts right what is known of it. The hours of the law go by what holds then. */
export function correct(world: World, { breach: id, ...known }: One & Known, context: Context) {
  return inBreach(world, { breach: id }, ({ state }) => {
    const fault = knownFault(known, context.now);
    if (fault !== null) return fault;
    const same = codesOf(state) === codesOf(known);
    return same ? nothing : { facts: [fact(id, "corrected", known)] };
  });
}

const codesOf = ({ what, aware, happened, law, risk }: Known) =>
  JSON.stringify([what, aware, happened?.date, law, risk]);

/** Writes a block anew, or takes it away; the words before are erased. */
export function write(
  world: World,
  { breach: id, block, text }: One & { block: Block; text: Text | null },
): Answer {
  return inBreach(
    world,
    { breach: id },
    ({ state }) => {
      const before = state.blocks[block];
      if (text === null && before === null) return nothing;
      const erases = gone(id, before);
      if (text === null) return { facts: [fact(id, "unwritten", { block })], erases };
      return { facts: [fact(id, "written", { block }, { words: { text } })], erases };
    },
    // What was learned may be written after it was closed.
    block === "lessons",
  );
}

type Contact = { name: string; reach: string };

/** Says whom to ask about it, or nobody any more; who stood there before is erased. */
export function nameContact(
  world: World,
  { breach: id, contact }: One & { contact: Contact | null },
): Answer {
  return inBreach(world, { breach: id }, ({ state }) => {
    if (contact === null && state.contact === null) return nothing;
    const erases = gone(id, state.contact, "people");
    if (contact === null) return { facts: [fact(id, "contact-taken-back")], erases };
    return { facts: [fact(id, "contact-named", {}, { people: contact })], erases };
  });
}

/** Writes down how much could have been read, as its author was told. Figures only. */
export function count(world: World, { breach: id, ...figures }: One & Omit<Count, "day">): Answer {
  return inBreach(world, { breach: id }, ({ state }) => {
    if ((figures.of === "all") !== (figures.id === null))
      return refuse("breaches.counted-of", "shape", { field: "of" });
    if (state.counts.length >= COUNTS_MAX) return full(COUNTS_MAX);
    return { facts: [{ ...fact(id, "counted", figures), type: "breach.counted/2" }] };
  });
}

const full = (max: number) => refuse("breaches.full", "limit", { vars: { max } });

type Setting = One &
  Pick<Line, "whom" | "lang" | "by"> & {
    line?: string | undefined;
    who?: Text | undefined;
  };

/** Writes down somebody who is to be told, or puts one who is not told yet right. */
export function setLine(world: World, input: Setting, context: Context): Answer {
  const { breach: id, line: which, who, ...codes } = input;
  return inBreach(world, input, ({ state }) => {
    const before = state.lines.find((one) => one.id === which);
    if (which !== undefined && before === undefined) return noSuchLine;
    if (before !== undefined && before.end !== null) return lineEnded;
    if (before === undefined && state.lines.length >= LINES_MAX) return full(LINES_MAX);
    const line = which ?? context.id();
    const record = { line, ...codes, said: who !== undefined };
    const words = who === undefined ? {} : { words: { who } };
    return {
      facts: [fact(id, "line-set", record, words)],
      erases: gone(id, before?.who ?? null),
      answer: { line },
    };
  });
}

const lineEnded = refuse("breaches.line-ended", "state", { next: "breaches.reopen-line" });

type Ending = One & {
  line: string;
  how: LineEnd["how"];
  at?: number | undefined;
  because?: NonNullable<LineEnd["because"]> | undefined;
  why?: Text | undefined;
};

/** Says that somebody was told, and when; or why they need not be. Late takes a reason in words. */
export function endLine(world: World, input: Ending, { now }: Context): Answer {
  const { breach: id, line, how, at = now, because = null, why } = input;
  return inBreach(world, input, ({ state }) => {
    const found = state.lines.find((one) => one.id === line);
    if (found === undefined) return noSuchLine;
    if (found.end !== null) return lineEnded;
    const fault = endFault(state, found, { how, at, because, said: why !== undefined }, now);
    if (fault !== null) return fault;
    const told = how === "told";
    const record = { line, how, at: told ? at : now, because: told ? null : because };
    const words = why === undefined ? {} : { words: { why } };
    return { facts: [fact(id, "line-ended", { ...record, said: why !== undefined }, words)] };
  });
}

type Ended = { how: LineEnd["how"]; at: number; because: LineEnd["because"]; said: boolean };

function endFault(state: BreachState, line: Line, end: Ended, now: number): Refusal | null {
  if (end.how === "not-needed")
    return end.because === null
      ? refuse("breaches.say-because", "shape", { field: "because" })
      : null;
  if (end.at > now || end.at < state.aware)
    return refuse("breaches.told-when", "shape", { field: "at" });
  const due = dueOf(state, line);
  if (due === null || end.at <= due || end.said) return null;
  return refuse("breaches.say-why-late", "shape", { field: "why" });
}

/** Takes back that somebody was told, or need not be; the reason given is erased. */
export function reopenLine(world: World, { breach: id, line }: One & { line: string }): Answer {
  return inBreach(world, { breach: id }, ({ state }) => {
    const found = state.lines.find((one) => one.id === line);
    if (found === undefined) return noSuchLine;
    if (found.end === null) return nothing;
    const facts = [fact(id, "line-reopened", { line })];
    return { facts, erases: gone(id, found.end.why) };
  });
}

/** Writes down something that was done about it. */
export function takeMeasure(
  world: World,
  { breach: id, what, text }: One & { what: Measure; text?: Text | undefined },
  context: Context,
): Answer {
  return inBreach(world, { breach: id }, ({ state }) => {
    if (state.measures.length >= MEASURES_MAX) return full(MEASURES_MAX);
    if (what === "other" && text === undefined)
      return refuse("breaches.say-measure", "shape", { field: "text" });
    const measure = context.id();
    const record = { measure, what, said: text !== undefined };
    const words = text === undefined ? {} : { words: { text } };
    return { facts: [fact(id, "measure-taken", record, words)], answer: { measure } };
  });
}

/** Takes that back: it was not done after all. Its words are erased. */
export function takeMeasureBack(
  world: World,
  { breach: id, measure }: One & { measure: string },
): Answer {
  return inBreach(world, { breach: id }, ({ state }) => {
    const found = state.measures.find((one) => one.id === measure);
    if (found === undefined) return nothing;
    const facts = [fact(id, "measure-taken-back", { measure })];
    return { facts, erases: gone(id, found.said ? found.at : null) };
  });
}

/** Closes it: everybody was told or need not be. */
export function close(world: World, input: One): Answer {
  return inBreach(
    world,
    input,
    ({ id, state }) => {
      if (state.over !== null) return nothing;
      const n = state.lines.filter(({ end }) => end === null).length;
      if (n > 0) return refuse("breaches.lines-open", "state", { vars: { n } });
      return { facts: [fact(id, "closed", { how: "done" })] };
    },
    true,
  );
}

/** Closes it as opened by mistake: nothing had got out. */
export function closeAsMistake(world: World, input: One): Answer {
  return inBreach(
    world,
    input,
    ({ id, state }) =>
      state.over === null ? { facts: [fact(id, "closed", { how: "mistake" })] } : nothing,
    true,
  );
}

/** Takes a closed one up again. */
export function reopen(world: World, input: One): Answer {
  return inBreach(
    world,
    input,
    ({ id, state }) => (state.over === null ? nothing : { facts: [fact(id, "reopened")] }),
    true,
  );
}

/** The clock says once that a line is due in a day, or now. */
export function remind(world: World, _input: object, { who, now }: Context): Answer {
  return inBreach(
    world,
    { breach: who },
    ({ id, state }) => {
      const at = reminderAt(state);
      return at === null || at > now ? nothing : { facts: [fact(id, "reminded")] };
    },
    true,
  );
}
