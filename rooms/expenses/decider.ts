/** Handing in, changing and withdrawing an expense, and the pictures of its receipts. Pure. */
import { isWithin, withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import { dayIn } from "../../house/days.ts";
import type { Erase, Kind, NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { fits, monthSchema, parseDay, picturesOf } from "../../house/values/index.ts";
import { agreement } from "../agreements/index.ts";
import { type BookState, book, bookFor, ownBook, ownBookFor, sideOf } from "../ledger/index.ts";
import { need } from "../needs/index.ts";
import { member, rolesOf } from "../people/index.ts";
import { asksNow, isWithThem, namesThem, otherOf } from "./agreed.ts";
import { budget } from "./budgets.ts";
import {
  ANEW_MAX,
  type ExpenseState,
  expense,
  type For,
  type Line,
  RECEIPTS_ALL_MAX,
  RECEIPTS_MAX,
} from "./facts.ts";
import type { AddReceipt, One, OneReceipt, Revise, Submit } from "./shapes.ts";
import { totals } from "./sums.ts";

/** What a decider here answers. */
export type Answer = Decided | Refusal;
/** An expense as deciders hold it. */
export type Found = Thing<ExpenseState>;

/** There is none that the author may open. */
export const noExpense = refuse("expenses.no-such-expense", "not-found", { next: "go-back" });
const notYours = refuse("expenses.not-yours", "who", { next: "go-back" });
const isOver = refuse("expenses.is-over", "state", { next: "go-back" });

/** The fact of an expense. */
export const fact = (thing: string, what: string, record: object = {}): NewFact => ({
  ...{ kind: expense.kind, thing, type: `expense.${what}/1`, record: { ...record } },
});

/** Whether somebody handed it in or typed it. */
export const isAuthor = ({ state }: Found, who: string): boolean => state.authors.includes(who);

/** Whether it is somebody's own matter: they handed it in, or the money is for them. */
export const isOwn = (found: Found, who: string): boolean =>
  isAuthor(found, who) || found.state.payee === who;

const keepsMoney = ({ roles }: Pick<Context, "roles">) =>
  roles.includes("treasurer") || roles.includes("coordination");

/** Hands an expense or an advance in. */
export function submit(world: World, input: Submit, context: Context): Answer {
  const { as, book: id } = input;
  const own = id === undefined ? undefined : world.thing(book, id);
  if (id !== undefined && own?.state.purpose !== "money")
    return refuse("ledger.no-such-book", "not-found", { field: "book", next: "go-back" });
  const begun = own === undefined ? bookOf(world, input, context) : { id: own.id, facts: [] };
  const inBook = own ?? world.thing(book, begun.id);
  const says = saysOf(world, { input, as, inBook }, context);
  if (isRefusal(says)) return says;
  const expenseId = context.id();
  // A book that opens in this step is the agreement's own.
  const agreed = inBook?.state.agreement ?? (begun.shared === undefined ? null : says.agreement);
  const shown = sharedFor(world, { id: expenseId, state: says, inOwn: agreed !== null }, context);
  if (isRefusal(shown)) return shown;
  const made: NewFact = {
    ...fact(expenseId, "submitted", { as, book: begun.id, ...says }),
    ...wordsOf(input),
    ...(inBook === undefined ? {} : withinOf(inBook)),
  };
  const receipt = picture(expenseId, context.files, 1, context);
  return {
    facts: [...begun.facts, made, ...shown, ...receipt],
    answer: { expense: expenseId, book: begun.id },
  };
}

type Begun = { id: string; facts: NewFact[]; shared?: string };

/**
 * The book of the agreement it is spent under, where that has one, or where the other group is to
 * say yes as well and so has to read it; else the group's first.
 */
function bookOf(world: World, { agreement: deal, lines }: Submit, context: Context): Begun {
  const under = deal ?? null;
  const own = under === null ? undefined : ownBook(world, under, "money");
  if (own !== undefined) return { id: own.id, facts: [] };
  const named = namesThem(asksNow(world, { agreement: under, lines }, context.now));
  const opens = named && under !== null ? ownBookFor(world, under, "money", context) : null;
  return opens ?? bookFor(world, "money", context);
}

type Shareable = {
  id: string;
  state: Pick<ExpenseState, "agreement" | "lines">;
  /** Whether its book is the agreement's own. */
  inOwn: boolean;
};

/**
 * The fact by which the other group reads an expense: where a clause names that group among those
 * who say yes, and nowhere else. Such an expense is paid out of the agreement's own book.
 */
export function sharedFor(
  world: World,
  { id, state, inOwn }: Shareable,
  { now }: Pick<Context, "now">,
): NewFact[] | Refusal {
  if (!namesThem(asksNow(world, state, now))) return [];
  if (!inOwn)
    return refuse("expenses.takes-own-book", "clause", {
      ...{ field: "agreement", next: "expenses.without-agreement" },
    });
  const other = otherOf(world, state.agreement);
  return other === null
    ? refuse("expenses.not-in-force", "clause", { next: "expenses.without-agreement" })
    : [fact(id, "shared", { ally: other })];
}

/** Says it anew, where it was sent back or nobody approved it yet. */
export function revise(world: World, input: Revise, context: Context): Answer {
  const found = world.thing(expense, input.expense);
  if (found === undefined) return noExpense;
  const { state, id } = found;
  if (!isAuthor(found, context.who)) return notYours;
  if (state.status !== "submitted") return isOver;
  if (state.approvals.length + state.theirs.length > 0 && state.sentBack === null)
    return refuse("expenses.approved-by-one", "state", { next: "expenses.withdraw" });
  if (state.revision > ANEW_MAX)
    return refuse("expenses.anew-enough", "limit", { next: "expenses.withdraw" });
  const inBook = world.thing(book, state.book);
  const says = saysOf(world, { input, as: state.as, inBook }, context);
  if (isRefusal(says)) return says;
  const inOwn = inBook?.state.agreement != null;
  const shown = isWithThem(found) ? [] : sharedFor(world, { id, state: says, inOwn }, context);
  if (isRefusal(shown)) return shown;
  const dropped = state.receipts.filter(({ line }) => line > says.lines.length);
  return {
    facts: [{ ...fact(id, "revised", says), ...wordsOf(input) }, ...shown],
    // Whom it was to be paid to before, and receipts of lines that are no more, go; and where
    // others begin to read it, what it was said to be for.
    erases: [
      ...dropped.map(({ at }) => erase(id, at, ["files"])),
      ...saidIn(state).map((at) => erase(id, at, shown.length > 0 ? BOTH : ["people"])),
    ],
  };
}

const BOTH: Erase["parts"] = ["words", "people"];
const saidIn = ({ said }: Pick<ExpenseState, "said">) => said.filter(isSaying);

/** Erases what it said before it said what it says now: who reads it from now on reads that. */
export const saidBefore = ({ id, state }: Found): Erase[] =>
  saidIn(state)
    .filter(({ n }) => n !== state.words?.n)
    .map((at) => erase(id, at, ["words"]));

const isSaying = ({ type }: { type: string }) =>
  type === "expense.submitted/1" || type === "expense.revised/1";
const erase = (thing: string, at: Erase["at"], parts: Erase["parts"]): Erase => {
  return { kind: expense.kind, thing, at, parts };
};

function wordsOf({ what, whats, name }: { what?: unknown; whats?: unknown; name?: unknown }) {
  const words = { ...(what === undefined ? {} : { what }), ...(whats ? { whats } : {}) };
  return {
    ...(Object.keys(words).length === 0 ? {} : { words }),
    ...(name === undefined ? {} : { people: { name } }),
  };
}

type Saying = {
  input: Omit<Revise, "expense">;
  as: ExpenseState["as"];
  inBook: Thing<BookState> | undefined;
};

/** What stands in the record, or why it cannot. */
function saysOf(
  world: World,
  { input, as, inBook }: Saying,
  context: Context,
): (For & { lines: Line[] }) | Refusal {
  const { name, need: about = null } = input;
  // What is paid out of an agreement's own book is spent under it.
  const under = input.agreement ?? inBook?.state.agreement ?? null;
  if (inBook?.state.agreement != null && under !== inBook.state.agreement)
    return refuse("expenses.not-for-that", "shape", { field: "agreement" });
  // Where nobody is said, whoever hands it in gets the money.
  const payee = input.payee ?? (name === undefined ? context.who : null);
  const { budget: plan = null } = input;
  if (input.payee !== undefined && name !== undefined)
    return refuse("expenses.one-payee", "shape", { field: "name" });
  if (input.payee !== undefined && payee !== null && !isHere(world, payee))
    return refuse("expenses.no-such-payee", "shape", { field: "payee" });
  if (as === "advance" && (input.lines.length > 1 || input.lines[0]?.undocumented !== undefined))
    return refuse("expenses.advance-of-one", "shape", { field: "lines" });
  const lines = linesOf(input.lines, { as, inBook }, context);
  if (isRefusal(lines)) return lines;
  const no = forFault(world, { under, about, plan }, lines, inBook);
  return no ?? { payee, agreement: under, need: about, budget: plan, lines };
}

const isHere = (world: World, id: string) => {
  const thing = world.thing(member, id);
  return thing !== undefined && rolesOf(thing.state).length > 0;
};

function linesOf(
  said: Revise["lines"],
  { as, inBook }: Pick<Saying, "as" | "inBook">,
  { happened, now, zone, protects }: Context,
): Line[] | Refusal {
  const today = dayIn(now, zone, false);
  const lines: Line[] = [];
  for (const [i, { account, of, day, undocumented = null }] of said.entries()) {
    const field = `lines.${i}`;
    const typed = day ?? dayIn(happened, zone, false);
    if (!isReal(typed, zone)) return refuse("day.no-such-day", "shape", { field: `${field}.day` });
    if (typed > today) return refuse("house.not-yet-happened", "shape", { field: `${field}.day` });
    const heading = as === "advance" ? "advanced" : account;
    if (as !== "advance" && sideOf(heading, inBook?.state.accounts ?? {}) !== "use")
      return refuse("expenses.not-a-use", "shape", { field: `${field}.account` });
    const told = protects ? typed.slice(0, 7) : typed;
    lines.push({ account: heading, of, day: told, undocumented });
  }
  const [first] = lines;
  if (lines.some(({ of }) => of.unit !== first?.of.unit))
    return refuse("expenses.one-currency", "shape", { field: "lines" });
  if (totals(lines.map(({ of }) => of)).some((sum) => !fits(sum).ok))
    return refuse("amount.too-large", "shape", { field: "lines.0.of" });
  return lines;
}

/** Whether there is such a day, or such a month. */
const isReal = (day: string, zone: string) =>
  day.length === 7 ? monthSchema.safeParse(day).success : parseDay(day, zone).ok;

type ForWhat = { under: string | null; about: string | null; plan: string | null };

/**
 * Why it cannot be for that. What a circle's book holds is seen by the circle alone, so nothing of
 * it counts against what the whole group reckons with.
 */
function forFault(
  world: World,
  { under, about, plan }: ForWhat,
  lines: readonly Line[],
  inBook: Thing | undefined,
): Refusal | null {
  const within = inBook !== undefined && isWithin(inBook.circle) ? inBook.circle : null;
  if (
    within !== null &&
    (under !== null || lines.some(({ undocumented }) => undocumented !== null))
  )
    return refuse("expenses.not-in-a-circle", "state", { field: "book" });
  const named: readonly [Kind<never>, string | null, string][] = [
    [agreement as Kind<never>, under, "agreement"],
    [need as Kind<never>, about, "need"],
    [budget as Kind<never>, plan, "budget"],
  ];
  for (const [kind, id, field] of named) {
    const thing = id === null ? undefined : world.thing(kind, id);
    const isNarrower = thing !== undefined && isWithin(thing.circle) && thing.circle !== within;
    if (id !== null && (thing === undefined || isNarrower))
      return refuse("expenses.not-for-that", "shape", { field });
  }
  const planned = plan === null ? undefined : world.thing(budget, plan);
  if (planned !== undefined && planned.state.of.unit !== lines[0]?.of.unit)
    return refuse("expenses.other-currency", "shape", { field: "budget" });
  return null;
}

function picture(id: string, files: Context["files"], line: number, context: Context): NewFact[] {
  const list = picturesOf(files ?? []);
  if (list.length === 0) return [];
  const record = { receipt: context.id(), line };
  return [{ ...fact(id, "receipt-added", record), files: { list } }];
}

/** Puts the picture of a receipt to a line. It may come late: it shows what was. */
export function addReceipt(
  world: World,
  { expense: id, line }: AddReceipt,
  context: Context,
): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  const { state } = found;
  if (!isOwn(found, context.who) && !keepsMoney(context)) return notYours;
  if (state.status === "refused" || state.status === "withdrawn") return isOver;
  if (line > state.lines.length) return refuse("expenses.no-such-line", "shape", { field: "line" });
  if (picturesOf(context.files ?? []).length === 0)
    return refuse("expenses.no-picture", "shape", { field: "photo" });
  const ofLine = state.receipts.filter((one) => one.line === line);
  if (ofLine.length >= RECEIPTS_MAX || state.receipts.length >= RECEIPTS_ALL_MAX)
    return refuse("expenses.too-many-receipts", "limit", { field: "photo" });
  return { facts: picture(id, context.files, line, context) };
}

/** Erases the picture of a receipt; that there was one stays written. */
export function removeReceipt(
  world: World,
  { expense: id, receipt }: OneReceipt,
  context: Context,
): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  const one = found.state.receipts.find((each) => each.id === receipt);
  if (one === undefined) return { facts: [] };
  if (!mayRemove(found, context)) return notYours;
  return {
    facts: [fact(id, "receipt-removed", { receipt })],
    erases: [erase(id, one.at, ["files"])],
  };
}

