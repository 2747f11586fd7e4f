/** Decides what becomes of offers: taken, answered, changed, withdrawn, lapsed, forgotten. */
import { withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { notHere, type Refusal, refuse } from "../../house/refusal.ts";
import {
  type Amount,
  add,
  compare,
  type Day,
  endOf,
  laterDay,
  negate,
  signOf,
  subtract,
} from "../../house/values/index.ts";
import { ally } from "../allies/index.ts";
import { type Deltas, isAsked, type NeedState, need, needProgressed } from "../needs/index.ts";
import { space } from "../spaces/index.ts";
import { type OfferState, offer } from "./facts.ts";
import type { Change, OfferAnswer, SaidSent, Take, Unasked } from "./shapes.ts";

const DAY_MS = 24 * 3_600_000;
/** Days between the end of an accepted offer's day and its being freed. */
export const NOTICE_DAYS = 7;
/** Days that an accepted offer is waited for after its holder said that it left. */
export const SENT_DAYS = 30;
/** Days a taker's name and reach are kept after their offer closed. */
export const KEEP_DAYS = 30;

type Answer = Decided | Refusal;

/** The same words for an offer that is not there, one that is closed, and a wrong code. */
export const noOffer = refuse("offers.no-such-offer", "not-found", { next: "go-back" });

/** A fact of an offer. */
export const offerFact = (
  thing: string,
  what: string,
  record: NewFact["record"] = {},
): NewFact => ({
  ...{ kind: "offer", thing, type: `offer.${what}/1` },
  record,
});

/** What a protected space keeps of a day: the end of its month. */
export function kept(day: Day | null, { protects }: Context): Day | null {
  if (day === null || !protects) return day;
  const next = laterDay(day, { months: 1 });
  const last = laterDay(next, { days: -Number(next.date.slice(8)) });
  // From the 31st, a month later may be a short month's last day: then its own month's is 31.
  return last.date.slice(0, 7) === day.date.slice(0, 7) ? last : day;
}

/** Refuses where the terms that hold now are not the terms that were shown. */
export function termsChanged(
  world: World,
  shown: string | null,
  { space: id }: Context,
): Refusal | null {
  const now = world.thing(space, id)?.state.terms ?? null;
  if (now === shown) return null;
  return refuse("offers.terms-changed", "state", { field: "terms", next: "offers.read-again" });
}

/** There is no such line, or none for whoever asks. */
export const noLine = refuse("offers.no-such-line", "not-found", { next: "go-back" });

/** Why a line cannot be taken so, or null. */
export function lineFault(
  world: World,
  line: Thing<NeedState> | undefined,
  input: Pick<Take, "quantity" | "terms">,
  context: Context,
): Refusal | null {
  if (line === undefined) return noLine;
  if (line.state.status !== "open")
    return refuse("offers.no-longer-asked", "state", { next: "offers.see-the-list" });
  const { asked } = line.state;
  if (asked !== null && input.quantity === null)
    return refuse("offers.how-much", "shape", { field: "quantity" });
  return termsChanged(world, input.terms, context);
}

/** Takes a line. Its quantity may be anything: the group's answer says how much is accepted. */
export function take(world: World, input: Take, context: Context): Answer {
  const line = world.thing(need, input.need);
  const fault = lineFault(world, line, input, context);
  if (line === undefined || fault !== null) return fault ?? noOffer;
  const { facts, answer = {} } = made(input, line, undefined, context);
  // Counted in full it may still be taken; then nothing closes the line once more.
  return { facts: [...facts, ...lineClosed(world, String(answer["id"]), input.need)], answer };
}

/** Tells an offer that is open that its line is closed, where it is. */
export function lineClosed(world: World, id: string, line: string | null): NewFact[] {
  const asked = line === null ? undefined : world.thing(need, line);
  return asked === undefined || isAsked(asked.state) ? [] : [offerFact(id, "line-closed")];
}

/** Puts what nobody asked for into the quiet box. */
export function offerUnasked(world: World, { what, ...input }: Unasked, context: Context): Answer {
  if (world.thing(space, context.space) === undefined) return notHere;
  return termsChanged(world, input.terms, context) ?? made(input, null, { what }, context);
}

function made(
  { quantity, by, terms, form, name, reach }: Omit<Take, "need">,
  line: Thing | null,
  words: { what: Unasked["what"] } | undefined,
  context: Context,
): Decided {
  const [thing, code] = [context.id(), context.code()];
  const record = {
    ...{ need: line?.id ?? null, quantity, terms, form, hash: codeHash(code) },
    by: kept(by, context),
  };
  const fact = { ...offerFact(thing, "made", record), people: { name, reach } };
  const stands = terms === null ? {} : { standsOn: terms };
  // It names its line: nobody who may not open that one may open this.
  const within = line === null ? {} : withinOf(line);
  return {
    facts: [{ ...fact, ...(words && { words }), ...stands, ...within }],
    answer: { id: thing, code },
  };
}

/** Sums what changes of each need, so that one command writes one fact about it. */
export class Progress {
  readonly #deltas = new Map<string, { stage: keyof Deltas; amount: Amount }[]>();

  /** Adds a difference; of no need, or of nothing, it is left out. */
  add(line: string | null, stage: keyof Deltas, amount: Amount | null): void {
    if (line === null || amount === null || amount.of === "0") return;
    const list = this.#deltas.get(line) ?? [];
    const same = list.find((one) => one.stage === stage && one.amount.unit === amount.unit);
    if (same === undefined) this.#deltas.set(line, [...list, { stage, amount }]);
    else same.amount = add(same.amount, amount);
  }

  /** The facts: for each need one, and one more for each further unit. */
  facts(): NewFact[] {
    return [...this.#deltas].flatMap(([line, list]) => {
      const some = list.filter(({ amount }) => amount.of !== "0");
      const units = [...new Set(some.map(({ amount }) => amount.unit))];
      return units.map((unit) => {
        const own = some.filter(({ amount }) => amount.unit === unit);
        return needProgressed(
          line,
          Object.fromEntries(own.map(({ stage, amount }) => [stage, amount])),
        );
      });
    });
  }
}

