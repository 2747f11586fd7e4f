/**
 * Money that a collecting page sent off (a payout) and the same money as it comes in at a bank:
 * two files tell it, and neither names the other. A person says whether it is the same.
 */
import type { Thing } from "../../house/facts.ts";
import { billionths } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { linesOf } from "./decider-extracts.ts";
import { difference } from "./difference.ts";
import type { BringRow } from "./extract-shapes.ts";
import type { BookState } from "./facts.ts";
import { type BookEntry, entriesIn } from "./questions.ts";
import { balances, monthsOf } from "./totals.ts";

/** Days that money is looked for after it was sent off, and before: not all name the same day. */
const AFTER_DAYS = 45;
const BEFORE_DAYS = 3;
/** Lines that are named to a person. */
const NAMED_MAX = 5;
/** Months whose lines are held at once. */
const MONTHS_HELD = 4;
const DAY_MS = 24 * 3_600_000;

/** A row as it is looked at here, and its day. */
export type Arriving = Pick<BringRow, "of" | "what" | "standing" | "place" | "account"> & {
  date: string;
};

const shifted = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whether a day, or a month where no more is kept, lies between two days. */
function isWithin(day: string, from: string, to: string): boolean {
  const size = day.length;
  return from.slice(0, size) <= day && day <= to.slice(0, size);
}

/** Whether a row would be money of somebody outside, if nobody said otherwise. */
function isFromElsewhere(row: Arriving): boolean {
  const { account, standing, place } = row;
  if (account !== undefined || standing === "refunded" || place !== "money") return false;
  return linesOf(row)[0]?.account === "elsewhere";
}

/** What entries and their corrections come to on the way, by the first entry's number. */
async function movedUnderway(view: View, own: Thing<BookState>): Promise<BookEntry[]> {
  const first = new Map<number, BookEntry>();
  for (const month of monthsOf(own.state))
    for await (const entry of entriesIn(view, own, "on-the-way", month)) {
      const n = entry.corrects ?? entry.n;
      const before = first.get(n);
      const lines = difference([], [...(before?.lines ?? []), ...entry.lines]);
      first.set(n, { ...(before ?? entry), n, lines });
    }
  return [...first.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.n - b.n));
}

/**
 * What is on the way and did not arrive, by figure and currency, oldest first: each figure that was
 * taken out answers for the oldest of its size. Nothing is read where nothing is on the way.
 */
async function openByFigure(
  view: View,
  own: Thing<BookState>,
): Promise<ReadonlyMap<string, BookEntry[]>> {
  const open = new Map<string, BookEntry[]>();
  if (!hasUnderway(own)) return open;
  const taken = new Map<string, number>();
  for (const entry of await movedUnderway(view, own))
    for (const { account, of } of entry.lines) {
      if (account !== "on-the-way") continue;
      const key = `${of.of.replace("-", "")} ${of.unit}`;
      if (of.of.startsWith("-")) taken.set(key, (taken.get(key) ?? 0) + 1);
      else open.set(key, [...(open.get(key) ?? []), entry]);
    }
  for (const [key, count] of taken) open.set(key, (open.get(key) ?? []).slice(count));
  return open;
}

function hasUnderway({ state }: Thing<BookState>): boolean {
  return balances(state).some(
    ({ account, of }) => account === "on-the-way" && billionths(of.of) !== 0n,
  );
}

/** Lines of what is on the way that a row, as it comes in, may be the arrival of. */
function fitting(open: ReadonlyMap<string, BookEntry[]>, row: Arriving): BookEntry[] {
  if (!isFromElsewhere(row)) return [];
  const [from, to] = [shifted(row.date, -AFTER_DAYS), shifted(row.date, BEFORE_DAYS)];
  const all = open.get(`${row.of.of} ${row.of.unit}`) ?? [];
  return all.filter(({ day }) => isWithin(day, from, to));
}

/**
 * Tells whether a row may be money that is on the way, as the book is when this is asked; null
 * where nothing is, so that rows pay nothing.
 */
export function underway(
  view: View,
  own: Thing<BookState>,
): ((row: Arriving) => Promise<boolean>) | null {
  if (!hasUnderway(own)) return null;
  let open: ReturnType<typeof openByFigure> | null = null;
  return async (row) => {
    if (!isFromElsewhere(row)) return false;
    open ??= openByFigure(view, own);
    return fitting(await open, row).length > 0;
  };
}

/** Lines of what is on the way that a row which waits may be the arrival of, oldest first. */
export async function underwayFor(
  view: View,
  own: Thing<BookState>,
  { day, ...row }: Omit<Arriving, "date" | "account"> & { day: string },
): Promise<BookEntry[]> {
  const date = day.length === 7 ? `${day}-01` : day;
  return fitting(await openByFigure(view, own), { ...row, date });
}

/**
 * Tells for a payout that comes in which lines, by number, may say already that the same money came
 * from elsewhere: a few at most. The book is as it is when this is asked.
 */
export function arrivedBefore(
  view: View,
  own: Thing<BookState>,
): (row: Arriving) => Promise<number[]> {
  const written = new Set(monthsOf(own.state));
  const held = new Map<string, Map<string, { n: number; day: string }[]>>();
  const cameIn = async (month: string) => {
    const known = held.get(month);
    if (known !== undefined) return known;
    const lines = new Map<string, { n: number; day: string }[]>();
    for await (const entry of entriesIn(view, own, "elsewhere", month)) {
      const [n, day] = [entry.n, entry.day];
      if (n > own.n || entry.corrects !== null || own.state.corrections[n] !== undefined) continue;
      for (const { account, of } of difference([], entry.lines)) {
        if (account !== "money") continue;
        const key = `${of.of} ${of.unit}`;
        lines.set(key, [...(lines.get(key) ?? []), { n, day }]);
      }
    }
    if (held.size >= MONTHS_HELD) held.delete(held.keys().next().value ?? "");
    held.set(month, lines);
    return lines;
  };
  return async (row) => {
    if (row.standing !== "booked") return [];
    const [out] = linesOf(row, row.account);
    if (out?.account !== "on-the-way" || out.of.of.startsWith("-")) return [];
    const [from, to] = [shifted(row.date, -BEFORE_DAYS), shifted(row.date, AFTER_DAYS)];
    const key = `${out.of.of} ${out.of.unit}`;
    // No month is shorter than what lies between two of these.
    const days = [from, shifted(row.date, AFTER_DAYS - 28), to];
    const found: number[] = [];
    for (const month of new Set(days.map((day) => day.slice(0, 7)))) {
      if (!written.has(month)) continue;
      const lines = (await cameIn(month)).get(key) ?? [];
      found.push(...lines.filter(({ day }) => isWithin(day, from, to)).map(({ n }) => n));
    }
    return found.slice(0, NAMED_MAX);
  };
}
