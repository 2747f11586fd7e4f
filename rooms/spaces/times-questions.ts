/** What pages ask about how long things are kept: how much is here, how much would go, and when. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import {
  entriesFrom,
  isOf,
  isTimeOver,
  sinceOf,
  TIME_DAYS_MAX,
  type TimeRow,
  timeOver,
} from "../../house/times.ts";
import type { View } from "../../house/view.ts";
import { CLASSES, type Class, type Wanted } from "./times.ts";

/** Entries looked through where each counts by itself; of more it is said that there are more. */
const LOOK_MAX = 10_000;
const PARTS_A_LOOK = 1_000;

/** One thing, or one entry, that holds something of a class, and since when its days run (ms). */
type Holds = { since: number | null };

/** What a reader may open of a class. */
export type Held = { holds: Holds[]; isCut: boolean };

/** Everything of a class that the reader may open and that is still there. */
export async function heldOf(view: View, row: TimeRow): Promise<Held> {
  return row.since === "each-entry" ? linesHeld(view, row) : thingsHeld(view, row);
}

async function thingsHeld(view: View, row: TimeRow): Promise<Held> {
  const since = row.since as (thing: Thing<never>) => number | null;
  const things = await view.things(row.kind);
  const asked = things.flatMap((thing) => row.held(thing as never).map((at) => ({ thing, at })));
  const there = await stillThere(view, row, asked);
  const ids = new Set(there.map(({ thing }) => thing.id));
  const mine = things.filter(({ id }) => ids.has(id));
  const { lasts } = view.space.standing;
  const holds = mine.map((thing) => ({ since: sinceOf(since, thing, lasts) }));
  return { holds, isCut: await view.isCut(row.kind) };
}

async function linesHeld(view: View, row: TimeRow): Promise<Held> {
  const asked: { thing: Thing; at: EntryRef; since: number }[] = [];
  let looked = 0;
  for (const thing of await view.things(row.kind))
    for await (const entry of entriesFrom(view.space, thing.id)) {
      if (++looked > LOOK_MAX) break;
      const at = { index: entry.index, n: entry.record.n, type: entry.type };
      if (isOf(row, entry)) asked.push({ thing, at, since: entry.stamp.at });
    }
  const there = await stillThere(view, row, asked);
  return { holds: there.map(({ since }) => ({ since })), isCut: looked > LOOK_MAX };
}

async function stillThere<A extends { thing: Thing; at: EntryRef }>(
  view: View,
  row: TimeRow,
  asked: readonly A[],
): Promise<A[]> {
  const found: A[] = [];
  for (let from = 0; from < asked.length; from += PARTS_A_LOOK) {
    const some = asked.slice(from, from + PARTS_A_LOOK);
    const lists = await Promise.all(row.parts.map((name) => view.parts(some, name)));
    found.push(...some.filter((_, i) => lists.some((parts) => typeof parts[i] !== "string")));
  }
  return found;
}

/** How many go by then (ms), were it after so many days; none where it is after no time. */
export function overAt({ holds }: Held, days: number | null, then: number): number {
  if (days === null) return 0;
  return holds.filter(({ since }) => isTimeOver(since, days, then)).length;
}

/** When the next goes (ms), or null where none is about to. */
export function nextOf({ holds }: Held, days: number | null): number | null {
  if (days === null) return null;
  const all = holds.flatMap(({ since }) => (since === null ? [] : [timeOver(since, days)]));
  return all.length === 0 ? null : Math.min(...all);
}

/** Days as typed: nothing is no time; a word that is no number of days is itself the fault. */
export function typedDays(typed: string): number | null | "wrong" {
  if (typed === "") return null;
  const days = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  return days >= 1 && days <= TIME_DAYS_MAX ? days : "wrong";
}

/** What was typed or is named in an address, class by class; the first that is wrong. */
export function wantedFrom(
  read: (what: Class) => string | null,
): { wanted: Wanted[] } | { wrong: Class } {
  const wanted: Wanted[] = [];
  for (const what of CLASSES) {
    const typed = read(what);
    const days = typed === null ? null : typedDays(typed);
    if (days === "wrong") return { wrong: what };
    if (typed !== null) wanted.push({ what, days });
  }
  return { wanted };
}
