/** What expenses come to, by currency: exact, pure, the same for pages and deciders. */
import type { Thing } from "../../house/facts.ts";
import { type Amount, add, billionths, subtract, zero } from "../../house/values/index.ts";
import type { ExpenseState, Line } from "./facts.ts";
import type { Rules } from "./rules.ts";

/** Amounts added up by currency, in the order in which currencies first occur. */
export function totals(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, Amount>();
  for (const one of amounts) sums.set(one.unit, add(sums.get(one.unit) ?? zero(one.unit), one));
  return [...sums.values()];
}

/** What there is of a currency in a list. */
export function ofUnit(amounts: readonly Amount[], unit: string): Amount {
  return totals(amounts).find((one) => one.unit === unit) ?? zero(unit);
}

/** The first without the second, by currency; may be less than nothing. */
export function without(amounts: readonly Amount[], less: readonly Amount[]): Amount[] {
  return totals([...amounts, ...less]).map(({ unit }) =>
    subtract(ofUnit(amounts, unit), ofUnit(less, unit)),
  );
}

/** Whether an amount is more than what is allowed of its currency; unsaid, nothing is. */
export function isAbove(amount: Amount, allowed: readonly Amount[]): boolean {
  return billionths(amount.of) > billionths(ofUnit(allowed, amount.unit).of);
}

/** The lines that were not struck, with their numbers. */
export function standing({ lines, struck }: Pick<ExpenseState, "lines" | "struck">) {
  return lines.map((line, i) => ({ ...line, n: i + 1 })).filter(({ n }) => !struck.includes(n));
}

/** What an expense asks for now, without what was struck. */
export const asked = (state: ExpenseState): Amount[] => totals(standing(state).map(({ of }) => of));

/** What of it no paper shows. */
export const undocumentedOf = (state: Pick<ExpenseState, "lines" | "struck">): Amount[] =>
  totals(standing(state).flatMap(({ of, undocumented }) => (undocumented === null ? [] : [of])));

/** How many people have to approve lines: two above what one may, or where no paper shows one. */
export function needed(lines: readonly Line[], { alone }: Pick<Rules, "alone">): 1 | 2 {
  if (lines.some(({ undocumented }) => undocumented !== null)) return 2;
  return totals(lines.map(({ of }) => of)).some((one) => isAbove(one, alone)) ? 2 : 1;
}

/** What counts as spent or promised: approved and paid, without what came back. */
export function counted(state: ExpenseState): Amount[] {
  if (state.status !== "approved" && state.status !== "paid") return [];
  return without(
    asked(state),
    state.back.map(({ of }) => of),
  );
}

/** The same of what no paper shows: nothing that came back of it is taken off. */
export const undocumentedCounted = (state: ExpenseState): Amount[] =>
  state.status === "approved" || state.status === "paid" ? undocumentedOf(state) : [];

/** What is left of an advance that was paid: not spent out of it, not given back. */
export function leftOf(state: ExpenseState): Amount[] {
  if (state.as !== "advance" || state.status !== "paid") return [];
  const gone = [...state.drawn.flatMap(({ of }) => of), ...state.back.map(({ of }) => of)];
  return without(asked(state), gone);
}

/** What came back of a line. */
export function backOf({ back }: ExpenseState, line: number, unit: string): Amount {
  return ofUnit(
    back.filter((one) => one.line === line).map(({ of }) => of),
    unit,
  );
}

/** What is promised and not paid, of many. */
export function promised(all: readonly Thing<ExpenseState>[]): Amount[] {
  return totals(all.flatMap(({ state }) => (state.status === "approved" ? asked(state) : [])));
}
