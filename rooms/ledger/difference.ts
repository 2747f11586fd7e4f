/** The difference between lines as they stand and as they should. */
import { billionths, figure } from "../../house/values/index.ts";
import type { Line } from "./facts.ts";

/**
 * Lines that make `right` of `was`, one per account and unit, without those of nothing; in the
 * order in which accounts first occur.
 */
export function difference(was: readonly Line[], right: readonly Line[]): Line[] {
  const sums = new Map<string, { line: Line; size: bigint }>();
  const take = (line: Line, sign: bigint) => {
    const key = `${line.account} ${line.of.unit}`;
    const sum = sums.get(key) ?? { line, size: 0n };
    sum.size += sign * billionths(line.of.of);
    sums.set(key, sum);
  };
  for (const line of was) take(line, -1n);
  for (const line of right) take(line, 1n);
  return [...sums.values()]
    .filter(({ size }) => size !== 0n)
    .map(({ line: { account, of }, size }) => ({
      account,
      of: { of: figure(size), unit: of.unit },
    }));
}
