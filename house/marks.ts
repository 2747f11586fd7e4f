/**
 * Marks: the one secondary index. Each is 52 bits of a hash keyed by the space, beside the place
 * of the entry it leads to; equality only, and a hit is confirmed on the entry itself. The tail's
 * marks are in memory; every 4,096 entries become a sorted, sealed run, and sixteen runs of one
 * size become one (docs/architecture.md, "Reading").
 */
import { hash } from "node:crypto";
import type { Mark } from "./facts.ts";
import { type Counts, piecesOf, type Rows, RUN_ENTRIES, type Run, Runs } from "./mark-runs.ts";
import { MarkTail } from "./mark-tail.ts";
import type { Random } from "./ports.ts";
import { Recent } from "./recent.ts";
import { keyFor } from "./seal.ts";

export { type Counts, type Rows, RUN_ENTRIES } from "./mark-runs.ts";

const MERGE_RUNS = 16;
/** A longer run would cost more to merge than it saves in looking. */
const MERGED_ENTRIES_MAX = MERGE_RUNS * RUN_ENTRIES;
/** Most marks one part may have. */
export const MARKS_PER_PART_MAX = 64;

/** Marks of which a few come again and again: a kind, a member, a month of a book. */
const OFTEN = /^(kind|who|book):/;
const OFTEN_MAX = 1_024;

/** The index of one space. Reads may wait for a piece of a run; writes touch memory only. */
export class Marks {
  readonly #prefix: string;
  readonly #stored: Runs;
  readonly #tail = new MarkTail();
  readonly #often = new Recent<number>(OFTEN_MAX);
  /** Never changed in place: a lookup under way sees that it is another list. */
  #runs: readonly Run[] = [];

  constructor(spaceKey: Uint8Array, rows: Rows, random: Random) {
    this.#prefix = `${Buffer.from(keyFor("marks", spaceKey)).toString("hex")}\n`;
    this.#stored = new Runs(keyFor("mark-runs", spaceKey), rows, random);
  }

  /** 52 bits of SHA-256 over the space's key and the mark, as an exact number. */
  hash(mark: Mark): number {
    if (!OFTEN.test(mark)) return this.#hashNow(mark);
    const known = this.#often.get(mark);
    if (known !== undefined) return known;
    const made = this.#hashNow(mark);
    this.#often.set(mark, made);
    return made;
  }

  #hashNow(mark: Mark): number {
    // Asking for a buffer costs about three times the hash.
    return first52(hash("sha256", this.#prefix + mark, "base64"));
  }

  /** The first index that no run holds. */
  get runEnd(): number {
    return this.#runs.at(-1)?.to ?? 0;
  }

  /** Finds the stored runs; answers the counts at their end. Called before anything else. */
  async open(): Promise<Counts> {
    const runs: Run[] = [];
    let at: Counts = {};
    // A crash between a merge and its tidying leaves both; the longer run covers the shorter.
    for (const span of await this.#stored.spans()) {
      if (span.from !== (runs.at(-1)?.to ?? 0)) continue;
      const { run, counts } = await this.#stored.head(span);
      runs.push(run);
      at = counts;
    }
    this.#runs = runs;
    this.#forgetTail();
    return at;
  }

  /** Adds an entry's marks to the tail. */
  add(index: number, hashes: readonly number[]): void {
    if (index < this.runEnd) return;
    this.#tail.add(index, hashes);
  }

  /** Indexes that may carry the mark, ascending, from `from` on. */
  async find(h: number, from = 0): Promise<number[]> {
    for (;;) {
      const runs = this.#runs;
      const found = await this.#inRuns(runs, h, from);
      // While it waited, tail may have become a run and runs one: then it looks again.
      if (this.#runs !== runs) continue;
      if (found === null) {
        await this.#openAgain(runs);
        continue;
      }
      for (const index of this.#tail.find(h)) found.push(index);
      return from === 0 ? found : found.filter((index) => index >= from);
    }
  }

  /** Another process made one run of several and dropped those: finds out which there are now. */
  async #openAgain(before: readonly Run[]): Promise<void> {
    await this.open();
    const same = ({ from, to }: Run, at: number) =>
      before[at]?.from === from && before[at]?.to === to;
    if (this.#runs.length === before.length && this.#runs.every(same))
      throw new Error("a piece of a run of marks is gone");
  }

  async #inRuns(runs: readonly Run[], h: number, from: number): Promise<number[] | null> {
    const found: number[] = [];
    for (const run of runs) {
      if (run.to <= from) continue;
      const some = await this.#stored.find(run, h);
      if (some === null) return null;
      for (const index of some) found.push(index);
    }
    return found;
  }

  /** Whether the tail has grown into a whole run. */
  due(size: number): boolean {
    return size - this.runEnd >= RUN_ENTRIES;
  }

  /** Turns the oldest whole run's worth of tail into a stored run; merges where sixteen match. */
  async settle(counts: Counts): Promise<void> {
    const from = this.runEnd;
    const to = from + RUN_ENTRIES;
    const sorted = this.#tail.sorted(from);
    const run = await this.#stored.write({ from, to }, piecesOf(sorted), counts);
    this.#runs = [...this.#runs, run];
    this.#forgetTail();
    await this.#merge(counts);
  }

  /** Lets go of the marks that a run holds now. */
  #forgetTail(): void {
    this.#tail.forget(this.runEnd);
  }

  /** Takes an erased part's marks out of the tail and the stored runs. */
  async remove(index: number, hashes: readonly number[]): Promise<void> {
    this.#tail.remove(index, hashes);
    const run = this.#runs.find((one) => one.from <= index && index < one.to);
    if (run !== undefined) await this.#stored.remove(run, index, hashes);
  }

  async #merge(counts: Counts): Promise<void> {
    const last = this.#runs.slice(-MERGE_RUNS);
    const length = (run: Run) => run.to - run.from;
    const [first, end] = [last[0], last.at(-1)];
    if (first === undefined || end === undefined || last.length < MERGE_RUNS) return;
    if (length(first) * MERGE_RUNS > MERGED_ENTRIES_MAX) return;
    if (last.some((run) => length(run) !== length(first))) return;
    const span = { from: first.from, to: end.to };
    const whole = await this.#stored.write(span, this.#stored.merged(last), counts);
    this.#runs = [...this.#runs.slice(0, -MERGE_RUNS), whole];
    for (const run of last) await this.#stored.drop(run);
  }
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** What each sign of base64 stands for. */
const SIXES = new Uint8Array(128);
for (const [six, sign] of [...SIGNS].entries()) SIXES[sign.charCodeAt(0)] = six;

/** The first 52 bits of what base64 says, as an exact number: eight signs and four bits more. */
function first52(base64: string): number {
  let bits = 0;
  for (let at = 0; at < 8; at++) bits = bits * 64 + (SIXES[base64.charCodeAt(at)] as number);
  return bits * 16 + ((SIXES[base64.charCodeAt(8)] as number) >> 2);
}
