/**
 * The commands that join offers, needs and the goods book: what was counted is written on all of
 * them in one step. They live here because this room is the last of the three in the floor plan.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { type Amount, isCurrency, negate, type Text } from "../../house/values/index.ts";
import { drawing, drawnOn } from "../agreements/index.ts";
import { need } from "../needs/index.ts";
import {
  type Count,
  type CountedDelta,
  countFacts,
  delivery as deliveries,
  type ImportedDelivery,
  type ImportRows,
  importFacts,
  offer,
} from "../offers/index.ts";
import { bookFor, opensAsWide } from "./decider.ts";
import { ownBook, ownBookFor } from "./decider-own.ts";
import {
  type About,
  aboutMark,
  book,
  type Line,
  type Purpose,
  postTransfer,
  type TransferWords,
} from "./facts.ts";
import { leavesPlaced } from "./in-places.ts";

/** What came here from elsewhere; less than nothing goes back to where it was said to come from. */
function cameHere(amount: Amount, hands: "here" | "money" = "here"): Line[] {
  return [
    { account: "elsewhere", of: negate(amount) },
    { account: hands, of: amount },
  ];
}

/**
 * Counts a delivery: what `countFacts` says of delivery, offers and needs, and a transfer for each
 * difference: in the goods book, or in the agreement's own where the line stands on one that has
 * it. A second count posts what it found more or less where the first one was written.
 */
export function countDelivery(world: World, input: Count, context: Context): Decided | Refusal {
  const counted = countFacts(world, input, context);
  if (isRefusal(counted)) return counted;
  const { facts, delivery, within, deltas } = counted;
  const theirs = new OwnBooks(world, context, delivery);
  const places = deltas.map((one) => (within.circle === undefined ? theirs.placeOf(one) : null));
  const goods = places.includes(null) ? bookFor(world, "goods", context, within) : null;
  const books = Map.groupBy(deltas, (_, at) => places[at]?.id ?? goods?.id ?? "");
  for (const [id, own] of books) {
    const kept = world.thing(book, id);
    const lines = own.flatMap(({ amount }) => cameHere(amount));
    const no = kept === undefined ? null : leavesPlaced(kept.state, lines);
    if (no !== null) return no;
  }
  const transfers = deltas.map(({ amount, need: line }, at) => {
    const about = places[at]?.about ?? { delivery, ...(line !== null && { need: line }) };
    const record = { lines: cameHere(amount, places[at]?.hands), for: about };
    return postTransfer(places[at]?.id ?? goods?.id ?? "", record);
  });
  const first = goods?.id ?? places[0]?.id;
  const answer = { delivery, ...(first !== undefined && { book: first }) };
  return { facts: [...facts, ...(goods?.facts ?? []), ...theirs.opened, ...transfers], answer };
}

type Place = { id: string; hands: "here" | "money"; about: About };

/** Where it is written what lines under agreements brought; opens what opens with it. */
class OwnBooks {
  readonly opened: NewFact[] = [];
  readonly #world: World;
  readonly #context: Context;
  readonly #delivery: string;
  readonly #known = new Map<string, ReturnType<typeof ownBookFor>>();

  constructor(world: World, context: Context, delivery: string) {
    this.#world = world;
    this.#context = context;
    this.#delivery = delivery;
  }

  /** Its own book, or null: it goes into the host's. */
  placeOf({ offer: of, need: id, amount, again }: CountedDelta): Place | null {
    const world = this.#world;
    const under = of === null ? null : (world.thing(offer, of)?.state.under ?? null);
    if (under === null) return null;
    const [line] = world.find(drawing, drawnOn(under)).filter(({ state }) => state.offer === of);
    if (line === undefined) return null;
    const isMoney = isCurrency(amount.unit);
    const purpose = isMoney ? "money" : "goods";
    // What was counted before is put right where it stands, whoever counts.
    const stands = again ? this.#stands(line.id, under, purpose) : "nowhere";
    if (stands === "host") return null;
    const own = this.#ownOf(under, purpose);
    if (own === null) return null;
    const asked = id === null ? undefined : world.thing(need, id);
    const open = asked !== undefined && opensAsWide(asked.circle, own.shared);
    const about = { drawing: line.id, ...(open && { need: asked.id }) };
    return { id: own.id, hands: isMoney ? "money" : "here", about };
  }

  /**
   * Where the first count of a line stands; one that came to nothing stands nowhere. An own book
   * names no delivery, so of several lines the own book is taken where both have something.
   */
  #stands(line: string, under: string, purpose: Purpose): "own" | "host" | "nowhere" {
    const world = this.#world;
    const own = ownBook(world, under, purpose);
    const inOwn = world.find(book, aboutMark(line)).some(({ id }) => id === own?.id);
    const about = world.find(book, aboutMark(this.#delivery));
    const inHost = about.some(({ state }) => state.agreement === null);
    const alone = world.thing(deliveries, this.#delivery)?.state.lines.length === 1;
    if (inOwn && !(inHost && alone)) return "own";
    return inHost ? "host" : "nowhere";
  }

  #ownOf(under: string, purpose: Purpose): ReturnType<typeof ownBookFor> {
    const key = `${under} ${purpose}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const own = ownBookFor(this.#world, under, purpose, this.#context);
    this.opened.push(...(own?.facts ?? []));
    this.#known.set(key, own);
    return own;
  }
}

/**
 * Brings in rows of a file of deliveries as counted deliveries, each row with a transfer from
 * `elsewhere` in the goods book; who it came from is what the file says, in words. Rows that look
 * the same are entries of their own.
 */
export function importCounted(
  world: World,
  input: ImportRows,
  context: Context,
): Decided | Refusal {
  const imported = importFacts(world, input, context);
  if (isRefusal(imported)) return imported;
  const { facts, deliveries, answer } = imported;
  if (facts.length === 0) return { facts, answer };
  const goods = bookFor(world, "goods", context);
  const transfers = deliveries.flatMap((one) => {
    const called = calledIn(facts, one.delivery);
    return one.lines.map(({ line, amount }) => {
      const record = { lines: cameHere(amount), for: { delivery: one.delivery } };
      return postTransfer(goods.id, record, wordsOf(one, called.get(line)));
    });
  });
  const all = [...facts, ...goods.facts, ...transfers];
  return { facts: all, answer: { ...answer, book: goods.id } };
}

function wordsOf({ reference }: ImportedDelivery, narration: Text | undefined): TransferWords {
  return { party: reference, ...(narration && { narration }) };
}

/** What the lines of a delivery are called in the fact that brings them in, by line. */
function calledIn(facts: readonly NewFact[], delivery: string): Map<number, Text> {
  const own = facts.find(({ thing }) => thing === delivery);
  const { whats = [] } = (own?.words ?? {}) as { whats?: { line: number; what: Text }[] };
  return new Map(whats.map(({ line, what }) => [line, what]));
}
