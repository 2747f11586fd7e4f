/** For tests: the life of expenses over the JSON API; a yes is nobody's but a person's own word. */
import type { Author, Done } from "../house/command.ts";
import type { Refusal } from "../house/refusal.ts";
import { assertDone } from "../house/testing.ts";
import type { Known, Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const eur = (of: string) => ({ of, unit: "EUR" });
const PLAN = { of: eur("300"), from: "2026-11", to: "2026-12" };
const some = (of: string) => ({ lines: [{ account: "uses:food", of: eur(of) }] });

type Sends = (command: string, input: object, author: Author) => Promise<Done | Refusal>;

/** What two others of the group did: an advance that was approved, and expenses of their own. */
export async function spentBy(
  sends: Sends,
  { own, others, book }: { own: string; others: readonly [string, string]; book: string },
): Promise<Known> {
  const as = async (member: string, command: string, input: object) => {
    const done = await sends(`expenses.${command}`, input, { by: "member", member });
    assertDone(done);
    return String(done.answer["expense"] ?? "");
  };
  const lent = await as(own, "submit", { as: "advance", book, ...some("9") });
  for (const member of others)
    await as(member, "approve", { expense: lent, lines: [1], revision: 1 });
  const [first] = others;
  const theirs = await as(first, "submit", { book, ...some("5") });
  const dear = await as(first, "submit", { book, ...some("500") });
  const rules = { approvers: ["treasurer"], alone: [eur("50")], undocumented: [] };
  await as(first, "propose-rules", rules);
  const gave = [
    { account: "elsewhere", of: eur("-10") },
    { account: "money", of: eur("10") },
  ];
  const post = { book, lines: gave };
  const done = await sends("ledger.post", post, { by: "member", member: own });
  assertDone(done);
  return { lent, theirs, dear, gave: String(done.answer["entry"]) };
}

/** Each command of a program once. */
export const EXPENSES: readonly Step[] = [
  [
    "expenses.submit",
    ({ money: book }) => ({ book, ...some("20"), what: text("Pan"), name: "panadería" }),
    ["spent", "answer.expense"],
  ],
  ["expenses.revise", ({ spent: expense }) => ({ expense, ...some("21") })],
  ["expenses.remove-receipt", ({ spent: expense }) => ({ expense, receipt: "0".repeat(32) })],
  ["expenses.take-out", ({ spent: expense }) => ({ expense })],
  ["expenses.withdraw", ({ spent: expense }) => ({ expense })],
  ["expenses.send-back", ({ theirs: expense }) => ({ expense, missing: "receipt" })],
  [
    "expenses.refuse",
    ({ dear: expense }) => ({ expense, why: "too-much", reason: text("Es mucho") }),
  ],
  ["expenses.pay", ({ lent: expense }) => ({ expense, from: "money" })],
  ["expenses.come-back", ({ lent: expense }) => ({ expense, of: eur("2") })],
  ["expenses.drop-rules", () => ({})],
  [
    "expenses.plan-budget",
    ({ money: book }) => ({ book, ...PLAN, title: [text("Cocina")] }),
    ["budget", "answer.budget"],
  ],
  ["expenses.change-budget", ({ budget }) => ({ budget, ...PLAN, title: [text("Cocina 2")] })],
  ["expenses.release-earmark", ({ budget }) => ({ budget, earmark: "0".repeat(32) })],
  ["expenses.end-budget", ({ budget }) => ({ budget })],
  [
    "expenses.expect",
    ({ money: book }) => ({ book, of: eur("10"), name: "salma", since: "2026-10" }),
    ["pledge", "answer.pledge"],
  ],
  [
    "expenses.match-pledge",
    ({ pledge, gave }) => ({ pledge, month: "2026-10", entry: Number(gave) }),
  ],
  ["expenses.end-pledge", ({ pledge }) => ({ pledge, until: "2026-11" })],
  ["expenses.forget-pledge", ({ pledge }) => ({ pledge })],
];
