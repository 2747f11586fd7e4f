/** What can be asked for about expenses, by whom, and on what it stands. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { budgetCommands } from "./commands-budgets.ts";
import * as decider from "./decider.ts";
import * as approving from "./decider-approve.ts";
import * as paying from "./decider-pay.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed } from "./times.ts";

/** Who may hand in what they spent. */
export const hands = ["coordination", "treasurer", "member"] as const;
const keepers = ["coordination", "treasurer"] as const;
/** Who says yes or no: of the other group where a clause names it, which the decider asks. */
const judges = ["coordination", "treasurer", "ally"] as const;
const act = { ...OWN_HOUSE, kind: "act" } as const;
const undoing = { ...OWN_HOUSE, kind: "undoing" } as const;
const testimony = { ...OWN_HOUSE, kind: "testimony", who: keepers } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  submit: defineCommand({
    ...{ ...act, name: "expenses.submit", who: hands, decide: decider.submit },
    shape: shapes.submitShape,
  }),
  revise: defineCommand({
    ...{ ...act, name: "expenses.revise", who: hands, decide: decider.revise },
    shape: shapes.reviseShape,
  }),
  addReceipt: defineCommand({
    // A file comes by a form of ours, where it is drawn anew.
    ...{ ...testimony, name: "expenses.add-receipt", who: hands, byHand: true },
    ...{ shape: shapes.receiptShape, decide: decider.addReceipt },
  }),
  removeReceipt: defineCommand({
    ...{ ...undoing, name: "expenses.remove-receipt", who: hands, decide: decider.removeReceipt },
    shape: shapes.oneReceiptShape,
  }),
  withdraw: defineCommand({
    ...{ ...undoing, name: "expenses.withdraw", who: hands, decide: decider.withdraw },
    shape: shapes.oneShape,
  }),
  takeOut: defineCommand({
    ...{ ...undoing, name: "expenses.take-out", who: keepers, decide: decider.takeOut },
    ...{ shape: shapes.oneShape, whileDark: "erase" },
  }),
  approve: defineCommand({
    ...{ ...act, name: "expenses.approve", who: judges, byHand: true, decide: approving.approve },
    shape: shapes.approveShape,
  }),
  conclude: defineCommand({
    // A yes is a person's own word, and so is taking up that enough gave theirs.
    ...{ ...act, name: "expenses.conclude", who: keepers, byHand: true },
    ...{ shape: shapes.oneShape, decide: approving.conclude },
  }),
  share: defineCommand({
    // Who opens it to another group sees by a page who that is.
    ...{ ...act, name: "expenses.share", who: keepers, byHand: true, decide: approving.share },
    shape: shapes.oneShape,
  }),
  sendBack: defineCommand({
    ...{ ...act, name: "expenses.send-back", who: judges, decide: approving.sendBack },
    shape: shapes.sendBackShape,
  }),
  refuse: defineCommand({
    ...{ ...act, name: "expenses.refuse", who: judges, decide: approving.refuseOne },
    shape: shapes.refuseShape,
  }),
  pay: defineCommand({
    ...{ ...testimony, name: "expenses.pay", decide: paying.pay, shape: shapes.payShape },
  }),
  linkPaid: defineCommand({
    // What stands in the book is held against what was approved by the form.
    ...{ ...testimony, name: "expenses.link-paid", byHand: true, decide: paying.linkPaid },
    shape: shapes.linkShape,
  }),
  comeBack: defineCommand({
    ...{ ...testimony, name: "expenses.come-back", decide: paying.comeBack },
    shape: shapes.backShape,
  }),
  proposeRules: defineCommand({
    ...{ ...act, name: "expenses.propose-rules", who: keepers, byHand: true },
    ...{ shape: shapes.rulesShape, decide: approving.proposeRules },
  }),
  agreeRules: defineCommand({
    ...{ ...act, name: "expenses.agree-rules", who: keepers, byHand: true },
    ...{ shape: z.strictObject({ seen: z.int().min(1) }), decide: approving.agreeRules },
  }),
  dropRules: defineCommand({
    ...{ ...undoing, name: "expenses.drop-rules", who: keepers, decide: approving.dropRules },
    shape: z.strictObject({}),
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = [
  ...(Object.values(commands) as readonly CommandRow[]),
  ...(Object.values(budgetCommands) as readonly CommandRow[]),
  eraseTimed,
];
