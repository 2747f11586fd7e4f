import { z } from "zod";
import { asciiDigits } from "./digits.ts";
import { type Parsed, read, unread } from "./parsed.ts";

/**
 * A day somewhere: its date, the zone it is a date in (the space's, never a browser's), and the
 * instant it begins, worked out when written. Zone rules change; the written instant counts.
 */
export interface Day {
  /** `YYYY-MM-DD`, 1900 to 2199, in the ISO calendar. */
  readonly date: string;
  /** An IANA zone name. */
  readonly zone: string;
  /** When the day begins: `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly instant: string;
}

/** A month of the ISO calendar, `YYYY-MM`: the finest time a protected space tells others. */
export type Month = string;

const DATE_PATTERN = /^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const INSTANT_PATTERN = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
const ZONE_PATTERN = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;
const OFFSET_HOURS_MAX = 26;
const HOUR_MS = 3_600_000;

/** Shape of a {@link Month}. */
export const monthSchema = z
  .string()
  .regex(/^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])$/, "month.shape")
  .meta({ id: "Month" });

/** Shape of a zone name. Whether this machine knows the zone is {@link parseZone}'s question. */
export const zoneSchema = z.string().max(64).regex(ZONE_PATTERN, "zone.shape").meta({ id: "Zone" });

/** Shape of a {@link Day}: real date, and an instant no zone on earth could put elsewhere. */
export const daySchema = z
  .strictObject({
    date: z.string().regex(DATE_PATTERN, "day.shape"),
    zone: zoneSchema,
    instant: z.string().regex(INSTANT_PATTERN, "day.shape"),
  })
  .refine(agrees, "day.instant")
  .meta({ id: "Day" });

/**
 * Reads a zone name as IANA writes it, in any case; refuses `zone.unknown`. Offsets are no zones.
 * An older or newer name of the same zone stays as typed: Europe/Kyiv does not become Europe/Kiev.
 */
export function parseZone(text: string): Parsed<string> {
  if (text.length > 64 || !ZONE_PATTERN.test(text)) return unread("zone.unknown");
  try {
    return read(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId);
  } catch (fault) {
    if (fault instanceof RangeError) return unread("zone.unknown");
    throw fault;
  }
}

/**
 * Reads what `<input type="date">` sends, in any of our digits, as a day of the space's zone.
 * Refuses `day.shape`, `day.no-such-day` (30 February, or a day a zone skipped), `zone.unknown`.
 */
export function parseDay(text: string, zone: string): Parsed<Day> {
  const date = asciiDigits(text.slice(0, 40).trim());
  if (!DATE_PATTERN.test(date)) return unread("day.shape");
  const known = parseZone(zone);
  if (!known.ok) return known;
  if (!isDate(date)) return unread("day.no-such-day");
  const start = Temporal.PlainDate.from(date).toZonedDateTime(known.value);
  if (start.toPlainDate().toString() !== date) return unread("day.no-such-day");
  const { value: named } = known;
  return read({
    date,
    zone: named,
    instant: start.toInstant().toString({ smallestUnit: "second" }),
  });
}

/** The zone, or UTC where this machine does not know it: what is written still counts. */
export function zoneHere(zone: string): string {
  const known = parseZone(zone);
  return known.ok ? known.value : "UTC";
}

/** The day it is in a zone at an instant (milliseconds since 1970). */
export function dayOf(instantMs: number, zone: string): Day {
  const there = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(
    zoneHere(zone),
  );
  return dayFrom(there.toPlainDate(), zone);
}

/** When a day begins, in milliseconds since 1970: the written instant. */
export function startOf(day: Day): number {
  return Date.parse(day.instant);
}

/** When the ISO week that an instant lies in begins in a zone, in milliseconds since 1970. */
export function startOfWeek(instantMs: number, zone: string): number {
  const day = dayOf(instantMs, zone);
  return startOf(laterDay(day, { days: 1 - Temporal.PlainDate.from(day.date).dayOfWeek }));
}

/** When a day is over, in milliseconds since 1970: when the next date begins in its zone. */
export function endOf(day: Day): number {
  const next = Temporal.PlainDate.from(day.date).add({ days: 1 });
  return next.toZonedDateTime(zoneHere(day.zone)).epochMilliseconds;
}

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  return day.date.slice(0, 7);
}

/** -1, 0 or 1 as the first day begins before, with or after the second; dates break a tie. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  const [left, right] = [startOf(a), startOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  if (a.date === b.date) return 0;
  return a.date < b.date ? -1 : 1;
}

/** The day so many days or months later in its zone; the last day of a month that is shorter. */
export function laterDay(day: Day, by: { readonly days?: number; readonly months?: number }): Day {
  const { days = 0, months = 0 } = by;
  return dayFrom(Temporal.PlainDate.from(day.date).add({ months, days }), day.zone);
}

/** How many dates lie from the first day to the second; negative when the second is earlier. */
export function daysBetween(a: Day, b: Day): number {
  const days = Temporal.PlainDate.from(a.date).until(b.date, { largestUnit: "day" });
  return days.days;
}

function dayFrom(date: Temporal.PlainDate, zone: string): Day {
  const start = date.toZonedDateTime(zoneHere(zone)).toInstant();
  return { date: date.toString(), zone, instant: start.toString({ smallestUnit: "second" }) };
}

function isDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

function agrees({ date, instant }: Day): boolean {
  if (!isDate(date) || Number.isNaN(Date.parse(instant))) return false;
  const away = Date.parse(instant) - Date.parse(`${date}T00:00:00Z`);
  return Math.abs(away) <= OFFSET_HOURS_MAX * HOUR_MS;
}
