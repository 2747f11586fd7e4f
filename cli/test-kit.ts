/** For tests: runs command lines, and the real program, on folders of their own. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { commandLine } from "./command-line.ts";

/** The program, for tests that start it themselves. */
export const PROGRAM = fileURLToPath(new URL("../bin/alongside", import.meta.url));
/** Real input, beside the checkout; a test that misses it fails. */
export const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));
/** The needs of a real survey. */
export const NEEDS = join(DATA, "needs/needs-2022-q2.json");
/** The lines of real shipments. */
export const MANIFESTS = join(DATA, "shipments/manifests.json");

/** What a run left: both streams, and how it ended. */
export type Ran = { out: string; err: string; code: number | null };

// None unless a test brings one.
onDatabase("");

/** From now on command lines work on this PostgreSQL database; with "" on files again. */
export function onDatabase(url: string): void {
  process.env["DATABASE_URL"] = url;
}

/** What goes on until it is told to end, or starts programs itself: never in a test's process. */
const APART = ["serve", "start", "bench"];

/**
 * Runs a command line in a folder, in this process: all of the program but its start, which takes
 * longer than most of what is asked of it. `program.test.ts` holds the two together.
 */
export async function alongside(cwd: string, ...args: string[]): Promise<Ran> {
  if (APART.includes(args[0] ?? "")) return program(0, cwd, ...args);
  const said = { out: "", err: "" };
  const hear = (stream: "out" | "err") => (text: string) => {
    said[stream] += text;
  };
  const code = await commandLine(args, { out: hear("out"), err: hear("err"), cwd });
  return { ...said, code };
}

/** Runs the program itself; what is not done within `ms` (0: ever) is ended, with code null. */
export function program(ms: number, cwd: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...{ cwd, env: process.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...{ timeout: ms, killSignal: "SIGKILL" },
  });
  const ran: Ran = { out: "", err: "", code: null };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ran.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    ran.err += text;
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ ...ran, code }));
  });
}

/** Runs it with `--json`; fails unless it ended well with one JSON value. */
export async function json(cwd: string, ...args: string[]) {
  const { out, err, code } = await alongside(cwd, ...args, "--json");
  assert.equal(code, 0, `${args.join(" ")}\n${err}`);
  assert.equal(out.trimEnd().split("\n").length, 1);
  return JSON.parse(out);
}

/** A refusal in plain words: exit code, nothing on stdout, and no trace of where it was thrown. */
export function assertSays(ran: Ran, code: 1 | 2, words: RegExp): void {
  assert.equal(ran.code, code, ran.err);
  assert.equal(ran.out, "");
  assert.match(ran.err, words);
  assert.doesNotMatch(ran.err, /^\s+at /m);
}

/** A folder that is gone afterwards, with a passphrase in `pw`. */
export async function folder() {
  const at = await mkdtemp(join(tmpdir(), "alongside-cli-"));
  await writeFile(join(at, "pw"), "lanterns over quiet river 42\nsecond line\n", { mode: 0o600 });
  return { at, [Symbol.asyncDispose]: () => rm(at, { recursive: true, force: true }) };
}

/** Founds a group on the data folder `data`; its space is `river-kitchen`. */
export function found(cwd: string, data: string, ...more: string[]) {
  const group = ["--group", "River kitchen", "--handle", "lucero", "--passphrase-file", "pw"];
  return json(cwd, "init", "--data", data, ...group, "--safety", "no", ...more);
}

/** A node that serves on a folder, once it listens; `stop` answers its exit code. */
export async function serving(cwd: string, data: string, ...more: string[]) {
  const args = [PROGRAM, "serve", "--data", data, "--port", "0", "--json", ...more];
  const child = spawn(process.execPath, args, {
    ...{ cwd, env: process.env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  const early = ended.then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, "line"), early])) as [string];
  early.catch(() => undefined);
  const { port, address } = JSON.parse(line) as { port: number; address: string };
  const stop = async () => {
    child.kill("SIGTERM");
    return (await ended)[0];
  };
  return { port, address, child, stop };
}

/** The space that `found` founds, as options. */
export const IN = ["--space", "river-kitchen"];
