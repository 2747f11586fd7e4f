/**
 * The way in for the command line while a node runs: a socket in the data folder, which only the
 * folder's owner can open. One line of JSON asks (`{id, cwd, run}`), lines answer
 * (`{id, out}`, `{id, err}`, and last `{id, exit}`).
 */

import { hash } from "node:crypto";
import { chmod, lstat, mkdir, realpath, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { House } from "../house/house.ts";
import { Unable } from "./args.ts";
import { drained } from "./drained.ts";
import type { Setting } from "./settings.ts";
import type { Streams } from "./subcommand.ts";
import { asksJson, tellFault } from "./tell.ts";

/** The longest path a Unix socket can be bound to on every system, less one for the end. */
const SOCKET_PATH_MAX = 103;
/** No command line is longer, in UTF-16 units. */
const LINE_MAX = 1_048_576;

type Asked = { id: number; cwd: string; run: string[] };
type Answered = { id: number; out?: string; err?: string; exit?: number };

/** Where the socket of a data folder (its real path) is; a named pipe on Windows. */
export function controlPath(data: string, platform: string = process.platform): string {
  const short = hash("sha256", data, "hex").slice(0, 32);
  if (platform === "win32") return `\\\\.\\pipe\\alongside-${short}`;
  const inside = join(data, "control.sock");
  if (Buffer.byteLength(inside) <= SOCKET_PATH_MAX) return inside;
  return join(tmpdir(), `alongside-${userInfo().uid}-${short.slice(0, 12)}`, "control.sock");
}

/** Runs a command in the running node; what `runCli` is with that node's own house. */
export type RunHere = (argv: readonly string[], streams: Streams) => Promise<number>;

/**
 * Listens for commands on a data folder this process owns; answers the way to stop, which waits
 * for commands under way. A socket left by a node that was killed is replaced.
 */
export async function listenForCommands(data: string, run: RunHere): Promise<() => Promise<void>> {
  const folder = await realpath(data);
  const path = controlPath(folder);
  const isPipe = path.startsWith("\\\\");
  if (!isPipe) await makeRoom(folder, path);
  const underWay = new Set<Promise<void>>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const done = serve(socket, run).finally(() => {
      sockets.delete(socket);
      underWay.delete(done);
    });
    underWay.add(done);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(path, listening);
  });
  if (!isPipe) await chmod(path, 0o600);
  // Whoever stops the process must not be kept waiting by this socket.
  server.unref();
  return async () => {
    server.close();
    await Promise.all(underWay);
    for (const socket of sockets) socket.destroy();
    if (!isPipe) await rm(path, { force: true });
  };
}

/** The folder of the socket, ours alone, without a socket left from before. */
async function makeRoom(data: string, path: string): Promise<void> {
  const folder = dirname(path);
  if (folder !== data) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(folder);
    if (uid !== userInfo().uid || (mode & 0o077) !== 0)
      throw new Unable(`${folder} is somebody else's: the socket cannot be there`);
  }
  await rm(path, { force: true });
}

async function serve(socket: Socket, run: RunHere): Promise<void> {
  // One who hangs up stops hearing; what they asked for goes on to its end.
  socket.on("error", () => socket.destroy());
  const line = await firstLine(socket);
  const asked = line === null ? null : readAsked(line);
  if (asked === null) {
    socket.destroy();
    return;
  }
  const { id, cwd, run: argv } = asked;
  const send = (said: Omit<Answered, "id">) => {
    if (socket.writable) socket.write(`${JSON.stringify({ id, ...said })}\n`);
  };
  const out = (text: string) => send({ out: text });
  const err = (text: string) => send({ err: text });
  const streams = { out, err, cwd, drained: () => drained(socket) };
  send({ exit: await run(argv, streams) });
  socket.end();
}

function firstLine(socket: Socket): Promise<string | null> {
  socket.setEncoding("utf8");
  let text = "";
  return new Promise((found) => {
    socket.on("data", (piece: string) => {
      text += piece;
      const end = text.indexOf("\n");
      if (end >= 0) found(text.slice(0, end));
      else if (text.length > LINE_MAX) found(null);
    });
    socket.on("close", () => found(null));
  });
}

function readAsked(line: string): Asked | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const { id, cwd, run } = (value ?? {}) as Partial<Asked>;
  const whole = typeof id === "number" && typeof cwd === "string" && Array.isArray(run);
  return whole && run.every((word) => typeof word === "string") ? { id, cwd, run } : null;
}

/** Whether a node runs on `data` and takes commands. */
export async function takesCommands(data: string): Promise<boolean> {
  const folder = await realpath(data).catch(() => null);
  if (folder === null) return false;
  const socket = connect(controlPath(folder));
  const open = await new Promise<boolean>((found) => {
    socket.once("connect", () => found(true));
    socket.once("error", () => found(false));
  });
  socket.destroy();
  return open;
}

/**
 * Has the node that owns `data` run a command; answers its exit code. Throws `Unable` where it
 * takes none, or stops before it is done.
 */
export async function handOver(
  data: string,
  argv: readonly string[],
  streams: Streams,
): Promise<number> {
  const socket = connect(controlPath(await realpath(data)));
  try {
    await new Promise<void>((open, failed) => {
      socket.once("connect", open);
      socket.once("error", failed);
    });
  } catch {
    throw new Unable(
      `another process works on ${data} and takes no commands; wait until it is done, or stop it`,
    );
  }
  socket.write(`${JSON.stringify({ id: 1, cwd: streams.cwd, run: argv })}\n`);
  let exit: number | null = null;
  try {
    for await (const line of createInterface({ input: socket })) {
      const said = JSON.parse(line) as Answered;
      if (said.out !== undefined) streams.out(said.out);
      if (said.err !== undefined) streams.err(said.err);
      exit = said.exit ?? exit;
    }
  } finally {
    socket.destroy();
  }
  if (exit === null) throw new Unable("the node stopped before the command was done; ask again");
  return exit;
}

/** The commands a running node takes from outside: all that do not start a node themselves. */
const NOT_HERE = new Set(["serve", "start", "bench", "verify"]);

/** What {@link listenForCommands} runs in a node: the same subcommands on its own house. */
export function runIn(house: House, own: string, serving: readonly Setting[]): RunHere {
  return async (argv, streams) => {
    const { runCli } = await import("./run.ts");
    const [name = ""] = argv;
    if (NOT_HERE.has(name)) {
      const fault = new Unable("a node is running on this folder already");
      return tellFault(fault, { name, asJson: asksJson(argv), streams });
    }
    return runCli(argv, {
      ...{ streams, serving },
      house: async (data) => {
        if ((await realpath(data)) !== (await realpath(own)))
          throw new Unable("the running node has another data folder");
        return house;
      },
      handOver: async () => {
        throw new Error("a node handed a command to itself");
      },
    });
  };
}
