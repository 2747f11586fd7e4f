/**
 * The one thing beside a space's own that every reading and every command asks about: what the
 * group said of its own silence. It is kept in memory with the space, or that there is none, so
 * that nobody looks for it. It is a thing of its own since the space's own may be for everyone.
 */
import type { Left } from "./command.ts";
import type { OpenEntry } from "./entry.ts";
import type { Thing } from "./facts.ts";
import { foldIn } from "./fold.ts";
import type { Plan } from "./room.ts";

/** Whom a silent group leaves what to: one of its circles, and of the list what that may do. */
export type Leaves = { circle: string; acts: readonly Left[] };

/** What of a space it needs. */
type Of = { id: string; plan: Plan; thing: (id: string) => Promise<Thing | null> };

/** What one space said of its silence. */
export class Beside {
  /** Its id; null where no room knows of silence. */
  readonly id: string | null;
  thing: Thing | null = null;
  readonly #of: Of;

  constructor(of: Of) {
    this.#of = of;
    this.id = of.plan.charter.dark?.of(of.id) ?? null;
  }

  /** Looks once whether anything was said. */
  async open(): Promise<void> {
    if (this.id !== null) this.thing = structuredClone(await this.#of.thing(this.id));
  }

  /** Takes what is durable now: as it was staged, or entry by entry. */
  take(fresh: readonly { entry: OpenEntry }[], states: ReadonlyMap<string, Thing>): void {
    const { id } = this;
    if (id === null) return;
    const staged = states.get(id);
    if (staged !== undefined) this.thing = structuredClone(staged);
    else
      for (const { entry } of fresh)
        if (entry.thing === id && entry.record.n > (this.thing?.n ?? 0))
          this.thing = foldIn(this.#of.plan, this.thing, entry);
  }

  /** What is left to whom, while it counts as silent. */
  get leaves(): Leaves | null {
    return this.thing && (this.#of.plan.charter.dark?.leaves(this.thing as never) ?? null);
  }

  /**
   * Whether the group counts as silent at this time (ms), as said by `thing`: what is staged, or
   * what is durable.
   */
  isDark(now: number, thing: Thing | null = this.thing): boolean {
    return (darkFrom(this.#of.plan, thing) ?? Infinity) <= now;
  }
}

/** From when on the group counts as silent unless somebody speaks (ms); null: never. */
export function darkFrom({ charter }: Plan, thing: Thing | null): number | null {
  const { dark } = charter;
  const known = dark !== undefined && thing?.kind === dark.kind.kind;
  return known ? dark.from(thing as never) : null;
}
