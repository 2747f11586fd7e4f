/** The command line: a table of subcommands, each loaded when it is asked for. */
import { type Subcommand, Unable, Usage } from "./args.ts";
import { WORKING } from "./terminal.ts";

type Row = { about: string; load: () => Promise<{ command: Subcommand }> };

const TABLE: Record<string, Row> = {
  start: { about: "try things in a made-up world", load: () => import("./start.ts") },
  serve: { about: "run a node", load: () => import("./serve.ts") },
  ...WORKING,
};

const HELP = `Usage: alongside COMMAND [options]

${Object.entries(TABLE)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join("\n")}

  --data DIR  the node's folder (./data)
  --json      one JSON value on stdout and nothing else
  --help      what a command takes

Exit codes: 0 done, 1 a fault was found or it was refused, 2 asked wrongly.
`;

/** Runs one command line; answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || ["--help", "-h", "help"].includes(name)) {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const row = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (row === undefined) return fail(`no such command: ${name}; try --help`, 2);
  const { command } = await row.load();
  if (rest.includes("--help")) {
    process.stdout.write(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (fault) {
    if (fault instanceof Usage) return fail(`${fault.message}; try ${name} --help`, 2);
    if (fault instanceof Unable) return fail(fault.message, 1);
    throw fault;
  }
}

function fail(message: string, code: number): number {
  process.stderr.write(`alongside: ${message}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
