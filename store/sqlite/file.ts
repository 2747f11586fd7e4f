/** One SQLite file of the folder: opened private, with its pragmas, and its statements kept. */
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { PRAGMAS, READING } from "./schema.ts";

const PRIVATE_FILE = 0o600;

/** The files SQLite keeps beside a database in WAL mode. */
export const FILE_ENDINGS = ["", "-wal", "-shm"];

/**
 * Makes the file with private rights where there is none; SQLite gives its own files the same.
 * A file that exists is not touched: closing any handle on it would drop this process's locks.
 */
export function makePrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, "wx", PRIVATE_FILE));
}

/** A database file, used by one thread. */
export class File {
  readonly path: string;
  #db: DatabaseSync;
  #statements = new Map<string, StatementSync>();

  /** `asFound`: nothing in it is changed, and it is not made where it is missing. */
  constructor(path: string, schema: string, asFound = false) {
    this.path = path;
    if (asFound) {
      // Told to read only, SQLite would not take up the log of a process that was killed.
      if (!existsSync(path)) throw new Error(`ENOENT: no such file, open '${path}'`);
      this.#db = new DatabaseSync(path);
      this.#db.exec(READING);
      return;
    }
    makePrivate(path);
    this.#db = new DatabaseSync(path);
    this.#db.exec(PRAGMAS);
    const made = this.get<{ user_version: number }>("PRAGMA user_version");
    if (made?.user_version === 0) this.#db.exec(`BEGIN;${schema}COMMIT;`);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** The first row; `T` names its columns. */
  get<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#statement(sql).get(...values) as T | undefined;
  }

  /** All rows; `T` names their columns. */
  all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#statement(sql).all(...values) as T[];
  }

  /** Rows one by one; the statement is free again when the loop ends. */
  iterate<T>(sql: string, ...values: SQLInputValue[]): IterableIterator<T> {
    return this.#statement(sql).iterate(...values) as IterableIterator<T>;
  }

  /** Does all of `work` durably or none of it. */
  transaction<T>(work: () => T): T {
    this.run("BEGIN IMMEDIATE");
    try {
      const answer = work();
      this.run("COMMIT");
      return answer;
    } catch (fault) {
      if (this.#db.isTransaction) this.run("ROLLBACK");
      throw fault;
    }
  }

  /** Moves the write-ahead log into the file and empties it; false while a reader is in the way. */
  truncate(): boolean {
    this.run("PRAGMA busy_timeout = 0");
    const answer = this.get<{ busy: number; log: number }>("PRAGMA wal_checkpoint(TRUNCATE)");
    this.run("PRAGMA busy_timeout = 1000");
    return answer?.busy === 0 && answer.log === 0;
  }

  /** Bytes on disk, with what stands beside the file. */
  bytes(): number {
    const sizes = FILE_ENDINGS.map((ending) =>
      statSync(this.path + ending, { throwIfNoEntry: false }),
    );
    return sizes.reduce((sum, stat) => sum + (stat?.size ?? 0), 0);
  }

  /** Closes the file; SQLite moves the write-ahead log in unless someone else reads. */
  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}