/** Answers many offers at once. Those that closed meanwhile are left as they are and counted. */
export function answerMany(world: World, { answers }: { answers: OfferAnswer[] }): Answer {
  const progress = new Progress();
  const facts: NewFact[] = [];
  const once = new Map(answers.map((answer) => [answer.id, answer]));
  let left = 0;
  for (const answer of once.values()) {
    const thing = world.thing(offer, answer.id);
    if (thing === undefined) return noOffer;
    const written = isLeft(world, thing, answer) ? isClosed : answerOne(thing, answer, progress);
    if (written === null) left += 1;
    else if ("refused" in written && once.size === 1) return written;
    else if ("refused" in written) left += 1;
    else facts.push(written, ...reopened(world, thing, answer));
  }
  const changed = facts.length;
  return { facts: [...facts, ...progress.facts()], answer: { changed, left } };
}

const isClosed = refuse("offers.closed", "state", { next: "offers.see-the-list" });

/** One that had closed and is accepted after all may have a line that closed meanwhile. */
function reopened(world: World, { id, state }: Thing<OfferState>, { answer }: OfferAnswer) {
  const again = answer === "accept" && (state.closedAt ?? state.lineClosedAt) !== null;
  return again ? lineClosed(world, id, state.need) : [];
}

/**
 * Whether it is of a group that takes part here no more, and would be accepted anew. Its closing is
 * written down by a job, and waits for none: what was accepted before stays so, or becomes less.
 */
function isLeft(world: World, { state }: Thing<OfferState>, { answer }: OfferAnswer): boolean {
  if (answer !== "accept" || state.ally === null || state.status === "accepted") return false;
  return world.thing(ally, state.ally)?.state.ended != null;
}

const over: readonly OfferState["status"][] = ["withdrawn", "received", "lost", "returned"];

