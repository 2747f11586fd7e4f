/** What a dump of the PostgreSQL database holds. */
import type pg from "pg";

/** Every row of the node's tables as text, by table: what a dump of the database holds. */
export async function dump(client: pg.Client): Promise<Map<string, string[]>> {
  // Leaves alone: a row of a partitioned table is listed once.
  const names =
    "SELECT relname AS tablename FROM pg_class WHERE relkind = 'r'" +
    " AND relnamespace = 'alongside'::regnamespace ORDER BY 1";
  const tables = (await client.query<{ tablename: string }>(names)).rows;
  const rows = new Map<string, string[]>();
  for (const { tablename } of tables) {
    const found = await client.query(
      `SELECT to_jsonb(t)::text AS row FROM alongside.${tablename} t`,
    );
    rows.set(
      tablename,
      found.rows.map(({ row }) => String(row)),
    );
  }
  return rows;
}
