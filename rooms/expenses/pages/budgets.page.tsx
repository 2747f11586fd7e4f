/** What is planned for what and when, and what of it is spent, promised, left. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, CURRENCIES, chooseText, dayOf } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { moneyBooks } from "../../ledger/index.ts";
import { need } from "../../needs/index.ts";
import { saysOf } from "../../people/index.ts";
import { type BudgetState, budget, TITLE_MAX } from "../budgets.ts";
import { isBelow, nextMonth, type Plan, planOf } from "../plans.ts";
import { budgets, type Expense, expenses, projectOfOne, titlesOf } from "../questions.ts";
import { choicesFor } from "./fields.tsx";
import { keepsMoney, say, sayShort } from "./parts.tsx";
import { moneyIn, textIn, typedMonth } from "./typed.ts";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
/** Needs that the form offers, the newest. */
const NEEDS_MAX = 40;

/** What a budget is called here. */
export function nameOf({ lang, t }: SpaceVisit, titles: Parameters<typeof chooseText>[0]): string {
  return chooseText(titles, [lang])?.text ?? t("expenses.budgets.nameless");
}

/** `GET /expenses/budgets`. */
export async function budgetsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await budgets(view);
  const spent = await expenses(view);
  const titles = await titlesOf(view, all);
  const title = t("expenses.budgets.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("expenses.budgets.text")}</p>
      {keepsMoney(visit) && (
        <Acts>
          <Go href={`${space.base}/expenses/budgets/new`}>{t("expenses.budgets.new")}</Go>
        </Acts>
      )}
      {all.length === 0 && <Empty title={t("expenses.budgets.none")} />}
      <Rows>
        {all.map((one) => (
          <BudgetRow
            {...{ visit, one, spent }}
            name={nameOf(visit, [...(titles.get(one.id) ?? [])])}
          />
        ))}
      </Rows>
    </>
  );
  return { page, title };
}

function BudgetRow(props: {
  visit: SpaceVisit;
  one: Thing<BudgetState>;
  spent: readonly Expense[];
  name: string;
}) {
  const { visit, one, spent, name } = props;
  const { t, space } = visit;
  const plan = planOf(one, spent);
  return (
    <Row
      title={<bdi>{name}</bdi>}
      href={`${space.base}/expenses/budgets/${one.id}`}
      level={2}
      end={<Stands {...{ visit, plan, ended: one.state.ended }} />}
      say={
        <>
          {when(visit, one.state)} ·{" "}
          {t("expenses.budgets.line", {
            ...{ planned: say(visit)(plan.planned), left: sayShort(visit, plan.left) },
          })}
        </>
      }
    />
  );
}

/** Whether it is over, ended, or goes on. */
export function Stands(props: { visit: SpaceVisit; plan: Plan; ended: boolean }) {
  const { visit, plan, ended } = props;
  const key = isBelow(plan.left) ? "over" : ended ? "ended" : "goes-on";
  const is = ({ over: "warn", ended: "quiet", "goes-on": "live" } as const)[key];
  return <State is={is}>{visit.t(`expenses.budgets.${key}`)}</State>;
}

/** Its months, as they are said. */
export const when = ({ words, t }: SpaceVisit, { from, to }: Pick<BudgetState, "from" | "to">) =>
  from === to
    ? words.month(from)
    : t("expenses.budgets.months", { from: words.month(from), to: words.month(to) });

/** What stands in the fields of a plan before anybody types. */
export type Stood = { title: string; of: Amount | null; from: string; to: string };

/** Title, amount and months, as a new plan and a changed one have them. */
export function PlanFields(props: {
  visit: SpaceVisit;
  stood: Stood;
  units: readonly string[];
  error: (field: string) => string | undefined;
}) {
  const { visit, stood, units, error } = props;
  const { t, posted } = visit;
  const typed = (name: string, or: string) => (posted.has("title") ? posted.text(name) : or);
  return (
    <>
      <TextField
        {...{ t, name: "title", label: t("expenses.budgets.field.title"), required: true }}
        {...{ maxlength: TITLE_MAX, value: typed("title", stood.title), error: error("title") }}
        hint={t("expenses.budgets.field.title-hint")}
      />
      <AmountField
        {...{ t, name: "amount", label: t("expenses.budgets.field.amount"), required: true }}
        units={units.map((value) => ({ value, label: value }))}
        value={{
          of: typed("amount", stood.of?.of ?? ""),
          unit: typed("amount-unit", stood.of?.unit ?? units[0] ?? ""),
        }}
        error={error("amount")}
      />
      {(["from", "to"] as const).map((name) => (
        <DateField
          {...{ t, name, label: t(`expenses.budgets.field.${name}`), month: true, required: true }}
          {...{ value: typed(name, stood[name]), error: error(name) }}
        />
      ))}
    </>
  );
}

