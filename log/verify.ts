import { bundleBytes, decodeBundle } from "./bundle.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { isTakenOver, keysAt, type LogKey, parseKeys, trustedKeys } from "./keys.ts";
import { Malformed } from "./malformed.ts";
import { emptyRoot, leafHash } from "./merkle.ts";
import { noteBytesMax, noteText, parseNote, type Verifier } from "./note.ts";
import { consistencyProof, verifyConsistency } from "./prove.ts";
import { type LogReader, Unreadable } from "./reader.ts";
import { digestBytes } from "./sha256.ts";
import { tilePath, tileWidth } from "./tile-path.ts";
import { nodesFromTiles, type Tile, TileWriter } from "./tiles.ts";

/** The kinds of fault a log can have; `at` beside it names the file or head. */
export type LogFault =
  | "unreadable"
  | "missing"
  | "malformed"
  | "no key of this log signed it"
  | "the signature does not hold"
  | "not under a key you trust"
  | "a head of another log"
  | "larger than the log"
  | "does not match the entries"
  | "not a beginning of this log"
  | "of a fork of this log";

/** What was checked, or the first fault. */
export type LogVerdict =
  | {
      readonly ok: true;
      readonly head: Checkpoint;
      readonly keys: readonly LogKey[];
      /** True when the head's key is one the reader trusts, not only one the log lists. */
      readonly trusted: boolean;
      readonly checked: {
        readonly entries: number;
        readonly tiles: number;
        readonly olderHeads: number;
      };
    }
  | FaultyLog;

/** The first fault: what, where, and in a parser's words why. */
export type FaultyLog = {
  readonly ok: false;
  readonly fault: LogFault;
  readonly at: string;
  readonly why?: string;
};

/** What a reader of a log brings from elsewhere. */
export type LogExpectations = {
  /** Signed heads of this log seen before: each must be a beginning of it. */
  readonly older?: readonly string[];
  /** vkeys known from elsewhere; without them the log's own list is taken at its word. */
  readonly trusted?: readonly string[];
};

/**
 * Verifies a log in the C2SP layout: its list of keys, the head's signature, every entry against
 * every level of tiles and the root, and older heads. Everything is recomputed from the entries,
 * one bundle at a time.
 */
export async function verifyLog(
  read: LogReader,
  expected: LogExpectations = {},
): Promise<LogVerdict> {
  const walk = new Walk(read, expected);
  try {
    return await walk.run();
  } catch (error) {
    if (error instanceof Found) {
      const { fault, more } = error;
      return { ok: false, fault, at: walk.at, ...(more === undefined ? {} : { why: more }) };
    }
    const why = error instanceof Error ? error.message : "";
    if (error instanceof Malformed) return { ok: false, fault: "malformed", at: walk.at, why };
    if (error instanceof Unreadable) return { ok: false, fault: "unreadable", at: walk.at, why };
    throw error;
  }
}

/** Carries the first fault out of the walk; never leaves this file. */
class Found extends Error {
  readonly fault: LogFault;
  readonly more: string | undefined;

  constructor(fault: LogFault, more?: string) {
    super(fault);
    this.fault = fault;
    this.more = more;
  }
}

class Walk {
  /** The file or head being looked at. */
  at = "key";
  readonly #read: LogReader;
  readonly #older: readonly string[];
  readonly #trusted: readonly string[];
  #keys: readonly LogKey[] = [];
  #signers: ReadonlySet<Verifier> = new Set();

  constructor(read: LogReader, { older = [], trusted = [] }: LogExpectations) {
    this.#read = read;
    this.#older = older;
    this.#trusted = trusted;
  }

