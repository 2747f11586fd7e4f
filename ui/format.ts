/** Figures and days in the reader's language. Exact: a decimal string never becomes a number. */
import type { Amount, UnitName } from "./types.ts";

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** `Intl` reads a decimal string exactly; its types know only the numeric template. */
type Decimal = Intl.StringNumericLiteral;

/** Whether a unit code is a currency of ISO 4217, as the running ICU knows it. */
export function isCurrency(unit: string): boolean {
  return CURRENCIES.has(unit);
}

/** A canonical decimal with the language's separators: `number("1350.5", "es")` is `1350,5`. */
export function number(of: string, lang: string): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 9 }).format(of as Decimal);
}

/**
 * An amount in words. A currency is written as money; any other unit after the figure, by the
 * name handed in (a term's words), or by its code. The code `item` says nothing and is left out.
 */
export function amount({ of, unit }: Amount, lang: string, unitName?: UnitName): string {
  if (isCurrency(unit)) {
    return new Intl.NumberFormat(lang, {
      style: "currency",
      currency: unit,
      trailingZeroDisplay: "stripIfInteger",
      minimumFractionDigits: 2,
      maximumFractionDigits: 9,
    }).format(of as Decimal);
  }
  const given = typeof unitName === "function" ? unitName(of) : unitName;
  const name = given ?? (unit === "item" ? "" : unit);
  return name === "" ? number(of, lang) : `${number(of, lang)} ${name}`;
}

/** A civil day (`2026-11-22`) or month (`2026-11`) written out in the language. */
export function day(date: string, lang: string): string {
  const whole = date.length === 7 ? `${date}-01` : date;
  const style = date.length === 7 ? { month: "long", year: "numeric" } : { dateStyle: "long" };
  return new Intl.DateTimeFormat(lang, {
    ...(style as Intl.DateTimeFormatOptions),
    calendar: "gregory",
    timeZone: "UTC",
  }).format(new Date(`${whole}T00:00:00Z`));
}

/** An instant (ISO 8601, UTC) as day and clock time in the zone of the space. */
export function moment(instant: string, zone: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, {
    dateStyle: "medium",
    timeStyle: "short",
    calendar: "gregory",
    timeZone: zone,
  }).format(new Date(instant));
}

/** A month's short name for the foot of a bar: `2026-11` is `Nov`. */
export function monthName(month: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, {
    month: "short",
    calendar: "gregory",
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** For drawing only: a decimal as a number, never shown and never added up. */
export function length(of: string): number {
  return Number(of);
}
