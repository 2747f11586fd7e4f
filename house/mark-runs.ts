/**
 * Runs of marks as they are stored: sorted, cut into small sealed pieces, with a head that says
 * where each piece begins. So a lookup opens the piece it needs, and a merge holds one piece of
 * each run, however long the runs are.
 */
import type { Random } from "./ports.ts";
import { Recent } from "./recent.ts";
import { seal, unseal } from "./seal.ts";

/** Entries in the smallest run. */
export const RUN_ENTRIES = 4_096;
/** Marks in one piece: 24 KiB. */
const PIECE_MARKS = 2_048;
/** Pieces written in one message. */
const PIECES_A_WRITE = 16;
/** Opened pieces kept in memory, per space: at most 48 MiB of them. */
const PIECES_KEPT = 2_048;
const HASH_BYTES = 8;
const MARK_BYTES = HASH_BYTES + 4;

/** The derived rows of one space, as marks need them. */
export type Rows = {
  put(rows: { key: string; value: Uint8Array }[]): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  keys(prefix: string, limit: number, after: string | null): Promise<string[]>;
  drop(prefix: string): Promise<void>;
};

/** How many entries each circle had when a run ended; what a cold start continues from. */
export type Counts = Record<string, number>;

/** The entries a run holds the marks of, `to` not among them. */
export type Span = { readonly from: number; readonly to: number };

/** A stored run; `starts` are the first hashes of its pieces. */
export type Run = Span & { readonly starts: Float64Array };

/** Marks sorted by hash, then by place; a place counts from the beginning of the run. */
export type Piece = { hashes: Float64Array; places: Uint32Array };

const pad = (n: number) => String(n).padStart(12, "0");
const nameOf = ({ from, to }: Span) => `${pad(from)}-${pad(to)}`;
const headOf = (span: Span) => `mark-runs/${nameOf(span)}`;
const pieceOf = (span: Span, n: number) => `mark-pieces/${nameOf(span)}/${pad(n)}`;

/** Reads and writes the runs of one space. */
export class Runs {
  readonly #key: Uint8Array;
  readonly #rows: Rows;
  readonly #random: Random;
  readonly #kept = new Recent<Piece>(PIECES_KEPT);

  constructor(key: Uint8Array, rows: Rows, random: Random) {
    this.#key = key;
    this.#rows = rows;
    this.#random = random;
  }

  /** The spans that have a head, in the order of their beginnings, the longer of two first. */
  async spans(): Promise<Span[]> {
    const found: Span[] = [];
    for (let after: string | null = null; ; ) {
      const keys: string[] = await this.#rows.keys("mark-runs/", 1_000, after);
      for (const key of keys) {
        const [from, to] = key.slice("mark-runs/".length).split("-").map(Number);
        found.push({ from: from as number, to: to as number });
      }
      if (keys.length < 1_000) break;
      after = keys.at(-1) ?? null;
    }
    return found.sort((a, b) => a.from - b.from || b.to - a.to);
  }

  /** A stored run, and the counts at its end. */
  async head(span: Span): Promise<{ run: Run; counts: Counts }> {
    const key = headOf(span);
    const sealed = await this.#rows.get(key);
    if (sealed === null) throw new Error(`a run of marks is gone: ${key}`);
    const text = Buffer.from(unseal(this.#key, key, sealed)).toString();
    const { counts, starts } = JSON.parse(text) as { counts: Counts; starts: number[] };
    return { run: { ...span, starts: Float64Array.from(starts) }, counts };
  }

  /** Indexes in a run that carry a hash, ascending; null where the run was merged meanwhile. */
  async find(run: Run, h: number): Promise<number[] | null> {
    const found: number[] = [];
    for (const n of piecesWith(run, h)) {
      const piece = this.#kept.get(pieceOf(run, n)) ?? (await this.#open(run, n));
      if (piece === null) return null;
      const { hashes, places } = piece;
      for (let i = lowest(hashes, h); hashes[i] === h; i++)
        found.push(run.from + (places[i] as number));
    }
    return found;
  }

  async #open(run: Run, n: number): Promise<Piece | null> {
    const piece = await this.#read(run, n);
    if (piece !== null) this.#kept.set(pieceOf(run, n), piece);
    return piece;
  }

  async #read(run: Run, n: number): Promise<Piece | null> {
    const plain = await this.#plain(run, n);
    return plain === null ? null : pieceIn(plain, emptyPiece(plain.length / MARK_BYTES));
  }

  async #plain(run: Run, n: number): Promise<Uint8Array | null> {
    const key = pieceOf(run, n);
    const sealed = await this.#rows.get(key);
    return sealed === null ? null : unseal(this.#key, key, sealed);
  }

