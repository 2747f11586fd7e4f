/**
 * The one way anything moves: from what changes on places to all facts of one commit, so that
 * places hold together what the goods book says lies in them, and nothing is below nothing.
 */
import type { World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, billionths, figure, fits } from "../../house/values/index.ts";
import {
  type Account,
  type BookState,
  book,
  bookPlaced,
  type Line,
  postTransfer,
  unplacedOf,
} from "../ledger/index.ts";
import { type Band, LOTS_MAX, type ShelfState, shelf, type Why } from "./facts.ts";
import { byUnit, keyOf, type LotLine, withChanges } from "./lots.ts";

/** So much more, or with a minus sign less, of a line of a place. */
export type Change = LotLine & { shelf: string };

/** Why, and where it came from or went in the book; null: it stays here. */
export type How = {
  why: Why;
  account: Account | null;
  about?: { delivery?: string; need?: string };
  band?: Band | undefined;
};

/** Lines of one transfer; a unit has two of them. */
const LINES_IN_TRANSFER = 24;

/** No such place, or one that was closed. */
export const noShelf: Refusal = refuse("stock.no-such-place", "not-found", { next: "go-back" });
const otherBook = refuse("stock.other-book", "state", { field: "to" });
/** Not so much is there; says what is. */
export const notSoMuch = (there: string, field = "amount") =>
  refuse("stock.not-so-much", "state", { field, vars: { there } });

/** The facts that make these changes; refuses what would fall below nothing or outgrow a place. */
export function carry(world: World, changes: readonly Change[], how: How): NewFact[] | Refusal {
  const places = new Map<string, LotLine[]>();
  for (const { shelf: id, ...line } of changes) places.set(id, [...(places.get(id) ?? []), line]);
  const moved: NewFact[] = [];
  let kept: Thing<BookState> | undefined;
  for (const [id, lines] of places) {
    const thing = world.thing(shelf, id);
    if (thing === undefined || thing.state.closed) return noShelf;
    const no = refusedBy(thing.state, lines);
    if (no !== null) return no;
    const own = world.thing(book, thing.state.book);
    // What stands in two books is moved between the books first: each knows what lies in places.
    if (kept !== undefined && own !== undefined && kept.id !== own.id) return otherBook;
    kept = own;
    moved.push(shelfMoved(id, lines, how));
  }
  if (kept === undefined) return noShelf;
  const inBook = withBook(kept, [...byUnit(changes)], how);
  return isRefusal(inBook) ? inBook : [...inBook, ...moved];
}

function refusedBy(state: ShelfState, lines: readonly LotLine[]): Refusal | null {
  const after = withChanges(state.lots, lines);
  for (const line of lines) {
    const of = after[keyOf(line)] ?? "0";
    if (of.startsWith("-")) return notSoMuch(state.lots[keyOf(line)] ?? "0");
    if (!fits({ of, unit: line.unit }).ok)
      return refuse("amount.too-large", "shape", { field: "amount" });
  }
  if (Object.keys(after).length > LOTS_MAX)
    return refuse("stock.full", "limit", { vars: { max: LOTS_MAX } });
  return null;
}

/** What the book says of it: a transfer where something came or went, and what lies in places. */
function withBook(
  kept: Thing<BookState>,
  nets: readonly (readonly [unit: string, size: bigint])[],
  { account, about }: How,
): NewFact[] | Refusal {
  const net = nets.filter(([, size]) => size !== 0n);
  const short =
    account !== null ? undefined : net.find(([unit, size]) => tooMany(kept, unit, size));
  if (short !== undefined) {
    const there = figure(unplacedOf(kept.state, short[0]));
    return refuse("stock.not-arrived", "state", { field: "amount", vars: { there } });
  }
  const lines = account === null ? [] : net.flatMap(([unit, size]) => two(account, unit, size));
  // More went out than was ever written to have come: what must have come is written as well.
  const lack = account === null ? [] : net.filter(([unit]) => unplacedOf(kept.state, unit) < 0n);
  const came = lack.flatMap(([unit]) => two("elsewhere", unit, -unplacedOf(kept.state, unit)));
  const placed = net.map(([unit, size]): Amount => ({ of: figure(size), unit }));
  if ([...placed, ...came.map(({ of }) => of)].some((amount) => !fits(amount).ok))
    return refuse("amount.too-large", "shape", { field: "amount" });
  const transfers = [...inTransfers(came), ...inTransfers(lines)].map((some) =>
    postTransfer(kept.id, { lines: some, ...(about && { for: about }) }),
  );
  return [...transfers, ...(placed.length > 0 ? [bookPlaced(kept.id, placed)] : [])];
}

/** So much more, or less, is here of a unit: from the account, or to it. */
function two(account: Account, unit: string, size: bigint): Line[] {
  return [
    { account, of: { of: figure(-size), unit } },
    { account: "here", of: { of: figure(size), unit } },
  ];
}

/** Lines of two and two, as many as go into one transfer. */
function inTransfers(lines: readonly Line[]): Line[][] {
  const many = Math.ceil(lines.length / LINES_IN_TRANSFER);
  return Array.from({ length: many }, (_, at) =>
    lines.slice(at * LINES_IN_TRANSFER, (at + 1) * LINES_IN_TRANSFER),
  );
}

const tooMany = ({ state }: Thing<BookState>, unit: string, size: bigint) =>
  size > 0n && unplacedOf(state, unit) < size;

function shelfMoved(id: string, lines: readonly LotLine[], { why, band }: How): NewFact {
  const record = { why, lines: merged(lines), ...(band && { band }) };
  return { kind: "shelf", thing: id, type: "shelf.moved/1", record };
}

/** One difference for each line, without those of nothing. */
function merged(lines: readonly LotLine[]): LotLine[] {
  const all = new Map<string, LotLine>();
  for (const { item, unit, until, lot, of } of lines) {
    const key = keyOf({ item, unit, until, lot });
    const sum = billionths(all.get(key)?.of ?? "0") + billionths(of);
    all.set(key, { item, unit, until, lot, of: figure(sum) });
  }
  return [...all.values()].filter(({ of }) => of !== "0");
}

/** The same lines leaving. */
export const leaving = (lines: readonly LotLine[]): LotLine[] =>
  lines.map((line) => ({ ...line, of: figure(-billionths(line.of)) }));
