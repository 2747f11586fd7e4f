/**
 * Erasing what is past its time: looked for by the hour in spaces where a schedule holds, shut ones
 * too, and sent to each thing as the clock's command. What to do is worked out from the log each
 * time, so a run that was broken off is gone on with by the next, in whichever process.
 */
import type { OpenEntry } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Space } from "../../house/space.ts";
import {
  entriesFrom,
  isOf,
  isTimeOver,
  sinceOf,
  TIME_ENTRIES_MAX,
  type TimeRow,
  timesIn,
} from "../../house/times.ts";

/** Commands that one run sends to a space; what is left is the next run's, and shown to nobody. */
export const RUN_MAX = 2_000;
/** How many are sent at a time. */
const AT_ONCE = 32;
/** Things looked at together. */
const THINGS_A_LOOK = 256;

/** What a command is to erase: of which thing, and in which entries. */
type Over = { row: TimeRow; days: number; thing: Thing; entries: number[]; more: boolean };

/**
 * Up to which entry of a book nothing is left to look for: its lines are in the order they were
 * written. Kept while the process runs; another one looks from the beginning once.
 */
const looked = new WeakMap<Space, Map<string, number>>();

/** Erases what is past its time in a space, as far as one run goes; nothing where none holds. */
export async function eraseOver(house: House, id: string, max = RUN_MAX): Promise<void> {
  const space = await house.space(id);
  if (space === null || space.ring.state !== "live") return;
  const { now } = house;
  const times = await timesIn(space, now);
  if (times === null) return;
  let sent = 0;
  let some: Over[] = [];
  const send = async () => {
    const all = some;
    some = [];
    await Promise.all(all.map((one) => erase(house, id, one)));
  };
  for (const row of space.plan.times) {
    const days = times.get(row.what);
    if (days === undefined) continue;
    for await (const over of oldOf(space, row, days, now)) {
      some.push(over);
      sent++;
      if (some.length === AT_ONCE) await send();
      if (sent === max) return send();
    }
  }
  await send();
}

/** Whether anything of a space is past its time and still there: what was sealed may hold it. */
export async function isAnythingOver(space: Space, now: number): Promise<boolean> {
  const times = await timesIn(space, now);
  if (times === null) return false;
  for (const row of space.plan.times) {
    const days = times.get(row.what);
    if (days === undefined) continue;
    for await (const _over of oldOf(space, row, days, now)) return true;
  }
  return false;
}

function oldOf(space: Space, row: TimeRow, days: number, now: number): AsyncGenerator<Over> {
  return (row.since === "each-entry" ? oldEntries : oldThings)(space, row, days, now);
}

async function erase(house: House, space: string, over: Over): Promise<void> {
  const { row, days, thing, entries, more } = over;
  const { id, last } = thing;
  const done = await house.dispatch({
    ...{ space, command: row.command, input: { id, what: row.what, days, entries, more } },
    ...{ author: { by: "clock", thing: id } },
    // The same for whoever else finds the same: another process, or this one broken off.
    key: `time-${row.what}-${last.index}-${entries[0] ?? 0}-${entries.length}`.padEnd(16, "-"),
  });
  // What was touched meanwhile is looked at again by the next run.
  if (isRefusal(done) && done.because !== "again" && done.refused !== "house.not-its-time")
    throw new Error(`what is past its time stays: ${done.refused}`);
}

async function* oldThings(
  space: Space,
  row: TimeRow,
  days: number,
  now: number,
): AsyncGenerator<Over> {
  const since = row.since as (thing: Thing<never>) => number | null;
  const isOld = (thing: Thing) =>
    !thing.parked &&
    thing.kind === row.kind.kind &&
    isTimeOver(sinceOf(since, thing, space.standing.lasts), days, now);
  for (let index = -1; ; ) {
    const ids = await space.idsAfter(row.kind.kind, index, THINGS_A_LOOK);
    const things = await space.things(ids);
    const old = things.filter(isOld).filter((thing) => row.held(thing as never).length > 0);
    const there = new Set(
      await stillThere(
        space,
        row,
        old.flatMap((thing) => row.held(thing as never)),
      ),
    );
    for (const thing of old) {
      const all = row.held(thing as never).map(({ index }) => index);
      const entries = [...new Set(all)].filter((at) => there.has(at)).sort((a, b) => a - b);
      // Of hardly any thing there are more: those are the next run's, one after another.
      const more = entries.length > TIME_ENTRIES_MAX;
      if (entries.length > 0)
        yield { row, days, thing, entries: entries.slice(0, TIME_ENTRIES_MAX), more };
    }
    if (ids.length < THINGS_A_LOOK) return;
    index = things.at(-1)?.first.index ?? Number.MAX_SAFE_INTEGER;
  }
}

async function* oldEntries(
  space: Space,
  row: TimeRow,
  days: number,
  now: number,
): AsyncGenerator<Over> {
  for (let index = -1; ; ) {
    const ids = await space.idsAfter(row.kind.kind, index, THINGS_A_LOOK);
    const things = await space.things(ids);
    for (const thing of things)
      if (!thing.parked && thing.kind === row.kind.kind)
        yield* oldLines(space, { row, days, thing }, now);
    if (ids.length < THINGS_A_LOOK) return;
    index = things.at(-1)?.first.index ?? Number.MAX_SAFE_INTEGER;
  }
}

async function* oldLines(
  space: Space,
  { row, days, thing }: Pick<Over, "row" | "days" | "thing">,
  now: number,
): AsyncGenerator<Over> {
  const known = looked.get(space) ?? new Map<string, number>();
  looked.set(space, known);
  let isClean = true;
  let some: OpenEntry[] = [];
  const take = async (next: number | null): Promise<Over[]> => {
    const lines = some.filter((entry) => isOf(row, entry));
    some = [];
    const entries = await stillThere(space, row, lines);
    // Only past what was found empty nothing is looked for again: what is sent may be refused.
    isClean &&= entries.length === 0;
    if (isClean && next !== null) known.set(thing.id, next);
    return entries.length === 0 ? [] : [{ row, days, thing, entries, more: false }];
  };
  for await (const entry of entriesFrom(space, thing.id, known.get(thing.id) ?? 0)) {
    if (!isTimeOver(entry.stamp.at, days, now)) break;
    some.push(entry);
    if (some.length === TIME_ENTRIES_MAX) yield* await take(entry.index + 1);
  }
  yield* await take(null);
}

/** Those of the entries of which something of the class is still there. */
async function stillThere(space: Space, row: TimeRow, all: readonly { index: number }[]) {
  const refs = all.flatMap(({ index }) => row.parts.map((name) => ({ index, name })));
  const found = await space.parts(refs);
  const is = (index: number) => row.parts.some((name) => found.has(`${index}/${name}`));
  return [...new Set(all.map(({ index }) => index))].filter(is).sort((a, b) => a - b);
}
