const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From which distance each unit is used, coarsest first: weeks only once two have gone by. */
const STEPS = [
  { unit: "year", from: 700 * DAY_MS, size: 365.25 * DAY_MS, by: DAY_MS },
  { unit: "month", from: 60 * DAY_MS, size: 30.44 * DAY_MS, by: DAY_MS },
  { unit: "week", from: 14 * DAY_MS, size: 7 * DAY_MS, by: DAY_MS },
  { unit: "day", from: DAY_MS, size: DAY_MS, by: HOUR_MS },
  { unit: "hour", from: HOUR_MS, size: HOUR_MS, by: MINUTE_MS },
  { unit: "minute", from: 0, size: MINUTE_MS, by: MINUTE_MS },
] as const;

const formats = new Map<string, Intl.RelativeTimeFormat>();

/**
 * How long before or after `nowMs` an instant is, rounded to the nearest, in words of a locale. A
 * unit begins where the next finer one would round up to it: 59.7 minutes are an hour. For elapsed
 * time; what belongs to a date is said by the date.
 */
export function relativeTime(atMs: number, nowMs: number, locale: string): string {
  const away = atMs - nowMs;
  const rounded = (size: number) => Math.round(Math.abs(away) / size) * size;
  const step = STEPS.find(({ from, by }) => rounded(by) >= from) ?? STEPS[5];
  const format = formats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (formats.size < 100) formats.set(locale, format);
  return format.format(Math.sign(away) * Math.round(Math.abs(away) / step.size), step.unit);
}