/** `GET /expenses/budgets/new`. */
export async function newBudgetPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  if (!keepsMoney(visit)) return notYours;
  const { t, keys, space, posted, now, view } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { of: "amount" });
  const month = dayOf(now, space.zone).date.slice(0, 7);
  const before = await lastOf(visit);
  const stood = before?.stood ?? {
    ...{ title: "", of: null, from: month, to: `${month.slice(0, 4)}-12` },
  };
  const books = await moneyBooks(view);
  const own = books.find(({ id }) => id === before?.book) ?? books[0];
  const choices = await choicesFor(visit, own?.id ?? "");
  const wanted = await needsHere(visit);
  const title = t("expenses.budgets.new");
  const select = (name: "need" | "agreement", options: { value: string; label: string }[]) =>
    options.length > 0 && (
      <SelectField
        {...{ t, name, label: t(`expenses.budgets.field.${name}`), error: error(name) }}
        options={[{ value: "", label: t("expenses.budgets.for-none") }, ...options]}
        value={posted.text(name)}
      />
    );
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses/budgets`}>{t("expenses.budgets.title")}</a>
      </p>
      <h1>{title}</h1>
      {before !== null && <p>{t("expenses.project.goes-on", { name: before.called })}</p>}
      <Form {...{ t, keys, faults, action: `${space.base}/expenses/budgets/new` }}>
        {before !== null && <input type="hidden" name="project" value={before.id} />}
        <PlanFields
          {...{ visit, stood, error }}
          units={[...new Set([...choices.units.map(({ value }) => value), ...CURRENCIES])]}
        />
        {before !== null && <input type="hidden" name="book" value={own?.id ?? ""} />}
        {select("need", wanted)}
        {select("agreement", choices.agreements)}
        {before === null && choices.books.length > 1 && (
          <SelectField
            {...{ t, name: "book", label: t("expenses.field.book"), options: choices.books }}
            {...{ value: posted.text("book") || own?.id, error: error("book") }}
          />
        )}
        <Acts>
          <Button>{t("expenses.budgets.save")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status };
}

/** The newest budget of the project that a new one is to be a part of, and what follows it. */
async function lastOf(visit: SpaceVisit) {
  const { view, posted, query } = visit;
  const id = posted.text("project") || (query.get("project") ?? "");
  const one = id === "" ? undefined : await view.thing(budget, id);
  if (one === undefined) return null;
  const all = await projectOfOne(view, one);
  const last = all.reduce((newest, each) => (each.state.to > newest.state.to ? each : newest));
  const titles = await titlesOf(view, [last]);
  const called = nameOf(visit, [...(titles.get(last.id) ?? [])]);
  const { of, from, to, book } = last.state;
  const next = nextMonth(to);
  // As many months again, as much again: what is most often meant, and can be changed.
  const months = monthsBetween(from, to);
  let end = next;
  for (let n = 1; n < months; n++) end = nextMonth(end);
  return { id: one.id, called, book, stood: { title: called, of, from: next, to: end } };
}

/** How many months there are, both counted in. */
function monthsBetween(from: string, to: string): number {
  const at = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return Math.min(120, at(to) - at(from) + 1);
}

/** What is asked for now, to plan for. */
async function needsHere({ view }: SpaceVisit): Promise<{ value: string; label: string }[]> {
  const open = (await view.things(need)).filter(({ state }) => state.status === "open");
  const some = open
    .reverse()
    .slice(0, NEEDS_MAX)
    .filter(({ state }) => state.words !== null);
  const parts = await view.parts<{ title: { text: string } }>(
    some.map((thing) => ({ thing, at: thing.state.words ?? thing.first })),
  );
  return some.flatMap(({ id }, i) => {
    const part = parts[i];
    const isThere = part !== undefined && typeof part !== "string";
    return isThere ? [{ value: id, label: part.title.text }] : [];
  });
}

/** What the fields of a plan say, or what is to be put right. */
export function planIn(visit: SpaceVisit) {
  const title = textIn(visit, "title", { lengthMax: TITLE_MAX });
  if (isRefusal(title)) return title;
  if (title === null) return refuse("text.empty", "shape", { field: "title" });
  const of = moneyIn(visit, "amount");
  if (isRefusal(of)) return of;
  const from =
    typedMonth(visit, "from") ?? refuse("ledger.period-shape", "shape", { field: "from" });
  if (isRefusal(from)) return from;
  const to = typedMonth(visit, "to") ?? from;
  return isRefusal(to) ? to : { title: [title], of, from, to };
}

/** `POST /expenses/budgets/new`. */
export async function planOne(visit: SpaceVisit): Promise<Reply> {
  const plan = planIn(visit);
  if (isRefusal(plan)) return newBudgetPage(visit, plan);
  const ids = ["need", "agreement", "book", "project"].flatMap((field) => {
    const id = visit.posted.text(field);
    return id === "" ? [] : [[field, id]];
  });
  const input = { ...plan, ...Object.fromEntries(ids) };
  const done = await visit.send("expenses.plan-budget", input);
  if (isRefusal(done)) return newBudgetPage(visit, done);
  const goto = `${visit.space.base}/expenses/budgets/${done.answer["budget"]}`;
  return { goto, notice: "expenses.done.planned" };
}
