/** Deciding about permissions: asked, given, asked again, ended. What ends is never refused. */
import { hash } from "node:crypto";
import type { Context, Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Day, dayOf, endOf, laterDay, startOf, type Text } from "../../house/values/index.ts";
import { groupsFault } from "./decider-given.ts";
import { picturesFault } from "./decider-picture.ts";
import { spokenFault } from "./decider-spoken.ts";
import { anotherSpeaks, howSaid, isOwn, noPerson } from "./decider-subject.ts";
import { heldUpFault, underFault } from "./decider-under.ts";
import {
  type Assembly,
  CODES_MAX,
  type ConsentState,
  consent,
  type How,
  type INVALID,
  type REVOKED,
  type Yes,
} from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { recordingsGo } from "./facts-recording.ts";
import { spoken } from "./facts-spoken.ts";
import { ASKED_MAX, type SubjectState, saying, subject } from "./facts-subject.ts";
import { isClosed, isOver, isYes } from "./status.ts";
import { MONTHS_MAX, RISK_MONTHS_MAX, type Terms, termsOf } from "./terms.ts";

type Answer = Decided | Refusal;
/** A permission by its id. */
export type One = { consent: string };

/** The answer about a permission that is not there, that is closed, or whose code is another. */
export const noConsent = refuse("consent.no-such-permission", "not-found", { next: "go-back" });
/** The answer about one that is over. */
export const over = refuse("consent.over", "state", { next: "consent.ask-anew" });
const nothing: Decided = { facts: [] };

type More = Pick<NewFact, "words">;
/** A fact of a permission. */
export const fact = (
  thing: string,
  what: string,
  record: object = {},
  more: More = {},
): NewFact => {
  return { kind: "consent", thing, type: `consent.${what}/1`, record: { ...record }, ...more };
};

/** The permission, for a member or for whoever holds its code; `old`: or one that was replaced. */
function mine(world: World, { consent: id }: One, { author }: Context, old: boolean) {
  const found = world.thing(consent, id);
  if (found === undefined || author.by !== "holder") return found;
  const code = codeHash(author.code);
  const fits = code === found.state.hash || (old && found.state.old.includes(code));
  return author.thing === id && fits ? found : undefined;
}

/** Decides about one that its author may open; with a code that was replaced where `old`. */
export function inConsent(
  world: World,
  input: One,
  context: Context,
  decide: (found: Thing<ConsentState>) => Answer,
  old = false,
): Answer {
  const found = mine(world, input, context, old);
  return found === undefined ? noConsent : decide(found);
}

/** The salted SHA-256 of a notice, in hex: whoever has its text and salt can work it out. */
export function noticeHash({ lang, text }: Text, salt: string): string {
  return hash("sha256", `alongside/notice/v1\n${salt}\n${lang}\n${text}`, "hex");
}

/** What is wrong with the terms, by whom they are of and the day it is. */
function termsFault(terms: Terms, { is }: SubjectState, { now, zone }: Context): Refusal | null {
  const { activity, channels, anyone, data, withdraw } = terms;
  const wrong = (why: string, field: string) => refuse(`consent.${why}`, "shape", { field });
  if (activity === "publish" && channels.length === 0) return wrong("say-channels", "channels");
  if (activity !== "publish" && (channels.length > 0 || anyone))
    return wrong("channels-publish", "channels");
  // What stands on a page of this group is read by everyone: no fewer can be promised.
  const narrower = terms.groups.length + terms.roles.length > 0 && activity !== "publish";
  if (!anyone && !narrower) return wrong("say-to", "to");
  if (!withdraw.includes("code") && !withdraw.includes("any-member"))
    return wrong("way-without-account", "withdraw");
  return knownFault(terms, is) ?? daysFault(terms, { data, today: dayOf(now, zone), now });
}

