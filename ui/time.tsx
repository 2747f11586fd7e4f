/** Days and clock times, readable by people and machines. */
import { formatDay, formatDays, formatMonth } from "../house/values/index.ts";
import { moment } from "./format.ts";

/** An instant (ISO 8601) shown in the zone of the space, never the browser's. */
export function Time({ instant, zone, lang }: { instant: string; zone: string; lang: string }) {
  return <time datetime={instant}>{moment(instant, zone, lang)}</time>;
}

/** A civil day, or in a protected space a month (`2026-11`). */
export function DayText({ date, lang }: { date: string; lang: string }) {
  return (
    <time datetime={date}>
      {date.length === 7 ? formatMonth(date, lang) : formatDay({ date }, lang)}
    </time>
  );
}

/** From a day, or in a protected space a month, to another. */
export function DayRange({ first, last, lang }: { first: string; last: string; lang: string }) {
  if (first === last) return <DayText date={first} lang={lang} />;
  return <>{formatDays(first, last, lang)}</>;
}
