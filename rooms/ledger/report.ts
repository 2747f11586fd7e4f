/** A book over some months: what was there, came, went and is there, by heading and month. Pure. */
import { billionths, figure, type Month } from "../../house/values/index.ts";
import { type Account, type Side, sideOf } from "./accounts.ts";
import type { BookState } from "./facts.ts";
import { type Balance, balances } from "./totals.ts";

/** Months of one report. */
export const REPORT_MONTHS_MAX = 36;

/** A heading: what came or went each month, and over the period; never with a side's sign. */
export type ReportRow = { account: Account; months: readonly string[]; whole: string };

/** A unit over the period. Each month, and the whole: before + came - went = after. */
export type UnitReport = {
  unit: string;
  came: readonly ReportRow[];
  went: readonly ReportRow[];
  /** All of it, by month. */
  months: readonly { month: Month; before: string; came: string; went: string; after: string }[];
  whole: { before: string; came: string; went: string; after: string };
  /** Where it is at the end, by heading; those with nothing are left out. */
  where: readonly { account: Account; of: string }[];
};

/** All months from one to another, both counted in. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let at = from; at <= to; at = Temporal.PlainYearMonth.from(at).add({ months: 1 }).toString())
    months.push(at);
  return months;
}

/** The report of a book, unit by unit; units that neither were there nor moved are left out. */
export function reportOf(state: BookState, from: Month, to: Month): UnitReport[] {
  const months = monthsBetween(from, to);
  const before = balances(state, (one) => one < from);
  const moved = months.map((month) => balances(state, (one) => one === month));
  const units = new Set([...before.filter(({ of }) => of.of !== "0"), ...moved.flat()].map(unitOf));
  return [...units].sort().map((unit) => {
    const own = (all: readonly Balance[]) => all.filter((one) => unitOf(one) === unit);
    return ofUnit({ state, unit, months, before: own(before), moved: moved.map(own) });
  });
}

const unitOf = ({ of }: Balance) => of.unit;

type Of = {
  state: BookState;
  unit: string;
  months: readonly Month[];
  before: readonly Balance[];
  moved: readonly (readonly Balance[])[];
};

function ofUnit({ state, unit, months, before, moved }: Of): UnitReport {
  const side = (account: Account): Side => sideOf(account, state.accounts) ?? "use";
  const sum = (all: readonly Balance[], which: Side) =>
    all
      .filter(({ account }) => side(account) === which)
      .reduce((size, { of }) => size + billionths(of.of), 0n);
  const rows = (which: Side, sign: bigint): ReportRow[] => {
    const all = new Set(moved.flat().map(({ account }) => account));
    return [...all]
      .filter((account) => side(account) === which)
      .map((account) => {
        const sizes = moved.map((month) => sign * sizeOn(month, account));
        const whole = sizes.reduce((size, one) => size + one, 0n);
        return { account, months: sizes.map(figure), whole: figure(whole) };
      });
  };
  let at = sum(before, "stock");
  const opening = at;
  const byMonth = months.map((month, nth) => {
    const own = moved[nth] ?? [];
    const [came, went] = [-sum(own, "source"), sum(own, "use")];
    const told = { month, before: figure(at), came: figure(came), went: figure(went) };
    at += sum(own, "stock");
    return { ...told, after: figure(at) };
  });
  const all = moved.flat();
  return {
    ...{ unit, came: rows("source", -1n), went: rows("use", 1n), months: byMonth },
    whole: {
      ...{ before: figure(opening), came: figure(-sum(all, "source")) },
      ...{ went: figure(sum(all, "use")), after: figure(at) },
    },
    where: whereOf([...before, ...all].filter(({ account }) => side(account) === "stock")),
  };
}

function sizeOn(all: readonly Balance[], account: Account): bigint {
  return all
    .filter((one) => one.account === account)
    .reduce((size, { of }) => size + billionths(of.of), 0n);
}

function whereOf(all: readonly Balance[]): { account: Account; of: string }[] {
  const accounts = [...new Set(all.map(({ account }) => account))];
  return accounts
    .map((account) => ({ account, of: figure(sizeOn(all, account)) }))
    .filter(({ of }) => of !== "0");
}
