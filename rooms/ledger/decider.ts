/** What the room's commands come to: pure, from the books' states alone. */
import { type Circle, isOutside, isShared, isWithin, withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Kind, NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { fits, isTerm, startOfWeek } from "../../house/values/index.ts";
import { need } from "../needs/index.ts";
import { delivery, offer } from "../offers/index.ts";
import { circleOf, openToAllFrom } from "../people/index.ts";
import { term, termMark, termNamed } from "../spaces/index.ts";
import { sideOf } from "./accounts.ts";
import { difference } from "./difference.ts";
import { EXCHANGED } from "./exchange-facts.ts";
import {
  type About,
  type BookState,
  book,
  bookOpened,
  isTransfer,
  LINES_MAX,
  type Line,
  type Purpose,
  postTransfer,
  purposeMark,
} from "./facts.ts";
import { leavesPlaced } from "./in-places.ts";
import type { Correct, NewAccount, Open, Post } from "./shapes.ts";

type Answer = Decided | Refusal;

/** One answer for a book that is not there and one that is closed to the author. */
export const noBook = refuse("ledger.no-such-book", "not-found", { next: "go-back" });

const oneEnd = refuse("ledger.between-is-two", "shape", { field: "lines", next: "ledger.move" });

/** Opens a book. Several of one purpose are several books; the first is the one counting uses. */
export function openBook(world: World, { purpose, title, circle }: Open, context: Context): Answer {
  const within = circleOf(world, circle);
  if (isRefusal(within)) return within;
  const id = context.id();
  return { facts: [{ ...bookOpened(id, purpose, title), ...within }], answer: { book: id } };
}

/** Gives a book an account of the group's own; its word is named where it is new. */
export function addAccount(world: World, input: NewAccount, context: Context): Answer {
  const { book: id, side, name } = input;
  const thing = world.thing(book, id);
  if (thing === undefined) return noBook;
  const [first] = name;
  const known = world
    .find(term, termMark("account", first?.text ?? ""))
    .find(({ state, circle }) => {
      const near = !isWithin(circle) || circle === thing.circle;
      return near && state.use === "account" && !state.retired;
    });
  const account = known?.id ?? context.id();
  if (thing.state.accounts[account] !== undefined)
    return refuse("ledger.has-that-account", "state", { field: "name" });
  // The heading of a circle's book is that circle's word.
  const word = { ...termNamed(account, "account", name), ...withinOf(thing) };
  const named = known === undefined ? [word] : [];
  const record = { account, side };
  const added = { kind: "book", thing: id, type: "book.account-added/1", record };
  return { facts: [...named, added], answer: { account } };
}

/** Writes a transfer down. Two that look the same are two. */
export function post(world: World, input: Post, context: Context): Answer {
  const thing = world.thing(book, input.book);
  if (thing === undefined) return noBook;
  const no = mayWrite(thing, input.lines, context);
  if (no !== null) return no;
  // One end of a transfer between books is none: both are written at once (decider-moves.ts).
  if (input.lines.some(({ account }) => account === "between")) return oneEnd;
  if (!mayName(world, thing, input.for ?? {}))
    return refuse("ledger.about-not-here", "not-found", { field: "for", next: "go-back" });
  const { lines, narration, party } = input;
  const hours = hoursApart(thing, context);
  if (hours !== null && (party ?? narration) !== undefined) return namesNobody;
  const words = { ...(narration && { narration }), ...(party && { party }) };
  const about = input.for === undefined ? {} : { for: input.for };
  const fact = postTransfer(thing.id, { lines, ...about }, words);
  return { facts: [fact], ...hours, answer: { entry: thing.n + 1 } };
}

/** Hours of a protected group name nobody. */
export const namesNobody = refuse("ledger.hours-name-nobody", "shape", { field: "party" });

/**
 * Hours in a protected space are the group's, by the week: neither who worked nor which night, so
 * that nobody can be shown either. Null where the book or the space is another.
 */
export function hoursApart(
  { state }: Thing<BookState>,
  context: Context,
): Pick<Decided, "ofGroup"> | null {
  if (state.purpose !== "hours" || !context.protects) return null;
  return { ofGroup: { happened: startOfWeek(context.happened, context.zone) } };
}

/** Writes the difference between what stands and what is right as a transfer of its own. */
export function correct(world: World, input: Correct, context: Context): Answer {
  const { book: id, entry, seen, was, right, why } = input;
  const thing = world.thing(book, id);
  if (thing === undefined) return noBook;
  const { corrections } = thing.state;
  const itself = Object.values(corrections).some((list) => list.includes(entry));
  if (!isTransfer(thing.state, entry) || itself)
    return refuse("ledger.no-such-entry", "not-found", { next: "go-back" });
  if ((corrections[entry]?.length ?? 0) !== seen)
    return refuse("ledger.corrected-meanwhile", "again", { next: "go-back" });
  const exchanged = thing.state.exchanges[entry];
  if (exchanged !== undefined && right.length > 0)
    return refuse("ledger.exchange-whole", "shape", { field: "lines", next: "ledger.exchange" });
  // What somebody only says stood there could write any exchange, with no rate.
  if (exchanged !== undefined && difference(was, exchanged).length > 0)
    return refuse("ledger.corrected-meanwhile", "again", { next: "go-back" });
  const lines = difference(was, right);
  if (lines.length === 0) return refuse("ledger.nothing-changes", "shape", { field: "lines" });
  const moves = lines.some(({ account }) => account === "between");
  if (moves && thing.state.links[entry] !== undefined)
    return refuse("ledger.both-ends", "state", { field: "lines", next: "go-back" });
  // Only what came in as one end, by a row of a bank's file, is put right as one.
  if (moves && !thing.state.loose[entry]) return oneEnd;
  const no = (exchanged === undefined ? mayWrite : mayWriteLines)(thing, lines, context);
  if (no !== null) return no;
  const hours = hoursApart(thing, context);
  if (hours !== null && why !== undefined) return { ...namesNobody, field: "why" };
  const words = why === undefined ? {} : { narration: why };
  const fact = postTransfer(id, { lines, corrects: entry }, words);
  return { facts: [fact], ...hours, answer: { entry: thing.n + 1 } };
}

/**
 * The first book of a purpose, or a new one with the fact that opens it. In a circle inside the
 * group it is one of that circle that all who are in it may open, so that it is the same book
 * whoever counts; otherwise one of no circle.
 */
export function bookFor(
  world: World,
  purpose: Purpose,
  context: Context,
  within: { circle?: `circle:${string}` } = {},
): { id: string; facts: NewFact[] } {
  const near = ({ circle }: Thing) => (isWithin(circle) ? circle : undefined) === within.circle;
  const from = within.circle === undefined ? 0 : openToAllFrom(world, within.circle);
  const books = world.find(book, purposeMark(purpose)).filter(near);
  const first = books.find((one) => one.first.index >= from);
  if (first !== undefined) return { id: first.id, facts: [] };
  const id = context.id();
  return { id, facts: [{ ...bookOpened(id, purpose), ...within }] };
}

/**
 * Whether what an entry is about may be named in this book: it lies in no narrower circle. What
 * another group reads too names only what that can open.
 */
function mayName(world: World, { circle }: Thing, about: About): boolean {
  const named: [Kind<never>, string | undefined][] = [
    [delivery as Kind<never>, about.delivery],
    [offer as Kind<never>, about.offer],
    [need as Kind<never>, about.need],
  ];
  return named.every(([kind, id]) => {
    if (id === undefined) return true;
    const one = world.thing(kind, id);
    if (isShared(circle)) return one !== undefined && opensAsWide(one.circle, circle);
    return one === undefined || !isWithin(one.circle) || one.circle === circle;
  });
}

/** Whether something may be named in what is shared: it is open to everyone, or to the same two. */
export const opensAsWide = (circle: Circle, shared: Circle): boolean =>
  isOutside(circle) || circle === shared;

/** Whether whoever has these roles writes in books of money. */
export const keepsMoney = ({ roles }: Pick<Context, "roles">): boolean =>
  roles.includes("treasurer") || roles.includes("coordination");

/** Whether this author may write these lines in this book by hand; null where they may. */
export function mayWrite(
  thing: Thing<BookState>,
  lines: readonly Line[],
  context: Context,
): Refusal | null {
  return mayWriteLines(thing, lines, context) ?? (lines.some(isChanged) ? withRate : null);
}

const isChanged = ({ account }: Line) => account === EXCHANGED;
const withRate = refuse("ledger.exchange-has-rate", "shape", {
  ...{ field: "lines", next: "ledger.exchange" },
});

/** The same, whichever command writes them. */
export function mayWriteLines(
  { state }: Thing<BookState>,
  lines: readonly Line[],
  { roles }: Context,
): Refusal | null {
  if (state.purpose === "money" && !keepsMoney({ roles }))
    return refuse("ledger.treasurers-keep-money", "who", { next: "ask" });
  const unknown = lines.some(
    ({ account }) => isTerm(account) && sideOf(account, state.accounts) === null,
  );
  if (unknown) return refuse("ledger.no-such-account", "shape", { field: "lines" });
  if (lines.length > LINES_MAX) return refuse("ledger.too-many-lines", "shape", { field: "lines" });
  if (lines.some(({ of }) => !fits(of).ok))
    return refuse("amount.too-large", "shape", { field: "lines" });
  return leavesPlaced(state, lines);
}
