/** Who holds the code of a contribution: it is typed and posted, never in an address. */
import type { Visit } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import type { View } from "../../house/view.ts";
import { protectsPeople, space as spaceKind } from "../spaces/index.ts";
import { type OfferState, offer } from "./facts.ts";
import { findReceipt } from "./receipts.ts";

/** What a code opens, and how its space is. */
export type Held = {
  code: string;
  view: View;
  thing: Thing<OfferState>;
  zone: string;
  protects: boolean;
  /** Whether everyone opens the group's page. */
  shown: boolean;
};

/** What the posted code is of; null alike for a wrong one, and where nothing is open. */
export async function heldBy({ house, posted }: Visit): Promise<Held | null> {
  const code = posted.text("code");
  const found = await findReceipt(house, code);
  if (found === null) return null;
  const view = await house.view(found.space, { by: "receipt", thing: found.thing });
  const thing = await view?.thing(offer, found.thing);
  const about = await view?.space.thing(found.space);
  if (!view || !thing || about?.kind !== spaceKind.kind) return null;
  const state = about.state as Parameters<typeof protectsPeople>[0];
  const shown = view.opens(about.circle, about);
  return { code, view, thing, zone: state.zone, protects: protectsPeople(state), shown };
}
