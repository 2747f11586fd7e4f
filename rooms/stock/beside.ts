/** What this room says on pages of earlier ones: where it is, who is near, which way it comes. */
import type { Thing } from "../../house/facts.ts";
import type { Beside } from "../../house/room.ts";
import { protectsNow, type View } from "../../house/view.ts";
import { LANGS } from "../../house/words/index.ts";
import { agreement } from "../agreements/index.ts";
import { need } from "../needs/index.ts";
import { type DeliveryState, delivery, type OfferState, offer } from "../offers/index.ts";
import { shelf } from "./facts.ts";
import { unplacedIn } from "./questions.ts";
import { nearbyOf } from "./questions-nearby.ts";
import { saidInAll, whereTexts, wordsIn } from "./where.ts";
import { whereUnder } from "./where-agreed.ts";

/** A message of ours in each language. */
const inAll = (key: string) => LANGS.map((lang) => ({ lang, text: wordsIn(lang).plain(key) }));

/** For members alone; nothing for anybody else. */
export async function beside(view: View, thing: Thing): Promise<Beside | readonly Beside[] | null> {
  const { reader } = view;
  if (reader.by !== "member" || reader.roles.length === 0) return null;
  if (thing.kind === need.kind) return besideNeed(view, thing);
  if (thing.kind === offer.kind) return besideOffer(view, thing as Thing<OfferState>);
  if (thing.kind === agreement.kind) return besideAgreement(view, thing);
  if (thing.kind !== delivery.kind) return null;
  return besideDelivery(view, thing as Thing<DeliveryState>);
}

/** On a shipment's page: its way; and once it is counted, what of it has no place yet. */
async function besideDelivery(view: View, thing: Thing<DeliveryState>): Promise<Beside[]> {
  const way = { key: "stock.leg.beside", path: `/stock/ways/${thing.id}` };
  const all: Beside[] = [{ ...way, texts: inAll("stock.leg.title") }];
  if (thing.state.status !== "counted" || (await unplacedIn(view, thing)).length === 0) return all;
  const put = { key: "stock.put.beside", path: `/stock/arrivals/${thing.id}` };
  return [{ ...put, texts: inAll("stock.put.go") }, ...all];
}

/** On an agreement's page: where what comes under it is, in one line. */
async function besideAgreement(view: View, { id }: Thing): Promise<Beside | null> {
  const { lines, all } = await whereUnder(view, id);
  if (lines.length === 0) return null;
  const texts = await saidInAll(view, all, await protectsNow(view.space));
  return { key: "stock.where.beside", path: `/stock/where/agreements/${id}`, texts };
}

/** On the page of what is asked for, where any place is kept: where it is, in one line. */
async function besideNeed(view: View, thing: Thing): Promise<Beside | null> {
  const { space } = view;
  if ((await space.countOfKind(shelf.kind)) === 0) return null;
  const { kind, zone } = space.plan.charter;
  const own = await space.thing(space.id);
  const here = own?.kind === kind.kind ? zone(own as never) : "UTC";
  const texts = await whereTexts(view, here, thing as never, await protectsNow(space));
  return { key: "stock.where.beside", path: `/stock/where/${thing.id}`, texts };
}

/** Before a contribution of goods is accepted: does somebody here sell or make this? */
async function besideOffer(view: View, { state }: Thing<OfferState>): Promise<Beside | null> {
  if (state.need === null || (state.status !== "waiting" && state.status !== "aside")) return null;
  const asked = await view.thing(need, state.need);
  if (asked?.state.needKind !== "goods") return null;
  const known = await nearbyOf(view, state.need);
  const path = `/stock/nearby/${state.need}`;
  return known === null
    ? { key: "stock.nearby.before", path, texts: inAll("stock.nearby.ask") }
    : { key: "stock.nearby.known", path, texts: inAll(`stock.nearby.${known.who}`) };
}
