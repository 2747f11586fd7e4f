/** What the list says on a space's card: how many lines are open to everyone, and of what kinds. */
import type { CardRow } from "../../house/cards.ts";
import { KINDS, type Kind as SupportKind } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { need } from "./facts.ts";
import { findNeeds } from "./questions.ts";

/** Lines the public may open that are still asked for, and their kinds in the house's order. */
export type NeedsCard = { open: number; kinds: readonly SupportKind[] };

async function say(view: View): Promise<NeedsCard> {
  const open = await findNeeds(view);
  const kinds = new Set(open.map(({ state }) => state.needKind));
  return { open: open.length, kinds: KINDS.filter((kind) => kinds.has(kind)) };
}

/** The room's part of a card. */
export const card: CardRow = { kinds: [need.kind], say };
