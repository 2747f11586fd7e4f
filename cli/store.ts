/** Opens the store a node stands on, before anything of the node itself is read. */
import type { Store } from "../store/port.ts";
import { FolderOwned, openSqlite } from "../store/sqlite/open.ts";
import { Unable } from "./args.ts";
import { systemWhy } from "./tell.ts";

/** Where a store is: in a folder, or in a PostgreSQL database. */
export type StorePlace = {
  data: string;
  databaseUrl?: string | undefined;
  /** Opens it to look at it: nothing in it is made or changed. */
  asFound?: boolean;
};

/**
 * Does what needs the folder that an option says. What the system will not do with it is said as
 * `Unable`: which folder, why, and which option names another.
 */
export async function onFolder<T>(
  option: "data" | "keys-backup",
  folder: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    const said = systemWhy(fault);
    if (said === null) throw fault;
    const { at = folder, why } = said;
    const known = at === folder ? at : `${folder} (at ${at})`;
    const advice = `--${option} names the folder; say one that this user may make and write to`;
    throw new Unable(`${known}: ${why}; ${advice}`, { cause: fault });
  }
}

/** Opens it. Throws `Unable` where another process owns the folder, or it cannot be one. */
export async function openStore({
  data,
  databaseUrl,
  asFound = false,
}: StorePlace): Promise<Store> {
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import("../store/postgres/open.ts");
    return openPostgres(databaseUrl, { asFound });
  }
  try {
    return await onFolder("data", data, () => openSqlite(data, { asFound }));
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
