/** A book as programs are told it: its figures added up, as exact decimals. */
import type { BookState } from "./facts.ts";
import { type Balance, balances, monthsOf, totals } from "./totals.ts";

/** What is said of a book instead of how it is folded. */
export function tellBook(state: BookState): object {
  const { purpose, agreement, title, accounts, transfers, corrections, stated, closed } = state;
  const months = monthsOf(state).map((month) => {
    return [month, balances(state, (one) => one === month).map(tellBalance)] as const;
  });
  return {
    ...{ purpose, agreement, title, accounts, transfers, corrections, stated, closed },
    totals: totals(state),
    balances: balances(state).map(tellBalance),
    months: Object.fromEntries(months),
  };
}

const tellBalance = ({ account, of }: Balance) => ({ account, amount: of });
