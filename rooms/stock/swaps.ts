/**
 * Surplus here, asked for there: a suggestion to whoever has more than they want to have, and never
 * more than that. It is worked out when its page is opened, from what both sides may read already,
 * and written nowhere; the other group learns of it when somebody offers, as from anyone.
 */
import { z } from "zod";
import { PUBLIC } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import { defineKind, type NewFact, type Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { type Amount, billionths, figure, type Lang, type Text } from "../../house/values/index.ts";
import { protectsNow, type View } from "../../house/view.ts";
import { alliancesOf } from "../allies/index.ts";
import { figuresOf, findNeeds, type NeedState, withWords } from "../needs/index.ts";
import type { Answer } from "./decider.ts";
import { folded, shelf } from "./facts.ts";
import type { GoodsState } from "./goods.ts";
import { type Item, stockOf } from "./questions.ts";

/** Whether suggestions are worked out, folded. They are, unless somebody switched them off. */
export type SwapsState = { on: boolean };

/** The one thing that says it carries this. */
export const SWAPS = "swaps:all";

/** See {@link SwapsState}: with the host, always. */
export const swaps = defineKind<SwapsState>({
  kind: "swaps",
  facts: [
    {
      type: "swaps.switched/1",
      record: z.strictObject({ on: z.boolean() }),
      marks: () => ({ record: [SWAPS] }),
    },
  ],
  initial: { on: true },
  evolve: (_state, { record }) => ({ on: record["on"] === true }),
});

/** Shape of what is switched. */
export const switchShape = z.strictObject({ on: z.boolean() });

/** Switches it on or off. */
export function switchSwaps(
  world: World,
  { on }: z.output<typeof switchShape>,
  context: Context,
): Answer {
  const there = world.find(swaps, SWAPS)[0];
  if ((there?.state.on ?? true) === on) return { facts: [] };
  const thing = there?.id ?? context.id();
  const switched: NewFact = { kind: "swaps", thing, type: "swaps.switched/1", record: { on } };
  return { facts: [switched] };
}

/** Whether suggestions are on. */
export async function areOn(view: View): Promise<boolean> {
  const [there] = await view.find<SwapsState>(swaps, SWAPS, 1);
  return there?.state.on ?? true;
}

/** Something of ours that an allied group asks for. */
export type Swap = {
  item: Item;
  /** What is more than what should be there, neither over nor soon over. */
  spare: Amount;
  /** Who asks: what those who take part call them, and where their space begins. */
  them: Text | null;
  base: string;
  need: string;
  title: Text | null;
  /** What is still asked for, and what of it could come from here. */
  still: Amount;
  could: Amount;
};

/** Groups looked at; lines of each; suggestions of a page. */
const GROUPS_MAX = 20;
/** See {@link GROUPS_MAX}. */
const LINES_MAX = 200;
/** See {@link GROUPS_MAX}. */
const SWAPS_MAX = 40;

type Asking = { house: House; view: View; zone: string; lang: Lang };

/**
 * What could be offered, to the groups that this one came along with and whose part this reader is
 * in. Of theirs it reads what everyone may read and nothing else; protected groups are in it on
 * neither side.
 */
export async function swapsFor({ house, view, zone, lang }: Asking): Promise<Swap[]> {
  const { reader, space } = view;
  if (reader.by !== "member" || reader.roles.length === 0 || !reader.circles?.size) return [];
  if ((await space.countOfKind(shelf.kind)) === 0 || !(await areOn(view))) return [];
  if (await protectsNow(space)) return [];
  const { items } = await stockOf(view, zone);
  const plenty = items.filter(
    ({ thing, levels }) => thing.state.wanted !== null && billionths(levels.spare) > 0n,
  );
  if (plenty.length === 0) return [];
  const here = (await alliancesOf(house, view, lang)).flatMap(({ name, base, relation }) =>
    base === null || relation === null ? [] : [{ name, base, host: relation.host }],
  );
  const found: Swap[][] = [];
  for (const { name, base, host } of here.slice(0, GROUPS_MAX)) {
    const theirs = await askedOutside(house, host);
    const wanted = theirs.flatMap((line) => fitting(plenty, line));
    found.push(wanted.map((fit) => ({ ...fit, them: name, base })));
  }
  return inTurn(found).slice(0, SWAPS_MAX);
}

/** The first of each group, then the second: who asks for much hides nobody who asks for little. */
function inTurn(found: readonly Swap[][]): Swap[] {
  const most = Math.max(0, ...found.map(({ length }) => length));
  return Array.from({ length: most }, (_, n) => found.flatMap((own) => own.slice(n, n + 1))).flat();
}

type Line = { need: Thing<NeedState>; title: Text | null };

/** What a group asks everyone for; nothing of one that protects its people, is closed or quiet. */
async function askedOutside(house: House, id: string): Promise<Line[]> {
  const view = await house.view(id, PUBLIC);
  if (view === null || view.dark || (await protectsNow(view.space))) return [];
  // Who took their page back shows nobody what they ask for, whatever was published before.
  const page = await view.space.thing(id);
  if (page === null || !view.opens(page.circle, page)) return [];
  const open = (await findNeeds(view)).filter(
    ({ circle, state }) => circle === "public" && state.needKind === "goods",
  );
  const lines = await withWords(view, open.slice(0, LINES_MAX));
  return lines.map(({ thing, words }) => ({ need: thing, title: words?.title ?? null }));
}

/** What of ours answers a line: called the same, or of the same category, in a unit it comes in. */
function fitting(plenty: readonly Item[], { need, title }: Line): Omit<Swap, "them" | "base">[] {
  const still = figuresOf(need.state)?.still;
  if (still === undefined || billionths(still.of) <= 0n) return [];
  const called = (item: Item) =>
    title !== null && item.name !== null && folded(item.name.text) === folded(title.text);
  const alike = ({ thing: { state } }: Item) =>
    state.category !== null && state.category === need.state.category;
  const named = plenty.filter(called);
  const fit = named.length > 0 ? named : plenty.filter(alike);
  return fit.flatMap((item) => {
    const { state } = item.thing;
    const there = inUnit(state, item.levels.spare, still.unit);
    if (there <= 0n) return [];
    const asked = billionths(still.of);
    const enough = there >= asked;
    const could = { of: figure(enough ? asked : there), unit: still.unit };
    const spare = { of: item.levels.spare, unit: state.unit };
    return [{ item, spare, need: need.id, title, still, could }];
  });
}

/** So much of an item's own unit in another that it comes in: whole packs; of none, nothing. */
function inUnit({ unit, packs }: GoodsState, of: string, wanted: string): bigint {
  if (unit === wanted) return billionths(of);
  const holds = billionths(packs.find((one) => one.unit === wanted)?.holds ?? "0");
  return holds === 0n ? 0n : (billionths(of) / holds) * billionths("1");
}
