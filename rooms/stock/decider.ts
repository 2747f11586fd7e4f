/** Deciding about places and items: their names, and what is set for them. */
import type { z } from "zod";
import type { Context, Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { billionths, type Text } from "../../house/values/index.ts";
import { book, bookFor, ownBook } from "../ledger/index.ts";
import { noShelf } from "./carry.ts";
import { folded, SHELVES, SHELVES_MAX, type ShelfState, shelf } from "./facts.ts";
import {
  GOODS,
  GOODS_MAX,
  type GoodsState,
  goods,
  goodsMark,
  hasUnit,
  type KitPart,
  type NoteAbout,
  type Pack,
} from "./goods.ts";
import { lotOf } from "./lots.ts";
import type { levelsShape, nameShape, openShape } from "./shapes.ts";

/** What a decider answers. */
export type Answer = Decided | Refusal;
type OfShelf = { shelf: string };
type OfItem = { item: string };

const nothing: Decided = { facts: [] };
/** No such item, or one that is kept no more. */
export const noItem: Refusal = refuse("stock.no-such-item", "not-found", { next: "go-back" });
/** So many are here, and no more fit. */
export const full = (max: number): Refusal => refuse("stock.full", "limit", { vars: { max } });

const ofShelf = (thing: string, what: string, record: object = {}): NewFact => {
  return { kind: "shelf", thing, type: `shelf.${what}/1`, record: { ...record } };
};
const ofItem = (thing: string, what: string, record: object = {}): NewFact => {
  return { kind: "goods", thing, type: `goods.${what}/1`, record: { ...record } };
};
const gone = (kind: string, thing: string, refs: readonly (EntryRef | null)[]): Erase[] =>
  refs.flatMap((at) => (at === null ? [] : [{ kind, thing, at, parts: ["words"] }]));

/** The places of the group. */
export const shelvesIn = (world: World): Thing<ShelfState>[] =>
  world.find(shelf, SHELVES).filter(({ state }) => !state.closed);

/** Decides about a place that is there. */
export function inShelf(
  world: World,
  id: string,
  decide: (thing: Thing<ShelfState>) => Answer,
): Answer {
  const thing = world.thing(shelf, id);
  return thing === undefined || thing.state.closed ? noShelf : decide(thing);
}

/** Decides about an item that is there. */
export function inItem(
  world: World,
  id: string,
  decide: (thing: Thing<GoodsState>) => Answer,
): Answer {
  const thing = world.thing(goods, id);
  return thing === undefined || thing.state.retired ? noItem : decide(thing);
}

/** Whether a place holds what stands in an agreement's own book. */
export const isAgreed = (world: World, { book: id }: Pick<ShelfState, "book">): boolean =>
  (world.thing(book, id)?.state.agreement ?? null) !== null;

/** It holds what came under an agreement, and nothing else. */
export const agreedAlone: Refusal = refuse("stock.agreed-alone", "state", { next: "go-back" });

/** Names a place; the first one takes what arrives, unless it is an agreement's. */
export function openShelf(
  world: World,
  { name, agreement }: z.output<typeof openShape>,
  context: Context,
): Answer {
  const there = shelvesIn(world);
  if (there.length >= SHELVES_MAX) return full(SHELVES_MAX);
  const own = agreement === undefined ? null : ownBook(world, agreement, "goods");
  if (own === undefined)
    return refuse("stock.no-own-book", "state", { field: "agreement", next: "go-back" });
  const kept = own === null ? bookFor(world, "goods", context) : { id: own.id, facts: [] };
  const id = context.id();
  const first = there.every(({ state }) => isAgreed(world, state));
  const record = { book: kept.id, preferred: own === null && first };
  const opened = { ...ofShelf(id, "opened", record), words: { name } };
  return { facts: [...kept.facts, opened], answer: { shelf: id } };
}

/** Calls it otherwise; what it was called is erased. */
export function renameShelf(world: World, input: OfShelf & { name: Text }): Answer {
  return inShelf(world, input.shelf, ({ id, state }) => ({
    facts: [{ ...ofShelf(id, "renamed"), words: { name: input.name } }],
    erases: gone("shelf", id, [state.name]),
  }));
}

/** What arrives goes here from now on. */
export function preferShelf(world: World, input: OfShelf): Answer {
  return inShelf(world, input.shelf, ({ id, state }) => {
    if (isAgreed(world, state)) return agreedAlone;
    if (state.preferred) return nothing;
    const others = shelvesIn(world).filter((one) => one.id !== id && one.state.preferred);
    const no = others.map((one) => ofShelf(one.id, "preferred", { yes: false }));
    return { facts: [...no, ofShelf(id, "preferred", { yes: true })] };
  });
}

/** Closes an empty place; what it was called is erased. */
export function closeShelf(world: World, input: OfShelf): Answer {
  return inShelf(world, input.shelf, ({ id, state }) =>
    Object.keys(state.lots).length > 0
      ? refuse("stock.not-empty", "state", { next: "go-back" })
      : { facts: [ofShelf(id, "closed")], erases: gone("shelf", id, [state.name]) },
  );
}

/** The item called so, where there is one. */
export function itemCalled(world: World, name: Text): Thing<GoodsState> | undefined {
  const mark = goodsMark(folded(name.text));
  return world.find(goods, mark).find(({ state }) => !state.retired);
}

/** How many items are kept: what is kept no more makes room. */
export const keptItems = (world: World): number =>
  world.find(goods, GOODS).filter(({ state }) => !state.retired).length;

/** Names an item. */
export function nameGoods(
  world: World,
  { name, unit, category }: z.output<typeof nameShape>,
  context: Context,
): Answer {
  if (itemCalled(world, name) !== undefined)
    return refuse("stock.has-that-item", "state", { field: "name" });
  if (keptItems(world) >= GOODS_MAX) return full(GOODS_MAX);
  const id = context.id();
  return { facts: [goodsNamed(id, name, unit, category)], answer: { item: id } };
}

/** The fact that names an item. */
export function goodsNamed(
  id: string,
  name: Text,
  unit: string,
  category: string | null = null,
): NewFact {
  return { ...ofItem(id, "named", { unit, category }), words: { name } };
}

/** The fact that an item is kept for something asked for. */
export const keptFor = (id: string, need: string): NewFact => ofItem(id, "kept-for", { need });

/** Calls it otherwise; what it was called is erased. */
export function renameGoods(world: World, input: OfItem & { name: Text }): Answer {
  return inItem(world, input.item, ({ id, state }) => {
    const other = itemCalled(world, input.name);
    if (other !== undefined && other.id !== id)
      return refuse("stock.has-that-item", "state", { field: "name" });
    const renamed = { ...ofItem(id, "renamed"), words: { name: input.name } };
    return { facts: [renamed], erases: gone("goods", id, [state.name]) };
  });
}

/** Says how much should be there, and how long before its last day something is soon over. */
export function setLevels(world: World, input: z.output<typeof levelsShape>): Answer {
  const { item, minimum, wanted, days } = input;
  if (minimum !== null && wanted !== null && billionths(minimum) > billionths(wanted))
    return refuse("stock.minimum-over", "shape", { field: "minimum" });
  return inItem(world, item, ({ id }) => {
    return { facts: [ofItem(id, "levels-set", { minimum, wanted, days })] };
  });
}

/** Whether any of an item lies in a place or was counted in one, in a unit or in any. */
function lies(world: World, item: string, unit?: string): boolean {
  const keys = shelvesIn(world).flatMap(({ state: { lots, pending } }) => [
    ...Object.keys(lots).map(lotOf),
    ...(pending?.lines ?? []),
  ]);
  return keys.some((one) => one.item === item && (unit === undefined || one.unit === unit));
}

/** Says which packs it comes in. What lies here in a pack holds what it held. */
export function setPacks(world: World, input: OfItem & { packs: Pack[] }): Answer {
  return inItem(world, input.item, ({ id, state }) => {
    const units = [state.unit, ...input.packs.map(({ unit }) => unit)];
    if (new Set(units).size < units.length)
      return refuse("stock.unit-twice", "shape", { field: "packs" });
    const changed = state.packs.filter(
      (was) => !input.packs.some(({ unit, holds }) => unit === was.unit && holds === was.holds),
    );
    if (changed.some(({ unit }) => lies(world, id, unit)))
      return refuse("stock.packs-lie-here", "state", { field: "packs" });
    return { facts: [ofItem(id, "packs-set", { packs: input.packs })] };
  });
}

/** Whether an item is another, or made of it over however many kits. */
function isOf(world: World, item: string, other: string, seen = new Set<string>()): boolean {
  if (item === other) return true;
  if (seen.has(item)) return false;
  seen.add(item);
  const parts = world.thing(goods, item)?.state.parts ?? [];
  return parts.some((part) => isOf(world, part.item, other, seen));
}

const plain = (parts: readonly KitPart[]) =>
  parts.map(({ item, unit, of }) => `${item} ${unit} ${of}`).sort();

/**
 * Says what one of it is made of; of nothing: it is no kit any more. What lies here as a kit holds
 * what went into it.
 */
export function setParts(world: World, input: OfItem & { parts: KitPart[] }): Answer {
  return inItem(world, input.item, ({ id, state }) => {
    const isNew = plain(state.parts).join() !== plain(input.parts).join();
    if (isNew && state.parts.length > 0 && lies(world, id))
      return refuse("stock.kits-lie-here", "state", { field: "parts" });
    const pairs = input.parts.map(({ item, unit }) => `${item} ${unit}`);
    if (new Set(pairs).size < pairs.length)
      return refuse("stock.part-twice", "shape", { field: "parts" });
    for (const part of input.parts) {
      const thing = world.thing(goods, part.item);
      if (thing === undefined || thing.state.retired) return { ...noItem, field: "parts" };
      if (isOf(world, part.item, id)) return refuse("stock.of-itself", "shape", { field: "parts" });
      if (!hasUnit(thing.state, part.unit))
        return refuse("stock.not-its-unit", "shape", { field: "parts" });
    }
    return { facts: [ofItem(id, "parts-set", { parts: input.parts })] };
  });
}

/** Writes a note on it; what stood there is erased. */
export function note(world: World, input: OfItem & { about: NoteAbout; text: Text }): Answer {
  return inItem(world, input.item, ({ id, state }) => ({
    facts: [{ ...ofItem(id, "noted", { about: input.about }), words: { text: input.text } }],
    erases: gone("goods", id, [state.notes[input.about] ?? null]),
  }));
}

/** Takes a note away: its words are erased. */
export function unnote(world: World, input: OfItem & { about: NoteAbout }): Answer {
  return inItem(world, input.item, ({ id, state }) => {
    const at = state.notes[input.about];
    if (at === undefined) return nothing;
    const unnoted = ofItem(id, "unnoted", { about: input.about });
    return { facts: [unnoted], erases: gone("goods", id, [at]) };
  });
}

/** An item of which nothing lies anywhere is kept no more: its words are erased. */
export function retireGoods(world: World, input: OfItem): Answer {
  return inItem(world, input.item, ({ id, state }) =>
    lies(world, id)
      ? refuse("stock.still-here", "state", { next: "go-back" })
      : {
          facts: [ofItem(id, "retired")],
          erases: gone("goods", id, [state.name, ...Object.values(state.notes)]),
        },
  );
}
