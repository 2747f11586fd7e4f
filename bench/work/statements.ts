/**
 * Brings a bank's file into a book, or does the least that could stand for it: reads it with
 * `csv-parse` and writes as many bare durable commands. Prints processor time and memory held.
 */
import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import type { View } from "../../house/view.ts";
import { bringExtract, groundOf } from "../../rooms/ledger/files.ts";
import { moneyBooks } from "../../rooms/ledger/index.ts";
import { openHouse, WHO } from "../books.ts";
import { bareCommands, senderTo } from "../durable.ts";

const [how = "", folder = "", file = ""] = process.argv.slice(2);
const [rows = 0, few = 0] = process.argv.slice(5).map(Number);
/** Bare commands on their way at once. */
const AT_ONCE = 64;

function spent(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** What is held when all that is not has been let go. */
function held(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Brings it in; looking at the memory is not counted. */
async function brought() {
  const { house, store } = await openHouse(folder);
  const space = await house.begin("alongside.invalid");
  const send = senderTo(house, space, WHO);
  const name = { lang: "en", text: "Bench" };
  const found = { name, handle: "bench", safety: "no", zone: "UTC", langs: ["en"] };
  await send("spaces.found", found, "founder", "f");
  await send("ledger.open-book", { purpose: "money" }, "member", "b");
  const reader = { by: "member", member: WHO, roles: ["coordination"] } as const;
  const view = (await house.view(space, reader)) as View;
  const [book] = await moneyBooks(view);
  if (book === undefined) throw new Error("there is no book");
  const looked = { seconds: 0, few: 0 };
  const started = process.cpuUsage();
  const ground = await groundOf(view, book, { zone: "UTC", now: Date.now() });
  const result = await bringExtract(
    (command, input, { part, ...more }) =>
      house.dispatch({
        ...{ space, command, input, author: { by: "member", member: WHO } as const },
        ...{ key: `${"0".repeat(8)}-${part}`, ...more },
      }),
    () => createReadStream(file),
    ground,
    {
      onProgress: (read) => {
        if (looked.few > 0 || read < few) return;
        const from = process.cpuUsage();
        looked.few = held();
        looked.seconds = spent(from);
      },
    },
  );
  await house.idle();
  const seconds = spent(started) - looked.seconds;
  const all = held();
  if (result.accepted !== rows || result.warnings.length > 0)
    throw new Error(
      `${result.accepted} of ${rows} rows came in: ${JSON.stringify(result.warnings[0])}`,
    );
  await store.close();
  return { seconds, few: looked.few, all };
}

/** The peer: a reader of tables alone, and commands with nothing in them. */
async function bare() {
  const started = process.cpuUsage();
  let read = -1;
  for await (const _ of createReadStream(file).pipe(parse())) read += 1;
  if (read !== rows) throw new Error(`${read} of ${rows} rows were read`);
  const parsed = spent(started);
  return { seconds: parsed + (await bareCommands(folder, AT_ONCE, rows)), few: 0, all: 0 };
}

console.log(JSON.stringify(await (how === "brought" ? brought() : bare())));
