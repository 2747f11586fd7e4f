/**
 * Brings a file of rows in: reads it twice (what it is and what is usual in it, then its rows), a
 * bounded piece at a time, and sends its rows as testimony of whoever imports.
 */
import { createHash } from "node:crypto";
import type { Done, Envelope } from "../command.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import type { Lang } from "../values/index.ts";
import { type FileShape, type RawRow, readRows } from "./rows.ts";
import { NAMES_MAX, Tally } from "./tally.ts";

/** A row ready to be sent: its number in the file and a canonical figure are part of the input. */
export type MappedRow<Input extends { row: number; of: string } = { row: number; of: string }> = {
  input: Input;
  /** What the file calls its category: what is usual is asked among those of one category. */
  category: string;
  /** Whose total it counts in. */
  total: string;
  /** What is to be said of it should it come in, as codes. */
  warnings: readonly string[];
};

/** One kind of file: how it is made, what its rows say, and the command that takes them. */
export type FileKind<Command extends string> = {
  command: Command;
  /** Rows in one command. */
  rowsMax: number;
  shape: FileShape;
  /** Reads one row; answers what to send, or the reason it is left out. */
  map: (raw: RawRow, lang: Lang) => MappedRow | { reason: string };
};

/** A row and what is to be said of it, as a code that the room has words for. */
export type RowSays = { row: number; reason: string };

/** What came of an import. Totals are exact sums by what the kind of file counts by, and `all`. */
export type Imported = {
  read: number;
  accepted: number;
  skipped: RowSays[];
  warnings: RowSays[];
  totals: Record<string, string>;
  /** Present where a file has more names than are summed each: how many count in `all` alone. */
  others?: number;
  /** Present where the import stopped: what came in before stands. */
  refused?: Refusal;
};

/** Sends one command as the importing member; `part` tells the commands of one import apart. */
export type SendRows<Command extends string> = (
  command: Command,
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

/**
 * Imports a file; `open` gives its bytes from the beginning, each time it is called. The same file
 * again accepts nothing: the duplicate key is its hash and the row. Rows that look the same are
 * rows of their own; those that stand alike in another file come in and are warned of.
 */
export async function bringIn<Command extends string>(
  kind: FileKind<Command>,
  send: SendRows<Command>,
  open: () => AsyncIterable<Uint8Array>,
  { lang = "und", dryRun = false, known, onProgress }: ImportOptions = {},
): Promise<Imported> {
  const first = await firstLook(kind, open(), lang);
  const tally = new Tally(first.medians);
  const deliver: Deliver = dryRun
    ? dry(await (known?.(first.file) ?? (() => false)))
    : sender(kind.command, send, first.file, lang);
  let waiting: MappedRow[] = [];
  for await (const rows of readRows(open(), kind.shape))
    for (const raw of rows) {
      tally.read += 1;
      const row = kind.map(raw, lang);
      if ("reason" in row) tally.skip(raw.row, row.reason);
      else waiting.push(row);
      if (waiting.length < kind.rowsMax) continue;
      if (!tally.add(waiting, await deliver(waiting))) return tally.result();
      waiting = [];
      onProgress?.(tally.read);
    }
  if (waiting.length > 0) tally.add(waiting, await deliver(waiting));
  onProgress?.(tally.read);
  return tally.result();
}

/** The file's hash and each category's median figure. */
async function firstLook(
  { shape, map }: FileKind<string>,
  bytes: AsyncIterable<Uint8Array>,
  lang: Lang,
) {
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const sizes = new Map<string, number[]>();
  const source = hashed();
  for await (const rows of readRows(source, shape))
    for (const raw of rows) {
      const row = map(raw, lang);
      if ("reason" in row) continue;
      const list = sizes.get(row.category);
      if (list !== undefined) list.push(Number(row.input.of));
      else if (sizes.size < NAMES_MAX) sizes.set(row.category, [Number(row.input.of)]);
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
export type Delivered = { again: ReadonlySet<number>; elsewhere: ReadonlySet<number> } | Refusal;
type Deliver = (rows: readonly MappedRow[]) => Promise<Delivered>;

function sender<Command extends string>(
  command: Command,
  send: SendRows<Command>,
  file: string,
  lang: Lang,
): Deliver {
  return async (rows) => {
    const input = { file, lang, rows: rows.map((row) => row.input) };
    const part = `${file.slice(0, 16)}-${rows[0]?.input.row ?? 0}`;
    const done = await send(command, input, { arrived: "import", part });
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
