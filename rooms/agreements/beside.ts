/** What pages of earlier rooms say beside a contribution: that its agreement has lapsed. */
import type { Thing } from "../../house/facts.ts";
import type { Beside } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { offer } from "../offers/index.ts";
import { drawing } from "./facts-beside.ts";
import { oneAgreement } from "./questions.ts";
import { goesOn } from "./status.ts";

/** By contribution the agreement that it was taken under; read once for each look at a page. */
const known = new WeakMap<View, Promise<ReadonlyMap<string, string>>>();

async function linesOf(view: View): Promise<ReadonlyMap<string, string>> {
  const all = await view.things(drawing);
  return new Map(all.map(({ state }) => [state.offer, state.agreement]));
}

/** That what was accepted may leave for a while still, where its agreement has lapsed. */
export async function besideOffer(view: View, thing: Thing): Promise<Beside | null> {
  if (thing.kind !== offer.kind) return null;
  if ((await view.space.countOfKind(drawing.kind)) === 0) return null;
  const lines = known.get(view) ?? linesOf(view);
  known.set(view, lines);
  const id = (await lines).get(thing.id);
  const on = id === undefined ? undefined : await oneAgreement(view, id);
  if (on?.status !== "lapsed" || !goesOn(on.thing.state, view.now)) return null;
  return { key: "agreements.beside.lapsed", path: `/agreements/${on.thing.id}`, texts: [] };
}
