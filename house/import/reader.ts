/**
 * Reads a file that comes in pieces: each piece is handed in, and what it completes is handed out
 * at once. Not one promise a row: a file of small rows has hundreds of thousands of them, and each
 * promise costs more than its row.
 */
export type Reader<Found> = {
  /** Whether it read as much as it will. */
  readonly ended: boolean;
  /** What these bytes complete; to be taken to its end before the next bytes come. */
  read: (bytes: Uint8Array) => Generator<Found>;
  /** What is left when the file ends. */
  end: () => Generator<Found>;
};
