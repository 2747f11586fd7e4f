/**
 * Reads a CSV table that arrives in pieces (RFC 4180, any line end, quotes as people leave them),
 * a row at a time. What a row may cost is bounded while it is read, not after. Cells are parted by
 * what the first line has most of: a spreadsheet writes semicolons where a comma is in its numbers.
 */
import { Letters } from "./letters.ts";
import type { Reader } from "./reader.ts";

/** Columns of one row; a sheet that people keep has fewer. */
export const COLUMNS_MAX = 200;
/** The longest row that is read, in UTF-16 units of its cells; a longer one is left out. */
export const ROW_CHARS_MAX = 64 * 1024;
/** Lines without any sign in one table; after them reading ends. */
export const EMPTY_LINES_MAX = 100_000;

/** One row's cells as they stand, or why it could not be read. */
export type TableRow =
  | { row: string[] }
  | { reason: "unreadable" | "too-long" | "too-many-columns" | "too-many-empty-lines" };

const [QUOTE, LF, CR] = [34, 10, 13];
/** What may part cells; of two that part a line into as many, the first. */
const SEPARATORS = [",", ";", "\t"] as const;

/**
 * The rows of a table in order. A line with nothing in it is no row. A row over a bound is said to
 * be one and those after it are read. A quotation mark that never closes makes what is left one
 * unreadable row.
 */
export class TableLines implements Reader<TableRow> {
  #table: Table | null = null;
  /** What has come before the first line was whole: it says what parts the cells. */
  #start = "";
  #decoder: TextDecoder | Letters | null = null;
  #head = Buffer.alloc(0);

  /** Whether it read as much as it will. */
  get ended(): boolean {
    return this.#table?.ended ?? false;
  }

  /** The rows that end in these bytes. */
  read(bytes: Uint8Array): Generator<TableRow> {
    return this.#rows(this.#text(bytes), false);
  }

  /** What is left when the file ends within a row. */
  *end(): Generator<TableRow> {
    yield* this.#rows((this.#decoder ?? new Letters()).decode(this.#head), true);
    if (!this.ended) yield* this.#table?.end() ?? [];
  }

  *#rows(text: string, last: boolean): Generator<TableRow> {
    if (this.#table !== null) return yield* this.#table.read(text);
    this.#start += text;
    const [start, short] = [this.#start, this.#start.length <= ROW_CHARS_MAX];
    if (!last && short && !FIRST_LINE.test(start)) return;
    this.#table = new Table(separatorIn(start));
    this.#start = "";
    yield* this.#table.read(start);
  }

  /** Bytes as text: by the mark at their start, or as {@link Letters} reads them. */
  #text(bytes: Uint8Array): string {
    if (this.#decoder !== null) return this.#decoder.decode(bytes, { stream: true });
    this.#head = Buffer.concat([this.#head, bytes]);
    if (this.#head.length < 2) return "";
    const mark = this.#head.readUInt16BE(0);
    const wide = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : null;
    this.#decoder = wide === null ? new Letters() : new TextDecoder(wide);
    const text = this.#decoder.decode(this.#head, { stream: true });
    this.#head = Buffer.alloc(0);
    return text;
  }
}

const FIRST_LINE = /^\s*\S[^\r\n]*[\r\n]/;

/** The code of the sign that parts the cells of a table that begins so. */
function separatorIn(start: string): number {
  const line = (/^[^\r\n]*/.exec(start.trimStart())?.[0] ?? "").replace(/"[^"]*"/g, "");
  const parts = (sign: string) => line.split(sign).length;
  const [first, ...others] = SEPARATORS;
  return others
    .reduce<string>((most, sign) => (parts(sign) > parts(most) ? sign : most), first)
    .charCodeAt(0);
}

/** Where it reads: before a cell, in one, between quotes, or after a quote that may close. */
type Place = "start" | "plain" | "quoted" | "after-quote";

class Table {
  /** Whether it read as much as it will. */
  ended = false;
  #place: Place = "start";
  #cells: string[] = [];
  #columns = 0;
  #length = 0;
  #held = "";
  #fault: "too-long" | "too-many-columns" | null = null;
  #emptyLines = 0;
  #afterCr = false;
  readonly #separator: number;

  constructor(separator: number) {
    this.#separator = separator;
  }

  *read(text: string): Generator<TableRow> {
    let from = 0;
    for (let at = 0; at < text.length && !this.ended; at++) {
      const sign = text.charCodeAt(at);
      const second = sign === LF && this.#afterCr;
      this.#afterCr = false;
      if (second) from = at + 1;
      else if (this.#place === "quoted") {
        if (sign !== QUOTE) continue;
        this.#hold(text, from, at);
        [this.#place, from] = ["after-quote", at + 1];
      } else if (sign === this.#separator || sign === LF || sign === CR) {
        this.#hold(text, from, at);
        from = at + 1;
        if (sign === this.#separator) this.#cell();
        else yield* this.#line(sign === CR);
      } else if (this.#place !== "plain") {
        this.#place = this.#begins(sign === QUOTE);
        from = this.#place === "quoted" ? at + 1 : at;
      }
    }
    this.#hold(text, from, text.length);
  }

  /** What is left when the file ends within a row. */
  *end(): Generator<TableRow> {
    if (this.#place === "quoted") yield { reason: "unreadable" };
    else if (this.#place !== "start" || this.#columns > 0) yield* this.#line(false);
  }

  /** The place after a sign at a cell's start, or after a quote within quotes. */
  #begins(isQuote: boolean): Place {
    if (this.#place === "start") return isQuote ? "quoted" : "plain";
    if (isQuote) {
      // Two quotes in a row stand for one.
      this.#add('"');
      return "quoted";
    }
    // Signs after a closing quote: it was none, so both quotes belong to the cell.
    this.#held = `"${this.#held}`;
    this.#add('"');
    return "plain";
  }

  #hold(text: string, from: number, to: number): void {
    if (to > from) this.#add(text.slice(from, to));
  }

  #add(piece: string): void {
    this.#length += piece.length;
    if (this.#length > ROW_CHARS_MAX) this.#fault ??= "too-long";
    this.#held = this.#fault === null ? this.#held + piece : "";
  }

  #cell(): void {
    this.#columns += 1;
    if (this.#columns > COLUMNS_MAX) this.#fault ??= "too-many-columns";
    if (this.#fault === null) this.#cells.push(this.#held);
    else this.#cells = [];
    [this.#held, this.#place] = ["", "start"];
  }

  *#line(afterCr: boolean): Generator<TableRow> {
    this.#afterCr = afterCr;
    if (this.#place === "start" && this.#columns === 0) {
      this.#emptyLines += 1;
      if (this.#emptyLines <= EMPTY_LINES_MAX) return;
      this.ended = true;
      yield { reason: "too-many-empty-lines" };
      return;
    }
    this.#cell();
    const [row, fault] = [this.#cells, this.#fault];
    [this.#cells, this.#columns, this.#length, this.#fault] = [[], 0, 0, null];
    yield fault === null ? { row } : { reason: fault };
  }
}
