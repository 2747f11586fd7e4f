/** Days that things name: what is asked for by a day, what is promised for one, what is awaited. */
import { isOutside } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { compareDays, type Day, endOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { isAsked, need } from "../needs/index.ts";
import { delivery, isComing, offer } from "../offers/index.ts";

const DAY_MS = 24 * 3_600_000;
/** Days gone by that still stand in a calendar. */
const BEHIND_MS = 31 * DAY_MS;
/** Most dates at once. */
export const DATES_MAX = 500;

/** A thing and the day it names. */
export type Dated = { thing: Thing; day: Day };

/**
 * The dates a reader may know, soonest first, from a month ago on: needs that are published and
 * still asked for, accepted contributions, shipments that are awaited.
 */
export async function dates(view: View): Promise<Dated[]> {
  const found: Dated[] = [];
  const add = (thing: Thing, day: Day | null) => {
    if (day !== null && endOf(day) > view.now - BEHIND_MS) found.push({ thing, day });
  };
  for (const thing of await view.things(need))
    if (isOutside(thing.circle) && isAsked(thing.state)) add(thing, thing.state.by);
  for (const thing of await view.things(offer))
    if (thing.state.status === "accepted") add(thing, thing.state.by);
  for (const thing of await view.things(delivery))
    if (isComing(thing.state)) add(thing, thing.state.by);
  return found.sort((a, b) => compareDays(a.day, b.day)).slice(0, DATES_MAX);
}

/** Of these, what is not over yet. */
export function ahead(all: readonly Dated[], now: number): Dated[] {
  return all.filter(({ day }) => endOf(day) > now);
}
