/**
 * What a book of money says to those who count in incoming funds and expenses: each line by what
 * came from outside and what was used. Their sums are the book's own, to the last digit.
 */
import { billionths, figure, isCurrency, type Month } from "../../../house/values/index.ts";
import { type Account, staysInside } from "../accounts.ts";
import { fullDay } from "./plain-text.ts";
import type { TakenBook, TakenEntry } from "./taken.ts";

/** Money that came in, was given on as money, or was spent. */
export type Way = "came" | "given" | "spent";

/** One of them. */
export type Movement = {
  /** The purpose of its book, the line's number, which of its headings: no two are alike. */
  ref: string;
  way: Way;
  /** `YYYY-MM-DD`. */
  day: string;
  /** A canonical figure, below nothing where it went back or was put right. */
  of: string;
  currency: string;
  account: Account;
  corrects: number | null;
};

/** Whether money that stands on an account came or went; null where it stayed with the group. */
function wayOf({ side }: Pick<TakenBook, "side">, account: Account): Way | null {
  // What went to another book of the group is told where it is spent, and once; what was changed
  // into another currency, or packed in another way, neither came nor went.
  if (staysInside(account)) return null;
  const what = side(account);
  if (what === "stock") return null;
  if (what === "source") return "came";
  return account === "given-out" ? "given" : "spent";
}

/** What came and went by one line, heading by heading; what came and went back in it is neither. */
export function movementsIn(
  one: Pick<TakenBook, "side" | "purpose">,
  entry: TakenEntry,
): Movement[] {
  const sums = new Map<string, bigint>();
  for (const { account, of } of entry.lines) {
    if (!isCurrency(of.unit) || wayOf(one, account) === null) continue;
    const key = `${account} ${of.unit}`;
    sums.set(key, (sums.get(key) ?? 0n) + billionths(of.of));
  }
  const { n, day, corrects } = entry;
  return [...sums].flatMap(([key, sum], at) => {
    const [account = "", currency = ""] = key.split(" ");
    const way = wayOf(one, account);
    if (sum === 0n || way === null) return [];
    const of = figure(way === "came" ? -sum : sum);
    const ref = `${one.purpose}-${n}-${at + 1}`;
    return [{ ref, way, day: fullDay(day), of, currency, account, corrects }];
  });
}

/** All of a book's, in the order of its lines. */
export async function* movements(one: TakenBook): AsyncGenerator<Movement, void, void> {
  for await (const entry of one.entries()) yield* movementsIn(one, entry);
}

/** What a book's months come to in a way, by currency; out of its sums, not of its lines. */
export function sumsOf(
  one: Pick<TakenBook, "side" | "movedIn">,
  months: readonly Month[],
  ways: readonly Way[],
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const month of months)
    for (const { account, of } of one.movedIn(month)) {
      const way = isCurrency(of.unit) ? wayOf(one, account) : null;
      if (way === null || !ways.includes(way)) continue;
      const size = billionths(of.of);
      sums.set(of.unit, (sums.get(of.unit) ?? 0n) + (way === "came" ? -size : size));
    }
  return sums;
}

/** What a book of goods says came from outside, by unit; units of the group's own stay unsaid. */
export function goodsIn(one: Pick<TakenBook, "side" | "movedIn" | "months">): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const month of one.months)
    for (const { account, of } of one.movedIn(month)) {
      if (isCurrency(of.unit) || wayOf(one, account) !== "came") continue;
      sums.set(of.unit, (sums.get(of.unit) ?? 0n) - billionths(of.of));
    }
  return sums;
}
