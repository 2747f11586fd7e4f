/** What pages ask about places and items: one function a question, by a view. */

import { isWithin } from "../../house/circles.ts";
import type { EntryRef, Thing } from "../../house/facts.ts";
import { billionths, dayOf, figure, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type BookState, book, hereOf, unplacedOf } from "../ledger/index.ts";
import { type DeliveryState, delivery, findDeliveries, offer } from "../offers/index.ts";
import {
  type LotState,
  lot,
  type ShelfState,
  shelf,
  stowed,
  stowedMark,
  whyMark,
} from "./facts.ts";
import { type GoodsState, goods, type NoteAbout } from "./goods.ts";
import { type Levels, levelsOf } from "./levels.ts";
import { byUnit, firstOver, type LotLine, linesOf } from "./lots.ts";

/** A place with its name; null where that is erased. */
export type Place = { thing: Thing<ShelfState>; name: Text | null };
/** So much of a line, and where. */
export type Lying = LotLine & { at: string };
/** An item with its name, where it lies (what is over first comes first), and how much that is. */
export type Item = {
  thing: Thing<GoodsState>;
  name: Text | null;
  lies: Lying[];
  levels: Levels;
};

/** Everything that lies anywhere, as its reader may open it. */
export type Stock = {
  /** Open places: where what arrives goes first, then by age. */
  places: Place[];
  /** Items in the order they were named. */
  items: Item[];
  /** Numbers of lots, by their id. */
  codes: ReadonlyMap<string, string>;
  /** The day it is here, `YYYY-MM-DD`. */
  today: string;
};

type Named = { name?: Text; code?: Text; text?: Text };

async function textsAt<S>(
  view: View,
  things: readonly Thing<S>[],
  at: (state: S) => EntryRef | null,
  of: keyof Named = "name",
): Promise<(Text | null)[]> {
  const asked = things.flatMap((thing) => {
    const ref = at(thing.state);
    return ref === null ? [] : [{ thing, at: ref }];
  });
  const parts = await view.parts<Named>(asked);
  const found = new Map(
    asked.map(({ thing }, i) => {
      const part = parts[i];
      return [thing.id, part === undefined || typeof part === "string" ? null : part[of]] as const;
    }),
  );
  return things.map(({ id }) => found.get(id) ?? null);
}

/** See {@link Stock}. */
export async function stockOf(view: View, zone: string): Promise<Stock> {
  const today = dayOf(view.now, zone).date;
  const shelves = (await view.things(shelf)).filter(({ state }) => !state.closed);
  shelves.sort(
    (a, b) =>
      Number(b.state.preferred) - Number(a.state.preferred) || a.first.index - b.first.index,
  );
  const kept = (await view.things(goods)).filter(({ state }) => !state.retired);
  kept.sort((a, b) => a.first.index - b.first.index);
  const placeNames = await textsAt(view, shelves, ({ name }) => name);
  const names = await textsAt(view, kept, ({ name }) => name);
  const lying = shelves.flatMap(({ id, state }) =>
    linesOf(state.lots).map((line): Lying => ({ ...line, at: id })),
  );
  const byItem = Map.groupBy(lying, ({ item }) => item);
  const codes = await codesOf(view, lying);
  return {
    ...{ codes, today },
    places: shelves.map((thing, i) => ({ thing, name: placeNames[i] ?? null })),
    items: kept.map((thing, i) => {
      const lies = (byItem.get(thing.id) ?? []).toSorted(firstOver);
      const levels = levelsOf(thing.state, lies, today);
      return { thing, name: names[i] ?? null, lies, levels };
    }),
  };
}

async function codesOf(view: View, lines: readonly LotLine[]): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap((one) => one.lot ?? []))];
  const found = await Promise.all(ids.map((id) => view.thing<LotState>(lot, id)));
  const things = found.filter((thing) => thing !== undefined);
  const texts = await textsAt(view, things, ({ code }) => code, "code");
  return new Map(things.map(({ id }, i) => [id, texts[i]?.text ?? ""]));
}

/** The notes on an item, as far as they can be read. */
export async function notesOn(view: View, thing: Thing<GoodsState>): Promise<Map<NoteAbout, Text>> {
  const all = Object.entries(thing.state.notes) as [NoteAbout, EntryRef][];
  const parts = await view.parts<Named>(all.map(([, at]) => ({ thing, at })));
  return new Map(
    all.flatMap(([about], i) => {
      const part = parts[i];
      const text = part === undefined || typeof part === "string" ? undefined : part.text;
      return text === undefined ? [] : [[about, text] as const];
    }),
  );
}

