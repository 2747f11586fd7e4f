/** What was paid and what came back: written into the book in the same step. Pure. */
import { isBeyond } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, add, billionths, negate, subtract } from "../../house/values/index.ts";
import {
  type Line as BookLine,
  type BookState,
  balances,
  book,
  isTransfer,
  postTransfer,
  sideOf,
} from "../ledger/index.ts";
import { type Answer, type Found, fact, noExpense } from "./decider.ts";
import { entryMark, expense, TIMES_MAX } from "./facts.ts";
import type { ComeBack, Link, Pay } from "./shapes.ts";
import { asked, backOf, isAbove, leftOf, standing } from "./sums.ts";

const notApproved = refuse("expenses.not-approved", "state", { next: "expenses.write-in-book" });
const tooOften = refuse("expenses.too-often", "state", { next: "go-back" });
const noBook = refuse("ledger.no-such-book", "not-found", { next: "go-back" });
/** The heading that holds what was lent for costs to come. */
const ADVANCED = "advanced";
/** Headings that hold money which nobody here can give out, or no money at all. */
export const NOT_OURS_NOW = ["held", "frozen", "on-the-way", ADVANCED, "here"];

/** Says that it was paid: posts it, balanced, in its book. */
export function pay(world: World, input: Pay, _: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const { state, id } = found;
  if (state.status === "paid") return refuse("expenses.paid-already", "state", { next: "go-back" });
  if (state.status !== "approved") return notApproved;
  const own = world.thing(book, state.book);
  if (own === undefined) return noBook;
  const { advance = null } = input;
  const from = advance === null ? (input.from ?? "money") : ADVANCED;
  const no = advance === null ? fromFault(own, from) : null;
  if (no !== null) return no;
  const drawn = advance === null ? [] : drawOn(world, { advance, found, own });
  if ("refused" in drawn) return drawn;
  const entry = own.n + 1;
  // Whoever else opens the book is not told what the group asks for inside.
  const about = state.need === null || isBeyond(own.circle) ? {} : { for: { need: state.need } };
  const record = { book: own.id, entry, from, advance, linked: false };
  return {
    facts: [
      postTransfer(own.id, { lines: paidLines(found, from), ...about }),
      fact(id, "paid", record),
      ...drawn,
    ],
    answer: { entry, book: own.id },
  };
}

/** The lines of the book: each heading gets what was approved under it, and it leaves one. */
export function paidLines({ state }: Pick<Found, "state">, from: string): BookLine[] {
  const uses = new Map<string, BookLine>();
  for (const { account, of } of standing(state)) {
    const key = `${account} ${of.unit}`;
    const before = uses.get(key);
    uses.set(key, { account, of: before === undefined ? of : add(before.of, of) });
  }
  const out = asked(state).map((of) => ({ account: from, of: negate(of) }));
  return [...out, ...uses.values()];
}

function fromFault({ state }: Thing<BookState>, from: string): Refusal | null {
  if (NOT_OURS_NOW.includes(from))
    return refuse("expenses.not-available", "state", { field: "from" });
  if (sideOf(from, state.accounts) !== "stock")
    return refuse("expenses.not-money-here", "shape", { field: "from" });
  return null;
}

/**
 * Whether the book holds less than this as lent. What an advance was paid by may be a line that
 * lent nothing: then there is nothing to draw on, and nothing that could come back.
 */
const isMoreThanLent = ({ state }: Thing<BookState>, { of, unit }: Amount): boolean => {
  const lent = balances(state).find((one) => one.account === ADVANCED && one.of.unit === unit);
  return billionths(of) > billionths(lent?.of.of ?? "0");
};

type Drawing = { advance: string; found: Found; own: Thing<BookState> };

/** Takes what an expense comes to out of an advance, or says why it cannot. */
function drawOn(
  world: World,
  { advance: id, found: { id: by, state }, own }: Drawing,
): NewFact[] | Refusal {
  const advance = world.thing(expense, id);
  const field = "advance";
  if (advance === undefined || advance.state.as !== "advance" || state.as === "advance")
    return refuse("expenses.no-such-advance", "not-found", { field });
  if (advance.state.status !== "paid" || advance.state.book !== state.book)
    return refuse("expenses.no-such-advance", "not-found", { field });
  if (advance.state.drawn.length >= TIMES_MAX) return { ...tooOften, field };
  const left = leftOf(advance.state);
  if (asked(state).some((one) => isAbove(one, left) || isMoreThanLent(own, one)))
    return refuse("expenses.advance-too-small", "state", { field });
  return [fact(id, "drawn-on", { expense: by, of: asked(state) })];
}

/** Whether a line changed money, or moved it to another book: it paid nobody. */
const wentToNobody = ({ state: { exchanges, links, loose } }: Thing<BookState>, entry: number) =>
  [exchanges, links, loose].some((lines) => Object.hasOwn(lines, entry));

/** Says which line of the book paid it already: nothing is written twice. */
export function linkPaid(world: World, { expense: id, entry }: Link, _: Context): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  const { status, book: bookId } = found.state;
  if (status === "paid") return refuse("expenses.paid-already", "state", { next: "go-back" });
  if (status !== "approved") return notApproved;
  const own = world.thing(book, bookId);
  if (own === undefined) return noBook;
  const field = "entry";
  if (!isTransfer(own.state, entry))
    return refuse("ledger.no-such-entry", "not-found", { field, next: "go-back" });
  const corrects = Object.values(own.state.corrections).some((all) => all.includes(entry));
  if (corrects) return refuse("expenses.a-correction", "state", { field });
  if (wentToNobody(own, entry)) return refuse("expenses.other-figure", "state", { field });
  if (world.find(expense, entryMark(own.id, entry)).length > 0)
    return refuse("expenses.entry-taken", "state", { field });
  const record = { book: own.id, entry, from: "money", advance: null, linked: true };
  return { facts: [fact(id, "paid", record)], answer: { entry, book: own.id } };
}

/** Says that money of a line came back: a refund, or the rest of an advance. */
export function comeBack(world: World, input: ComeBack, _: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const { state, id } = found;
  if (state.status !== "paid") return refuse("expenses.not-paid", "state", { next: "go-back" });
  if (state.back.length >= TIMES_MAX) return tooOften;
  const line = standing(state).find(({ n }) => n === input.line);
  if (line === undefined || line.of.unit !== input.of.unit)
    return refuse("expenses.no-such-line", "shape", { field: "line" });
  if (billionths(input.of.of) > billionths(backMax(found, line).of))
    return refuse("expenses.more-than-was-paid", "state", { field: "of" });
  const own = world.thing(book, state.book);
  if (own === undefined) return noBook;
  if (line.account === ADVANCED && isMoreThanLent(own, input.of))
    return refuse("expenses.nothing-was-lent", "state", { field: "of", next: "go-back" });
  const no = fromFault(own, input.to);
  if (no !== null) return { ...no, field: "to" };
  const entry = own.n + 1;
  const lines = [
    { account: line.account, of: negate(input.of) },
    { account: input.to, of: input.of },
  ];
  const record = { line: input.line, of: input.of, entry };
  return {
    facts: [postTransfer(own.id, { lines }), fact(id, "came-back", record)],
    answer: { entry, book: own.id },
  };
}

/** So much of a line can still come back. */
export function backMax({ state }: Pick<Found, "state">, line: { n: number; of: Amount }): Amount {
  if (state.as === "advance")
    return leftOf(state).find(({ unit }) => unit === line.of.unit) ?? { ...line.of, of: "0" };
  return subtract(line.of, backOf(state, line.n, line.of.unit));
}
