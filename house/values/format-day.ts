import type { Day, Month } from "./day.ts";

/** How much of a day is shown: `short` in tables, `long` in sentences, `weekday` in calendars. */
export type DayStyle = "short" | "long" | "weekday";

const STYLES = {
  short: { dateStyle: "medium" },
  long: { dateStyle: "long" },
  weekday: { dateStyle: "full" },
  month: { year: "numeric", month: "long" },
} as const satisfies Record<DayStyle | "month", Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 200;

/** A day's date in words of a locale (BCP 47 tag), always in the Gregorian calendar. */
export function formatDay(
  day: Pick<Day, "date">,
  locale: string,
  style: DayStyle = "long",
): string {
  return formatter(locale, style).format(Date.parse(`${day.date}T00:00:00Z`));
}

/** A month in words of a locale (BCP 47 tag). */
export function formatMonth(month: Month, locale: string): string {
  return formatter(locale, "month").format(Date.parse(`${month}-01T00:00:00Z`));
}

/**
 * From one day or month to another (`2026-11-03`, `2026-11`; in either order), as the locale says
 * ranges. Where one of them is a month, so are both.
 */
export function formatDays(one: string, other: string, locale: string): string {
  const size = Math.min(one.length, other.length);
  const [first = "", last = ""] = [one.slice(0, size), other.slice(0, size)].sort();
  const at = (date: string) => Date.parse(`${date.padEnd(10, "-01")}T00:00:00Z`);
  return formatter(locale, size === 7 ? "month" : "long").formatRange(at(first), at(last));
}

/** The date itself is formatted, as UTC, so that no machine's zone can move it. */
function formatter(locale: string, style: keyof typeof STYLES): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const fixed = { calendar: "gregory", timeZone: "UTC" } as const;
  const made = new Intl.DateTimeFormat(locale, { ...STYLES[style], ...fixed });
  formats.set(key, made);
  return made;
}
