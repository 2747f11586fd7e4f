/**
 * Marks: the one secondary index. Each is 52 bits of a hash keyed by the space, beside the place
 * of the entry it leads to; equality only, and a hit is confirmed on the entry itself. The tail's
 * marks are in memory; every 4,096 entries become a sorted, sealed run, and sixteen runs of one
 * size become one (DESIGN.md section 6, "Marks").
 */
import { hash } from "node:crypto";
import type { Mark } from "./facts.ts";
import type { Random } from "./ports.ts";
import { keyFor, seal, unseal } from "./seal.ts";

/** Entries in the smallest run. */
export const RUN_ENTRIES = 4_096;
const MERGE_RUNS = 16;
/** A longer run would cost more to merge and to open than it saves in looking. */
const MERGED_ENTRIES_MAX = MERGE_RUNS * RUN_ENTRIES;
/** Most marks one part may have. */
export const MARKS_PER_PART_MAX = 64;
/** Bytes of opened runs kept in memory, per space. */
const OPEN_BYTES_MAX = 96 * 1_048_576;

/** The derived rows of one space, as marks need them. */
export type Rows = {
  put(rows: { key: string; value: Uint8Array }[]): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  keys(prefix: string, limit: number, after: string | null): Promise<string[]>;
  drop(prefix: string): Promise<void>;
};

/** How many entries each circle had when a run ended; what a cold start continues from. */
export type Counts = Record<string, number>;

type Opened = { hashes: Float64Array; places: Uint32Array };
type Run = { from: number; to: number; opened: Opened | null; used: number };

const pad = (n: number) => String(n).padStart(12, "0");
const nameOf = (run: { from: number; to: number }) => `marks/${pad(run.from)}-${pad(run.to)}`;

/** The index of one space. Reads may wait for a run; writes touch memory only. */
export class Marks {
  readonly #prefix: string;
  readonly #key: Uint8Array;
  readonly #rows: Rows;
  readonly #random: Random;
  readonly #tail = new Map<number, number[]>();
  #runs: Run[] = [];
  #clock = 0;

  constructor(spaceKey: Uint8Array, rows: Rows, random: Random) {
    this.#prefix = `${Buffer.from(keyFor("marks", spaceKey)).toString("hex")}\n`;
    this.#key = keyFor("mark-runs", spaceKey);
    this.#rows = rows;
    this.#random = random;
  }

