/**
 * What a reader sees of one space: every answer passes `mayOpen` at this moment. Pages, API,
 * exports and feeds read through it and through nothing else.
 */
import {
  type Asked,
  type Circle,
  circleNow,
  isBeyond,
  isLendable,
  isOutside,
  isWithin,
  mayOpen,
  type Reader,
} from "./circles.ts";
import type { Left } from "./command.ts";
import { fileMark, type OpenEntry, parsePart } from "./entry.ts";
import type { Part, Thing } from "./facts.ts";
import { type EntryRef, ERASABLE, type Fields, type Kind, type Mark } from "./facts.ts";
import { markedBack, type Past } from "./marked.ts";
import type { Space } from "./space.ts";
import { pastOf, type Times, timesIn } from "./times.ts";
import type { FileRef, FilesPart } from "./values/index.ts";
import { entriesWithin } from "./within.ts";

/** Things of one kind that a page may hold and sort in memory. */
export const THINGS_MAX = 10_000;
/** Things looked at together while a page of them is filled. */
const THINGS_A_LOOK = 256;
/**
 * A timeline page looks through whole stretches of so many entries: as many as it is in, and one
 * more. So where it ends for want of more does not move with every entry a reader may not open.
 */
const LOOK_ENTRIES = 2_048;

/** Why words are not there: nobody may read them any more, or this reader may not. */
export type Withheld = "erased" | "withheld";

/** An entry a reader may open, with its thing as it is now. */
export type OpenedEntry = { entry: OpenEntry; thing: Thing };

/** Whether the space protects its people now; so it does until it has said otherwise. */
export async function protectsNow(space: Space): Promise<boolean> {
  const { kind, protects } = space.plan.charter;
  const thing = await space.thing(space.id);
  return thing?.kind !== kind.kind || protects(thing as never);
}

/** Whether the space's end came by now (ms): then it is for nobody, job or no job. */
export async function isOver(space: Space, now: number): Promise<boolean> {
  const { kind, over } = space.plan.charter;
  const thing = over === undefined ? null : await space.thing(space.id);
  return thing?.kind === kind.kind && over?.(thing as never, now) === true;
}

/** Whether the space's shutters are closed now. */
export async function isShut(space: Space): Promise<boolean> {
  const { kind, shut } = space.plan.charter;
  const thing = await space.thing(space.id);
  return thing?.kind === kind.kind && shut(thing as never);
}

/** A file, and whether its reader may still open it: asked again before each piece of it. */
export type OpenFile = { ref: FileRef; isOpen: () => boolean };

/** A reader's view, good for one request. */
export class View {
  readonly reader: Reader;
  readonly now: number;
  readonly space: Space;
  /** Whether the group counts as silent. */
  readonly dark: boolean;
  readonly #protects: boolean;
  #times: Promise<Times | null> | null = null;

  /** `protects` as {@link protectsNow} answers it. */
  constructor(space: Space, reader: Reader, now: number, protects: boolean) {
    this.space = space;
    this.reader = reader;
    this.now = now;
    this.dark = space.beside.isDark(now);
    this.#protects = protects;
  }

  /** Whether the reader may open a circle of a thing. */
  opens(circle: Circle, thing: Asked): boolean {
    const now = circleNow(circle, this.#protects, this.dark);
    // What was opened by somebody's permission is the host's again from the moment that ends.
    const shown = !isBeyond(now) || this.space.standing.mayShow(thing.id, this.now);
    return mayOpen(this.reader, shown ? now : "host", thing, this.now);
  }

  /** Whether the reader may open a thing: its circle, or what an agreement lends their group. */
  opensThing(thing: Thing): boolean {
    return this.opens(thing.circle, thing) || this.#isLent(thing);
  }

  /** `part`: the index of the entry, where a part of one is asked about. */
  #isLent(thing: Thing, part?: number): boolean {
    const { reader, space } = this;
    if (!isLendable(reader, thing, this.dark)) return false;
    const more = part === undefined ? {} : { part };
    return space.standing.agreed.lends(reader.ally, thing, this.now, more);
  }

  /**
   * Whether the reader may open a part of a thing: what says it is the host's is never lent, nor
   * what it said before it was corrected.
   */
  opensPart(thing: Thing, at: Pick<EntryRef, "index" | "type">, name: Part): boolean {
    if (this.opens(this.partCircle(thing, at, name), thing)) return true;
    return this.#declared(at, name) === "thing" && this.#isLent(thing, at.index);
  }

  /** A thing's circle; the host's where somebody's permission opened it and holds no more. */
  circleOf({ id, circle }: Pick<Thing, "id" | "circle">): Circle {
    return !isBeyond(circle) || this.space.standing.mayShow(id, this.now) ? circle : "host";
  }

  /** Whether the group counts as silent and left this to a circle that the reader is in. */
  leaves(act: Left): boolean {
    const { reader, space } = this;
    const leaves = this.dark ? space.beside.leaves : null;
    const isIn = reader.by === "member" && reader.circles?.has(leaves?.circle ?? "");
    return leaves?.acts.includes(act) === true && isIn === true;
  }

