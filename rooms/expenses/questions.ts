/** What pages ask about expenses: which there are, what waits for whom, what they say. */
import type { Thing } from "../../house/facts.ts";
import {
  type Amount,
  add,
  type FilesPart,
  type PictureRef,
  subtract,
  type Text,
  zero,
} from "../../house/values/index.ts";
import type { View, Withheld } from "../../house/view.ts";
import { type BookState, balances } from "../ledger/index.ts";
import { type BudgetState, budget, type PledgeState, pledge, projectMark } from "./budgets.ts";
import { type ExpenseState, type ExpenseWords, expense } from "./facts.ts";
import { planOf } from "./plans.ts";
import { oldest, RULES_MARK, type RulesState, spendingRules } from "./rules.ts";
import { leftOf, promised } from "./sums.ts";

/** An expense as pages know it. */
export type Expense = Thing<ExpenseState>;

/** All that the reader may open, the newest first. */
export async function expenses(view: View): Promise<Expense[]> {
  return (await view.things(expense)).reverse();
}

/** The thing that holds the group's rules of spending. */
export async function rulesOf(view: View): Promise<Thing<RulesState> | undefined> {
  return oldest(await view.find(spendingRules, RULES_MARK));
}

/** Whether it is the reader's own matter: they handed it in, or the money is for them. */
export function isMine({ state }: Expense, member: string | null): boolean {
  return member !== null && (state.authors.includes(member) || state.payee === member);
}

const ofReader = ({ reader }: View) =>
  reader.by === "member" ? { member: reader.member, roles: reader.roles } : null;

/** Approved, and to be paid by who keeps the money. */
export async function toPay(view: View): Promise<Expense[]> {
  return (await view.things(expense)).filter(({ state }) => state.status === "approved");
}

/** The reader's own that were sent back for one thing. */
export async function toMend(view: View): Promise<Expense[]> {
  const me = ofReader(view);
  if (me === null) return [];
  return (await view.things(expense)).filter(
    ({ state }) =>
      state.status === "submitted" && state.sentBack !== null && state.authors.includes(me.member),
  );
}

/** Advances of a book that have something left, the oldest first. */
export async function advances(view: View, ofBook: string | null = null): Promise<Expense[]> {
  return (await view.things(expense)).filter(({ state }) => {
    const isThere = ofBook === null || state.book === ofBook;
    return isThere && leftOf(state).some(({ of }) => of !== "0");
  });
}

/** What an expense says, as far as the reader may read it. */
export type Opened = {
  words: ExpenseWords | Withheld;
  /** Whom it is paid to, where that is nobody of the group. */
  name: string | Withheld | null;
  /** The pictures of receipts that were not erased, by line. */
  receipts: { id: string; line: number; list: readonly PictureRef[] | null }[];
  /** Reasons: of lines not approved, of what was sent back, of a no. */
  struck: Text[];
  sentBack: Text | null;
  refused: { reason: Text; next: Text | null } | null;
};

type Reason = { reason?: Text; next?: Text };

/** See {@link Opened}. */
export async function openExpense(view: View, one: Expense): Promise<Opened> {
  const { state } = one;
  const words = state.words === null ? "erased" : await view.part<ExpenseWords>(one, state.words);
  const people =
    state.words === null ? "erased" : await view.part<{ name: string }>(one, state.words, "people");
  const asked = state.receipts.map(({ at }) => ({ thing: one, at }));
  const files = await view.parts<FilesPart<PictureRef>>(asked, "files");
  const reason = async (at: ExpenseState["said"][number] | undefined): Promise<Reason> => {
    const part = at === undefined ? "erased" : await view.part<Reason>(one, at);
    return typeof part === "string" ? {} : part;
  };
  const strikes = state.said.filter(({ type }) => type === "expense.lines-struck/1");
  const struck = await Promise.all(strikes.map(reason));
  const no = await reason(state.refused?.at);
  return {
    words: typeof words === "string" && state.words !== null ? {} : words,
    name: typeof people === "string" ? null : people.name,
    receipts: state.receipts.map(({ id, line }, i) => {
      const part = files[i];
      return { id, line, list: part === undefined || typeof part === "string" ? null : part.list };
    }),
    struck: struck.flatMap((one) => one.reason ?? []),
    sentBack: (await reason(state.sentBack?.at)).reason ?? null,
    refused: no.reason === undefined ? null : { reason: no.reason, next: no.next ?? null },
  };
}

