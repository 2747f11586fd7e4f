import { z } from "zod";
import { termSchema } from "./id.ts";

/** What a unit measures, so that a page can draw the right picture. */
export type UnitKind = "count" | "mass" | "volume" | "time" | "people";

/** Built-in units, each with what it measures. Frozen: a code is never renamed, only added to. */
export const UNITS = Object.freeze({
  item: "count",
  pair: "count",
  box: "count",
  pack: "count",
  pallet: "count",
  "euro-pallet": "count",
  serving: "count",
  kg: "mass",
  g: "mass",
  l: "volume",
  ml: "volume",
  hour: "time",
  day: "time",
  person: "people",
  visit: "people",
} as const satisfies Record<string, UnitKind>);

/** Code of a built-in unit. Their words are `house.unit.<code>` and `house.unit-name.<code>`. */
export type UnitCode = keyof typeof UNITS;

/** Built-in categories; a group's own are terms. Words: `house.category.<code>`. */
export const CATEGORIES = Object.freeze([
  "food",
  "water",
  "hygiene",
  "baby",
  "clothing",
  "shelter",
  "medical",
  "education",
  "tools",
  "transport",
  "energy",
  "money",
  "communication",
  "other",
] as const);

/** Code of a built-in category. */
export type CategoryCode = (typeof CATEGORIES)[number];

/** How soon something is asked for, soonest first. Words: `house.urgency.<code>`. */
export const URGENCIES = Object.freeze(["hours", "days", "weeks", "whenever"] as const);

/** Code of an urgency. */
export type Urgency = (typeof URGENCIES)[number];

/** What kind of support is asked for. Words: `house.kind.<code>`. */
export const KINDS = Object.freeze([
  "goods",
  "money",
  "hours",
  "knowledge",
  "safety",
  "legal",
  "medical",
  "introductions",
  "amplification",
  "stay",
  "other",
] as const);

/** Code of a kind of support. */
export type Kind = (typeof KINDS)[number];

/** Currencies offered in lists, ISO 4217; any other three capitals are accepted when typed. */
export const CURRENCIES = Object.freeze([
  ...["AED", "AFN", "AMD", "ARS", "AUD", "BDT", "BOB", "BRL", "CAD", "CHF", "CLP", "CNY", "COP"],
  ...["CZK", "DKK", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "GTQ", "HNL", "HTG", "HUF", "ILS"],
  ...["INR", "IQD", "IRR", "JOD", "JPY", "KES", "LBP", "LKR", "LYD", "MAD", "MMK", "MXN", "NGN"],
  ...["NOK", "NPR", "PEN", "PHP", "PKR", "PLN", "PYG", "RON", "RSD", "RWF", "SDG", "SEK", "SYP"],
  ...["TND", "TRY", "TZS", "UAH", "UGX", "USD", "UYU", "VES", "XAF", "XOF", "YER", "ZAR", "ZMW"],
] as const);

const CURRENCY_PATTERN = /^[A-Z]{3}$/;
const CURRENCY_LETTERS = 3;
const CAPITAL_A = 65;
const CAPITAL_Z = 90;

/** Whether a unit is money: three capitals as ISO 4217 writes them, listed here or not. */
export function isCurrency(unit: string): boolean {
  if (unit.length !== CURRENCY_LETTERS) return false;
  for (let i = 0; i < CURRENCY_LETTERS; i++) {
    const code = unit.charCodeAt(i);
    if (code < CAPITAL_A || code > CAPITAL_Z) return false;
  }
  return true;
}

/** Whether a unit is one of the built-in ones (currencies are not). */
export function isUnitCode(unit: string): unit is UnitCode {
  return Object.hasOwn(UNITS, unit);
}

/** What an amount is counted in: a built-in unit, an ISO 4217 currency, or a term of the group. */
export type Unit = string;

const unitCodes = Object.keys(UNITS) as [UnitCode, ...UnitCode[]];

/** Shape of a {@link Unit}. */
export const unitSchema = z
  .union([z.enum(unitCodes), z.string().regex(CURRENCY_PATTERN), termSchema])
  .meta({ id: "Unit" });

/** A built-in category or a term of the group. */
export type Category = string;

/** Shape of a {@link Category}. */
export const categorySchema = z.union([z.enum(CATEGORIES), termSchema]).meta({ id: "Category" });

/** Shape of an {@link Urgency}. */
export const urgencySchema = z.enum(URGENCIES).meta({ id: "Urgency" });

/** Shape of a {@link Kind}. */
export const kindSchema = z.enum(KINDS).meta({ id: "Kind" });
