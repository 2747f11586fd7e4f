/**
 * The world as a decider sees it. It only answers from memory: what is not there yet is named by
 * a `Missing` signal, which the writer catches, loads and decides again. So deciders stay pure.
 */
import type { World } from "./command.ts";
import type { Commit } from "./commit.ts";
import type { Kind, Mark, Thing } from "./facts.ts";
import type { Space } from "./space.ts";

/** Most things a `find` answers. */
export const FIND_MAX = 1_000;

/** A signal, not a fault: what a decider asked for that is not in memory. */
export class Missing {
  readonly thing: string | null;
  readonly mark: Mark | null;
  constructor(thing: string | null, mark: Mark | null) {
    this.thing = thing;
    this.mark = mark;
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

  /** Loads what a decider missed. */
  async load(space: Space, missing: Missing): Promise<void> {
    if (missing.thing !== null) {
      if ((await space.thing(missing.thing)) === null) this.absent.add(missing.thing);
    }
    if (missing.mark !== null) {
      const entries = await space.marked(missing.mark, FIND_MAX);
      this.found.set(missing.mark, [...new Set(entries.map((entry) => entry.header.thing))]);
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
  return { thing, find };
}
