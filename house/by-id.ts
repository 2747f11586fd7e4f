/**
 * A map from ids, for what the gate looks up at every use. An id that just arrived is a string that
 * nobody knows yet, and a map of strings first takes it up among all strings that there are. Here
 * its 128 bits are read as four numbers, and looked for among numbers in one place of memory.
 */

/** What the characters of an id stand for, by their codes; all others are below nothing. */
const DIGITS = new Int8Array(0x1_0000).fill(-1);
for (const [value, digit] of [..."0123456789abcdef"].entries()) DIGITS[digit.charCodeAt(0)] = value;
const WORDS = 4;
const WORD_LENGTH = 8;
const ID_LENGTH = WORDS * WORD_LENGTH;
const NO_WORD = -1;

/** A slot: the four words of an id, and whether it is taken, never was, or is no more. */
const WIDTH = 8;
const STATE = 4;
const NEVER = 0;
const TAKEN = 1;
const LEFT = 2;
const NOWHERE = -1;
const AT_FIRST = 64;
/** Ids are random, so few begin alike: where more do than so many, they are kept apart. */
const STEPS_MAX = 64;

/** Eight characters of an id as a whole number of 32 bits; where they are none, {@link NO_WORD}. */
function wordOf(id: string, from: number): number {
  let [word, all] = [0, 0];
  for (let i = from; i < from + WORD_LENGTH; i++) {
    const digit = DIGITS[id.charCodeAt(i)] as number;
    all |= digit;
    word = (word << 4) | digit;
  }
  return all < 0 ? NO_WORD : word >>> 0;
}

/** The words of an id; null where it is written as none. */
function wordsOf(id: string): number[] | null {
  if (id.length !== ID_LENGTH) return null;
  const words = Array.from({ length: WORDS }, (_, i) => wordOf(id, i * WORD_LENGTH));
  return words.includes(NO_WORD) ? null : words;
}

/** See above. What is written as no id is kept as in any map. */
export class ById<V> {
  #slots = new Uint32Array(AT_FIRST * WIDTH);
  /** By slot. */
  #values: (V | undefined)[] = new Array(AT_FIRST).fill(undefined);
  /** Slots that are taken now, and those that ever were. */
  #taken = 0;
  #used = 0;
  /** What is written as no id, and ids of which too many begin alike. */
  readonly #others = new Map<string, V>();

  /** What is kept for it. */
  get(id: string): V | undefined {
    const slot = this.#find(id);
    if (slot !== NOWHERE) return this.#values[slot];
    return this.#others.size === 0 ? undefined : this.#others.get(id);
  }

  #find(id: string): number {
    if (id.length !== ID_LENGTH) return NOWHERE;
    const slots = this.#slots;
    const last = this.#values.length - 1;
    const word = wordOf(id, 0);
    for (let step = 0; step < STEPS_MAX; step++) {
      const slot = (word + step) & last;
      const at = slot * WIDTH;
      const state = slots[at + STATE];
      if (state === NEVER) break;
      if (slots[at] !== word || state !== TAKEN) continue;
      if (slots[at + 1] !== wordOf(id, WORD_LENGTH)) continue;
      if (slots[at + 2] !== wordOf(id, WORD_LENGTH * 2)) continue;
      if (slots[at + 3] === wordOf(id, WORD_LENGTH * 3)) return slot;
    }
    return NOWHERE;
  }

  /** Keeps something for it, in the place of what was kept. */
  set(id: string, value: V): void {
    const slot = this.#find(id);
    if (slot !== NOWHERE) this.#values[slot] = value;
    else {
      const words = this.#others.has(id) ? null : wordsOf(id);
      if (words === null || !this.#put(words, value)) this.#others.set(id, value);
    }
  }

  /** Keeps nothing for it any more. */
  delete(id: string): void {
    const slot = this.#find(id);
    if (slot === NOWHERE) this.#others.delete(id);
    else {
      this.#slots[slot * WIDTH + STATE] = LEFT;
      this.#values[slot] = undefined;
      this.#taken -= 1;
    }
  }

  /** Puts it into the first slot there is for it; not where too many begin alike. */
  #put(words: readonly number[], value: V): boolean {
    if (this.#used * 4 >= this.#values.length * 3) this.#layOut();
    const last = this.#values.length - 1;
    for (let step = 0; step < STEPS_MAX; step++) {
      const slot = ((words[0] as number) + step) & last;
      const state = slot * WIDTH + STATE;
      if (this.#slots[state] === TAKEN) continue;
      if (this.#slots[state] === NEVER) this.#used += 1;
      this.#slots.set([...words, TAKEN], slot * WIDTH);
      this.#values[slot] = value;
      this.#taken += 1;
      return true;
    }
    return false;
  }

  /** All of it anew, with as much room again where it is needed. */
  #layOut(): void {
    const [slots, values] = [this.#slots, this.#values];
    const size = this.#taken * 2 > values.length ? values.length * 2 : values.length;
    this.#slots = new Uint32Array(size * WIDTH);
    this.#values = new Array(size).fill(undefined);
    [this.#taken, this.#used] = [0, 0];
    for (const [slot, value] of values.entries()) {
      const at = slot * WIDTH;
      if (slots[at + STATE] !== TAKEN) continue;
      const words = [...slots.subarray(at, at + WORDS)];
      if (!this.#put(words, value as V)) this.#others.set(words.map(written).join(""), value as V);
    }
  }
}

const written = (word: number) => word.toString(16).padStart(WORD_LENGTH, "0");