/** What is wrong with how far somebody can be known by their face or their voice. */
function knownFault({ data, face, voice, under }: Terms, is: SubjectState["is"]): Refusal | null {
  const wrong = (why: string, field: string) => refuse(`consent.${why}`, "shape", { field });
  for (const [field, may, of] of [
    ["face", face, "picture"],
    ["voice", voice, "voice"],
  ] as const) {
    if (may !== "none" && !data.includes(of)) return wrong(`${field}-of-what`, field);
    if (may !== "shown") continue;
    // Of a child neither face nor voice, whichever of the two it is about.
    if (is === "child") return wrong("no-child-face", field);
    // An assembly stands for no single person: those who can be recognised are asked themselves,
    // and were where it stands on their yes.
    if (is === "community" && under.length === 0) return wrong("no-community-face", field);
  }
  return null;
}

type Days = Pick<Terms, "from" | "ends" | "review">;
type At = { data: Terms["data"]; today: Day; now: number };

/** It ends, within so many months from today; and is looked at again before. */
export function daysFault({ from, ends, review }: Days, { data, today, now }: At): Refusal | null {
  const wrong = (why: string, field: string, vars = {}) =>
    refuse(`consent.${why}`, "shape", { field, vars });
  if (endOf(ends) <= now || startOf(ends) < startOf(from)) return wrong("ends-when", "ends");
  const months = data.includes("risk") ? RISK_MONTHS_MAX : MONTHS_MAX;
  if (startOf(ends) > startOf(laterDay(today, { months })))
    return wrong("too-long", "ends", { n: months });
  const after = startOf(review) > startOf(ends) || startOf(review) < startOf(from);
  return after ? wrong("review-when", "review") : null;
}

/** Whether nothing is asked or allowed by it any more. */
const isEnded = (state: ConsentState, person: SubjectState, now: number) =>
  isOver(state, now) || (isYes(state) && isClosed(state, person));

/** Things that a permission names must be this very person's, or they themselves. */
function isTheirs(world: World, of: string, scope: readonly string[]): boolean {
  const whose = (id: string) =>
    (world.thing(saying, id) ?? world.thing(picture, id) ?? world.thing(spoken, id))?.state.subject;
  return scope.every((id) => id === of || whose(id) === of);
}

/** Whose yes it takes, by whose it is. */
const NEEDED = { person: "self", child: "both", community: "assembly" } as const;

type Asking = Terms & {
  subject: string;
  lang: string;
  notice: Text;
  purpose: Text;
  replaces?: string | undefined;
};

/** Asks: terms are written down, and a code made that reads them, says yes or no, takes it back. */
export function ask(world: World, input: Asking, context: Context): Answer {
  const person = world.thing(subject, input.subject);
  if (person === undefined) return noPerson;
  const fault = termsFault(input, person.state, context);
  if (fault !== null) return fault;
  const unknown = groupsFault(world, input);
  if (unknown !== null) return unknown;
  const beyond = underFault(world, input, context.now);
  if (beyond !== null) return beyond;
  if (!isTheirs(world, person.id, input.scope))
    return refuse("consent.not-theirs", "shape", { field: "scope" });
  const wrong = picturesFault(world, input) ?? spokenFault(world, input);
  if (wrong !== null) return wrong;
  const words = input.scope.some((id) => world.thing(saying, id) !== undefined);
  if (words && !input.data.includes("words"))
    return refuse("consent.say-words", "shape", { field: "data" });
  if (person.state.asked.length >= ASKED_MAX)
    return refuse("consent.asked-often", "limit", { vars: { n: ASKED_MAX } });
  const before = input.replaces === undefined ? undefined : world.thing(consent, input.replaces);
  if (input.replaces !== undefined && before?.state.subject !== person.id) return noConsent;
  // Two that hold beside each other: whoever takes the new one back would still be shown.
  if (before !== undefined && !isEnded(before.state, person.state, context.now))
    return refuse("consent.ends-first", "state", { next: "consent.withdraw" });
  const [id, salt, code] = [context.id(), context.id(), context.code()];
  const { notice, lang, purpose } = input;
  const record = {
    ...{ subject: person.id, ...termsOf(input), lang, notice: noticeHash(notice, salt) },
    ...{ needs: NEEDED[person.state.is], hash: codeHash(code) },
    replaces: input.replaces ?? null,
  };
  const asked: NewFact = {
    ...{ kind: "consent", thing: id, type: "consent.asked/4", record },
    words: { notice, salt, purpose },
  };
  return {
    facts: [asked, askedOf(person.id, id, endOf(input.ends))],
    answer: { consent: id, code },
  };
}

