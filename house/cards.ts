/**
 * Cards: one small summary per space, for pages over many spaces (docs/architecture.md). Rooms say
 * of a space what the public may open anyway; it is sealed in the space's file under a key of its
 * own, which is another one with every writing, so that no copy opens what stood there before. A
 * space that is not open to everyone has none. The node's own rows name who has one, and no words.
 */
import { isDeepStrictEqual } from "node:util";
import type { SpaceId } from "../store/port.ts";
import { darkFrom } from "./beside.ts";
import { PUBLIC } from "./circles.ts";
import { dayIn } from "./days.ts";
import type { Fields, Thing } from "./facts.ts";
import type { House } from "./house.ts";
import { changeRing, type Ring, readRing, refreshRing } from "./keys.ts";
import { seal, Unsealable, unseal } from "./seal.ts";
import type { Space } from "./space.ts";
import type { View } from "./view.ts";

/** What a room says of a space on its card, and the kinds of things that change it. */
export type CardRow = {
  kinds: readonly string[];
  /** From the public's view; plain JSON. Null of the room that knows the space: no card at all. */
  say: (view: View) => Promise<Fields | null>;
};

/** A card: what each room says, by its name, and the day since when it says so (`YYYY-MM-DD`). */
export type Card = { space: SpaceId; day: string; says: Readonly<Record<string, Fields>> };

/** Cards a page over many spaces looks at. */
export const CARDS_MAX = 10_000;

const ROW = "card/";
const KEY = "card";
const ROWS_A_PAGE = 256;
const KEY_BYTES = 32;
const TRIES_MAX = 8;

/**
 * What a commit that closes the space to everyone writes along with itself: an empty card. So even
 * a process that dies before it takes the card away shows none when it begins again.
 */
export function emptiedCard(
  { id, ring, plan, beside }: Pick<Space, "id" | "ring" | "plan" | "beside">,
  states: ReadonlyMap<string, Thing>,
): { key: string; value: Uint8Array }[] {
  const own = states.get(id);
  const silence = states.get(beside.id ?? "");
  const dark = silence !== undefined && beside.isDark(silence.last.at, silence);
  const closed = own !== undefined && (own.circle !== "public" || plan.charter.shut(own as never));
  const closes = (closed || dark) && Boolean(ring.card);
  return closes ? [{ key: KEY, value: new Uint8Array(0) }] : [];
}

/** `until`: from then on the group counts as silent (ms), and it is shown no more. */
type Stored = { fold: string; day: string; until?: number; says: Record<string, Fields> };
type Said = { says: Record<string, Fields>; n: number; day: string; until: number | null };
/** Where a card was read before: the row's random value is another one with every writing. */
type Known = { row: string; card: Card | null; until: number };

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** All cards of a node. */
export class Cards {
  readonly #house: House;
  readonly #kinds: ReadonlySet<string>;
  /** Spaces where something was written that may change figures on their card. */
  readonly #touched = new Set<SpaceId>();
  #known = new Map<SpaceId, Known>();

  constructor(house: House) {
    this.#house = house;
    const { rooms } = house.parts.plan;
    this.#kinds = new Set(rooms.flatMap(({ card }) => card?.kinds ?? []));
  }

  /** What the rooms that wrote a card were; asked for late, since naming it reads their source. */
  get #fold(): string {
    return [...this.#kinds].map(this.#house.parts.foldVersion).join("/");
  }

  /** Notes that something was written; its figures wait for {@link renewTouched}. */
  touch(space: SpaceId, things: readonly Pick<Thing, "kind">[]): void {
    if (things.some(({ kind }) => this.#kinds.has(kind))) this.#touched.add(space);
  }

  /**
   * Writes the cards anew of spaces that were touched. The runner's beat alone calls it: were a
   * command to do it, the moment a figure changed here would tell of commands nobody may see.
   */
  async renewTouched(): Promise<void> {
    for (const space of [...this.#touched]) {
      // Off the list first: what is written meanwhile is looked at again at the next beat.
      this.#touched.delete(space);
      try {
        await this.renew(space);
      } catch (fault) {
        // At the end of the list, so that one that cannot be written holds up nobody for long.
        this.#touched.add(space);
        throw fault;
      }
    }
  }

  /** Makes the card what it should be now: written where it says something else, or taken away. */
  async renew(id: SpaceId): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const said = await this.#say(id);
      const space = await this.#house.space(id);
      const release = await this.#house.parts.store.lock(id);
      try {
        await space?.catchUp();
        // Who was open a moment ago may be closed by now; closing is never put off.
        const now = space === null ? undefined : await versionOf(space);
        if (said !== null && said.n !== now) continue;
        if (space === null || said === null) await this.#takeAway(id, space);
        else await this.#write(space, said);
        return;
      } finally {
        await release();
      }
    }
    throw new Error("the space kept changing while its card was written");
  }

  /** What rooms say to everyone; null where the space is closed, or not written here. */
  async #say(id: SpaceId): Promise<Said | null> {
    const view = await this.#house.view(id, PUBLIC);
    if (view === null || view.space.ring.state !== "live") return null;
    const { plan } = this.#house.parts;
    const thing = await view.space.thing(id);
    if (thing === null || thing.kind !== plan.charter.kind.kind) return null;
    if (plan.charter.protects(thing as never) || !view.opens(thing.circle, thing)) return null;
    const says: Record<string, Fields> = {};
    for (const { name, card, charter } of plan.rooms) {
      const said = (await card?.say(view)) ?? null;
      if (said !== null) says[name] = said;
      else if (charter !== undefined) return null;
    }
    const day = dayIn(view.now, plan.charter.zone(thing as never), false);
    const until = darkFrom(plan, view.space.beside.thing);
    return { says, n: await versionOf(view.space), day, until };
  }