/** A counted line of a shipment, and how much of it has no place yet (more than nothing). */
export type Unplaced = { line: number; need: string | null; unit: string; of: string };
/** A counted shipment of which something was not put away. */
export type Arrival = { thing: Thing<DeliveryState>; lines: Unplaced[] };

/** What of one shipment has no place yet; nothing of one in a circle, or not counted. */
export async function unplacedIn(view: View, thing: Thing<DeliveryState>): Promise<Unplaced[]> {
  if (isWithin(thing.circle)) return [];
  const [put] = await view.find(stowed, stowedMark(thing.id), 1);
  const offers = await Promise.all(
    thing.state.lines.map(({ offer: of }) => (of === null ? undefined : view.thing(offer, of))),
  );
  return thing.state.lines.flatMap(({ line, need, counted }, at) => {
    // What came under an agreement stands in that agreement's own book.
    if (counted === null || offers[at]?.state.under != null) return [];
    const left = billionths(counted.of) - billionths(put?.state.lines[line] ?? "0");
    return left > 0n ? [{ line, need, unit: counted.unit, of: figure(left) }] : [];
  });
}

/** Shipments looked through for what was not put away: the newest. */
const ARRIVALS_MAX = 60;

/** The newest counted shipments of which something was not put away. */
export async function arrivals(view: View): Promise<Arrival[]> {
  const all = (await findDeliveries(view)).filter(({ state }) => state.status === "counted");
  const some = await Promise.all(
    all.slice(0, ARRIVALS_MAX).map(async (thing) => ({
      ...{ thing, lines: await unplacedIn(view, thing) },
    })),
  );
  return some.filter(({ lines }) => lines.length > 0);
}

/** One shipment of the address, where the reader may open it. */
export const oneDelivery = (view: View, id: string) => view.thing<DeliveryState>(delivery, id);

/** A unit of a book: what is here, what the places hold, what of it was not put away. */
export type Checked = { unit: string; here: string; placed: string; lies: string; free: string };

/** The goods book and what its places hold, unit by unit; null where no place is kept. */
export async function checked(
  view: View,
): Promise<{ book: Thing<BookState>; units: Checked[]; holds: boolean } | null> {
  const shelves = await view.things(shelf);
  const id = shelves[0]?.state.book;
  const kept = id === undefined ? undefined : await view.thing<BookState>(book, id);
  if (kept === undefined) return null;
  const lines = shelves.flatMap(({ state }) => linesOf(state.lots));
  const lies = byUnit(lines);
  const { placed, now, months } = kept.state;
  const here = [now, ...Object.values(months)].flatMap((sums) =>
    Object.keys(sums).filter((key) => key.startsWith("here ")),
  );
  const units = [
    ...new Set([...here.map((key) => key.slice(5)), ...Object.keys(placed), ...lies.keys()]),
  ];
  const rows = units.sort().map((unit) => ({
    unit,
    here: figure(hereOf(kept.state, unit)),
    placed: placed[unit] ?? "0",
    lies: figure(lies.get(unit) ?? 0n),
    free: figure(unplacedOf(kept.state, unit)),
  }));
  const exact = rows.every((one) => one.placed === one.lies);
  const none = lines.every(({ of }) => billionths(of) > 0n);
  const enough = rows.every((one) => one.placed === "0" || billionths(one.free) >= 0n);
  return { book: kept, units: rows, holds: exact && none && enough };
}

/** Something given out: when, where, to how many, and what; differences below nothing. */
export type GivenOut = { day: string; place: string; band: string | null; lines: LotLine[] };

/** Rows of given-out goods that a page shows: the newest. */
const GIVEN_MAX = 100;

/** What was given out last, newest first, by day, place and band; nobody's name is in it. */
export async function givenOut(view: View): Promise<GivenOut[]> {
  const { marks, size } = view.space;
  const all = await marks.find(marks.hash(whyMark("given-out")));
  const places = all.filter((index) => index < size).slice(-GIVEN_MAX);
  const rows = new Map<string, GivenOut>();
  for await (const { header, record } of view.space.entries(places)) {
    if (header.type !== "shelf.moved/1" || record["why"] !== "given-out") continue;
    if ((await view.thing(shelf, header.thing)) === undefined) continue;
    const { day } = record;
    const band = (record["band"] as string | undefined) ?? null;
    const key = `${day} ${header.thing} ${band}`;
    const before = rows.get(key) ?? { day, place: header.thing, band, lines: [] };
    before.lines.push(...(record["lines"] as LotLine[]));
    rows.set(key, before);
  }
  return [...rows.values()].reverse();
}
