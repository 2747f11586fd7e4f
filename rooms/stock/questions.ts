/** What pages ask about places and items: one function a question, by a view. */

import { isWithin } from "../../house/circles.ts";
import type { EntryRef, Thing } from "../../house/facts.ts";
import { billionths, dayOf, figure, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { drawing, drawnOn } from "../agreements/index.ts";
import {
  aboutMark,
  type BookState,
  book,
  hereOf,
  ownBookMark,
  unplacedOf,
} from "../ledger/index.ts";
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

/**
 * A place with its name (null where that is erased), and the agreement whose own goods it holds
 * (null where they are the group's).
 */
export type Place = { thing: Thing<ShelfState>; name: Text | null; agreement: string | null };
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
  const agreed = await agreedIn(view, shelves);
  const byItem = Map.groupBy(lying, ({ item }) => item);
  const codes = await codesOf(view, lying);
  const held = new Set(
    shelves.flatMap(({ id, state }) => (agreed.get(state.book) == null ? [] : [id])),
  );
  return {
    ...{ codes, today },
    places: shelves.map((thing, i) => ({
      thing,
      name: placeNames[i] ?? null,
      agreement: agreed.get(thing.state.book) ?? null,
    })),
    items: kept.map((thing, i) => {
      const lies = (byItem.get(thing.id) ?? []).toSorted(firstOver);
      // What came under an agreement is for that: of the group's own alone there is enough or not.
      const ours = lies.filter(({ at }) => !held.has(at));
      const levels = levelsOf(thing.state, ours, today);
      return { thing, name: names[i] ?? null, lies, levels };
    }),
  };
}

/** By book the agreement it is of; of the group's own, null. */
async function agreedIn(
  view: View,
  shelves: readonly Thing<ShelfState>[],
): Promise<Map<string, string | null>> {
  const ids = [...new Set(shelves.map(({ state }) => state.book))];
  const books = await Promise.all(ids.map((id) => view.thing<BookState>(book, id)));
  return new Map(ids.map((id, i) => [id, books[i]?.state.agreement ?? null]));
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

/**
 * A counted line of a shipment, and how much of it has no place yet (more than nothing); `under`
 * is the agreement whose own book it stands in.
 */
export type Unplaced = {
  line: number;
  need: string | null;
  unit: string;
  of: string;
  under: string | null;
};
/** A counted shipment of which something was not put away. */
export type Arrival = { thing: Thing<DeliveryState>; lines: Unplaced[] };

/** What of one shipment has no place yet; nothing of one in a circle, or not counted. */
export async function unplacedIn(view: View, thing: Thing<DeliveryState>): Promise<Unplaced[]> {
  if (isWithin(thing.circle)) return [];
  const [put] = await view.find(stowed, stowedMark(thing.id), 1);
  const unders = await Promise.all(thing.state.lines.map(({ offer: of }) => agreedFor(view, of)));
  return thing.state.lines.flatMap(({ line, need, counted }, at) => {
    if (counted === null) return [];
    const under = unders[at] ?? null;
    const left = billionths(counted.of) - billionths(put?.state.lines[line] ?? "0");
    return left > 0n ? [{ line, need, unit: counted.unit, of: figure(left), under }] : [];
  });
}

/** The agreement whose own book a line was counted into; null where that is the group's own. */
async function agreedFor(view: View, of: string | null): Promise<string | null> {
  const under = of === null ? null : ((await view.thing(offer, of))?.state.under ?? null);
  if (under === null) return null;
  const own = (await view.find(book, ownBookMark(under))).filter(
    ({ state }) => state.purpose === "goods" && state.agreement === under,
  );
  const drawn = await view.find(drawing, drawnOn(under));
  const line = drawn.find(({ state }) => state.offer === of);
  if (own.length === 0 || line === undefined) return null;
  const about = await view.find(book, aboutMark(line.id));
  return about.some(({ id }) => own.some((one) => one.id === id)) ? under : null;
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

/** A goods book and what its places hold, unit by unit. */
export type CheckedBook = { book: Thing<BookState>; units: Checked[]; holds: boolean };

/** Every goods book of which any place is kept: the group's own first, then agreements'. */
export async function checked(view: View): Promise<CheckedBook[]> {
  const shelves = await view.things(shelf);
  const byBook = Map.groupBy(shelves, ({ state }) => state.book);
  const all: CheckedBook[] = [];
  for (const [id, own] of byBook) {
    const kept = await view.thing<BookState>(book, id);
    if (kept !== undefined) all.push(checkedBook(kept, own));
  }
  const isOwn = ({ book: { state } }: CheckedBook) => Number(state.agreement !== null);
  return all.sort((one, other) => isOwn(one) - isOwn(other));
}

function checkedBook(kept: Thing<BookState>, shelves: readonly Thing<ShelfState>[]): CheckedBook {
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
