/** A cell of a CSV file; figures are canonical decimal strings, as `Amount.of` is. */
export type CsvCell = string | null;

/** What a spreadsheet may take for the start of a formula, full-width forms included. */
const FORMULA_START = /^(\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;
/** The same after what another program may take for a separator. */
const FORMULA_INSIDE = /([;\t\r\n])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const PLAIN_FIGURE = /^-?[0-9]+(\.[0-9]+)?$/;

/** Byte order mark; some spreadsheets read a file as UTF-8 only if it begins with one. */
export const CSV_START = "\ufeff";

/**
 * One record by RFC 4180, CRLF at its end. A plain figure stays as it is, so sums work, minus sign
 * or not. In any other cell an apostrophe goes before what a spreadsheet might run as a formula:
 * at its start, and after a `;`, tab or line end in it, which programs set to another separator
 * take for the start of a cell. So `-5` stays and `+30 210…` becomes `'+30 210…`.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A whole file from rows, lazily, one piece per record, so that a long one needs little memory. */
export function* csvFile(rows: Iterable<readonly CsvCell[]>): Generator<string, void, void> {
  yield CSV_START;
  for (const row of rows) yield csvLine(row);
}

/** Whether a cell is a plain figure. */
export const isFigure = (cell: string): boolean => PLAIN_FIGURE.test(cell);

/** A cell that no spreadsheet runs, as {@link csvLine} says. */
export function guarded(cell: string): string {
  if (isFigure(cell)) return cell;
  const inside = cell.replace(FORMULA_INSIDE, "$1'");
  return FORMULA_START.test(cell) ? `'${inside}` : inside;
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === "") return "";
  const safe = guarded(cell);
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
