/**
 * The world as a decider sees it. It only answers from memory: what is not there yet is named by
 * a `Missing` signal, which the writer catches, loads and decides again. So deciders stay pure.
 */
import { type Circles, NO_CIRCLES } from "./circles.ts";
import type { World, Wrote } from "./command.ts";
import type { Commit } from "./commit.ts";
import { ERASABLE, type Kind, type Mark, type Thing } from "./facts.ts";
import type { Plan } from "./room.ts";
import type { Space } from "./space.ts";
import { circlesAmong } from "./within.ts";

/** Most things a `find` answers: of more, the newest. */
export const FIND_MAX = 1_000;

/** A signal, not a fault: what a decider asked for that is not in memory. */
export class Missing {
  readonly thing: string | null;
  readonly mark: Mark | null;
  readonly entries: readonly number[];
  /** How many entries with the mark are looked at. */
  readonly limit: number;
  constructor(
    thing: string | null,
    mark: Mark | null,
    entries: readonly number[] = [],
    limit = FIND_MAX,
  ) {
    this.thing = thing;
    this.mark = mark;
    this.entries = entries;
    this.limit = limit;
  }
}

/** A thing holds facts of a newer version; nothing is written on what is not understood. */
export class Parked {
  readonly thing: string;
  constructor(thing: string) {
    this.thing = thing;
  }
}

/** What was loaded for commands decided together: absent things, and the things found by mark. */
export class Loaded {
  readonly absent = new Set<string>();
  /** Ids that the command being decided drew: 128 random bits made just now name nothing yet. */
  fresh: readonly string[] = [];
  readonly found = new Map<Mark, readonly string[]>();
  /** What was asked of entries by their index; null where there is none. */
  readonly wrote = new Map<number, Omit<Wrote, "kind"> | null>();

  /** Loads what a decider missed. */
  async load(space: Space, missing: Missing): Promise<void> {
    if (missing.thing !== null) {
      if ((await space.thing(missing.thing)) === null) this.absent.add(missing.thing);
    }
    if (missing.mark !== null) {
      const ids = await space.found.ids(missing.mark, missing.limit);
      this.found.set(missing.mark, ids);
      // Circles are looked at all at once; one after another would be as many tries.
      if (missing.limit > FIND_MAX) await space.things(ids);
    }
    if (missing.entries.length > 0) await this.#loadEntries(space, missing.entries);
  }

  async #loadEntries(space: Space, indexes: readonly number[]): Promise<void> {
    for (const index of indexes) this.wrote.set(index, null);
    const there = indexes.filter((index) => index >= 0 && index < space.size);
    for await (const { index, header, record, stamp } of space.entries(there)) {
      const { thing, type, parts: all } = header;
      const parts = ERASABLE.filter((name) => name in all);
      const { who, at } = stamp;
      this.wrote.set(index, { index, n: record.n, type, thing, who, at, parts });
    }
  }
}

/** A thing as staged, in memory or loaded; undefined where there is none; throws `Missing`. */
export function lookUp(commit: Commit, loaded: Loaded, id: string): Thing | undefined {
  // Nothing of a command is staged before all of it is decided.
  if (loaded.fresh.includes(id)) return undefined;
  const thing = commit.thing(id);
  if (thing?.parked) throw new Parked(id);
  if (thing !== undefined || loaded.absent.has(id)) return thing;
  throw new Missing(id, null);
}

/** The circles inside the group that a member is in, as staged; throws `Missing`. */
export function circlesOf(commit: Commit, loaded: Loaded, plan: Plan, member: string): Circles {
  const { kind, circles: row } = plan.membership;
  if (!commit.hasCircles || row === undefined) return NO_CIRCLES;
  const own = lookUp(commit, loaded, member);
  if (own?.kind !== kind.kind) return NO_CIRCLES;
  const mark = row.mark(member);
  const stored = loaded.found.get(mark);
  if (stored === undefined) throw new Missing(null, mark, [], Number.MAX_SAFE_INTEGER);
  const ids = [...new Set([...stored, ...commit.marked(mark)])];
  const things = ids.map((id) => {
    const thing = commit.thing(id);
    if (thing === undefined) throw new Missing(id, null);
    return thing;
  });
  return circlesAmong(row, things, own);
}

/** The world for one author: `opens` is asked of every thing before it is shown. */
export function worldFor(commit: Commit, loaded: Loaded, opens: (thing: Thing) => boolean): World {
  const thing = <S>(kind: Kind<S>, id: string): Thing<S> | undefined => {
    const found = lookUp(commit, loaded, id);
    if (found === undefined || found.kind !== kind.kind || !opens(found)) return undefined;
    return found as Thing<S>;
  };
  const find = <S>(kind: Kind<S>, mark: Mark): Thing<S>[] => {
    const stored = loaded.found.get(mark);
    if (stored === undefined) throw new Missing(null, mark);
    const ids = new Set([...stored, ...commit.marked(mark)]);
    return [...ids].flatMap((id) => thing(kind, id) ?? []).slice(-FIND_MAX);
  };
  const wrote = (indexes: readonly number[]): Wrote[] => {
    const missing = indexes.filter((index) => !loaded.wrote.has(index));
    if (missing.length > 0) throw new Missing(null, null, missing);
    return indexes.flatMap((index) => {
      const seen = loaded.wrote.get(index) ?? null;
      const found = seen === null ? undefined : lookUp(commit, loaded, seen.thing);
      if (seen === null || found === undefined || !opens(found)) return [];
      return [{ ...seen, kind: found.kind }];
    });
  };
  return { thing, find, wrote };
}
