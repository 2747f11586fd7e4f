/**
 * What goes by time: a group decides beforehand after how many days words and people of a class are
 * erased (docs/decisions/0015). A room says which parts are of which class and since when their
 * days run; from the moment they are over nobody is shown them, and by the hour the clock erases
 * them, a thing at a time, by a command that looks at the thing itself.
 */
import { z } from "zod";
import {
  type CommandRow,
  type Context,
  type Decided,
  defineCommand,
  type World,
} from "./command.ts";
import { erasable, type OpenEntry, thingMark } from "./entry.ts";
import type { EntryRef, Erase, FactShape, Kind, NewFact, Part, Thing } from "./facts.ts";
import { ERASABLE } from "./facts.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Space } from "./space.ts";
import { idSchema } from "./values/index.ts";

export type { Part } from "./facts.ts";

/** What of a kind goes by time, and since when. */
export type TimeRow = {
  /** The class, as it is decided and pages say it. */
  what: string;
  kind: Kind;
  /** The facts whose parts go, and which of them. */
  of: readonly string[];
  parts: readonly Part[];
  /** Since when the days run (ms since 1970), null while it is in use. */
  since: ((thing: Thing<never>) => number | null) | "each-entry";
  /** Where the thing still holds it, as far as its state tells; of `each-entry` unasked. */
  held: (thing: Thing<never>) => readonly EntryRef[];
  /** The clock's command of {@link eraseByTime}. */
  command: string;
};

/** What stays as long as its thing, and why: `spaces.times.stays.<why>`. */
export type StaysRow = { why: string; of: readonly string[] };

/** After how many days something goes, by class; of what is not in it nothing goes. */
export type Times = ReadonlyMap<string, number>;

const DAY_MS = 24 * 3_600_000;
/** The most days that may be decided: ten years. */
export const TIME_DAYS_MAX = 3_653;
/** Entries of which one command erases. */
export const TIME_ENTRIES_MAX = 200;

/** Whether days that run since then (ms) are over now (ms). */
export function isTimeOver(since: number | null, days: number, now: number): boolean {
  return since !== null && now >= since + days * DAY_MS;
}

/**
 * Since when a thing's days run (ms): what stands on somebody's permission goes no sooner than that
 * ended, which is not for everyone to read who may open the thing.
 */
export function sinceOf(
  since: (thing: Thing<never>) => number | null,
  thing: Thing,
  lasts: (thing: string) => number | null,
): number | null {
  const from = since(thing as never);
  return from === null ? null : Math.max(from, lasts(thing.id) ?? from);
}

/** When days that run since then (ms) are over (ms). */
export function timeOver(since: number, days: number): number {
  return since + days * DAY_MS;
}

const record = (whats: readonly [string, ...string[]]) =>
  z.strictObject({
    what: z.enum(whats),
    /** After how many days it was to go: whoever may open it can hold that against the schedule. */
    days: z.int().min(1).max(TIME_DAYS_MAX),
    /** Whether more of the class is erased of this thing by a next entry. */
    more: z.boolean(),
  });

/** The fact that something of a thing was erased because its time was over. */
export function erasedByTime(kind: string, ...whats: [string, ...string[]]): FactShape {
  return { type: `${kind}.erased-by-time/1`, record: record(whats) };
}

/** What a command of {@link eraseByTime} is told: of which thing, which class, and where it is. */
export type EraseByTime = {
  id: string;
  what: string;
  days: number;
  /** Indexes of the entries whose parts go. */
  entries: number[];
  more: boolean;
};

const tooEarly = refuse("house.not-its-time", "state", { next: "go-back" });

/**
 * The clock's command of a room that erases what goes by time. It looks at the thing alone: whether
 * so many days went by since it closed. That so many were decided is on the space's own thing, and
 * what it writes says the days.
 */
export function eraseByTime(name: string, rows: readonly TimeRow[]): CommandRow<EraseByTime> {
  const none = "none: the group decided it beforehand" as const;
  const whats = rows.map(({ what }) => what) as [string, ...string[]];
  return defineCommand({
    ...{ name, kind: "undoing", who: ["clock"], clause: none, consent: none, onLapse: none },
    shape: z.strictObject({
      ...{ id: idSchema, ...record(whats).shape },
      entries: z.array(z.int().min(0)).min(1).max(TIME_ENTRIES_MAX),
    }),
    decide: (world, input, context) => decideErase(rows, world, input, context),
  });
}

/** Where nobody knows of permissions. */
const own = () => null;

