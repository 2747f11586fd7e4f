/** What money is here, what of it is promised, and what nobody here can use now. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { bookNames, moneyBooks, titleOf } from "../../ledger/index.ts";
import {
  advances,
  budgets,
  calledOf,
  type Expense,
  expenses,
  type MoneyHere,
  moneyIn,
} from "../questions.ts";
import { leftOf } from "../sums.ts";
import { atOf, Called, peopleIn, say, sayAll, sayShort } from "./parts.tsx";

/** `GET /expenses/money`. */
export async function moneyPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await expenses(view);
  const plans = await budgets(view);
  const books = await moneyBooks(view);
  const { bookTitle } = await bookNames();
  const titled = await Promise.all(
    books.map(async (thing) => ({
      ...{ thing, title: bookTitle(visit, thing, await titleOf(view, thing)) },
      money: moneyIn(thing, all, plans),
    })),
  );
  const lent = await advances(view);
  const title = t("expenses.money.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("expenses.money.text")}</p>
      {titled.every(({ money }) => money.length === 0) && (
        <Empty title={t("expenses.money.none")}>
          <Acts>
            <Go href={`${space.base}/books`} weight="quiet">
              {t("expenses.money.books")}
            </Go>
          </Acts>
        </Empty>
      )}
      {titled
        .filter(({ money }) => money.length > 0)
        .map(({ thing, title: name, money }) => (
          <section>
            <h2>
              <a href={`${space.base}/books/${thing.id}`}>{name}</a>
            </h2>
            <Available {...{ visit, money, name }} />
            <Apart {...{ visit, money, name }} />
          </section>
        ))}
      {lent.length > 0 && <Lent {...{ visit, lent }} {...(await namesOf(visit, lent))} />}
    </>
  );
  return { page, title };
}

async function namesOf(visit: SpaceVisit, lent: readonly Expense[]) {
  return { called: await calledOf(visit.view, lent), who: await peopleIn(visit, lent) };
}

type Props = { visit: SpaceVisit; money: readonly MoneyHere[]; name: string };

function Available({ visit, money, name }: Props) {
  const { t } = visit;
  const column = (key: string) => ({ name: t(`expenses.money.${key}`), number: true });
  return (
    <Table
      {...{ caption: t("expenses.money.caption", { name }), quietCaption: true }}
      columns={[
        { name: t("expenses.money.currency") },
        ...[column("here"), column("promised"), column("kept"), column("available")],
      ]}
      rows={money.map(({ unit, here, promised, kept, available }) => [
        ...[unit, say(visit)(here), say(visit)(promised), say(visit)(kept)],
        <b>{sayShort(visit, available)}</b>,
      ])}
    />
  );
}

/** What is ours and cannot be used now, each apart. */
function Apart({ visit, money, name }: Props) {
  const { t } = visit;
  const some = money.filter((one) => parts(one).some(({ of }) => of.of !== "0"));
  if (some.length === 0) return null;
  const column = (key: string) => ({ name: t(`expenses.money.${key}`), number: true });
  return (
    <>
      <h3>{t("expenses.money.apart")}</h3>
      <p class="soft">{t("expenses.money.apart-text")}</p>
      <Table
        {...{ caption: t("expenses.money.apart-of", { name }), quietCaption: true }}
        columns={[
          { name: t("expenses.money.currency") },
          ...[column("held"), column("frozen"), column("on-the-way"), column("advanced")],
        ]}
        rows={some.map((one) => [one.unit, ...parts(one).map(({ of }) => say(visit)(of))])}
      />
    </>
  );
}

const parts = ({ held, frozen, onTheWay, advanced }: MoneyHere) =>
  [held, frozen, onTheWay, advanced].map((of) => ({ of }));

function Lent(props: {
  visit: SpaceVisit;
  lent: readonly Expense[];
  called: Awaited<ReturnType<typeof calledOf>>;
  who: (member: string) => string;
}) {
  const { visit, lent, called, who } = props;
  const { t } = visit;
  return (
    <section>
      <h2>{t("expenses.advances")}</h2>
      <Rows>
        {lent.map((one) => {
          const what = called.get(one.id);
          const [author = ""] = one.state.authors;
          return (
            <Row
              title={<Called {...{ visit, one, said: what === undefined ? {} : { what } }} />}
              href={atOf(visit, one)}
              end={sayAll(visit, leftOf(one.state))}
              say={<bdi>{who(one.state.payee ?? author)}</bdi>}
            />
          );
        })}
      </Rows>
    </section>
  );
}
