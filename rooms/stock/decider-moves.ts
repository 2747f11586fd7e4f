/** Deciding about what comes, moves, goes out and is put right. */
import type { z } from "zod";
import { isWithin } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { billionths, dayOf, figure } from "../../house/values/index.ts";
import { drawing, drawnOn } from "../agreements/index.ts";
import { aboutMark, book, ownBook } from "../ledger/index.ts";
import { delivery as deliveryKind, offer } from "../offers/index.ts";
import { type Change, carry, type How, leaving, noShelf, notSoMuch } from "./carry.ts";
import {
  type Answer,
  agreedAlone,
  full,
  goodsNamed,
  inItem,
  isAgreed,
  itemCalled,
  keptFor,
  keptItems,
  noItem,
} from "./decider.ts";
import {
  folded,
  lot as lotKind,
  lotMark,
  type ShelfState,
  shelf,
  stowed,
  stowedMark,
} from "./facts.ts";
import { GOODS_MAX, type GoodsState, goods, hasUnit } from "./goods.ts";
import { keyOf, type LotLine, takeFrom } from "./lots.ts";
import type {
  adjustShape,
  Coming,
  giveShape,
  Lying,
  moveShape,
  putAwayShape,
  takeInShape,
} from "./shapes.ts";

/** The day it happened, as printed days are compared with. */
export const todayIn = ({ happened, zone }: Pick<Context, "happened" | "zone">): string =>
  dayOf(happened, zone).date;

const notItsUnit = refuse("stock.not-its-unit", "shape", { field: "unit" });

/** Lines as they will lie, with the facts that name what had no name yet. */
type Came = { lines: LotLine[]; facts: NewFact[] };

/** Finds or names what came: items by their words, lots by their number; each once. */
function namedIn(world: World, comings: readonly Coming[], context: Context): Came | Refusal {
  const facts: NewFact[] = [];
  const lines: LotLine[] = [];
  const fresh = new Map<string, { id: string; unit: string }>();
  const codes = new Map<string, string>();
  for (const one of comings) {
    const item = itemOf(world, one, fresh, facts, context);
    if (isRefusal(item)) return item;
    const lot = one.code === undefined ? null : lotIn(world, item, one.code, codes, facts, context);
    lines.push({ item, unit: one.unit, until: one.until, lot, of: one.of });
  }
  if (fresh.size > 0 && keptItems(world) + fresh.size > GOODS_MAX) return full(GOODS_MAX);
  return { lines, facts };
}

function itemOf(
  world: World,
  { item, name, unit }: Coming,
  fresh: Map<string, { id: string; unit: string }>,
  facts: NewFact[],
  context: Context,
): string | Refusal {
  const found = name === undefined ? world.thing(goods, item ?? "") : itemCalled(world, name);
  if (found !== undefined && !found.state.retired)
    return hasUnit(found.state, unit) ? found.id : notItsUnit;
  if (name === undefined) return noItem;
  const called = folded(name.text);
  const made = fresh.get(called);
  if (made !== undefined) return made.unit === unit ? made.id : notItsUnit;
  const id = context.id();
  fresh.set(called, { id, unit });
  facts.push(goodsNamed(id, name, unit));
  return id;
}

function lotIn(
  world: World,
  item: string,
  code: NonNullable<Coming["code"]>,
  codes: Map<string, string>,
  facts: NewFact[],
  context: Context,
): string {
  const mark = lotMark(item, code.text);
  const known = codes.get(mark) ?? world.find(lotKind, mark)[0]?.id;
  if (known !== undefined) return known;
  const id = context.id();
  codes.set(mark, id);
  facts.push({
    ...{ kind: "lot", thing: id, type: "lot.named/1", record: { item } },
    words: { code },
  });
  return id;
}

function arrives(world: World, into: string, came: Came, how: How): NewFact[] | Refusal {
  const facts = carry(
    world,
    came.lines.map((line) => ({ ...line, shelf: into })),
    how,
  );
  return isRefusal(facts) ? facts : [...came.facts, ...facts];
}

