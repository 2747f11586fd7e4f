/**
 * A book of many transfers: opened cold and from a snapshot, against `ledger` on the same
 * transfers; one command in a large space against a small one; a whole log verified from disk.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { pooledRandom } from "../cli/random.ts";
import { defineCommand } from "../house/command.ts";
import { House } from "../house/house.ts";
import { isRefusal } from "../house/refusal.ts";
import { floorPlan } from "../house/room.ts";
import { plan as rooms } from "../rooms/index.ts";
import { bookOpened, postTransfer } from "../rooms/ledger/facts.ts";
import { diskKeys } from "../store/key-folder.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import type { Row } from "./row.ts";

/** The member, and the book, of every bench. */
export const WHO = "b".repeat(32);
/** See {@link WHO}. */
export const BOOK = "c".repeat(32);
const PER_COMMAND = 200;
const none = "none: a bench" as const;
const UNITS = ["item", "kg", "pair", "EUR"];

/** The n-th transfer: who it came from and where it went follow from the number. */
function transfer(i: number) {
  const unit = UNITS[i % UNITS.length] as string;
  const of = String((i % 997) + 1);
  const [from, to] = i % 3 === 0 ? ["here", "given-out"] : ["elsewhere", "here"];
  return {
    lines: [
      { account: from, of: { of: `-${of}`, unit } },
      { account: to, of: { of, unit } },
    ],
  };
}

const postMany = defineCommand({
  ...{ name: "bench.post-many", kind: "act", who: ["coordination"] },
  ...{ clause: none, consent: none, onLapse: none },
  shape: z.strictObject({ from: z.int(), count: z.int() }),
  decide: (_world, { from, count }) => ({
    facts: [
      ...(from === 0 ? [bookOpened(BOOK, "goods")] : []),
      ...Array.from({ length: count }, (_, i) => postTransfer(BOOK, transfer(from + i) as never)),
    ],
  }),
});

// What fills a book joins a room that is there, so that all pages are found as ever.
const [last, ...others] = rooms.rooms.toReversed();
if (last === undefined) throw new Error("a house without rooms");

/** The real floor plan with the one command that fills a book quickly. */
export const plan = floorPlan([
  ...others.toReversed(),
  { ...last, commands: [...last.commands, postMany as never] },
]);

/** Opens a house over a folder. */
export async function openHouse(folder: string) {
  const store = await openSqlite(folder);
  const keys = await diskKeys(join(folder, "keys"));
  const house = new House({
    ...{ store, keys, clock: Date.now, random: pooledRandom(), plan, foldVersion: () => "bench" },
    onFault: (fault) => {
      throw fault;
    },
  });
  return { house, store };
}

/** Fills a space with transfers; answers its id. */
export async function fill(folder: string, transfers: number): Promise<string> {
  const { house, store } = await openHouse(folder);
  const space = await house.begin("alongside.invalid");
  const name = { lang: "en", text: "Bench" };
  const found = { name, handle: "bench", safety: "no", zone: "UTC", langs: ["en"] };
  let sent = 0;
  const send = async (command: string, input: unknown, by: "founder" | "member") => {
    const key = `bench-${String(++sent).padStart(16, "0")}`;
    const author = { by, member: WHO } as const;
    const done = await house.dispatch({ space, command, input, author, key });
    if (isRefusal(done)) throw new Error(`${command}: ${done.refused}`);
  };
  await send("spaces.found", found, "founder");
  for (let from = 0; from < transfers; from += PER_COMMAND)
    await send(
      "bench.post-many",
      { from, count: Math.min(PER_COMMAND, transfers - from) },
      "member",
    );
  await house.idle();
  await store.derived.drop(space, "snapshot/");
  await store.close();
  return space;
}

