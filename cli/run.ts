/** Runs one subcommand for whoever asked: at a terminal, or through a running node. */
import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { House } from "../house/house.ts";
import { Malformed } from "../log/malformed.ts";
import { FolderOwned } from "../store/sqlite/open.ts";
import { COMMON, readArgs, Unable, Usage } from "./args.ts";
import { NO_BACKUP } from "./keys-backup.ts";
import type { Answer, Ask, Streams } from "./subcommand.ts";
import { TABLE } from "./table.ts";

/** More words than any subcommand takes; each says itself where one is too many. */
const WORDS_MAX = 16;
/** A key that is destroyed must be destroyed in its second copy too. */
const KEYS = { "keys-backup": { type: "string" } } as const;

/** What a run needs of its surroundings. */
export type Around = {
  streams: Streams;
  /** The house on a data folder; whoever hands it in closes it. */
  house: (data: string, keysBackup: string | undefined) => Promise<House>;
  /** Hands the whole command to the node that owns the folder; answers its exit code. */
  handOver: (data: string, argv: readonly string[]) => Promise<number>;
};

/** Runs `argv` (without the program's name); answers the exit code: 0, 1 or 2. */
export async function runCli(argv: readonly string[], around: Around): Promise<number> {
  const { streams } = around;
  const [name = "", ...args] = argv;
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
      house: () => around.house(data, keysBackup),
    };
    return tell(await subcommand.run(ask), values["json"] === true, streams);
  } catch (fault) {
    if (fault instanceof Error && fault.cause instanceof FolderOwned)
      return around.handOver(data, argv);
    return explain(name, fault, streams);
  }
}

function backupAt(cwd: string, said: string): string {
  return said === NO_BACKUP ? said : resolve(cwd, said);
}

function tell({ json, text, exit = 0 }: Answer, asJson: boolean, { out }: Streams): number {
  if (asJson) out(`${JSON.stringify(json)}\n`);
  else if (text !== "") out(`${text}\n`);
  return exit;
}

/** Says what is wrong in one line; only what is our own bug shows where it was thrown. */
function explain(name: string, fault: unknown, { err }: Streams): number {
  const say = (sentence: string) => err(`alongside ${name}: ${sentence}\n`);
  if (fault instanceof Usage) {
    say(`${fault.message}; try alongside ${name} --help`);
    return 2;
  }
  const system = systemSentence(fault);
  if (fault instanceof Unable || fault instanceof Malformed) say(fault.message);
  else if (system !== null) say(system);
  else err(`alongside ${name}: this should not have happened.\n${stackOf(fault)}\n`);
  return 1;
}

const WHY: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  EACCES: "this user may not open it",
  EPERM: "this user may not change it",
  EISDIR: "it is a folder",
  ENOTDIR: "part of the path is no folder",
  EEXIST: "it is there already",
  ENOSPC: "the disk is full",
  EROFS: "the disk cannot be written to",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
};

/** What the system would not do, in plain words; null where the fault is none of the system's. */
function systemSentence(fault: unknown): string | null {
  if (!(fault instanceof Error)) return null;
  const { code, path, message } = fault as NodeJS.ErrnoException;
  // What comes out of the store's thread has kept its message alone.
  const named = /^(E[A-Z]+): .*?(?:'(.+)')?$/.exec(message);
  const why = WHY[code ?? ""] ?? WHY[named?.[1] ?? ""];
  if (why === undefined) return code !== undefined && "syscall" in fault ? message : null;
  const at = path ?? named?.[2];
  return at === undefined ? why : `${at}: ${why}`;
}

function stackOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
