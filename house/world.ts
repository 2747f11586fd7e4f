/**
 * The world as a decider sees it. It only answers from memory: what is not there yet is named by
 * a `Missing` signal, which the writer catches, loads and decides again. So deciders stay pure.
 */
import type { World, Wrote } from "./command.ts";
import type { Commit } from "./commit.ts";
import type { Kind, Mark, Thing } from "./facts.ts";
import type { Space } from "./space.ts";

/** Most things a `find` answers. */
export const FIND_MAX = 1_000;

/** A signal, not a fault: what a decider asked for that is not in memory. */
export class Missing {
  readonly thing: string | null;
  readonly mark: Mark | null;
  readonly entries: readonly number[];
  constructor(thing: string | null, mark: Mark | null, entries: readonly number[] = []) {
    this.thing = thing;
    this.mark = mark;
    this.entries = entries;
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
  readonly found = new Map<Mark, string[]>();
  /** What was asked of entries by their index; null where there is none. */
  readonly wrote = new Map<number, Omit<Wrote, "kind"> | null>();

  /** Loads what a decider missed. */
  async load(space: Space, missing: Missing): Promise<void> {
    if (missing.thing !== null) {
      if ((await space.thing(missing.thing)) === null) this.absent.add(missing.thing);
    }
    if (missing.mark !== null) {
      const entries = await space.marked(missing.mark, FIND_MAX);
      this.found.set(missing.mark, [...new Set(entries.map((entry) => entry.header.thing))]);
    }
    if (missing.entries.length > 0) await this.#loadEntries(space, missing.entries);
  }

  async #loadEntries(space: Space, indexes: readonly number[]): Promise<void> {
    for (const index of indexes) this.wrote.set(index, null);
    const there = indexes.filter((index) => index >= 0 && index < space.size);
    for await (const { index, header, record, stamp } of space.entries(there)) {
      const { thing, type, parts: all } = header;
      const parts = (["words", "people"] as const).filter((name) => name in all);
      this.wrote.set(index, { index, n: record.n, type, thing, who: stamp.who, parts });
    }
  }
}

/** A thing as staged, in memory or loaded; undefined where there is none; throws `Missing`. */
export function lookUp(commit: Commit, loaded: Loaded, id: string): Thing | undefined {
  const thing = commit.thing(id);
  if (thing?.parked) throw new Parked(id);
  if (thing !== undefined || loaded.absent.has(id)) return thing;
  throw new Missing(id, null);
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
    return [...ids].flatMap((id) => thing(kind, id) ?? []).slice(0, FIND_MAX);
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