/** That somebody is asked for something until a time, ms. */
export const askedOf = (thing: string, id: string, ends: number): NewFact => ({
  ...{ kind: "subject", thing, type: "subject.asked/1", record: { consent: id, ends } },
});

type Hearing = One & {
  as: "self" | "guardian" | "assembly" | "speaker" | "other";
  retold: boolean;
  interpreted: boolean;
  assembly?: Assembly | undefined;
};

/** Why it cannot be said yes to any more; null where it can. */
export function closedFault({ state }: Thing<ConsentState>, now: number): Refusal | null {
  if (isOver(state, now)) return over;
  return isYes(state) ? refuse("consent.given-already", "state", { next: "go-back" }) : null;
}

/** Whether their yes can come from these: a guardian has a child, an assembly a community. */
export function asFault(as: Yes["as"], person: SubjectState, state: ConsentState): Refusal | null {
  const wrong = (why: string) => refuse(`consent.${why}`, "shape", { field: "as" });
  if (as === "guardian" && state.needs !== "both") return wrong("guardian-of-child");
  if ((as === "assembly") !== (state.needs === "assembly"))
    return wrong(as === "assembly" ? "assembly-is-no-person" : "community-by-assembly");
  const { absent, stopped, beside } = person;
  const named = beside.speaker !== null && stopped !== null && beside.speaker.index < stopped.index;
  if (as === "speaker" && (absent === null || !named)) return wrong("no-speaker");
  return as !== "speaker" && absent !== null ? isAway : null;
}

/** The answer while somebody is away. */
export const isAway = refuse("consent.is-absent", "shape", { field: "as" });

/**
 * A member heard a yes. It counts where it was repeated in their own words; else, and where
 * somebody else brought it, it is kept as told and opens nothing.
 */
export function hear(world: World, input: Hearing, context: Context): Answer {
  const { as, retold, interpreted, assembly = null } = input;
  const { arrived, who, now } = context;
  return inConsent(world, input, context, (found) => {
    const { id, state } = found;
    const shut = closedFault(found, now);
    if (shut !== null) return shut;
    if (isOwn(arrived)) return howSaid;
    const person = world.thing(subject, state.subject);
    if (person === undefined) return noPerson;
    const fault =
      asFault(as === "other" ? "self" : as, person.state, state) ??
      heldUpFault(world, state, context.now);
    if (fault !== null) return fault;
    if (as === "speaker" && person.state.speakerBy === who) return anotherSpeaks;
    const gathered = as === "assembly";
    if (gathered !== (arrived === "assembly") || gathered !== (assembly !== null))
      return refuse("consent.say-assembly", "shape", { field: "assembly" });
    if (as === "other") return toldBy(found, "other", context);
    if (!retold) return toldBy(found, "self", context);
    const yes = { as, how: arrived as How, heard: who, interpreted, assembly };
    return { facts: [fact(id, "given", yes)] };
  });
}

/** Somebody's face or voice is never for somebody else to allow. */
function toldBy(
  { id, state }: Thing<ConsentState>,
  by: "self" | "other",
  { who }: Context,
): Answer {
  if (by === "other" && (state.face !== "none" || state.voice !== "none"))
    return refuse("consent.own-yes-only", "consent", { next: "consent.reach-them" });
  if (state.needs === "both")
    return refuse("consent.child-not-told", "consent", { next: "consent.reach-them" });
  return state.told?.by === by ? nothing : { facts: [fact(id, "told", { by, heard: who })] };
}

