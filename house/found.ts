/**
 * Things found by a mark, kept in memory for commands that ask the same in a row: then only what
 * was written since is looked at. What was erased is forgotten with all that was found.
 */
import type { Mark } from "./facts.ts";
import { carries } from "./marked.ts";
import { Recent } from "./recent.ts";
import type { Space } from "./space.ts";

/** Marks whose things are kept, per space. */
const KEPT_MAX = 256;

/** `ids` are those of the entries before `to` that carry the mark; `entries` is how many. */
type Kept = { to: number; ids: readonly string[]; entries: number };

/** What was found in one space. */
export class Found {
  readonly #space: Space;
  #kept = new Recent<Kept>(KEPT_MAX);

  constructor(space: Space) {
    this.#space = space;
  }

  /** Ids of the things with an entry that carries the mark: of its newest entries, so many. */
  async ids(mark: Mark, limit: number): Promise<readonly string[]> {
    const [kept, space] = [this.#kept, this.#space];
    const to = space.size;
    const before = kept.get(mark) ?? { to: 0, ids: [], entries: 0 };
    if (before.to === to) return before.ids;
    const places = await space.marks.find(space.marks.hash(mark), before.to);
    const some = places.filter((index) => index < to);
    if (before.entries + some.length > limit) return idsOf(await space.marked(mark, limit));
    let { entries } = before;
    const ids = new Set(before.ids);
    for await (const entry of space.entries(some))
      if (await carries(space, entry, mark)) {
        entries += 1;
        ids.add(entry.thing);
      }
    const now = { to, ids: [...ids], entries };
    // Of what is nowhere nothing is kept: it may be what somebody typed.
    if (entries > 0) kept.set(mark, now);
    return now.ids;
  }

  /** Forgets all of it: something was erased. */
  forget(): void {
    this.#kept = new Recent(KEPT_MAX);
  }
}

const idsOf = (entries: readonly { thing: string }[]) => [
  ...new Set(entries.map(({ thing }) => thing)),
];
