/**
 * What an allied group offers: under the standing terms like anyone's, by its own name and without
 * a code. It lies where the host and that group read it. What takes an agreement is refused until
 * there is one (`agreementFault` of room `allies`).
 */
import { z } from "zod";
import { isOutside, PARTIES } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { OpenEntry } from "../../house/entry.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { add, compare, signOf, subtract } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import {
  type AllyState,
  agreementFault,
  ally as allyKind,
  SORTS,
  type Sort,
  sortOf,
} from "../allies/index.ts";
import { need } from "../needs/index.ts";
import {
  closed,
  kept,
  lineClosed,
  lineFault,
  noLine,
  noOffer,
  offerFact,
  Progress,
  termsChanged,
} from "./decider.ts";
import { type OfferState, offer, offersOf } from "./facts.ts";
import { changeShape, takeShape, unaskedShape } from "./shapes.ts";

const reached = { name: true, reach: true, form: true } as const;
/** A line taken by an allied group. */
export const takeAsGroupShape = takeShape.omit(reached);
/** Something it offers that nobody asked for, and what sort of support it is. */
export const offerAsGroupShape = unaskedShape.omit(reached).extend({ sort: z.enum(SORTS) });
/** What it changes of an offer of its own. */
export const changeAsGroupShape = changeShape.omit({ name: true, reach: true });

type Take = z.output<typeof takeAsGroupShape>;
type Unasked = z.output<typeof offerAsGroupShape>;
type Change = z.output<typeof changeAsGroupShape>;
type Answer = Decided | Refusal;

/** Of what an ally made under the terms those that were not turned down, taken back or freed. */
const STANDS: readonly OfferState["status"][] = ["waiting", "accepted", "received", "lost"];

function groupOf(world: World, { author }: Context): Thing<AllyState> | undefined {
  return author.by === "ally" ? world.thing(allyKind, author.ally) : undefined;
}

/** What of an ally's stands already, but for one of them. */
function before(world: World, id: string, but = "") {
  return world
    .find(offer, offersOf(id))
    .filter(({ id: own, state }) => {
      const terms = state.ally === id && state.under === null;
      return own !== but && terms && STANDS.includes(state.status);
    })
    .map(({ state }) => state.accepted ?? state.quantity);
}

/** Takes a line for the group under the standing terms. */
export function takeAsGroup(world: World, input: Take, context: Context): Answer {
  const group = groupOf(world, context);
  if (group === undefined) return notHere;
  const line = world.thing(need, input.need);
  // What an agreement lets them read is given under what it lets them offer, and not otherwise.
  if (line !== undefined && !isOutside(line.circle)) return noLine;
  if (line !== undefined) {
    const sort = sortOf(line.state.needKind, input.quantity?.unit ?? null);
    const more = { sort, amount: input.quantity, before: before(world, group.id) };
    const needed = lineFault(world, line, input, context) ?? agreementFault(group.state, more);
    if (needed !== null) return needed;
  }
  return takeForGroup(world, input, context);
}

/** The same under what was agreed: whoever asks for it says that it goes. */
export function takeForGroup(world: World, input: Take, context: Context): Answer {
  const group = groupOf(world, context);
  if (group === undefined) return notHere;
  const line = world.thing(need, input.need);
  const fault = lineFault(world, line, input, context);
  if (line === undefined || fault !== null) return fault ?? noOffer;
  const sort = sortOf(line.state.needKind, input.quantity?.unit ?? null);
  const made = madeBy(group.id, { ...input, sort }, context);
  return {
    facts: [made, ...lineClosed(world, made.thing, line.id)],
    answer: { id: made.thing },
  };
}

/** Offers what nobody asked for: it waits in the quiet box. */
export function offerAsGroup(world: World, input: Unasked, context: Context): Answer {
  const group = groupOf(world, context);
  if (group === undefined) return notHere;
  const changed = termsChanged(world, input.terms, context);
  if (changed !== null) return changed;
  const { what, quantity: amount, ...rest } = input;
  const unit = amount?.unit ?? null;
  const sort = input.sort === "support" ? sortOf(null, unit) : input.sort;
  const more = { sort, amount, before: before(world, group.id) };
  const needed = agreementFault(group.state, more);
  if (needed !== null) return needed;
  const made = madeBy(group.id, { ...rest, quantity: amount, need: null, sort }, context);
  return { facts: [{ ...made, words: { what } }], answer: { id: made.thing } };
}

