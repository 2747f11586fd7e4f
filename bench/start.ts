/** The product as it is started: until it answers, and what it holds after ten pages. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median, type Row } from "./row.ts";

const ALONGSIDE = join(import.meta.dirname, "..", "bin", "alongside");
const STARTS = 7;
const READY_SECONDS = 0.5;
const MEMORY_MB = 150;
const PAGES = 10;

/** A node that was started, as its `--json` line says. */
export type Started = {
  address: string;
  signIns: { name: string; space: string }[];
  /** Until the line came, s. */
  seconds: number;
  pid: number;
  stop: () => Promise<void>;
};

/** Starts the product with its made-up world on a folder, and waits until it listens. */
export async function startProduct(folder: string): Promise<Started> {
  const began = performance.now();
  const args = [ALONGSIDE, "start", "--data", folder, "--port", "18080", "--json"];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  if (child.stdout === null || child.pid === undefined) throw new Error("it did not start");
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const seconds = (performance.now() - began) / 1000;
  if (value === undefined) throw new Error("it ended before it listened");
  child.stderr?.resume();
  const { pid } = child;
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  return { ...JSON.parse(value), seconds, pid, stop };
}

/** How soon it answers with a warm cache, and its memory after ten pages. */
export async function starting(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-start-"));
  try {
    // Fills the world and the cache: what is measured is every start after the first.
    const first = await startProduct(folder);
    await tenPages(first);
    await first.stop();
    const [ready, held]: [number[], number[]] = [[], []];
    for (let i = 0; i < STARTS; i++) {
      const started = await startProduct(folder);
      ready.push(started.seconds);
      await tenPages(started);
      held.push(bytesOf(started.pid) / 1e6);
      await started.stop();
    }
    const [seconds, megabytes] = [median(ready), median(held)];
    return [
      {
        ...{ what: "until it answers, warm cache", against: `${READY_SECONDS} s` },
        ...{ ratio: seconds / READY_SECONDS, reach: { most: 1 } },
        note: `${seconds.toFixed(2)} s, median of ${STARTS}`,
      },
      {
        what: `memory with children after ${PAGES} pages`,
        against: `${MEMORY_MB} MB`,
        ...{ ratio: megabytes / MEMORY_MB, reach: { most: 1 } },
        note: `${megabytes.toFixed(0)} MB resident`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ten pages of the first local group, as somebody without a login sees them. */
async function tenPages({ address, signIns }: Started): Promise<void> {
  const base = `${address}/s/${signIns[0]?.space}`;
  const waiting = [base];
  const seen = new Set<string>();
  for (let at = waiting.shift(); at !== undefined && seen.size < PAGES; at = waiting.shift()) {
    if (seen.has(at)) continue;
    const answer = await fetch(at);
    if (answer.status !== 200) throw new Error(`${at} answers ${answer.status}`);
    seen.add(at);
    for (const [, href = ""] of (await answer.text()).matchAll(/href="(\/s\/[^"#?]*)"/g))
      waiting.push(address + href);
  }
  if (seen.size < PAGES) throw new Error(`only ${seen.size} pages were found`);
}

/** Resident bytes of a process and of all that it started. */
function bytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  const ids = children === "" ? [] : children.split(" ").map(Number);
  return ids.reduce((sum, id) => sum + bytesOf(id), own);
}
