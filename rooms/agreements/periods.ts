/** Periods of the calendar that a limit is for, by name: two instants of one have the same. */
import { dayOf, startOf, startOfWeek } from "../../house/values/index.ts";
import type { Period } from "./terms.ts";

/** A period's name, and from when until when (ms) it is known to be that: a day of it, or all. */
export type Known = { from: number; until: number; name: string };

/** The period looked at last, by zone and length: most questions are about now. */
const latest = new Map<string, Known>();
const LATEST_MAX = 2_000;
const DAY_MS = 24 * 3_600_000;

const WHOLE: Known = { from: -Infinity, until: Infinity, name: "" };

/** The name of the period that an instant (ms) lies in. */
export function periodAt(at: number, per: Period, zone: string): string {
  return knownAt(at, per, zone).name;
}

/** The same with how long it is known to be that. */
export function knownAt(at: number, per: Period, zone: string): Known {
  if (per === "whole") return WHOLE;
  const key = `${per} ${zone}`;
  const known = latest.get(key);
  if (known !== undefined && at >= known.from && at < known.until) return known;
  const name = nameOf(at, per, zone);
  // A day of it is as far as one can tell without asking again; at its edges it is asked again.
  const from = startOf(dayOf(at, zone));
  const until = Math.min(from + DAY_MS, startOf(dayOf(from + DAY_MS, zone)));
  if (latest.size >= LATEST_MAX) latest.clear();
  const found = { from, until, name };
  if (until > at) latest.set(key, found);
  return found;
}

function nameOf(at: number, per: Exclude<Period, "whole">, zone: string): string {
  if (per === "week") return dayOf(startOfWeek(at, zone), zone).date;
  const [year = "", month = "01"] = dayOf(at, zone).date.split("-");
  if (per === "year") return year;
  if (per === "month") return `${year}-${month}`;
  return `${year}-${Math.ceil(Number(month) / 3)}`;
}
