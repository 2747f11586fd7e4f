/** Between which accounts entries moved something: what a statement may tell follows from it. */
import { billionths } from "../../house/values/index.ts";
import type { Account } from "./accounts.ts";
import type { Line } from "./facts.ts";

/**
 * How many entries went a way, by `<unit> <account> <account>…`: the accounts that one entry moved
 * that unit between. A correction takes one away, so what it puts right counts for none.
 */
export type Ways = Record<string, number>;

/** Counts a transfer on its ways, one for each unit; most have two lines, and those are quick. */
export function countWays(ways: Ways, lines: readonly Line[], entries: 1 | -1): void {
  const [a, b] = lines;
  if (lines.length === 2 && a !== undefined && b !== undefined) {
    if (a.account === b.account) return;
    const way = `${a.of.unit} ${a.account} ${b.account}`;
    ways[way] = (ways[way] ?? 0) + entries;
    return;
  }
  const units = new Map<string, Map<Account, bigint>>();
  for (const { account, of } of lines) {
    const own = units.get(of.unit) ?? new Map<Account, bigint>();
    own.set(account, (own.get(account) ?? 0n) + billionths(of.of));
    units.set(of.unit, own);
  }
  for (const [unit, own] of units) {
    const moved = [...own].filter(([, size]) => size !== 0n).map(([account]) => account);
    if (moved.length === 0) continue;
    const way = [unit, ...moved].join(" ");
    ways[way] = (ways[way] ?? 0) + entries;
  }
}
