/**
 * Durable commands over HTTP with session and form, against a bare Hono route that stores the same
 * bytes through the same group commit. Both servers are processes of their own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { load, type Target } from "./load.ts";
import { median, type Row } from "./row.ts";

const ROUNDS = 5;
/** Rounds before those, not counted: by then both are compiled, as in a node that is up. */
const WARMING = 5;
const LOADER = new URL("../web/loader/register.ts", import.meta.url).href;

type Served = { target: Target; stop: () => Promise<number> };

async function serve(name: string, args: readonly string[]): Promise<Served> {
  const script = join(import.meta.dirname, "work", `${name}.ts`);
  const child: ChildProcess = spawn(process.execPath, ["--import", LOADER, script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (child.stdin === null || child.stdout === null) throw new Error("no pipes");
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`${name} ended before it said anything`);
    return JSON.parse(value);
  };
  const target = (await said()) as Target;
  const stop = async () => {
    const ended = once(child, "exit");
    stdin.end();
    const { entries } = (await said()) as { entries: number };
    const [code] = await ended;
    if (code !== 0) throw new Error(`${name} ended with ${code}`);
    return entries;
  };
  return { target, stop };
}

/** The lines of the table for each number of posts under way; `length` is an entry's bytes. */
export async function overHttp(
  flights: readonly { flight: number; count: number }[],
  length: number,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-http-"));
  const places = ["ours", "theirs"].map((name) => join(folder, name));
  for (const place of places) mkdirSync(place);
  const [ours = "", theirs = ""] = places;
  const us = await serve("line-server", [ours]);
  const them = await serve("bare-server", [theirs, String(length)]);
  const rows: Row[] = [];
  let sent = 0;
  const send = (served: Served, flight: number, count: number) => {
    if (served === us) sent += count;
    return load(served.target, flight, count);
  };
  for (const { flight, count } of flights) {
    const [a, b]: [number[], number[]] = [[], []];
    for (let round = 0; round < WARMING; round++)
      for (const served of [us, them]) await send(served, flight, count);
    for (let round = 0; round < ROUNDS; round++) {
      a.push(await send(us, flight, count));
      b.push(await send(them, flight, count));
    }
    const ratios = a.map((rate, i) => rate / (b[i] as number));
    rows.push({
      what: `commands over HTTP with session and form, ${flight} in flight`,
      against: "a bare Hono POST, same bytes, same group commit",
      ratio: median(ratios),
      reach: { least: 0.4 },
      note: `${Math.round(median(a))}/s against ${Math.round(median(b))}/s`,
    });
  }
  const [kept] = [await us.stop(), await them.stop()];
  rmSync(folder, { recursive: true });
  if (kept !== sent) throw new Error(`${sent} lines were acknowledged and ${kept} kept`);
  return rows;
}
