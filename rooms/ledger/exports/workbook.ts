/**
 * Books as a workbook of spreadsheet programs (Office Open XML, ECMA-376): what stands on every
 * account, then the lines. Words are texts and never formulas; figures are numbers as long as a
 * spreadsheet keeps every digit of them, and texts beyond that.
 */
import { type CsvCell, guarded, isFigure } from "../../../house/csv.ts";
import { zipFile } from "../../../house/zip.ts";
import { type Moved, movedOf } from "./figures.ts";
import { columnsOf, type TableHow, tableRows } from "./table.ts";
import type { TakenBook } from "./taken.ts";
import { escaped } from "./xml.ts";

/** Digits a spreadsheet keeps of a number. */
const DIGITS_MAX = 15;
/** Rows of one sheet, its head among them. */
const ROWS_MAX = 1_048_576;
const PIECE_ROWS = 64;

const NS = "http://schemas.openxmlformats.org";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const REL = `${NS}/officeDocument/2006/relationships`;

/** The columns of the sheet of totals. */
export const TOTALS = ["book", "code", "unit", "opening", "moved", "closing"];

/** How a workbook is made: as a table, with the names of its sheets. */
export type WorkbookHow = TableHow & {
  sheets: { totals: string; lines: string };
  /** Whether its columns run from right to left. */
  rtl: boolean;
};

/** The workbook, in pieces. */
export async function* workbookFile(
  books: readonly TakenBook[],
  how: WorkbookHow,
): AsyncGenerator<Uint8Array, void, void> {
  const names: string[] = [];
  async function* members() {
    yield { path: "_rels/.rels", pieces: [ROOT] };
    yield { path: "xl/styles.xml", pieces: [STYLES] };
    for await (const { name, pieces } of sheetsOf(books, how)) {
      names.push(name);
      yield { path: `xl/worksheets/sheet${names.length}.xml`, pieces };
    }
    // How many sheets there are is known when the last row is.
    yield { path: "xl/workbook.xml", pieces: [workbook(names)] };
    yield { path: "xl/_rels/workbook.xml.rels", pieces: [relations(names.length)] };
    yield { path: "[Content_Types].xml", pieces: [contentTypes(names.length)] };
  }
  yield* zipFile(members());
}

async function* sheetsOf(books: readonly TakenBook[], how: WorkbookHow) {
  const { sheets, called, words, rtl } = how;
  const columns = [...TOTALS, ...(words ? ["heading", "unit-name"] : [])];
  const head = columns.map(called.column);
  const totals = books.flatMap((one) => movedOf(one).map((row) => totalsRow(one, row, how)));
  yield { name: sheets.totals, pieces: sheet(head, asAsync(totals), rtl) };
  const rows = new Ahead(tableRows(books, how));
  const lines = columnsOf(books, how).map(called.column);
  for (let nth = 1; nth === 1 || (await rows.more()); nth++) {
    const name = nth === 1 ? sheets.lines : `${sheets.lines} ${nth}`;
    yield { name, pieces: sheet(lines, rows.upTo(ROWS_MAX - 1), rtl) };
  }
}

function totalsRow(one: TakenBook, { account, unit, ...of }: Moved, how: WorkbookHow): CsvCell[] {
  const { words, called } = how;
  const names = words ? [called.account(one, account), called.unit(one, unit)] : [];
  return [one.key, account, unit, of.opening, of.moved, of.closing, ...names];
}

async function* asAsync<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** Rows that come when they are asked for, so that one sheet can go on where another was full. */
class Ahead {
  readonly #rows: AsyncGenerator<CsvCell[], void, void>;
  #next: Promise<IteratorResult<CsvCell[], void>> | null = null;

  constructor(rows: AsyncGenerator<CsvCell[], void, void>) {
    this.#rows = rows;
  }

