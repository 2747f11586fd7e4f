/** What budgets come to, what is kept for a purpose, which months arrived: pure, for pages. */
import type { Thing } from "../../house/facts.ts";
import {
  type Amount,
  add,
  billionths,
  type Month,
  subtract,
  zero,
} from "../../house/values/index.ts";
import type { BudgetState, PledgeState } from "./budgets.ts";
import type { ExpenseState, Line } from "./facts.ts";
import { backOf, standing } from "./sums.ts";

type Spent = Pick<Thing<ExpenseState>, "id" | "state">;
type Planned = Pick<Thing<BudgetState>, "id" | "state">;

/** What a budget comes to; `left` below nothing is over it. */
export type Plan = {
  planned: Amount;
  spent: Amount;
  committed: Amount;
  left: Amount;
  /** What came for this purpose alone, and what of that is not spent or promised yet. */
  earmarked: Amount;
  kept: Amount;
};

/** What a project comes to, in one currency, over all its budgets. */
export type ProjectOf = Plan & {
  unit: string;
  /** Each budget in the order of its months, with what is left up to its end. */
  budgets: { id: string; plan: Plan; leftSoFar: Amount }[];
};

/** Whether a line of an expense counts in a budget: chosen, or of its need or agreement in time. */
function counts({ id, state: plan }: Planned, { state }: Spent, line: Line): boolean {
  if (state.book !== plan.book || line.of.unit !== plan.of.unit || state.as !== "cost")
    return false;
  if (state.budget !== null) return state.budget === id;
  const isOf =
    (plan.need !== null && state.need === plan.need) ||
    (plan.agreement !== null && state.agreement === plan.agreement);
  const month = line.day.slice(0, 7);
  return isOf && plan.from <= month && month <= plan.to;
}

/** See {@link Plan}; what counts in one of `others` is theirs. */
export function planOf(
  budget: Planned,
  all: readonly Spent[],
  others: readonly Planned[] = [],
): Plan {
  const { of, earmarks } = budget.state;
  const none = zero(of.unit);
  let [spent, committed] = [none, none];
  for (const one of all) {
    const { status } = one.state;
    if (status !== "approved" && status !== "paid") continue;
    for (const line of standing(one.state)) {
      if (!counts(budget, one, line) || others.some((each) => counts(each, one, line))) continue;
      if (status === "approved") committed = add(committed, line.of);
      else spent = add(spent, subtract(line.of, backOf(one.state, line.n, of.unit)));
    }
  }
  const used = add(spent, committed);
  const earmarked = earmarks.reduce((sum, one) => add(sum, one.of), none);
  const rest = subtract(earmarked, used);
  const kept = budget.state.ended || isBelow(rest) ? none : rest;
  return { planned: of, spent, committed, left: subtract(of, used), earmarked, kept };
}

/** A project by currency: what its budgets come to one by one, over time, and together. */
export function projectOf(all: readonly Planned[], spent: readonly Spent[]): ProjectOf[] {
  const byTime = [...all].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  const units = [...new Set(byTime.map(({ state }) => state.of.unit))].sort();
  return units.map((unit) => {
    const own = byTime.filter(({ state }) => state.of.unit === unit);
    let leftSoFar = zero(unit);
    const budgets = own.map((one, at) => {
      // Of two that overlap a line counts in the earlier one alone.
      const plan = planOf(one, spent, own.slice(0, at));
      leftSoFar = add(leftSoFar, plan.left);
      return { id: one.id, plan, leftSoFar };
    });
    const sum = (of: keyof Plan) =>
      budgets.reduce((all, { plan }) => add(all, plan[of]), zero(unit));
    return {
      ...{ unit, budgets, planned: sum("planned"), spent: sum("spent") },
      ...{ committed: sum("committed"), left: sum("left") },
      ...{ earmarked: sum("earmarked"), kept: sum("kept") },
    };
  });
}

const timeOf = ({ state: { from, to } }: Planned) => `${from} ${to}`;

/** What of an expense counts in a project: each line once, whichever of its budgets it is in. */
export function countedIn(all: readonly Planned[], one: Spent): Amount | null {
  let sum: Amount | null = null;
  for (const line of standing(one.state))
    if (all.some((budget) => counts(budget, one, line)))
      sum = sum === null ? line.of : add(sum, line.of);
  return sum;
}

/** Whether it is less than nothing. */
export const isBelow = ({ of }: Amount): boolean => billionths(of) < 0n;

/** How a month of an expected contribution stands: arrived, missing, or still to come. */
export type MonthOf = {
  month: Month;
  how: "arrived" | "missing" | "expected";
  entry: number | null;
};

/** Months that are shown of one, the newest last. */
const MONTHS_MAX = 12;

/** The months of an expected contribution up to this one. */
export function monthsOf(state: PledgeState, now: Month): MonthOf[] {
  const months: Month[] = [];
  for (let at = state.since; at <= now && months.length < 1_200; at = nextMonth(at))
    if (state.until === null || at <= state.until) months.push(at);
  return months.slice(-MONTHS_MAX).map((month) => {
    const entry = state.arrived.find((one) => one.month === month)?.entry ?? null;
    const how = entry !== null ? "arrived" : month < now ? "missing" : "expected";
    return { month, how, entry };
  });
}

/** The month after. */
export function nextMonth(month: Month): Month {
  const [year = 0, at = 1] = month.split("-").map(Number);
  const next = at === 12 ? [year + 1, 1] : [year, at + 1];
  return `${String(next[0]).padStart(4, "0")}-${String(next[1]).padStart(2, "0")}`;
}
