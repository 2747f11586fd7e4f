/** What an agreement says to those who count in states, days and budgets (IATI 2.03). */
import type { Thing } from "../../../house/facts.ts";
import { billionths, dayOf } from "../../../house/values/index.ts";
import {
  type AgreementState,
  type Clause,
  comingVersion,
  heldVersion,
  holdsFrom,
  type Period,
  type Status,
  signedAt,
  type Version,
  wasSigned,
} from "../../agreements/index.ts";
import { fullDay } from "./plain-text.ts";
import type { TakenBook } from "./taken.ts";

/** A day of an activity: 1 planned start, 2 actual start, 3 planned end, 4 actual end. */
export type Dated = { type: "1" | "2" | "3" | "4"; date: string };

/** Money that was agreed on for a period: its first and last day, at most so much. */
export type Budget = { from: string; to: string; of: string; currency: string };

/** How an agreement stands, in IATI's list: 1 to come, 2 under way, 4 closed, 6 suspended. */
export const STATUS: Readonly<Record<Status, string>> = {
  ...{ draft: "1", proposed: "1", signed: "1", "in-force": "2", lapsed: "6", paused: "6" },
  ...{ ended: "4", parted: "4" },
};

/** The version that is told: what holds, else what is to hold; null where both never signed. */
export function versionOf(state: AgreementState, now: number): Version | null {
  if (!wasSigned(state)) return null;
  return heldVersion(state, now) ?? comingVersion(state, now) ?? state.current ?? state.proposed;
}

/** Its days, in the order of their codes. What is told as done is never after today. */
export async function datesOf(
  thing: Thing<AgreementState>,
  version: Version,
  more: { parted: number | null; books: readonly TakenBook[]; now: number; zone: string },
): Promise<Dated[]> {
  const { frame } = version;
  const { now, zone, parted, books } = more;
  const day = (at: number) => dayOf(at, zone).date;
  const begun = heldVersion(thing.state, now) === version ? [day(holdsFrom(version))] : [];
  const first = await firstDay(books);
  const starts = [...begun, ...(first === null ? [] : [first])].sort();
  const over = thing.state.ended?.when ?? parted;
  return [
    { type: "1", date: frame.from.date },
    ...starts.slice(0, 1).map((date): Dated => ({ type: "2", date })),
    ...(frame.ends === null ? [] : [{ type: "3", date: frame.ends.date } as const]),
    ...(over === null ? [] : [{ type: "4", date: day(over) } as const]),
  ];
}

/** The first day that books tell of; null where nothing stands in them. */
export async function firstDay(books: readonly TakenBook[]): Promise<string | null> {
  let first: string | null = null;
  for (const one of books) {
    const [month] = one.months;
    for await (const { day } of one.entries()) {
      if (!day.startsWith(month ?? "")) break;
      if (first === null || fullDay(day) < first) first = fullDay(day);
    }
  }
  return first;
}

/** What the other group gives in money at most, period by period, and what it promised in all. */
export function budgetsOf(version: Version): {
  budgets: Budget[];
  promised: ReadonlyMap<string, bigint>;
} {
  const promised = new Map<string, bigint>();
  const { from, ends, review } = version.frame;
  const last = ends !== null && ends.date < review.date ? ends.date : review.date;
  const budgets = version.clauses.flatMap((clause) => {
    const money = moneyOf(clause);
    if (money === null) return [];
    const { of, unit } = money.most;
    if (money.per === "whole") promised.set(unit, (promised.get(unit) ?? 0n) + billionths(of));
    return periods(from.date, last, money.per).map((one) => ({ ...one, of, currency: unit }));
  });
  return { budgets, promised };
}

/** The day on which the last of both signed. */
export const signedOn = (version: Version, zone: string): string =>
  dayOf(signedAt(version), zone).date;

function moneyOf(clause: Clause) {
  return clause.kind === "money" && clause.terms.gives !== "us" ? clause.terms : null;
}

/** Periods of one agreement that are told; a version is looked at again within two years. */
const PERIODS_MAX = 200;

const STEPS = {
  ...{ week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } },
} as const;

/**
 * Periods of the calendar between two days, both counted in, the first and last cut where those
 * lie. A budget is for a year at most (IATI): what is for longer as a whole is none.
 */
export function periods(first: string, last: string, per: Period): { from: string; to: string }[] {
  const [start, end] = [first, last].map((day) => Temporal.PlainDate.from(day));
  if (start === undefined || end === undefined) return [];
  const before = Temporal.PlainDate.compare;
  if (before(end, start) < 0) return [];
  if (per === "whole")
    return before(end, start.add({ years: 1 })) < 0 ? [{ from: first, to: last }] : [];
  const found: { from: string; to: string }[] = [];
  for (let at = beginning(start, per); before(at, end) <= 0 && found.length < PERIODS_MAX; ) {
    const next = at.add(STEPS[per]);
    const to = next.subtract({ days: 1 });
    const from = before(at, start) < 0 ? start : at;
    found.push({ from: from.toString(), to: (before(to, end) > 0 ? end : to).toString() });
    at = next;
  }
  return found;
}

/** When the period of the calendar that a day lies in begins. */
function beginning(day: Temporal.PlainDate, per: Exclude<Period, "whole">): Temporal.PlainDate {
  if (per === "week") return day.subtract({ days: day.dayOfWeek - 1 });
  if (per === "month") return day.with({ day: 1 });
  if (per === "year") return day.with({ month: 1, day: 1 });
  return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
}
