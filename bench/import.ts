/** Bringing in a large file at the command line: the most memory it takes, against a small one. */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Ran, run } from "./books.ts";
import type { Row } from "./row.ts";

const FEW_ROWS = 10_000;
const CATEGORIES = ["Food", "Shelter", "Hygiene", "Clothing", "Baby"];
const PROGRAM = join(import.meta.dirname, "..", "bin", "alongside");

function* table(rows: number): Generator<string> {
  yield "item,category,quantity,unit,region\n";
  for (let i = 0; i < rows; i++) {
    const words = `Blanket ${i % 677} of wool, for ${i % 31} families`;
    yield `"${words}",${CATEGORIES[i % CATEGORIES.length]},${(i % 97) + 1},item,Serbia\n`;
  }
}

/** A node of its own and a file of so many rows, brought in by the program itself. */
async function bring(folder: string, rows: number): Promise<Ran> {
  mkdirSync(folder);
  const [data, file] = [join(folder, "data"), join(folder, "needs.csv")];
  const secret = join(folder, "passphrase");
  await pipeline(Readable.from(table(rows)), createWriteStream(file));
  writeFileSync(secret, "kettle window seven harbours\n", { mode: 0o600 });
  const alongside = (...args: string[]) =>
    run(process.execPath, [PROGRAM, ...args, "--data", data]);
  const who = ["--group", "Bench", "--handle", "bench", "--safety", "no"];
  await alongside("init", ...who, "--passphrase-file", secret);
  const ran = await alongside("import", "needs", file, "--space", "bench", "--json");
  const { accepted } = JSON.parse(ran.out) as { accepted: number };
  if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows came in`);
  return ran;
}

/** One line of the table for a file of so many rows. */
export async function importing(rows: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-import-"));
  try {
    const few = await bring(join(folder, "few"), FEW_ROWS);
    const many = await bring(join(folder, "many"), rows);
    const mib = ({ peakKib }: Ran) => `${peakKib >> 10} MiB`;
    return {
      what: `most memory an import of ${rows} rows takes`,
      against: `an import of ${FEW_ROWS} rows`,
      ...{ ratio: many.peakKib / few.peakKib, reach: { most: 1.25 } },
      note: `${mib(many)} against ${mib(few)} resident, ${Math.round(rows / many.seconds)} rows/s`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