/** No, or not now. Either ends the request; a yes later is a new one. A no after a yes stops it. */
export function answerNo(what: "refused" | "deferred") {
  return (world: World, input: One, context: Context): Answer =>
    inConsent(world, input, context, (found) => {
      const { id, state } = found;
      if (isYes(state)) return { facts: what === "refused" ? stopped(found, context.now) : [] };
      return isOver(state, context.now) ? nothing : { facts: [fact(id, what)] };
    });
}

/** Takes it back: at once, by whoever holds a code it ever had, or anybody of the group. */
export function withdraw(world: World, input: One, context: Context): Answer {
  const stops = (found: Thing<ConsentState>) => ({ facts: stopped(found, context.now) });
  return inConsent(world, input, context, stops, true);
}

/** What is over needs no end: nothing is written of it. */
function stopped({ id, state }: Pick<Thing<ConsentState>, "id" | "state">, now: number): NewFact[] {
  if (isOver(state, now)) return [];
  return [fact(id, isYes(state) ? "withdrawn" : "refused")];
}

/** The same of all that one person allowed, or was asked. */
export function stopPerson(
  world: World,
  { subject: of }: { subject: string },
  { now }: Context,
): Answer {
  const person = world.thing(subject, of);
  if (person === undefined) return noPerson;
  const facts = person.state.asked.flatMap(({ consent: id }): NewFact[] => {
    const found = world.thing(consent, id);
    return found === undefined ? [] : stopped(found, now);
  });
  return { facts, answer: { stopped: facts.length } };
}

/** The group ends it itself, to protect somebody or since it needs it no more. */
export function revoke(
  world: World,
  input: One & { because: (typeof REVOKED)[number] },
  context: Context,
): Answer {
  return inConsent(world, input, context, ({ id, state }) => {
    if (isOver(state, context.now)) return nothing;
    return { facts: [fact(id, "revoked", { because: input.because })] };
  });
}

/** It was no true yes. */
export function invalidate(
  world: World,
  input: One & { because: (typeof INVALID)[number] },
  context: Context,
): Answer {
  return inConsent(world, input, context, ({ id, state }) =>
    isYes(state) && !isOver(state, context.now)
      ? { facts: [fact(id, "invalidated", { because: input.because })] }
      : nothing,
  );
}

/** A new code, where the paper was lost: the old one takes it back from now on, and no more. */
export function makeCode(world: World, input: One, context: Context): Answer {
  return inConsent(world, input, context, ({ id, state }) => {
    if (isOver(state, context.now)) return over;
    if (state.old.length >= CODES_MAX)
      return refuse("consent.codes-often", "limit", { vars: { n: CODES_MAX } });
    const code = context.code();
    const facts = [fact(id, "code-made", { hash: codeHash(code) })];
    return { facts, answer: { code }, erases: wordsGo(id, state.more?.at ?? null) };
  });
}

/** Erases the notice and what it was for. Its hash stays, and says nothing without them. */
export function takeWordsBack(world: World, input: One, context: Context): Answer {
  return inConsent(world, input, context, ({ id, state }) => {
    const erases = [state.noticeAt, state.againAt, state.more?.at ?? null].flatMap((at) =>
      wordsGo(id, at),
    );
    if (erases.length === 0) return nothing;
    // What a yes stands on has to be read while it holds.
    if (!isOver(state, context.now))
      return refuse("consent.stop-first", "state", { next: "consent.withdraw" });
    const heard = recordingsGo(world, id);
    return {
      facts: [fact(id, "words-taken-back"), ...heard.facts],
      erases: [...erases, ...heard.erases],
    };
  });
}

/** Erases the words of an entry. */
export const wordsGo = (thing: string, at: EntryRef | null): Erase[] =>
  at === null ? [] : [{ kind: "consent", thing, at, parts: ["words"] }];