  /** The thing, or undefined alike where it is absent and where it is closed to the reader. */
  async thing<S>(kind: Kind<S>, id: string): Promise<Thing<S> | undefined> {
    if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
    const thing = await this.space.thing(id);
    if (thing === null || thing.kind !== kind.kind || thing.parked) return undefined;
    return this.opensThing(thing) ? (thing as Thing<S>) : undefined;
  }

  /** Things of a kind the reader may open, oldest first: the newest `THINGS_MAX` of them. */
  async things<S>(kind: Kind<S>): Promise<Thing<S>[]> {
    if (this.#hasCircles) return (await this.#newestOf(kind)).slice(-THINGS_MAX);
    const ids = await this.space.idsOfKind(kind.kind, THINGS_MAX);
    return this.#mine(kind, await this.space.things(ids));
  }

  /** Whether lists leave older things of a kind out. Closed ones count: for the host alone. */
  async isCut(kind: Kind): Promise<boolean> {
    if (this.#hasCircles) return (await this.#newestOf(kind)).length > THINGS_MAX;
    return (await this.space.countOfKind(kind.kind)) > THINGS_MAX;
  }

  get #hasCircles(): boolean {
    return entriesWithin(this.space.counts) > 0;
  }

  /** The newest that are open, and one more: what lies in a circle moves no list outside it. */
  async #newestOf<S>(kind: Kind<S>): Promise<Thing<S>[]> {
    const { space } = this;
    const ids = await space.idsOfKind(kind.kind, Number.MAX_SAFE_INTEGER);
    const found: Thing<S>[][] = [];
    let many = 0;
    for (let end = ids.length; end > 0 && many <= THINGS_MAX; end -= THINGS_A_LOOK) {
      const some = await space.things(ids.slice(Math.max(0, end - THINGS_A_LOOK), end));
      const mine = this.#mine(kind, some);
      found.unshift(mine);
      many += mine.length;
    }
    return found.flat();
  }

  /** The next things of a kind the reader may open, oldest first, after one of them (or null). */
  async thingsAfter<S>(kind: Kind<S>, after: Thing<S> | null, limit: number): Promise<Thing<S>[]> {
    const found: Thing<S>[] = [];
    let index = after?.first.index ?? -1;
    while (found.length < limit) {
      const ids = await this.space.idsAfter(kind.kind, index, THINGS_A_LOOK);
      const things = await this.space.things(ids);
      found.push(...this.#mine(kind, things));
      if (ids.length < THINGS_A_LOOK) break;
      index = things.at(-1)?.first.index ?? Number.MAX_SAFE_INTEGER;
    }
    return found.slice(0, limit);
  }

  /**
   * Things of a kind with an entry that carries the mark and that the reader may open whole, oldest
   * first: of the newest `limit` there are. What is closed counts for nothing.
   */
  find<S>(kind: Kind<S>, mark: Mark, limit = THINGS_MAX): Promise<Thing<S>[]> {
    return this.#newest(kind, mark, limit, () => true);
  }

  /** The same of what was found by words: only things whose words the reader may open. */
  findByWords<S>(kind: Kind<S>, mark: Mark, limit = THINGS_MAX): Promise<Thing<S>[]> {
    return this.#newest(kind, mark, limit, (thing, entry) => this.opensPart(thing, entry, "words"));
  }

  async #newest<S>(
    kind: Kind<S>,
    mark: Mark,
    limit: number,
    counts: (thing: Thing<S>, entry: OpenEntry) => boolean,
  ): Promise<Thing<S>[]> {
    const found = new Map<string, Thing<S>>();
    for await (const entries of markedBack(this.space, mark, await this.#finds())) {
      const ids = [...new Set(entries.map(({ thing }) => thing))];
      const mine = this.#mine(kind, await this.space.things(ids));
      const byId = new Map(mine.map((thing) => [thing.id, thing]));
      for (const entry of entries) {
        const thing = byId.get(entry.thing);
        if (found.size < limit && thing !== undefined && counts(thing, entry))
          found.set(thing.id, thing);
      }
      if (found.size === limit) break;
    }
    return [...found.values()].sort((a, b) => a.first.index - b.first.index);
  }

  #mine<S>(kind: Kind<S>, things: Thing[]): Thing<S>[] {
    return things.filter(
      (thing) => thing.kind === kind.kind && !thing.parked && this.opensThing(thing),
    ) as Thing<S>[];
  }

  /**
   * The circle of an erasable part of an entry of a thing: never wider than the thing, and what
   * the host alone reads stays with the circle inside the group that the thing lay in then.
   */
  partCircle(
    thing: Pick<Thing, "circle" | "left">,
    at: Pick<EntryRef, "index" | "type">,
    name: Part,
  ): Circle {
    const circle = this.#declared(at, name);
    if (circle === "thing") return thing.circle;
    if (circle === "inside") return isOutside(thing.circle) ? "host" : thing.circle;
    if (circle === "sealed") return circle;
    if (isWithin(thing.circle)) return thing.circle;
    const { left } = thing;
    return circle === "host" && left !== undefined && at.index < left.index ? left.circle : circle;
  }

