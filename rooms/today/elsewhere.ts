/** Which copies of dates lie elsewhere: the addresses that calendars read them from. */
import type { Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";

/** Rows of the space by member, each of one feed's address. */
export const FEEDS_OF = "feed-of/";
/** Rows of the space by code, each of one address of somebody without an account. */
export const TURN_FEEDS = "turn-feed/";
const FEEDS_MAX = 1_000;

/** Addresses that calendars read; what they fetched before stays in them. */
export async function elsewhere({ space, now }: View): Promise<readonly Elsewhere[]> {
  const sorts = [
    ...[[FEEDS_OF, "today.elsewhere.feeds"] as const],
    [TURN_FEEDS, "today.elsewhere.turn-feeds"] as const,
  ];
  const found = await Promise.all(
    sorts.map(async ([prefix, what]) => {
      const rows = await space.store.records.list(space.id, prefix, FEEDS_MAX, null, now);
      if (rows.length === 0) return [];
      // One that was made before addresses had an end has none.
      const until = Math.max(...rows.map(({ expires }) => expires ?? Number.POSITIVE_INFINITY));
      return [{ what, n: rows.length, until: Number.isFinite(until) ? until : null }];
    }),
  );
  return found.flat();
}
