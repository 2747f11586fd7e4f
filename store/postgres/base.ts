/** The connections of one store, and how it asks. */
import pg from "pg";
import { schemaOf } from "./schema.ts";

/** Uploads nobody ended within this time were left by a process that is gone. */
const UPLOAD_LIFE = "1 day";

/** A connection to ask on: the pool, or one client within a transaction. */
export type Asking = Pick<pg.Pool, "query">;

/** Bytes as the port gives them: a plain view and no Buffer. */
export function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as the driver takes them, also within arrays. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether a fault came from the connection, so that nobody knows if the server did the work. */
export function isConnectionFault(fault: unknown): boolean {
  if (!(fault instanceof pg.DatabaseError)) return true;
  // The server's own word (SQLSTATE): 08 and 57P are lost and ended connections.
  const { code = "" } = fault;
  return code.startsWith("08") || code.startsWith("57P");
}

function poolOf(url: string, max: number, asFound: boolean): pg.Pool {
  // The server itself refuses every write of a connection that only looks.
  const options = asFound ? { options: "-c default_transaction_read_only=on" } : {};
  const pool = new pg.Pool({ connectionString: url, max, ...options });
  // A connection that dies at rest is dropped by the pool; one in use fails the call it serves.
  // Without these two listeners either would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The pools of one store: one for calls, one whose clients hold the locks of spaces. */
export class Base {
  readonly url: string;
  readonly schema: string;
  readonly calls: pg.Pool;
  readonly locks: pg.Pool;

  constructor(url: string, schema: string, connectionsMax: number, asFound = false) {
    if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) throw new TypeError("a schema has a plain name");
    this.url = url;
    this.schema = schema;
    this.calls = poolOf(url, connectionsMax, asFound);
    this.locks = poolOf(url, connectionsMax, asFound);
  }

  /** The rows of one statement, a transaction of its own. */
  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.calls.query(sql, values)).rows as T[];
  }

  /** How many rows one statement changed. */
  async run(sql: string, values: unknown[] = []): Promise<number> {
    return (await this.calls.query(sql, values)).rowCount ?? 0;
  }

  /** Does all of `work` in one transaction or none of it. */
  async transaction<T>(work: (asking: Asking) => Promise<T>): Promise<T> {
    const client = await this.calls.connect();
    let broken: Error | undefined;
    try {
      await client.query("BEGIN");
      const answer = await work(client);
      await client.query("COMMIT");
      return answer;
    } catch (fault) {
      broken = await client.query("ROLLBACK").then(
        () => undefined,
        (second: Error) => second,
      );
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  /** Whether the tables are there. */
  async isSetUp(): Promise<boolean> {
    const [row] = await this.rows<{ made: string | null }>("SELECT to_regclass($1) AS made", [
      `${this.schema}.due_space`,
    ]);
    return row !== undefined && row.made !== null;
  }

  /** Makes the tables where they are missing; several processes may begin at once. */
  async setUp(): Promise<void> {
    if (!(await this.isSetUp())) {
      await this.transaction(async (asking) => {
        await asking.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [this.schema]);
        const again = await asking.query("SELECT to_regclass($1) AS made", [
          `${this.schema}.due_space`,
        ]);
        if (again.rows[0]?.made === null) await asking.query(schemaOf(this.schema));
      });
    }
    await this.run(
      `WITH gone AS (DELETE FROM ${this.schema}.upload
         WHERE begun < now() - interval '${UPLOAD_LIFE}' RETURNING space, upload)
       DELETE FROM ${this.schema}.chunk c USING gone g
         WHERE c.space = g.space AND c.upload = g.upload`,
    );
  }

  /** Closes every connection when the calls under way have ended. */
  async close(): Promise<void> {
    await Promise.all([this.calls.end(), this.locks.end()]);
  }
}
