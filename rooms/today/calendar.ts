/** Dates as an iCalendar file (RFC 5545). Apart, so that a start need not read the library. */
import { hash } from "node:crypto";
import ical, { ICalEventStatus } from "ical-generator";
import { keyFor } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { type MyTurn, spanOf } from "../hours/index.ts";
import type { Dated } from "./dates.ts";

/** The words a calendar shows: the same for every date, and about nothing. */
export type FeedWords = { calendar: string; date: string; shift: string; meeting: string };

/** How a turn stands in a calendar; what is not listed was called off, taken back or held. */
const STATUS: Readonly<Partial<Record<MyTurn["stands"], ICalEventStatus>>> = {
  ...{ in: ICalEventStatus.CONFIRMED, over: ICalEventStatus.CONFIRMED },
  ...{ waiting: ICalEventStatus.TENTATIVE, queue: ICalEventStatus.TENTATIVE },
};

/**
 * The feed. Each date keeps its UID for ever; SEQUENCE grows with every entry of its thing. Turns
 * of the reader are at their hours, and cancelled once they are called off or taken back.
 */
export function calendarOf(
  space: Space,
  { dates: all, turns }: { dates: readonly Dated[]; turns: readonly MyTurn[] },
  words: FeedWords,
): string {
  const calendar = ical({ name: words.calendar, prodId: "//Alongside//Dates//EN" });
  const key = keyFor("dates-uid", space.key);
  const uidOf = (id: string) =>
    hash("sha256", Buffer.concat([key, Buffer.from(id)]), "hex").slice(0, 32);
  for (const { thing, stands, said } of turns) {
    const span = spanOf(said);
    if (span === null) continue;
    const at = said.thing;
    calendar.createEvent({
      ...{ id: `${uidOf(thing.id)}@alongside.invalid`, sequence: thing.n + at.n },
      ...{ stamp: new Date(Math.max(thing.last.at, at.last.at)) },
      ...{ start: new Date(span.from), end: new Date(span.until) },
      status: STATUS[stands] ?? ICalEventStatus.CANCELLED,
      summary: at.state.work === "hours" ? words.shift : words.meeting,
    });
  }
  for (const { thing, day } of all) {
    const [year = 0, month = 1, date = 1] = day.date.split("-").map(Number);
    calendar.createEvent({
      id: `${uidOf(thing.id)}@alongside.invalid`,
      sequence: thing.n,
      stamp: new Date(thing.last.at),
      start: new Date(Date.UTC(year, month - 1, date)),
      allDay: true,
      summary: words.date,
    });
  }
  return calendar.toString();
}
