/** What can be asked for about budgets and expected contributions, by whom. */
import { defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { monthSchema } from "../../house/values/index.ts";
import * as decider from "./decider-budgets.ts";
import * as shapes from "./shapes-budgets.ts";

const who = ["coordination", "treasurer"] as const;
const act = { ...OWN_HOUSE, kind: "act", who } as const;
const undoing = { ...act, kind: "undoing" } as const;
const testimony = { ...act, kind: "testimony" } as const;

/** The rows of the room's table that are about them, by name for its own tests. */
export const budgetCommands = {
  planBudget: defineCommand({
    ...{ ...act, name: "expenses.plan-budget", decide: decider.planBudget },
    shape: shapes.planShape,
  }),
  changeBudget: defineCommand({
    ...{ ...act, name: "expenses.change-budget", decide: decider.changeBudget },
    shape: shapes.changeShape,
  }),
  endBudget: defineCommand({
    ...{ ...undoing, name: "expenses.end-budget", decide: decider.endBudget },
    shape: shapes.oneBudgetShape,
  }),
  earmark: defineCommand({
    // What stands in the book is held against what is earmarked by the form.
    ...{ ...act, name: "expenses.earmark", byHand: true, decide: decider.earmark },
    shape: shapes.earmarkShape,
  }),
  releaseEarmark: defineCommand({
    ...{ ...undoing, name: "expenses.release-earmark", decide: decider.releaseEarmark },
    shape: shapes.releaseShape,
  }),
  expect: defineCommand({
    ...{ ...testimony, name: "expenses.expect", decide: decider.expect },
    shape: shapes.expectShape,
  }),
  matchPledge: defineCommand({
    ...{ ...testimony, name: "expenses.match-pledge", decide: decider.matchPledge },
    shape: shapes.matchShape,
  }),
  endPledge: defineCommand({
    ...{ ...undoing, name: "expenses.end-pledge", decide: decider.endPledge },
    shape: shapes.onePledgeShape.extend({ until: monthSchema }),
  }),
  forgetPledge: defineCommand({
    ...{ ...undoing, name: "expenses.forget-pledge", decide: decider.forgetPledge },
    ...{ shape: shapes.onePledgeShape, whileDark: "erase" },
  }),
};