  #row(span: Span, n: number, { hashes, places }: Piece): { key: string; value: Uint8Array } {
    const key = pieceOf(span, n);
    const plain = Buffer.concat([bytesOf(hashes), bytesOf(places)]);
    return { key, value: seal(this.#key, key, plain, this.#random) };
  }

  /** Stores a run from its pieces; its head comes last, so that half a run is none. */
  async write(
    span: Span,
    pieces: Iterable<Piece> | AsyncIterable<Piece>,
    counts: Counts,
  ): Promise<Run> {
    const starts: number[] = [];
    let waiting: { key: string; value: Uint8Array }[] = [];
    for await (const piece of pieces) {
      waiting.push(this.#row(span, starts.length, piece));
      starts.push(piece.hashes[0] as number);
      if (waiting.length < PIECES_A_WRITE) continue;
      await this.#rows.put(waiting);
      waiting = [];
    }
    const head = Buffer.from(JSON.stringify({ counts, starts }));
    const key = headOf(span);
    await this.#rows.put([...waiting, { key, value: seal(this.#key, key, head, this.#random) }]);
    return { ...span, starts: Float64Array.from(starts) };
  }

  /** Takes marks of one entry out of a run. */
  async remove(run: Run, index: number, hashes: readonly number[]): Promise<void> {
    const gone = new Set(hashes);
    const rows: { key: string; value: Uint8Array }[] = [];
    for (const n of new Set(hashes.flatMap((h) => [...piecesWith(run, h)]))) {
      const piece = await this.#read(run, n);
      if (piece === null) throw new Error(`a piece of marks is gone: ${pieceOf(run, n)}`);
      const left = without(piece, index - run.from, gone);
      this.#kept.set(pieceOf(run, n), left);
      rows.push(this.#row(run, n, left));
    }
    if (rows.length > 0) await this.#rows.put(rows);
  }

  /**
   * Several runs that follow on one another, as the pieces of one. Each piece holds until the next
   * is asked for.
   */
  async *merged(runs: readonly Run[]): AsyncGenerator<Piece> {
    const from = runs[0]?.from ?? 0;
    const all = runs.map((run) => new Cursor(run, run.from - from, (n) => this.#plain(run, n)));
    let open: Cursor[] = [];
    for (const cursor of all) if (await cursor.next()) open.push(cursor);
    const piece = emptyPiece();
    let filled = 0;
    for (;;) {
      const least = leastOf(open);
      if (least === undefined) break;
      piece.hashes[filled] = least.hash;
      piece.places[filled] = least.place;
      filled += 1;
      if (filled === PIECE_MARKS) {
        yield piece;
        filled = 0;
      }
      if (!least.step() && !(await least.next())) open = open.filter((one) => one !== least);
    }
    if (filled > 0) yield cut(piece, 0, filled);
  }

  /** Drops a run: its head first, so that half a run is none. */
  async drop(span: Span): Promise<void> {
    await this.#rows.drop(headOf(span));
    await this.#rows.drop(`mark-pieces/${nameOf(span)}/`);
  }
}

/**
 * Reads a run's marks in order, holding one piece and asking for the next meanwhile: a store that
 * is busy is waited for once, not once for each. All pieces come to lie in the same room, or a
 * merge would leave behind as much as it reads.
 */
class Cursor {
  hash = 0;
  place = 0;
  readonly #run: Run;
  readonly #offset: number;
  readonly #plain: (n: number) => Promise<Uint8Array | null>;
  readonly #room = emptyPiece();
  #piece = cut(this.#room, 0, 0);
  #at = 0;
  #n = 0;
  #ahead: Promise<Uint8Array | null> | null = null;

  constructor(run: Run, offset: number, plain: (n: number) => Promise<Uint8Array | null>) {
    this.#run = run;
    this.#offset = offset;
    this.#plain = plain;
  }

  /** Moves on within the piece; false at its end. */
  step(): boolean {
    const { hashes, places } = this.#piece;
    if (this.#at >= hashes.length) return false;
    this.hash = hashes[this.#at] as number;
    this.place = (places[this.#at] as number) + this.#offset;
    this.#at += 1;
    return true;
  }

  /** Moves on to the first mark of the next piece that has any; false at the end of the run. */
  async next(): Promise<boolean> {
    while (this.#n < this.#run.starts.length) {
      const plain = await (this.#ahead ?? this.#plain(this.#n));
      if (plain === null)
        throw new Error(`a piece of marks is gone: ${pieceOf(this.#run, this.#n)}`);
      this.#n += 1;
      this.#ahead = this.#n < this.#run.starts.length ? this.#plain(this.#n) : null;
      // A merge that fails elsewhere never comes to wait for it.
      this.#ahead?.catch(() => undefined);
      this.#piece = pieceIn(plain, this.#room);
      this.#at = 0;
      if (this.step()) return true;
    }
    return false;
  }
}

/** The cursor on the lowest hash; of equal ones the first, so that places stay in order. */
function leastOf(cursors: readonly Cursor[]): Cursor | undefined {
  let [least] = cursors;
  for (const one of cursors) if (least === undefined || one.hash < least.hash) least = one;
  return least;
}

/** The pieces of a run that may hold a hash: those that begin with it, and the one before. */
function* piecesWith({ starts }: Run, h: number): Generator<number> {
  const first = Math.max(0, lowest(starts, h) - 1);
  for (let n = first; n < starts.length && (starts[n] as number) <= h; n++) yield n;
}

/** Sorted marks, cut into pieces. */
export function* piecesOf(sorted: Piece): Generator<Piece> {
  for (let at = 0; at < sorted.hashes.length; at += PIECE_MARKS)
    yield cut(sorted, at, at + PIECE_MARKS);
}

function emptyPiece(marks = PIECE_MARKS): Piece {
  return { hashes: new Float64Array(marks), places: new Uint32Array(marks) };
}

/** The piece that opened bytes hold, put into `room`. */
function pieceIn(plain: Uint8Array, room: Piece): Piece {
  const marks = plain.length / MARK_BYTES;
  const piece = cut(room, 0, marks);
  bytesOf(piece.hashes).set(plain.subarray(0, marks * HASH_BYTES));
  bytesOf(piece.places).set(plain.subarray(marks * HASH_BYTES));
  return piece;
}

function cut({ hashes, places }: Piece, from: number, to: number): Piece {
  return { hashes: hashes.subarray(from, to), places: places.subarray(from, to) };
}

function without({ hashes, places }: Piece, place: number, gone: ReadonlySet<number>): Piece {
  const stays = (h: number, i: number) => places[i] !== place || !gone.has(h);
  return {
    hashes: hashes.filter(stays),
    places: places.filter((_, i) => stays(hashes[i] as number, i)),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
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
