/** Changing a rule for rows of bank files, its place, and switching it off. Pure. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { isTerm } from "../../house/values/index.ts";
import { type Account, sideOf } from "./accounts.ts";
import { inOrder, type SortingState, sorting, sortingsMark } from "./extract-facts.ts";
import type { ChangeSorting, MoveSorting, SwitchSorting } from "./extract-shapes.ts";
import { type BookState, book } from "./facts.ts";

type Answer = Decided | Refusal;

/** Rules that can be given a place of their own: more than that nobody orders by hand. */
export const PLACED_MAX = 100;

const noSorting = refuse("ledger.no-such-sorting", "not-found");

const fact = (thing: string, what: string, record: object = {}): NewFact => ({
  ...{ kind: sorting.kind, thing, type: `sorting.${what}/1`, record: { ...record } },
});

function live(world: World, id: string): Thing<SortingState> | null {
  const thing = world.thing(sorting, id);
  return thing === undefined || thing.state.dropped ? null : thing;
}

/** Whether a rule may name a heading: one that the book has, and not where the money itself is. */
export function mayName({ state }: Pick<Thing<BookState>, "state">, account: Account): boolean {
  if (["money", "held"].includes(account)) return false;
  return !isTerm(account) || sideOf(account, state.accounts) !== null;
}

/** Says a rule anew; rows that it sorted stay where they are. */
export function changeSorting(world: World, input: ChangeSorting, _: Context): Answer {
  const thing = live(world, input.id);
  const own = thing === null ? undefined : world.thing(book, thing.state.book);
  if (thing === null || own === undefined) return noSorting;
  const { way, account, holds } = input;
  if (!mayName(own, account))
    return refuse("ledger.no-such-account", "shape", { field: "account" });
  const { words: at } = thing.state;
  return {
    facts: [{ ...fact(thing.id, "changed", { way, account }), words: { holds } }],
    erases: at === null ? [] : [{ kind: sorting.kind, thing: thing.id, at, parts: ["words"] }],
  };
}

/** Switches a rule off, and on again. */
export function switchSorting(world: World, { id, on }: SwitchSorting): Answer {
  const thing = live(world, id);
  if (thing === null) return noSorting;
  if (thing.state.off !== on) return { facts: [] };
  return { facts: [fact(id, on ? "switched-on" : "switched-off")] };
}

/** Puts a rule before or after its neighbour: of two that fit a row the first one counts. */
export function moveSorting(world: World, { id, to }: MoveSorting): Answer {
  const thing = live(world, id);
  if (thing === null) return noSorting;
  const all = inOrder(
    world.find(sorting, sortingsMark(thing.state.book)).filter(({ state }) => !state.dropped),
  );
  const at = all.findIndex((one) => one.id === id);
  // Rules for what comes in and for what goes out never meet.
  const others = [...all.keys()].filter((n) => all[n]?.state.way === thing.state.way);
  const place = others.indexOf(at);
  const other = others[to === "up" ? place - 1 : place + 1];
  if (other === undefined) return { facts: [] };
  if (Math.max(at, other) >= PLACED_MAX)
    return refuse("ledger.too-many-to-order", "limit", { next: "go-back" });
  const moved = [...all];
  [moved[at], moved[other]] = [moved[other] as typeof thing, thing];
  // Those without a place of their own stand behind all that have one, in the order they came.
  const until = Math.max(at, other, ...all.keys().filter((n) => all[n]?.state.place != null));
  return {
    facts: moved
      .slice(0, until + 1)
      .flatMap((one, n) =>
        one.state.place === n + 1 ? [] : [fact(one.id, "placed", { place: n + 1 })],
      ),
  };
}
