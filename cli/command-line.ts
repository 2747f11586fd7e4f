/** The command line: a table of subcommands, each loaded when it is asked for. */
import { type Subcommand, Usage } from "./args.ts";
import type { Streams } from "./subcommand.ts";
import { asksJson, tellFault } from "./tell.ts";
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

/** Runs one command line; answers the exit code. A node that serves speaks by itself. */
export async function commandLine(argv: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = argv;
  const asJson = asksJson(argv);
  if (
    ["--help", "-h", "help"].some(
      (word) => word === name || (name === "--json" && rest[0] === word),
    )
  )
    return help(HELP, asJson, streams);
  const row = name !== undefined && Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (name === undefined || row === undefined) {
    const none = name === undefined || name.startsWith("-");
    const fault = new Usage(none ? "say which command" : `no such command: ${name}`);
    return tellFault(fault, { name: "", asJson, streams });
  }
  try {
    const { command } = await row.load();
    if (rest.includes("--help")) return help(command.help, asJson, streams);
    return await command.run(rest, streams);
  } catch (fault) {
    return tellFault(fault, { name, asJson, streams });
  }
}

function help(text: string, asJson: boolean, { out }: Streams): 0 {
  out(asJson ? `${JSON.stringify({ help: text })}\n` : text);
  return 0;
}
