/** What of a book's goods lies in no place, and whether lines leave as much as places hold. */
import { type Refusal, refuse } from "../../house/refusal.ts";
import { billionths, figure } from "../../house/values/index.ts";
import { type BookState, type Line, sumInBillionths } from "./facts.ts";

/** What is here of a unit, in billionths. */
export function hereOf(state: BookState, unit: string): bigint {
  const sums = [state.now, ...Object.values(state.months)];
  return sums.reduce((all, { [`here ${unit}`]: own }) => {
    return own === undefined ? all : all + sumInBillionths(own);
  }, 0n);
}

/** What is here of a unit and lies in no place, in billionths. */
export function unplacedOf(state: BookState, unit: string): bigint {
  return hereOf(state, unit) - billionths(state.placed[unit] ?? "0");
}

/**
 * Whether lines leave as much here as lies in places: where not, it is written where it lies, or
 * first taken out of its place. Null where they do; a book without places is asked nothing.
 */
export function leavesPlaced(state: BookState, lines: readonly Line[]): Refusal | null {
  const deltas = new Map<string, bigint>();
  for (const { account, of } of lines)
    if (account === "here" && state.placed[of.unit] !== undefined)
      deltas.set(of.unit, (deltas.get(of.unit) ?? 0n) + billionths(of.of));
  for (const [unit, delta] of deltas) {
    const free = unplacedOf(state, unit);
    if (delta < 0n && free + delta < 0n)
      return refuse("ledger.lies-in-places", "state", {
        ...{ field: "lines", vars: { there: figure(free) }, next: "ledger.take-from-place" },
      });
  }
  return null;
}
