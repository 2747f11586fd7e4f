/**
 * The outbox: what a fact asks for beyond its log leaves through here. Its row, ids only, is stored
 * with the fact in one durable step; it is done at once in the process that stored it, and
 * otherwise by the runner: at least once, after growing pauses, a bounded number of times, and what
 * is stuck can be seen (docs/decisions/0007).
 */
import type { Claimed, DueItem, SpaceId } from "../store/port.ts";
import type { OpenEntry } from "./entry.ts";
import type { House } from "./house.ts";
import type { Effect, Plan } from "./room.ts";

/** An effect and the entry that asks for it. */
export type Asked = { effect: Effect; entry: OpenEntry };

/** What is stuck of one effect: tried in vain at least once. */
export type Stuck = { effect: string; count: number };

/** The process that stored a row has this long to do it before the runner takes it, in ms. */
export const GRACE_MS = 10_000;
/** Tries before a row rests until the node is started again: about a week of them. */
export const TRIES_MAX = 12;
/** Rows that may wait on a node; beyond it acts that ask for more are told to come again. */
export const ROWS_MAX = 65_536;
const LEASE_MS = 60_000;
const CLAIMS_MAX = 64;
const PAUSE_MS = 30_000;
const PAUSE_MS_MAX = 24 * 3_600_000;

/** Rows nobody tried yet, or whose trying was broken off. */
const FRESH = "outbox";
const stuckQueue = (effect: string) => `outbox-stuck/${effect}`;
const restQueue = (effect: string) => `outbox-rest/${effect}`;

/** How long a row waits after so many tries in vain, in ms: four times as long each time. */
export function pauseAfter(tries: number): number {
  return Math.min(PAUSE_MS * 4 ** (tries - 1), PAUSE_MS_MAX);
}

type Row = { effect: string; index: number; tries: number };

const idOf = (space: SpaceId, { effect, index }: Omit<Row, "tries">) =>
  `${space}/${index}/${effect}`;

function itemOf(queue: string, space: SpaceId, row: Row, at: number): DueItem {
  const value = Buffer.from(JSON.stringify(row));
  return { queue, id: idOf(space, row), space, at, value };
}

/** The rows of what a commit's facts ask for, to be stored along with it. */
export function outboxItems(space: SpaceId, asked: readonly Asked[], now: number): DueItem[] {
  return asked.map(({ effect, entry }) =>
    itemOf(FRESH, space, { effect: effect.name, index: entry.index, tries: 0 }, now + GRACE_MS),
  );
}

/** Does what rows ask for, in one process. */
export class Outbox {
  readonly #house: House;
  /** Rows done here and not yet taken off: that is done many at a time, by the runner. */
  readonly #done = new Set<string>();
  #running: Promise<void> | null = null;
  #begun = false;
  #full = false;

  constructor(house: House) {
    this.#house = house;
  }

  /** Whether so much waits that no more may be asked for by acts, as of the last run. */
  get full(): boolean {
    return this.#full;
  }

  /** Does what a command just asked for. What fails stays and is the runner's. */
  async atOnce(space: SpaceId, asked: readonly Asked[]): Promise<void> {
    for (const { effect, entry } of asked) {
      try {
        await effect.act(this.#house, space, entry);
        this.#isDone(idOf(space, { effect: effect.name, index: entry.index }));
      } catch (fault) {
        this.#failed(effect.name, 0, fault);
      }
    }
  }

  /** Takes off what is done, and tries what is due by `now` (ms). One run at a time. */
  run(now = this.#house.now): Promise<void> {
    this.#running ??= this.#run(now).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** What was tried in vain, by effect; effects with nothing stuck are left out. */
  async stuck(): Promise<Stuck[]> {
    const found: Stuck[] = [];
    for (const effect of effectsOf(this.#house.parts.plan)) {
      const count =
        (await this.#count(stuckQueue(effect))) + (await this.#count(restQueue(effect)));
      if (count > 0) found.push({ effect, count });
    }
    return found;
  }

  async #count(queue: string): Promise<number> {
    return (await this.#house.parts.store.due.waiting(queue)).count;
  }

  async #run(now: number): Promise<void> {
    const { due } = this.#house.parts.store;
    const effects = effectsOf(this.#house.parts.plan);
    // At the beginning nothing fresh is this process's own: it is what the last one left.
    const first = !this.#begun;
    const until = first ? now + GRACE_MS : now;
    for (let more = true; more; ) {
      const claimed = await due.claim(FRESH, until, LEASE_MS, CLAIMS_MAX);
      for (const item of claimed) await this.#take(item);
      more = claimed.length === CLAIMS_MAX;
    }
    // A queue for each effect: one that never works keeps no other one waiting.
    for (const effect of effects) {
      const queues = first ? [stuckQueue(effect), restQueue(effect)] : [stuckQueue(effect)];
      for (const queue of queues) {
        // Nearly always nothing is stuck: looking writes nothing, and claiming would.
        if ((await this.#count(queue)) === 0) continue;
        for (const item of await due.claim(queue, now, LEASE_MS, CLAIMS_MAX))
          await this.#take(item);
      }
    }
    this.#begun = true;
    const stuck = (await this.stuck()).reduce((sum, { count }) => sum + count, 0);
    this.#full = stuck + (await this.#count(FRESH)) - this.#done.size >= ROWS_MAX;
  }

  async #take(item: Claimed): Promise<void> {
    const { due } = this.#house.parts.store;
    const row = JSON.parse(Buffer.from(item.value).toString()) as Row;
    try {
      if (!this.#done.has(item.id)) await this.#act(item.space, row);
    } catch (fault) {
      const tries = row.tries + 1;
      await this.#later(item.space, { ...row, tries });
      await due.done(item);
      this.#failed(row.effect, tries, fault);
      return;
    }
    await due.done(item);
    this.#done.delete(item.id);
  }

  async #act(space: SpaceId, { effect: name, index }: Row): Promise<void> {
    const house = this.#house;
    const { plan, store } = house.parts;
    const effect = plan.effect(name);
    if (effect === undefined) throw new Error(`no room has the effect ${name}`);
    const opened = await house.space(space);
    if (opened === null) {
      if (effect.keyless !== undefined) return effect.keyless(house, space);
      if ((await store.size(space)) === 0) return;
      throw new Error("a space's keys are not here");
    }
    // A database set back to an older copy may hold a row whose entry it does not.
    if (index >= opened.size) return;
    for await (const entry of opened.entries([index]))
      if (effect.on.includes(entry.type)) await effect.act(house, space, entry);
  }

  async #later(space: SpaceId, row: Row): Promise<void> {
    const { now } = this.#house;
    const rests = row.tries >= TRIES_MAX;
    const queue = rests ? restQueue(row.effect) : stuckQueue(row.effect);
    const at = now + pauseAfter(row.tries);
    await this.#house.parts.store.due.put([itemOf(queue, space, row, at)]);
  }

  #isDone(id: string): void {
    this.#done.add(id);
    const [oldest] = this.#done;
    // One that is forgotten is done again, which changes nothing.
    if (this.#done.size > ROWS_MAX && oldest !== undefined) this.#done.delete(oldest);
  }

  #failed(effect: string, tries: number, fault: unknown): void {
    const { onFault, onStuck } = this.#house.parts;
    onFault?.(fault instanceof Error ? fault : new Error("thrown", { cause: fault }));
    onStuck?.(effect, tries);
  }
}

function effectsOf({ rooms }: Plan): string[] {
  return rooms.flatMap(({ effects = [] }) => effects.map(({ name }) => name));
}
