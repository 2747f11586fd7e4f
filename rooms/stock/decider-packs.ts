/** Deciding about counts in two steps, and about kits and packs: exact, each in one commit. */
import type { z } from "zod";
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { billionths, figure } from "../../house/values/index.ts";
import { type Change, carry, leaving, notSoMuch } from "./carry.ts";
import { type Answer, inItem, inShelf, noItem } from "./decider.ts";
import { todayIn } from "./decider-moves.ts";
import type { ShelfState } from "./facts.ts";
import { type GoodsState, goods, hasUnit } from "./goods.ts";
import { keyOf, type LotLine, takeFrom } from "./lots.ts";
import type { confirmShape, countShape, timesShape } from "./shapes.ts";

const ofShelf = (thing: string, what: string, record: object = {}): NewFact => {
  return { kind: "shelf", thing, type: `shelf.${what}/1`, record: { ...record } };
};

/** Writes down what somebody counted; nothing of it stands until it is looked at again. */
export function count(world: World, input: z.output<typeof countShape>): Answer {
  return inShelf(world, input.shelf, ({ id, n }) => {
    const keys = new Set<string>();
    for (const line of input.lines) {
      const thing = world.thing(goods, line.item);
      if (thing === undefined || thing.state.retired) return { ...noItem, field: "lines" };
      if (!hasUnit(thing.state, line.unit) || keys.has(keyOf(line)))
        return refuse("stock.not-its-unit", "shape", { field: "lines" });
      keys.add(keyOf(line));
    }
    const counted = ofShelf(id, "counted", { lines: input.lines });
    return { facts: [counted], answer: { shelf: id, seen: n + 1 } };
  });
}

/** Confirms a count: what is less is gone, what is more was found; both are written. */
export function confirmCount(world: World, input: z.output<typeof confirmShape>): Answer {
  return inShelf(world, input.shelf, ({ id, state }) => {
    const { pending } = state;
    if (pending === null || pending.n !== input.seen)
      return refuse("stock.counted-meanwhile", "again", { next: "go-back" });
    const changes = pending.lines.flatMap(({ written, ...line }): Change[] => {
      const size = billionths(line.of) - billionths(written);
      return size === 0n ? [] : [{ ...line, of: figure(size), shelf: id }];
    });
    const facts: NewFact[] = [];
    for (const [account, some] of [
      ["lost", changes.filter(({ of }) => of.startsWith("-"))],
      ["elsewhere", changes.filter(({ of }) => !of.startsWith("-"))],
    ] as const) {
      if (some.length === 0) continue;
      const made = carry(world, some, { why: "counted", account });
      if (isRefusal(made)) return made;
      facts.push(...made);
    }
    return { facts: [...facts, ofShelf(id, "count-confirmed")] };
  });
}

/** Leaves a count: nothing of it is written. */
export function dropCount(world: World, input: { shelf: string }): Answer {
  return inShelf(world, input.shelf, ({ id, state }) =>
    state.pending === null ? { facts: [] } : { facts: [ofShelf(id, "count-dropped")] },
  );
}

type Times = z.output<typeof timesShape>;
type Recipe = { item: string; unit: string; of: string }[];

/** What one of it is made of: a kit's parts, or as many of the item's own unit as a pack holds. */
function recipeOf({ id, state }: Thing<GoodsState>, unit: string): Recipe | Refusal {
  if (unit === state.unit)
    return state.parts.length > 0 ? [...state.parts] : refuse("stock.no-kit", "state");
  const pack = state.packs.find((one) => one.unit === unit);
  if (pack === undefined) return refuse("stock.not-its-unit", "shape", { field: "unit" });
  return [{ item: id, unit: state.unit, of: pack.holds }];
}

const timesOver = (of: string, times: number) => figure(billionths(of) * BigInt(times));

/** Decides about a place and an item with its recipe. */
function withRecipe(
  world: World,
  { shelf: at, item, unit }: Times,
  decide: (place: Thing<ShelfState>, recipe: Recipe) => Answer,
): Answer {
  return inShelf(world, at, (place) =>
    inItem(world, item, (thing) => {
      const recipe = recipeOf(thing, unit);
      return isRefusal(recipe) ? recipe : decide(place, recipe);
    }),
  );
}

/** Makes kits or packs of what lies in a place. They are good until the first part is over. */
export function pack(world: World, input: Times, context: Context): Answer {
  const { item, unit, times } = input;
  return withRecipe(world, input, ({ id, state }, recipe) => {
    const parts: LotLine[] = [];
    for (const part of recipe) {
      const of = timesOver(part.of, times);
      const taken = takeFrom(state.lots, { ...part, of }, todayIn(context));
      if ("there" in taken) return notSoMuch(taken.there, "times");
      parts.push(...taken.lines);
    }
    const untils = parts.flatMap(({ until }) => until ?? []).sort();
    const lots = new Set(parts.map(({ lot }) => lot));
    // A pack of one lot is of that lot; what is of several, or of several items, is of none.
    const [only = null] = lots.size === 1 && parts.every((one) => one.item === item) ? lots : [];
    const made = { item, unit, until: untils[0] ?? null, lot: only, of: String(times) };
    return repacked(world, id, [...leaving(parts), made], "packed");
  });
}

/** Takes kits or packs apart: what was in them is good as long as they were. */
export function unpack(world: World, input: Times): Answer {
  const { item, unit, times } = input;
  return withRecipe(world, input, ({ id, state }, recipe) => {
    const taken = takeFrom(state.lots, { item, unit, of: String(times) }, "0000");
    if ("there" in taken) return notSoMuch(taken.there, "times");
    const exact = taken.lines.every((line) =>
      recipe.every((part) => (billionths(part.of) * billionths(line.of)) % billionths("1") === 0n),
    );
    if (!exact) return refuse("stock.not-exact", "shape", { field: "times" });
    const parts = taken.lines.flatMap((line) =>
      recipe.map((part): LotLine => {
        const size = (billionths(part.of) * billionths(line.of)) / billionths("1");
        const lot = part.item === item ? line.lot : null;
        return { item: part.item, unit: part.unit, until: line.until, lot, of: figure(size) };
      }),
    );
    return repacked(world, id, [...leaving(taken.lines), ...parts], "unpacked");
  });
}

function repacked(
  world: World,
  id: string,
  lines: readonly LotLine[],
  why: "packed" | "unpacked",
): Answer {
  const changes = lines.map((line) => ({ ...line, shelf: id }));
  const facts = carry(world, changes, { why, account: "repacked" });
  return isRefusal(facts) ? facts : { facts };
}
