/**
 * What stands on an agreement, in one space: an index in memory that a room folds from its own
 * things and from those that these name, asked by the gate at the moment of use. A space without
 * agreements keeps nothing here and is asked nothing.
 */
import type { CommandRow } from "./command.ts";
import type { OpenEntry } from "./entry.ts";
import type { Thing } from "./facts.ts";
import { foldIn } from "./fold.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { AgreedIndex, ClauseUse, Plan } from "./room.ts";

/** What of a space it needs. */
type Of = {
  plan: Plan;
  idsOfKind: (kind: string, limit: number) => Promise<string[]>;
  things: (ids: readonly string[]) => Promise<Thing[]>;
};

/** What is not durable yet, and the index of the entry where a part of one is asked about. */
type Lent = { staged?: readonly Thing[]; part?: number };

/** Things folded together while a space is opened. */
const CHUNK = 2_000;
const NOBODY: ReadonlySet<string> = new Set();
const NOTHING: readonly Thing[] = [];

/** The index of one space. */
export class Agreed {
  readonly #of: Of;
  #kinds: ReadonlySet<string> = NOBODY;
  #asks: ReadonlySet<string> = NOBODY;
  #index: AgreedIndex | null = null;
  /** Its own copies: states that are dropped elsewhere are not dropped here. */
  readonly #things = new Map<string, Thing>();

  constructor(of: Of) {
    this.#of = of;
  }

  /** Folds what there is; a space without any looks for its kinds once. */
  async open(): Promise<void> {
    const row = this.#of.plan.agreed;
    if (row === undefined) return;
    const index = row.begin();
    this.#asks = new Set(row.asks);
    for (const { kind } of row.kinds)
      await this.#fold(index, await this.#of.idsOfKind(kind, Number.MAX_SAFE_INTEGER));
    await this.#fold(index, [...index.follows]);
    this.#kinds = new Set(row.kinds.map(({ kind }) => kind));
    this.#index = index;
  }

  async #fold(index: AgreedIndex, ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += CHUNK)
      for (const thing of await this.#of.things(ids.slice(at, at + CHUNK)))
        this.#keep(index, structuredClone(thing));
  }

  #keep(index: AgreedIndex, thing: Thing): void {
    this.#things.set(thing.id, thing);
    index.take(thing as Thing<never>);
  }

  /** Takes what is durable now: as it was staged, or entry by entry. */
  take(fresh: readonly { entry: OpenEntry }[], states: ReadonlyMap<string, Thing>): void {
    const index = this.#index;
    if (index === null) return;
    for (const thing of states.values())
      if (this.#kinds.has(thing.kind)) this.#keep(index, structuredClone(thing));
    // What names them is taken by now, so those of the same commit are followed already.
    if (index.follows.size > 0)
      for (const thing of states.values())
        if (index.follows.has(thing.id)) this.#keep(index, structuredClone(thing));
    for (const { entry } of fresh) {
      if (states.has(entry.thing)) continue;
      const own = this.#things.get(entry.thing) ?? null;
      if (own === null && !this.#isWanted(index, entry)) continue;
      if (entry.record.n > (own?.n ?? 0)) this.#keep(index, foldIn(this.#of.plan, own, entry));
    }
  }

  #isWanted({ follows }: AgreedIndex, { type, thing }: OpenEntry): boolean {
    if (follows.has(thing)) return true;
    const kind = this.#of.plan.fact(type)?.kind.kind;
    return kind !== undefined && this.#kinds.has(kind);
  }

  /** Why a use does not stand on its clause now (ms), or null where it does. */
  may(use: ClauseUse, now: number, staged: readonly Thing[]): Refusal | null {
    if (this.#index === null) return nothingHere;
    return this.#index.may(use, { now, staged: staged as readonly Thing<never>[] });
  }

  /** Whether a thing that is the host's alone, or a part of it, is lent to a group now (ms). */
  lends(ally: string, thing: Thing, now: number, more: Lent = {}): boolean {
    if (this.#index === null || this.#things.size === 0) return false;
    const { staged = NOTHING, part } = more;
    const at = { now, staged: staged as readonly Thing<never>[], part };
    return this.#index.lends(ally, thing as Thing<never>, at);
  }

  /** Whether agreements have a say in what another room does by this row. */
  asks({ kind, name }: CommandRow): boolean {
    return kind === "act" && this.#things.size > 0 && this.#asks.has(name);
  }

  /** Why what another room does has to wait for an agreement now (ms), or null. */
  mayGoOn(row: CommandRow, input: unknown, now: number, staged: readonly Thing[]): Refusal | null {
    if (this.#index === null || !this.asks(row)) return null;
    return this.#index.mayGoOn(row.name, input, { now, staged: staged as readonly Thing<never>[] });
  }
}

/** Where no room knows of agreements, no clause holds. */
const nothingHere = refuse("house.nothing-to-stand-on", "clause");
