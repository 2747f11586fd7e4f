/** Reads a file of deliveries, a JSON list or a CSV table, into rows whose cells are text. */
import { parse } from "csv-parse/sync";

/** Rows read from one file; those after it are one skipped row that says so. */
export const FILE_ROWS_MAX = 200_000;
const CELL_MAX = 1_000;

/** A row by its column names, folded to small letters; or why it could not be read. From 1. */
export type RawRow = { row: number } & ({ cells: Record<string, string> } | { reason: string });

/** All rows of a file, in order; what is no such file is one row that says so. */
export function readFile(bytes: Uint8Array): RawRow[] {
  const text = new TextDecoder("utf-8").decode(bytes).trim();
  const found = text.startsWith("[") ? jsonRows(text) : tableRows(text);
  const rows = found.slice(0, FILE_ROWS_MAX).map((one, at) => ({ row: at + 1, ...one }));
  if (found.length > FILE_ROWS_MAX) rows.push({ row: FILE_ROWS_MAX + 1, reason: "too-many-rows" });
  return rows;
}

type Found = { cells: Record<string, string> } | { reason: string };
const unreadable: Found = { reason: "unreadable" };

function jsonRows(text: string): Found[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return [unreadable];
    throw fault;
  }
  return Array.isArray(list) ? list.map(jsonRow) : [unreadable];
}

function jsonRow(value: unknown): Found {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return unreadable;
  return cellsOf(Object.entries(value));
}

function tableRows(text: string): Found[] {
  let records: string[][];
  try {
    records = parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && String(fault.code).startsWith("CSV_")))
      throw fault;
    return [unreadable];
  }
  const [names = [], ...rows] = records;
  return rows.map((record) => cellsOf(names.map((name, at) => [name, record[at] ?? ""])));
}

/** Cells by folded name; the first of two of one name counts. */
function cellsOf(entries: readonly (readonly [string, unknown])[]): Found {
  const cells = new Map<string, string>();
  for (const [name, value] of entries) {
    const key = name.trim().toLowerCase();
    const said = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    if (said.length > CELL_MAX) return { reason: "text.too-long" };
    // A spreadsheet's guard against formulas is not part of what was said.
    if (!cells.has(key)) cells.set(key, said.replace(/^'(?=\s*[=+\-@])/, ""));
  }
  return { cells: Object.fromEntries(cells) };
}
