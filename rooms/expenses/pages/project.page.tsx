/** A project on one page: its budgets over time, what came for it, was spent, is left. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { readersIn } from "../../people/index.ts";
import { type BudgetState, budget } from "../budgets.ts";
import { countedIn, type ProjectOf, projectOf } from "../plans.ts";
import { calledOf, type Expense, expenses, projectOfOne, titlesOf } from "../questions.ts";
import { nameOf, when } from "./budgets.page.tsx";
import { atOf, Called, dayText, keepsMoney, Standing, say, sayShort } from "./parts.tsx";

/** Expenses on one page; the newest. */
const SHOWN = 100;
const FIGURES = ["planned", "spent", "committed", "left"] as const;

type Opened = {
  visit: SpaceVisit;
  first: Thing<BudgetState>;
  all: readonly Thing<BudgetState>[];
  called: (id: string) => string;
  units: readonly ProjectOf[];
  spent: readonly Expense[];
};

/** The project that the budget of the address is a part of. */
async function opened(visit: SpaceVisit): Promise<Opened | Refusal> {
  const { view, params } = visit;
  const one = await view.thing(budget, params["id"] ?? "");
  if (one === undefined) return notHere;
  const all = await projectOfOne(view, one);
  const [first = one] = all;
  const titles = await titlesOf(view, all);
  const spent = await expenses(view);
  const called = (id: string) => nameOf(visit, [...(titles.get(id) ?? [])]);
  return { visit, first, all, called, units: projectOf(all, spent), spent };
}

const planAt = ({ space }: SpaceVisit, id: string) => `${space.base}/expenses/budgets/${id}`;

/** `GET /expenses/budgets/:id/project`. */
export async function projectPage(visit: SpaceVisit): Promise<Reply> {
  const shown = await opened(visit);
  if (isRefusal(shown)) return shown;
  const { t, space } = visit;
  const { first, called } = shown;
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses/budgets`}>{t("expenses.budgets.title")}</a>
      </p>
      <h1>
        <bdi>{called(first.id)}</bdi>
      </h1>
      <p>{t("expenses.project.text")}</p>
      <Parts {...shown} />
      <Acts>
        {keepsMoney(visit) && (
          <Go href={`${space.base}/expenses/budgets/new?project=${first.id}`}>
            {t("expenses.project.go-on")}
          </Go>
        )}
        <Go href={`${planAt(visit, first.id)}/project/sheet`} weight="quiet">
          {t("expenses.print")}
        </Go>
      </Acts>
      {await Spends(shown)}
    </>
  );
  return { page, title: t("expenses.project.title"), ...readersIn(visit, first) };
}

/** What it comes to: by currency, budget by budget, and together. */
function Parts(shown: Opened & { paper?: boolean }) {
  return (
    <>
      {shown.units.map((unit) => (
        <OfUnit {...shown} unit={unit} />
      ))}
      <Kept {...shown} />
    </>
  );
}

function OfUnit(props: Opened & { unit: ProjectOf; paper?: boolean }) {
  const { visit, all, called, unit, paper } = props;
  const { t } = visit;
  const columns = [
    { name: t("expenses.project.period") },
    ...FIGURES.map((name) => ({ name: t(`expenses.budgets.figure.${name}`), number: true })),
    { name: t("expenses.project.so-far"), number: true },
  ];
  const rows = unit.budgets.map(({ id, plan, leftSoFar }) => {
    const own = all.find((one) => one.id === id);
    const months = own === undefined ? "" : when(visit, own.state);
    const name = `${months} · ${called(id)}`;
    return [
      paper === true ? <bdi>{name}</bdi> : <a href={planAt(visit, id)}>{name}</a>,
      ...FIGURES.map((figure) => sayShort(visit, plan[figure])),
      sayShort(visit, leftSoFar),
    ];
  });
  const foot = [
    t("expenses.project.all"),
    ...FIGURES.map((figure) => sayShort(visit, unit[figure])),
    sayShort(visit, unit.left),
  ];
  return (
    <Table {...{ caption: t("expenses.project.of", { unit: unit.unit }), columns, rows, foot }} />
  );
}

/** Contributions for it alone, and the lines by which they came. */
function Kept({ visit, all, units, called, paper }: Opened & { paper?: boolean }) {
  const { t, space } = visit;
  const came = all.flatMap(({ id, state }) =>
    state.earmarks.map(({ entry, of }) => ({ id, entry, of, book: state.book })),
  );
  if (came.length === 0) return null;
  return (
    <section>
      <h2>{t("expenses.budgets.earmarks")}</h2>
      <ul>
        {units.map(({ earmarked, kept }) => (
          <li>
            {t("expenses.project.kept", {
              ...{ came: say(visit)(earmarked), kept: say(visit)(kept) },
            })}
          </li>
        ))}
      </ul>
      {paper !== true && (
        <Rows>
          {came.map(({ id, entry, of, book }) => (
            <Row
              title={t("expenses.pay.line", { n: entry })}
              href={`${space.base}/books/${book}/lines/${entry}`}
              end={<bdi>{say(visit)(of)}</bdi>}
              say={<bdi>{called(id)}</bdi>}
            />
          ))}
        </Rows>
      )}
    </section>
  );
}

/** Expenses that count in it, or would once they are approved. */
async function Spends(shown: Opened & { paper?: boolean }) {
  const { visit, all, spent } = shown;
  const { t, view } = visit;
  const own = spent
    .filter(({ state }) => state.status !== "withdrawn" && state.status !== "refused")
    .flatMap((one) => {
      const of = countedIn(all, one);
      return of === null ? [] : [{ one, of }];
    });
  const some = own.slice(0, SHOWN);
  const called = await calledOf(
    view,
    some.map(({ one }) => one),
  );
  return (
    <section>
      <h2>{t("expenses.project.spent")}</h2>
      {own.length === 0 && <p>{t("expenses.project.nothing")}</p>}
      <Rows>
        {some.map(({ one, of }) => {
          const what = called.get(one.id);
          return (
            <Row
              title={<Called {...{ visit, one, said: what === undefined ? {} : { what } }} />}
              {...(shown.paper === true ? {} : { href: atOf(visit, one) })}
              end={<Standing {...{ visit, one }} />}
              say={
                <>
                  <b>
                    <bdi>{say(visit)(of)}</bdi>
                  </b>{" "}
                  · <bdi>{dayText(visit, one.first.day)}</bdi>
                </>
              }
            />
          );
        })}
      </Rows>
      {own.length > some.length && (
        <p class="soft">{t("expenses.more", { n: own.length - some.length })}</p>
      )}
    </section>
  );
}

/** `GET /expenses/budgets/:id/project/sheet`: the same for paper. */
export async function projectSheet(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const shown = await opened(visit);
  if (isRefusal(shown)) return shown;
  const { t, now, space, words } = visit;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const page = (
    <PrintSheet
      title={<bdi>{shown.called(shown.first.id)}</bdi>}
      say={t("expenses.sheet.say", { day })}
    >
      <Parts {...shown} paper />
      {await Spends({ ...shown, paper: true })}
    </PrintSheet>
  );
  return { page, title: t("expenses.project.title"), shape: "sheet" };
}
