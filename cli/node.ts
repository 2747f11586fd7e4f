/** Opens what a node stands on: its store, its keys, its house. Here clock and chance come in. */
import { join } from "node:path";
import { House } from "../house/house.ts";
import type { Clock, KeyFolder, Random } from "../house/ports.ts";
import { plan } from "../rooms/index.ts";
import { diskKeys } from "../store/key-folder.ts";
import type { Store } from "../store/port.ts";
import { FolderOwned, openSqlite } from "../store/sqlite/open.ts";
import { whereOf } from "../web/app.ts";
import type { LogLine } from "../web/node.ts";
import { Unable } from "./args.ts";
import { foldVersions } from "./fold-version.ts";
import { backupFor } from "./keys-backup.ts";
import { pooledRandom } from "./random.ts";

/** Where a node's things are. */
export type NodeOptions = {
  /** The folder of the databases (without `databaseUrl`) and of the keys. */
  data: string;
  /** A PostgreSQL database instead of SQLite files. */
  databaseUrl?: string | undefined;
  /** One second copy of the keys, overwritten along with the first; remembered once said. */
  keysBackup?: string | undefined;
  clock?: Clock;
  random?: Random;
  log?: (line: LogLine) => void;
};

/** An opened node. */
export type OpenedNode = {
  house: House;
  store: Store;
  keys: KeyFolder;
  records: Store["records"];
  clock: Clock;
  random: Random;
  /** Waits for what is being written, then closes. */
  close: () => Promise<void>;
};

/** One line of JSON on stderr. `LogLine` has no place for contents, handles or addresses. */
export function logLine(line: LogLine): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}

/** Opens a node. Throws `Unable` where another process owns the folder. */
export async function openNode(options: NodeOptions): Promise<OpenedNode> {
  const { data, databaseUrl, keysBackup, log = logLine } = options;
  const { clock = () => Date.now(), random = pooledRandom() } = options;
  const store = await openStore(data, databaseUrl);
  try {
    const backup = await backupFor(data, keysBackup);
    const keys = await diskKeys(join(data, "keys"), backup ?? undefined);
    const house = new House({
      ...{ store, keys, clock, random, plan, foldVersion: foldVersions(plan) },
      shared: databaseUrl !== undefined,
      onFault: (fault) => log({ event: "fault", ...whereOf(fault) }),
      onStuck: (effect, tries) => log({ event: "effect-failed", effect, tries }),
    });
    const close = async () => {
      await house.idle();
      await store.close();
    };
    return { house, store, keys, records: store.records, clock, random, close };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

async function openStore(data: string, databaseUrl: string | undefined): Promise<Store> {
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
