/**
 * Decides about hours given. Whoever gave them says so; they count once, and only when the ground
 * confirmed them: then they stand in its book of hours, and never anywhere else.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import {
  type Amount,
  type Day,
  dayOf,
  negate,
  startOf,
  startOfWeek,
} from "../../house/values/index.ts";
import { bookFor, postTransfer } from "../ledger/index.ts";
import { ACCOUNT_OF, type EffortKind } from "./codes.ts";
import { type Answer, isWritten, nothing, weekOf } from "./decider.ts";
import { noTurn, ownTurn, turnFact, unnamed } from "./decider-turn.ts";
import { type EffortState, effort, type TurnState, turn } from "./facts-turn.ts";
import type { Confirm, Say } from "./shapes.ts";

const noEffort = refuse("hours.no-such-effort", "not-found", { next: "go-back" });
const notYet = refuse("hours.not-yet", "state", { next: "go-back" });

const effortFact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => ({
  ...{ kind: "effort", thing, type: `effort.${what}/1` },
  record,
});

type Turn = Thing<TurnState>;

/** Says that hours were given: of a turn, or of none. Nothing counts by it. */
export function say(world: World, input: Say, context: Context): Answer {
  const { author, happened, zone } = context;
  const own = input.turn === null ? null : saidOf(world, input.turn, context);
  if (own !== null && isRefusal(own)) return own;
  // Who has no account says it of the turn they hold the code of, and of nothing else.
  if (author.by === "holder" && own === null) return noTurn;
  const group = author.by === "ally" ? author.ally : null;
  if (group !== null && input.work === "answering")
    return refuse("hours.own-kind", "shape", { field: "work" });
  const week = own?.state.day ? weekOf(own.state.day) : dayOf(startOfWeek(happened, zone), zone);
  if (!isWritten(week)) return refuse("house.too-long-ago", "shape", { field: "happened" });
  const work = own?.state.work ?? input.work;
  const { facts, id } = said({ work, of: input.of, week, turn: own, ally: group }, context);
  return { facts, ...unnamed(context), answer: { effort: id } };
}

/** The turn that hours are said of: once each, and not before it began. */
function saidOf(world: World, id: string, context: Context): Turn | Refusal {
  const { author, roles } = context;
  const writes = roles.includes("coordination") || roles.includes("member");
  const typed = author.by === "member" && writes ? world.thing(turn, id) : undefined;
  const found = typed ?? ownTurn(world, { turn: id }, context);
  if ("refused" in found) return found;
  return saidFault(found.state, context) ?? found;
}

/** Why hours cannot be said of a turn now: its day is to come, or they were said. */
function saidFault({ day, effort: before }: TurnState, context: Context): Refusal | null {
  if (before !== null) return refuse("hours.said-already", "state", { next: "go-back" });
  const begins = day === null ? 0 : startOf(context.protects ? weekOf(day) : day);
  return begins > context.now ? notYet : null;
}

type Said = { work: EffortKind; of: Amount; week: Day; turn: Turn | null; ally: string | null };

function said({ work, of, week, turn: own, ally }: Said, context: Context) {
  const id = context.id();
  // What nobody had said yes to is recorded as well, and marked.
  const supported = own === null ? ally === null : own.state.status === "accepted";
  const record = { work, of, week, turn: own?.id ?? null, ally, supported };
  const fact = effortFact(id, "said", record);
  const shared = ally === null ? {} : { circle: `parties:${ally}` as const };
  const linked = own === null ? [] : [turnFact(own.id, "worked", { effort: id })];
  return { id, facts: [{ ...fact, ...shared }, ...linked] };
}

/** What one command confirms, gathered: its facts, and how many were left as they are. */
type Confirming = { facts: NewFact[]; left: number; refusal: Refusal | null };

/**
 * Confirms hours that were said, with the figure the ground knows, and counts those of turns of
 * which nobody said anything. Nobody confirms their own. What was counted meanwhile is left.
 */
export function confirm(world: World, input: Confirm, context: Context): Answer {
  const book = bookFor(world, "hours", context);
  const all: Confirming = { facts: [], left: 0, refusal: null };
  const add = (facts: readonly NewFact[] | Refusal) => {
    if ("refused" in facts) Object.assign(all, { refusal: facts, left: all.left + 1 });
    else all.facts.push(...facts);
  };
  for (const [id, of] of new Map(input.said.map((one) => [one.effort, one.of])))
    add(confirmed(world, id, of, { book: book.id, context }));
  for (const [id, of] of new Map(input.counted.map((one) => [one.turn, one.of])))
    add(counted(world, id, of, { book: book.id, context }));
  if (all.facts.length === 0) return all.refusal ?? nothing;
  const facts = [...book.facts, ...all.facts];
  const answer = { book: book.id, left: all.left };
  return { facts, ...unnamed(context), answer };
}

type Into = { book: string; context: Context };

const notYourOwn = refuse("hours.not-your-own", "who", { next: "ask" });
const isCounted = refuse("hours.counted-already", "state", { next: "go-back" });

function confirmed(
  world: World,
  id: string,
  of: Amount | undefined,
  { book, context }: Into,
): NewFact[] | Refusal {
  const found = world.thing(effort, id);
  if (found === undefined) return noEffort;
  const { state } = found;
  if (state.status === "confirmed") return isCounted;
  // Of their own turn it is theirs too, whoever typed it or said it by its code.
  const own = state.turn === null ? undefined : world.thing(turn, state.turn);
  if (state.by === context.who || own?.state.by === context.who) return notYourOwn;
  return booked(id, { work: state.work, of: of ?? state.said }, book);
}

/** The group's own count of a turn of which nobody said anything. */
function counted(
  world: World,
  id: string,
  of: Amount,
  { book, context }: Into,
): NewFact[] | Refusal {
  const found = world.thing(turn, id);
  if (found === undefined) return noTurn;
  const { state } = found;
  const fault = saidFault(state, context);
  if (fault !== null) return fault;
  if (state.by === context.who) return notYourOwn;
  if (state.day === null) return noTurn;
  const { work, ally } = state;
  const given = said({ work, of, week: weekOf(state.day), turn: found, ally }, context);
  return [...given.facts, ...booked(given.id, { work, of }, book)];
}

/** That it counts, and the line in the book: so many hours from elsewhere to what they were for. */
function booked(
  id: string,
  { work, of }: { work: EffortKind; of: Amount },
  book: string,
): NewFact[] {
  const lines = [
    { account: "elsewhere", of: negate(of) },
    { account: ACCOUNT_OF[work], of },
  ];
  return [effortFact(id, "confirmed", { of, book }), postTransfer(book, { lines })];
}

/** Says otherwise: what was said stays beside the figure, and does not count. */
export function dispute(
  world: World,
  { effort: id }: { effort: string },
  context: Context,
): Decided | Refusal {
  const found = world.thing(effort, id);
  if (found === undefined) return noEffort;
  const { status } = found.state satisfies EffortState;
  if (status === "confirmed") return isCounted;
  if (status === "disputed") return nothing;
  return { facts: [effortFact(id, "disputed")], ...unnamed(context) };
}
