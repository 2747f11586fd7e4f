/**
 * The tail of the marks: those of entries that no stored run holds yet. Writing only appends; what
 * a lookup needs is worked out when somebody looks, and a whole run's worth is sorted as numbers.
 */
import { type Piece, RUN_ENTRIES } from "./mark-runs.ts";

/** A place counts from the beginning of its window: 12 bits beside a hash of 52. */
const PLACE_RANGE = RUN_ENTRIES;
const LOW_HASH_RANGE = 2 ** 20;
/** Which half of a 64-bit number a machine keeps first. */
const LOW_FIRST = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
/** Marks a window has room for at first: most spaces are small. */
const ROOM = 256;

/** The marks of the entries from a multiple of a run's length to the next. */
class Window {
  #hashes = new Float64Array(ROOM);
  #places = new Uint16Array(ROOM);
  #length = 0;
  /** Places by hash, of the marks looked at so far. */
  #known = new Map<number, number[]>();
  #looked = 0;

  push(h: number, place: number): void {
    if (this.#length === this.#hashes.length) this.#grow();
    this.#hashes[this.#length] = h;
    this.#places[this.#length++] = place;
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places];
    this.#hashes = new Float64Array(2 * hashes.length);
    this.#places = new Uint16Array(2 * places.length);
    this.#hashes.set(hashes);
    this.#places.set(places);
  }

  /** Places that carry the hash, ascending, each once. */
  find(h: number): readonly number[] {
    for (; this.#looked < this.#length; this.#looked++) {
      const [hash, place] = [this.#hashes[this.#looked], this.#places[this.#looked]];
      const list = this.#known.get(hash as number);
      if (list === undefined) this.#known.set(hash as number, [place as number]);
      else if (list.at(-1) !== place) list.push(place as number);
    }
    return this.#known.get(h) ?? [];
  }

  remove(place: number, gone: ReadonlySet<number>): void {
    let to = 0;
    for (let at = 0; at < this.#length; at++) {
      const h = this.#hashes[at] as number;
      if (this.#places[at] === place && gone.has(h)) continue;
      this.#hashes[to] = h;
      this.#places[to++] = this.#places[at] as number;
    }
    // Nothing of what went may stay in memory that a snapshot of it would show.
    this.#hashes.fill(0, to);
    this.#length = to;
    this.#known = new Map();
    this.#looked = 0;
  }

  /** All of them, sorted by hash and place, each once. */
  sorted(): Piece {
    const keys = new BigUint64Array(this.#length);
    const halves = new Uint32Array(keys.buffer);
    for (let at = 0; at < this.#length; at++) {
      const h = this.#hashes[at] as number;
      const low = (h % LOW_HASH_RANGE) * PLACE_RANGE + (this.#places[at] as number);
      halves[2 * at + LOW_FIRST] = low;
      halves[2 * at + 1 - LOW_FIRST] = Math.floor(h / LOW_HASH_RANGE);
    }
    keys.sort();
    const hashes = new Float64Array(this.#length);
    const places = new Uint32Array(this.#length);
    let to = 0;
    for (let at = 0; at < this.#length; at++) {
      const low = halves[2 * at + LOW_FIRST] as number;
      const high = halves[2 * at + 1 - LOW_FIRST] as number;
      const h = high * LOW_HASH_RANGE + Math.floor(low / PLACE_RANGE);
      const place = low % PLACE_RANGE;
      if (to > 0 && hashes[to - 1] === h && places[to - 1] === place) continue;
      hashes[to] = h;
      places[to++] = place;
    }
    return { hashes: hashes.subarray(0, to), places: places.subarray(0, to) };
  }
}

/** The tail of one space. Entries come in the order of their indexes. */
export class MarkTail {
  /** By the window's number, in order. */
  readonly #windows = new Map<number, Window>();

  /** Adds an entry's marks. */
  add(index: number, hashes: readonly number[]): void {
    const n = Math.floor(index / PLACE_RANGE);
    let window = this.#windows.get(n);
    if (window === undefined) {
      window = new Window();
      this.#windows.set(n, window);
    }
    for (const h of hashes) window.push(h, index % PLACE_RANGE);
  }

  /** Indexes that carry the hash, ascending. */
  find(h: number): number[] {
    const found: number[] = [];
    for (const [n, window] of this.#windows)
      for (const place of window.find(h)) found.push(n * PLACE_RANGE + place);
    return found;
  }

  /** Takes marks of one entry out. */
  remove(index: number, hashes: readonly number[]): void {
    const window = this.#windows.get(Math.floor(index / PLACE_RANGE));
    window?.remove(index % PLACE_RANGE, new Set(hashes));
  }

  /** The marks of the entries from `from`, a multiple of a run's length, to the next. */
  sorted(from: number): Piece {
    return (this.#windows.get(from / PLACE_RANGE) ?? new Window()).sorted();
  }

  /** Lets go of what lies before `end`, a multiple of a run's length. */
  forget(end: number): void {
    for (const n of [...this.#windows.keys()])
      if ((n + 1) * PLACE_RANGE <= end) this.#windows.delete(n);
  }
}
