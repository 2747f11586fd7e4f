/**
 * Offers whose line has closed or is asked for again. The line is another thing, and what falls due
 * of an offer is told from the offer alone: so each of them is told, by the clock, as a fact.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { OpenEntry } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { isAsked, type NeedState, need } from "../needs/index.ts";
import { noOffer, offerFact } from "./decider.ts";
import { type OfferState, offer, offersFor } from "./facts.ts";

/** Offers of one line that are told, the first made; a line has hardly ever more. */
const TOLD_MAX = 10_000;
/** How many are told at a time. */
const AT_ONCE = 32;

/** Writes down that the offer's line closed, or is asked for again; the clock's. */
export function followLine(
  world: World,
  { id, closed }: { id: string; closed: boolean },
  _context: Context,
): Decided | Refusal {
  const thing = world.thing(offer, id);
  if (thing === undefined) return noOffer;
  if (isTold(thing.state) === closed) return { facts: [] };
  return { facts: [offerFact(id, closed ? "line-closed" : "line-asked-again")] };
}

const isTold = ({ lineClosedAt }: OfferState) => lineClosedAt !== null;

/** The needs that an entry may have closed or opened. */
const needsOf = ({ type, record, header }: OpenEntry): string[] =>
  type.startsWith("need.")
    ? [header.thing]
    : (record["lines"] as { need: string | null }[]).flatMap(({ need: line }) => line ?? []);

/** Tells the offers of a line that it closed or is asked for again, as it stands by then. */
export const tellLine: Effect = {
  name: "offers.tell-line",
  on: [
    ...["need.met/1", "need.withdrawn/1", "need.reopened/1", "need.confirmed/1"],
    ...["need.corrected/1", "delivery.counted/1"],
  ],
  act: async (house, space, entry) => {
    for (const line of new Set(needsOf(entry))) await tellOffers(house, space, line);
  },
};

async function tellOffers(house: House, space: string, line: string): Promise<void> {
  const opened = await house.space(space);
  const thing = await opened?.thing(line);
  if (!opened || thing?.kind !== need.kind) return;
  const closed = !isAsked((thing as Thing<NeedState>).state);
  const made = await opened.marked(offersFor(line), TOLD_MAX);
  const offers = await opened.things(made.map(({ header }) => header.thing));
  const late = (offers as Thing<OfferState>[]).filter(({ state }) => isLate(state, closed));
  for (let at = 0; at < late.length; at += AT_ONCE)
    await Promise.all(
      late.slice(at, at + AT_ONCE).map(async ({ id, last }) => {
        const done = await house.dispatch({
          ...{ space, command: "offers.follow-line", input: { id, closed } },
          ...{ author: { by: "clock", thing: id }, key: `line-${closed}-${last.index}-follow` },
        });
        if (isRefusal(done) && done.because === "again") throw new Error("an offer was not told");
      }),
    );
}

/** One that is closed itself, or of which nobody is known any more, has nothing to be told. */
const isLate = (state: OfferState, closed: boolean) =>
  state.closedAt === null && !state.forgotten && isTold(state) !== closed;
