/** Deciding about people and their words. Showing and passing on stand on a permission. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { endOf, type Text } from "../../house/values/index.ts";
import { picturesDown, picturesWiped } from "./decider-picture.ts";
import { spokenDown, spokenWiped } from "./decider-spoken.ts";
import { type ConsentState, consent } from "./facts.ts";
import {
  type Absent,
  type BESIDE,
  type IS,
  PASSED_MAX,
  type SayingState,
  type SubjectState,
  saying,
  subject,
} from "./facts-subject.ts";
import type { Channel } from "./terms.ts";

type Answer = Decided | Refusal;
type Who = { name: string; reach: string };

/** The answer about somebody who is not there, or closed. */
export const noPerson = refuse("consent.no-such-person", "not-found", { next: "go-back" });
const noSaying = refuse("consent.no-such-words", "not-found", { next: "go-back" });
const nothing: Decided = { facts: [] };

type More = Pick<NewFact, "words" | "people" | "standsOn">;
const fact = (
  kind: "subject" | "saying",
  thing: string,
  what: string,
  record: object = {},
  more: More = {},
): NewFact => ({ kind, thing, type: `${kind}.${what}/1`, record: { ...record }, ...more });

function inSubject(
  world: World,
  id: string,
  decide: (found: Thing<SubjectState>) => Answer,
): Answer {
  const found = world.thing(subject, id);
  return found === undefined ? noPerson : decide(found);
}

function inSaying(world: World, id: string, decide: (found: Thing<SayingState>) => Answer): Answer {
  const found = world.thing(saying, id);
  return found === undefined ? noSaying : decide(found);
}

const goes = (thing: string, at: EntryRef | null): Erase[] =>
  at === null ? [] : [{ kind: "subject", thing, at, parts: ["people"] }];

/** Notes somebody whose permission is to be asked. */
export function note(
  _world: World,
  { is, ...people }: Who & { is: (typeof IS)[number] },
  context: Context,
): Answer {
  const id = context.id();
  return { facts: [fact("subject", id, "noted", { is }, { people })], answer: { subject: id } };
}

/** Says anew what they are called and how they are reached; what stood before is erased. */
export function name(world: World, { subject: id, ...people }: Who & { subject: string }): Answer {
  return inSubject(world, id, ({ state }) => ({
    facts: [fact("subject", id, "named", {}, { people })],
    erases: goes(id, state.people),
  }));
}

/** Says who is a child's guardian, or who may speak for somebody when they cannot. */
export function nameBeside(
  world: World,
  input: Who & { subject: string; as: (typeof BESIDE)[number] },
): Answer {
  const { subject: id, as, ...people } = input;
  return inSubject(world, id, ({ state }) => {
    if (as === "guardian" && state.is !== "child")
      return refuse("consent.guardian-of-child", "shape", { field: "as" });
    // Whoever would profit from it could name themselves when it is too late to object.
    if (as === "speaker" && state.absent !== null)
      return refuse("consent.speaker-before", "state", { next: "consent.take-down" });
    const facts = [fact("subject", id, "beside-named", { as }, { people })];
    return { facts, erases: goes(id, state.beside[as]) };
  });
}

/** Erases who they are and who stands beside them. What they allowed stays, under a random id. */
export function takeNamesBack(world: World, { subject: id }: { subject: string }): Answer {
  return inSubject(world, id, ({ state }) => {
    const { people, beside } = state;
    const all = [people, beside.guardian, beside.speaker].flatMap((at) => goes(id, at));
    if (all.length === 0) return nothing;
    return { facts: [fact("subject", id, "names-taken-back")], erases: all };
  });
}

/** They cannot be asked any more: what they allowed closes at once. */
export function sayAbsent(
  world: World,
  { subject: id, what }: { subject: string; what: Absent },
): Answer {
  return inSubject(world, id, ({ state }) =>
    state.absent === what ? nothing : { facts: [fact("subject", id, "absent", { what })] },
  );
}

/** Whoever named a speaker could have named themselves: another member hears what they say. */
export const anotherSpeaks = refuse("consent.another-speaks", "who", {
  next: "consent.another-speaks",
});

/** Who was named before says that what they allowed goes on. */
export function speakFor(
  world: World,
  { subject: id }: { subject: string },
  { arrived, who }: Context,
): Answer {
  return inSubject(world, id, ({ state }) => {
    const { absent, stopped, kept, beside, speakerBy } = state;
    if (absent === null || stopped === null)
      return refuse("consent.not-absent", "state", { next: "go-back" });
    if (beside.speaker === null || beside.speaker.index > stopped.index)
      return refuse("consent.no-speaker", "state", { next: "consent.take-down" });
    if (speakerBy === who) return anotherSpeaks;
    if (isOwn(arrived)) return howSaid;
    return kept ? nothing : { facts: [fact("subject", id, "spoken-for")] };
  });
}

