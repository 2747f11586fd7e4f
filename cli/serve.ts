/** `serve`: a real node. Empty at first, its first page sets it up. */
import { readArgs, readPort, type Subcommand, saidIn, Unable, Usage } from "./args.ts";
import { isLoopback, listedRunning, placesFrom, SERVING, settingsFrom } from "./settings.ts";
import { beginStore } from "./store.ts";

const help = `Usage: alongside serve [options]

A real node. An empty one is set up on its first page.

  --data DIR         where databases and keys are (./data)
  --keys-backup DIR  one second copy of the keys; remembered, and needed from then on ("none")
  --host HOST        where to listen (127.0.0.1)
  --port PORT        (8080)
  --origin ORIGIN    https://name as visitors know it; may be given often, the main one first
  --hsts             tell browsers to use HTTPS only, for two years
  --onion ORIGIN     http://….onion, told to Tor Browser
  --exit-to ADDRESS  where "leave quickly" leads
  --json             one JSON value on stdout when it listens
  DATABASE_URL       a PostgreSQL database instead of files in DIR
`;

async function run(argv: readonly string[]): Promise<number> {
  const { values, tokens } = readArgs(argv, SERVING);
  const said = saidIn(tokens);
  const { host, json, data } = values;
  const place = { host, port: readPort(values.port) };
  const settings = settingsFrom(values, false);
  if (!isLoopback(host) && settings.origins.length === 0)
    throw new Usage("say --origin: what visitors will write into their browser");
  const places = placesFrom(values, process.env);
  const store = beginStore(places);
  const { demoIn, openNode, serveUntilTold } = await import("./serving.ts");
  const node = await openNode(places, store);
  try {
    const demo = (await demoIn(node)) !== null;
    if (demo && !isLoopback(host))
      throw new Unable("this folder holds a made-up world, which stays on this machine");
    return await serveUntilTold(node, data, {
      ...{ settings: { ...settings, demo }, place },
      listed: ({ port }) => listedRunning({ ...values, port: String(port) }, said),
      greet: ({ address, port }) => (json ? JSON.stringify({ address, port }) : address),
    });
  } finally {
    await node.close();
  }
}

/** `alongside serve`. */
export const command: Subcommand = { help, run };
