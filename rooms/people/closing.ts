/** What nobody could open any more once somebody is out of a circle. */
import type { Thing } from "../../house/facts.ts";
import type { Lang } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type CircleState, placeOf } from "./circles.ts";
import { myCircles, type NamedCircle, type Within, whoIn } from "./questions-circles.ts";

/** So many things of a kind. */
export type Closing = { kind: string; count: number };

/** A circle, and what of it closes for good. */
export type ClosingCircle = NamedCircle & { closes: readonly Closing[] };

/**
 * What of a circle lies open to nobody once this member is out of it: all, where nobody else is in
 * it; what began before the others came in, where none of them came with the past. As far as
 * whoever asks may open it.
 */
export async function closesWith(
  view: View,
  thing: Thing<CircleState>,
  who: string,
): Promise<Closing[]> {
  const all = await whoIn(view, thing);
  const others = all.filter(({ id }) => id !== who);
  if (others.length === all.length) return [];
  const from = Math.min(...others.map(({ held }) => (held.past ? 0 : held.index)));
  if (from === 0) return [];
  const found: Closing[] = [];
  for (const kind of view.space.plan.rooms.flatMap(({ kinds }) => kinds)) {
    const things = await view.things(kind);
    const count = things.filter(
      ({ id, circle, first }) =>
        circle === placeOf(thing.id) && id !== thing.id && first.index < from,
    ).length;
    if (count > 0) found.push({ kind: kind.kind, count });
  }
  return found;
}

/** Whether nobody else in a circle opens what began before they came in. */
export function alone(who: readonly Within[], whose: string): boolean {
  const past = who.filter(({ held }) => held.past).map(({ id }) => id);
  return past.length === 1 && past[0] === whose && who.length > 1;
}

/**
 * The circles that whoever asks is in, and of which only this other member opens what began before:
 * what that is nobody else knows.
 */
export async function onlyTheirs(view: View, whose: string, lang: Lang): Promise<NamedCircle[]> {
  if (view.reader.by !== "member" || !view.reader.circles?.size) return [];
  const found: NamedCircle[] = [];
  for (const one of await myCircles(view, lang))
    if (alone(await whoIn(view, one.thing), whose)) found.push(one);
  return found;
}

/** The circles that whoever asks is in, of which something closes for good with this member. */
export async function closingCircles(
  view: View,
  who: string,
  lang: Lang,
): Promise<ClosingCircle[]> {
  const mine =
    view.reader.by === "member" && view.reader.circles?.size ? view.reader.circles : null;
  if (mine === null) return [];
  const found: ClosingCircle[] = [];
  for (const one of await myCircles(view, lang)) {
    const closes = await closesWith(view, one.thing, who);
    if (closes.length > 0) found.push({ ...one, closes });
  }
  return found;
}
