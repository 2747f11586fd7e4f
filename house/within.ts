/**
 * Circles inside the group: which of them a member is in, as of now. Where there are none, which
 * the counts of a space say, nobody looks for any.
 */
import { type Circles, isShared, isWithin, NO_CIRCLES, type Reader } from "./circles.ts";
import type { Thing } from "./facts.ts";
import type { Counts } from "./marks.ts";
import type { CircleRow } from "./room.ts";
import type { Space } from "./space.ts";

/** Members whose circles are kept in memory, per space. */
const KEPT_MAX = 4_096;

/** How many entries lie in circles inside the group. */
export function entriesWithin(counts: Counts): number {
  let entries = 0;
  for (const name in counts) if (isWithin(name as "host")) entries += counts[name] ?? 0;
  return entries;
}

/** Of these things those circles that the member is in, with the index each is open from. */
export function circlesAmong(
  row: CircleRow,
  things: readonly Thing[],
  member: Thing,
): Map<string, number> {
  const circles = new Map<string, number>();
  for (const thing of things) {
    if (thing.kind !== row.kind.kind || thing.parked) continue;
    const from = row.from(thing as never, member as never);
    if (from !== null) circles.set(thing.id, from);
  }
  return circles;
}

/** The circles of one space. What is kept of a member holds until something lies in one more. */
export class Within {
  readonly #space: Space;
  readonly #known = new Map<string, { at: number; n: number; circles: Circles }>();

  constructor(space: Space) {
    this.#space = space;
  }

  /** The circles a member is in now. */
  async of(member: string): Promise<Circles> {
    const space = this.#space;
    const { kind, circles: row } = space.plan.membership;
    const at = entriesWithin(space.counts);
    if (at === 0 || row === undefined) return NO_CIRCLES;
    const own = await space.thing(member);
    if (own?.kind !== kind.kind || own.parked) return NO_CIRCLES;
    const known = this.#known.get(member);
    if (known?.at === at && known.n === own.n) return known.circles;
    const entries = await space.marked(row.mark(member), Number.MAX_SAFE_INTEGER);
    const things = await space.things([...new Set(entries.map(({ thing }) => thing))]);
    const circles = circlesAmong(row, things, own);
    if (this.#known.size >= KEPT_MAX) this.#known.clear();
    // What was written meanwhile may be about these very circles.
    if (entriesWithin(space.counts) === at) this.#known.set(member, { at, n: own.n, circles });
    return circles;
  }

  /** The reader with the circles they are in, where it was not said which. */
  async reader(reader: Reader): Promise<Reader> {
    if (reader.by !== "member" || reader.circles !== undefined) return reader;
    const circles = await this.of(reader.member);
    return circles.size === 0 ? reader : { ...reader, circles };
  }
}

/** Whether anything here lies in what is shared with an allied group. */
export function hasShared(counts: Counts): boolean {
  for (const name in counts) if (isShared(name as "host")) return true;
  return false;
}
