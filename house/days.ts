/** The day a record tells, in the space's zone; in a protected space only the month. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD` of an instant (ms) in an IANA zone, or `YYYY-MM` where the space protects. */
export function dayIn(instant: number, zone: string, protects: boolean): string {
  let format = formats.get(zone);
  if (format === undefined) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    // Swedish writes ISO dates; the calendar and digits are pinned so that no locale data moves them.
    format = new Intl.DateTimeFormat("sv-SE-u-ca-gregory-nu-latn", { timeZone: zone, ...parts });
    formats.set(zone, format);
  }
  const day = format.format(instant);
  return protects ? day.slice(0, 7) : day;
}