/** Gives what the book says is here its place; of a shipment, line by line and each once. */
export function putAway(
  world: World,
  { shelf: into, lines, delivery }: z.output<typeof putAwayShape>,
  context: Context,
): Answer {
  const asked = { id: delivery ?? "", into };
  const of = delivery === undefined ? null : stowedOf(world, asked, lines, context);
  if (of !== null && isRefusal(of)) return of;
  const came = namedIn(world, lines, context);
  if (isRefusal(came)) return came;
  const facts = arrives(world, into, came, { why: "put-away", account: null });
  if (isRefusal(facts)) return facts;
  if (of === null) return { facts, answer: { shelf: into } };
  const kept = keptForNeeds(world, lines, came.lines, of.needs);
  return { facts: [...facts, of.fact, ...kept], answer: { shelf: into } };
}

/** The book of an agreement that a line was counted into; null where it is the group's own. */
function agreedBook(world: World, of: string | null): string | null {
  const under = of === null ? null : (world.thing(offer, of)?.state.under ?? null);
  const own = under === null ? undefined : ownBook(world, under, "goods");
  if (under === null || own === undefined) return null;
  const line = world.find(drawing, drawnOn(under)).find(({ state }) => state.offer === of);
  const about = line === undefined ? [] : world.find(book, aboutMark(line.id));
  return about.some(({ id }) => id === own.id) ? own.id : null;
}

/** Why a line is not put there: it lies where what stands in its book lies. Null where it may. */
function notThere(world: World, into: string, of: string | null): Refusal | null {
  const kept = world.thing(shelf, into)?.state.book ?? "";
  const agreed = agreedBook(world, of);
  if (agreed === kept) return null;
  if (agreed !== null) return refuse("stock.in-an-agreement", "state", { field: "shelf" });
  return isAgreed(world, { book: kept }) ? { ...agreedAlone, field: "shelf" } : null;
}

/** What of the shipment's lines is put away with this; refuses more than was counted. */
function stowedOf(
  world: World,
  { id, into }: { id: string; into: string },
  lines: readonly Coming[],
  context: Context,
): { fact: NewFact; needs: Map<number, string> } | Refusal {
  const thing = world.thing(deliveryKind, id);
  if (thing === undefined)
    return refuse("stock.no-such-shipment", "not-found", { next: "go-back" });
  if (isWithin(thing.circle)) return refuse("stock.in-a-circle", "state", { next: "go-back" });
  const before = world.find(stowed, stowedMark(id))[0];
  const needs = new Map<number, string>();
  const added: { line: number; amount: { of: string; unit: string } }[] = [];
  for (const { line: no, of, unit } of lines) {
    const known = thing.state.lines.find(({ line }) => line === no);
    if (no === undefined || known?.counted == null)
      return refuse("stock.not-counted", "state", { field: "lines" });
    const away = notThere(world, into, known.offer);
    if (away !== null) return away;
    if (known.counted.unit !== unit) return notItsUnit;
    const already = added.filter(({ line }) => line === no).map(({ amount }) => amount.of);
    const put = [before?.state.lines[no] ?? "0", ...already].map(billionths);
    const left = billionths(known.counted.of) - put.reduce((sum, one) => sum + one, 0n);
    if (billionths(of) > left)
      return refuse("stock.not-arrived", "state", {
        field: "lines",
        vars: { there: figure(left) },
      });
    added.push({ line: no, amount: { of, unit } });
    if (known.need !== null) needs.set(no, known.need);
  }
  const record = { delivery: id, lines: added };
  const own = before?.id ?? context.id();
  return { fact: { kind: "stowed", thing: own, type: "stowed.added/1", record }, needs };
}

/** Needs of one item: what it is kept for beyond them is not kept track of. */
const NEEDS_MAX = 100;

