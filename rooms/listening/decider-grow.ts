/** A need that grows out of something heard: both in one step, the link a thing of its own. */
import { isOutside, isWithin, withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { type NewLine, openNeed } from "../needs/index.ts";
import { growthShown, inSession } from "./decider.ts";

type Growing = NewLine & { listening: string; item: string };

/**
 * Opens the need as its author wrote it, and says what it grew out of. The link lies where the
 * narrower of the two does; shown is only what grew out of a shown session and is shown itself.
 */
export function grow(world: World, input: Growing, context: Context): Decided | Refusal {
  const { listening, item, ...line } = input;
  return inSession(world, { listening }, (session) => {
    if (session.state.heard.every(({ id }) => id !== item))
      return refuse("listening.no-such-item", "not-found", { next: "go-back" });
    const opened = openNeed(world, line, context);
    if (isRefusal(opened)) return opened;
    const need = opened.facts[0];
    if (need === undefined) throw new Error("a need that is opened is a fact");
    const inner = isWithin(session.circle) ? withinOf(session) : {};
    const { circle = inner.circle } = need;
    // Neither of two circles is the wider one: nobody could be told of the link.
    if (inner.circle !== undefined && circle !== inner.circle)
      return refuse("listening.other-circle", "shape", { field: "circle" });
    const thing = context.id();
    const record = { listening, item, need: need.thing };
    const made: NewFact = {
      ...{ kind: "growth", thing, type: "growth.made/1", record },
      ...(circle === undefined ? {} : { circle }),
    };
    const shows = opened.facts.length > 1 && isOutside(session.circle);
    const to = context.protects ? "link" : "public";
    return {
      facts: [...opened.facts, made, ...(shows ? [growthShown(thing, to)] : [])],
      answer: { ...opened.answer, growth: thing },
    };
  });
}