type Made = Pick<Take, "quantity" | "by" | "terms"> & { need: string | null; sort: Sort };

function madeBy(
  group: string,
  { need: line, quantity, by, terms, sort }: Made,
  context: Context,
): NewFact {
  const record = { need: line, quantity, by: kept(by, context), terms, ally: group, sort };
  return {
    ...offerFact(context.id(), "made-by-ally", record),
    circle: `${PARTIES}${group}`,
    ...(terms === null ? {} : { standsOn: terms }),
  };
}

/** Changes it: less than was accepted is accepted with less; more waits to be. */
export function changeAsGroup(world: World, input: Change, context: Context): Answer {
  const group = groupOf(world, context);
  const thing = world.thing(offer, input.id);
  if (group === undefined || thing?.state.ally !== group.id) return noOffer;
  const { state, id } = thing;
  const { quantity } = input;
  if (state.closedAt !== null && state.status !== "aside")
    return refuse("offers.closed", "state", { next: "offers.offer-again" });
  if ((quantity === null) !== (state.quantity === null) || quantity?.unit !== state.quantity?.unit)
    return refuse("offers.other-unit", "shape", { field: "quantity" });
  const grows =
    quantity !== null && state.quantity !== null && compare(quantity, state.quantity) > 0;
  // What stands on an agreement fits under its limits, or is not accepted.
  if (grows && state.under === null) {
    const more = { sort: state.sort, amount: quantity, before: before(world, group.id, id) };
    const needed = agreementFault(group.state, more);
    if (needed !== null) return { ...needed, field: "quantity" };
  }
  const facts: NewFact[] = [];
  const progress = new Progress();
  if (state.status === "accepted" && quantity !== null && state.accepted !== null)
    if (compare(quantity, state.accepted) < 0) {
      const change = subtract(quantity, state.accepted);
      if (state.open === null || signOf(add(state.open, change)) < 0)
        return refuse("offers.already-sent", "state", { field: "quantity" });
      progress.add(state.need, "accepted", change);
      facts.push(offerFact(id, "reduced", { quantity }));
    }
  const changed = offerFact(id, "changed-by-ally", { quantity, by: kept(input.by, context) });
  return { facts: [changed, ...facts, ...progress.facts()] };
}

/** What was offered by or for an ally that is gone, and nobody answered, is closed; the clock's. */
export function allyLeft(world: World, { id }: { id: string }): Answer {
  const thing = world.thing(offer, id);
  if (thing === undefined) return noOffer;
  return thing.state.status === "waiting" ? closed(thing, "withdrawn") : { facts: [] };
}

/** Offers that are told that their group is gone, at most. */
const TOLD_MAX = 10_000;

/** See {@link allyLeft}. */
export const closeAllys: Effect = {
  name: "offers.close-allys",
  on: ["ally.ended/1"],
  act: (house, space, entry) => closeFor(house, space, entry),
  keyless: async () => undefined,
};

async function closeFor(house: House, space: string, { thing: group }: OpenEntry): Promise<void> {
  const opened = await house.space(space);
  const made = (await opened?.marked(offersOf(group), TOLD_MAX)) ?? [];
  const things = (await opened?.things([...new Set(made.map(({ thing }) => thing))])) ?? [];
  for (const { id, state } of things as Thing<OfferState>[]) {
    if (state.ally !== group || state.status !== "waiting") continue;
    const done = await house.dispatch({
      ...{ space, command: "offers.ally-left", input: { id } },
      ...{ author: { by: "clock", thing: id }, key: `ally-left-${id}` },
    });
    if (isRefusal(done) && done.because === "again") throw new Error("an offer stays open");
  }
}

/** What an allied group offered, the newest first. */
export async function offersBy(view: View, group: string): Promise<Thing<OfferState>[]> {
  const all = await view.find(offer, offersOf(group));
  return all.filter(({ state }) => state.ally === group).reverse();
}
