/** A bounded map that forgets what was used longest ago, in two halves: every step is O(1). */
export class Recent<V> {
  readonly #half: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  /** Keeps between `max / 2` and `max` values. */
  constructor(max: number) {
    this.#half = Math.max(1, Math.floor(max / 2));
  }

  /** The value, which counts as a use. */
  get(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** Whether it is kept; not a use. */
  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  /** Keeps a value; when the younger half is full it becomes the older one, and that is dropped. */
  set(key: string, value: V): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
