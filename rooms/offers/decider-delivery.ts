/** Decides what becomes of deliveries up to their count, and how a difference is settled. */
import { type Circle, isWithin } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { min, negate } from "../../house/values/index.ts";
import { need } from "../needs/index.ts";
import { circleOf } from "../people/index.ts";
import { isLapsed, kept, noOffer, offerFact, Progress } from "./decider.ts";
import { type OfferState, offer } from "./facts.ts";
import { delivery, isUnmatched, type MatchedHow } from "./facts-delivery.ts";
import type { Announce, RecordArrival } from "./shapes.ts";

type Answer = Decided | Refusal;

/** The same words for a delivery that is not there and one that is closed to whoever asks. */
export const noDelivery = refuse("offers.no-such-delivery", "not-found", { next: "go-back" });

/** A fact of a delivery. */
export const deliveryFact = (
  thing: string,
  what: string,
  record: NewFact["record"] = {},
): NewFact => ({ kind: "delivery", thing, type: `delivery.${what}/1`, record });

type TypedLine = RecordArrival["lines"][number];

/** A line as its record says it, with the offer it is of. */
export type WrittenLine = {
  record: Omit<TypedLine, "what"> & { line: number };
  offered: Thing<OfferState> | null;
  /** The circles inside the group that what it names lies in. */
  within: Circle[];
};

/**
 * The records of typed lines, numbered from `first`, each with the need that its offer is for.
 * An offer may stand on one line of a delivery; `taken` names those that do already.
 */
export function written(
  world: World,
  lines: readonly TypedLine[],
  first = 1,
  taken: readonly string[] = [],
): WrittenLine[] | Refusal {
  const offers = new Set(taken);
  const records: WrittenLine[] = [];
  for (const [at, { what: _what, ...typed }] of lines.entries()) {
    const line = first + at;
    const offered = typed.offer === null ? null : world.thing(offer, typed.offer);
    if (offered === undefined) return noOffer;
    if (offered !== null && offers.has(offered.id))
      return refuse("offers.twice-in-delivery", "shape", { field: `offer-${line}` });
    if (offered !== null) offers.add(offered.id);
    const asked = offered?.state.need ?? typed.need;
    const known = asked === null ? undefined : world.thing(need, asked);
    if (asked !== null && known === undefined)
      return refuse("offers.no-such-line", "not-found", { field: `need-${line}` });
    const category = typed.category ?? known?.state.category ?? null;
    const within = [known, offered].flatMap((one) =>
      one && isWithin(one.circle) ? [one.circle] : [],
    );
    records.push({ record: { ...typed, need: asked, category, line }, offered, within });
  }
  return records;
}

type Said = Partial<Pick<RecordArrival, "from" | "note">> & {
  lines: readonly Pick<TypedLine, "what">[];
};

/** The words part of typed lines numbered from `first`; nothing where there are none. */
export function wordsOf({ from, note, lines }: Said, first = 1) {
  const whats = lines.flatMap(({ what }, at) =>
    what === undefined ? [] : [{ line: first + at, what }],
  );
  const words = {
    ...(from && { from }),
    ...(note && { note }),
    ...(whats.length > 0 && { whats }),
  };
  return Object.keys(words).length > 0 ? { words } : {};
}

/**
 * Where a delivery lies: what it names may not be closed to whoever opens it. Refuses lines of
 * another circle than the one it is said to lie in, or of two.
 */
function whereFor(
  world: World,
  asked: string | undefined,
  lines: readonly WrittenLine[],
): Pick<NewFact, "circle"> | Refusal {
  const said = circleOf(world, asked);
  if (isRefusal(said)) return said;
  const [first] = lines.flatMap(({ within }) => within);
  const circle = said.circle ?? (first as NewFact["circle"]);
  return farther(lines, circle) ?? (circle === undefined ? {} : { circle });
}

/** Refuses a line that names what lies in another circle than its delivery; null where none. */
export function farther(
  lines: readonly Pick<WrittenLine, "record" | "within">[],
  circle: Circle | undefined,
): Refusal | null {
  const far = lines.find(({ within }) => within.some((one) => one !== circle));
  if (far === undefined) return null;
  const field = `need-${far.record.line}`;
  return refuse("offers.other-circle", "shape", { field, next: "offers.one-circle-each" });
}

