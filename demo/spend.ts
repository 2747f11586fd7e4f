/** What a made-up group spends: rules that two agreed to, and expenses that wait and were paid. */
import { amount } from "./acts.ts";
import type { Does } from "./walk.ts";

const es = (text: string) => ({ lang: "es", text });
const eur = (of: number) => amount(of, "EUR");

/** By a member, a treasurer, and who coordinates. */
export async function spend(
  { lead, treasurer, member }: { lead: Does; treasurer: Does; member: Does },
  book: string,
  month: string,
): Promise<void> {
  const rules = { approvers: ["treasurer", "coordination"], alone: [eur(50)] };
  await treasurer("expenses.propose-rules", { ...rules, undocumented: [eur(40)] });
  await lead("expenses.agree-rules", { seen: 1 });
  const bare = { account: "uses:transport", of: eur(18), undocumented: "no-shop" };
  const told = { book, lines: [bare], what: es("Viaje en la lancha de un vecino") };
  const paid = String((await member("expenses.submit", told)).answer["expense"]);
  const yes = { expense: paid, lines: [1], revision: 1 };
  for (const who of [treasurer, lead]) await who("expenses.approve", yes);
  await treasurer("expenses.pay", { expense: paid, from: "money" });
  const title = [es("Bombas y mangueras"), { lang: "en", text: "Pumps and hoses" }];
  const plan = { book, title, of: eur(400), from: month, to: month };
  const budget = (await treasurer("expenses.plan-budget", plan)).answer["budget"];
  await treasurer("expenses.earmark", { budget, entry: 2, of: eur(300) });
  const given = { book, of: eur(60), name: "Barrio del puerto", since: month };
  await treasurer("expenses.expect", given);
  const lines = [{ account: "uses:tools", of: eur(32) }];
  await member("expenses.submit", {
    book,
    budget,
    lines,
    what: es("Manguera"),
    name: "Ferretería Sol",
  });
  await lead("expenses.submit", { book, lines: [{ account: "uses:food", of: eur(9) }] });
}
