/**
 * One space, opened: its entries, marks, tree and the states folded from them. Everything here is
 * derived from the store and may be thrown away at any moment.
 */
import { saltBytes } from "../log/entry.ts";
import { digestBytes } from "../log/sha256.ts";
import { TileWriter } from "../log/tiles.ts";
import type { SealedPart, SpaceId, Store } from "../store/port.ts";
import { Beside } from "./beside.ts";
import { compact } from "./compact.ts";
import {
  allOf,
  erasable,
  kindMark,
  marksOf,
  type OpenEntry,
  openEntry,
  openSegment,
  parsePart,
  partPlace,
  thingMark,
} from "./entry.ts";
import type { EntryRef, Fields, Mark, Part, Thing, Whole } from "./facts.ts";
import { foldIn, foldOn, lastIs } from "./fold.ts";
import { Found } from "./found.ts";
import { epochKey, type Ring } from "./keys.ts";
import { newestMarked } from "./marked.ts";
import { type Counts, Marks, RUN_ENTRIES } from "./marks.ts";
import type { Random } from "./ports.ts";
import { entriesAt } from "./read-entries.ts";
import { Recent } from "./recent.ts";
import { ERASED, type Plan } from "./room.ts";
import { seal, Unsealable, unseal } from "./seal.ts";
import { Standing } from "./standing.ts";
import { Within } from "./within.ts";

/** States kept per space; those idle longest are dropped. */
const STATES_MAX = 20_000;
/** A thing's snapshot is taken every this many of its entries. */
const SNAPSHOT_ENTRIES = 4_096;
/** Parts asked of the store in one call. */
const PARTS_MAX = 1_024;

/** What an opened space needs from outside. */
export type SpaceParts = {
  store: Store;
  plan: Plan;
  ring: Ring;
  random: Random;
  /** Names a kind's way of folding; a snapshot under another name is refolded. */
  foldVersion: (kind: string) => string;
  /** Looks for keys another process made. */
  refresh: () => Promise<unknown>;
};

/** An erasable part as it was written: its salt and its bytes. */
export type OpenPart = { salt: Uint8Array; bytes: Uint8Array; sealed: SealedPart };

/** A space's log and states, in one process. Not for two writers: `Writer` sees to that. */
export class Space {
  readonly id: SpaceId;
  readonly plan: Plan;
  readonly store: Store;
  readonly key: Uint8Array;
  readonly marks: Marks;
  readonly within = new Within(this);
  readonly found = new Found(this);
  readonly standing = new Standing(this);
  readonly beside: Beside;
  tree = new TileWriter();
  ring: Ring;
  size = 0;
  /** Whether its bytes are gone: another process ended it. */
  ended = false;
  counts: Counts = {};
  /** Counts at the last multiples of a run's length, for the runs still to be made. */
  readonly #countsAt = new Map<number, Counts>();
  readonly #states = new Recent<Thing>(STATES_MAX);
  readonly #foldVersion: (kind: string) => string;
  readonly #random: Random;
  /** Where merging of small segments got to. */
  #compacted: number | null = null;
  readonly #refresh: () => Promise<unknown>;
  #catching: Promise<void> | null = null;
  #settling: Promise<void> | null = null;

  private constructor({ store, plan, ring, random, foldVersion, refresh }: SpaceParts) {
    this.id = ring.space;
    this.plan = plan;
    this.store = store;
    this.ring = ring;
    this.key = Buffer.from(ring.key, "base64");
    this.#random = random;
    this.#foldVersion = foldVersion;
    this.#refresh = refresh;
    this.beside = new Beside(this);
    const { derived } = store;
    this.marks = new Marks(
      this.key,
      {
        put: (rows) => derived.put(this.id, rows),
        get: (key) => derived.get(this.id, key),
        keys: (prefix, limit, after) => derived.keys(this.id, prefix, limit, after),
        drop: (prefix) => derived.drop(this.id, prefix),
      },
      random,
    );
  }

