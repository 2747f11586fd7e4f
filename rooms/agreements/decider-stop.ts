/** Deciding about stops: either side pauses and ends alone; going on takes a word of both. */
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { refuse } from "../../house/refusal.ts";
import { signOf } from "../../house/values/index.ts";
import { type OfferState, offer, offerFact } from "../offers/index.ts";
import {
  type Answer,
  bindsSide,
  fact,
  inAgreement,
  inTogether,
  noAgreement,
  nothing,
  notTheirs,
} from "./decider.ts";
import { LINES_MAX } from "./facts.ts";
import { type DrawingState, drawing, drawnOn } from "./facts-beside.ts";
import { HOST, type Side } from "./parties.ts";
import { erasableTexts, textsAll } from "./status.ts";

/** What a stop meets of the lines taken under an agreement, by their ids. */
export type Met = { closed: string[]; held: string[]; sent: string[] };
/** A line taken, with the contribution it is. */
export type Line = { drawing: Thing<DrawingState>; offer: Thing<OfferState> };

/** Whether something of it was accepted and did not leave yet. */
export function isUnsent({ status, open }: OfferState): boolean {
  return status === "accepted" && (open === null || signOf(open) > 0);
}

/** Whether it can still be answered, sent or counted. */
export const isOpen = ({ closedAt }: Pick<OfferState, "closedAt">) => closedAt === null;

/** The lines under an agreement that its author may open, with what they are. */
export function linesOf(world: World, agreement: string): Line[] {
  return world.find(drawing, drawnOn(agreement)).flatMap((one) => {
    const made = world.thing(offer, one.state.offer);
    return made === undefined ? [] : [{ drawing: one, offer: made }];
  });
}

/** What a stop meets now: what waits closes, what was accepted is held, what left is beyond it. */
export function metBy(lines: readonly Line[]): Met {
  const some = (is: (state: OfferState) => boolean) =>
    lines
      .filter((one) => is(one.offer.state))
      .map((one) => one.drawing.id)
      .slice(0, LINES_MAX);
  return {
    closed: some(({ status }) => status === "waiting"),
    held: some(isUnsent),
    sent: some(({ onTheWay }) => Object.keys(onTheWay).length > 0),
  };
}

/** Contributions that wait are closed with it: set aside by a pause, declined by an end. */
export function closing(
  lines: readonly Line[],
  met: Met,
  what: "set-aside" | "declined",
): NewFact[] {
  const closed = new Set(met.closed);
  return lines.flatMap((one) =>
    closed.has(one.drawing.id) ? [offerFact(one.offer.id, what)] : [],
  );
}

type One = { agreement: string };

/** Pauses: at once, alone, without a reason. */
export function pause(world: World, input: One, context: Context): Answer {
  return inAgreement(world, input, context, ({ id, state }, side) => {
    if (state.paused !== null || state.ended !== null) return nothing;
    const lines = linesOf(world, id);
    const met = metBy(lines);
    return { facts: [fact(id, "paused", { side, ...met }), ...closing(lines, met, "set-aside")] };
  });
}

/** Ends: at once, alone, without a reason. */
export function end(world: World, input: One, context: Context): Answer {
  if (!bindsSide(context)) return notTheirs;
  return inAgreement(world, input, context, ({ id, state }, side) => {
    if (state.ended !== null) return nothing;
    const lines = linesOf(world, id);
    const met = metBy(lines);
    return { facts: [fact(id, "ended", { side, ...met }), ...closing(lines, met, "declined")] };
  });
}

/**
 * Erases the texts of a version that does not hold and waits for nobody; of an agreement that
 * ended, of any. What was agreed in codes, days and figures stays, with its signatures.
 */
export function eraseText(
  world: World,
  input: { agreement: string; version: number },
  context: Context,
): Answer {
  return inAgreement(world, input, context, ({ id, state }, side) => {
    if (side !== HOST) return refuse("agreements.local-only", "who");
    const found = textsAll(state).find(({ version }) => version === input.version);
    if (found === undefined) return noAgreement;
    if (found.at === null) return nothing;
    if (!erasableTexts(state, context.now).includes(found))
      return refuse("agreements.text-in-use", "state", { next: "agreements.end-first" });
    return {
      facts: [fact(id, "text-erased", { version: input.version })],
      erases: [{ kind: "agreement", thing: id, at: found.at, parts: ["words"] }],
    };
  });
}

/** A side wants it to go on; once both do, it does. */
export function goOn(world: World, input: One, context: Context): Answer {
  if (!bindsSide(context)) return notTheirs;
  return inTogether(world, input, context, ({ id, state }, side) => {
    if (state.paused === null)
      return refuse("agreements.not-paused", "state", { next: "agreements.see-it" });
    if (state.goOn.includes(side)) return nothing;
    const both = state.goOn.some((one: Side) => one !== side);
    const said = fact(id, "go-on-said", { side });
    return { facts: both ? [said, fact(id, "went-on", { side })] : [said] };
  });
}
