/** One budget: its figures, contributions that came for it alone, changing and ending it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { type Amount, billionths } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go, Links } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { type BookEntry, book, entriesOf, oneEntry } from "../../ledger/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { type BudgetState, budget } from "../budgets.ts";
import { isBelow, type Plan, planOf } from "../plans.ts";
import { expenses, titlesOf } from "../questions.ts";
import { nameOf, PlanFields, planIn, Stands, when } from "./budgets.page.tsx";
import { dayText, keepsMoney, say, sayShort } from "./parts.tsx";

/** Lines of the book that are offered to be earmarked. */
const OFFERED = 8;

type Shown = {
  visit: SpaceVisit;
  one: Thing<BudgetState>;
  plan: Plan;
  name: string;
  refusal: Refusal | null;
};

const atOf = ({ space }: SpaceVisit, id: string) => `${space.base}/expenses/budgets/${id}`;

/** `GET /expenses/budgets/:id`. */
export async function budgetPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, params, space } = visit;
  const one = await view.thing(budget, params["id"] ?? "");
  if (one === undefined) return notHere;
  const plan = planOf(one, await expenses(view));
  const name = nameOf(visit, [...((await titlesOf(view, [one])).get(one.id) ?? [])]);
  const shown = { visit, one, plan, name, refusal };
  const offered = keepsMoney(visit) && !one.state.ended ? await came(visit, one) : [];
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses/budgets`}>{t("expenses.budgets.title")}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p>
        <Stands {...{ visit, plan, ended: one.state.ended }} />{" "}
        <span class="soft">{when(visit, one.state)}</span>
      </p>
      {isBelow(plan.left) && (
        <Notice kind="warn" t={t} title={t("expenses.budgets.over")}>
          <p>{t("expenses.budgets.over-text")}</p>
        </Notice>
      )}
      <Figures {...shown} />
      <Links>
        <Go href={`${atOf(visit, one.id)}/project`} weight="quiet">
          {t("expenses.project.see")}
        </Go>
      </Links>
      <Earmarks {...shown} offered={offered} />
      {keepsMoney(visit) && !one.state.ended && <Changing {...shown} />}
    </>
  );
  const { status } = saysOf(visit, refusal);
  return { page, title: t("expenses.budgets.one"), status, ...readersIn(visit, one) };
}

function Figures({ visit, plan, name }: Shown) {
  const { t } = visit;
  const row = (key: "planned" | "spent" | "committed" | "left" | "earmarked" | "kept") => [
    t(`expenses.budgets.figure.${key}`),
    sayShort(visit, plan[key]),
  ];
  const rows = [row("planned"), row("spent"), row("committed"), row("left")];
  const own = plan.earmarked.of === "0" ? [] : [row("earmarked"), row("kept")];
  return (
    <Table
      {...{ caption: name, quietCaption: true, rows: [...rows, ...own] }}
      columns={[
        { name: t("expenses.budgets.figure") },
        { name: t("expenses.field.amount"), number: true },
      ]}
    />
  );
}

/** What a line brought into the money here, of a currency. */
function broughtIn({ lines }: Pick<BookEntry, "lines">, unit: string): Amount | null {
  const into = lines.find(
    ({ account, of }) => account === "money" && of.unit === unit && billionths(of.of) > 0n,
  );
  return into?.of ?? null;
}

/** Contributions of the book that could be earmarked, the newest first. */
async function came({ view }: SpaceVisit, { state }: Thing<BudgetState>): Promise<BookEntry[]> {
  const own = await view.thing(book, state.book);
  if (own === undefined) return [];
  const { entries } = await entriesOf(view, own, { account: "money", month: null, before: null });
  const taken = new Set(
    (await view.things(budget))
      .filter((one) => one.state.book === state.book)
      .flatMap((one) => one.state.earmarks.map(({ entry }) => entry)),
  );
  return entries
    .filter((one) => one.corrects === null && !taken.has(one.n))
    .filter((one) => broughtIn(one, state.of.unit) !== null)
    .slice(0, OFFERED);
}

function Earmarks({ visit, one, offered }: Shown & { offered: readonly BookEntry[] }) {
  const { t, keys, space } = visit;
  const { earmarks, book: own, of } = one.state;
  if (earmarks.length === 0 && offered.length === 0) return null;
  const line = (n: number) => `${space.base}/books/${own}/lines/${n}`;
  return (
    <section>
      <h2>{t("expenses.budgets.earmarks")}</h2>
      <p class="soft">{t("expenses.budgets.earmarks-text")}</p>
      <Rows>
        {earmarks.map(({ id, entry, of: size }) => (
          <Row
            title={t("expenses.pay.line", { n: entry })}
            href={line(entry)}
            end={<bdi>{say(visit)(size)}</bdi>}
          >
            {keepsMoney(visit) && (
              <Act {...{ keys, action: `${atOf(visit, one.id)}/earmarks/${id}/removal` }}>
                {t("expenses.budgets.release")}
              </Act>
            )}
          </Row>
        ))}
      </Rows>
      {offered.length > 0 && (
        <details>
          <summary>{t("expenses.budgets.earmark-one")}</summary>
          <Rows>
            {offered.map((entry) => (
              <Row
                title={t("expenses.pay.line", { n: entry.n })}
                href={line(entry.n)}
                end={<bdi>{say(visit)(broughtIn(entry, of.unit) ?? of)}</bdi>}
                say={
                  <>
                    {dayText(visit, entry.day)}{" "}
                    <bdi>{typeof entry.said === "string" ? "" : entry.said.party?.text}</bdi>
                  </>
                }
              >
                <Act
                  {...{ keys, action: `${atOf(visit, one.id)}/earmarks` }}
                  fields={{ entry: String(entry.n) }}
                  about={t("expenses.pay.line", { n: entry.n })}
                >
                  {t("expenses.budgets.earmark")}
                </Act>
              </Row>
            ))}
          </Rows>
        </details>
      )}
    </section>
  );
}

function Changing({ visit, one, name, refusal }: Shown) {
  const { t, keys } = visit;
  const { of, from, to } = one.state;
  const { faults, error } = saysOf(visit, refusal, { of: "amount" });
  return (
    <>
      <details open={faults.length > 0 ? true : undefined}>
        <summary>{t("expenses.budgets.change")}</summary>
        <Form {...{ t, keys, faults, action: atOf(visit, one.id) }}>
          <PlanFields
            {...{ visit, stood: { title: name, of, from, to }, units: [of.unit], error }}
          />
          <Acts>
            <Button weight="quiet">{t("expenses.budgets.save")}</Button>
          </Acts>
        </Form>
      </details>
      <Act {...{ keys, action: `${atOf(visit, one.id)}/end` }}>{t("expenses.budgets.end")}</Act>
    </>
  );
}

function does(visit: SpaceVisit, command: string, input: object): Promise<Reply> {
  const id = visit.params["id"];
  return sends(visit, [`expenses.${command}`, { budget: id, ...input }], {
    goto: `/expenses/budgets/${id}`,
    notice: `expenses.done.${command}`,
    again: (refusal) => budgetPage(visit, refusal),
  });
}

/** `POST /expenses/budgets/:id`. */
export async function changeOne(visit: SpaceVisit): Promise<Reply> {
  const plan = planIn(visit);
  return isRefusal(plan) ? budgetPage(visit, plan) : does(visit, "change-budget", plan);
}

/** `POST /expenses/budgets/:id/end`. */
export const endOne = (visit: SpaceVisit): Promise<Reply> => does(visit, "end-budget", {});

/** `POST /expenses/budgets/:id/earmarks`: as much as the line brought, and no more. */
export async function earmarkOne(visit: SpaceVisit): Promise<Reply> {
  const { view, params, posted } = visit;
  const one = await view.thing(budget, params["id"] ?? "");
  const own = one === undefined ? undefined : await view.thing(book, one.state.book);
  if (one === undefined || own === undefined) return notHere;
  const entry = Number(posted.text("entry"));
  const found = await oneEntry(view, own, entry);
  const of = found === null ? null : broughtIn({ lines: found.standing }, one.state.of.unit);
  if (of === null)
    return budgetPage(visit, refuse("expenses.not-a-contribution", "state", { field: "entry" }));
  return does(visit, "earmark", { entry, of });
}

/** `POST /expenses/budgets/:id/earmarks/:earmark/removal`. */
export const releaseOne = (visit: SpaceVisit): Promise<Reply> =>
  does(visit, "release-earmark", { earmark: visit.params["earmark"] });
