/** Runs one subcommand for whoever asked: at a terminal, or through a running node. */
import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { House } from "../house/house.ts";
import { FolderOwned } from "../store/sqlite/open.ts";
import { COMMON, readArgs, Usage } from "./args.ts";
import { NO_BACKUP } from "./keys-backup.ts";
import type { Setting } from "./settings.ts";
import type { Ask, Streams } from "./subcommand.ts";
import { TABLE } from "./table.ts";
import { asksJson, tellAnswer, tellFault } from "./tell.ts";

/** More words than any subcommand takes; each says itself where one is too many. */
const WORDS_MAX = 16;
/** A key that is destroyed must be destroyed in its second copy too. */
const KEYS = { "keys-backup": { type: "string" } } as const;

/** What a run needs of its surroundings. */
export type Around = {
  streams: Streams;
  /** The house on a data folder; whoever hands it in closes it. */
  house: (data: string, keysBackup: string | undefined, asFound: boolean) => Promise<House>;
  /** Hands the whole command to the node that owns the folder; answers its exit code. */
  handOver: (data: string, argv: readonly string[]) => Promise<number>;
  /** Inside a running node: what it was started with. */
  serving?: readonly Setting[];
};

/** Runs `argv` (without the program's name); answers the exit code: 0, 1 or 2. */
export async function runCli(argv: readonly string[], around: Around): Promise<number> {
  const { streams } = around;
  const [name = "", ...args] = argv;
  const telling = { name, asJson: asksJson(args), streams };
  let data = streams.cwd;
  try {
    const row = TABLE.get(name);
    if (row === undefined) throw new Usage("there is no such command");
    const { subcommand } = await row.load();
    const options: ParseArgsOptionsConfig = { ...COMMON, ...KEYS, ...subcommand.options };
    const { values, positionals } = readArgs(args, options, WORDS_MAX);
    data = resolve(streams.cwd, String(values["data"]));
    const backup = values["keys-backup"];
    const keysBackup = backup === undefined ? undefined : backupAt(streams.cwd, String(backup));
    const ask: Ask = {
      ...{ options: values, words: positionals, streams, data },
      path: (path) => resolve(streams.cwd, path),
      house: ({ asFound } = { asFound: false }) => around.house(data, keysBackup, asFound),
      serving: around.serving ?? null,
    };
    return tellAnswer(await subcommand.run(ask), telling);
  } catch (fault) {
    const owned = fault instanceof Error && fault.cause instanceof FolderOwned;
    if (!owned) return tellFault(fault, telling);
  }
  try {
    return await around.handOver(data, argv);
  } catch (fault) {
    return tellFault(fault, telling);
  }
}

function backupAt(cwd: string, said: string): string {
  return said === NO_BACKUP ? said : resolve(cwd, said);
}
