/**
 * Reads a file of rows, a JSON list or a CSV table, as text in named cells: some rows at a time, so
 * that a long file needs no more memory than a short one.
 */
import { setImmediate } from "node:timers/promises";
import { type Element, Elements } from "./json.ts";
import type { Reader } from "./reader.ts";
import { COLUMNS_MAX, ROW_CHARS_MAX, TableLines, type TableRow } from "./table.ts";

/** Rows read from one file; what comes after is one skipped row that says so. */
export const FILE_ROWS_MAX = 200_000;
/** Bytes read, and rows and cells answered, until whatever else the node does has its turn. */
const [TURN_BYTES, TURN_CELLS] = [32 * 1024, 1_000];

/** How files of spreadsheet programs begin, in hex: packed ones (xlsx, ods), older ones (xls). */
const WORKBOOKS = ["504b0304", "d0cf11e0"] as const;
const MARK_BYTES = 4;
/** Bytes that are looked at to tell what a file is. */
const HEAD_BYTES = 512;

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
  /**
   * Among how many of its first lines the column names are looked for; in the first unless said.
   */
  namesWithin?: number;
  /**
   * Whether columns of one name are told apart: the second is called `name (2)`. Unsaid, the first
   * that says something counts.
   */
  apart?: true;
};

/** How a file begins: its first sign that is no space, and its first bytes in hex and as text. */
export type Start = { first: string; hex: string; text: string };

/** Yields the rows of a file; its first sign tells whether it is a list or a table. */
export function readRows(
  bytes: AsyncIterable<Uint8Array>,
  shape: FileShape,
): AsyncGenerator<RawRow[]> {
  return readBy(bytes, ({ first }) =>
    first === "{" ? "not-a-list" : first === "[" ? listRows(shape) : tableRows(shape),
  );
}

/**
 * Reads a file with what its start chooses, or the reason it cannot be read; yields as many rows at
 * once as a piece of the file completes within one turn.
 */
export async function* readBy<F extends object>(
  bytes: AsyncIterable<Uint8Array>,
  choose: (start: Start) => Reader<F> | string,
): AsyncGenerator<({ row: number } & (F | { reason: string }))[]> {
  type Row = { row: number } & (F | { reason: string });
  const { start, all } = await peek(paced(bytes));
  const reader = WORKBOOKS.some((mark) => start.hex.startsWith(mark))
    ? "a-workbook"
    : choose(start);
  if (typeof reader === "string") return yield [{ row: 1, reason: reader }];
  let [row, work, rows] = [0, 0, [] as Row[]];
  for await (const piece of all) {
    for (const found of piece === END ? reader.end() : reader.read(piece)) {
      row += 1;
      rows.push(row > FILE_ROWS_MAX ? { row, reason: "too-many-rows" } : { row, ...found });
      if (row > FILE_ROWS_MAX) return yield rows;
      work += 10 + ("cells" in found ? Object.keys(found.cells as Cells).length : 0);
      if (work < TURN_CELLS) continue;
      yield rows;
      [work, rows] = [0, []];
      await setImmediate();
    }
    if (rows.length > 0) yield rows;
    if (reader.ended) return;
    rows = [];
  }
}

/** Stands after the last piece of a file. */
const END = null;

/** Small pieces of a file, with a turn for everybody else after each. */
async function* paced(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += TURN_BYTES) {
      yield chunk.subarray(at, at + TURN_BYTES);
      await setImmediate();
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

/** How the file begins, looked for as far as one row goes, and the whole file with its end. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let [first, looked] = ["", 0];
  while ((first === "" || looked < HEAD_BYTES) && looked <= ROW_CHARS_MAX) {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(next.value);
    looked += next.value.length;
    first ||= Buffer.from(next.value)
      .toString("utf8")
      .replace(/^[\s\ufeff]+/, "")
      .charAt(0);
  }
  async function* all(): AsyncGenerator<Uint8Array | typeof END> {
    yield* head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield next.value;
    yield END;
  }
  const bytesAt = Buffer.concat(head).subarray(0, HEAD_BYTES);
  const hex = bytesAt.subarray(0, MARK_BYTES).toString("hex");
  return { start: { first, hex, text: bytesAt.toString("latin1") }, all: all() };
}

function listRows({ cellsOf }: FileShape): Reader<Found> {
  const elements = new Elements();
  function* found(some: Generator<Element>): Generator<Found> {
    for (const element of some) {
      if ("reason" in element) yield element;
      else {
        const value = isObject(element) ? element.value : null;
        const wide = value !== null && Object.keys(value).length > COLUMNS_MAX;
        const cells = value === null || wide ? null : cellsOf(value);
        if (cells !== null) yield { cells: clean(Object.entries(cells)) };
        else yield { reason: wide ? "too-many-columns" : "unreadable" };
      }
    }
  }
  const { ended } = elements;
  return { ended, read: (bytes) => found(elements.read(bytes)), end: () => found(elements.end()) };
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

/** Reads a table as rows of named cells. */
export function tableRows({ isTable, namesWithin = 1, apart }: FileShape): Reader<Found> {
  const lines = new TableLines();
  let [names, headless]: [string[] | null, boolean] = [null, false];
  let before = 0;
  function* found(some: Generator<TableRow>): Generator<Found> {
    for (const line of some) {
      // Without its headers a table says nothing.
      headless = names === null && "reason" in line;
      if ("reason" in line) yield line;
      else if (names === null) {
        const said = line.row.map((name) => name.trim().toLowerCase());
        const named = apart ? toldApart(said) : said;
        if (isTable(named)) names = named;
        else headless = ++before >= namesWithin;
        if (headless) yield { reason: "no-headers" };
      } else if (!isTags(line.row)) yield { cells: tableCells(names, line.row) };
      if (headless) return;
    }
  }
  return {
    get ended() {
      return headless || lines.ended;
    },
    read: (bytes) => found(lines.read(bytes)),
    *end() {
      yield* found(lines.end());
      // Fewer lines than might have come before the names, and none of them was it.
      if (names === null && !headless && before > 0) yield { reason: "no-headers" };
    },
  };
}

/** Names of which no two are alike; one of nothing stays blank. */
function toldApart(names: readonly string[]): string[] {
  const many = new Map<string, number>();
  const taken = new Set(names);
  return names.map((name) => {
    let nth = (many.get(name) ?? 0) + 1;
    const called = () => (name === "" ? " ".repeat(nth - 1) : `${name} (${nth})`);
    while (nth > 1 && taken.has(called())) nth += 1;
    many.set(name, nth);
    return nth === 1 ? name : called();
  });
}

/** The row of HXL tags below our own headers. */
function isTags(record: readonly string[]): boolean {
  return (
    record.some((cell) => cell.startsWith("#")) && record.every((cell) => /^(#.*)?$/.test(cell))
  );
}

function tableCells(names: readonly string[], record: readonly string[]): Cells {
  const cells: Record<string, string> = Object.create(null);
  for (let at = 0; at < names.length && at < record.length; at++) {
    const text = unguarded((record[at] as string).trim());
    if (text !== "") cells[names[at] as string] ??= text;
  }
  return cells;
}

/** Our exports put an apostrophe before what a spreadsheet could run. */
function unguarded(cell: string): string {
  return cell.startsWith("'") ? cell.replace(/^'(?=\s*[=+\-@])/, "").trim() : cell;
}
