/**
 * Durable commands in process, against plain `node:sqlite`: one row per entry with its plain
 * bytes, no index but the key, the same pragmas, as many rows per transaction.
 */

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { pooledRandom } from "../cli/random.ts";
import type { Role } from "../house/circles.ts";
import { defineCommand } from "../house/command.ts";
import { openSegment } from "../house/entry.ts";
import { defineKind } from "../house/facts.ts";
import { House } from "../house/house.ts";
import { isRefusal } from "../house/refusal.ts";
import { floorPlan, type Plan } from "../house/room.ts";
import { encodeSegment } from "../log/segment.ts";
import { verifyEntries } from "../log/verify-entries.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { openSqlite } from "../store/sqlite/open.ts";
import { median, type Row } from "./row.ts";

const none = "none: a bench" as const;
const row = { kind: "act", clause: none, consent: none, onLapse: none } as const;
const ID = "b".repeat(32);

/** The kind that is written, with `marks` marks on every entry: three are the house's own. */
export function lineKind(marks: number) {
  const own = Array.from({ length: marks - 3 }, (_, i) => i);
  return defineKind<{ of: number }>({
    kind: "line",
    facts: [
      {
        type: "line.written/1",
        record: z.strictObject({ of: z.int(), unit: z.string() }),
        marks: ({ thing }) => ({ record: own.map((i) => `own${i}:${thing}`) }),
      },
    ],
    initial: { of: 0 },
    evolve: (_state, { record }) => ({ of: Number(record["of"]) }),
  });
}

/** The command that writes one line; `who` may send it. */
export function writeLine(who: Role) {
  return defineCommand({
    ...{ ...row, name: "bench.write", who: [who] },
    shape: z.strictObject({ of: z.int().min(0) }),
    decide: (_world, { of }, { id }) => ({
      facts: [{ kind: "line", thing: id(), type: "line.written/1", record: { of, unit: "item" } }],
    }),
  });
}

/** A floor plan with nothing in it but what a line needs. */
function plan(marks: number): Plan {
  const bare = (kind: string, type: string) =>
    defineKind<object>({
      ...{ kind, facts: [{ type, record: z.strictObject({}) }] },
      ...{ initial: {}, evolve: (state: object) => state },
    });
  const member = bare("member", "member.joined/1");
  const space = bare("space", "space.founded/1");
  const found = defineCommand({
    ...{ ...row, name: "bench.found", who: ["founder"], shape: z.strictObject({}) },
    decide: (_world, _input, { space: thing, who }) => ({
      facts: [
        { kind: "space", thing, type: "space.founded/1", record: {} },
        { kind: "member", thing: who, type: "member.joined/1", record: {} },
      ],
    }),
  });
  const roles = () => ["member"] as const;
  return floorPlan([
    {
      ...{ name: "bench", kinds: [space, member, lineKind(marks)] },
      commands: [found, writeLine("member")],
      membership: { kind: member, roles },
      charter: {
        kind: space,
        protects: () => false,
        zone: () => "UTC",
        langs: () => [],
        shut: () => false,
      },
    },
  ]);
}

/** How commands are sent to a space as somebody; throws where one is refused. */
export function senderTo(house: House, space: string, member: string) {
  return async (command: string, input: unknown, by: "founder" | "member", key: string) => {
    const author = { by, member } as const;
    const sent = { space, command, input, author, key: key.padStart(16, "0") };
    const done = await house.dispatch(sent);
    if (isRefusal(done)) throw new Error(done.refused);
  };
}

/** A house with nothing in it but lines, and how one is written. */
async function bareHouse(folder: string, marks: number) {
  const store = await openSqlite(folder);
  const house = new House({
    ...{ store, keys: memoryKeys(), clock: Date.now, random: pooledRandom() },
    ...{ plan: plan(marks), foldVersion: () => "bench" },
  });
  const space = await house.begin("alongside.invalid");
  const send = senderTo(house, space, ID);
  await send("bench.found", {}, "founder", "f");
  for (let i = 0; i < 64; i++) await send("bench.write", { of: i }, "member", `w${i}`);
  const many = async (waiting: number, count: number) => {
    let next = 0;
    const one = async () => {
      while (next < count) {
        const i = next++;
        await send("bench.write", { of: i }, "member", `n${i}`);
      }
    };
    await Promise.all(Array.from({ length: waiting }, one));
  };
  return { store, house, space, many };
}

async function ours(folder: string, marks: number, waiting: number, count: number) {
  const { store, house, space, many } = await bareHouse(folder, marks);
  const started = performance.now();
  await many(waiting, count);
  const seconds = (performance.now() - started) / 1000;
  await house.idle();
  const bytes = await judge(house, space, count + 66);
  await store.close();
  return { rate: count / seconds, bytes };
}

/** Processor time (s) of so many commands with three marks each, `waiting` at a time. */
export async function bareCommands(folder: string, waiting: number, count: number) {
  const { store, house, many } = await bareHouse(folder, 3);
  const started = process.cpuUsage();
  await many(waiting, count);
  await house.idle();
  const { user, system } = process.cpuUsage(started);
  await store.close();
  return (user + system) / 1e6;
}

/** Checks a space's log, which must hold so many entries; answers how many bytes one has. */
export async function judge(house: House, id: string, entries: number): Promise<number> {
  const space = await house.space(id);
  if (space === null) throw new Error("the space is gone");
  async function* batches() {
    if (space !== null)
      for await (const segment of space.store.read(id, 0, space.size))
        yield openSegment(space.key, id, segment);
  }
  const head = { size: entries, root: space.tree.root() };
  const verdict = await verifyEntries(batches(), { space: id, head });
  if (!verdict.ok) throw new Error(`the log does not verify: ${verdict.fault}`);
  let bytes = 0;
  for await (const stored of batches()) bytes += encodeSegment(stored).length;
  return Math.round(bytes / entries);
}

function plain(folder: string, waiting: number, count: number, length: number): number {
  const database = new DatabaseSync(join(folder, "plain.db"));
  database.exec("pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on");
  database.exec("create table entry (i integer primary key, bytes blob not null) strict");
  const insert = database.prepare("insert into entry values (?, ?)");
  const bytes = randomBytes(length);
  const started = performance.now();
  for (let i = 0; i < count; i += waiting) {
    database.exec("begin immediate");
    for (let j = i; j < Math.min(count, i + waiting); j++) insert.run(j, bytes);
    database.exec("commit");
  }
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return count / seconds;
}

/** One line of the table: rounds of ours and theirs in turn, the median of the ratios. */
export async function durable(marks: number, waiting: number, count: number): Promise<Row> {
  const ratios: number[] = [];
  let [us, them, each] = [0, 0, 0];
  for (let round = 0; round < 5; round++) {
    const folder = mkdtempSync(join(tmpdir(), "alongside-bench-"));
    const { rate, bytes } = await ours(join(folder, "ours"), marks, waiting, count);
    us = rate;
    each = bytes;
    them = plain(folder, waiting, count, bytes);
    rmSync(folder, { recursive: true });
    ratios.push(us / them);
  }
  const least = marks > 3 ? 0.15 : waiting === 1 ? 0.6 : 0.25;
  return {
    what: `durable commands in process, ${waiting} waiting, ${marks} marks each`,
    against: "plain node:sqlite",
    ratio: median(ratios),
    reach: { least },
    note: `${Math.round(us)}/s against ${Math.round(them)}/s, ${each} bytes each`,
  };
}