  /** Where a fact says that its part lies: people with the host, all else with its thing. */
  #declared({ type }: Pick<EntryRef, "type">, name: Part) {
    const declared = this.space.plan.fact(type)?.shape.circles?.[name];
    return declared ?? (name === "people" ? "host" : "thing");
  }

  /** An erasable part of one entry of a thing. */
  async part<F = Fields>(thing: Thing, at: EntryRef, name: Part = "words"): Promise<F | Withheld> {
    const [found] = await this.parts([{ thing, at }], name);
    return found as F | Withheld;
  }

  /** Erasable parts of many entries, in the order asked; one trip to the store a thousand. */
  async parts<F = Fields>(
    asked: readonly { thing: Thing; at: EntryRef }[],
    name: Part = "words",
  ): Promise<(F | Withheld)[]> {
    const open = asked.map(({ thing, at }) => this.opensPart(thing, at, name));
    const past = await this.#past(asked, name);
    const shown = asked.filter((_, i) => open[i] && past?.[i] !== true);
    const found = await this.space.parts(shown.map(({ at }) => ({ index: at.index, name })));
    return asked.map(({ at }, i) => {
      if (!open[i]) return "withheld";
      if (past?.[i]) return "erased";
      const part = found.get(`${at.index}/${name}`);
      return part === undefined ? "erased" : (parsePart(part.bytes) as F);
    });
  }

  /** A file of an entry that the reader may open, by its id; undefined alike for all others. */
  async file(id: string): Promise<OpenFile | undefined> {
    if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
    const [entry] = await this.space.marked(fileMark(id), 1);
    const thing = entry === undefined ? null : await this.space.thing(entry.thing);
    if (entry === undefined || thing === null || thing.parked) return undefined;
    const at = { index: entry.index, n: entry.record.n, type: entry.type };
    const isOpen = () => {
      // As it is at this moment: it may have been taken down since.
      const now = this.space.known(thing.id) ?? thing;
      return this.opens(now.circle, now) && this.opens(this.partCircle(now, at, "files"), now);
    };
    const part = isOpen() ? await this.part<FilesPart>(thing, at, "files") : "withheld";
    if (typeof part === "string") return undefined;
    const ref = part.list.find((one) => one.id === id);
    return ref === undefined ? undefined : { ref, isOpen };
  }

  /** After how many days what goes here; null where nothing goes by time. Asked for once. */
  times(): Promise<Times | null> {
    this.#times ??= timesIn(this.space, this.now);
    return this.#times;
  }

  /** Nothing is found by what is past its time; undefined where nothing goes by time. */
  async #finds(): Promise<Past | undefined> {
    if ((await this.times()) === null) return undefined;
    return async (entry) => {
      const thing = await this.space.thing(entry.thing);
      if (thing === null) return [];
      const at = { index: entry.index, n: entry.record.n, type: entry.type };
      const gone = async (name: Part) => (await this.#past([{ thing, at }], name))?.[0] === true;
      const past = await Promise.all(ERASABLE.map(gone));
      return ERASABLE.filter((_, i) => past[i]);
    };
  }

  /** Which of these are past their time, erased already or not; null where nothing goes by time. */
  async #past(asked: readonly { thing: Thing; at: EntryRef }[], name: Part) {
    const times = await this.times();
    return times === null ? null : pastOf(this.space, { times, now: this.now }, asked, name);
  }

  /**
   * Entries the reader may open, newest first, before an index, at most `limit`; `before` of the
   * next page, or null at the end. The index itself must leave only in a sealed cursor. Those of
   * the types `but` are as if they were not there.
   */
  async latest(
    limit: number,
    before: number | null,
    but: ReadonlySet<string> = new Set(),
  ): Promise<{
    entries: OpenedEntry[];
    before: number | null;
  }> {
    let end = Math.min(before ?? this.space.size, this.space.size);
    const stop = Math.max(0, Math.ceil(end / LOOK_ENTRIES) - 2) * LOOK_ENTRIES;
    const entries: OpenedEntry[] = [];
    while (end > stop && entries.length < limit) {
      const from = Math.max(stop, end - 64);
      const indexes = Array.from({ length: end - from }, (_, i) => from + i);
      const chunk: OpenEntry[] = [];
      for await (const entry of this.space.entries(indexes)) chunk.push(entry);
      for (const entry of chunk.reverse()) {
        if (but.has(entry.header.type)) continue;
        if (entries.length === limit) return { entries, before: entry.index + 1 };
        const thing = await this.space.thing(entry.header.thing);
        if (thing !== null && this.opens(thing.circle, thing)) entries.push({ entry, thing });
      }
      end = from;
    }
    return { entries, before: end > 0 ? end : null };
  }
}
