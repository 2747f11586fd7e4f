/** Planning, earmarking, and what is expected every month. Pure; none of it moves money. */
import { isWithin, withinOf } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { Kind, NewFact, Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import type { Month } from "../../house/values/index.ts";
import { agreement } from "../agreements/index.ts";
import { type BookState, book, bookFor, isTransfer } from "../ledger/index.ts";
import { need } from "../needs/index.ts";
import {
  ARRIVED_MAX,
  budget,
  EARMARKS_MAX,
  earmarkMark,
  type PledgeState,
  PROJECT_MAX,
  pledge,
  pledgedMark,
  projectMark,
} from "./budgets.ts";
import type { Answer } from "./decider.ts";
import type {
  ChangeBudget,
  EarmarkIt,
  Expect,
  Matched,
  OneBudget,
  OnePledge,
  PlanBudget,
  Release,
} from "./shapes-budgets.ts";

const noBudget = refuse("expenses.no-such-budget", "not-found", { next: "go-back" });
const noPledge = refuse("expenses.no-such-pledge", "not-found", { next: "go-back" });
const backwards = refuse("ledger.period-backwards", "shape", { field: "to" });
const noBook = refuse("ledger.no-such-book", "not-found", { field: "book", next: "go-back" });

const fact = (kind: Kind<never>, thing: string, what: string, record: object = {}): NewFact => ({
  ...{ kind: kind.kind, thing, type: `${kind.kind}.${what}/1`, record: { ...record } },
});
const ofBudget = fact.bind(null, budget as Kind<never>);
const ofPledge = fact.bind(null, pledge as Kind<never>);

type InBook = { id: string; facts: NewFact[]; thing: Thing<BookState> | undefined };

/** The book of money that is meant, or the group's first; opened where there is none. */
function bookIn(world: World, id: string | undefined, context: Context): InBook | Refusal {
  if (id === undefined) {
    const found = bookFor(world, "money", context);
    return { ...found, thing: world.thing(book, found.id) };
  }
  const thing = world.thing(book, id);
  return thing?.state.purpose === "money" ? { id, facts: [], thing } : noBook;
}

/** Whether what a budget is for is here, and as open as its book. */
function isNamed(world: World, kind: Kind<never>, id: string | undefined, inBook: InBook): boolean {
  if (id === undefined) return true;
  const thing = world.thing(kind, id);
  return thing !== undefined && (!isWithin(thing.circle) || thing.circle === inBook.thing?.circle);
}

/** The first budget of a project, which is as open as the book of the one that is planned. */
function projectOf(
  world: World,
  id: string | undefined,
  { thing }: InBook,
): { first: string | null } | Refusal {
  if (id === undefined) return { first: null };
  const none = refuse("expenses.no-such-budget", "not-found", { field: "project" });
  const one = world.thing(budget, id);
  if (one === undefined) return none;
  const circle = (of: Pick<Thing, "circle"> | undefined) =>
    of !== undefined && isWithin(of.circle) ? of.circle : null;
  if (circle(one) !== circle(thing)) return none;
  const first = one.state.project ?? one.id;
  // As many as a page and a total can look at.
  if (world.find(budget, projectMark(first)).length + 1 >= PROJECT_MAX)
    return refuse("expenses.too-many-budgets", "limit", { field: "project" });
  return { first };
}

/** Plans what is to be spent, for what and when. */
export function planBudget(world: World, input: PlanBudget, context: Context): Answer {
  const { of, from, to, title, need: about, agreement: under } = input;
  if (to < from) return backwards;
  const inBook = bookIn(world, input.book, context);
  if (isRefusal(inBook)) return inBook;
  const isHere =
    isNamed(world, need as Kind<never>, about, inBook) &&
    isNamed(world, agreement as Kind<never>, under, inBook);
  if (!isHere) return refuse("expenses.not-for-that", "shape", { field: "need" });
  const project = projectOf(world, input.project, inBook);
  if (isRefusal(project)) return project;
  const id = context.id();
  const record = {
    ...{ of, from, to, book: inBook.id, project: project.first },
    ...{ need: about ?? null, agreement: under ?? null },
  };
  const within = inBook.thing === undefined ? {} : withinOf(inBook.thing);
  const said = { ...ofBudget(id, "planned", record), words: { title }, ...within };
  const planned: NewFact = { ...said, type: "budget.planned/2" };
  return { facts: [...inBook.facts, planned], answer: { budget: id } };
}

/** Plans it anew: how much, when, what it is called. Its currency stays. */
export function changeBudget(world: World, input: ChangeBudget): Answer {
  const found = world.thing(budget, input.budget);
  if (found === undefined || found.state.ended) return noBudget;
  const { of, from, to, title } = input;
  if (to < from) return backwards;
  if (of.unit !== found.state.of.unit)
    return refuse("expenses.other-currency", "shape", { field: "of" });
  const { title: at } = found.state;
  return {
    facts: [{ ...ofBudget(found.id, "changed", { of, from, to }), words: { title } }],
    erases: at === null ? [] : [{ kind: budget.kind, thing: found.id, at, parts: ["words"] }],
  };
}

/** Ends it; what was spent stays told. */
export function endBudget(world: World, { budget: id }: OneBudget): Answer {
  const found = world.thing(budget, id);
  if (found === undefined) return noBudget;
  return { facts: found.state.ended ? [] : [ofBudget(id, "ended")] };
}

/** Whether a line of a book is one that a contribution came by. */
function entryFault(world: World, id: string, entry: number): Refusal | null {
  const own = world.thing(book, id);
  if (own === undefined) return noBook;
  const corrects = Object.values(own.state.corrections).some((all) => all.includes(entry));
  if (isTransfer(own.state, entry) && !corrects) return null;
  return refuse("ledger.no-such-entry", "not-found", { field: "entry", next: "go-back" });
}

/** Says that a contribution counts for this purpose alone. A line is earmarked once. */
export function earmark(world: World, input: EarmarkIt, context: Context): Answer {
  const found = world.thing(budget, input.budget);
  if (found === undefined || found.state.ended) return noBudget;
  const { state, id } = found;
  const { entry, of } = input;
  if (of.unit !== state.of.unit) return refuse("expenses.other-currency", "shape", { field: "of" });
  const no = entryFault(world, state.book, entry);
  if (no !== null) return no;
  const taken = world
    .find(budget, earmarkMark(state.book, entry))
    .some((one) => one.state.earmarks.some((each) => each.entry === entry));
  if (taken) return refuse("expenses.earmarked-already", "state", { field: "entry" });
  if (state.earmarks.length >= EARMARKS_MAX)
    return refuse("expenses.too-many-earmarks", "limit", { field: "entry" });
  const mark = context.id();
  const record = { earmark: mark, book: state.book, entry, of };
  return { facts: [ofBudget(id, "earmarked", record)], answer: { earmark: mark } };
}

/** Takes an earmark back: the contribution counts for everything again. */
export function releaseEarmark(world: World, { budget: id, earmark: mark }: Release): Answer {
  const found = world.thing(budget, id);
  if (found === undefined) return noBudget;
  const isThere = found.state.earmarks.some((one) => one.id === mark);
  return { facts: isThere ? [ofBudget(id, "earmark-taken-back", { earmark: mark })] : [] };
}

/** Writes down that somebody gives so much every month. */
export function expect(world: World, input: Expect, context: Context): Answer {
  const { of, since, until = null, name } = input;
  if (until !== null && until < since) return { ...backwards, field: "until" };
  const inBook = bookIn(world, input.book, context);
  if (isRefusal(inBook)) return inBook;
  const id = context.id();
  const within = inBook.thing === undefined ? {} : withinOf(inBook.thing);
  const record = { book: inBook.id, of, since, until };
  const expected = { ...ofPledge(id, "expected", record), people: { name }, ...within };
  return { facts: [...inBook.facts, expected], answer: { pledge: id } };
}

/** Whether something is expected in a month. */
export function isExpected({ since, until }: PledgeState, month: Month): boolean {
  return since <= month && (until === null || month <= until);
}

/** Says by which line of the book a month's contribution came. */
export function matchPledge(world: World, { pledge: id, month, entry }: Matched): Answer {
  const found = world.thing(pledge, id);
  if (found === undefined) return noPledge;
  const { state } = found;
  if (!isExpected(state, month))
    return refuse("expenses.not-that-month", "shape", { field: "month" });
  if (state.arrived.some((one) => one.month === month))
    return refuse("expenses.month-arrived", "state", { field: "month" });
  if (state.arrived.length >= ARRIVED_MAX)
    return refuse("expenses.too-many-months", "limit", { next: "go-back" });
  const no = entryFault(world, state.book, entry);
  if (no !== null) return no;
  if (world.find(pledge, pledgedMark(state.book, entry)).length > 0)
    return refuse("expenses.matched-already", "state", { field: "entry" });
  return { facts: [ofPledge(id, "arrived", { book: state.book, month, entry })] };
}

/** Says until when it is expected, that month counted in. */
export function endPledge(
  world: World,
  { pledge: id, until }: OnePledge & { until: Month },
): Answer {
  const found = world.thing(pledge, id);
  if (found === undefined) return noPledge;
  return { facts: found.state.until === until ? [] : [ofPledge(id, "ended", { until })] };
}

/** Erases whose it is; months and figures stay. */
export function forgetPledge(world: World, { pledge: id }: OnePledge): Answer {
  const found = world.thing(pledge, id);
  if (found === undefined) return noPledge;
  const { who: at } = found.state;
  if (at === null) return { facts: [] };
  return {
    facts: [ofPledge(id, "name-taken-out")],
    erases: [{ kind: pledge.kind, thing: id, at, parts: ["people"] }],
  };
}