  async more(): Promise<boolean> {
    this.#next ??= this.#rows.next();
    return (await this.#next).done !== true;
  }

  async *upTo(max: number): AsyncGenerator<CsvCell[], void, void> {
    for (let many = 0; many < max && (await this.more()); many++) {
      const next = await this.#next;
      this.#next = null;
      if (next?.done === false) yield next.value;
    }
  }
}

async function* sheet(
  head: readonly string[],
  rows: AsyncGenerator<CsvCell[], void, void>,
  rtl: boolean,
): AsyncGenerator<string, void, void> {
  const turned = rtl ? ' rightToLeft="1"' : "";
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const shown = `<sheetView workbookViewId="0"${turned}>${pane}</sheetView>`;
  const view = `<sheetViews>${shown}</sheetViews>`;
  const wide = `<cols><col min="1" max="${head.length}" width="16" customWidth="1"/></cols>`;
  yield `${HEAD}<worksheet xmlns="${NS}/spreadsheetml/2006/main">${view}${wide}<sheetData>`;
  let at = 1;
  yield rowOf(head, at, ' s="1"');
  let some: string[] = [];
  for await (const row of rows) {
    some.push(rowOf(row, ++at));
    if (some.length < PIECE_ROWS) continue;
    yield some.join("");
    some = [];
  }
  yield `${some.join("")}</sheetData></worksheet>`;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function rowOf(cells: readonly CsvCell[], at: number, style = ""): string {
  const all = cells.map((cell, nth) => cellOf(cell, ` r="${LETTERS[nth]}${at}"${style}`));
  return `<row r="${at}">${all.join("")}</row>`;
}

/** A cell: a number where none of its digits would be lost, else text; empty ones are left out. */
function cellOf(cell: CsvCell, style: string): string {
  if (cell === null || cell === "") return "";
  if (isFigure(cell) && isKept(cell)) return `<c${style}><v>${cell}</v></c>`;
  const text = escaped(guarded(cell));
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** Whether a spreadsheet keeps all digits; what begins with noughts is no figure but a name. */
function isKept(figure: string): boolean {
  const digits = figure.replace(/^-/, "").replace(".", "").replace(/^0+/, "");
  return digits.length <= DIGITS_MAX && /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(figure);
}

const ROOT = `${HEAD}<Relationships xmlns="${NS}/package/2006/relationships">${relation(
  ...(["rId1", "officeDocument", "xl/workbook.xml"] as const),
)}</Relationships>`;

function relation(id: string, what: string, path: string): string {
  return `<Relationship Id="${id}" Type="${REL}/${what}" Target="${path}"/>`;
}

/** Plain, and bold for heads. */
const STYLES = [
  `${HEAD}<styleSheet xmlns="${NS}/spreadsheetml/2006/main">`,
  '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border/></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>',
  "</styleSheet>",
].join("");

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, at) => {
    // A sheet's name has at most 31 signs and none of these.
    const plain = escaped(name.replaceAll(/[:\\/?*[\]]/g, " ").slice(0, 31));
    return `<sheet name="${plain}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`;
  });
  const space = `xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="${REL}"`;
  return `${HEAD}<workbook ${space}><sheets>${sheets.join("")}</sheets></workbook>`;
}

function relations(sheets: number): string {
  const all = Array.from({ length: sheets }, (_, at) =>
    relation(`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`),
  );
  const styles = relation(`rId${sheets + 1}`, "styles", "styles.xml");
  const space = `xmlns="${NS}/package/2006/relationships"`;
  return `${HEAD}<Relationships ${space}>${all.join("")}${styles}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const part = (path: string, what: string) =>
    `<Override PartName="/xl/${path}" ContentType="${TYPE}.${what}+xml"/>`;
  const all = Array.from({ length: sheets }, (_, at) =>
    part(`worksheets/sheet${at + 1}.xml`, "worksheet"),
  );
  const rels = "application/vnd.openxmlformats-package.relationships+xml";
  return [
    `${HEAD}<Types xmlns="${NS}/package/2006/content-types">`,
    `<Default Extension="rels" ContentType="${rels}"/>`,
    ...[part("workbook.xml", "sheet.main"), ...all, part("styles.xml", "styles"), "</Types>"],
  ].join("");
}
