/** What a group under attack spends: what for, whom it pays, and the receipt of it. */
import { assertDone } from "../../house/testing.ts";
import type { TestNode } from "../../web/testing.ts";
import { CANARIES, en, type Group } from "./attackers.ts";

/** An expense of the group's that another sent back, with its receipt; the ids of it. */
export async function writeSpent(node: TestNode, { ours, bo, does }: Group): Promise<string[]> {
  const { group: our } = CANARIES;
  const lines = [{ account: "uses:food", of: { of: "7", unit: "EUR" } }];
  const said = { what: en(our.spent), name: our.payee };
  const { expense = "", book = "" } = await does("expenses.submit", { lines, ...said });
  await does("expenses.add-receipt", { expense, line: 1 }, our.receipt);
  const author = { by: "member", member: bo.member } as const;
  const input = { expense, missing: "other", reason: en(our.asksMore) };
  const command = "expenses.send-back";
  assertDone(await node.send({ space: ours.space, command, input, author }));
  const of = { of: "9", unit: "EUR" };
  const months = { from: "2026-11", to: "2026-12" };
  const plan = { of, ...months, title: [en(our.plan)] };
  const { budget = "" } = await does("expenses.plan-budget", plan);
  const given = { of, since: "2026-11", name: our.monthly };
  const { pledge = "" } = await does("expenses.expect", given);
  return [expense, book, budget, pledge];
}
