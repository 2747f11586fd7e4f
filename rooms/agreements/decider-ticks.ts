/**
 * Deciding about what the local group lets the other offer by itself. Taking it back is a stop:
 * what waits closes, what was accepted and did not leave is held, all in the same step.
 */
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { refuse } from "../../house/refusal.ts";
import { dayOf, endOf, laterDay, startOf } from "../../house/values/index.ts";
import { need } from "../needs/index.ts";
import { type Answer, fact, inAgreement, inTogether, nothing } from "./decider.ts";
import { TICKED_MONTHS_MAX } from "./decider-sign.ts";
import { closing, type Line, linesOf, metBy } from "./decider-stop.ts";
import type { AgreementState } from "./facts.ts";
import { HOST } from "./parties.ts";
import type { TickIt } from "./shapes.ts";
import type { TickKind } from "./terms.ts";
import { kindOf, ticksOf } from "./ticked.ts";

const TICKED = "agreement.ticked/2";

/** What the local group lets the other offer and read: each kind was ticked, none before. */
export function tick(world: World, input: TickIt, context: Context): Answer {
  return inTogether(world, input, context, (found, side) => {
    if (side !== HOST) return refuse("agreements.local-only", "who");
    const { kinds, reads, until } = input;
    const { proposed, current, ticked } = found.state;
    const can = [...ticksOf(proposed), ...ticksOf(current)];
    for (const [field, all] of [["kinds", kinds] as const, ["reads", reads] as const])
      if (all.some((kind) => !can.includes(kind)))
        return refuse("agreements.not-in-it", "shape", { field });
    const today = dayOf(context.now, context.zone);
    if (endOf(until) <= context.now)
      return refuse("agreements.ends-when", "shape", { field: "until" });
    if (startOf(until) > startOf(laterDay(today, { months: TICKED_MONTHS_MAX })))
      return refuse("agreements.ticked-long", "shape", {
        ...{ field: "until", vars: { n: TICKED_MONTHS_MAX } },
      });
    const dropped = ticked?.kinds.filter((kind) => !kinds.includes(kind)) ?? [];
    const stopped = dropped.length === 0 ? [] : unticked(world, found, dropped);
    const next = { ...fact(found.id, "ticked", { kinds, reads, until }), type: TICKED };
    return { facts: [...stopped, next] };
  });
}

/** Takes all of that back. */
export function endTicks(world: World, input: { agreement: string }, context: Context): Answer {
  return inAgreement(world, input, context, (found, side) => {
    const { ticked } = found.state;
    if (side !== HOST || ticked === null) return nothing;
    return { facts: unticked(world, found, ticked.kinds) };
  });
}

/** Lines under an agreement of kinds that were ticked, as its author may open them. */
function linesOfKinds(world: World, id: string, kinds: readonly TickKind[]): Line[] {
  return linesOf(world, id).filter(({ drawing, offer: { state } }) => {
    const asked = world.thing(need, drawing.state.need);
    const { quantity } = state;
    return asked && quantity && kinds.includes(kindOf(asked.state, quantity));
  });
}

/** That kinds are ticked no more, with what of lines that meets. */
function unticked(
  world: World,
  { id }: Thing<AgreementState>,
  kinds: readonly TickKind[],
): NewFact[] {
  const lines = linesOfKinds(world, id, kinds);
  const met = metBy(lines);
  const held = met.held.filter((one) => {
    const line = lines.find(({ drawing }) => drawing.id === one);
    return line?.drawing.state.held === false;
  });
  const holds = held.map((thing) => {
    return { kind: "drawing", thing, type: "drawing.held/1", record: {} };
  });
  const ended = { ...fact(id, "ticks-ended", met), type: "agreement.ticks-ended/2" };
  return [ended, ...closing(lines, met, "set-aside"), ...holds];
}
