/** Deciding about an agreement that is begun, and about private notes on it. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { baseLang } from "../../house/values/index.ts";
import { ally, isHere } from "../allies/index.ts";
import { circleOf } from "../people/index.ts";
import { type AgreementState, agreement, LANGS } from "./facts.ts";
import { aside, asideOn, NOTES_MAX } from "./facts-beside.ts";
import { HOST, type Side, sideOf } from "./parties.ts";
import type { NoteIt } from "./shapes.ts";

/** What a decider of this room answers. */
export type Answer = Decided | Refusal;
/** Nothing to be done, and nothing refused. */
export const nothing: Decided = { facts: [] };

/** The answer about an agreement that is not there, closed, or of other parties. */
export const noAgreement = refuse("agreements.no-such-agreement", "not-found", { next: "go-back" });
/** The answer where it has ended. */
export const over = refuse("agreements.over", "state", { next: "agreements.begin-anew" });

/** A fact of an agreement. */
export const fact = (
  thing: string,
  what: string,
  record: object = {},
  more: Pick<NewFact, "words"> = {},
): NewFact => ({
  ...{ kind: "agreement", thing, type: `agreement.${what}/1` },
  ...{ record: { ...record }, ...more },
});

/** The agreement, with the side its author is on; whoever is on none finds nothing. */
export function inAgreement(
  world: World,
  { agreement: id }: { agreement: string },
  { author }: Context,
  then: (found: Thing<AgreementState>, side: Side) => Answer,
): Answer {
  const found = world.thing(agreement, id);
  const side = sideOf(author);
  if (found === undefined || (side !== HOST && side !== found.state.with)) return noAgreement;
  return then(found, side);
}

/** Whether the author may bind the side they speak for: each group's coordination. */
export const bindsSide = ({ author }: Context): boolean =>
  author.by !== "ally" || author.leads === true;

/** The answer to whoever of an allied group may not. */
export const notTheirs = refuse("agreements.coordination-signs", "who", {
  next: "agreements.ask-coordination",
});

/** The same, where it has not ended. */
export function inLive(
  world: World,
  input: { agreement: string },
  context: Context,
  then: (found: Thing<AgreementState>, side: Side) => Answer,
): Answer {
  return inAgreement(world, input, context, (found, side) =>
    found.state.ended === null ? then(found, side) : over,
  );
}

/** The answer where the other group takes part no more. */
export const left = refuse("agreements.they-left", "state", { next: "agreements.end-it" });

/** The same, where the other group still takes part: nothing new binds one that does not. */
export function inTogether(
  world: World,
  input: { agreement: string },
  context: Context,
  then: (found: Thing<AgreementState>, side: Side) => Answer,
): Answer {
  return inLive(world, input, context, (found, side) => {
    const other = world.thing(ally, found.state.with);
    return other !== undefined && !isHere(other.state) ? left : then(found, side);
  });
}

type Begin = { with: string; langs: (typeof LANGS)[number][] };

/**
 * Begins one. The text of the language that the local group itself named first prevails; where
 * there is a text in one of its languages, no other can.
 */
export function begin(world: World, input: Begin, context: Context): Answer {
  const side = sideOf(context.author);
  const other = side === HOST ? input.with : side;
  const group = world.thing(ally, input.with);
  if (other !== input.with || group === undefined || !isHere(group.state))
    return refuse("agreements.with-whom", "shape", { field: "with" });
  const own = context.langs.map(baseLang);
  const prevails = own.find((lang) => LANGS.some((one) => one === lang));
  if (prevails !== undefined && !input.langs.some((lang) => lang === prevails))
    return refuse("agreements.own-language", "shape", { field: "langs" });
  const thing = context.id();
  const record = { side, with: other, langs: input.langs, prevails: prevails ?? input.langs[0] };
  return { facts: [fact(thing, "begun", record)], answer: { agreement: thing } };
}

/** Writes a private note: of the host alone, or of a circle of it. The agreement is not told. */
export function noteIt(world: World, input: NoteIt, context: Context): Answer {
  const { agreement: on, pressed, said } = input;
  if (world.thing(agreement, on) === undefined) return noAgreement;
  if (said === undefined && !pressed) return refuse("text.empty", "shape", { field: "said" });
  const within = circleOf(world, input.circle);
  if (isRefusal(within)) return within;
  const many = world.find(aside, asideOn(on)).filter(({ state }) => !state.over).length;
  if (many >= NOTES_MAX)
    return refuse("agreements.enough-notes", "limit", { vars: { n: NOTES_MAX } });
  const thing = context.id();
  const record = { agreement: on, pressed, worded: said !== undefined };
  const first = { kind: "agreement-note", thing, type: "agreement-note.written/1", record };
  const words = said === undefined ? {} : { words: { said } };
  return { facts: [{ ...first, ...words, ...within }], answer: { note: thing } };
}

/** Takes a private note back: its words are erased. */
export function takeNoteBack(world: World, { note }: { note: string }): Answer {
  const found = world.thing(aside, note);
  if (found === undefined)
    return refuse("agreements.no-such-note", "not-found", { next: "go-back" });
  if (found.state.over) return nothing;
  const { words } = found.state;
  const at = { kind: "agreement-note", thing: note };
  return {
    facts: [{ ...at, type: "agreement-note.taken-back/1", record: {} }],
    erases: words === null ? [] : [{ ...at, at: words, parts: ["words"] }],
  };
}