  async run(): Promise<LogVerdict> {
    this.#keys = parseKeys(noteText(await this.#file("key", noteBytesMax)));
    this.#signers = trustedKeys(this.#keys, this.#trusted);
    const head = this.#open(noteText(await this.#file("checkpoint", noteBytesMax)));
    const tiles = await this.#entries(head);
    await this.#takenOver(head);
    for (const [i, note] of this.#older.entries()) {
      this.at = `older head ${i + 1}`;
      await this.#beginning(this.#open(note), head);
    }
    const checked = { entries: head.size, tiles, olderHeads: this.#older.length };
    return { ok: true, head, keys: this.#keys, trusted: this.#trusted.length > 0, checked };
  }

  #open(note: string): Checkpoint {
    const { origin, size } = parseCheckpoint(parseNote(note).text);
    if (origin !== this.#keys[0]?.verifier.name) throw new Found("a head of another log");
    const opened = openCheckpoint(note, keysAt(this.#keys, size));
    if (!opened.ok) {
      this.#isFork(note, size);
      const bad = opened.fault === "bad signature";
      throw new Found(bad ? "the signature does not hold" : "no key of this log signed it");
    }
    if (this.#trusted.length > 0 && !opened.by.some((key) => this.#signers.has(key))) {
      throw new Found("not under a key you trust");
    }
    return opened.head;
  }

  /** Stops where a key that was taken over from went on signing: a node that came back. */
  #isFork(note: string, size: number): void {
    for (const [i, key] of this.#keys.entries()) {
      if (!isTakenOver(key) || size <= key.from) continue;
      if (!openCheckpoint(note, keysAt(this.#keys.slice(0, i), size)).ok) continue;
      const why = `signed by the key that was taken over from at size ${key.from}`;
      throw new Found("of a fork of this log", why);
    }
  }

  /** Each last head that a generation began from must be a beginning of this log. */
  async #takenOver(head: Checkpoint): Promise<void> {
    for (const key of this.#keys.filter(isTakenOver)) {
      if (key.from > head.size) continue;
      this.at = `key from ${key.from}`;
      await this.#beginning(key.certified.head, head);
    }
  }

  /** Rebuilds the tree from the entries beside what is stored; answers the tiles compared. */
  async #entries(head: Checkpoint): Promise<number> {
    const writer = new TileWriter();
    let tiles = 0;
    for (let n = 0; n * tileWidth < head.size; n++) {
      const width = Math.min(tileWidth, head.size - n * tileWidth);
      const bundle = await this.#tile("entries", n, width, bundleBytes);
      const leaves = decodeBundle(bundle, width).map(leafHash);
      for (const tile of writer.append(leaves)) tiles += await this.#compare(tile);
    }
    for (const tile of writer.partials()) tiles += await this.#compare(tile);
    this.at = "checkpoint";
    if (!Buffer.from(head.root).equals(writer.root())) {
      throw new Found("does not match the entries");
    }
    return tiles;
  }

  async #compare({ level, n, width, bytes }: Tile): Promise<number> {
    const stored = await this.#tile(level, n, width, tileBytes);
    if (!Buffer.from(bytes).equals(stored)) throw new Found("does not match the entries");
    return 1;
  }

  /** The proof is verified too: a place that answers differently the second time gains nothing. */
  async #beginning(old: Checkpoint, head: Checkpoint): Promise<void> {
    if (old.size > head.size) throw new Found("larger than the log");
    const at = this.at;
    const nodes = nodesFromTiles(head.size, (...tile) => this.#tile(...tile, tileBytes));
    const proof = await consistencyProof(old.size, head.size, nodes);
    this.at = at;
    const sizes = [BigInt(old.size), BigInt(head.size)] as const;
    const holds =
      old.size === 0
        ? Buffer.from(old.root).equals(emptyRoot)
        : verifyConsistency(...sizes, old.root, head.root, proof);
    if (!holds) throw new Found("not a beginning of this log");
  }

  async #file(path: string, bytesMax: number): Promise<Uint8Array> {
    this.at = path;
    const bytes = await this.#read(path, bytesMax);
    if (bytes === undefined) throw new Found("missing");
    return bytes;
  }

  /** A tile or bundle; where the log has grown since, the full one stands for a partial one. */
  async #tile(
    level: number | "entries",
    n: number,
    width: number,
    bytesOf: (width: number) => number,
  ): Promise<Uint8Array> {
    this.at = tilePath(level, n, width);
    const exact = await this.#read(this.at, bytesOf(width));
    if (exact !== undefined) return exact;
    const full =
      width < tileWidth ? await this.#file(tilePath(level, n), bytesOf(tileWidth)) : null;
    if (full === null) throw new Found("missing");
    return full.subarray(0, bytesOf(width));
  }
}

function tileBytes(width: number): number {
  return width * digestBytes;
}
