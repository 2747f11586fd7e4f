/** What a report asks of a book beside its sums: lines put right, and rows that still wait. */

import type { Thing } from "../../house/facts.ts";
import { billionths, figure, type Month } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { extractsOf } from "./extract-questions.ts";
import { WAITS, type Waits } from "./extract-rows.ts";
import type { BookState } from "./facts.ts";
import { type BookEntry, entriesAt } from "./questions.ts";

/** Corrections that a report names. */
export const CORRECTIONS_NAMED = 100;

/** Months, both counted in. */
export type Months = { from: Month; to: Month };

/**
 * The corrections of a period, oldest first; where there are more than a report names, the newest,
 * and `more` says so.
 */
export async function correctionsIn(
  view: View,
  thing: Thing<BookState>,
  { from, to }: Months,
): Promise<{ corrections: BookEntry[]; more: boolean }> {
  const numbers = Object.values(thing.state.corrections).flat();
  const ascending = numbers.sort((a, b) => a - b);
  const found: BookEntry[] = [];
  for (let end = ascending.length; end > 0 && found.length <= CORRECTIONS_NAMED; ) {
    const start = Math.max(0, end - CORRECTIONS_NAMED);
    const some = await entriesAt(view, thing, ascending.slice(start, end));
    found.unshift(...some.filter(({ day }) => from <= day.slice(0, 7) && day.slice(0, 7) <= to));
    end = start;
  }
  const more = found.length > CORRECTIONS_NAMED;
  return { corrections: found.slice(-CORRECTIONS_NAMED), more };
}

/** Rows that wait, in one currency and for one reason: how many, what came and what went. */
export type Waiting = { why: Waits; unit: string; rows: number; came: string; went: string };

/** What waits of a period; it is in no figure of the book. */
export async function waitingIn(
  view: View,
  thing: Thing<BookState>,
  { from, to }: Months,
): Promise<Waiting[]> {
  const extracts = await extractsOf(view, thing.id);
  const rows = extracts
    .flatMap(({ state }) => Object.values(state.waiting))
    .filter(({ day }) => from <= day.slice(0, 7) && day.slice(0, 7) <= to);
  const units = [...new Set(rows.map(({ of }) => of.unit))].sort();
  return WAITS.flatMap((why) =>
    units.flatMap((unit) => {
      const own = rows.filter((row) => row.why === why && row.of.unit === unit);
      if (own.length === 0) return [];
      const sizes = own.map(({ of }) => billionths(of.of));
      const sum = (all: readonly bigint[]) => all.reduce((size, one) => size + one, 0n);
      const came = figure(sum(sizes.filter((size) => size > 0n)));
      const went = figure(-sum(sizes.filter((size) => size < 0n)));
      return [{ why, unit, rows: own.length, came, went }];
    }),
  );
}
