/**
 * Things found by a mark, kept in memory for commands that ask the same in a row: then only what
 * was written since is looked at. What was erased is forgotten with all that was found.
 */
import type { Mark } from "./facts.ts";
import { carries } from "./marked.ts";
import type { Space } from "./space.ts";

/** Marks whose things are kept, per space: each is asked of at every commit. */
const KEPT_MAX = 32;
/** Most things kept of one mark: a longer list would be copied with each commit. */
const THINGS_MAX = 1_024;

/** Things with an entry that carries a mark, in the order of their first, and how many entries. */
export type Marked = { readonly things: readonly string[]; readonly entries: number };

/** The same of the entries before `to`. */
type Kept = Marked & { readonly to: number };

/** A commit, as far as it is asked here. */
type Taken = { first: number; length: number; marked: (mark: Mark) => Marked };

/** What was found in one space. */
export class Found {
  readonly #space: Space;
  #kept = new Map<Mark, Kept>();

  constructor(space: Space) {
    this.#space = space;
  }

  /** Ids of the things with an entry that carries the mark: of its newest entries, so many. */
  async ids(mark: Mark, limit: number): Promise<readonly string[]> {
    const [kept, space] = [this.#kept, this.#space];
    const to = space.size;
    const before = kept.get(mark) ?? { to: 0, things: [], entries: 0 };
    const since = before.to === to ? [] : await space.marks.find(space.marks.hash(mark), before.to);
    let { entries } = before;
    if (entries + since.length > limit)
      return [...new Set((await space.marked(mark, limit)).map(({ thing }) => thing))];
    const things = new Set(before.things);
    for await (const entry of space.entries(since.filter((index) => index < to)))
      if (await carries(space, entry, mark)) {
        entries += 1;
        things.add(entry.thing);
      }
    const now = { to, things: [...things], entries };
    // Of what is nowhere nothing is kept: it may be what somebody typed.
    if (entries > 0 && now.things.length <= THINGS_MAX) keep(kept, mark, now);
    return now.things;
  }

  /** Takes what this process wrote, now that it is durable. */
  take({ first, length, marked }: Taken): void {
    for (const [mark, before] of this.#kept) {
      if (before.to !== first) continue;
      const { things, entries } = marked(mark);
      const all = entries === 0 ? before.things : [...new Set([...before.things, ...things])];
      if (all.length > THINGS_MAX) this.#kept.delete(mark);
      else
        this.#kept.set(mark, {
          to: first + length,
          things: all,
          entries: before.entries + entries,
        });
    }
  }

  /** Forgets all of it: something was erased. */
  forget(): void {
    this.#kept = new Map();
  }
}

/** Keeps it as the newest; the oldest goes where there are too many. */
function keep(kept: Map<Mark, Kept>, mark: Mark, now: Kept): void {
  kept.delete(mark);
  kept.set(mark, now);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
}
