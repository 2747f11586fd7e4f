/** What a space says of itself on pages over many spaces, and when that is looked at again. */
import type { CardRow } from "../../house/cards.ts";
import type { Effect } from "../../house/room.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { space } from "./facts.ts";
import { spaceOf } from "./questions.ts";

/** The group's name and the languages it is spoken to in. */
export type SpaceCard = { name: Text; langs: readonly Lang[] };

/**
 * Null unless the group's page is open to everyone, it said yes to being listed and is not about to
 * end; the house asks first whether it protects.
 */
async function say(view: View): Promise<SpaceCard | null> {
  const thing = await spaceOf(view);
  if (thing === undefined || thing.circle !== "public" || !thing.state.listed) return null;
  const { state } = thing;
  // With no job running, a name would outlast its space.
  if (state.ending !== null) return null;
  if (state.name === null) return null;
  const part = await view.part<{ name?: Text }>(thing, state.name);
  if (typeof part === "string" || part.name === undefined) return null;
  return { name: part.name, langs: state.langs };
}

/** The room's part of a card; without it there is none. */
export const card: CardRow = { kinds: [space.kind], say };

/** Opening, listing, protecting, renaming: on the card at once, not at the next beat. */
export const renewCard: Effect = {
  name: "spaces.renew-card",
  on: [
    ...["space.renamed/1", "space.settled/1", "space.protected/1", "space.unprotected/1"],
    ...["space.published/1", "space.quieted/1", "space.opened-by-link/1", "space.ended/1"],
    ...["space.listed/1", "space.unlisted/1", "space.end-begun/1", "space.kept/2"],
    ...["space.shuttered/1", "space.reopened/1", "silence.agreed/1", "silence.here-said/1"],
    ...["silence.dark-said/1", "silence.lifted/1"],
  ],
  act: (house, id) => house.cards.renew(id),
  keyless: (house, id) => house.cards.forget(id),
};
