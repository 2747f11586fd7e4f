/** `start`: a made-up world to try things in, filled on first run. */
import { readArgs, readPort, type Subcommand, saidIn, Unable } from "./args.ts";
import type { DemoSignIn } from "./demo-world.ts";
import { isLoopback, listedRunning, placesFrom, SERVING, settingsFrom } from "./settings.ts";
import { beginStore } from "./store.ts";

const PORTS = 20;
const PORT_MAX = 65_535;
const help = `Usage: alongside start [options]

A made-up world to try things in, on this machine only. A folder of a real node is served as it is.

  --data DIR   where it is kept (./data)
  --port PORT  where to listen on 127.0.0.1 (8080, or the next that is free)
  --json       one JSON value on stdout when it listens
`;

async function run(argv: readonly string[]): Promise<number> {
  const { values, tokens } = readArgs(argv, SERVING);
  const said = saidIn(tokens);
  const { host, json, data } = values;
  if (!isLoopback(host)) throw new Unable("a made-up world stays on this machine");
  const port = readPort(values.port);
  const settings = settingsFrom({ ...values, origin: [] }, false);
  const places = placesFrom(values, process.env);
  const store = beginStore(places);
  const { openNode, serveUntilTold, worldOf } = await import("./serving.ts");
  const node = await openNode(places, store);
  try {
    const signIns = await worldOf(node);
    const place = { host, port, portMax: Math.min(port + PORTS, PORT_MAX) };
    const told = { ...settings, demo: signIns !== null };
    return await serveUntilTold(node, data, {
      ...{ settings: told, place },
      listed: (at) => listedRunning({ ...values, origin: [], port: String(at.port) }, said),
      greet: ({ address, port: at }) =>
        json ? JSON.stringify({ address, port: at, signIns }) : greeting(address, signIns),
    });
  } finally {
    await node.close();
  }
}

function greeting(address: string, signIns: readonly DemoSignIn[] | null): string {
  if (signIns === null) return `Alongside is at ${address}`;
  const lines = signIns.map(({ name, passphrase, space }) => {
    return `  ${address}/s/${space}  name: ${name}  passphrase: ${passphrase}`;
  });
  return `A made-up world is at ${address}\nSign in as\n${lines.join("\n")}`;
}

/** `alongside start`. */
export const command: Subcommand = { help, run };
