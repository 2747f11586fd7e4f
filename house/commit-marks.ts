/**
 * The marks of a commit in the making: those of each entry and their hashes, seldom worked out
 * twice, since entries written together share most of them. Words are among them, so nothing of it
 * outlives its commit.
 */
import type { Mark } from "./facts.ts";

/** Marks there is room for at first: most commits hold one entry or two. */
const ROOM = 64;
/** Marks whose hashes are kept: an odd number, that signs alike in their last bits part. */
const PLACES = 257;

/** Hashes worked out before, each in the one place its mark may have: the latest there stays. */
type Known = { readonly marks: (Mark | null)[]; readonly hashes: Float64Array };

/** The marks of entries by their place in the commit. */
export class CommitMarks {
  readonly #hash: (mark: Mark) => number;
  #known: Known | null = null;
  readonly #entries: (readonly Mark[])[] = [];
  /** All hashes in a row; where those of each entry end. */
  #all = new Float64Array(ROOM);
  readonly #ends: number[] = [];

  /** `hash` is that of the space's index: 52 bits, as an exact number. */
  constructor(hash: (mark: Mark) => number) {
    this.#hash = hash;
  }

  /** Takes the marks of the next entry; answers their hashes, in their order. */
  add(marks: readonly Mark[]): number[] {
    const from = this.#ends.at(-1) ?? 0;
    const end = from + marks.length;
    if (end > this.#all.length) {
      const larger = new Float64Array(2 * end);
      larger.set(this.#all);
      this.#all = larger;
    }
    const hashes: number[] = [];
    for (const mark of marks) {
      const h = this.#hashOf(mark);
      this.#all[from + hashes.length] = h;
      hashes.push(h);
    }
    this.#ends.push(end);
    this.#entries.push(marks);
    return hashes;
  }

  /** Places of the entries that carry the mark, ascending, each once. */
  places(mark: Mark): number[] {
    const found: number[] = [];
    const end = this.#ends.at(-1) ?? 0;
    if (end === 0) return found;
    const h = this.#hashOf(mark);
    let place = 0;
    // Zeros stand where nothing was added yet: they lie behind the end.
    for (let at = this.#all.indexOf(h); at !== -1 && at < end; at = this.#all.indexOf(h, at + 1)) {
      while ((this.#ends[place] ?? end) <= at) place++;
      // Two marks may have one hash.
      if (found.at(-1) !== place && this.#entries[place]?.includes(mark)) found.push(place);
    }
    return found;
  }

  #hashOf(mark: Mark): number {
    // Most commits hold one entry, whose marks are all its own.
    if (this.#entries.length === 0) return this.#hash(mark);
    this.#known ??= this.#ofFirst();
    const { marks, hashes } = this.#known;
    const place = placeOf(mark);
    if (marks[place] === mark) return hashes[place] as number;
    const made = this.#hash(mark);
    marks[place] = mark;
    hashes[place] = made;
    return made;
  }

  #ofFirst(): Known {
    const marks = new Array<Mark | null>(PLACES).fill(null);
    const known = { marks, hashes: new Float64Array(PLACES) };
    for (const [at, mark] of (this.#entries[0] ?? []).entries()) {
      known.marks[placeOf(mark)] = mark;
      known.hashes[placeOf(mark)] = this.#all[at] as number;
    }
    return known;
  }
}

/** A place by length and last signs: what marks of one sort differ in. */
function placeOf(mark: Mark): number {
  const { length } = mark;
  let sum = length;
  for (let at = Math.max(0, length - 3); at < length; at++) sum = sum * 31 + mark.charCodeAt(at);
  return sum % PLACES;
}
