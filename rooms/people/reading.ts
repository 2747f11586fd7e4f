/**
 * What a member could have read, and what they wrote: asked of the log when they go, and whenever
 * somebody asks later. Kinds, counts and days; no contents.
 */
import { type Circle, circleNow, isWithin } from "../../house/circles.ts";
import { erasable } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import type { Space } from "../../house/space.ts";
import type { View } from "../../house/view.ts";
import { circle as circleKind } from "./circles.ts";
import { type MemberState, member } from "./facts.ts";
import { GROUPS_OWN, TAKEN_MAX } from "./removal.ts";

/** So many things of a kind that lie in one circle, and since when they could be read. */
export type Could = { kind: string; circle: Circle; count: number; since: string };

/** Something that could have been read: where it lies now, and since when (a day or a month). */
export type Readable = { thing: Thing; circle: Circle; since: string };

/**
 * What a member could have read from the day they were in until they were gone: only what was
 * closed to others, as far as whoever asks may open it. Days are months in a protected space.
 */
export async function couldRead(
  view: View,
  one: Thing<MemberState>,
  protects: boolean,
): Promise<Could[]> {
  return tallied((await readableBy(view, one, protects)).things);
}

/** The same, thing by thing; and whether what lies in a circle was theirs to read at any time. */
export async function readableBy(
  view: View,
  { id, state }: Thing<MemberState>,
  protects: boolean,
): Promise<{ things: Readable[]; opened: (circle: Circle) => boolean }> {
  const { since, until } = state;
  const circles = await circlesOnce(view, id);
  const opened = (circle: Circle) => !isWithin(circle) || circles.has(circle);
  const things: Readable[] = [];
  if (since === null) return { things, opened };
  for (const kind of view.space.plan.rooms.flatMap(({ kinds }) => kinds))
    for (const thing of await view.things(kind)) {
      const circle = circleNow(view.circleOf(thing), protects);
      const after = thing.first.index >= (until?.index ?? Number.POSITIVE_INFINITY);
      if (circle === "public" || after || !opened(circle)) continue;
      // Days and months in the order of the calendar are in that of their signs.
      const [, from = since.day] = [thing.first.day, since.day].sort();
      things.push({ thing, circle, since: from });
    }
  return { things, opened };
}

/** So many of each kind in each circle, and since when the first of them could be read. */
export function tallied(things: readonly Readable[]): Could[] {
  const found = new Map<string, Could>();
  for (const { thing, circle, since } of things) {
    const key = `${thing.kind} ${circle}`;
    const before = found.get(key) ?? { kind: thing.kind, circle, count: 0, since };
    const [earliest = since] = [since, before.since].sort();
    found.set(key, { ...before, count: before.count + 1, since: earliest });
  }
  return [...found.values()];
}

/** The circles they were ever in, of those that whoever asks is in. */
async function circlesOnce(view: View, whose: string): Promise<ReadonlySet<Circle>> {
  const all = await view.things(circleKind);
  const once = all.filter(({ state }) => Object.hasOwn(state.members, whose));
  return new Set(once.map(({ circle }) => circle));
}

/** Entries looked at together. */
const CHUNK = 256;

/** The entries, by thing, in which a member's own words still are. */
export async function wordsOf(space: Space, whose: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (let from = 0; from < space.size; from += CHUNK) {
    const indexes = Array.from({ length: Math.min(CHUNK, space.size - from) }, (_, i) => from + i);
    const theirs: { index: number; thing: string; refs: ReturnType<typeof erasable> }[] = [];
    for await (const entry of space.entries(indexes)) {
      const refs = erasable(entry);
      if (refs.length > 0 && entry.stamp.who === whose)
        theirs.push({ index: entry.index, thing: entry.header.thing, refs });
    }
    const there = await space.parts(theirs.flatMap(({ refs }) => refs));
    for (const { index, thing, refs } of theirs)
      if (refs.some(({ name }) => there.has(`${index}/${name}`)))
        found.set(thing, [...(found.get(thing) ?? []), index]);
  }
  return found;
}

/**
 * How many entries hold words of theirs that would leave with them, as far as whoever asks may open
 * them: what they wrote in a circle is counted for those in it.
 */
export async function countOfWords(view: View, whose: string): Promise<number> {
  const { space } = view;
  let count = 0;
  for (const [id, entries] of await wordsOf(space, whose)) {
    const thing = await space.thing(id);
    const open = thing !== null && view.opens(thing.circle, thing);
    if (open && !(await isGroups(space, id))) count += entries.length;
  }
  return count;
}

async function isGroups(space: Space, id: string): Promise<boolean> {
  const thing = await space.thing(id);
  return thing === null || thing.parked || GROUPS_OWN.includes(thing.kind);
}

/** The words of whoever asked for it go when they do; done again, it finds nothing left. */
export const takeWords: Effect = {
  name: "people.take-words",
  on: ["member.words-recalled/1"],
  act: async (house, id, { thing: whose }) => {
    const space = await house.space(id);
    const gone = await space?.thing(whose);
    if (space == null || gone?.kind !== member.kind) return;
    const { recalled, gone: how } = gone.state as MemberState;
    if (!recalled || how === null) return;
    for (const [thing, entries] of await wordsOf(space, whose))
      if (!(await isGroups(space, thing))) await take(house, id, thing, whose, entries);
  },
};

async function take(
  house: House,
  space: string,
  thing: string,
  whose: string,
  all: readonly number[],
): Promise<void> {
  for (let from = 0; from < all.length; from += TAKEN_MAX) {
    const entries = all.slice(from, from + TAKEN_MAX);
    const done = await house.dispatch({
      ...{ space, command: "people.take-words", input: { member: whose, entries } },
      ...{ author: { by: "clock", thing }, key: newId(house.parts.random) },
    });
    if (isRefusal(done)) throw new Error(`words stay: ${done.refused}`);
  }
}