/** Announces a delivery: what was accepted and is in it is on the way from now on. */
export function announce(world: World, input: Announce, context: Context): Answer {
  const lines = written(world, input.lines);
  if ("refused" in lines) return lines;
  const within = whereFor(world, input.circle, lines);
  if (isRefusal(within)) return within;
  const thing = context.id();
  const progress = new Progress();
  const sent: NewFact[] = [];
  for (const { offered, record } of lines) {
    const { need: line, sent: amount, line: at } = record;
    if (amount === null) continue;
    progress.add(line, "onTheWay", amount);
    if (offered === null) continue;
    const { id, state } = offered;
    if (state.status !== "accepted" || isLapsed(state, context.now))
      return refuse("offers.not-accepted", "state", {
        field: `offer-${at}`,
        next: "offers.accept-first",
      });
    if (state.open?.unit === amount.unit)
      progress.add(line, "accepted", negate(min(state.open, amount)));
    sent.push(offerFact(id, "sent", { delivery: thing, quantity: amount }));
  }
  const by = kept(input.by, context);
  const record = { lines: lines.map(({ record: line }) => line), by, label: context.id() };
  const announced = { ...deliveryFact(thing, "announced", record), ...wordsOf(input), ...within };
  return { facts: [announced, ...sent, ...progress.facts()], answer: { id: thing } };
}

/** Writes down what is here though nobody announced it; never refused for want of an offer. */
export function recordArrival(world: World, input: RecordArrival, context: Context): Answer {
  const lines = written(world, input.lines);
  if ("refused" in lines) return lines;
  const within = whereFor(world, input.circle, lines);
  if (isRefusal(within)) return within;
  const thing = context.id();
  const record = { lines: lines.map(({ record: line }) => line), label: context.id() };
  const recorded = { ...deliveryFact(thing, "recorded", record), ...wordsOf(input), ...within };
  return { facts: [recorded], answer: { id: thing } };
}

type Move = { id: string; to: "on-the-way" | "at-the-border" | "arrived" };

/** Says where it is now, late or in any order; a counted delivery stays counted. */
export function move(world: World, { id, to }: Move): Answer {
  const found = world.thing(delivery, id);
  if (found === undefined) return noDelivery;
  if (found.state.status === "counted") return alreadyCounted;
  return { facts: found.state.status === to ? [] : [deliveryFact(id, to)] };
}

const alreadyCounted = refuse("offers.already-counted", "state", { next: "offers.count-again" });

/** Says that it did not and will not come; nothing of it is on the way any more. */
export function lose(world: World, { id }: { id: string }): Answer {
  return gone(world, id, "lost");
}

/** Says that it went back. */
export function giveBack(world: World, { id }: { id: string }): Answer {
  return gone(world, id, "returned");
}

function gone(world: World, id: string, what: "lost" | "returned"): Answer {
  const found = world.thing(delivery, id);
  if (found === undefined) return noDelivery;
  const { state } = found;
  const awaited = state.lines.filter((line) => line.awaited);
  if (state.status === what) return { facts: [] };
  if (state.status === "counted" && awaited.length === 0) return alreadyCounted;
  const progress = new Progress();
  const offers: NewFact[] = [];
  for (const { offer: of, need: line, sent } of awaited) {
    progress.add(line, "onTheWay", sent === null ? null : negate(sent));
    if (of !== null) offers.push(offerFact(of, what, { delivery: id }));
  }
  return { facts: [deliveryFact(id, what), ...offers, ...progress.facts()] };
}

/** Settles the difference between what was sent and what was counted. */
export function match(world: World, { id, how }: { id: string; how: MatchedHow }): Answer {
  const found = world.thing(delivery, id);
  if (found === undefined) return noDelivery;
  if (!isUnmatched(found.state)) return refuse("offers.nothing-to-match", "state");
  return { facts: [deliveryFact(id, "matched", { how })] };
}
