/**
 * A bank's file brought in from its bytes to the book, against `csv-parse` reading the same file
 * and as many bare durable commands; and what is held in memory after a tenth and after all of it.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { run } from "./books.ts";
import { median, type Row } from "./row.ts";

/** Rows after which the memory is looked at first. */
const FEW_ROWS = 10_000;
/** Both are measured so often in turn: one run of either is a sixth more or less than the next. */
const ROUNDS = 3;
/** Rows of one day, as a busy account has. */
const A_DAY = 20;

const cents = (of: number) =>
  `${of < 0 ? "-" : ""}${Math.floor(Math.abs(of) / 100)}.${String(Math.abs(of) % 100).padStart(2, "0")}`;

/** A statement of so many rows whose balances follow from one another. */
function* table(rows: number): Generator<string> {
  yield "Date,Reference,Name,Details,Amount,Balance,Currency\n";
  const last = Date.UTC(2026, 9, 31) / 86_400_000;
  let balance = 1_000_000;
  for (let i = 0; i < rows; i++) {
    const day = last - Math.ceil((rows - i) / A_DAY);
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const of = (i % 3 === 0 ? -1 : 1) * (((i * 7_919) % 90_000) + 1);
    balance += of;
    const who = `"Kitchen ${i % 677}, of the river"`;
    yield `${date},R${i},${who},for ${i % 31} families,${cents(of)},${cents(balance)},EUR\n`;
  }
}

/** What a run took: processor time (s), and memory held (bytes) after a tenth and after all. */
type Took = { seconds: number; few: number; all: number };

async function taken(how: "brought" | "bare", folder: string, file: string, rows: number) {
  const script = join(import.meta.dirname, "work", "statements.ts");
  mkdirSync(folder);
  const sizes = [rows, FEW_ROWS].map(String);
  const { out } = await run(process.execPath, ["--expose-gc", script, how, folder, file, ...sizes]);
  return JSON.parse(out) as Took;
}

/** The two lines of the table for a file of so many rows. */
export async function statements(rows: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-statements-"));
  try {
    const file = join(folder, "bank.csv");
    await pipeline(Readable.from(table(rows)), createWriteStream(file));
    const [us, them]: [Took[], Took[]] = [[], []];
    for (let n = 0; n < ROUNDS; n++) {
      us.push(await taken("brought", join(folder, `brought ${n}`), file, rows));
      them.push(await taken("bare", join(folder, `bare ${n}`), file, rows));
    }
    const middle = (of: readonly Took[], what: keyof Took) => median(of.map((one) => one[what]));
    const ratios = us.map(({ seconds }, n) => seconds / (them[n]?.seconds ?? Number.NaN));
    const seconds = (of: number) => `${of.toFixed(1)} s`;
    const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    return [
      {
        what: `${rows} rows of a bank's file into the book, processor time`,
        against: "csv-parse on the file, and as many bare durable commands",
        ...{ ratio: median(ratios), reach: { most: 3 } },
        note: `${seconds(middle(us, "seconds"))} against ${seconds(middle(them, "seconds"))}`,
      },
      {
        what: `what is held in memory after ${rows} rows`,
        against: `after ${FEW_ROWS} of them`,
        ...{ ratio: median(us.map(({ all, few }) => all / few)), reach: { most: 1.2 } },
        note: `${mib(middle(us, "all"))} against ${mib(middle(us, "few"))}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
