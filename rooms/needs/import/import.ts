/**
 * Brings a file of needs in: reads it twice (what it is and what is usual in it, then its rows),
 * a bounded piece at a time, and sends its rows as testimony of whoever imports.
 */
import { createHash } from "node:crypto";
import type { Done, Envelope } from "../../../house/command.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { billionths, figure, type Lang } from "../../../house/values/index.ts";
import { ROWS_MAX } from "../shapes.ts";
import { type MappedRow, mapRow } from "./map.ts";
import { readRows } from "./rows.ts";

/** A row and what is to be said of it, as a code: `needs.import.<reason>` are its words. */
export type RowSays = { row: number; reason: string };

/** What came of an import. Totals are exact sums per category as the file has it, and of `all`. */
export type Imported = {
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
  command: "needs.import-rows",
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

/** A quantity so many times its category's median is kept and warned of. */
const LARGE_TIMES = 1_000;

/**
 * Imports a file; `open` gives its bytes from the beginning, each time it is called. The same file
 * again accepts nothing: the duplicate key is its hash and the row.
 */
export async function importNeeds(
  send: SendRows,
  open: () => AsyncIterable<Uint8Array>,
  options: ImportOptions = {},
): Promise<Imported> {
  const { lang = "und", dryRun = false, known, onProgress } = options;
  const first = await firstLook(open(), lang);
  const tally = new Tally(first.medians);
  const deliver: Deliver = dryRun
    ? dry(await (known?.(first.file) ?? (() => false)))
    : sender(send, first.file, lang);
  let waiting: MappedRow[] = [];
  for await (const raw of readRows(open())) {
    tally.read += 1;
    const row = mapRow(raw, lang);
    if ("reason" in row) tally.skip(raw.row, row.reason);
    else waiting.push(row);
    if (waiting.length < ROWS_MAX) continue;
    if (!tally.add(waiting, await deliver(waiting))) return tally.result();
    waiting = [];
    onProgress?.(tally.read);
  }
  if (waiting.length > 0) tally.add(waiting, await deliver(waiting));
  onProgress?.(tally.read);
  return tally.result();
}

/** The file's hash and each category's median quantity. */
async function firstLook(bytes: AsyncIterable<Uint8Array>, lang: Lang) {
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const sizes = new Map<string, number[]>();
  const source = hashed();
  for await (const raw of readRows(source)) {
    const row = mapRow(raw, lang);
    if ("reason" in row) continue;
    const list = sizes.get(row.category);
    if (list === undefined) sizes.set(row.category, [Number(row.input.of)]);
    else list.push(Number(row.input.of));
  }
  // A reader that stopped early left bytes that still belong to the file's name.
  for await (const _ of source);
  const medians = new Map([...sizes].map(([category, list]) => [category, median(list)]));
  return { file: hash.digest("hex"), medians };
}

/** The middle of a list of numbers; between the two middle ones where it is even. */
export function median(list: readonly number[]): number {
  const sorted = Float64Array.from(list).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Which rows had come in before, and which stand alike in another file. */
type Delivered = { again: ReadonlySet<number>; elsewhere: ReadonlySet<number> } | Refusal;
type Deliver = (rows: readonly MappedRow[]) => Promise<Delivered>;

function sender(send: SendRows, file: string, lang: Lang): Deliver {
  return async (rows) => {
    const input = { file, lang, rows: rows.map((row) => row.input) };
    const part = `${file.slice(0, 16)}-${rows[0]?.input.row ?? 0}`;
    const done = await send("needs.import-rows", input, { arrived: "import", part });
    if (isRefusal(done)) return done;
    return { again: rowsOf(done.answer["again"]), elsewhere: rowsOf(done.answer["elsewhere"]) };
  };
}

function dry(has: (row: number) => boolean): Deliver {
  return async (rows) => {
    const again = rows.map(({ input }) => input.row).filter(has);
    return { again: new Set(again), elsewhere: new Set() };
  };
}

function rowsOf(list: unknown): Set<number> {
  const text = typeof list === "string" ? list : "";
  return new Set(text === "" ? [] : text.split(",").map(Number));
}

/** Counts as it goes; holds only what is said of rows, and sums. */
class Tally {
  read = 0;
  #accepted = 0;
  #refused: Refusal | undefined;
  readonly #skipped: RowSays[] = [];
  readonly #warnings: RowSays[] = [];
  readonly #totals = new Map<string, bigint>();
  readonly #medians: ReadonlyMap<string, number>;

  constructor(medians: ReadonlyMap<string, number>) {
    this.#medians = medians;
  }

  skip(row: number, reason: string): void {
    this.#skipped.push({ row, reason });
  }

  /** Counts what a command did; false where it was refused. */
  add(rows: readonly MappedRow[], delivered: Delivered): boolean {
    if ("refused" in delivered) {
      this.#refused = delivered;
      return false;
    }
    for (const row of rows) {
      if (delivered.again.has(row.input.row)) this.skip(row.input.row, "already-in");
      else this.#take(row, delivered.elsewhere.has(row.input.row));
    }
    return true;
  }

  #take({ input: { row, of }, category, place }: MappedRow, elsewhere: boolean): void {
    this.#accepted += 1;
    this.#totals.set(category, (this.#totals.get(category) ?? 0n) + billionths(of));
    const usual = this.#medians.get(category) ?? 0;
    if (!place) this.#warnings.push({ row, reason: "no-place" });
    if (usual > 0 && Number(of) >= LARGE_TIMES * usual)
      this.#warnings.push({ row, reason: "very-large" });
    if (elsewhere) this.#warnings.push({ row, reason: "in-another-file" });
  }

  result(): Imported {
    const byRow = (a: RowSays, b: RowSays) => a.row - b.row;
    const sums = [...this.#totals].map(([name, sum]) => [name, figure(sum)]);
    const all = [...this.#totals.values()].reduce((sum, of) => sum + of, 0n);
    return {
      ...{ read: this.read, accepted: this.#accepted },
      skipped: this.#skipped.toSorted(byRow),
      warnings: this.#warnings.toSorted(byRow),
      totals: { ...Object.fromEntries(sums), all: figure(all) },
      ...(this.#refused === undefined ? {} : { refused: this.#refused }),
    };
  }
}
