/** The day a record tells, in the space's zone; in a protected space only the month. */
import { zoneHere } from "./values/index.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
/** No zone's day begins off a quarter of an hour, so a quarter has one day. */
const QUARTER_MS = 900_000;
let last = { quarter: Number.NaN, zone: "", day: "" };

/** `YYYY-MM-DD` of an instant (ms) in an IANA zone, or `YYYY-MM` where the space protects. */
export function dayIn(instant: number, zone: string, protects: boolean): string {
  const day = fullDay(instant, zone);
  return protects ? day.slice(0, 7) : day;
}

function fullDay(instant: number, zone: string): string {
  const quarter = Math.floor(instant / QUARTER_MS);
  if (last.quarter === quarter && last.zone === zone) return last.day;
  let format = formats.get(zone);
  if (format === undefined) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    // Swedish writes ISO dates; calendar and digits are pinned, so no locale data moves them.
    const timeZone = zoneHere(zone);
    format = new Intl.DateTimeFormat("sv-SE-u-ca-gregory-nu-latn", { timeZone, ...parts });
    formats.set(zone, format);
  }
  last = { quarter, zone, day: format.format(instant) };
  return last.day;
}
