import { z } from "zod";
import { type Unit, unitSchema } from "./codes.ts";
import { type Parsed, read, unread } from "./parsed.ts";

/** The one way to write a figure in a record (specs/values.md §2); `-0` is caught apart. */
export const OF_PATTERN = /^-?(0|[1-9][0-9]{0,17})(\.[0-9]{0,8}[1-9])?$/;

const FRACTION_DIGITS = 9;
const ONE = 10n ** BigInt(FRACTION_DIGITS);
const LIMIT = 10n ** 18n * ONE;

/**
 * How much of what. `of` is a canonical decimal string, never a JSON number. Arithmetic is exact
 * and total: a total may outgrow the 18 digits a record holds, so that folding never fails; what
 * goes into a record is asked of {@link fits} first.
 */
export interface Amount {
  readonly of: string;
  readonly unit: Unit;
}

// What a shape is part of may go on to reckon with the figure, so a bad one ends the checking.
const bad = { error: "amount.shape", abort: true };

/** Shape of a figure as a record holds it: {@link OF_PATTERN} without `-0`. */
export const figureSchema = z
  .string()
  .max(29, bad)
  .regex(OF_PATTERN, bad)
  .refine((of) => of !== "-0", bad);

/** Shape of an {@link Amount} in a record or a command. */
export const amountSchema = z
  .strictObject({ of: figureSchema, unit: unitSchema })
  .meta({ id: "Amount" });

/** An amount from a figure already canonical; refuses `amount.shape`, `amount.unit`. */
export function parseAmount(of: string, unit: string): Parsed<Amount> {
  if (of.length > 29 || of === "-0" || !OF_PATTERN.test(of)) return unread("amount.shape");
  const known = unitSchema.safeParse(unit);
  return known.success ? read({ of, unit: known.data }) : unread("amount.unit");
}

/** Nothing of a unit. */
export function zero(unit: Unit): Amount {
  return { of: "0", unit };
}

/** A figure as a whole number of billionths. Throws where it is no canonical decimal: our bug. */
export function billionths(of: string): bigint {
  const isLess = of.charCodeAt(0) === MINUS;
  const small = smallBillionths(isLess ? of.slice(1) : of);
  if (!Number.isNaN(small)) return BigInt(isLess ? -small : small);
  const match = /^(-?)([0-9]+)(?:\.([0-9]{1,9}))?$/.exec(of);
  if (match === null) throw new TypeError("not a canonical figure");
  const whole = BigInt(match[2] ?? "0") * ONE;
  const size = whole + BigInt((match[3] ?? "").padEnd(FRACTION_DIGITS, "0"));
  return match[1] === "-" ? -size : size;
}

/** The canonical figure of a whole number of billionths. */
export function figure(billionthsOf: bigint): string {
  const size = billionthsOf < 0n ? -billionthsOf : billionthsOf;
  const fraction = (size % ONE).toString().padStart(FRACTION_DIGITS, "0").replace(/0+$/, "");
  const sign = billionthsOf < 0n ? "-" : "";
  return `${sign}${size / ONE}${fraction === "" ? "" : `.${fraction}`}`;
}

const SMALL_DIGITS = 6;
/** What a figure with so many places is to be taken times. */
const SCALES = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1];
const POINT = 46;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/**
 * The same as {@link billionths} as a plain number, exact, for a figure of at most six digits
 * before its point and none below nothing; NaN for every other text.
 */
export function smallBillionths(of: string): number {
  let [value, digits, point] = [0, 0, -1];
  for (let i = 0; i < of.length; i++) {
    const code = of.charCodeAt(i);
    if (code === POINT && point < 0 && digits > 0) {
      if (digits > SMALL_DIGITS) return Number.NaN;
      point = i;
    } else if (code < ZERO || code > NINE || ++digits > SMALL_DIGITS + FRACTION_DIGITS)
      return Number.NaN;
    else value = value * 10 + (code - ZERO);
  }
  const places = point < 0 ? 0 : of.length - point - 1;
  if (digits - places > SMALL_DIGITS || digits === 0 || places > FRACTION_DIGITS) return Number.NaN;
  if (point >= 0 && places === 0) return Number.NaN;
  return value * (SCALES[places] ?? Number.NaN);
}

/** Whether a computed amount may stand in a record; refuses `amount.too-large`. */
export function fits(amount: Amount): Parsed<Amount> {
  const size = billionths(amount.of);
  return size < LIMIT && size > -LIMIT ? read(amount) : unread("amount.too-large");
}

/** Both together. Throws where the units differ: amounts of different units have no sum. */
export function add(a: Amount, b: Amount): Amount {
  return { of: figure(billionths(a.of) + billionths(b.of)), unit: oneUnit(a, b) };
}

/** The first without the second, which may be less than nothing. Throws where the units differ. */
export function subtract(a: Amount, b: Amount): Amount {
  return { of: figure(billionths(a.of) - billionths(b.of)), unit: oneUnit(a, b) };
}

/** The same amount the other way; nothing stays nothing. */
export function negate({ of, unit }: Amount): Amount {
  if (of === "0" || !OF_PATTERN.test(of)) return { of: figure(-billionths(of)), unit };
  return { of: of.charCodeAt(0) === MINUS ? of.slice(1) : `-${of}`, unit };
}

/** The amount so many times. `times` is a whole number. */
export function multiply(a: Amount, times: bigint): Amount {
  return { of: figure(billionths(a.of) * times), unit: a.unit };
}

/** -1, 0 or 1 as the first is less than, equal to or more than the second, of the same unit. */
export function compare(a: Amount, b: Amount): -1 | 0 | 1 {
  oneUnit(a, b);
  const [left, right] = [billionths(a.of), billionths(b.of)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The lesser of two. Throws where the units differ. */
export function min(a: Amount, b: Amount): Amount {
  return compare(a, b) <= 0 ? a : b;
}

/** The greater of two. Throws where the units differ. */
export function max(a: Amount, b: Amount): Amount {
  return compare(a, b) >= 0 ? a : b;
}

/** -1, 0 or 1 as the amount is less than, equal to or more than nothing. */
export function signOf(a: Amount): -1 | 0 | 1 {
  if (a.of === "0") return 0;
  return a.of.startsWith("-") ? -1 : 1;
}

/** All of one unit together; of none, nothing. Throws where another unit is among them. */
export function sum(unit: Unit, amounts: Iterable<Amount>): Amount {
  let total = 0n;
  for (const amount of amounts) {
    oneUnit({ unit }, amount);
    total += billionths(amount.of);
  }
  return { of: figure(total), unit };
}

/** One total per unit that occurs, in code order of the units; a total of nothing stays listed. */
export function sumByUnit(amounts: Iterable<Amount>): Amount[] {
  const totals = new Map<Unit, bigint>();
  for (const { of, unit } of amounts) totals.set(unit, (totals.get(unit) ?? 0n) + billionths(of));
  const units = [...totals.keys()].sort();
  return units.map((unit) => ({ of: figure(totals.get(unit) ?? 0n), unit }));
}

function oneUnit(a: { readonly unit: Unit }, b: { readonly unit: Unit }): Unit {
  if (a.unit !== b.unit) throw new TypeError("amounts of different units have no sum or order");
  return a.unit;
}
