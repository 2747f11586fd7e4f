/** Turns a row as a file says it into a row the command takes, or says why it cannot. */

import type { z } from "zod";
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
import type { RawFields, RawRow } from "./rows.ts";

/** A row ready to be sent, with its category as the file calls it. */
export type MappedRow = { input: z.input<typeof rowShape>; category: string; place: boolean };

/** What files call the built-in units, folded. Anything else becomes a term of the group. */
const UNIT_NAMES: Readonly<Record<string, string>> = {
  ...{ items: "item", pairs: "pair", boxes: "box", packs: "pack", pallets: "pallet" },
  ...{ "euro pallet": "euro-pallet", "euro pallets": "euro-pallet", servings: "serving" },
  ...{ hours: "hour", days: "day", persons: "person", people: "person", visits: "visit" },
  ...{ litre: "l", litres: "l", liter: "l", liters: "l", kilo: "kg", kilos: "kg", grams: "g" },
};

/** Reads one row; answers what to send, or the reason it is left out. */
export function mapRow(raw: RawRow, lang: Lang): MappedRow | { reason: string } {
  if ("reason" in raw) return { reason: raw.reason };
  const { fields } = raw;
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
  return { input, category, place: named.region !== undefined || named.place !== undefined };
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
