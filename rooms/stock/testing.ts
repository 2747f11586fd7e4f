/** For tests of this room: a small world that commands change, and what the law asks of it. */

import type { CommandRow, Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { decide, fold, type Given } from "../../house/testing.ts";
import { billionths, type Text } from "../../house/values/index.ts";
import { type BookState, book, hereOf, ownBookMark, purposeMark } from "../ledger/index.ts";
import { delivery } from "../offers/index.ts";
import { folded, lot, SHELVES, type ShelfState, shelf, stowed, stowedMark } from "./facts.ts";
import { GOODS, goods, goodsMark } from "./goods.ts";
import { leg } from "./legs.ts";
import { byUnit, linesOf } from "./lots.ts";

/** Everything the room's deciders look at. */
export const KINDS = [book, delivery, shelf, goods, lot, stowed, leg] as never[];

/** A text in English. */
export const en = (text: string): Text => ({ lang: "en", text });

/** A world of facts in memory, which commands add to. Words are kept beside, for marks alone. */
export class Shop {
  readonly given: (Given & { kind?: string })[] = [];
  readonly #names = new Map<string, string>();
  #made = 0;

  /** The things as they are. */
  things(): Map<string, Thing> {
    return fold(KINDS, this.given);
  }

  /** One thing's state. */
  state<S>(id: string): S {
    return this.things().get(id)?.state as S;
  }

  /** Decides a command, and writes what it says. */
  do<I>(row: CommandRow<I>, input: object, context: Partial<Context> = {}): Decided | Refusal {
    const id = () => {
      this.#made += 1;
      return this.#made.toString(16).padStart(32, "f");
    };
    const done = decide(row, KINDS, this.given, input as I, {
      ...{ matches: (thing, mark) => this.#matches(thing, mark), id },
      ...context,
    });
    if (isRefusal(done)) return done;
    for (const fact of done.facts) {
      const { thing, type, record, words } = fact;
      this.given.push({ thing, type, record });
      const name = (words as { name?: Text; code?: Text } | undefined)?.name;
      if (name !== undefined) this.#names.set(thing, folded(name.text));
    }
    return done;
  }

  /** The same, where it has to be done; answers what it answered. */
  did<I>(row: CommandRow<I>, input: object, context: Partial<Context> = {}) {
    const done = this.do(row, input, context);
    if (isRefusal(done)) throw new Error(`refused: ${JSON.stringify(done)}`);
    return done.answer as Record<string, string>;
  }

  #matches({ kind, id, state }: Thing, mark: string): boolean {
    if (kind === "shelf") return mark === SHELVES;
    if (kind === "goods") return mark === GOODS || mark === goodsMark(this.#names.get(id) ?? "");
    if (kind === "stowed") return mark === stowedMark((state as { delivery: string }).delivery);
    if (kind !== "book") return false;
    const { purpose, agreement } = state as BookState;
    return mark === (agreement === null ? purposeMark(purpose) : ownBookMark(agreement));
  }
}

/** What is wrong between places and books; nothing, where the law holds. */
export function faultsIn(things: ReadonlyMap<string, Thing>): string[] {
  const faults: string[] = [];
  for (const { kind, id, state } of things.values()) {
    if (kind !== "book") continue;
    const own = [...things.values()]
      .filter((one) => one.kind === "shelf" && (one.state as ShelfState).book === id)
      .flatMap((one) => linesOf((one.state as ShelfState).lots));
    if (own.some(({ of }) => billionths(of) <= 0n)) faults.push("a line of nothing or less");
    const { placed } = state as BookState;
    const lying = byUnit(own);
    for (const unit of new Set([...Object.keys(placed), ...lying.keys()])) {
      const said = billionths(placed[unit] ?? "0");
      if (said !== (lying.get(unit) ?? 0n)) faults.push(`${unit}: the book says otherwise`);
      if (hereOf(state as BookState, unit) < said) faults.push(`${unit}: more than is here`);
    }
  }
  return faults;
}
