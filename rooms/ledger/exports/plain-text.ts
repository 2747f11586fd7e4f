/** What journals of plain-text accounting share: roots of accounts, days, words on one line. */
import type { Month, Text } from "../../../house/values/index.ts";
import type { Account, Side } from "../accounts.ts";
import type { TakenBook } from "./taken.ts";

/** The first word of an account, by what the account is. */
export const ROOTS = {
  stock: "Assets",
  source: "Income",
  use: "Expenses",
} as const satisfies Record<Side, string>;

/** A day in full. Days of a protected space are months; then its first is told. */
export const fullDay = (day: string): string => (day.length === 7 ? `${day}-01` : day);

/** The last day of a month. */
export function lastDay(month: Month): string {
  const { year, month: nth } = Temporal.PlainYearMonth.from(month);
  return Temporal.PlainDate.from({ year, month: nth, day: 31 }).toString();
}

/** The day after a month. */
export const dayAfter = (month: Month): string =>
  Temporal.PlainDate.from(lastDay(month)).add({ days: 1 }).toString();

/** People's words on one line: what breaks a line, or is no sign at all, is one space. */
export function oneLine(text: Text | undefined): string {
  return (text?.text ?? "").replaceAll(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** All units of some books, each once, in code order. */
export function unitsIn(books: readonly TakenBook[]): string[] {
  return [...new Set(books.flatMap(({ closing }) => closing.map(({ of }) => of.unit)))].sort();
}

/** All accounts of a book that was written on, each once, in their order. */
export function accountsIn({ closing }: TakenBook): Account[] {
  return [...new Set(closing.map(({ account }) => account))];
}
