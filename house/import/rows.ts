/**
 * Reads a file of rows, a JSON list or a CSV table, as text in named cells: one row at a time, so
 * that a long file needs no more memory than a short one.
 */
import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { type Element, jsonElements } from "./json.ts";

/** Rows read from one file; what comes after is one skipped row that says so. */
export const FILE_ROWS_MAX = 200_000;
const RECORD_BYTES_MAX = 64 * 1024;

/** What a row says, by the name of its column in small letters; what says nothing is left out. */
export type Cells = Readonly<Record<string, string>>;

/** A row as the file says it, or why it could not be read. Rows count from 1. */
export type RawRow = { row: number } & Found;
type Found = { cells: Cells } | { reason: string };

/** How the files of one kind are made. */
export type FileShape = {
  /** The cells of an object of a JSON list, before they are cleaned; null where it is no row. */
  cellsOf: (value: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> | null;
  /** Whether a table with these column names, in small letters, is such a file. */
  isTable: (names: readonly string[]) => boolean;
};

/** Yields the rows of a file; its first sign tells whether it is a list or a table. */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  shape: FileShape,
): AsyncGenerator<RawRow> {
  const { first, all } = await peek(bytes);
  const rows = first === "[" || first === "{" ? listRows(all, shape) : tableRows(all, shape);
  let row = 0;
  for await (const found of rows) {
    row += 1;
    if (row > FILE_ROWS_MAX) {
      yield { row, reason: "too-many-rows" };
      return;
    }
    yield { row, ...found };
  }
}

/** The first cell of these names that says something, or nothing. */
export function said(cells: Cells, names: readonly string[]): string | undefined {
  for (const name of names) if (cells[name] !== undefined) return cells[name];
  return undefined;
}

/** Bytes at hand as a file to be read from its beginning, in pieces, as often as asked. */
export function pieces(bytes: Uint8Array): () => AsyncGenerator<Uint8Array> {
  return async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
}

/** The first sign that is no space, and the whole stream again. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let first = "";
  while (first === "") {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(next.value);
    first = Buffer.from(next.value)
      .toString("utf8")
      .replace(/^[\s\ufeff]+/, "")
      .charAt(0);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield next.value;
  }
  return { first, all: all() };
}

async function* listRows(
  bytes: AsyncIterable<Uint8Array>,
  { cellsOf }: FileShape,
): AsyncGenerator<Found> {
  for await (const element of jsonElements(bytes)) {
    if ("reason" in element) yield element;
    else {
      const cells = isObject(element) ? cellsOf(element.value) : null;
      yield cells === null ? { reason: "unreadable" } : { cells: clean(Object.entries(cells)) };
    }
  }
}

function isObject(element: Element): element is { value: Record<string, unknown> } {
  return (
    "value" in element &&
    typeof element.value === "object" &&
    element.value !== null &&
    !Array.isArray(element.value)
  );
}

/** Strings and exact numbers as text; anything else says nothing. Of two of one name, the first. */
function clean(entries: readonly (readonly [string, unknown])[]): Cells {
  const cells: Record<string, string> = Object.create(null);
  for (const [name, value] of entries) {
    const key = name.trim().toLowerCase();
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text !== "string" || text.trim() === "") continue;
    cells[key] ??= text.trim();
  }
  return cells;
}

async function* tableRows(
  bytes: AsyncIterable<Uint8Array>,
  { isTable }: FileShape,
): AsyncGenerator<Found> {
  const limits = { max_record_size: RECORD_BYTES_MAX, relax_column_count: true };
  const options = { bom: true, skip_empty_lines: true, relax_quotes: true, ...limits };
  const records = parse(options);
  // A fault of the source reaches the loop below through the parser that it destroys.
  pipeline(Readable.from(bytes), records, () => undefined);
  let names: string[] | null = null;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (names === null) {
        names = record.map((name) => name.trim().toLowerCase());
        if (!isTable(names)) return yield { reason: "no-headers" };
      } else if (!isTags(record)) yield { cells: tableCells(names, record) };
    }
  } catch (fault) {
    // What the parser cannot read ends the table; everything before it stands.
    if (!(fault instanceof Error && "code" in fault && String(fault.code).startsWith("CSV_")))
      throw fault;
    yield { reason: "unreadable" };
  }
}

/** The row of HXL tags below our own headers. */
function isTags(record: readonly string[]): boolean {
  return (
    record.some((cell) => cell.startsWith("#")) && record.every((cell) => /^(#.*)?$/.test(cell))
  );
}

function tableCells(names: readonly string[], record: readonly string[]): Cells {
  // Our exports put an apostrophe before what a spreadsheet could run.
  const unguarded = (cell = "") => cell.trim().replace(/^'(?=\s*[=+\-@])/, "");
  return clean(names.map((name, at) => [name, unguarded(record[at])]));
}