function answerOne(
  { id, state }: Thing<OfferState>,
  answer: OfferAnswer,
  progress: Progress,
): NewFact | Refusal | null {
  if (over.includes(state.status)) return isClosed;
  if (answer.answer === "accept") return acceptOne(id, state, answer.quantity, progress);
  const to = answer.answer === "aside" ? "aside" : "declined";
  if (state.status === to) return null;
  if (Object.keys(state.onTheWay).length > 0) return refuse("offers.already-sent", "state");
  progress.add(state.need, "accepted", freed(state));
  return offerFact(id, to === "aside" ? "set-aside" : "declined");
}

/** What is taken back from the need when an offer closes: its open part, negative. */
function freed({ status, open }: OfferState): Amount | null {
  return status === "accepted" && open !== null ? negate(open) : null;
}

function acceptOne(
  id: string,
  state: OfferState,
  quantity: Amount | undefined,
  progress: Progress,
): NewFact | Refusal | null {
  const { quantity: offered, accepted, open } = state;
  const field = `quantity-${id}`;
  if (offered === null || quantity === undefined || quantity.unit !== offered.unit) {
    if (offered !== null && quantity !== undefined)
      return refuse("offers.other-unit", "shape", { field });
    if (offered === null && quantity !== undefined)
      return refuse("offers.more-than-offered", "shape", { field });
  }
  const whole = quantity ?? offered;
  if (whole === null) return state.status === "accepted" ? null : acceptedFact(id, null);
  if (offered !== null && compare(whole, offered) > 0)
    return refuse("offers.more-than-offered", "shape", { field });
  const before = state.status === "accepted" ? accepted : null;
  if (before?.unit === whole.unit && open !== null) {
    const change = subtract(whole, before);
    if (signOf(change) === 0) return null;
    if (signOf(add(open, change)) < 0) return refuse("offers.already-sent", "state", { field });
    progress.add(state.need, "accepted", change);
  } else {
    progress.add(state.need, "accepted", whole);
  }
  const reduced = offered !== null && compare(whole, offered) < 0;
  return reduced ? offerFact(id, "reduced", { quantity: whole }) : acceptedFact(id, whole);
}

const acceptedFact = (id: string, quantity: Amount | null) =>
  offerFact(id, "accepted", { quantity });

/** The offer a command is about, where its author is the host or holds its code. */
function mine(world: World, id: string, { author }: Context): Thing<OfferState> | undefined {
  const thing = world.thing(offer, id);
  if (thing === undefined || author.by !== "holder") return thing;
  return author.thing === id && codeHash(author.code) === thing.state.hash ? thing : undefined;
}

const erasePeople = ({ id, state }: Thing<OfferState>): Erase[] =>
  state.people === null || state.forgotten
    ? []
    : [{ kind: "offer", thing: id, at: state.people, parts: ["people"] }];

/** The holder changes it. Less than was accepted is accepted with less; more waits to be. */
export function change(world: World, input: Change, context: Context): Answer {
  const thing = mine(world, input.id, context);
  if (thing === undefined) return noOffer;
  const { state, id } = thing;
  const { quantity, name, reach } = input;
  if (state.closedAt !== null && state.status !== "aside")
    return refuse("offers.closed", "state", { next: "offers.offer-again" });
  if ((quantity === null) !== (state.quantity === null) || quantity?.unit !== state.quantity?.unit)
    return refuse("offers.other-unit", "shape", { field: "quantity" });
  const facts: NewFact[] = [];
  const progress = new Progress();
  const { accepted } = state;
  if (state.status === "accepted" && quantity !== null && accepted !== null)
    if (compare(quantity, accepted) < 0) {
      const change = subtract(quantity, accepted);
      if (state.open === null || signOf(add(state.open, change)) < 0)
        return refuse("offers.already-sent", "state", { field: "quantity" });
      progress.add(state.need, "accepted", change);
      facts.push(offerFact(id, "reduced", { quantity }));
    }
  const record = { quantity, by: kept(input.by, context) };
  const changed = { ...offerFact(id, "changed", record), people: { name, reach } };
  return { facts: [changed, ...facts, ...progress.facts()], erases: erasePeople(thing) };
}

