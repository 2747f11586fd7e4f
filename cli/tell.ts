/** How a command line says what came of it: answers on stdout, what is wrong on stderr. */
import { Malformed } from "../log/malformed.ts";
import { Unable, Usage } from "./args.ts";
import type { Answer, Streams } from "./subcommand.ts";

/** Who speaks, and to whom: the command's name, and whether it was asked for JSON. */
export type Telling = { name: string; asJson: boolean; streams: Pick<Streams, "out" | "err"> };

/** Whether a command line asks for JSON, even one that is asked wrongly. */
export function asksJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? argv.length : end).includes("--json");
}

/** Says an answer; answers the exit code. */
export function tellAnswer(answer: Answer, { name, asJson, streams }: Telling): 0 | 1 | 2 {
  const { json, text, fault, exit = fault === undefined ? 0 : 1 } = answer;
  if (asJson) streams.out(`${JSON.stringify(json)}\n`);
  else if (text !== "") streams.out(`${text}\n`);
  if (fault !== undefined) streams.err(`${speaker(name)}: ${fault}\n`);
  return exit;
}

/**
 * Says what is wrong, in a line on stderr and, where JSON was asked for, as the one value
 * `{ok: false, fault, exit}` on stdout; answers the exit code. Only what is our own bug shows
 * where it was thrown.
 */
export function tellFault(fault: unknown, { name, asJson, streams }: Telling): 1 | 2 {
  const exit = fault instanceof Usage ? 2 : 1;
  const known = sentenceOf(fault);
  const said = known ?? "this should not have happened";
  const hint = exit === 2 ? `; try alongside ${name === "" ? "" : `${name} `}--help` : "";
  streams.err(`${speaker(name)}: ${said}${hint}\n`);
  if (known === null) streams.err(`${stackOf(fault)}\n`);
  if (asJson) streams.out(`${JSON.stringify({ ok: false, fault: said, exit })}\n`);
  return exit;
}

const speaker = (name: string) => (name === "" ? "alongside" : `alongside ${name}`);

function sentenceOf(fault: unknown): string | null {
  if (fault instanceof Usage || fault instanceof Unable || fault instanceof Malformed)
    return fault.message;
  return systemSentence(fault);
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

/** What SQLite would not do for a reason outside the program, by its primary result code. */
const WHY_SQLITE: Record<number, string> = {
  8: "a database in it cannot be written to",
  10: "its disk does not read or write as it should",
  11: "a database in it is damaged: bring back a copy",
  13: "the disk is full",
  14: "a database in it cannot be opened",
  26: "a database in it is no database of SQLite: bring back a copy",
};

/** What the system or SQLite would not do, in plain words, and with which file where it is said. */
export function systemWhy(fault: unknown): { why: string; at: string | undefined } | null {
  if (!(fault instanceof Error)) return null;
  const { code, path, message } = fault as NodeJS.ErrnoException;
  const { errcode } = fault as { errcode?: number };
  const stored = errcode === undefined ? undefined : WHY_SQLITE[errcode & 0xff];
  if (stored !== undefined) return { why: stored, at: undefined };
  // What comes out of the store's thread has kept its message alone.
  const named = /^(E[A-Z]+): .*?(?:'(.+)')?$/.exec(message);
  const why = WHY[code ?? ""] ?? WHY[named?.[1] ?? ""];
  if (why !== undefined) return { why, at: path ?? named?.[2] };
  const fromSystem = code !== undefined && "syscall" in fault;
  return fromSystem ? { why: message, at: undefined } : null;
}

/** The same as a sentence; null where the fault is none of the system's. */
function systemSentence(fault: unknown): string | null {
  const said = systemWhy(fault);
  return said === null || said.at === undefined ? (said?.why ?? null) : `${said.at}: ${said.why}`;
}

function stackOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
