/** Subcommands that work on a node, run from a terminal: alone, or through a running node. */
import { FolderOwned } from "../store/sqlite/open.ts";
import { type Subcommand, Unable } from "./args.ts";
import { handOver, takesCommands } from "./control.ts";
import type { OpenedNode } from "./node.ts";
import { type Around, runCli } from "./run.ts";
import type { Streams } from "./subcommand.ts";
import { type Row, TABLE } from "./table.ts";

type MainRow = { about: string; load: () => Promise<{ command: Subcommand }> };

/** The rows of `TABLE` as `command-line.ts` lists them. */
export const WORKING: Record<string, MainRow> = Object.fromEntries(
  [...TABLE].map(([name, row]) => [name, mainRow(name, row)]),
);

/** What every one of them takes beside its own. */
const TAKEN = `
Like every command it takes
  --data DIR         the node's folder (./data)
  --keys-backup DIR  where the keys' second copy lies; unsaid, where it was said to lie last
  --json             one JSON value on stdout and nothing else; what is wrong as
                     {"ok":false,"fault":…}
  --help             this
`;

function mainRow(name: string, { about, load }: Row): MainRow {
  const command = async (): Promise<Subcommand> => ({
    help: `${(await load()).subcommand.help.trimStart()}${TAKEN}`,
    run: (argv, streams) => onFolder([name, ...argv], streams),
  });
  return { about, load: async () => ({ command: await command() }) };
}

async function onFolder(argv: readonly string[], streams: Streams): Promise<number> {
  const opened: OpenedNode[] = [];
  const house: Around["house"] = async (data, keysBackup, asFound) => {
    const [before] = opened;
    if (before !== undefined) return before.house;
    const { openNode } = await import("./node.ts");
    const { placesFrom } = await import("./settings.ts");
    const places = placesFrom({ data, "keys-backup": keysBackup }, process.env);
    // No process owns a database that several share; the one that runs here knows it best.
    if (places.databaseUrl !== undefined && (await takesCommands(data)))
      throw new Unable(`another node is running on ${data}`, { cause: new FolderOwned(data) });
    const node = await openNode({ ...places, asFound });
    opened.push(node);
    return node.house;
  };
  try {
    return await runCli(argv, {
      ...{ streams, house },
      handOver: (data, all) => handOver(data, all, streams),
    });
  } finally {
    for (const node of opened) await node.close();
  }
}
