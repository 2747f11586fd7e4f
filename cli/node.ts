/** Opens what a node stands on: its store, its keys, its house. Here clock and chance come in. */
import { join } from "node:path";
import { House } from "../house/house.ts";
import type { Clock, KeyFolder, Random } from "../house/ports.ts";
import { plan } from "../rooms/index.ts";
import { nodeOf } from "../rooms/people/index.ts";
import { noteAct } from "../rooms/spaces/index.ts";
import { diskKeys } from "../store/key-folder.ts";
import { makeFolder } from "../store/make-folder.ts";
import type { Store } from "../store/port.ts";
import { whereOf } from "../web/app.ts";
import type { LogLine } from "../web/node.ts";
import { foldVersions } from "./fold-version.ts";
import { backupFor, rememberedBackup } from "./keys-backup.ts";
import { pooledRandom } from "./random.ts";
import { onFolder, openStore, type StorePlace } from "./store.ts";

/** Where a node's things are; keys are in the folder of `data` with either kind of store. */
export type NodeOptions = StorePlace & {
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

/**
 * One line of JSON on stderr, with its moment in UTC; `at` of a line is a place in our code.
 * `LogLine` has no place for contents, handles or addresses.
 */
export function logLine(line: LogLine): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}

/**
 * Opens a node, on a store that is being opened already where one is said. Throws `Unable` where
 * another process owns the folder.
 */
export async function openNode(
  options: NodeOptions,
  opening: Promise<Store> = openStore(options),
): Promise<OpenedNode> {
  const { data, databaseUrl, keysBackup, asFound = false, log = logLine } = options;
  const { clock = () => Date.now(), random = pooledRandom() } = options;
  const store = await opening;
  try {
    if (!asFound) await onFolder("data", data, () => makeFolder(data));
    // A second copy that is said now is remembered by the commands that write to it.
    const backupBefore = await rememberedBackup(data);
    const backup = asFound && keysBackup !== undefined ? null : await backupFor(data, keysBackup);
    if (backup !== null) await onFolder("keys-backup", backup, () => makeFolder(backup));
    const keys = await diskKeys(join(data, "keys"), backup ?? undefined);
    const house = new House({
      ...{ store, keys, clock, random, plan, foldVersion: foldVersions(plan) },
      shared: databaseUrl !== undefined,
      onFault: (fault) => log({ event: "fault", ...whereOf(fault) }),
      onStuck: (effect, tries) => log({ event: "effect-failed", effect, tries }),
    });
    if (!asFound && backup !== backupBefore) await noteAct(nodeOf(house), "keys-backup");
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