/** The same transfers as a journal for `ledger`. */
export async function journal(file: string, transfers: number): Promise<void> {
  const out = createWriteStream(file);
  for (let i = 0; i < transfers; i++) {
    const { lines } = transfer(i);
    const posts = lines.map(({ account, of }) => `    ${account}  ${of.of} ${of.unit}`);
    if (!out.write(`2026-11-02 t${i}\n${posts.join("\n")}\n\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

/** What a program did: its answer, how long it took (s) and the most memory it held (KiB). */
export type Ran = { out: string; seconds: number; peakKib: number };

/** Runs a program to its end and watches its memory. */
export async function run(program: string, args: string[]): Promise<Ran> {
  const started = performance.now();
  // As the launcher starts the product: with what was compiled before at hand.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "alongside-bench-compiled") };
  const running = promisify(execFile)(program, args, { maxBuffer: 1 << 28, env });
  let peakKib = 0;
  const { pid } = running.child;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      peakKib = Math.max(peakKib, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch (error) {
      // It ended between two looks.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }, 20);
  const { stdout } = await running.finally(() => clearInterval(watch));
  return { out: stdout, seconds: (performance.now() - started) / 1000, peakKib };
}

const LOADER = new URL("../web/loader/register.ts", import.meta.url).href;
const script = (name: string) => join(import.meta.dirname, "work", `${name}.ts`);
const balancesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "")
    .sort();

/** Opening cold and from a snapshot, verifying from disk, and one command at two sizes. */
export async function books(transfers: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-books-"));
  try {
    const [large, small] = [join(folder, "large"), join(folder, "small")];
    mkdirSync(large);
    mkdirSync(small);
    const space = await fill(large, transfers);
    const few = await fill(small, 1_000);
    await journal(join(folder, "journal"), transfers);
    const theirs = await run("ledger", ["-f", join(folder, "journal"), "bal", "--flat"]);
    const cold = await run(process.execPath, [script("open-book"), large, space, "cold"]);
    const warm = await run(process.execPath, [script("open-book"), large, space, "warm"]);
    const verify = await run(process.execPath, [script("verify"), large, space]);
    const one = await run(process.execPath, [script("one-command"), large, space, small, few]);
    const both = [large, space, small, few];
    const page = await run(process.execPath, ["--import", LOADER, script("book-page"), ...both]);
    same(theirs.out, cold.out);
    same(theirs.out, warm.out);
    const against = "ledger on the same transfers";
    const seconds = (ran: Ran) => `${ran.seconds.toFixed(2)} s`;
    const what = `a book of ${transfers} transfers`;
    const ratio = (a: number, b: number) => a / b;
    const checked = JSON.parse(verify.out) as { ratio: number; note: string };
    const commands = JSON.parse(one.out) as { ratio: number; note: string };
    return [
      {
        ...{ what: `cold start of ${what}, time`, against, reach: { most: 1 } },
        ratio: ratio(cold.seconds, theirs.seconds),
        note: `${seconds(cold)} against ${seconds(theirs)}, balances equal`,
      },
      {
        ...{ what: `cold start of ${what}, memory`, against, reach: { most: 0.25 } },
        ratio: ratio(cold.peakKib, theirs.peakKib),
        note: `${cold.peakKib >> 10} MiB against ${theirs.peakKib >> 10} MiB`,
      },
      {
        ...{ what: `start of ${what} with a snapshot`, against, reach: { most: 0.1 } },
        ratio: ratio(warm.seconds, theirs.seconds),
        note: `${seconds(warm)} against ${seconds(theirs)}`,
      },
      {
        what: `full verify of ${transfers} entries from disk, every part opened`,
        against: "crypto.hash once over the same messages",
        reach: { most: 2.5 },
        ...checked,
      },
      {
        what: `one command in a space of ${transfers} entries`,
        against: "the same at 1,000",
        reach: { most: 1.5 },
        ...commands,
      },
      {
        what: `the page of a book of ${transfers} transfers, for a member`,
        against: "the same at 1,000",
        reach: { most: 2 },
        ...(JSON.parse(page.out) as { ratio: number; note: string }),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both name the same balances, or the comparison means nothing. */
function same(theirs: string, ours: string): void {
  // `ledger` puts an account's name on its last commodity only; ours on every line.
  const flat: string[] = [];
  let waiting: string[] = [];
  for (const line of theirs.split("\n")) {
    const found = /^\s*(-?[\d.,]+)\s+([A-Za-z-]+)(?:\s{2,}(\S+))?\s*$/.exec(line);
    if (found === null) continue;
    waiting.push(`${(found[1] as string).replaceAll(",", "")} ${found[2]}`);
    if (found[3] === undefined) continue;
    flat.push(...waiting.map((one) => `${found[3]} ${one}`));
    waiting = [];
  }
  const [a, b] = [flat.sort().join("\n"), balancesOf(ours).join("\n")];
  if (a !== b) throw new Error(`the balances differ:\n${a}\n---\n${b}`);
}