  async #write(space: Space, { says, day, until }: Said): Promise<void> {
    const { store, keys, random, clock } = this.#house.parts;
    const { id, ring } = space;
    if (!(await refreshRing(keys, ring))) return;
    const row = await store.records.get("node", `${ROW}${id}`, clock());
    const before = row === null ? null : await this.#read(id, ring);
    // Nothing new: the day since when it says so stays, and nothing tells that anyone looked.
    const same = before?.fold === this.#fold && isDeepStrictEqual(before.says, says);
    if (same && (before.until ?? null) === until) return;
    const key = random(KEY_BYTES);
    // Written anew for its end alone, it has said so since the day it did before.
    const since = same ? before.day : day;
    const plain: Stored = { fold: this.#fold, day: since, ...(until ? { until } : {}), says };
    const value = seal(key, `${ROW}${id}`, Buffer.from(JSON.stringify(plain)), random);
    await changeRing(keys, ring, (next) => {
      next.card = Buffer.from(key).toString("base64");
    });
    await store.derived.put(id, [{ key: KEY, value }]);
    const named = { key: `${ROW}${id}`, value: random(16), expires: null };
    await store.records.put("node", named, "any", clock());
  }

  async #takeAway(id: SpaceId, space: Space | null): Promise<void> {
    const { store, keys } = this.#house.parts;
    await this.forget(id);
    if (space === null || !(await refreshRing(keys, space.ring)) || !space.ring.card) return;
    await changeRing(keys, space.ring, (next) => {
      next.card = null;
    });
    await store.derived.drop(id, KEY);
  }

  /** Takes a space off every page over many spaces at once. Its file is another matter. */
  async forget(id: SpaceId): Promise<void> {
    await this.#house.parts.store.records.delete("node", `${ROW}${id}`);
  }

  async #read(id: SpaceId, ring: Ring | null): Promise<Stored | null> {
    const sealed = await this.#house.parts.store.derived.get(id, KEY);
    if (sealed === null || !ring?.card) return null;
    try {
      const plain = unseal(Buffer.from(ring.card, "base64"), `${ROW}${id}`, sealed);
      return JSON.parse(Buffer.from(plain).toString()) as Stored;
    } catch (fault) {
      // Being written at this moment, or broken off: then it is written again, and not shown.
      if (fault instanceof Unsealable) return null;
      throw fault;
    }
  }

  /** The spaces that have a card, in no given order. */
  async listed(): Promise<SpaceId[]> {
    return [...(await this.#rows()).keys()];
  }

  /** Every card that may be shown, in no given order, at most {@link CARDS_MAX}. Opens no space. */
  async all(): Promise<Card[]> {
    const { keys, clock } = this.#house.parts;
    const known = new Map<SpaceId, Known>();
    for (const [space, row] of await this.#rows()) {
      const before = this.#known.get(space);
      if (before?.row === row) {
        known.set(space, before);
        continue;
      }
      const stored = await this.#read(space, await readRing(keys, space));
      // Another version of the rooms wrote it: it waits to be written anew.
      const card = stored?.fold === this.#fold ? cardOf(space, stored) : null;
      const until = stored?.until ?? Infinity;
      if (card !== null) known.set(space, { row, card, until });
    }
    this.#known = known;
    const now = clock();
    return [...known.values()].flatMap(({ card, until }) => (now < until ? (card ?? []) : []));
  }

  async #rows(): Promise<Map<SpaceId, string>> {
    const { store, clock } = this.#house.parts;
    const found = new Map<SpaceId, string>();
    for (let after: string | null = null; found.size < CARDS_MAX; ) {
      const rows = await store.records.list("node", ROW, ROWS_A_PAGE, after, clock());
      for (const { key, value } of rows) found.set(key.slice(ROW.length), hex(value));
      after = rows.at(-1)?.key ?? null;
      if (rows.length < ROWS_A_PAGE) break;
    }
    return found;
  }
}

/** Another number where anything was written that opens or closes the space to everyone. */
async function versionOf(space: Space): Promise<number> {
  return ((await space.thing(space.id))?.n ?? 0) + (space.beside.thing?.n ?? 0);
}

function cardOf(space: SpaceId, { day, says }: Stored): Card {
  return { space, day, says };
}