/** What somebody approved by is taken away by those who keep the money, and not by whose it is. */
export function mayRemove(found: Found, context: Pick<Context, "who" | "roles">): boolean {
  const { who } = context;
  const { approvals, theirs } = found.state;
  if (approvals.length + theirs.length > 0) return keepsMoney(context) && !isOwn(found, who);
  return keepsMoney(context) || isAuthor(found, who);
}

/** Takes it back, while it is not paid. */
export function withdraw(world: World, { expense: id }: One, context: Context): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  if (!isAuthor(found, context.who)) return notYours;
  const { status } = found.state;
  if (status === "withdrawn") return { facts: [] };
  if (status !== "submitted" && status !== "approved") return isOver;
  return { facts: [fact(id, "withdrawn")] };
}

/** Erases all that was said and shown of it: words, names, pictures. The figures stay. */
export function takeOut(world: World, { expense: id }: One): Answer {
  const found = world.thing(expense, id);
  if (found === undefined) return noExpense;
  const { state } = found;
  if (state.said.length === 0 && state.receipts.length === 0) return { facts: [] };
  return {
    facts: [
      fact(id, "words-taken-out"),
      ...state.receipts.map(({ id: receipt }) => fact(id, "receipt-removed", { receipt })),
    ],
    erases: [
      ...state.said.map((at) => erase(id, at, ["words", "people"])),
      ...state.receipts.map(({ at }) => erase(id, at, ["files"])),
    ],
  };
}
