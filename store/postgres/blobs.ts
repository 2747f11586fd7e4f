/** Blobs in PostgreSQL: chunks come under an upload's number, and its last step names it. */
import type { SpaceId, Store } from "../port.ts";
import { type Base, plain, toBuffer } from "./base.ts";

/** Chunks one statement writes or reads: at most a mebibyte. */
const CHUNKS_A_CALL = 16;

type Place = { upload: string; chunks: number };

async function begin(base: Base, space: SpaceId): Promise<string> {
  const sql = `INSERT INTO ${base.schema}.upload (space) VALUES ($1) RETURNING upload`;
  return (await base.rows<{ upload: string }>(sql, [space]))[0]?.upload ?? "";
}

async function send(base: Base, upload: string, first: number, held: Uint8Array[]): Promise<void> {
  const stored = await base.run(
    `INSERT INTO ${base.schema}.chunk (space, upload, n, bytes)
       SELECT u.space, u.upload, c.n, c.bytes
         FROM (SELECT space, upload FROM ${base.schema}.upload WHERE upload = $1 FOR SHARE) AS u,
              unnest($2::int4[], $3::bytea[]) AS c (n, bytes)`,
    [upload, held.map((_, n) => first + n), held.map(toBuffer)],
  );
  if (stored !== held.length) throw new Error("the space ended meanwhile");
}

async function finish(base: Base, space: SpaceId, id: string, place: Place): Promise<void> {
  const s = base.schema;
  await base.transaction(async (asking) => {
    const sql = `DELETE FROM ${s}.upload WHERE upload = $1`;
    const mine = await asking.query(sql, [place.upload]);
    if (mine.rowCount !== 1) throw new Error("the space ended meanwhile");
    await asking.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [`${space}/${id}`]);
    await asking.query(
      `WITH old AS (DELETE FROM ${s}.blob WHERE space = $1 AND id = $2 RETURNING upload)
       DELETE FROM ${s}.chunk c USING old WHERE c.space = $1 AND c.upload = old.upload`,
      [space, id],
    );
    await asking.query(
      `INSERT INTO ${s}.blob (space, id, upload, chunks) VALUES ($1, $2, $3, $4)`,
      [space, id, place.upload, place.chunks],
    );
  });
}

async function abandon(base: Base, space: SpaceId, upload: string): Promise<void> {
  const s = base.schema;
  await base.run(`DELETE FROM ${s}.upload WHERE upload = $1`, [upload]);
  await base.run(`DELETE FROM ${s}.chunk WHERE space = $1 AND upload = $2`, [space, upload]);
}

async function putBlob(
  base: Base,
  space: SpaceId,
  id: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const upload = await begin(base, space);
  let sent = 0;
  let held: Uint8Array[] = [];
  try {
    for await (const chunk of chunks) {
      held.push(new Uint8Array(chunk));
      if (held.length < CHUNKS_A_CALL) continue;
      await send(base, upload, sent, held);
      sent += held.length;
      held = [];
    }
    if (held.length > 0) await send(base, upload, sent, held);
    await finish(base, space, id, { upload, chunks: sent + held.length });
  } catch (fault) {
    await abandon(base, space, upload);
    throw fault;
  }
}

/** The calls of blobs. */
export function blobsOn(base: Base): Store["blobs"] {
  const s = base.schema;
  return {
    put: (space, id, chunks) => putBlob(base, space, id, chunks),

    async *read(space, id, from, to) {
      const sql = `SELECT upload, chunks FROM ${s}.blob WHERE space = $1 AND id = $2`;
      const [place] = await base.rows<Place>(sql, [space, id]);
      const end = Math.min(to, place?.chunks ?? 0);
      for (let next = from; next < end; next += CHUNKS_A_CALL) {
        const until = Math.min(end, next + CHUNKS_A_CALL);
        const rows = await base.rows<{ bytes: Buffer }>(
          `SELECT bytes FROM ${s}.chunk WHERE space = $1 AND upload = $2 AND n >= $3 AND n < $4
             ORDER BY n`,
          [space, place?.upload, next, until],
        );
        if (rows.length !== until - next) throw new Error("the blob changed while it was read");
        yield* rows.map((row) => plain(row.bytes));
      }
    },

    async delete(space, id) {
      await base.run(
        `WITH old AS (DELETE FROM ${s}.blob WHERE space = $1 AND id = $2 RETURNING upload)
         DELETE FROM ${s}.chunk c USING old WHERE c.space = $1 AND c.upload = old.upload`,
        [space, id],
      );
    },
  };
}
