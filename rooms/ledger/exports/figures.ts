/** The figures of books that are taken away, as exact decimals: for programs, and for checking. */
import { billionths, figure } from "../../../house/values/index.ts";
import type { Account } from "../accounts.ts";
import type { Balance } from "../totals.ts";
import type { TakenBook } from "./taken.ts";

/** An account in one unit over the period; opening + moved = closing. */
export type Moved = {
  account: Account;
  unit: string;
  opening: string;
  moved: string;
  closing: string;
};

/** Every account and unit of a book that was written on until the end of the period. */
export function movedOf({ opening, closing }: TakenBook): Moved[] {
  const key = ({ account, of }: Balance) => `${account} ${of.unit}`;
  const before = new Map(opening.map((one) => [key(one), one.of.of]));
  return closing.map((one) => {
    const { account, of } = one;
    const at = before.get(key(one)) ?? "0";
    const moved = figure(billionths(of.of) - billionths(at));
    return { account, unit: of.unit, opening: at, moved, closing: of.of };
  });
}

/** Sums by unit, as exact decimals. */
export type ByUnit = Record<string, string>;

/** What is told of all books: what was there, came, went and is there, by unit; and of each. */
export function tellBooks(books: readonly TakenBook[]): {
  totals: { opening: ByUnit; came: ByUnit; went: ByUnit; closing: ByUnit };
  books: object[];
} {
  const all = books.flatMap((one) =>
    movedOf(one).map((row) => ({ ...row, side: one.side(row.account) })),
  );
  const on = (side: string) => all.filter((row) => row.side === side);
  const came = on("source").map(({ unit, moved }) => ({ unit, of: -billionths(moved) }));
  const sums = (what: "opening" | "moved" | "closing", side: string) =>
    byUnit(on(side).map((row) => ({ unit: row.unit, of: billionths(row[what]) })));
  return {
    totals: {
      opening: sums("opening", "stock"),
      came: byUnit(came),
      went: sums("moved", "use"),
      closing: sums("closing", "stock"),
    },
    books: books.map((one) => ({
      ...{ book: one.key, id: one.id, purpose: one.purpose },
      accounts: movedOf(one).map((row) => ({ ...row, side: one.side(row.account) })),
    })),
  };
}

function byUnit(all: readonly { unit: string; of: bigint }[]): ByUnit {
  const sums = new Map<string, bigint>();
  for (const { unit, of } of all) sums.set(unit, (sums.get(unit) ?? 0n) + of);
  return Object.fromEntries([...sums].sort().map(([unit, sum]) => [unit, figure(sum)]));
}
