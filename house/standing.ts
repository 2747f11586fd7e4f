/**
 * What stands on somebody's permission, in one space: an index in memory that a room folds from
 * its own things, asked by the gate at the moment of use and by every reading. Nothing of it is
 * kept, so nothing of it can be out of date.
 */
import { Agreed } from "./agreed.ts";
import type { CommandRow } from "./command.ts";
import type { Commit } from "./commit.ts";
import type { OpenEntry } from "./entry.ts";
import type { Thing } from "./facts.ts";
import { foldIn } from "./fold.ts";
import { standsOn } from "./gate.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import type { ClauseUse, Plan, StandingIndex, Use } from "./room.ts";

/** What of a space it needs. */
type Of = {
  plan: Plan;
  idsOfKind: (kind: string, limit: number) => Promise<string[]>;
  things: (ids: readonly string[]) => Promise<Thing[]>;
};

/** Things folded together while a space is opened. */
const CHUNK = 2_000;

const NO_THINGS: readonly Thing[] = [];

/** The index of one space. */
export class Standing {
  readonly #of: Of;
  /** What stands on an agreement: an index beside this one. */
  readonly agreed: Agreed;
  #kinds: ReadonlySet<string> = new Set();
  #index: StandingIndex | null = null;
  /** Its own copies: states that are dropped elsewhere are not dropped here. */
  readonly #things = new Map<string, Thing>();

  constructor(of: Of) {
    this.#of = of;
    this.agreed = new Agreed(of);
  }

  /** Folds what there is; a space without any looks for its kinds once. */
  async open(): Promise<void> {
    await this.agreed.open();
    const row = this.#of.plan.standing;
    if (row === undefined) return;
    this.#kinds = new Set(row.kinds.map(({ kind }) => kind));
    const index = row.begin();
    const found: Thing[] = [];
    for (const { kind } of row.kinds) {
      const ids = await this.#of.idsOfKind(kind, Number.MAX_SAFE_INTEGER);
      for (let at = 0; at < ids.length; at += CHUNK)
        found.push(...(await this.#of.things(ids.slice(at, at + CHUNK))));
    }
    this.#index = index;
    for (const thing of found) this.#keep(structuredClone(thing));
  }

  /** Takes what is durable now: as it was staged, or entry by entry. */
  take(fresh: readonly { entry: OpenEntry }[], states: ReadonlyMap<string, Thing>): void {
    this.agreed.take(fresh, states);
    if (this.#index === null) return;
    for (const thing of states.values())
      if (this.#kinds.has(thing.kind)) this.#keep(structuredClone(thing));
    for (const { entry } of fresh) {
      if (states.has(entry.thing)) continue;
      const own = this.#things.get(entry.thing) ?? null;
      const kind = own?.kind ?? this.#of.plan.fact(entry.type)?.kind.kind;
      if (kind === undefined || !this.#kinds.has(kind)) continue;
      if (entry.record.n > (own?.n ?? 0)) this.#keep(foldIn(this.#of.plan, own, entry));
    }
  }

  #keep(thing: Thing): void {
    this.#things.set(thing.id, thing);
    this.#index?.take(thing as Thing<never>);
  }

  /** Whether a thing may be open to others than the host now (ms), as far as that needs a yes. */
  mayShow(thing: string, now: number): boolean {
    return this.#index === null || this.#index.mayShow(thing, now);
  }

  /** Until when what a thing stands on holds at most, where its own facts do not say that (ms). */
  readonly lasts = (thing: string): number | null => this.#index?.lasts(thing) ?? null;

  /**
   * The permission that a use stands on now (ms), by its id, as a list of it alone; null where
   * there is none. `staged` are things with facts that are not durable yet.
   */
  find(use: Use, now: number, staged: readonly Thing[] = NO_THINGS): readonly string[] | null {
    if (this.#index === null) return null;
    const mine = staged.length === 0 ? staged : staged.filter(({ kind }) => this.#kinds.has(kind));
    return this.#index.find(use, now, mine as unknown as readonly Thing<never>[]);
  }

  /** Why what stands on a clause does not now (ms), or null where it does. */
  clause(use: ClauseUse, now: number, staged: readonly Thing[]): Refusal | null {
    return this.agreed.may(use, now, staged);
  }

  /**
   * What a command stands on now (ms), with what its commit changed: the permissions found, one for
   * each thing it names; or why it does not, by consent, by clause or by limit.
   */
  ask(
    row: CommandRow,
    input: unknown,
    now: number,
    commit: Pick<Commit, "staged">,
  ): readonly string[] | Refusal {
    const staged = commit.staged();
    const found = standsOn(row, input, this, now, staged);
    if (!this.agreed.asks(row) || isRefusal(found)) return found;
    return this.agreed.mayGoOn(row, input, now, staged) ?? found;
  }
}