/** A member wrote down what somebody said: it came by phone, by voice or on paper. */
export const isOwn = (arrived: Context["arrived"]) =>
  arrived === "own-hand" || arrived === "import";
/** The answer where it was not said how. */
export const howSaid = refuse("consent.how-said", "shape", { field: "arrived" });

/** They can be asked again. Nothing opens by that: each permission is asked for anew. */
export function sayBack(world: World, { subject: id }: { subject: string }): Answer {
  return inSubject(world, id, ({ state }) =>
    state.absent === null ? nothing : { facts: [fact("subject", id, "back")] },
  );
}

/** Writes down words of somebody. Nobody outside reads them before they allowed it. */
export function write(
  world: World,
  { subject: of, quoted }: { subject: string; quoted: Text },
  context: Context,
): Answer {
  return inSubject(world, of, () => {
    const id = context.id();
    const facts = [fact("saying", id, "written", { subject: of }, { words: { quoted } })];
    return { facts, answer: { saying: id } };
  });
}

const wiped = refuse("consent.words-wiped", "state", { next: "go-back" });
const notTheirs = refuse("house.no-permission", "consent", { next: "house.ask-permission" });

/** The permission that the gate found, where it is this person's own. */
function permittedBy(world: World, context: Context, of: string): Thing<ConsentState> | null {
  const found = world.thing(consent, context.permissions?.[0] ?? "");
  return found?.state.subject === of ? found : null;
}

/** Shows them on the group's pages, as far as and as long as the permission goes. */
export function show(
  world: World,
  { saying: id, called }: { saying: string; called?: Text | undefined },
  context: Context,
): Answer {
  return inSaying(world, id, ({ state }) => {
    if (state.words === null) return wiped;
    const under = permittedBy(world, context, state.subject);
    if (under === null) return notTheirs;
    if (called !== undefined && under.state.named === "no-name")
      return refuse("consent.no-name", "consent", { field: "called" });
    const on = { consent: under.id, until: endOf(under.state.ends), named: called !== undefined };
    const more = { standsOn: under.id, ...(called === undefined ? {} : { words: { called } }) };
    return {
      facts: [fact("saying", id, "shown", on, more)],
      erases: calledGoes(id, state),
    };
  });
}

const calledGoes = (thing: string, { shown }: SayingState): Erase[] =>
  shown?.named ? [{ kind: "saying", thing, at: shown.at, parts: ["words"] }] : [];

/** Takes them down, with what stands beside them; what they were called there is erased. */
export function takeDown(world: World, { saying: id }: { saying: string }): Answer {
  return inSaying(world, id, ({ state }) =>
    state.shown === null
      ? nothing
      : {
          facts: [
            fact("saying", id, "taken-down"),
            ...picturesDown(world, id),
            ...spokenDown(world, id),
          ],
          erases: calledGoes(id, state),
        },
  );
}

/** Erases them, what they were called under them, pictures beside them and their sound. */
export function wipe(world: World, { saying: id }: { saying: string }): Answer {
  return inSaying(world, id, ({ state }) => {
    if (state.words === null) return nothing;
    const [seen, heard] = [picturesWiped(world, id), spokenWiped(world, id)];
    const erases: Erase[] = [
      { kind: "saying", thing: id, at: state.words, parts: ["words"] },
      ...calledGoes(id, state),
      ...seen.erases,
      ...heard.erases,
    ];
    return { facts: [fact("saying", id, "wiped"), ...seen.facts, ...heard.facts], erases };
  });
}

/** Notes that they are given to somewhere else: what is out there cannot be called back. */
export function passOn(
  world: World,
  { saying: id, channel }: { saying: string; channel: Channel },
  context: Context,
): Answer {
  return inSaying(world, id, ({ state }) => {
    if (state.words === null) return wiped;
    const under = permittedBy(world, context, state.subject);
    if (under === null) return notTheirs;
    if (channel === "group-page") return refuse("consent.is-here", "shape", { field: "channel" });
    if (state.passed.length >= PASSED_MAX)
      return refuse("consent.passed-often", "limit", { vars: { n: PASSED_MAX } });
    const record = { consent: under.id, channel };
    return { facts: [fact("saying", id, "passed-on", record, { standsOn: under.id })] };
  });
}