/** What expenses are called in lists, by id: what each is for, where the reader may read it. */
export async function calledOf(view: View, all: readonly Expense[]): Promise<Map<string, Text>> {
  const asked = all.flatMap((thing) =>
    thing.state.words === null ? [] : [{ thing, at: thing.state.words }],
  );
  const parts = await view.parts<ExpenseWords>(asked);
  return new Map(
    asked.flatMap(({ thing }, i) => {
      const part = parts[i];
      const what = part === undefined || typeof part === "string" ? undefined : part.what;
      return what === undefined ? [] : [[thing.id, what] as const];
    }),
  );
}

/** Money of one currency of a book: what there is, what is promised, what cannot be used now. */
export type MoneyHere = {
  unit: string;
  /** Under headings that hold money here. */
  here: Amount;
  promised: Amount;
  /** Came for a purpose, and is not spent or promised for it yet. */
  kept: Amount;
  /** Here, without what is promised or kept for a purpose: so much can still be promised. */
  available: Amount;
  /** With somebody else, frozen, on the way, with people as advances: not available. */
  held: Amount;
  frozen: Amount;
  onTheWay: Amount;
  advanced: Amount;
};

/** What a book of money holds, by currency. */
export function moneyIn(
  { id, state }: Thing<BookState>,
  all: readonly Expense[],
  budgets: readonly Thing<BudgetState>[],
): MoneyHere[] {
  const on = balances(state);
  const mine = all.filter((one) => one.state.book === id);
  const due = promised(mine);
  const units = new Set([...on.map(({ of }) => of.unit), ...due.map(({ unit }) => unit)]);
  return [...units].sort().map((unit) => {
    const sumOf = (isIn: (account: string) => boolean) =>
      on
        .filter(({ account, of }) => of.unit === unit && isIn(account))
        .reduce((sum, { of }) => add(sum, of), zero(unit));
    const own = (account: string) => account === "money" || state.accounts[account] === "stock";
    const here = sumOf(own);
    const promisedHere = due.find((one) => one.unit === unit) ?? zero(unit);
    const kept = budgets
      .filter(({ state: plan }) => plan.book === id && plan.of.unit === unit)
      .reduce((sum, one) => add(sum, planOf(one, mine).kept), zero(unit));
    return {
      ...{ unit, here, kept, promised: promisedHere },
      available: subtract(subtract(here, promisedHere), kept),
      held: sumOf((account) => account === "held"),
      frozen: sumOf((account) => account === "frozen"),
      onTheWay: sumOf((account) => account === "on-the-way"),
      advanced: sumOf((account) => account === "advanced"),
    };
  });
}

/** Budgets that the reader may open, the newest first; those that ended last. */
export async function budgets(view: View): Promise<Thing<BudgetState>[]> {
  const all = (await view.things(budget)).reverse();
  return [...all.filter(({ state }) => !state.ended), ...all.filter(({ state }) => state.ended)];
}

/** The budgets of the project that one is a part of, the first one first. */
export async function projectOfOne(
  view: View,
  one: Thing<BudgetState>,
): Promise<Thing<BudgetState>[]> {
  const first = one.state.project === null ? one : await view.thing(budget, one.state.project);
  if (first === undefined) return [one];
  const rest = await view.find(budget, projectMark(first.id));
  return [first, ...rest.filter(({ state }) => state.project === first.id)];
}

/** What budgets are called, by id. */
export async function titlesOf(
  view: View,
  all: readonly Thing<BudgetState>[],
): Promise<Map<string, readonly Text[]>> {
  const asked = all.flatMap((thing) =>
    thing.state.title === null ? [] : [{ thing, at: thing.state.title }],
  );
  const parts = await view.parts<{ title: Text[] }>(asked);
  return new Map(
    asked.flatMap(({ thing }, i) => {
      const part = parts[i];
      return part === undefined || typeof part === "string" ? [] : [[thing.id, part.title]];
    }),
  );
}

/** Contributions that are expected every month, the newest first, and whose they are. */
export async function pledges(
  view: View,
): Promise<{ thing: Thing<PledgeState>; name: string | null }[]> {
  const all = (await view.things(pledge)).reverse();
  const named = all.filter(({ state }) => state.who !== null);
  const parts = await view.parts<{ name: string }>(
    named.map((thing) => ({ thing, at: thing.state.who ?? thing.first })),
    "people",
  );
  const names = new Map(
    named.map((thing, i) => {
      const part = parts[i];
      return [thing.id, part === undefined || typeof part === "string" ? null : part.name];
    }),
  );
  return all.map((thing) => ({ thing, name: names.get(thing.id) ?? null }));
}
