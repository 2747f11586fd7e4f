/** What a book's state says: balances, months, flows. Pure, exact, the same for every reader. */
import { type Amount, figure, type Month, negate, sum } from "../../house/values/index.ts";
import { ACCOUNTS, type Account, type Side, sideOf } from "./accounts.ts";
import { type BookState, type Sums, sumInBillionths } from "./facts.ts";

/** What is on an account in one unit; `of` may be less than nothing. */
export type Balance = { account: Account; of: Amount };

/** A unit's totals: what came = what was used + what is here, to the last digit. */
export type UnitTotals = { unit: string; came: Amount; used: Amount; here: Amount };

/** A month of one unit: what came in and went out, net of corrections in that month. */
export type MonthTotals = { month: Month; came: string; went: string };

/** A place in the picture of a book: by its sign a source, else what the account is for. */
export type FlowPlace = { account: Account; side: "source" | "use" | "here"; of: Amount };

/** An account in a month: what was there before, what was added, and both together. */
export type Reckoning = { opening: Amount; moved: Amount; closing: Amount };

/** The months written on, in order. */
export function monthsOf(state: BookState): Month[] {
  const all = Object.keys(state.months);
  return (state.month === "" ? all : [...all, state.month]).sort();
}

function sumsIn(state: BookState, month: Month): Sums {
  return month === state.month ? state.now : (state.months[month] ?? {});
}

/** Sums in billionths by `<account> <unit>`, over the months that `when` keeps. */
function summed(state: BookState, when: (month: Month) => boolean): Map<string, bigint> {
  const all = new Map<string, bigint>();
  for (const month of monthsOf(state).filter(when))
    for (const [key, own] of Object.entries(sumsIn(state, month)))
      all.set(key, (all.get(key) ?? 0n) + sumInBillionths(own));
  return all;
}

function apart(key: string): { account: Account; unit: string } {
  const [account = "", unit = ""] = key.split(" ");
  return { account, unit };
}

/** Built-in accounts in their order, then the group's own. */
const place = (account: Account) => {
  const at = (ACCOUNTS as readonly string[]).indexOf(account);
  return at < 0 ? ACCOUNTS.length : at;
};

/**
 * Every account and unit written on in the months that `when` keeps, accounts in order; a balance
 * of nothing stays listed.
 */
export function balances(
  state: BookState,
  when: (month: Month) => boolean = () => true,
): Balance[] {
  return [...summed(state, when)]
    .map(([key, size]) => {
      const { account, unit } = apart(key);
      return { account, of: { of: figure(size), unit } };
    })
    .sort((a, b) => place(a.account) - place(b.account) || order(a, b));
}

function order(a: Balance, b: Balance): number {
  const [left, right] = [`${a.account} ${a.of.unit}`, `${b.account} ${b.of.unit}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The units of a book, in code order. */
export function unitsOf(state: BookState): string[] {
  return [...new Set(balances(state).map(({ of }) => of.unit))].sort();
}

/** Where things of a unit came from, were used, and still are; accounts at nothing left out. */
export function flowPlaces(state: BookState, unit: string): FlowPlace[] {
  return balances(state).flatMap(({ account, of }): FlowPlace[] => {
    if (of.unit !== unit || of.of === "0") return [];
    if (of.of.startsWith("-"))
      return [{ account, side: "source", of: { of: of.of.slice(1), unit } }];
    const stock = sideOf(account, state.accounts) === "stock";
    return [{ account, side: stock ? "here" : "use", of }];
  });
}

/** Headings of a unit by what they are, whatever their sign; what came is above nothing. */
export function standing(
  state: BookState,
  unit: string,
): { came: Balance[]; went: Balance[]; here: Balance[] } {
  const own = balances(state).filter(({ of }) => of.unit === unit);
  const on = (side: Side) => own.filter(({ account }) => sideOf(account, state.accounts) === side);
  const came = on("source").map(({ account, of }) => ({ account, of: negate(of) }));
  return { came, went: on("use"), here: on("stock") };
}

/** Totals per unit. */
export function totals(state: BookState): UnitTotals[] {
  return unitsOf(state).map((unit) => {
    const places = flowPlaces(state, unit);
    const together = (side: FlowPlace["side"]): Amount => {
      const own = places.filter((one) => one.side === side);
      return sum(
        unit,
        own.map(({ of }) => of),
      );
    };
    return { unit, came: together("source"), used: together("use"), here: together("here") };
  });
}

/** Months of a unit, oldest first; stock is where things stay, so only its other side counts. */
export function monthSeries(state: BookState, unit: string): MonthTotals[] {
  return monthsOf(state).flatMap((month) => {
    let [came, went, some] = [0n, 0n, false];
    for (const [key, moved] of Object.entries(sumsIn(state, month))) {
      const { account, unit: own } = apart(key);
      if (own !== unit) continue;
      some = true;
      const side: Side | null = sideOf(account, state.accounts);
      const size = sumInBillionths(moved);
      if (side === "stock") continue;
      if (size < 0n) came -= size;
      else went += size;
    }
    return some ? [{ month, came: figure(came), went: figure(went) }] : [];
  });
}

/** Opening + what was added = closing, for an account and unit in a month. */
export function reckon(
  state: BookState,
  { account, unit, month }: { account: Account; unit: string; month: Month },
): Reckoning {
  const key = `${account} ${unit}`;
  const opening = summed(state, (one) => one < month).get(key) ?? 0n;
  const moved = summed(state, (one) => one === month).get(key) ?? 0n;
  const amount = (size: bigint): Amount => ({ of: figure(size), unit });
  return { opening: amount(opening), moved: amount(moved), closing: amount(opening + moved) };
}
