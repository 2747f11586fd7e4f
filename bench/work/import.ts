/** Imports so many rows as the command line does and tells the live heap along the way. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRefusal } from "../../house/refusal.ts";
import { importNeeds } from "../../rooms/needs/index.ts";
import { openHouse, WHO } from "../books.ts";

const EARLY_ROWS = 10_000;
const rows = Number(process.argv[2]);
const { gc } = globalThis;
if (gc === undefined) throw new Error("start it with --expose-gc");

async function* file(): AsyncGenerator<Uint8Array> {
  const kinds = ["Food", "Shelter", "Hygiene", "Clothing", "Baby"];
  yield Buffer.from("item,category,quantity,unit,region\n");
  for (let i = 0; i < rows; i++) {
    const words = `Blanket ${i % 677} of wool, for ${i % 31} families`;
    yield Buffer.from(`"${words}",${kinds[i % kinds.length]},${(i % 97) + 1},item,Serbia\n`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "alongside-import-"));
const { house, store } = await openHouse(folder);
const space = await house.begin("alongside.invalid");
const author = { by: "founder", member: WHO } as const;
const name = { lang: "en", text: "Bench" };
const found = { name, handle: "bench", safety: "no", zone: "UTC", langs: ["en"] };
const began = await house.dispatch({
  ...{ space, command: "spaces.found", input: found, author, key: "bench-0000000000" },
});
if (isRefusal(began)) throw new Error(began.refused);

/** What is still held once nothing is being written. */
const live = async () => {
  await house.idle();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};
let early = 0;
let sent = 0;
const started = performance.now();
const result = await importNeeds(async (command, input, { part, ...more }) => {
  const by = { by: "member", member: WHO } as const;
  const key = `import-${part}`.padEnd(16, "0");
  const done = await house.dispatch({ space, command, input, author: by, key, ...more });
  sent += (input as { rows: unknown[] }).rows.length;
  if (early === 0 && sent >= EARLY_ROWS) early = await live();
  return done;
}, file);
const seconds = (performance.now() - started) / 1000;
if (result.accepted !== rows) throw new Error(`${result.accepted} of ${rows} rows came in`);
const end = await live();
const speed = `${Math.round(rows / seconds)} rows/s`;
const note = `${end.toFixed(0)} MB against ${early.toFixed(0)} MB held, ${speed}`;
console.log(JSON.stringify({ ratio: end / early, note }));
await store.close();
rmSync(folder, { recursive: true });
