/**
 * What could have been read, asked of the log as it lies now: how many things of each kind, open to
 * whom, since when, and how many of them carry somebody's name. No contents, never what was really
 * read, and only as far as whoever asks may open it themselves.
 */
import { type Circle, circleNow, isShared, isWithin } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { type Day, startOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import {
  type Could,
  type MemberState,
  member,
  type Readable,
  readableBy,
  tallied,
} from "../people/index.ts";
import { type LinkState, link } from "../spaces/index.ts";
import { type BreachState, type Count, KINDS_NOW, OPEN_TO } from "./facts.ts";

/** Whose reading is asked about; `from`: only what was written on from that day on. */
export type Asked = { of: Count["of"]; id: string | null; from: Day | null };

/** What they could have read. `cut`: entries before the newest {@link LOOK_MAX} had no look. */
export type Exposed = { rows: Could[]; names: number; cut: boolean };

/** Entries looked through for names, the newest. */
export const LOOK_MAX = 50_000;
const CHUNK = 256;

type Found = { things: Readable[]; opened: (circle: Circle) => boolean };

/** The answer; null where the member or link that is asked about is none of the reader's. */
export async function exposed(
  view: View,
  { of, id, from }: Asked,
  protects: boolean,
): Promise<Exposed | null> {
  const found = await foundFor(view, of, id, protects);
  if (found === null) return null;
  const start = from === null ? Number.NEGATIVE_INFINITY : startOf(from);
  const things = found.things.filter(({ thing }) => thing.last.at >= start);
  const { names, cut } = await namesIn(view, { ...found, things }, protects);
  return { rows: tallied(things), names, cut };
}

async function foundFor(
  view: View,
  of: Asked["of"],
  id: string | null,
  protects: boolean,
): Promise<Found | null> {
  if (of === "all") return everything(view, protects);
  if (of === "member") {
    const one = await view.thing<MemberState>(member, id ?? "");
    return one === undefined ? null : readableBy(view, one, protects);
  }
  const one = await view.thing<LinkState>(link, id ?? "");
  return one === undefined ? null : byLink(view, one, protects);
}

async function everyThing(view: View): Promise<Thing[]> {
  const found: Thing[] = [];
  for (const kind of view.space.plan.rooms.flatMap(({ kinds }) => kinds))
    found.push(...(await view.things(kind)));
  return found;
}

/** All that is closed to everyone else: whoever had the server, or a copy of it. */
async function everything(view: View, protects: boolean): Promise<Found> {
  const things = (await everyThing(view)).flatMap((thing): Readable[] => {
    const circle = circleNow(view.circleOf(thing), protects);
    return circle === "public" ? [] : [{ thing, circle, since: thing.first.day }];
  });
  return { things, opened: () => true };
}

/** What the link opened until its end, of what it would open now. */
async function byLink(view: View, one: Thing<LinkState>, protects: boolean): Promise<Found> {
  const { until, withdrawn } = one.state;
  const end = withdrawn ? Math.min(until, one.last.at) : until;
  const things = (await everyThing(view)).flatMap((thing): Readable[] => {
    const circle = circleNow(thing.circle, protects);
    if (circle !== "link" || thing.first.at >= end) return [];
    const [, since = one.first.day] = [thing.first.day, one.first.day].sort();
    return [{ thing, circle, since }];
  });
  return { things, opened: (circle) => circle === "link" || circle === "public" };
}

/** How many of these things carry a name that they could have read and that is still there. */
async function namesIn(view: View, { things, opened }: Found, protects: boolean) {
  const { space } = view;
  const byId = new Map(things.map(({ thing }) => [thing.id, thing]));
  const named = new Set<string>();
  const stop = Math.max(0, space.size - LOOK_MAX);
  for (let from = stop; from < space.size && byId.size > 0; from += CHUNK) {
    const many = Math.min(CHUNK, space.size - from);
    const asked: { id: string; index: number }[] = [];
    for await (const { header, thing: id, index, type } of space.entries(
      Array.from({ length: many }, (_, i) => from + i),
    )) {
      const thing = named.has(id) ? undefined : byId.get(id);
      if (thing === undefined || !("people" in header.parts)) continue;
      const circle = circleNow(view.partCircle(thing, { index, type }, "people"), protects);
      if (opened(circle) && view.opens(circle, thing)) asked.push({ id, index });
    }
    const there = await space.parts(asked.map(({ index }) => ({ index, name: "people" })));
    for (const { id, index } of asked) if (there.has(`${index}/people`)) named.add(id);
  }
  return { names: named.size, cut: stop > 0 };
}

/** Whom a circle is, by its code. */
export function openTo(circle: Circle): Count["rows"][number]["to"] {
  if (isWithin(circle)) return "circle";
  return isShared(circle) ? "ally" : (OPEN_TO.find((one) => one === circle) ?? "host");
}

/** The same as it is written down: kinds and circles by their codes. */
export function figuresOf({ rows }: Exposed): Count["rows"] {
  const sums = new Map<string, Count["rows"][number]>();
  for (const { kind: name, circle, count } of rows) {
    const kind = KINDS_NOW.find((one) => one === name) ?? "other";
    const to = openTo(circle);
    const key = `${kind} ${to}`;
    sums.set(key, { kind, to, n: count + (sums.get(key)?.n ?? 0) });
  }
  return [...sums.values()];
}

/** The day from which on a breach suggests to look: when it happened, where that was said. */
export const suggestedFrom = ({ happened }: BreachState): string => happened?.date ?? "";
