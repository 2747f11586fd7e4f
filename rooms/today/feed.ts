/**
 * Dates as an iCalendar feed (RFC 5545), and the addresses by which calendars read it: rows of the
 * space's own, so that they end with it, sealed under its key and by names made with that key: a
 * copy of the database tells no code and no member. A code is shown once.
 */
import { hash } from "node:crypto";
import ical, { ICalEventStatus } from "ical-generator";
import { codeHash } from "../../house/gate.ts";
import { newCode } from "../../house/ids.ts";
import type { Random } from "../../house/ports.ts";
import type { Effect } from "../../house/room.ts";
import { keyFor, seal, unseal } from "../../house/seal.ts";
import type { Space } from "../../house/space.ts";
import { type MyTurn, spanOf } from "../hours/index.ts";
import type { Dated } from "./dates.ts";
import { FEEDS_OF } from "./elsewhere.ts";

const BY_CODE = "feed/";
const nameIn = ({ key }: Space, prefix: string, what: string) =>
  prefix + Buffer.from(keyFor(prefix + what, key)).toString("hex");
const byCode = (space: Space, hashed: string) => nameIn(space, BY_CODE, hashed);
const byMember = (space: Space, member: string) => nameIn(space, FEEDS_OF, member);

const DAY_MS = 24 * 3_600_000;
/** Days after which an address ends by itself, in case nobody remembers it. */
export const FEED_DAYS = 365;

type Kept = { member: string };
type Mine = { hash: string };

async function read<T>({ store, id, key }: Space, name: string, now: number): Promise<T | null> {
  const row = await store.records.get(id, name, now);
  if (row === null) return null;
  return JSON.parse(Buffer.from(unseal(key, name, row.value)).toString()) as T;
}

type With = { now: number; random: Random };

async function keep({ store, id, key }: Space, name: string, kept: object, at: With) {
  const value = seal(key, name, Buffer.from(JSON.stringify(kept)), at.random);
  const expires = at.now + FEED_DAYS * DAY_MS;
  await store.records.put(id, { key: name, value, expires }, "any", at.now);
}

/** Makes the member's feed address and answers its code; one they had before ends. */
export async function makeFeed(
  space: Space,
  member: string,
  now: number,
  random: Random,
): Promise<string> {
  await endFeed(space, member, now);
  const code = newCode(random);
  const hashed = codeHash(code);
  const at = { now, random };
  await keep(space, byCode(space, hashed), { member } satisfies Kept, at);
  await keep(space, byMember(space, member), { hash: hashed } satisfies Mine, at);
  return code;
}

/** Ends the member's feed address, where they have one. */
export async function endFeed(space: Space, member: string, now: number): Promise<void> {
  const mine = await read<Mine>(space, byMember(space, member), now);
  if (mine === null) return;
  await space.store.records.delete(space.id, byCode(space, mine.hash));
  await space.store.records.delete(space.id, byMember(space, member));
}

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
export async function hasFeed(space: Space, member: string, now: number): Promise<boolean> {
  return (await read<Mine>(space, byMember(space, member), now)) !== null;
}

/** Whose feed this code opens, or null. Whether they are still a member is the caller's to ask. */
export async function feedMember(space: Space, code: string, now: number): Promise<string | null> {
  if (code.length > 60) return null;
  return (await read<Kept>(space, byCode(space, codeHash(code)), now))?.member ?? null;
}

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
