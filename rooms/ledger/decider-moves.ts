/**
 * Transfers between two books: an end in each, both in one commit, each balanced against `between`.
 * The ends share a fresh random id and name each other by nothing else.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, negate, signOf, subtract } from "../../house/values/index.ts";
import { hoursApart, mayWrite, namesNobody, noBook } from "./decider.ts";
import {
  type BookState,
  book,
  type Line,
  postTransfer,
  type TransferRecord,
  type TransferWords,
} from "./facts.ts";
import type { CorrectMove, Move } from "./shapes.ts";

type Answer = Decided | Refusal;
type Book = Thing<BookState>;
type End = { book: string; account: string };
type Two = { from: Book; to: Book };

/** The account that both ends of a transfer between books are balanced against. */
export const BETWEEN = "between";

/** Moves so much from a heading of one book to one of another. */
export function move(world: World, input: Move, context: Context): Answer {
  const { from, to, amount, narration } = input;
  const two = bothOf(world, from, to);
  if ("refused" in two) return two;
  const lines = linesOf(from.account, to.account, amount);
  const no = mayMove(two, lines, context);
  if (no !== null) return no;
  const link = context.id();
  const words = narration === undefined ? {} : { narration };
  return both(two, { from: { ...lines.from, link }, to: { ...lines.to, link } }, words, {
    ...{ context, why: "narration" },
  });
}

/** Puts both ends right in one commit; less, more, or none of it moved. */
export function correctMove(world: World, input: CorrectMove, context: Context): Answer {
  const { from, to, was, right, why } = input;
  const two = bothOf(world, from, to);
  if ("refused" in two) return two;
  const shared = two.from.state.links[from.entry];
  if (shared === undefined || shared !== two.to.state.links[to.entry] || isCorrection(two, input))
    return refuse("ledger.no-such-move", "not-found", { next: "go-back" });
  const seen = (one: Book, { entry }: { entry: number }) =>
    one.state.corrections[entry]?.length ?? 0;
  if (seen(two.from, from) !== from.seen || seen(two.to, to) !== to.seen)
    return refuse("ledger.corrected-meanwhile", "again", { next: "go-back" });
  if (was.unit !== right.unit) return refuse("ledger.other-unit", "shape", { field: "right" });
  const more = subtract(right, was);
  if (signOf(more) === 0) return refuse("ledger.nothing-changes", "shape", { field: "right" });
  const lines = linesOf(from.account, to.account, more);
  const no = mayMove(two, lines, context);
  if (no !== null) return no;
  const link = context.id();
  const ends = {
    from: { ...lines.from, corrects: from.entry, link },
    to: { ...lines.to, corrects: to.entry, link },
  };
  const words = why === undefined ? {} : { narration: why };
  return both(two, ends, words, { context, why: "why" });
}

/** Both books; neither is there for who may not open both. */
function bothOf(world: World, from: End, to: End): Two | Refusal {
  const [left, arrived] = [world.thing(book, from.book), world.thing(book, to.book)];
  if (left === undefined) return { ...noBook, field: "from" };
  if (arrived === undefined) return { ...noBook, field: "to" };
  if (left.id === arrived.id) return refuse("ledger.same-book", "shape", { field: "to" });
  if (left.state.purpose !== arrived.state.purpose)
    return refuse("ledger.other-purpose", "shape", { field: "to" });
  return { from: left, to: arrived };
}

function isCorrection({ from, to }: Two, input: CorrectMove): boolean {
  const has = ({ state }: Book, n: number) =>
    Object.values(state.corrections).some((list) => list.includes(n));
  return has(from, input.from.entry) || has(to, input.to.entry);
}

/** What each end says: it leaves here for between, and arrives there from between. */
function linesOf(from: string, to: string, amount: Amount) {
  const back = negate(amount);
  const left: Line[] = [
    { account: from, of: back },
    { account: BETWEEN, of: amount },
  ];
  const arrived: Line[] = [
    { account: BETWEEN, of: back },
    { account: to, of: amount },
  ];
  return { from: { lines: left }, to: { lines: arrived } };
}

type Ends = { from: TransferRecord; to: TransferRecord };

function mayMove({ from, to }: Two, lines: Ends, context: Context): Refusal | null {
  const ends = [
    { field: "from", thing: from, lines: lines.from.lines },
    { field: "to", thing: to, lines: lines.to.lines },
  ];
  for (const { field, thing, lines: own } of ends) {
    if (own.every(({ account }) => account === BETWEEN))
      return refuse("ledger.no-such-account", "shape", { field });
    const no = mayWrite(thing, own, context);
    if (no !== null) return no.field === "lines" ? { ...no, field } : no;
  }
  return null;
}

function both(
  { from, to }: Two,
  ends: Ends,
  words: TransferWords,
  { context, why }: { context: Context; why: string },
): Answer {
  const hours = hoursApart(from, context);
  if (hours !== null && words.narration !== undefined) return { ...namesNobody, field: why };
  const facts = [postTransfer(from.id, ends.from, words), postTransfer(to.id, ends.to, words)];
  return { facts, ...hours, answer: { entry: from.n + 1, arrived: to.n + 1 } };
}
