/**
 * The store: the one place where bytes stay. Everything it holds of a space is opaque here
 * (sealed by `house/seal.ts`), so an adapter needs no knowledge of rooms, keys or people.
 * It promises behaviour, not mechanics (docs/architecture.md); `store/contract.ts` is the judge.
 */

/** A space's id: 32 lower-case hex characters (128 random bits). Never its name. */
export type SpaceId = string;

/** Headers, stamps, records and evidence of consecutive entries, sealed together. */
export type Segment = {
  /** Index of the first entry. */
  first: number;
  /** How many entries it holds, 1 to 256. */
  count: number;
  /** The leaf commitments, `count` × 32 bytes, in order. */
  leaves: Uint8Array;
  /** The sealed bytes; the additional data is (space, first, count). */
  sealed: Uint8Array;
};

/** An erasable piece of one entry (`words`, `people`, or a file's), sealed under an epoch key. */
export type SealedPart = { index: number; name: string; epoch: number; sealed: Uint8Array };

/** Names one erasable piece. */
export type PartRef = { index: number; name: string };

/** A row in a small table that is not the log. `version` starts at 1 and rises by 1 a write. */
export type Row = { key: string; version: number; value: Uint8Array; expires: number | null };

/** Something to be done later: falls due at `at` (ms since 1970). `id` is unique in its queue. */
export type DueItem = { queue: string; id: string; space: SpaceId; at: number; value: Uint8Array };

/** A claimed item; `lease` must be handed back to finish it. */
export type Claimed = DueItem & { lease: string; tries: number };

/** One durable step of a space: all of it is stored or none. */
export type Batch = {
  segment: Segment;
  parts: SealedPart[];
  /** Parts erased in the same step (a quiet revision's old words). */
  erased: PartRef[];
  /** Derived rows written along (full tiles, a card to be emptied). */
  derived: { key: string; value: Uint8Array }[];
  /** Rows of the space's own records written along (answers, marks to take out); last one wins. */
  records: { key: string; value: Uint8Array; expires: number | null }[];
  /** Due items and outbox rows; same (queue, id) replaces. */
  due: DueItem[];
};

/** The answer of `append`: stored, or the size that was found instead of the expected one. */
export type Appended = { ok: true; size: number } | { ok: false; size: number };

/**
 * Where rows belong: a space's own (they move and end with it), or the node's.
 * The node's rows name spaces by id and hold no words.
 */
export type Owner = SpaceId | "node";

/** What every adapter promises; `store/contract.ts` judges it. */
export interface Store {
  /**
   * Stores the batch if the space has exactly `expected` entries (0 creates the space), else
   * changes nothing and answers the size found. Resolves only after it is durable. Throws on an
   * I/O fault, and then nothing of the batch is visible to any later read.
   */
  append(space: SpaceId, expected: number, batch: Batch): Promise<Appended>;
  /** The number of entries; 0 for a space that never was. */
  size(space: SpaceId): Promise<number>;
  /** Segments that hold any of the entries `from` (inclusive) to `to` (exclusive), in order. */
  read(space: SpaceId, from: number, to: number): AsyncIterable<Segment>;
  /**
   * Puts one segment in the place of all that lie within [first, first + count), which must cover
   * that range exactly with the same leaves; else throws and changes nothing. Background merging
   * and re-sealing use it.
   */
  resegment(space: SpaceId, segment: Segment): Promise<void>;

  /** The named parts that exist, in no given order. At most 1,024 refs a call. */
  parts(space: SpaceId, refs: PartRef[]): Promise<SealedPart[]>;
  /** All parts under one epoch, at most `limit`, ordered by (index, name) after `after`. */
  partsOfEpoch(
    space: SpaceId,
    epoch: number,
    limit: number,
    after: PartRef | null,
  ): Promise<SealedPart[]>;
  /** Replaces parts that still exist by re-sealed ones; parts erased meanwhile stay erased. */
  reseal(space: SpaceId, parts: SealedPart[]): Promise<void>;
  /** Deletes parts so that their bytes are gone from the store's own files when it resolves. */
  erase(space: SpaceId, refs: PartRef[]): Promise<void>;

  /** Derived rows (tiles, snapshots, mark blocks, cards): may be dropped and rebuilt at will. */
  derived: {
    put(space: SpaceId, rows: { key: string; value: Uint8Array }[]): Promise<void>;
    get(space: SpaceId, key: string): Promise<Uint8Array | null>;
    /** Keys that begin with `prefix`, in byte order, at most `limit`, after `after`. */
    keys(space: SpaceId, prefix: string, limit: number, after: string | null): Promise<string[]>;
    /** Drops every row whose key begins with `prefix`. */
    drop(space: SpaceId, prefix: string): Promise<void>;
  };

  /** Small rows with versions and expiry (logins, sessions, idempotency, limits, drafts). */
  records: {
    /** The row, or null; an expired row is null whether or not it was swept yet. */
    get(owner: Owner, key: string, now: number): Promise<Row | null>;
    /**
     * Writes if the stored version is `version` (0: must not exist or be expired, "any": always).
     * Answers the new version, or null where the version differed.
     */
    put(
      owner: Owner,
      row: { key: string; value: Uint8Array; expires: number | null },
      version: number | "any",
      now: number,
    ): Promise<number | null>;
    delete(owner: Owner, key: string): Promise<void>;
    /** Rows whose key begins with `prefix`, by key, at most `limit`, after `after`. */
    list(
      owner: Owner,
      prefix: string,
      limit: number,
      after: string | null,
      now: number,
    ): Promise<Row[]>;
    /** Deletes what expired before `now`, at most `limit` rows; answers how many. */
    sweep(owner: Owner, now: number, limit: number): Promise<number>;
  };

  due: {
    put(items: DueItem[]): Promise<void>;
    /** Claims up to `limit` items of a queue due by `now`, for `leaseMs`; skips live leases. */
    claim(queue: string, now: number, leaseMs: number, limit: number): Promise<Claimed[]>;
    /** Ends an item if the lease is still its own; answers whether it was. */
    done(item: Claimed): Promise<boolean>;
    /** How many items wait in a queue, and the oldest `at`. */
    waiting(queue: string): Promise<{ count: number; oldest: number | null }>;
  };

  /** Large sealed files in chunks of at most 64 KiB. A blob exists once `put` resolved. */
  blobs: {
    put(space: SpaceId, id: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
    /** Chunks `from` (inclusive) to `to` (exclusive); empty where there is no such blob. */
    read(space: SpaceId, id: string, from: number, to: number): AsyncIterable<Uint8Array>;
    delete(space: SpaceId, id: string): Promise<void>;
  };

  /** Waits for its turn as the one writer of a space across processes; call `release` once. */
  lock(space: SpaceId): Promise<() => Promise<void>>;
  /** Calls back after any process appended to the space; returns the way to stop. */
  watch(space: SpaceId, changed: () => void): () => void;
  /** Ids of all spaces that have entries, at most `limit`, after `after`. */
  spaces(limit: number, after: SpaceId | null): Promise<SpaceId[]>;
  /** Removes all of a space: log, parts, derived, records, due, blobs. Its bytes are gone. */
  end(space: SpaceId): Promise<void>;
  /** Bytes held, for the keeper's page. */
  bytes(space: SpaceId | "node"): Promise<number>;
  /** Finishes what is under way and closes. */
  close(): Promise<void>;
}
