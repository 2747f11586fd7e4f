/**
 * Deciding about yeses with the code. Whoever made a code may have kept it, so that a yes with it
 * opens nothing before another member heard from the person that it was they: six digits that the
 * code shows were read out to somebody who never had it.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Day, dayOf, endOf, startOf, type Text } from "../../house/values/index.ts";
import {
  asFault,
  askedOf,
  closedFault,
  daysFault,
  fact,
  inConsent,
  isAway,
  noticeHash,
  type One,
  over,
  wordsGo,
} from "./decider.ts";
import { howSaid, isOwn, noPerson } from "./decider-subject.ts";
import { heldUpFault, lastsFault } from "./decider-under.ts";
import type { ConsentState } from "./facts.ts";
import { type SubjectState, subject } from "./facts-subject.ts";
import { isClosed, isOver, isYes } from "./status.ts";

type Answer = Decided | Refusal;
const nothing: Decided = { facts: [] };

/**
 * By own hand, with the code. Whoever holds it may not open whose it is, so whether they are away
 * is for whoever hears them to say.
 */
export function give(
  world: World,
  input: One & { as: "self" | "guardian" },
  context: Context,
): Answer {
  return inConsent(world, input, context, (found) => {
    const { id, state } = found;
    const shut = closedFault(found, context.now);
    if (shut !== null) return shut;
    const wrong = (why: string) => refuse(`consent.${why}`, "shape", { field: "as" });
    if (state.needs === "assembly") return wrong("community-by-assembly");
    if (input.as === "guardian" && state.needs !== "both") return wrong("guardian-of-child");
    if ([...state.yes, ...state.hand].some(({ as }) => as === input.as)) return nothing;
    return { facts: [fact(id, "said-by-hand", { as: input.as })] };
  });
}

/** Whether something was said that waits for somebody to hear it. */
export const waitsToBeHeard = ({ told, hand, more }: ConsentState): boolean =>
  told !== null || hand.length > 0 || more !== null;

/** Six digits that were shown to whoever holds the code were read out: they said yes themselves. */
export function confirm(world: World, input: One, context: Context): Answer {
  return inConsent(world, input, context, (found) => {
    const { state } = found;
    if (isOver(state, context.now)) return over;
    if (!waitsToBeHeard(state)) return refuse("consent.nothing-told", "state", { next: "go-back" });
    const person = world.thing(subject, state.subject);
    if (person === undefined) return noPerson;
    // Whoever made the code could have typed it, and read the digits to themselves.
    if (state.made.by === context.who)
      return refuse("consent.another-hears", "who", { next: "consent.another-hears" });
    const fallen = heldUpFault(world, state, context.now);
    if (fallen !== null) return fallen;
    return isYes(state)
      ? moreHeard(found, person.state, context)
      : yesHeard(found, person.state, context);
  });
}

function yesHeard(found: Thing<ConsentState>, person: SubjectState, { who, now }: Context): Answer {
  const { id, state } = found;
  const shut = closedFault(found, now);
  if (shut !== null) return shut;
  const own = state.hand.map(({ as }) => ({ as, how: "own-hand" }) as const);
  const all = own.length > 0 ? own : [{ as: "self", how: "spoken-code" } as const];
  for (const { as } of all) {
    const fault = asFault(as, person, state);
    if (fault !== null) return fault;
  }
  const more = { heard: who, interpreted: false, assembly: null };
  return { facts: all.map((one): NewFact => fact(id, "given", { ...one, ...more })) };
}

function moreHeard(
  { id, state }: Thing<ConsentState>,
  person: SubjectState,
  { who }: Context,
): Answer {
  const { more } = state;
  if (more === null) return refuse("consent.nothing-told", "state", { next: "go-back" });
  if (person.absent !== null) return isAway;
  if (isClosed(state, person)) return over;
  const { ends, review, lang, notice } = more;
  const yes = { as: "self", how: "own-hand", heard: who, interpreted: false, assembly: null };
  const renewed: NewFact = {
    ...{ kind: "consent", thing: id, type: "consent.renewed/2" },
    record: { ends, review, lang, notice, ...yes },
  };
  // What a yes stands on now is read on; what was read out the time before that goes.
  const erases = wordsGo(id, state.againAt);
  return { facts: [renewed, askedOf(state.subject, id, endOf(ends))], erases };
}

type Again = One & {
  notice: Text;
  lang: string;
  ends: Day;
  review: Day;
  retold: boolean;
  interpreted: boolean;
};

/** They say yes to more time, before the end. Whoever said nothing said no. */
export function renew(world: World, input: Again, context: Context): Answer {
  const { arrived, who, author } = context;
  const { ends, review, lang, notice, interpreted } = input;
  return inConsent(world, input, context, (found) => {
    const { id, state } = found;
    const own = author.by === "holder";
    // Whoever holds the code may not open whose it is: whoever hears them looks at that.
    const person = own ? undefined : world.thing(subject, state.subject);
    if (!own && person === undefined) return noPerson;
    const fault = againFault(found, input, context, person?.state ?? null);
    if (fault !== null) return fault;
    // Whoever holds the code cannot read what groups are called: the text would name none.
    if (own && state.groups.length > 0)
      return refuse("consent.renew-by-group", "who", { next: "consent.reach-them" });
    if (own && state.under.length > 0)
      return refuse("consent.renew-under", "who", { next: "consent.reach-them" });
    const beyond = own ? null : lastsFault(world, { under: state.under, ends }, context.now);
    if (beyond !== null) return beyond;
    if (!own && isOwn(arrived)) return howSaid;
    if (!own && !input.retold) return refuse("consent.retold-first", "shape", { field: "retold" });
    const salt = context.id();
    const record = { ends, review, lang, notice: noticeHash(notice, salt) };
    const words = { words: { notice, salt } };
    const waiting = wordsGo(id, state.more?.at ?? null);
    if (own) return { facts: [fact(id, "more-said", record, words)], erases: waiting };
    const yes = { as: "self", how: arrived, heard: who, interpreted, assembly: null };
    const renewed = fact(id, "renewed", { ...record, ...yes }, words);
    // What a yes stands on now is read on; what was read out the time before that goes.
    const erases = [...wordsGo(id, state.againAt), ...waiting];
    return { facts: [renewed, askedOf(state.subject, id, endOf(ends))], erases };
  });
}

function againFault(
  { state }: Thing<ConsentState>,
  { ends, review }: Again,
  { now, zone }: Context,
  person: SubjectState | null,
): Refusal | null {
  if (!isYes(state) || isOver(state, now)) return over;
  if (person !== null && person.absent !== null) return isAway;
  if (person !== null && isClosed(state, person)) return over;
  if (state.needs !== "self" || state.yes.at(-1)?.as === "speaker")
    return refuse("consent.renew-anew", "state", { next: "consent.ask-anew" });
  if (startOf(ends) <= startOf(state.ends))
    return refuse("consent.ends-when", "shape", { field: "ends" });
  const today = dayOf(now, zone);
  return daysFault({ from: state.from, ends, review }, { data: state.data, today, now });
}