/** Withdraws it. What is on the way already may still arrive, and is counted when it does. */
export function withdraw(world: World, { id }: { id: string }, context: Context): Answer {
  const thing = mine(world, id, context);
  if (thing === undefined) return noOffer;
  if (over.includes(thing.state.status)) return { facts: [] };
  return closed(thing, "withdrawn");
}

/** Closes it; what was accepted of it and not sent is asked for again. */
export function closed({ id, state }: Thing<OfferState>, what: string): Decided {
  const progress = new Progress();
  progress.add(state.need, "accepted", freed(state));
  return { facts: [offerFact(id, what), ...progress.facts()] };
}

/** Whether something that was accepted of it has not been sent, as far as the group knows. */
export const awaitsSending = ({ status, open }: OfferState): boolean =>
  status === "accepted" && (open === null || signOf(open) > 0);

/**
 * The holder says that it left, or that it has not after all. The group learns of it and waits
 * longer; what is on the way for everyone to see stays the group's word (`deliveries.announce`).
 */
export function saySent(world: World, input: SaidSent, context: Context): Answer {
  const thing = mine(world, input.id, context);
  if (thing === undefined) return noOffer;
  const { state, id } = thing;
  if ((state.saidSent !== null) === input.sent) return { facts: [] };
  if (!awaitsSending(state) || (input.sent && isLapsed(state, context.now)))
    return refuse("offers.nothing-to-send", "state", { next: "go-back" });
  return { facts: [offerFact(id, "said-sent", { sent: input.sent })] };
}

/**
 * When the notice begins and when the offer is freed (ms); null where neither will be. Where its
 * holder said that it left, the notice does not begin for 30 days from then.
 */
export function lapseOf(state: OfferState): { notice: number; at: number } | null {
  const { by, saidSent } = state;
  if (by === null || !awaitsSending(state)) return null;
  const left = saidSent === null ? 0 : saidSent + SENT_DAYS * DAY_MS;
  const notice = Math.max(endOf(by), left);
  return { notice, at: notice + NOTICE_DAYS * DAY_MS };
}

/** Whether its day and its notice have passed (ms): nothing of it is to be sent, job or no job. */
export const isLapsed = (state: OfferState, now: number): boolean =>
  (lapseOf(state)?.at ?? Infinity) <= now;

/** Frees an accepted offer whose day and notice have passed; the clock's. */
export function lapse(world: World, { id }: { id: string }, { now }: Context): Answer {
  const thing = world.thing(offer, id);
  if (thing === undefined) return noOffer;
  const when = lapseOf(thing.state);
  if (when === null || now < when.at) return { facts: [] };
  return closed(thing, "lapsed");
}

/**
 * When a taker's name and reach are erased (ms), so many days after the offer closed, or after its
 * line did with nothing of it on the way. Null where neither has, or it is done. What waits in the
 * quiet box has no line: it is kept until it is answered, or its holder has it erased.
 */
export function forgetAt(state: OfferState, days = KEEP_DAYS): number | null {
  const since = closedSince(state);
  const none = state.people === null || state.forgotten;
  return since === null || none ? null : since + days * DAY_MS;
}

/** Since when (ms) nothing of it is awaited any more; null while something is. */
export function closedSince({ closedAt, lineClosedAt, onTheWay }: OfferState): number | null {
  const awaited = Object.keys(onTheWay).length > 0;
  return closedAt ?? (awaited ? null : lineClosedAt);
}

/** Erases a taker's name and reach: the clock when it is time, the holder whenever they wish. */
export function forget(world: World, { id }: { id: string }, context: Context): Answer {
  const thing = mine(world, id, context);
  if (thing === undefined) return noOffer;
  const { state } = thing;
  const at = forgetAt(state);
  const early = context.author.by === "clock" && (at === null || context.now < at);
  if (state.forgotten || early) return { facts: [] };
  return { facts: [offerFact(id, "forgotten")], erases: erasePeople(thing) };
}
