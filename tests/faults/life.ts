/**
 * A space that lives on through faults: every command is sent again under its own key until it is
 * answered, and a house whose process is gone is opened anew on what the store and the keys hold.
 */
import type { Author, Done, Envelope } from "../../house/command.ts";
import type { KeyFolder } from "../../house/ports.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { HOUR, TestClock, type TestHouse, testHouse } from "../../house/testing.ts";
import { plan as floorPlan } from "../../rooms/index.ts";
import { type Faulty, faulty, InjectedFault, type Plan } from "../../store/faulty.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openMemory } from "../../store/memory/open.ts";
import type { Store } from "../../store/port.ts";

/** Tries of one command; a plan has fewer faults than this. */
const TRIES_MAX = 50;

/** A time by which every pause between tries is over. */
const EVER = Number.MAX_SAFE_INTEGER / 2;

/** The faults of one life of the process: those of the store, and those of the key folder. */
export type Faults = { store: Plan; keys: Plan };

/** No faults at all. */
export const SOUND: Faults = { store: new Map(), keys: new Map() };

/** The fault plan of each life of the process, the first being 0. */
export type FaultsOf = (life: number) => Faults;

/** A key folder that fails where the plan says; gone when the store's process is. */
function faultyKeys(inner: KeyFolder, plan: Plan, gone: () => boolean) {
  let writes = 0;
  const write = async (work: () => Promise<void>) => {
    if (gone()) throw new InjectedFault("the process is gone");
    const kind = plan.get(++writes);
    if (kind === "refused" || kind === "stopped") throw new InjectedFault(`key write ${writes}`);
    await work();
    if (kind !== undefined) throw new InjectedFault(`key write ${writes} went unheard`);
  };
  const keys: KeyFolder = {
    read: (name) => inner.read(name),
    write: (name, bytes) => write(() => inner.write(name, bytes)),
    destroy: (name) => write(() => inner.destroy(name)),
    list: () => inner.list(),
  };
  return { keys, writes: () => writes };
}

/** The process that lives now, and whether it is to fail somewhere. */
type Process = { made: TestHouse; store: Faulty; keyWrites: () => number; planned: boolean };

/** One space over one store and one key folder, through as many processes as it takes. */
export class Life {
  readonly clock = new TestClock();
  readonly inner: Store;
  readonly innerKeys: KeyFolder;
  readonly answered: { command: string; result: Done | Refusal }[] = [];
  /** Writes of all lives so far: of the store, and of the key folder. */
  writes = { store: 0, keys: 0 };
  lives = 0;
  space = "";
  #faults: FaultsOf;
  #now: Process | null = null;
  #sent = 0;

  constructor(faults: FaultsOf, inner: Store = openMemory(), keys: KeyFolder = memoryKeys()) {
    this.#faults = faults;
    this.inner = inner;
    this.innerKeys = keys;
  }

  /** The house of the process that lives now. */
  get made(): TestHouse {
    if (this.#now === null || this.#now.store.crashed()) this.restart();
    if (this.#now === null) throw new Error("a process was just begun");
    return this.#now.made;
  }

  /** Ends the process without a word and begins another on what is stored. */
  restart(): void {
    this.#count();
    const faults = this.#faults(this.lives);
    const store = faulty(this.inner, faults.store);
    const { keys, writes } = faultyKeys(this.innerKeys, faults.keys, store.crashed);
    const made = testHouse(floorPlan, `life ${this.lives++}`, { store, keys, clock: this.clock });
    const planned = faults.store.size + faults.keys.size > 0;
    this.#now = { made, store, keyWrites: writes, planned };
  }

  #count(): void {
    this.writes.store += this.#now?.store.writes() ?? 0;
    this.writes.keys += this.#now?.keyWrites() ?? 0;
    this.#now = null;
  }

  /** Does something until no injected fault stops it. */
  async until<T>(act: (made: TestHouse) => Promise<T | "again">): Promise<T> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      try {
        const answer = await act(this.made);
        if (answer !== "again") return answer;
      } catch (fault) {
        if (!(fault instanceof InjectedFault)) throw fault;
      }
    }
    throw new Error("it was tried too often");
  }

  /** Begins a space: its keys may have to be made more than once. */
  async begin(): Promise<void> {
    this.space = await this.until(({ house }) => house.begin("alongside.invalid"));
  }

  /** Sends a command until it is answered; the answer is the first one's. */
  async send(command: string, input: unknown, author: Author): Promise<Done | Refusal> {
    const key = `life-${String(this.#sent++).padStart(20, "0")}`;
    const envelope: Envelope = { space: this.space, command, input, author, key };
    const result = await this.until(async ({ house }) => {
      const said = await house.dispatch(envelope);
      return isRefusal(said) && said.refused === "house.try-again" ? "again" : said;
    });
    this.answered.push({ command, result });
    await this.#effects();
    return result;
  }

  /** What it asked for beyond the log is done before anything else, however often that fails. */
  async #effects(): Promise<void> {
    // Later each time: a row that a process held when it ended is free by then.
    let now = EVER;
    await this.until(async ({ house }) => {
      now += HOUR;
      await house.outbox.run(now);
      const { count } = await this.inner.due.waiting("outbox");
      const left = count > 0 || (await house.outbox.stuck()).length > 0;
      // Where no fault is planned, what fails fails for a reason of the test's own.
      return left && this.#now?.planned ? "again" : null;
    });
  }

  /** What the store holds now, opened by a sound process that remembers nothing. */
  async reopened(): Promise<TestHouse> {
    this.#count();
    return testHouse(floorPlan, "reopened", {
      ...{ store: this.inner, keys: this.innerKeys, clock: this.clock },
    });
  }
}
