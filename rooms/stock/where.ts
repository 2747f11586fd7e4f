/** Where is it? What of something asked for is in stock, on the way, promised and missing. */
import type { Thing } from "../../house/facts.ts";
import {
  type Amount,
  add,
  billionths,
  type Day,
  figure,
  type Text,
} from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { createWords, LANGS, type Words, wordsFromFiles } from "../../house/words/index.ts";
import { figuresOf, type NeedState } from "../needs/index.ts";
import {
  type DeliveryState,
  delivery,
  isComing,
  offer,
  offersFor,
  sayCodes,
} from "../offers/index.ts";
import { shelf } from "./facts.ts";
import { goods, keptForMark } from "./goods.ts";
import { levelsOf } from "./levels.ts";
import { type Stock, stockOf } from "./questions.ts";

/** The answer; amounts of nothing are left out. */
export type Where = {
  /** What lies in places and is not over, of every item kept for it, unit by unit. */
  here: Amount[];
  /** What arrived in all, where what is here of it is kept apart from nothing else. */
  arrived?: Amount[];
  onTheWay: Amount[];
  /** When the next of it is expected. */
  comes: Day | null;
  promised: Amount[];
  promisedBy: Day | null;
  missing: Amount[];
  neededBy: Day | null;
};

/** Shipments and contributions of one line that are looked at: the newest. */
const LOOK_MAX = 200;

/** The first of these days. */
export const earliest = (days: readonly (Day | null)[]): Day | null =>
  days.reduce((first, day) => {
    if (day === null) return first;
    return first === null || day.instant < first.instant ? day : first;
  }, null);
const someOf = (amount: Amount | undefined) =>
  amount === undefined || billionths(amount.of) <= 0n ? [] : [amount];

/** The newest shipments. */
const newest = async (view: View) => (await view.things(delivery)).slice(-LOOK_MAX);

/**
 * See {@link Where}. `stock` is what lies anywhere, as the reader may open it; `ways` are the
 * shipments, where several things are asked about at once.
 */
export async function whereIs(
  view: View,
  stock: Pick<Stock, "items" | "today">,
  { id, state }: Thing<NeedState>,
  ways?: readonly Thing<DeliveryState>[],
): Promise<Where> {
  const figures = figuresOf(state);
  const kept = new Set((await view.find(goods, keptForMark(id), LOOK_MAX)).map((one) => one.id));
  const here = new Map<string, Amount>();
  for (const { thing, lies } of stock.items) {
    if (!kept.has(thing.id)) continue;
    const { there, over } = levelsOf(thing.state, lies, stock.today);
    const { unit } = thing.state;
    const good = { of: figure(billionths(there) - billionths(over)), unit };
    here.set(unit, add(here.get(unit) ?? { of: "0", unit }, good));
  }
  const coming = await comingFor(view, id, ways ?? (await newest(view)));
  return {
    here: [...here.values()].flatMap(someOf),
    onTheWay: someOf(figures?.onTheWay),
    promised: someOf(figures?.accepted),
    missing: someOf(figures?.still),
    ...coming,
    neededBy: state.by,
  };
}

/** The same of several, in their order; what lies anywhere is looked up where any place is kept. */
export async function wheresOf(
  view: View,
  zone: string,
  things: readonly Thing<NeedState>[],
): Promise<Where[]> {
  const kept = things.length > 0 && (await view.space.countOfKind(shelf.kind)) > 0;
  const stock = kept ? await stockOf(view, zone) : { items: [], today: "" };
  const ways = things.length > 0 ? await newest(view) : [];
  return Promise.all(things.map((thing) => whereIs(view, stock, thing, ways)));
}

/** When the next shipment with it is expected, and when the next of what is promised is. */
async function comingFor(
  view: View,
  id: string,
  all: readonly Thing<DeliveryState>[],
): Promise<Pick<Where, "comes" | "promisedBy">> {
  const offers = await view.find(offer, offersFor(id), LOOK_MAX);
  const open = offers.filter(({ state }) => state.open !== null && billionths(state.open.of) > 0n);
  const way = all.filter(
    ({ state }) => isComing(state) && state.lines.some((one) => one.need === id && one.awaited),
  );
  return {
    comes: earliest(way.map(({ state }) => state.by)),
    promisedBy: earliest(open.map(({ state }) => state.by)),
  };
}

/** The units that an answer names. */
export const unitsIn = ({ here, arrived = [], onTheWay, promised, missing }: Where): string[] =>
  [...here, ...arrived, ...onTheWay, ...promised, ...missing].map(({ unit }) => unit);

/** What a unit is called. */
type UnitName = (unit: string) => string;

/** One line that answers it; in a protected space without an amount and without a day. */
export function sayWhere(words: Words, where: Where, protects: boolean, unit: UnitName): string {
  const { plain } = words;
  const amount = (one: Amount) => words.amount(one, unit(one.unit));
  const part = (what: string, amounts: readonly Amount[], by: Day | null) => {
    if (amounts.length === 0) return [];
    if (protects) return [plain(`stock.where.some-${what}`)];
    const said = plain(`stock.where.${what}`, { amount: amounts.map(amount).join(" + ") });
    return [by === null ? said : plain("stock.where.by", { what: said, day: words.day(by) })];
  };
  const parts = [
    ...part("arrived", where.arrived ?? [], null),
    ...part("here", where.here, null),
    ...part("way", where.onTheWay, where.comes),
    ...part("promised", where.promised, where.promisedBy),
    ...part("missing", where.missing, where.neededBy),
  ];
  return parts.length === 0 ? plain("stock.where.nothing") : parts.join(" · ");
}

const load = wordsFromFiles(new URL("../../", import.meta.url));
const inLang = new Map<string, Words>();

/** The product's words in one of its languages. */
export function wordsIn(lang: (typeof LANGS)[number]): Words {
  const words = inLang.get(lang) ?? createWords({ lang, load });
  inLang.set(lang, words);
  return words;
}

/** The same in all our languages, for a page of an earlier room. */
export async function whereTexts(
  view: View,
  zone: string,
  thing: Thing<NeedState>,
  protects: boolean,
): Promise<Text[]> {
  const where = await whereIs(view, await stockOf(view, zone), thing);
  return saidInAll(view, where, protects);
}

/** An answer in all our languages. */
export function saidInAll(view: View, where: Where, protects: boolean): Promise<Text[]> {
  const units = unitsIn(where);
  return Promise.all(
    LANGS.map(async (lang) => {
      const words = wordsIn(lang);
      const { unit } = await sayCodes(view, words, units);
      return { lang, text: sayWhere(words, where, protects, unit) };
    }),
  );
}
