/**
 * A store that fails where a plan says: for simulations that ask what is left after any write
 * stopped, was refused, or was done without anyone hearing of it. Same plan, same faults.
 */
import type { Store } from "./port.ts";

/**
 * What becomes of a write: `refused` is not done and throws; `unheard` is done and throws;
 * `stopped` is not done and the process is gone; `torn` is done and the process is gone.
 */
export type FaultKind = "refused" | "unheard" | "stopped" | "torn";

/** Which writes fail, counted from 1, and how. */
export type Plan = Map<number, FaultKind>;

/** What a planned fault throws, and after a crash every call. */
export class InjectedFault extends Error {
  override name = "InjectedFault";
}

/** A store under a plan, with what a simulation asks of it. */
export type Faulty = Store & {
  /** How many writes were begun. */
  writes(): number;
  /** Whether the process counts as gone; the inner store can then be wrapped anew. */
  crashed(): boolean;
};

const KINDS: FaultKind[] = ["refused", "unheard", "stopped", "torn"];

/** Numbers from 0 to 1 that depend on the seed alone (a 32-bit mixing counter). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A plan of at most `faults` faults among the first `writesMax` writes, from a seed. */
export function planOf(seed: number, writesMax: number, faults: number): Plan {
  const next = numbersFrom(seed);
  const plan: Plan = new Map();
  for (let n = 0; n < faults; n += 1) {
    const at = 1 + Math.floor(next() * writesMax);
    plan.set(at, KINDS[Math.floor(next() * KINDS.length)] ?? "refused");
  }
  return plan;
}

/** The state of one wrapped store: counts writes, fails them as planned, and remembers a crash. */
class Faults {
  writes = 0;
  crashed = false;
  #plan: Plan;
  #releases = new Set<() => Promise<void>>();
  #stops = new Set<() => void>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Throws once the process is gone. */
  alive(): void {
    if (this.crashed) throw new InjectedFault("the process is gone");
  }

  /** A process that is gone holds no lock and hears nothing. */
  async #crash(): Promise<void> {
    this.crashed = true;
    for (const stop of this.#stops) stop();
    await Promise.all(Array.from(this.#releases, (release) => release()));
  }

  /** Does one write, or fails it as planned. */
  async write<T>(work: () => Promise<T>): Promise<T> {
    this.alive();
    this.writes += 1;
    const kind = this.#plan.get(this.writes);
    const fault = new InjectedFault(`write ${this.writes} was ${kind}`);
    const goes = kind === "stopped" || kind === "torn";
    if (kind === "refused" || kind === "stopped") {
      if (goes) await this.#crash();
      throw fault;
    }
    if (goes) this.crashed = true;
    const answer = await work();
    if (goes) await this.#crash();
    if (kind !== undefined) throw fault;
    return answer;
  }

  /** Reads, unless the process is gone before or meanwhile. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    this.alive();
    const answer = await work();
    this.alive();
    return answer;
  }

  /** Passes on what a reader is given until the process is gone. */
  async *stream<T>(items: () => AsyncIterable<T>): AsyncIterable<T> {
    this.alive();
    for await (const item of items()) {
      this.alive();
      yield item;
    }
  }

  /** Takes a lock that a crash gives up. */
  async lock(take: () => Promise<() => Promise<void>>): Promise<() => Promise<void>> {
    this.alive();
    const release = await take();
    if (this.crashed) await release();
    this.alive();
    this.#releases.add(release);
    return async () => {
      if (this.#releases.delete(release)) await release();
    };
  }

  /** Watches until a crash. */
  watch(begin: () => () => void): () => void {
    this.alive();
    const stop = begin();
    this.#stops.add(stop);
    return () => {
      this.#stops.delete(stop);
      stop();
    };
  }
}

function faultyLog(inner: Store, faults: Faults) {
  return {
    append: (...a) => faults.write(() => inner.append(...a)),
    size: (...a) => faults.read(() => inner.size(...a)),
    read: (...a) => faults.stream(() => inner.read(...a)),
    resegment: (...a) => faults.write(() => inner.resegment(...a)),
    parts: (...a) => faults.read(() => inner.parts(...a)),
    partsOfEpoch: (...a) => faults.read(() => inner.partsOfEpoch(...a)),
    reseal: (...a) => faults.write(() => inner.reseal(...a)),
    erase: (...a) => faults.write(() => inner.erase(...a)),
  } satisfies Partial<Store>;
}

function faultyTables(inner: Store, faults: Faults) {
  const { derived, records, due, blobs } = inner;
  return {
    derived: {
      put: (...a) => faults.write(() => derived.put(...a)),
      get: (...a) => faults.read(() => derived.get(...a)),
      keys: (...a) => faults.read(() => derived.keys(...a)),
      drop: (...a) => faults.write(() => derived.drop(...a)),
    },
    records: {
      get: (...a) => faults.read(() => records.get(...a)),
      put: (...a) => faults.write(() => records.put(...a)),
      delete: (...a) => faults.write(() => records.delete(...a)),
      list: (...a) => faults.read(() => records.list(...a)),
      sweep: (...a) => faults.write(() => records.sweep(...a)),
    },
    due: {
      put: (...a) => faults.write(() => due.put(...a)),
      claim: (...a) => faults.write(() => due.claim(...a)),
      done: (...a) => faults.write(() => due.done(...a)),
      waiting: (...a) => faults.read(() => due.waiting(...a)),
    },
    blobs: {
      put: (...a) => faults.write(() => blobs.put(...a)),
      read: (...a) => faults.stream(() => blobs.read(...a)),
      delete: (...a) => faults.write(() => blobs.delete(...a)),
    },
  } satisfies Partial<Store>;
}

/**
 * Wraps a store so that it fails where the plan says. `close` closes the inner store unless the
 * process is gone; a simulation then wraps the same inner store again, as a restart would.
 */
export function faulty(inner: Store, plan: Plan): Faulty {
  const faults = new Faults(plan);
  return {
    ...faultyLog(inner, faults),
    ...faultyTables(inner, faults),
    lock: (space) => faults.lock(() => inner.lock(space)),
    watch: (space, changed) => faults.watch(() => inner.watch(space, changed)),
    spaces: (...a) => faults.read(() => inner.spaces(...a)),
    end: (space) => faults.write(() => inner.end(space)),
    bytes: (owner) => faults.read(() => inner.bytes(owner)),
    close: () => faults.read(() => inner.close()),
    writes: () => faults.writes,
    crashed: () => faults.crashed,
  };
}
