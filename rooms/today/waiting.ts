/** What waits for whoever is looking, by what their roles let them do next. */
import type { Role } from "../../house/circles.ts";
import type { View } from "../../house/view.ts";
import { isStale, need } from "../needs/index.ts";
import { delivery, isUnmatched, offer } from "../offers/index.ts";
import { DOING } from "./paths.ts";

/** What can wait, in the order it is listed. Words: `today.waits.<what>`, `today.verb.<what>`. */
export const WAITS = ["told", "offers", "count", "stale", "match", "quiet"] as const;
/** See {@link WAITS}. */
export type Wait = (typeof WAITS)[number];

/** So many of one thing to do, and where under the space's base. */
export type Waiting = { what: Wait; count: number; path: string };

/** Roles that may do it: the ones its command's row names. */
const MAY: Readonly<Record<Wait, readonly Role[]>> = {
  told: ["coordination", "member"],
  offers: ["coordination", "member"],
  count: ["coordination", "treasurer", "member"],
  stale: ["coordination", "member"],
  match: ["coordination", "member"],
  quiet: ["coordination", "member"],
};

/** What waits for a reader with these roles; nothing is listed that nobody could do here. */
export async function waitingFor(view: View, roles: readonly Role[]): Promise<Waiting[]> {
  const [needs, offers, deliveries] = [
    await view.things(need),
    await view.things(offer),
    await view.things(delivery),
  ];
  const open = offers.filter(({ state }) => state.status === "waiting");
  const counts: Record<Wait, number> = {
    told: needs.filter(({ state }) => state.told === "waiting" && state.status === "open").length,
    offers: open.filter(({ state }) => state.need !== null).length,
    count: deliveries.filter(({ state }) => state.status === "arrived").length,
    stale: needs.filter(({ state }) => isStale(state, view.now)).length,
    match: deliveries.filter(({ state }) => isUnmatched(state)).length,
    quiet: open.filter(({ state }) => state.need === null).length,
  };
  return WAITS.filter(
    (what) => counts[what] > 0 && MAY[what].some((role) => roles.includes(role)),
  ).map((what) => ({ what, count: counts[what], path: DOING[what] }));
}
