/** The addresses by which calendars read somebody's dates. */
import type { SpaceVisit } from "../../house/door.ts";
import type { Random } from "../../house/ports.ts";
import type { Effect } from "../../house/room.ts";
import type { Space } from "../../house/space.ts";
import {
  ADDRESS_DAYS,
  type AddressSort,
  endAddress,
  hasAddress,
  makeAddress,
  memberAt,
  readAs,
} from "../people/index.ts";
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
