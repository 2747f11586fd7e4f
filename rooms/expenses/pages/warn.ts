/** What whoever says yes is told first: less is available than that, or a budget would be over. */
import { subtract } from "../../../house/values/index.ts";
import { book } from "../../ledger/index.ts";
import { mayJudge } from "../judges.ts";
import { isBelow, planOf } from "../plans.ts";
import { budgets, expenses, moneyIn, titlesOf } from "../questions.ts";
import { asked } from "../sums.ts";
import { nameOf } from "./budgets.page.tsx";
import { sayShort } from "./parts.tsx";
import type { Shown } from "./shown.ts";

/** Sentences, none where all is well or the reader has no word in it. */
export async function warnings({ visit, one, rules }: Shown): Promise<string[]> {
  const { view, session, t } = visit;
  const member = session?.member ?? null;
  const roles = session?.roles ?? [];
  if (member === null || !mayJudge(one, { member, roles }, rules)) return [];
  const [all, plans] = [await expenses(view), await budgets(view)];
  const own = await view.thing(book, one.state.book);
  const [want] = asked(one.state);
  if (own === undefined || want === undefined) return [];
  // As if it were approved: what it is set apart for counts for it.
  const then = all.map((each) =>
    each.id === one.id ? { ...each, state: { ...each.state, status: "approved" as const } } : each,
  );
  const said: string[] = [];
  const left = moneyIn(own, then, plans).find(({ unit }) => unit === want.unit)?.available;
  const short = left ?? subtract({ ...want, of: "0" }, want);
  if (isBelow(short)) said.push(t("expenses.warn.short", { amount: sayShort(visit, short) }));
  const titles = await titlesOf(view, plans);
  for (const plan of plans) {
    if (plan.state.ended) continue;
    const [before, after] = [planOf(plan, all), planOf(plan, then)];
    if (!isBelow(after.left) || after.left.of === before.left.of) continue;
    const name = nameOf(visit, [...(titles.get(plan.id) ?? [])]);
    said.push(t("expenses.warn.over", { name, amount: sayShort(visit, after.left) }));
  }
  return said;
}
