/** How deleted rows lose their bytes: the piece of the table they were in is written anew. */
import { setTimeout as sleep } from "node:timers/promises";
import { Turns } from "../turns.ts";
import type { Base } from "./base.ts";

const RETRY_MS_MIN = 5;
const RETRY_MS_MAX = 250;

/**
 * Whether some transaction may still see what `xid` deleted. Rewriting would carry such rows
 * along, so it has to wait.
 */
async function isSeen(base: Base, xid: string): Promise<boolean> {
  const rows = await base.rows<{ seen: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND (age(backend_xmin) >= age($1::text::xid) OR age(backend_xid) >= age($1::text::xid))
     ) AS seen`,
    [xid],
  );
  return rows[0]?.seen === true;
}

/** Rewrites pieces of tables without deleted rows. */
export class Scrubber {
  #base: Base;
  #turns = new Turns();
  #closing = false;

  constructor(base: Base) {
    this.#base = base;
  }

  /**
   * Resolves when what transaction `xid` deleted is in none of the pieces' files. Waits for every
   * reader that began before; while a piece is rewritten, calls that touch it wait.
   */
  async scrub(xid: string, pieces: string[]): Promise<void> {
    for (let wait = RETRY_MS_MIN; await isSeen(this.#base, xid); ) {
      if (this.#closing) throw new Error("the store closed before erased bytes were gone");
      await sleep(wait);
      wait = Math.min(wait * 2, RETRY_MS_MAX);
    }
    for (const piece of pieces) {
      const release = await this.#turns.take(piece);
      try {
        await this.#base.run(`VACUUM (FULL) ${this.#base.schema}.${piece}`);
      } finally {
        release();
      }
    }
  }

  /** Lets those give up who wait for a reader. */
  close(): void {
    this.#closing = true;
  }
}

/** The current transaction's id as `scrub` takes it; belongs into the statement that deletes. */
export const XID = "(pg_current_xact_id()::text::numeric % 4294967296)::text AS xid";
