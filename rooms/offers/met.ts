/** What the end of a group that came along meets of contributions: told line by line. */
import type { Thing } from "../../house/facts.ts";
import type { MetLine } from "../../house/room.ts";
import { signOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { offersBy } from "./ally.ts";
import type { OfferState } from "./facts.ts";
import { needTitles } from "./questions.ts";

/** What becomes of one: by how it stands now, and since when the group is gone (ms), or null. */
function sortsOf({ state }: Thing<OfferState>, since: number | null): MetLine["sort"][] {
  const { status, accepted, open, under, onTheWay, closedAt } = state;
  const late = since !== null && closedAt !== null && closedAt >= since;
  // What nobody answered is closed by it, sooner or later: nobody can accept it any more.
  const waited = status === "waiting" || (late && status === "withdrawn" && accepted === null);
  const unsent = status === "accepted" && (open === null || signOf(open) > 0);
  return [
    ...(waited ? (["closed"] as const) : []),
    ...(unsent ? ([under === null ? "goes-on" : "held"] as const) : []),
    ...(Object.keys(onTheWay).length > 0 ? (["sent"] as const) : []),
  ];
}

/** These contributions as such an end meets them. */
export async function metOffers(
  view: View,
  all: readonly Thing<OfferState>[],
  since: number | null,
): Promise<MetLine[]> {
  const met = all.flatMap((thing) => sortsOf(thing, since).map((sort) => ({ thing, sort })));
  const lines = await needTitles(
    view,
    met.map(({ thing }) => thing.state.need),
  );
  return met.map(({ thing: { state }, sort }) => {
    const line = lines.get(state.need ?? "");
    const texts = line?.title ? [line.title] : [];
    const path = line === undefined ? null : `/needs/${line.thing.id}`;
    return { sort, amount: state.quantity, texts, path };
  });
}

/** What a group made by its own hand. */
export const meets = async (view: View, ally: string, since: number | null) =>
  metOffers(view, await offersBy(view, ally), since);
