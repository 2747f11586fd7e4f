/** Where is it, under an agreement: what arrived, is here, on the way, promised and missing. */
import type { Thing } from "../../house/facts.ts";
import { type Amount, billionths, figure, isCurrency } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { drawing, drawnOn } from "../agreements/index.ts";
import { balances, book, ownBookMark } from "../ledger/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { delivery, isComing, type OfferState, offer } from "../offers/index.ts";
import { earliest, type Where } from "./where.ts";

/** Lines of an agreement that are looked at: the newest. */
const LINES_MAX = 200;
/** Shipments looked at for a day. */
const LOOK_MAX = 200;

/** One line under it, and where it is; `asked` undefined where its reader may not open it. */
export type LineWhere = { asked: Thing<NeedState> | undefined; where: Where };

/** Figures by unit, in billionths. */
type Sums = Map<string, bigint>;

function put(sums: Sums, amounts: readonly (Amount | null)[], sign = 1n): Sums {
  for (const one of amounts)
    if (one !== null) sums.set(one.unit, (sums.get(one.unit) ?? 0n) + sign * billionths(one.of));
  return sums;
}

/** What of it is more than nothing, unit by unit. */
const someOf = (sums: Sums): Amount[] =>
  [...sums].flatMap(([unit, size]) => (size > 0n ? [{ of: figure(size), unit }] : []));

const isSettled = ({ status }: OfferState) => status === "accepted" || status === "received";

/** Where one contribution is: `missing` is what was accepted and is neither here nor coming. */
function whereOf({ id, state }: Thing<OfferState>, ways: Ways): Where {
  const [received, onTheWay] = [Object.values(state.received), Object.values(state.onTheWay)];
  const missing = put(new Map(), isSettled(state) ? [state.accepted] : []);
  put(missing, [...received, ...onTheWay, state.open], -1n);
  const open = state.status === "accepted" ? [state.open] : [];
  const waits = state.status === "waiting" || open.some((one) => one !== null && one.of !== "0");
  return {
    ...{ here: [], arrived: someOf(put(new Map(), received)) },
    ...{ onTheWay: someOf(put(new Map(), onTheWay)), comes: ways.get(id) ?? null },
    ...{ promised: someOf(put(new Map(), open)), promisedBy: waits ? state.by : null },
    ...{ missing: someOf(missing), neededBy: null },
  };
}

/** By when the next of a contribution's shipments is expected. */
type Ways = ReadonlyMap<string, Where["comes"]>;

async function waysOf(view: View): Promise<Ways> {
  const all = (await view.things(delivery)).slice(-LOOK_MAX).filter(({ state }) => isComing(state));
  const days = new Map<string, Where["comes"]>();
  for (const { state } of all)
    for (const { offer: of, awaited } of state.lines)
      if (of !== null && awaited) days.set(of, earliest([days.get(of) ?? null, state.by]));
  return days;
}

/** What is in hands by the agreement's own books; of none where it keeps none. */
async function inHands(view: View, deal: string): Promise<{ purposes: Set<string>; sums: Sums }> {
  const found = (await view.find(book, ownBookMark(deal))).filter(
    ({ state }) => state.agreement === deal,
  );
  const sums: Sums = new Map();
  for (const { state } of found)
    for (const { account, of } of balances(state))
      if (account === "here" || account === "money") put(sums, [of]);
  return { purposes: new Set(found.map(({ state }) => state.purpose)), sums };
}

/**
 * Line by line, and all of it. What is here is said by the agreement's own book, where it keeps one
 * of that purpose; else what arrived lies among the host's own, and only that it arrived is said.
 */
export async function whereUnder(
  view: View,
  deal: string,
): Promise<{ lines: LineWhere[]; all: Where }> {
  const drawn = (await view.find(drawing, drawnOn(deal))).slice(-LINES_MAX);
  const ways = await waysOf(view);
  const lines: LineWhere[] = [];
  for (const { state } of drawn) {
    const made = await view.thing(offer, state.offer);
    if (made === undefined) continue;
    lines.push({ asked: await view.thing(need, state.need), where: whereOf(made, ways) });
  }
  const sum = (of: (where: Where) => readonly Amount[]) =>
    someOf(lines.reduce((sums, { where }) => put(sums, of(where)), new Map() as Sums));
  const { purposes, sums } = await inHands(view, deal);
  const kept = ({ unit }: Amount) => purposes.has(isCurrency(unit) ? "money" : "goods");
  const arrived = sum((where) => where.arrived ?? []);
  const all: Where = {
    ...{ here: someOf(sums), arrived: arrived.filter((one) => !kept(one)) },
    onTheWay: sum(({ onTheWay }) => onTheWay),
    comes: earliest(lines.map(({ where }) => where.comes)),
    promised: sum(({ promised }) => promised),
    promisedBy: earliest(lines.map(({ where }) => where.promisedBy)),
    ...{ missing: sum(({ missing }) => missing), neededBy: null },
  };
  return { lines, all };
}
