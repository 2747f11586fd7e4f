/** What pages of other rooms are told: what to know first, and what a need grew out of. */
import { isOutside } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import type { Beside, ToKnow, WayOn } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { need } from "../needs/index.ts";
import { listening } from "./facts.ts";
import { norm, ON_FORM } from "./norms.ts";
import { norms, rootOf, titlesIn } from "./questions.ts";

/** The first few that others may open, short; how many more there are, and where. */
export async function toKnow(view: View): Promise<ToKnow | null> {
  // Asked on every form that a stranger takes a line by: nothing is read where there are none.
  if ((await view.space.countOfKind(norm.kind)) === 0) return null;
  const shown = (await norms(view)).filter(({ thing }) => isOutside(thing.circle));
  const all = shown.flatMap(({ words }) =>
    words.length === 0 ? [] : [{ texts: words.map(({ short }) => short) }],
  );
  if (all.length === 0) return null;
  return { all: all.slice(0, ON_FORM), more: all.length - ON_FORM, path: "/to-know" };
}

/** Out of which listening a need grew. */
export async function besideNeed(view: View, thing: Thing): Promise<Beside | null> {
  if (thing.kind !== need.kind) return null;
  if ((await view.space.countOfKind("growth")) === 0) return null;
  const root = await rootOf(view, thing.id);
  if (root === undefined) return null;
  const texts = (await titlesIn(view, [root])).get(root.id) ?? [];
  return { key: "listening.grew-out-of", path: `/listening/${root.id}`, texts };
}

/** From the group's page on to what it heard and shows, and to what to know first. */
export const wayOn: WayOn = {
  ...{ key: "listening.way-on", path: "/listening" },
  isThere: async (view) => {
    for (const kind of [listening, norm]) {
      if ((await view.space.countOfKind(kind.kind)) === 0) continue;
      const all = await view.things(kind as typeof listening);
      if (all.some(({ circle, state }) => isOutside(circle) && !state.out)) return true;
    }
    return false;
  },
};
