/** Expenses that both groups of an agreement read: what waits, and what was said. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { agreement } from "../../agreements/index.ts";
import { asksIn, mayTheyJudge, sharedUnder } from "../judges.ts";
import { calledOf, type Expense } from "../questions.ts";
import { ExpenseRow } from "./expenses.page.tsx";
import { peopleIn } from "./parts.tsx";
import { isTheirs } from "./shown.ts";

/** Expenses on one page; the newest. */
const SHOWN = 100;

/** `GET /agreements/:id/expenses`. */
export async function underPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, params } = visit;
  const deal = await view.thing(agreement, params["id"] ?? "");
  if (deal === undefined) return notHere;
  const all = (await sharedUnder(view, deal.id)).slice(0, SHOWN);
  const mine = isTheirs(visit) ? await waitingForThem(visit, all) : [];
  const rest = all.filter((one) => !mine.includes(one));
  const [called, who] = [await calledOf(view, all), await peopleIn(visit, all)];
  const title = t("expenses.under.title");
  const list = (some: readonly Expense[]) => (
    <Rows>
      {some.map((one) => (
        <ExpenseRow {...{ visit, one, who }} what={called.get(one.id)} />
      ))}
    </Rows>
  );
  const page = (
    <>
      <p>
        <a href={`${space.base}/agreements/${deal.id}`}>{t("expenses.under.agreement")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("expenses.under.text")}</p>
      {all.length === 0 && <Empty title={t("expenses.under.none")} />}
      {mine.length > 0 && (
        <section>
          <h2>{t("expenses.mine")}</h2>
          {list(mine)}
        </section>
      )}
      {rest.length > 0 && (
        <section>
          <h2>{t("expenses.all")}</h2>
          {list(rest)}
        </section>
      )}
    </>
  );
  const readers = t("expenses.readers-both");
  return { page, title, readers, typed: readers };
}

/** What waits for this very person's yes or no. */
async function waitingForThem({ view }: SpaceVisit, all: readonly Expense[]): Promise<Expense[]> {
  const { reader } = view;
  if (reader.by !== "ally") return [];
  const found: Expense[] = [];
  for (const one of all) {
    const said = one.state.theirs.includes(reader.person);
    if (!said && mayTheyJudge(one, await asksIn(view, one))) found.push(one);
  }
  return found;
}
