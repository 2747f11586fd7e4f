/**
 * What pages of earlier rooms say beside a contribution, that its agreement has lapsed, and beside
 * a line, which groups read it; and what the end of a group meets of lines typed in for it.
 */
import type { Thing } from "../../house/facts.ts";
import type { Beside, MetLine } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { alliesOf, calledOf } from "../allies/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { metOffers, offer } from "../offers/index.ts";
import { agreement } from "./facts.ts";
import { drawing } from "./facts-beside.ts";
import { agreements, linesUnder, oneAgreement } from "./questions.ts";
import { goesOn } from "./status.ts";
import { isReadableNow } from "./ticked.ts";

/** By contribution the agreement that it was taken under; read once for each look at a page. */
const known = new WeakMap<View, Promise<ReadonlyMap<string, string>>>();

async function linesOf(view: View): Promise<ReadonlyMap<string, string>> {
  const all = await view.things(drawing);
  return new Map(all.map(({ state }) => [state.offer, state.agreement]));
}

/** That what was accepted may leave for a while still, where its agreement has lapsed. */
async function besideOffer(view: View, thing: Thing): Promise<Beside | null> {
  if (thing.kind !== offer.kind) return null;
  if ((await view.space.countOfKind(drawing.kind)) === 0) return null;
  const lines = known.get(view) ?? linesOf(view);
  known.set(view, lines);
  const id = (await lines).get(thing.id);
  const on = id === undefined ? undefined : await oneAgreement(view, id);
  if (on?.status !== "lapsed" || !goesOn(on.thing.state, view.now)) return null;
  return { key: "agreements.beside.lapsed", path: `/agreements/${on.thing.id}`, texts: [] };
}

/** Which groups read a line that the group keeps to itself: told to its own members. */
async function besideNeed(view: View, thing: Thing): Promise<readonly Beside[]> {
  if (view.reader.by !== "member" || thing.circle !== "host" || view.dark) return [];
  if ((await view.space.countOfKind(agreement.kind)) === 0) return [];
  const { state } = thing as Thing<NeedState>;
  const reads = (await agreements(view)).filter(
    ({ thing: { state: agreed }, status }) =>
      status === "in-force" && isReadableNow(agreed, state, view.now),
  );
  const groups = reads.length === 0 ? [] : await alliesOf(view);
  return reads.map(({ thing: { id, state: agreed } }) => {
    const group = groups.find((one) => one.thing.id === agreed.with);
    const called = group === undefined ? null : calledOf(group);
    const texts = called === null ? [] : [called];
    return { key: "agreements.tick.reads-it", path: `/agreements/${id}`, texts };
  });
}

/** What this room says beside things of earlier ones. */
export async function beside(view: View, thing: Thing): Promise<readonly Beside[]> {
  if (thing.kind === need.kind) return besideNeed(view, thing);
  const said = await besideOffer(view, thing);
  return said === null ? [] : [said];
}

/** Of lines under agreements with a group those that a member typed in: for the local group. */
export async function meetsTyped(
  view: View,
  ally: string,
  since: number | null,
): Promise<MetLine[]> {
  if ((await view.space.countOfKind(drawing.kind)) === 0) return [];
  const theirs = (await agreements(view)).filter(({ thing }) => thing.state.with === ally);
  const lines = await Promise.all(theirs.map(({ thing }) => linesUnder(view, thing.id)));
  const typed = lines.flat().flatMap(({ offer: made }) => (made.state.ally === null ? [made] : []));
  return metOffers(view, typed, since);
}
