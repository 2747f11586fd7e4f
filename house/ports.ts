/** The world outside, handed in: no file of `house/` reaches a clock, randomness or disk itself. */

/** Milliseconds since 1970-01-01T00:00Z. */
export type Clock = () => number;

/** `n` fresh unpredictable bytes (seeded in tests). */
export type Random = (n: number) => Uint8Array;

/**
 * Where keys lie: in no database and in no backup of one (docs/architecture.md, "At rest").
 * `write` and `destroy` resolve only after the change is durable.
 */
export type KeyFolder = {
  /** The stored bytes of a ring, or null. */
  read(name: string): Promise<Uint8Array | null>;
  /** Replaces a ring as a whole. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Overwrites and removes a ring and its second copy. */
  destroy(name: string): Promise<void>;
  /** Names of all rings. */
  list(): Promise<string[]>;
};
