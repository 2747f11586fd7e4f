/** Reads a file of needs, whichever of the known shapes it has, into plain rows, one at a time. */

import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { type Element, jsonElements } from "./json.ts";

/** A row as the file says it, fields as text; or why it could not be read. Rows count from 1. */
export type RawRow = { row: number } & ({ fields: RawFields } | { reason: string });

/** What a row may say. Everything is text as it stands in the file. */
export type RawFields = Partial<
  Record<
    | "title"
    | "size"
    | "details"
    | "kind"
    | "category"
    | "quantity"
    | "unit"
    | "urgency"
    | "region"
    | "place",
    string
  >
>;

/** Rows read from one file; what comes after is one skipped row that says so. */
export const FILE_ROWS_MAX = 200_000;

/** Yields the rows of a JSON survey or a CSV table; the first sign of the file tells which. */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  const { first, all } = await peek(bytes);
  const rows = first === "[" || first === "{" ? surveyRows(all) : tableRows(all);
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

type Found = { fields: RawFields } | { reason: string };

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

async function* surveyRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  for await (const element of jsonElements(bytes)) yield surveyRow(element);
}

function surveyRow(element: Element): Found {
  if ("reason" in element) return element;
  const product = objectOf(element.value, "product");
  const place = objectOf(element.value, "place") ?? {};
  const quantity = (element.value as { need?: unknown } | null)?.need;
  if (product === undefined) return { reason: "unreadable" };
  const [about, style] = [text(product["ageGender"]), text(product["sizeStyle"])];
  return {
    fields: withText({
      title: text(product["item"]),
      size: [about, style].filter((part) => part !== "").join(" · "),
      category: text(product["category"]),
      unit: text(product["unit"]),
      quantity: text(quantity),
      region: text(place["region"]),
      place: text(place["subregion"]),
    }),
  };
}

function objectOf(value: unknown, name: string): Record<string, unknown> | undefined {
  const found = (value as Record<string, unknown> | null)?.[name];
  return typeof found === "object" && found !== null
    ? (found as Record<string, unknown>)
    : undefined;
}

/** A value as text: strings and exact numbers; anything else says nothing. */
function text(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

function withText(fields: Record<string, string>): RawFields {
  return Object.fromEntries(Object.entries(fields).filter(([, said]) => said !== ""));
}

/** What the headers of a table may be called, in our three languages and in our own export. */
const HEADERS: Readonly<Record<string, keyof RawFields>> = {
  ...names("title", "item", "what", "title", "qué", "que", "cosa", "ما نطلبه", "الصنف"),
  ...names("size", "size", "size or style", "talla", "المقاس"),
  ...names("details", "details", "more", "detalles", "تفاصيل"),
  ...names("kind", "kind", "tipo", "النوع"),
  ...names("category", "category", "categoría", "categoria", "الفئة"),
  ...names("quantity", "quantity", "need", "asked", "asked for", "cantidad", "pedido", "الكمية"),
  ...names("unit", "unit", "unidad", "الوحدة"),
  ...names("urgency", "urgency", "urgencia", "الاستعجال"),
  ...names("region", "region", "región", "المنطقة"),
  ...names("place", "place", "subregion", "lugar", "المكان"),
};

function names(field: keyof RawFields, ...all: string[]): Record<string, keyof RawFields> {
  return Object.fromEntries(all.map((name) => [name, field]));
}

const RECORD_BYTES_MAX = 64 * 1024;

async function* tableRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  const limits = { max_record_size: RECORD_BYTES_MAX, relax_column_count: true };
  const options = { bom: true, skip_empty_lines: true, relax_quotes: true, ...limits };
  const records = parse(options);
  // A fault of the source reaches the loop below through the parser that it destroys.
  pipeline(Readable.from(bytes), records, () => undefined);
  let columns: (keyof RawFields | undefined)[] | null = null;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (columns === null) {
        columns = record.map((name) => HEADERS[name.trim().toLowerCase()]);
        if (!columns.includes("title")) return yield { reason: "no-headers" };
      } else if (!isTags(record)) yield tableRow(record, columns);
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

function tableRow(record: readonly string[], columns: readonly (keyof RawFields | undefined)[]) {
  const fields: Record<string, string> = {};
  columns.forEach((name, at) => {
    const cell = record[at]?.trim() ?? "";
    if (name !== undefined && cell !== "" && fields[name] === undefined)
      // Our exports put an apostrophe before what a spreadsheet could run.
      fields[name] = cell.replace(/^'(?=\s*[=+\-@])/, "");
  });
  return { fields };
}