  /** 52 bits of SHA-256 over the space's key and the mark, as an exact number. */
  hash(mark: Mark): number {
    // Thirteen hex digits are 52 bits; asking for a buffer costs about three times the hash.
    return Number.parseInt(hash("sha256", this.#prefix + mark, "hex").slice(0, 13), 16);
  }

  /** The first index that no run holds. */
  get runEnd(): number {
    return this.#runs.at(-1)?.to ?? 0;
  }

  /** Finds the stored runs; answers the counts at their end. Call once, before anything else. */
  async open(): Promise<Counts> {
    const found: Run[] = [];
    for (let after: string | null = null; ; ) {
      const keys: string[] = await this.#rows.keys("marks/", 1_000, after);
      for (const key of keys) {
        const [from, to] = key.slice(6).split("-").map(Number) as [number, number];
        found.push({ from, to, opened: null, used: 0 });
      }
      if (keys.length < 1_000) break;
      after = keys.at(-1) ?? null;
    }
    // A crash between a merge and its tidying leaves both; the longer run covers the shorter.
    found.sort((a, b) => a.from - b.from || b.to - a.to);
    for (const run of found) if (run.from === this.runEnd) this.#runs.push(run);
    const last = this.#runs.at(-1);
    return last === undefined ? {} : (await this.#load(last)).counts;
  }

  /** Adds an entry's marks to the tail. */
  add(index: number, hashes: readonly number[]): void {
    for (const h of hashes) {
      const list = this.#tail.get(h);
      if (list === undefined) this.#tail.set(h, [index]);
      else if (list.at(-1) !== index) list.push(index);
    }
  }

  /** Indexes that may carry the mark, ascending, from `from` on. */
  async find(h: number, from = 0): Promise<number[]> {
    const found: number[] = [];
    for (const run of this.#runs) {
      if (run.to <= from) continue;
      const opened = run.opened ?? (await this.#load(run)).opened;
      run.used = ++this.#clock;
      for (let i = lowest(opened.hashes, h); opened.hashes[i] === h; i++)
        found.push(run.from + (opened.places[i] as number));
    }
    for (const index of this.#tail.get(h) ?? []) found.push(index);
    return from === 0 ? found : found.filter((index) => index >= from);
  }

  /** Whether the tail has grown into a whole run. */
  due(size: number): boolean {
    return size - this.runEnd >= RUN_ENTRIES;
  }

  /** Turns the oldest whole run's worth of tail into a stored run; merges where sixteen match. */
  async settle(counts: Counts): Promise<void> {
    const from = this.runEnd;
    const to = from + RUN_ENTRIES;
    const pairs: [number, number][] = [];
    for (const [h, list] of this.#tail)
      for (const index of list) if (index < to) pairs.push([h, index - from]);
    await this.#store({ from, to, opened: sorted(pairs), used: ++this.#clock }, counts);
    for (const [h, list] of this.#tail) {
      const rest = list.filter((index) => index >= to);
      if (rest.length === 0) this.#tail.delete(h);
      else this.#tail.set(h, rest);
    }
    await this.#merge(counts);
  }

  /** Takes an erased part's marks out of the tail and the stored runs. */
  async remove(index: number, hashes: readonly number[]): Promise<void> {
    for (const h of hashes) {
      const rest = (this.#tail.get(h) ?? []).filter((other) => other !== index);
      if (rest.length === 0) this.#tail.delete(h);
      else this.#tail.set(h, rest);
    }
    const run = this.#runs.find((one) => one.from <= index && index < one.to);
    if (run === undefined) return;
    const { opened, counts } = await this.#load(run);
    const gone = new Set(hashes);
    const pairs: [number, number][] = [];
    for (let i = 0; i < opened.hashes.length; i++) {
      const pair: [number, number] = [opened.hashes[i] as number, opened.places[i] as number];
      if (pair[1] !== index - run.from || !gone.has(pair[0])) pairs.push(pair);
    }
    run.opened = sorted(pairs);
    await this.#rows.put([{ key: nameOf(run), value: this.#pack(run, counts) }]);
  }

  async #merge(counts: Counts): Promise<void> {
    const last = this.#runs.slice(-MERGE_RUNS);
    const length = (run: Run) => run.to - run.from;
    const first = last[0];
    if (first === undefined || last.length < MERGE_RUNS) return;
    if (length(first) * MERGE_RUNS > MERGED_ENTRIES_MAX) return;
    if (last.some((run) => length(run) !== length(first))) return;
    let opened: Opened = { hashes: new Float64Array(0), places: new Uint32Array(0) };
    for (const run of last)
      opened = merged(opened, (await this.#load(run)).opened, run.from - first.from);
    this.#runs = this.#runs.slice(0, -MERGE_RUNS);
    const to = (last.at(-1) as Run).to;
    await this.#store({ from: first.from, to, opened, used: ++this.#clock }, counts);
    for (const run of last) await this.#rows.drop(nameOf(run));
  }

  async #store(run: Run, counts: Counts): Promise<void> {
    await this.#rows.put([{ key: nameOf(run), value: this.#pack(run, counts) }]);
    this.#runs.push(run);
    this.#forget();
  }

  /** Length of counts and number of marks (u32 each), counts as JSON, hashes, places. */
  #pack(run: Run, counts: Counts): Uint8Array {
    const { hashes, places } = run.opened as Opened;
    const json = Buffer.from(JSON.stringify(counts));
    const head = Buffer.alloc(8);
    head.writeUInt32LE(json.length, 0);
    head.writeUInt32LE(hashes.length, 4);
    const plain = Buffer.concat([
      head,
      json,
      new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength),
      new Uint8Array(places.buffer, places.byteOffset, places.byteLength),
    ]);
    return seal(this.#key, nameOf(run), plain, this.#random);
  }

  async #load(run: Run): Promise<{ opened: Opened; counts: Counts }> {
    const sealed = await this.#rows.get(nameOf(run));
    if (sealed === null) throw new Error(`a run of marks is gone: ${nameOf(run)}`);
    const plain = Buffer.from(unseal(this.#key, nameOf(run), sealed));
    const jsonEnd = 8 + plain.readUInt32LE(0);
    const many = plain.readUInt32LE(4);
    const counts = JSON.parse(plain.toString("utf8", 8, jsonEnd)) as Counts;
    const cut = (from: number, bytes: number) =>
      Uint8Array.from(plain.subarray(from, from + bytes));
    run.opened ??= {
      hashes: new Float64Array(cut(jsonEnd, many * 8).buffer),
      places: new Uint32Array(cut(jsonEnd + many * 8, many * 4).buffer),
    };
    this.#forget(run);
    return { opened: run.opened, counts };
  }

  /** Closes the runs used longest ago until what is open fits its bound; never `keep`. */
  #forget(keep?: Run): void {
    const open = this.#runs.filter((run) => run.opened !== null).sort((a, b) => b.used - a.used);
    let bytes = 0;
    for (const run of open) {
      bytes += (run.opened as Opened).hashes.length * 12;
      if (bytes > OPEN_BYTES_MAX && run !== keep) run.opened = null;
    }
  }
}

function sorted(pairs: [number, number][]): Opened {
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const hashes = new Float64Array(pairs.length);
  const places = new Uint32Array(pairs.length);
  pairs.forEach(([h, place], i) => {
    hashes[i] = h;
    places[i] = place;
  });
  return { hashes, places };
}

/** Two sorted runs as one; the places of the second are moved on by `offset`. */
function merged(a: Opened, b: Opened, offset: number): Opened {
  const many = a.hashes.length + b.hashes.length;
  const [hashes, places] = [new Float64Array(many), new Uint32Array(many)];
  for (let i = 0, j = 0, to = 0; to < many; to++) {
    // Equal hashes stay in the order of their places: all of the first run come before the second.
    const first = j >= b.hashes.length || (a.hashes[i] as number) <= (b.hashes[j] as number);
    hashes[to] = (first ? a.hashes[i] : b.hashes[j]) as number;
    places[to] = first ? (a.places[i++] as number) : (b.places[j++] as number) + offset;
  }
  return { hashes, places };
}

/** The first position whose value is not below `h`. */
function lowest(values: Float64Array, h: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < h) low = middle + 1;
    else high = middle;
  }
  return low;
}