  /** Opens a space: finds its runs of marks and reads the tail. */
  static async open(parts: SpaceParts): Promise<Space> {
    const space = new Space(parts);
    space.counts = await space.marks.open();
    space.size = space.marks.runEnd;
    await space.#openTree(space.size);
    await space.catchUp();
    await space.beside.open();
    await space.standing.open();
    const { ring } = space;
    // An older database must not be written on: what was signed would be denied.
    if (ring.state === "live" && (ring.head?.size ?? 0) > space.size) ring.state = "behind";
    return space;
  }

  async #openTree(size: number): Promise<void> {
    const tile = async (level: number, n: number) => {
      const bytes = await this.store.derived.get(this.id, tileKey(level, n));
      if (bytes === null) throw new Error(`a tile is gone: ${level}/${n}`);
      return bytes;
    };
    // A run is sixteen whole tiles, so no leaf is needed for the right edge here.
    this.tree = await TileWriter.restore(size, [], tile);
  }

  /** Reads what any process appended since; a request begins with this. */
  async catchUp(): Promise<void> {
    while (this.#catching !== null) await this.#catching;
    const size = await this.store.size(this.id);
    this.ended = size === 0 && this.size > 0;
    if (size <= this.size) return;
    this.#catching = this.#readTail(size).finally(() => {
      this.#catching = null;
    });
    await this.#catching;
  }

  async #readTail(to: number): Promise<void> {
    for await (const segment of this.store.read(this.id, this.size, to)) {
      const from = Math.max(segment.first, this.size);
      const stored = openSegment(this.key, this.id, segment).slice(from - segment.first);
      const entries = stored.map((one, i) => openEntry(one, from + i));
      const parts = await this.parts(entries.flatMap(erasable));
      const fresh = entries.map((entry) => ({ entry, hashes: this.#hashesOf(entry, parts) }));
      // What is durable can be read before whoever wrote it hears so, and by several at a time.
      const known = Math.max(0, this.size - segment.first) * digestBytes;
      this.tree.appendEntries(segment.leaves.subarray(known));
      this.take(fresh, new Map(), this.tree);
    }
  }

  #hashesOf(entry: OpenEntry, parts: Map<string, OpenPart>): number[] {
    return allOf(this.marksOfEntry(entry, parts)).map((mark) => this.marks.hash(mark));
  }

  /** An entry's marks, from the parts at hand; an erased part has none. */
  marksOfEntry(entry: OpenEntry, parts: Map<string, OpenPart>): ReturnType<typeof marksOf> {
    const { type, thing } = entry.header;
    const part = (name: string) => {
      const found = parts.get(`${entry.index}/${name}`);
      return found === undefined ? {} : { [name]: parsePart(found.bytes) };
    };
    const whole = {
      ...{ record: entry.record, stamp: entry.stamp, thing },
      ...part("words"),
      ...part("people"),
      ...part("files"),
    } as Whole;
    const kind = this.plan.fact(type)?.kind.kind ?? "";
    return marksOf(this.plan, kind, type, entry.record.n, whole);
  }

  /** Takes entries that are now durable: size, counts, marks, tree, states. Touches memory only. */
  take(all: readonly Fresh[], states: ReadonlyMap<string, Thing>, tree: TileWriter): void {
    const fresh = all.filter(({ entry }) => entry.index >= this.size);
    this.tree = tree;
    for (const { entry, hashes } of fresh) {
      this.marks.add(entry.index, hashes);
      const { circle } = entry.record;
      this.counts[circle] = Math.max(this.counts[circle] ?? 0, entry.record.k);
      this.size = entry.index + 1;
      if (entry.type === ERASED) this.found.forget();
      if (this.size % RUN_ENTRIES === 0) this.#countsAt.set(this.size, { ...this.counts });
      if (states.has(entry.thing)) continue;
      const known = this.#states.get(entry.thing);
      if (known !== undefined) foldIn(this.plan, known, entry);
    }
    for (const [id, thing] of states) this.#states.set(id, thing);
    this.beside.take(fresh, states);
    this.standing.take(fresh, states);
  }

  /** Moves full runs of marks and full snapshots out of memory; a failure leaves them for later. */
  settle(): Promise<void> {
    this.#settling ??= this.#settleAll().finally(() => {
      this.#settling = null;
    });
    return this.#settling;
  }

  /** Takes erased parts' marks out, one after another with what `settle` is doing. */
  async removeMarks(gone: readonly { index: number; hashes: number[] }[]): Promise<void> {
    if (gone.length === 0) return;
    await this.settle();
    for (const { index, hashes } of gone) await this.marks.remove(index, hashes);
  }

  async #settleAll(): Promise<void> {
    while (this.marks.due(this.size)) {
      const end = this.marks.runEnd + RUN_ENTRIES;
      await this.marks.settle(this.#countsAt.get(end) ?? this.counts);
      this.#countsAt.delete(end);
      const from = this.#compacted ?? end - RUN_ENTRIES;
      this.#compacted = await compact(this, from, end, this.#random);
    }
  }

  /** The thing, if it is in memory. Undefined says nothing about whether it exists. */
  known(id: string): Thing | undefined {
    return this.#states.get(id);
  }

  /** The thing, folded; null where there is none. */
  async thing(id: string): Promise<Thing | null> {
    return this.known(id) ?? (await this.#load(id));
  }

  async #load(id: string): Promise<Thing | null> {
    const size = this.size;
    let thing = await this.#snapshot(id);
    const from = thing === null ? 0 : thing.last.index + 1;
    const indexes = await this.marks.find(this.marks.hash(thingMark(id)), from);
    let sinceSnapshot = 0;
    let last: OpenEntry | null = null;
    const known = indexes.filter((index) => index < size);
    for await (const some of entriesAt(this, known))
      for (const entry of some) {
        if (entry.thing !== id) continue;
        thing = foldOn(this.plan, thing, entry);
        last = entry;
        sinceSnapshot++;
      }
    if (thing === null) return null;
    if (last !== null) lastIs(thing, last);
    if (sinceSnapshot >= SNAPSHOT_ENTRIES) await this.#saveSnapshot(thing);
    // Another process or this one may have appended meanwhile; then fold again from what is new.
    if (this.size !== size) return this.known(id) ?? (await this.#load(id));
    this.#states.set(id, thing);
    return thing;
  }

  #snapshotKey(id: string): string {
    return `snapshot/${id}`;
  }

  async #snapshot(id: string): Promise<Thing | null> {
    const sealed = await this.store.derived.get(this.id, this.#snapshotKey(id));
    if (sealed === null) return null;
    const { fold, thing } = parsePart(unseal(this.key, `snapshot/${this.id}/${id}`, sealed)) as {
      fold: string;
      thing: Thing;
    };
    // Another process may have kept it of entries that this one has yet to read.
    const isAhead = thing.last.index >= this.size;
    return fold === this.#foldVersion(thing.kind) && !isAhead ? thing : null;
  }

  async #saveSnapshot(thing: Thing): Promise<void> {
    const plain = JSON.stringify({ fold: this.#foldVersion(thing.kind), thing });
    const place = `snapshot/${this.id}/${thing.id}`;
    const value = seal(this.key, place, Buffer.from(plain), this.#random);
    await this.store.derived.put(this.id, [{ key: this.#snapshotKey(thing.id), value }]);
  }

  /** Many things at once, in the order asked; each segment is opened once. */
  async things(ids: readonly string[]): Promise<Thing[]> {
    const size = this.size;
    const missing = ids.filter((id) => !this.#states.has(id));
    if (missing.length > 1) {
      const indexes = new Set<number>();
      for (const id of missing)
        for (const at of await this.marks.find(this.marks.hash(thingMark(id))))
          if (at < size) indexes.add(at);
      const wanted = new Set(missing);
      const folded = new Map<string, Thing>();
      const ascending = [...indexes].sort((a, b) => a - b);
      for await (const some of entriesAt(this, ascending))
        for (const entry of some)
          if (wanted.has(entry.thing))
            folded.set(entry.thing, foldIn(this.plan, folded.get(entry.thing) ?? null, entry));
      if (this.size === size) for (const [id, thing] of folded) this.#states.set(id, thing);
    }
    const found: Thing[] = [];
    for (const id of ids) {
      const thing = await this.thing(id);
      if (thing !== null) found.push(thing);
    }
    return found;
  }

  /** Ids of things of a kind, oldest first; where there are more than `limit`, the newest. */
  async idsOfKind(kind: string, limit: number): Promise<string[]> {
    const indexes = await this.marks.find(this.marks.hash(kindMark(kind)));
    let ids: string[] = [];
    for (let end = indexes.length; end > 0 && ids.length < limit; ) {
      const from = Math.max(0, end - (limit - ids.length));
      ids = [...(await this.#begunAt(indexes.slice(from, end), kind)), ...ids];
      end = from;
    }
    return ids;
  }

  /** How many things of a kind began here, whoever may open them. */
  async countOfKind(kind: string): Promise<number> {
    return (await this.marks.find(this.marks.hash(kindMark(kind)))).length;
  }

  /** Ids of a kind's things whose first entry is after `index`, oldest first, at most `limit`. */
  async idsAfter(kind: string, index: number, limit: number): Promise<string[]> {
    const indexes = await this.marks.find(this.marks.hash(kindMark(kind)), index + 1);
    const ids: string[] = [];
    for (let at = 0; at < indexes.length && ids.length < limit; at += limit)
      ids.push(...(await this.#begunAt(indexes.slice(at, at + limit), kind)));
    return ids.slice(0, limit);
  }

  async #begunAt(indexes: readonly number[], kind: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { record, type, thing } of this.entries(indexes))
      if (record.n === 1 && this.plan.fact(type)?.kind.kind === kind) ids.push(thing);
    return ids;
  }

  /** The newest entries that carry a mark, at most `limit`, confirmed on each itself; ascending. */
  marked(mark: Mark, limit: number): Promise<OpenEntry[]> {
    return newestMarked(this, mark, limit);
  }

  /** Opens the entries at these ascending indexes. */
  async *entries(indexes: readonly number[]): AsyncIterable<OpenEntry> {
    for await (const some of entriesAt(this, indexes)) yield* some;
  }

  /** Erasable parts that still exist, opened, by `index/name`. */
  async parts(refs: readonly { index: number; name: string }[]): Promise<Map<string, OpenPart>> {
    const found = new Map<string, OpenPart>();
    for (let i = 0; i < refs.length; i += PARTS_MAX)
      for (const sealed of await this.store.parts(this.id, refs.slice(i, i + PARTS_MAX))) {
        const plain = this.#openPart(sealed) ?? (await this.#openAgain(sealed));
        if (plain === null) continue;
        const [salt, bytes] = [plain.subarray(0, saltBytes), plain.subarray(saltBytes)];
        found.set(`${sealed.index}/${sealed.name}`, { salt, bytes, sealed });
      }
    return found;
  }

  #openPart(part: SealedPart): Uint8Array | null {
    // A destroyed epoch means erased: a row that came back from an old copy stays shut.
    if (this.ring.epochs[String(part.epoch)] === undefined) return null;
    const place = partPlace(this.id, part.index, part.name);
    try {
      return unseal(epochKey(this.ring, part.epoch), place, part.sealed);
    } catch (fault) {
      if (fault instanceof Unsealable) throw new Error(`part ${place} does not open`);
      throw fault;
    }
  }

  /** Its epoch ended on its way here, or another process began it and its key is in the folder. */
  async #openAgain(part: SealedPart): Promise<Uint8Array | null> {
    const [again] = await this.store.parts(this.id, [part]);
    if (again === undefined) return null;
    if (again.epoch > this.ring.epoch.now) await this.#refresh();
    return this.#openPart(again);
  }

  /** One erasable part's fields, or null where it was erased. */
  async fields(at: EntryRef, name: Part): Promise<Fields | null> {
    const found = await this.parts([{ index: at.index, name }]);
    const part = found.get(`${at.index}/${name}`);
    return part === undefined ? null : parsePart(part.bytes);
  }
}

/** An entry that has become durable, with what memory needs of it. */
export type Fresh = { entry: OpenEntry; hashes: number[] };

/** The derived key of a stored full tile. */
export function tileKey(level: number, n: number): string {
  return `tile/${String(level).padStart(2, "0")}/${String(n).padStart(12, "0")}`;
}
