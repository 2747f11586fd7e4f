/** Opens the store a node stands on, before anything of the node itself is read. */
import type { Store } from "../store/port.ts";
import { FolderOwned, openSqlite } from "../store/sqlite/open.ts";
import { Unable } from "./args.ts";

/** Where a store is: in a folder, or in a PostgreSQL database. */
export type StorePlace = { data: string; databaseUrl?: string | undefined };

/** Opens it. Throws `Unable` where another process owns the folder. */
export async function openStore({ data, databaseUrl }: StorePlace): Promise<Store> {
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import("../store/postgres/open.ts");
    return openPostgres(databaseUrl);
  }
  try {
    return await openSqlite(data);
  } catch (fault) {
    if (fault instanceof FolderOwned)
      throw new Unable(`another node is running on ${data}`, { cause: fault });
    throw fault;
  }
}

/**
 * Begins to open it: its thread starts while the rooms and pages are read. A fault is told to
 * whoever awaits it, and until then to nobody.
 */
export function beginStore(place: StorePlace): Promise<Store> {
  const opening = openStore(place);
  opening.catch(() => undefined);
  return opening;
}