/** That items are kept for what their lines were asked for by, where it was not known. */
function keptForNeeds(
  world: World,
  lines: readonly Coming[],
  named: readonly LotLine[],
  needs: ReadonlyMap<number, string>,
): NewFact[] {
  const said = new Set<string>();
  return lines.flatMap(({ line }, at) => {
    const [item, need] = [named[at]?.item ?? "", needs.get(line ?? 0)];
    const known = world.thing(goods, item)?.state.needs ?? [];
    const key = `${item} ${need}`;
    if (need === undefined || known.includes(need) || said.has(key)) return [];
    if (known.length >= NEEDS_MAX) return [];
    said.add(key);
    return [keptFor(item, need)];
  });
}

/** Takes in what stands in no book yet. */
export function takeIn(
  world: World,
  { shelf: into, lines, came: why }: z.output<typeof takeInShape>,
  context: Context,
): Answer {
  const kept = world.thing(shelf, into)?.state;
  if (kept !== undefined && isAgreed(world, kept)) return { ...agreedAlone, field: "shelf" };
  const came = namedIn(world, lines, context);
  if (isRefusal(came)) return came;
  const facts = arrives(world, into, came, { why, account: "elsewhere" });
  return isRefusal(facts) ? facts : { facts, answer: { shelf: into } };
}

type Found = { shelf: Thing<ShelfState>; lines: LotLine[] };

/** Which lines of a place so much of an item is taken from. */
function found(world: World, input: Lying, context: Context, expired = false): Found | Refusal {
  const thing = world.thing(shelf, input.shelf);
  if (thing === undefined || thing.state.closed) return noShelf;
  const { item, unit, of, pick } = input;
  const of1 = { item, unit, of };
  const key = pick === undefined ? undefined : keyOf({ item, unit, ...pick });
  // What goes to people is never what is over, unless somebody says that very line.
  const today = expired ? "0000" : todayIn(context);
  const taken = takeFrom(thing.state.lots, of1, today, key);
  return "there" in taken ? notSoMuch(taken.there) : { shelf: thing, lines: taken.lines };
}

const from = ({ shelf: { id }, lines }: Found): Change[] =>
  leaving(lines).map((line) => ({ ...line, shelf: id }));

/** Moves it to another place; to none, it is not put away any more. */
export function move(world: World, input: z.output<typeof moveShape>, context: Context): Answer {
  const { to } = input;
  if (to === input.shelf) return refuse("stock.same-place", "shape", { field: "to" });
  const taken = found(world, input, context, true);
  if (isRefusal(taken)) return taken;
  const into = to === null ? [] : taken.lines.map((line) => ({ ...line, shelf: to }));
  const why = to === null ? "taken-back" : "moved";
  const facts = carry(world, [...from(taken), ...into], { why, account: null });
  return isRefusal(facts) ? facts : { facts };
}

/** Gives it out: what is over first goes first. */
export function give(world: World, input: z.output<typeof giveShape>, context: Context): Answer {
  const taken = found(world, input, context);
  if (isRefusal(taken)) return taken;
  const how = { why: "given-out", account: "given-out", band: input.band } as const;
  const facts = carry(world, from(taken), how);
  return isRefusal(facts) ? facts : { facts };
}

/** Writes what is there instead of what was written, with the reason. */
export function adjust(
  world: World,
  input: z.output<typeof adjustShape>,
  context: Context,
): Answer {
  const { why, item, unit, of, pick } = input;
  if (why === "found" || why === "too-little-written") {
    return inItem(world, item, ({ state }: Thing<GoodsState>) => {
      if (!hasUnit(state, unit)) return notItsUnit;
      const line = { item, unit, of, ...(pick ?? { until: null, lot: null }) };
      const change = { ...line, shelf: input.shelf };
      const facts = carry(world, [change], { why, account: "elsewhere" });
      return isRefusal(facts) ? facts : { facts };
    });
  }
  const taken = found(world, input, context, true);
  if (isRefusal(taken)) return taken;
  const account = why === "too-much-written" ? "elsewhere" : "lost";
  const facts = carry(world, from(taken), { why, account });
  return isRefusal(facts) ? facts : { facts };
}
