/** Turn-taking and call-backs within one process, shared by the adapters. */

/** Gives each key to one holder at a time, in the order asked. */
export class Turns {
  #tails = new Map<string, Promise<void>>();

  /** Waits for the key; the answer gives it up (once; later calls do nothing). */
  async take(key: string): Promise<() => void> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = Promise.withResolvers<void>();
    const tail = before.then(() => mine.promise);
    this.#tails.set(key, tail);
    await before;
    return () => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
      mine.resolve();
    };
  }
}

/** Who wants to hear of which key. */
export class Watchers {
  #byKey = new Map<string, Set<() => void>>();

  /** Registers a call-back; the answer takes it out again. */
  add(key: string, changed: () => void): () => void {
    const own = () => changed();
    const set = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, set.add(own));
    return () => {
      set.delete(own);
      if (set.size === 0 && this.#byKey.get(key) === set) this.#byKey.delete(key);
    };
  }

  /** Calls everyone who watches the key, each in a step of its own. */
  tell(key: string): void {
    for (const own of this.#byKey.get(key) ?? []) {
      // Whoever stopped watching before the step comes is not called any more.
      queueMicrotask(() => {
        if (this.#byKey.get(key)?.has(own)) own();
      });
    }
  }

  /** Calls everyone, for when changes may have been missed. */
  tellAll(): void {
    for (const key of this.#byKey.keys()) this.tell(key);
  }

  /** How many keys are watched. */
  get size(): number {
    return this.#byKey.size;
  }

  /** Forgets everyone. */
  clear(): void {
    this.#byKey.clear();
  }
}
