/** Dates as an iCalendar feed (RFC 5545), and the addresses by which calendars read it. */
import { hash } from "node:crypto";
import ical, { ICalEventStatus } from "ical-generator";
import type { SpaceVisit } from "../../house/door.ts";
import type { Random } from "../../house/ports.ts";
import type { Effect } from "../../house/room.ts";
import { keyFor } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { type MyTurn, spanOf } from "../hours/index.ts";
import {
  ADDRESS_DAYS,
  type AddressSort,
  endAddress,
  hasAddress,
  makeAddress,
  memberAt,
  readAs,
} from "../people/index.ts";
import type { Dated } from "./dates.ts";
import { FEEDS_OF } from "./elsewhere.ts";

/** Rows of calendars' addresses. */
const DATES: AddressSort = { byCode: "feed/", ofMember: FEEDS_OF };

/** Days after which an address ends by itself, in case nobody remembers it. */
export const FEED_DAYS = ADDRESS_DAYS;

/** Makes the member's feed address and answers its code; one they had before ends. */
export const makeFeed = (
  space: Space,
  member: string,
  now: number,
  random: Random,
): Promise<string> => makeAddress(space, DATES, member, { now, random });

/** Ends the member's feed address, where they have one. */
export const endFeed = (space: Space, member: string, now: number): Promise<void> =>
  endAddress(space, DATES, member, now);

/** Who comes back by others' word has the feed address of before no more: it may be elsewhere. */
export const dropFeed: Effect = {
  name: "today.drop-feed",
  on: ["member.set-back/1", "member.left/1", "member.removed/1"],
  act: async (house, id, { thing: member }) => {
    const space = await house.space(id);
    if (space !== null) await endFeed(space, member, house.now);
  },
};

/** Whether the member has a feed address. */
export const hasFeed = (space: Space, member: string, now: number): Promise<boolean> =>
  hasAddress(space, DATES, member, now);

/** Whose feed this code opens, or null. Whether they are still a member is the caller's to ask. */
export const feedMember = (space: Space, code: string, now: number): Promise<string | null> =>
  memberAt(space, DATES, code, now);

/** What whoever has the code reads now, as that member; null once they are gone. */
export const readFeed = (visit: SpaceVisit, code: string) => readAs(visit, DATES, code);

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
