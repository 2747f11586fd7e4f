/**
 * For tests: one book of money in memory, with the deciders and folds of this room and none of the
 * house: no log, no sealing, no store. What a law needs of thousands of histories.
 */
import type { Context, World } from "../../../house/command.ts";
import type { Fields, Kind, NewFact, Stamp, Thing } from "../../../house/facts.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { figure } from "../../../house/values/index.ts";
import { bringRows, settleRow } from "../decider-extracts.ts";
import { type ExtractState, extract, sorting } from "../extract-facts.ts";
import { referenceMark } from "../extract-rows.ts";
import type { Settle } from "../extract-shapes.ts";
import { type BookState, book } from "../facts.ts";
import {
  type BringOptions,
  type Brought,
  bringExtract,
  type Ground,
  type SendRows,
} from "./bring.ts";
import type { Open } from "./read.ts";

const KINDS = [book, extract, sorting] as readonly Kind[];
const BOOK = "b".repeat(32);
const MEMBER = "a".repeat(32);
const NOW = Date.UTC(2026, 10, 2, 9);

/** A space of one book. */
export class SmallSpace {
  readonly #things = new Map<string, Thing>();
  readonly #marked = new Map<string, Set<string>>();
  #index = 0;

  constructor() {
    const record = { purpose: "money" };
    this.#write([{ kind: "book", thing: BOOK, type: "book.opened/1", record }], NOW);
  }

  get book(): Thing<BookState> {
    return this.#things.get(BOOK) as Thing<BookState>;
  }

  get extracts(): Thing<ExtractState>[] {
    return [...this.#things.values()].filter(({ kind }) => kind === extract.kind) as never;
  }

  /** Whether a row of this reference and figure (billionths) came in, from whichever file. */
  hasRow(reference: string, of: bigint): boolean {
    const mark = referenceMark(BOOK, reference, { of: figure(of), unit: "EUR" });
    return this.#marked.has(mark);
  }

  /** Brings a file in, as far as `goes` lets commands through. */
  bring(open: Open, options: BringOptions = {}, goes = () => true): Promise<Brought> {
    const send: SendRows = async (_, input, { happened = NOW }) => {
      if (!goes()) return { refused: "house.try-again", because: "again" };
      const decided = bringRows(this.#world, input as never, this.#context(happened));
      if (isRefusal(decided)) return decided;
      this.#write(decided.facts, happened);
      const answer = decided.answer ?? {};
      return { done: true, answer, things: [], entries: decided.facts.length, again: false };
    };
    return bringExtract(send, open, this.#ground(), options);
  }

  /** Settles a row that waits; whether it was. */
  settle(input: Settle): boolean {
    const decided = settleRow(this.#world, input, this.#context(NOW));
    if (isRefusal(decided)) return false;
    this.#write(decided.facts, NOW);
    return true;
  }

  #ground(): Ground {
    const has = (file: string) => this.extracts.find(({ state }) => state.file === file);
    return {
      ...{ book: BOOK, zone: "UTC", protects: false, now: NOW },
      sort: () => undefined,
      written: async () => false,
      ...{ underway: null, arrived: async () => [] },
      known: async (file) => {
        const rows = has(file)?.state.rows ?? [];
        return (row) => rows.some(([from, to]) => from <= row && row <= to);
      },
      elsewhere: async () => async () => null,
    };
  }

  readonly #world: World = {
    thing: (kind, id) => {
      const found = this.#things.get(id);
      return found?.kind === kind.kind ? (found as never) : undefined;
    },
    find: (kind, mark) =>
      [...(this.#marked.get(mark) ?? [])].flatMap((id) => {
        const found = this.#things.get(id);
        return found?.kind === kind.kind ? [found as never] : [];
      }),
    wrote: () => [],
  };

  #context(happened: number): Context {
    const id = () => String(this.#index++).padStart(32, "0");
    return {
      ...{ now: NOW, happened, author: { by: "member", member: MEMBER }, who: MEMBER },
      ...{ roles: ["treasurer"], arrived: "import", readBack: false, protects: false },
      ...{ zone: "UTC", langs: [], asks: [], space: "5".repeat(32), dark: false, id, code: id },
    };
  }

  /** Folds facts in as the house does: shapes checked, numbered, marked. */
  #write(facts: readonly NewFact[], happened: number): void {
    const day = new Date(happened).toISOString().slice(0, 10);
    for (const { thing: id, type, record: said, words } of facts) {
      const kind = KINDS.find((one) => one.facts.some((fact) => fact.type === type));
      const shape = kind?.facts.find((fact) => fact.type === type);
      if (kind === undefined || shape === undefined) throw new Error(`no kind has ${type}`);
      shape.record.parse(said);
      const before = this.#things.get(id);
      const [index, n] = [this.#index++, (before?.n ?? 0) + 1];
      const record: Fields = { ...said, n, day };
      const stamp: Stamp = {
        ...({ kind: "testimony", by: "member", who: MEMBER, typedBy: null, at: NOW } as const),
        ...({ happened, arrived: "import", readBack: false, standsOn: null } as const),
      };
      const at = { index, n, type, at: NOW, day };
      const thing: Thing = before ?? {
        ...{ kind: kind.kind, id, state: structuredClone(kind.initial), circle: "host", n },
        ...{ parked: false, first: at, last: { ...at, who: MEMBER } },
      };
      thing.n = n;
      thing.state = kind.evolve(thing.state, {
        index,
        n,
        type,
        thing: id,
        record,
        stamp,
        day,
      } as never);
      this.#things.set(id, thing);
      const marks = shape.marks?.({ record, stamp, thing: id, ...(words && { words }) }) ?? {};
      for (const mark of Object.values(marks).flat()) {
        const all = this.#marked.get(mark) ?? new Set();
        this.#marked.set(mark, all.add(id));
      }
    }
  }
}
