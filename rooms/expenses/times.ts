/** What of expenses goes by time: words, names and receipts, so long after each was over. */
import type { Thing } from "../../house/facts.ts";
import { eraseByTime, type StaysRow, type TimeRow } from "../../house/times.ts";
import { type ExpenseState, expense } from "./facts.ts";

const command = "expenses.erase-by-time";
const stateOf = (thing: Thing<never>) => (thing as Thing<ExpenseState>).state;

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "expenses", kind: expense as TimeRow["kind"], command },
    parts: ["words", "people", "files"],
    of: [
      ...["expense.submitted/1", "expense.revised/1", "expense.receipt-added/1"],
      ...["expense.lines-struck/1", "expense.sent-back/1", "expense.refused/1"],
    ],
    since: (thing) => stateOf(thing).closedAt,
    held: (thing) => {
      const { said, receipts } = stateOf(thing);
      return [...said, ...receipts.map(({ at }) => at)];
    },
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);

/** What stays as long as its thing, or until somebody erases it. */
export const stays: readonly StaysRow[] = [
  { why: "its-budgets", of: ["budget.planned/1", "budget.planned/2", "budget.changed/1"] },
  { why: "its-pledges", of: ["pledge.expected/1"] },
];
