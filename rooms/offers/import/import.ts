/** Brings a file of deliveries in, as testimony of whoever imports. */
import { createHash } from "node:crypto";
import type { Done, Envelope } from "../../../house/command.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { billionths, figure, type Lang } from "../../../house/values/index.ts";
import { ROWS_MAX } from "../shapes.ts";
import { type MappedRow, mapRow } from "./map.ts";
import { readFile } from "./read.ts";

/** A row and what is to be said of it, as a code: `offers.import.<reason>` are its words. */
export type RowSays = { row: number; reason: string };

/** What came of an import. Totals are exact sums per delivery as the file names it, and `all`. */
export type ImportedManifests = {
  read: number;
  accepted: number;
  skipped: RowSays[];
  warnings: RowSays[];
  totals: Record<string, string>;
  /** Present where the import stopped: what came in before stands. */
  refused?: Refusal;
};

/** Sends one command as the importing member; `part` tells the commands of one import apart. */
export type SendRows = (
  command: "ledger.import-counted",
  input: unknown,
  more: Pick<Envelope, "arrived"> & { part: string },
) => Promise<Done | Refusal>;

/** How to import. */
export type ImportOptions = {
  /** What the file's words are written in; `und` where nobody says. */
  lang?: Lang;
  /** Read and say what would come in; send nothing. */
  dryRun?: boolean;
  /** In a dry run: whether this file (SHA-256, hex) already brought the row in. */
  known?: (file: string) => Promise<(row: number) => boolean>;
  /** Told after every command how many rows were read. */
  onProgress?: (read: number) => void;
};

/** A count so many times its category's median is kept and warned of. */
const LARGE_TIMES = 1_000;

/**
 * Imports a file. The duplicate key is its hash and the row: the same file again accepts nothing.
 * Rows that look the same are rows of their own; those in another file too are warned of.
 */
export async function importManifests(
  send: SendRows,
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<ImportedManifests> {
  const { lang = "und", dryRun = false, known, onProgress } = options;
  const file = createHash("sha256").update(bytes).digest("hex");
  const raw = readFile(bytes);
  const tally: Tally = {
    ...{ accepted: [], skipped: [], warnings: [], large: new Set() },
  };
  const rows: MappedRow[] = [];
  for (const one of raw) {
    const row = mapRow(one, lang);
    if ("reason" in row) tally.skipped.push({ row: one.row, reason: row.reason });
    else rows.push(row);
  }
  tally.large = tooLarge(rows);
  const deliver = dryRun ? dry(await known?.(file)) : sender(send, file, lang);
  for (let at = 0; at < rows.length; at += ROWS_MAX) {
    const some = rows.slice(at, at + ROWS_MAX);
    const delivered = await deliver(some);
    if ("refused" in delivered) return resultOf(raw.length, tally, delivered);
    take(tally, some, delivered);
    onProgress?.(some.at(-1)?.input.row ?? 0);
  }
  return resultOf(raw.length, tally);
}

type Tally = {
  accepted: MappedRow[];
  skipped: RowSays[];
  warnings: RowSays[];
  large: ReadonlySet<number>;
};

/** Which rows had come in before, and which stand alike in another file. */
type Delivered = { again: ReadonlySet<number>; elsewhere: ReadonlySet<number> };
type Deliver = (rows: readonly MappedRow[]) => Promise<Delivered | Refusal>;

function sender(send: SendRows, file: string, lang: Lang): Deliver {
  return async (rows) => {
    const input = { file, lang, rows: rows.map((row) => row.input) };
    const part = `${file.slice(0, 16)}-${rows[0]?.input.row ?? 0}`;
    const done = await send("ledger.import-counted", input, { arrived: "import", part });
    if (isRefusal(done)) return done;
    return { again: rowsOf(done.answer["again"]), elsewhere: rowsOf(done.answer["elsewhere"]) };
  };
}

function dry(has: (row: number) => boolean = () => false): Deliver {
  return async (rows) => {
    const again = rows.map(({ input }) => input.row).filter(has);
    return { again: new Set(again), elsewhere: new Set() };
  };
}

function rowsOf(list: unknown): Set<number> {
  const text = typeof list === "string" ? list : "";
  return new Set(text === "" ? [] : text.split(",").map(Number));
}

function take(tally: Tally, rows: readonly MappedRow[], { again, elsewhere }: Delivered): void {
  for (const one of rows) {
    const { row } = one.input;
    if (again.has(row)) {
      tally.skipped.push({ row, reason: "already-in" });
      continue;
    }
    tally.accepted.push(one);
    if (one.nameless) tally.warnings.push({ row, reason: "no-item" });
    if (tally.large.has(row)) tally.warnings.push({ row, reason: "very-large" });
    if (elsewhere.has(row)) tally.warnings.push({ row, reason: "in-another-file" });
  }
}

/** Rows whose count is so many times the median of what the file calls their category. */
function tooLarge(rows: readonly MappedRow[]): ReadonlySet<number> {
  const sizes = new Map<string, number[]>();
  for (const { input, category } of rows) {
    const list = sizes.get(category);
    if (list === undefined) sizes.set(category, [Number(input.of)]);
    else list.push(Number(input.of));
  }
  const medians = new Map([...sizes].map(([category, list]) => [category, median(list)]));
  const large = rows.filter(
    ({ input, category }) => Number(input.of) >= LARGE_TIMES * (medians.get(category) ?? 0),
  );
  return new Set(large.map(({ input }) => input.row));
}

function median(list: readonly number[]): number {
  const sorted = Float64Array.from(list).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function resultOf(read: number, tally: Tally, refused?: Refusal): ImportedManifests {
  const sums = new Map<string, bigint>();
  let all = 0n;
  for (const { input } of tally.accepted) {
    const size = billionths(input.of);
    sums.set(input.reference, (sums.get(input.reference) ?? 0n) + size);
    all += size;
  }
  const byRow = (a: RowSays, b: RowSays) => a.row - b.row;
  const totals = [...sums].map(([name, sum]) => [name, figure(sum)]);
  return {
    ...{ read, accepted: tally.accepted.length },
    skipped: tally.skipped.toSorted(byRow),
    warnings: tally.warnings.toSorted(byRow),
    totals: { ...Object.fromEntries(totals), all: figure(all) },
    ...(refused === undefined ? {} : { refused }),
  };
}
