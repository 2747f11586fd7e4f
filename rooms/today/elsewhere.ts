/** Which copies of dates lie elsewhere: the addresses that calendars read them from. */
import type { Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { addressesOf } from "../people/index.ts";

/** Rows of the space by member, each of one feed's address. */
export const FEEDS_OF = "feed-of/";
/** Rows of the space by code, each of one address of somebody without an account. */
export const TURN_FEEDS = "turn-feed/";

/** Addresses that calendars read; what they fetched before stays in them. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  return [
    ...(await addressesOf(view, { ofMember: FEEDS_OF }, "today.elsewhere.feeds")),
    ...(await addressesOf(view, { ofMember: TURN_FEEDS }, "today.elsewhere.turn-feeds")),
  ];
}
