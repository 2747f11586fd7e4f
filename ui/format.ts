/** What `house/values` does not say: clock times, short months, lengths of drawn things. */

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