function decideErase(
  rows: readonly TimeRow[],
  world: World,
  { id, what, days, entries, more }: EraseByTime,
  { now, lasts = own }: Context,
): Decided | Refusal {
  const row = rows.find((one) => one.what === what);
  const thing = row === undefined ? undefined : world.thing(row.kind, id);
  if (row === undefined || thing === undefined)
    return refuse("house.nothing-of-it", "not-found", { next: "go-back" });
  const { since, of, kind } = row;
  if (since !== "each-entry" && !isTimeOver(sinceOf(since, thing, lasts), days, now))
    return tooEarly;
  const written = world.wrote([...new Set(entries)]).filter((one) => one.thing === id);
  const old = written.filter(({ at }) => since !== "each-entry" || isTimeOver(at, days, now));
  const erases = old.flatMap(({ index, n, type, parts: has }): Erase[] => {
    const parts = has.filter((part) => of.includes(type) && row.parts.includes(part));
    return parts.length === 0
      ? []
      : [{ kind: kind.kind, thing: id, at: { index, n, type }, parts }];
  });
  if (erases.length === 0) return tooEarly;
  const fact: NewFact = {
    ...{ kind: kind.kind, thing: id, type: `${kind.kind}.erased-by-time/1` },
    record: { what, days, more },
  };
  return { facts: [fact], erases };
}

/** What holds in a space now; null where nothing goes by time. */
export async function timesIn(space: Space, now: number): Promise<Times | null> {
  const { kind, times } = space.plan.charter;
  if (times === undefined) return null;
  const thing = space.known(space.id) ?? (await space.thing(space.id));
  return thing?.kind === kind.kind ? times(thing as never, now) : null;
}

/** Which parts of an entry of a thing are past their time, asked of the entry where that counts. */
export async function pastOf(
  space: Space,
  { times, now }: { times: Times; now: number },
  asked: readonly { thing: Thing; at: EntryRef }[],
  name: Part,
): Promise<boolean[]> {
  const rows = asked.map(({ at }) => space.plan.timeOf(at.type, name));
  const each = asked.flatMap(({ at }, i) => (rows[i]?.since === "each-entry" ? [at.index] : []));
  const written = await writtenAt(space, each);
  return asked.map(({ thing, at }, i) => {
    const row = rows[i];
    const days = row === undefined ? undefined : times.get(row.what);
    if (row === undefined || days === undefined) return false;
    const { since } = row;
    const { lasts } = space.standing;
    const from = since === "each-entry" ? written.get(at.index) : sinceOf(since, thing, lasts);
    return isTimeOver(from ?? null, days, now);
  });
}

/** Of parts of entries, those that are not past their time: what a file of the space may hold. */
export async function notPast<P extends { thing: string; index: number; type: string; name: Part }>(
  space: Space,
  when: { times: Times; now: number },
  parts: readonly P[],
): Promise<P[]> {
  const goes = ({ type, name }: P) => when.times.has(space.plan.timeOf(type, name)?.what ?? "");
  const ids = [...new Set(parts.filter(goes).map(({ thing }) => thing))];
  const things = new Map((await space.things(ids)).map((thing) => [thing.id, thing]));
  const past = new Set<P>();
  for (const name of ERASABLE) {
    const asked = parts.flatMap((part) => {
      const thing = part.name === name && goes(part) ? things.get(part.thing) : undefined;
      const at = { index: part.index, n: 0, type: part.type };
      return thing === undefined || thing.parked ? [] : [{ part, thing, at }];
    });
    const gone = await pastOf(space, when, asked, name);
    for (const [i, { part }] of asked.entries()) if (gone[i]) past.add(part);
  }
  return parts.filter((part) => !past.has(part));
}

async function writtenAt(space: Space, indexes: readonly number[]): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const once = [...new Set(indexes)].sort((a, b) => a - b);
  if (once.length > 0)
    for await (const { index, stamp } of space.entries(once)) found.set(index, stamp.at);
  return found;
}

/** Entries looked at together. */
const CHUNK = 256;

/** All entries of a thing, oldest first, from an index on; for classes that count each of them. */
export async function* entriesFrom(space: Space, id: string, from = 0): AsyncGenerator<OpenEntry> {
  const places = await space.marks.find(space.marks.hash(thingMark(id)), from);
  const known = places.filter((index) => index < space.size);
  for (let at = 0; at < known.length; at += CHUNK)
    for await (const entry of space.entries(known.slice(at, at + CHUNK)))
      if (entry.thing === id) yield entry;
}

/** Whether an entry was written with something of the class. */
export function isOf({ of, parts }: TimeRow, entry: OpenEntry): boolean {
  if (!of.includes(entry.type)) return false;
  return erasable(entry).some(({ name }) => parts.includes(name as Part));
}
