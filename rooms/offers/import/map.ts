/** Turns a row as a file of deliveries says it into a row the command takes, or says why not. */
import type { MappedRow } from "../../../house/import/bring.ts";
import { type FileShape, type RawRow, said } from "../../../house/import/rows.ts";
import {
  CATEGORIES,
  type Lang,
  readAmount,
  readText,
  type Text,
} from "../../../house/values/index.ts";
import type { ManifestRow } from "../shapes.ts";

/** What the columns may be called, folded, the first that says something counts. */
const COLUMNS = {
  reference: ["shipment #", "shipment", "delivery", "envío", "envio", "الشحنة"],
  category: ["category", "categoría", "categoria", "الفئة"],
  what: ["item", "what", "qué", "que", "cosa", "الصنف"],
  about: ["age / gender", "age"],
  style: ["size / style", "size", "talla", "المقاس"],
  count: ["count", "counted", "quantity", "cantidad", "الكمية"],
} as const;
const NAME_MAX = 80;
const WHAT_MAX = 200;

/** A list of rows by the names of its columns, or a table; a row without a delivery says so. */
export const shape: FileShape = { cellsOf: (value) => value, isTable: () => true };

/** Reads one row; answers what to send, or the reason it is left out. */
export function mapRow(raw: RawRow, lang: Lang): MappedRow<ManifestRow> | { reason: string } {
  if ("reason" in raw) return { reason: raw.reason };
  const cell = (field: keyof typeof COLUMNS) => said(raw.cells, COLUMNS[field]) ?? "";
  const reference = cell("reference");
  if (isRepeated(reference) && isRepeated(cell("category"))) return { reason: "repeated-heading" };
  if (reference === "") return { reason: "no-shipment" };
  const of = countOf(cell("count"));
  if ("reason" in of) return of;
  // A counted line that names no item is still counted; its category says what is known of it.
  const named = cell("what");
  const what = readText(lang, named || cell("category") || "?", { lengthMax: WHAT_MAX });
  if (!what.ok) return { reason: what.reason };
  const size = sizeOf(lang, [cell("about"), cell("style")]);
  if (size === null) return { reason: "text.too-long" };
  const [called, category] = [nameOf(reference), nameOf(cell("category") || "other")];
  if (called === null || category === null) return { reason: "text.too-long" };
  const input: ManifestRow = {
    ...{ row: raw.row, reference: called, what: what.value, of: of.of },
    ...{ category: categoryOf(category), ...size },
  };
  return { input, category, total: called, warnings: named === "" ? ["no-item"] : [] };
}

/** Whether a cell says one thing three times: the debris of a heading that was copied along. */
function isRepeated(cell: string): boolean {
  const words = cell.split(/\s+/);
  const third = words.length / 3;
  if (words.length < 3 || !Number.isInteger(third)) return false;
  return words.every((word, at) => word === words[at % third]);
}

/** A name as it is kept: clean, one line. */
function nameOf(typed: string): string | null {
  const text = readText("und", typed, { lengthMax: NAME_MAX });
  return text.ok ? text.value.text : null;
}

function sizeOf(lang: Lang, parts: readonly string[]): { size?: Text } | null {
  const typed = parts.filter((part) => part !== "").join(" · ");
  if (typed === "") return {};
  const text = readText(lang, typed, { lengthMax: WHAT_MAX });
  return text.ok ? { size: text.value } : null;
}

function categoryOf(name: string): ManifestRow["category"] {
  const folded = name.toLowerCase().replaceAll(/\s+/g, " ");
  const code = CATEGORIES.find((known) => known === folded);
  return code === undefined ? { name } : { code };
}

/**
 * A count more than nothing. Files of this kind group thousands by commas, so `2,502` is one
 * figure; a sign that is left with two readings is left to a person.
 */
function countOf(typed: string): { of: string } | { reason: string } {
  if (typed === "" || /^[-–—*]+$/.test(typed)) return { reason: "no-count" };
  const grouped = /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(typed);
  const readings = readAmount(grouped ? typed.replaceAll(",", "") : typed);
  if (!readings.ok) return { reason: readings.reason };
  const [of, other] = readings.value;
  if (other !== undefined) return { reason: "two-readings" };
  return of === "0" || of.startsWith("-") ? { reason: "count-of-nothing" } : { of };
}
