/** Expenses: what waits for the reader first, then all of them. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import type { Text } from "../../../house/values/index.ts";
import { Acts, Go, Links } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { asksFor } from "../judges.ts";
import { calledOf, type Expense, expenses, rulesOf } from "../questions.ts";
import { rulesNow } from "../rules.ts";
import { asked } from "../sums.ts";
import { atOf, Called, dayText, keepsMoney, peopleIn, Standing, sayAll, writes } from "./parts.tsx";

/** Expenses on one page; the newest. */
const SHOWN = 100;

/** `GET /expenses`. */
export async function expensesPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await expenses(view);
  const mine = await waiting(visit, all);
  const rest = all.filter((one) => !mine.includes(one)).slice(0, SHOWN);
  const shown = [...mine, ...rest];
  const called = await calledOf(view, shown);
  const who = await peopleIn(visit, shown);
  const title = t("expenses.title");
  const list = (some: readonly Expense[]) => (
    <Rows>
      {some.map((one) => (
        <ExpenseRow {...{ visit, one, who }} what={called.get(one.id)} />
      ))}
    </Rows>
  );
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("expenses.lead")}</p>
      {writes(visit) && (
        <Acts>
          <Go href={`${space.base}/expenses/new`}>{t("expenses.new")}</Go>
          <Go href={`${space.base}/expenses/new?as=advance`} weight="quiet">
            {t("expenses.new-advance")}
          </Go>
        </Acts>
      )}
      {all.length === 0 && (
        <Empty title={t("expenses.none")}>
          <p>{t("expenses.none-text")}</p>
        </Empty>
      )}
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
      {all.length > shown.length && (
        <p class="soft">{t("expenses.more", { n: all.length - shown.length })}</p>
      )}
      <Links>
        <Go href={`${space.base}/expenses/money`} weight="quiet">
          {t("expenses.money.title")}
        </Go>
        <Go href={`${space.base}/expenses/budgets`} weight="quiet">
          {t("expenses.budgets.title")}
        </Go>
        <Go href={`${space.base}/expenses/expected`} weight="quiet">
          {t("expenses.expected.title")}
        </Go>
        <Go href={`${space.base}/expenses/rules`} weight="quiet">
          {t("expenses.rules.title")}
        </Go>
      </Links>
    </>
  );
  return { page, title };
}

/** What waits for this very reader: a yes or no, a payment, one thing that was missing. */
async function waiting(visit: SpaceVisit, all: readonly Expense[]): Promise<Expense[]> {
  const { session, view } = visit;
  const member = session?.member ?? null;
  if (member === null) return [];
  const rules = rulesNow(await rulesOf(view));
  const who = { member, roles: session?.roles ?? [] };
  const found: Expense[] = [];
  for (const one of all) {
    const { status, sentBack, authors } = one.state;
    const pays = status === "approved" && keepsMoney(visit);
    const mends = status === "submitted" && sentBack !== null && authors.includes(member);
    if (pays || mends || (await asksFor(view, one, who, rules))) found.push(one);
  }
  return found;
}

/** One of them in a list. */
export function ExpenseRow(props: {
  visit: SpaceVisit;
  one: Expense;
  who: (member: string) => string;
  what: Text | undefined;
}) {
  const { visit, one, who, what } = props;
  const { t } = visit;
  const [author = ""] = one.state.authors;
  return (
    <Row
      title={<Called {...{ visit, one, said: what === undefined ? {} : { what } }} />}
      href={atOf(visit, one)}
      end={<Standing {...{ visit, one }} />}
      say={
        <>
          <b>{sayAll(visit, asked(one.state))}</b> · <bdi>{who(author)}</bdi> ·{" "}
          {dayText(visit, one.first.day)}
          {one.state.as === "advance" && <> · {t("expenses.as.advance")}</>}
        </>
      }
    />
  );
}
