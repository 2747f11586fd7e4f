/** The door of `expenses`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { beside } from "./beside.ts";
import { budget, pledge } from "./budgets.ts";
import { table } from "./commands.ts";
import { expense } from "./facts.ts";
import { owed } from "./owed.ts";
import { spendingRules } from "./rules.ts";
import { stays, timeRows } from "./times.ts";

export { type BudgetState, budget } from "./budgets.ts";
export { type ExpenseState, expense } from "./facts.ts";
export { toApprove } from "./judges.ts";
export { toMend, toPay } from "./questions.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "expenses",
  kinds: [expense, spendingRules, budget, pledge] as readonly Kind[],
  commands: table,
  times: timeRows,
  owed,
  stays,
  beside,
};
