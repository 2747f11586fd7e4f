/** Which copies of dates lie elsewhere: the addresses that calendars read them from. */
import type { Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";

/** Rows of the space by member, each of one feed's address. */
export const FEEDS_OF = "feed-of/";
const FEEDS_MAX = 1_000;

/** Addresses that calendars read; what they fetched before stays in them. */
export async function elsewhere({ space, now }: View): Promise<readonly Elsewhere[]> {
  const rows = await space.store.records.list(space.id, FEEDS_OF, FEEDS_MAX, null, now);
  if (rows.length === 0) return [];
  // One that was made before addresses had an end has none.
  const ends = rows.map(({ expires }) => expires ?? Number.POSITIVE_INFINITY);
  const until = Math.max(...ends);
  return [
    { what: "today.elsewhere.feeds", n: rows.length, until: Number.isFinite(until) ? until : null },
  ];
}
