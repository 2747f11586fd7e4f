/** Reading a command's arguments: one shape for all of them, faults in plain words. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Streams } from "./subcommand.ts";

/** One subcommand. `run` answers the exit code: 0 done, 1 not done, 2 asked wrongly. */
export type Subcommand = {
  /** What `--help` prints: one line about it, then its options. */
  help: string;
  run: (argv: readonly string[], streams: Streams) => Promise<number>;
};

/** Asked wrongly: the message goes to stderr, the exit code is 2. */
export class Usage extends Error {
  override name = "Usage";
}

/** Cannot be done, for a reason the one who asked can do something about: exit code 1. */
export class Unable extends Error {
  override name = "Unable";
}

/** Options that every subcommand takes. */
export const COMMON = {
  data: { type: "string", default: "./data" },
  json: { type: "boolean", default: false },
} satisfies ParseArgsOptionsConfig;

/** Reads options and what stands beside them. Throws `Usage`. */
export function readArgs<const O extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: O,
  besideMax = 0,
) {
  try {
    const allowPositionals = besideMax > 0;
    const read = parseArgs({ args: [...argv], options, allowPositionals, tokens: true });
    if (read.positionals.length > besideMax)
      throw new Usage(`too many arguments: ${read.positionals[besideMax]}`);
    return read;
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException;
    // Node's own words end in advice about quoting that is of no use here.
    if (code?.startsWith("ERR_PARSE_ARGS")) throw new Usage(message.split(". ")[0] ?? message);
    throw fault;
  }
}

/** A port out of an option. Throws `Usage`. */
export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Usage(`not a port: ${text}`);
  return port;
}

/** The names of the options that were really said, out of what {@link readArgs} read. */
export function saidIn(tokens: readonly { kind: string; name?: string }[]): ReadonlySet<string> {
  return new Set(tokens.flatMap(({ kind, name = "" }) => (kind === "option" ? [name] : [])));
}
