/** A node that answers on HTTP until it is told to stop. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { House } from "../house/house.ts";
import { nodeOf } from "../rooms/people/index.ts";
import { noteAct } from "../rooms/spaces/index.ts";
import { createApp, whereOf } from "../web/app.ts";
import { createNode } from "../web/create-node.ts";
import type { Settings } from "../web/node.ts";
import { Unable } from "./args.ts";
import { listenForCommands, runIn } from "./control.ts";
import { inTurn } from "./in-turn.ts";
import { startJobs } from "./jobs.ts";
import { withLastResort } from "./last-resort.ts";
import { logLine, type OpenedNode } from "./node.ts";
import type { Setting } from "./settings.ts";

/** Bad links are slow, idle ones are cut. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 300_000;
const KEEP_ALIVE_MS = 20_000;
/** A connection on which nothing moves either way, be it a reader that does not read, is cut. */
const STILL_MS = 300_000;
/** Connections at once, so that what half-sent forms hold in memory has an end; more are cut. */
const CONNECTIONS_MAX = 4_096;
/** Requests under way get this long to finish after SIGTERM. */
const FINISH_MS = 10_000;
const IDLE_MS = 50;

/** Where to listen; with `portMax` above `port` the first free one is taken. */
export type Place = { host: string; port: number; portMax?: number };

/** What a node was started with, and how it greets once it listens. */
export type Told = {
  settings: Settings;
  place: Place;
  /** What `doctor` says of it, where it listens. */
  listed: (at: Listening) => readonly Setting[];
  greet: (at: Listening) => string;
};

/** A node that listens. */
export type Listening = { address: string; port: number; stop: () => Promise<void> };

type Fetch = (request: Request, env: { incoming: IncomingMessage }) => Response | Promise<Response>;

/** A server that answers by `fetch` and is patient within limits. */
export function serverFor(
  fetch: Fetch,
  { stillMs = STILL_MS, connections = CONNECTIONS_MAX } = {},
): Server {
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const around = env as { incoming: IncomingMessage };
      return inTurn(around.incoming.socket, () => fetch(request, around));
    },
    createServer,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  }) as Server;
  server.setTimeout(stillMs);
  server.maxConnections = connections;
  return server;
}

/** Starts to answer. Throws `Unable` where the port is taken or not ours to take. */
export async function listen(
  node: OpenedNode,
  settings: Settings,
  place: Place,
): Promise<Listening> {
  const stopping = new AbortController();
  const about = { settings, log: logLine, stopping: stopping.signal };
  const web = await createNode(node.house, about);
  const server = serverFor(createApp(web).fetch);
  const port = await firstFree(server, place);
  const stopJobs = startJobs(node, logLine);
  const name = place.host.includes(":") ? `[${place.host}]` : place.host;
  const stop = async () => {
    stopping.abort();
    await finish(server);
    await stopJobs();
  };
  return { address: settings.origins[0] ?? `http://${name}:${port}`, port, stop };
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program does (--port takes another one)",
  EACCES: "this user may not (--port takes another one, 1024 or above)",
  EADDRNOTAVAIL: "this machine has no such address (--host)",
  ENOTFOUND: "there is no such name (--host)",
};

async function firstFree(server: Server, { host, port, portMax = port }: Place): Promise<number> {
  for (let next = port; ; next++) {
    const code = await tryPort(server, host, next);
    if (code === null) return (server.address() as AddressInfo).port;
    const taken = code === "EADDRINUSE" || code === "EACCES" || code === "EADDRNOTAVAIL";
    if (!taken || next >= portMax)
      throw new Unable(`cannot listen on ${host}:${next}: ${WHY[code] ?? code}`);
  }
}

/** Listens; answers the code of the fault, or null. */
async function tryPort(server: Server, host: string, port: number): Promise<string | null> {
  server.listen(port, host);
  try {
    await once(server, "listening");
    return null;
  } catch (fault) {
    if (fault instanceof Error && "code" in fault) return String(fault.code);
    throw fault;
  }
}

async function finish(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  // Whoever was answered meanwhile may keep the connection open; nothing more is coming on it.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
  const late = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/**
 * Serves until the process is told to stop; answers exit code 0. What `greet` says is printed.
 * Whoever opened the node closes it.
 */
export function serveUntilTold(node: OpenedNode, data: string, told: Told): Promise<0> {
  return withLastResort(() => untilTold(node, data, told));
}

async function untilTold(
  node: OpenedNode,
  data: string,
  { settings, place, listed, greet }: Told,
): Promise<0> {
  const told = toldToStop();
  const listening = await listen(node, settings, place);
  // The command line works through a running node, since one process owns a folder.
  const stopCommands = await listenForCommands(data, runIn(node.house, data, listed(listening)));
  await noteRun(node.house, "start", settings.version);
  process.stdout.write(`${greet(listening)}\n`);
  await told;
  await noteRun(node.house, "stop");
  await stopCommands();
  await listening.stop();
  return 0;
}

/** Members read when the server was started and stopped. A disk that is full stops neither. */
async function noteRun(house: House, what: "start" | "stop", version?: string): Promise<void> {
  const about = version === undefined ? {} : { version };
  try {
    await noteAct(nodeOf(house), what, about);
  } catch (fault) {
    logLine({ event: "fault", ...whereOf(fault) });
  }
}

/** Resolves when the process is told to stop. A second signal ends it at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
      process.on(signal, () => {
        if (told) process.exit(1);
        told = true;
        resolve();
      });
  });
}
