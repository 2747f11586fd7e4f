/** Turns a row as a file says it into a row the command takes, or says why it cannot. */

import type { z } from "zod";
import type { MappedRow } from "../../../house/import/bring.ts";
import { type Cells, type FileShape, type RawRow, said } from "../../../house/import/rows.ts";
import {
  CATEGORIES,
  isCurrency,
  isUnitCode,
  KINDS,
  type Lang,
  readAmount,
  readText,
  URGENCIES,
} from "../../../house/values/index.ts";
import { TITLE_MAX } from "../facts.ts";
import type { rowShape } from "../shapes.ts";

/** What the columns may be called, in our three languages and in our own export. */
const COLUMNS = {
  title: ["item", "what", "title", "qué", "que", "cosa", "ما نطلبه", "الصنف"],
  size: ["size", "size or style", "talla", "المقاس"],
  details: ["details", "more", "detalles", "تفاصيل"],
  kind: ["kind", "tipo", "النوع"],
  category: ["category", "categoría", "categoria", "الفئة"],
  quantity: ["quantity", "need", "asked", "asked for", "cantidad", "pedido", "الكمية"],
  unit: ["unit", "unidad", "الوحدة"],
  urgency: ["urgency", "urgencia", "الاستعجال"],
  region: ["region", "región", "المنطقة"],
  place: ["place", "subregion", "lugar", "المكان"],
} as const;

type RawFields = Partial<Record<keyof typeof COLUMNS, string>>;

/** A survey's list, whose rows say product, place and need; or a table that names what is asked. */
export const shape: FileShape = {
  cellsOf: ({ product, place, need }) => {
    if (!isObject(product)) return null;
    const around = isObject(place) ? place : {};
    return {
      ...{ title: product["item"], category: product["category"], unit: product["unit"] },
      size: [product["ageGender"], product["sizeStyle"]].filter(isWord).join(" · "),
      ...{ quantity: need, region: around["region"], place: around["subregion"] },
    };
  },
  isTable: (names) => COLUMNS.title.some((title) => names.includes(title)),
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isWord(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}

function fieldsOf(cells: Cells): RawFields {
  const all = Object.entries(COLUMNS).map(([name, names]) => [name, said(cells, names)] as const);
  return Object.fromEntries(all.filter(([, text]) => text !== undefined));
}

/** What is sent of one row. */
type Input = z.input<typeof rowShape>;

/** What files call the built-in units, folded. Anything else becomes a term of the group. */
const UNIT_NAMES: Readonly<Record<string, string>> = {
  ...{ items: "item", pairs: "pair", boxes: "box", packs: "pack", pallets: "pallet" },
  ...{ "euro pallet": "euro-pallet", "euro pallets": "euro-pallet", servings: "serving" },
  ...{ hours: "hour", days: "day", persons: "person", people: "person", visits: "visit" },
  ...{ litre: "l", litres: "l", liter: "l", liters: "l", kilo: "kg", kilos: "kg", grams: "g" },
};

/** Reads one row; answers what to send, or the reason it is left out. */
export function mapRow(raw: RawRow, lang: Lang): MappedRow<Input> | { reason: string } {
  if ("reason" in raw) return { reason: raw.reason };
  const fields = fieldsOf(raw.cells);
  const title = readText(lang, fields.title ?? "", { lengthMax: TITLE_MAX });
  if (!title.ok) return { reason: fields.title === undefined ? "no-item" : title.reason };
  const of = quantityOf(fields.quantity);
  if ("reason" in of) return of;
  const [size, details] = [
    optional(lang, fields.size, { lengthMax: 100 }),
    optional(lang, fields.details, { lengthMax: 2_000, lines: "many" }),
  ];
  const named = {
    ...nameOf("region", fields.region),
    ...nameOf("place", fields.place),
  };
  const category = fields.category ?? "other";
  if ([fields.category, fields.unit, fields.region, fields.place].some(tooLong))
    return { reason: "text.too-long" };
  if (size === null || details === null) return { reason: "text.too-long" };
  const input = {
    ...{ row: raw.row, title: title.value, of: of.of, ...named },
    ...(size !== undefined && { size }),
    ...(details !== undefined && { details }),
    ...{ unit: unitOf(fields.unit), category: categoryOf(category) },
    ...codeOf(fields),
  };
  const placed = named.region !== undefined || named.place !== undefined;
  return { input, category, total: category, warnings: placed ? [] : ["no-place"] };
}

type Limits = Parameters<typeof readText>[2];

/** A text that may be missing; null where there is one that cannot be kept. */
function optional(lang: Lang, typed: string | undefined, limits: Limits) {
  if (typed === undefined) return undefined;
  const text = readText(lang, typed, limits);
  return text.ok ? text.value : null;
}

const NAME_MAX = 80;
const tooLong = (name: string | undefined) => (name?.length ?? 0) > NAME_MAX;

/** Names as they are kept: clean, one line. */
function clean(name: string): string {
  const text = readText("und", name, { lengthMax: NAME_MAX });
  return text.ok ? text.value.text : "";
}

function nameOf<N extends string>(name: N, typed: string | undefined): { [K in N]?: string } {
  const said = typed === undefined ? "" : clean(typed);
  return (said === "" ? {} : { [name]: said }) as { [K in N]?: string };
}

const folded = (name: string) => name.trim().toLowerCase().replaceAll(/\s+/g, " ");

function unitOf(typed: string | undefined): { code: string } | { name: string } {
  const name = clean(typed ?? "");
  const code = UNIT_NAMES[folded(name)] ?? folded(name);
  if (name === "") return { code: "item" };
  if (isUnitCode(code)) return { code };
  return isCurrency(name) ? { code: name } : { name };
}

function categoryOf(typed: string): { code: string } | { name: string } {
  const name = clean(typed);
  const code = CATEGORIES.find((known) => known === folded(name));
  if (name === "") return { code: "other" };
  return code === undefined ? { name } : { code };
}

/** Kind and urgency where they are codes of ours, as our own export writes them. */
function codeOf({ kind, urgency }: RawFields) {
  const needKind = KINDS.find((known) => known === kind);
  const soon = URGENCIES.find((known) => known === urgency);
  return { ...(needKind && { needKind }), ...(soon && { urgency: soon }) };
}

/** A figure more than nothing; a sign that can be read two ways is left to a person. */
function quantityOf(typed: string | undefined): { of: string } | { reason: string } {
  if (typed === undefined) return { reason: "no-quantity" };
  const readings = readAmount(typed);
  if (!readings.ok) return { reason: readings.reason };
  const [of, other] = readings.value;
  if (other !== undefined && !/^[0-9]+\.[0-9]+$/.test(typed)) return { reason: "two-readings" };
  const exact = other === undefined ? of : other;
  if (exact === "0" || exact.startsWith("-")) return { reason: "quantity-of-nothing" };
  return { of: exact };
}
