/**
 * Reads a file of an account: looks what it is, then hands out its lines a piece at a time, so that
 * a long file needs no more memory than a short one. Nothing in a file is looked up or expanded.
 */
import { createHash } from "node:crypto";
import type { Reader } from "../../../house/import/reader.ts";
import { type Cells, readBy, type Start, tableRows } from "../../../house/import/rows.ts";
import { CamtReader } from "./camt.ts";
import type { Mapping } from "./columns.ts";
import type { ExtractLine, Format, Item, Said } from "./line.ts";
import { OfxReader } from "./ofx.ts";
import { Reckoner, type Reckoning } from "./reckon.ts";
import { Habits, rowItem, type Table, tableOf } from "./table.ts";

/** A file's bytes from the beginning, each time it is called. */
export type Open = () => AsyncIterable<Uint8Array>;

/** What somebody says of a file before it is read. */
export type Told = {
  format?: Format;
  /** How its columns are to be read; a part of it goes before what the names say. */
  mapping?: Partial<Mapping>;
  /** Answers how a table with these column names was read before. */
  remembered?: (names: readonly string[]) => Promise<Partial<Mapping> | null>;
};

/** A file that was looked at. */
export type Look = {
  /** SHA-256 of its bytes, hex. */
  file: string;
  format: Format | null;
  /** Its column names in small letters where it is a table; the first row that looks like them. */
  names: readonly string[] | null;
  /** How its table is read; null where it is none, or not understood. */
  table: Table | null;
  /** Whether it has no rows at all: nothing in it, or a line of names alone. */
  empty: boolean;
};

/** A row of a file: a line with its number (1…), or why it is left out. */
export type ExtractRow = { row: number } & ({ line: ExtractLine } | { reason: string });

/** What a statement of the file says of itself, after so many rows. */
export type SaidRow = { row: number; said: Said };

/** Among how many first lines the names of columns are looked for: banks write above them. */
const NAMES_WITHIN = 40;
/** Cells that a row must have to be taken for the names of columns. */
const NAMES_MIN = 3;

/** What a file is by its start; `table` where it says nothing of itself. */
function kindOf({ text, hex }: Start): "camt" | "ofx" | "table" {
  const start = text.replaceAll("\0", "").replace(/^(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)?\s*/, "");
  if (/^OFXHEADER\s*:/i.test(start) || /<OFX>|<\?OFX/i.test(start)) return "ofx";
  return start.startsWith("<") || hex.startsWith("3c") ? "camt" : "table";
}

/** What a file says it is written in, as a name that is known here; null where it is not known. */
function encodingOf({ text, hex }: Start): string | null {
  if (hex.startsWith("fffe")) return "utf-16le";
  if (hex.startsWith("feff")) return "utf-16be";
  if (hex.startsWith("efbbbf")) return "utf-8";
  const charset = /^\s*CHARSET:\s*([\w-]+)/im.exec(text)?.[1];
  const isUnicode = /^\s*ENCODING:\s*(?:UTF-?8|UNICODE)/im.test(text);
  const said = /<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/i.exec(text)?.[1];
  const name = said ?? (isUnicode || !charset || charset === "NONE" ? "utf-8" : charset);
  try {
    return new TextDecoder(/^[0-9]+$/.test(name) ? `windows-${name}` : name).encoding;
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/** A reader of bytes that are marked-up data, or the reason there is none. */
function marked(start: Start, kind: "camt" | "ofx"): Reader<Item> | string {
  const encoding = encodingOf(start);
  if (encoding === null) return "unknown-writing";
  return kind === "camt" ? new CamtReader(encoding) : new OfxReader(encoding);
}

/** Looks at a file: its name, its kind, and of a table how it is read. */
export async function lookAt(open: Open, told: Told = {}): Promise<Look> {
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of open()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const source = hashed();
  const found = await firstLook(source, told);
  // A reader that stopped early left bytes that still belong to the file's name.
  for await (const _ of source);
  const file = hash.digest("hex");
  const known = found.names === null ? null : ((await told.remembered?.(found.names)) ?? null);
  if (known === null) return { file, ...found };
  return {
    file,
    ...(await firstLook(open(), { ...told, mapping: { ...known, ...told.mapping } })),
  };
}

async function firstLook(source: AsyncIterable<Uint8Array>, told: Told) {
  let kind: ReturnType<typeof kindOf> = "table";
  let names: readonly string[] | null = null;
  let table: Table | null = null;
  let [lines, isOther] = [0, false];
  const enough = told.mapping?.columns === undefined ? NAMES_MIN : 1;
  const habits = new Habits();
  const seen: Reader<{ cells: Cells } | { reason: string }> = tableRows({
    cellsOf: () => null,
    ...{ namesWithin: NAMES_WITHIN, apart: true },
    isTable: (own) => {
      lines += 1;
      if (own.filter((name) => name.trim() !== "").length < enough) return false;
      names ??= own;
      table = tableOf(own, tableFormat(told.format), told.mapping);
      if (table !== null) names = own;
      return table !== null;
    },
  });
  const choose = (start: Start) => {
    kind = kindOf(start);
    if (told.format === "camt" || told.format === "ofx") kind = told.format;
    isOther = start.first === "[" && start.text.replace(/\s/g, "") !== "[]";
    return kind === "table" ? seen : "marked";
  };
  for await (const rows of readBy(source, choose))
    for (const row of rows) {
      lines += 1;
      if ("reason" in row && row.reason === "a-workbook") isOther = true;
      if (table !== null && "cells" in row) habits.see(table, row.cells as Cells);
    }
  if (kind !== "table") return { format: kind as Format, names: null, table: null, empty: false };
  const whole = table === null ? null : habits.applied(table);
  // What is not understood has rows where there is more than one line of it.
  const empty = whole === null && lines <= 2 && !isOther;
  return { format: whole?.format ?? null, names, table: whole, empty };
}

const tableFormat = (format: Format | undefined) =>
  format === undefined || format === "camt" || format === "ofx" ? null : format;

/** The rows of a file that was looked at, with what its statements say of themselves. */
export async function* rowsOf(
  open: Open,
  { table, names, format, empty }: Look,
): AsyncGenerator<(ExtractRow | SaidRow)[]> {
  if (empty) return;
  const readable = tableRows({
    cellsOf: () => null,
    ...{ namesWithin: NAMES_WITHIN, apart: true },
    isTable: (own) => table !== null && own.join("\n") === table.names.join("\n"),
  });
  const choose = (start: Start): Reader<Item | { cells: Cells }> | string => {
    if (format === "camt" || format === "ofx") return marked(start, format);
    if (start.first === "[" || start.first === "{") return "not-a-statement";
    if (table === null) return names === null ? "not-a-statement" : "unknown-columns";
    return readable;
  };
  let row = 0;
  for await (const found of readBy<Item | { cells: Cells }>(open(), choose))
    yield found.map((one) => {
      const item = "cells" in one && table !== null ? rowItem(table, one.cells) : (one as Item);
      if ("said" in item) return { row, ...item };
      row += 1;
      return { ...item, row };
    });
}

/** Reads a whole file and reckons it; `each` is told of every row. */
export async function reckonFile(
  open: Open,
  look: Look,
  each?: (row: ExtractRow) => void,
): Promise<Reckoning> {
  const reckoner = new Reckoner();
  for await (const found of rowsOf(open, look))
    for (const one of found) {
      if ("said" in one) reckoner.said(one.said);
      else {
        if ("line" in one) reckoner.line(one.row, one.line);
        each?.(one);
      }
    }
  return reckoner.result();
}
