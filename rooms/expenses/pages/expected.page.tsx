/** What is expected every month: who, how much, and which months arrived. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { type BookEntry, book, entriesOf, moneyBooks } from "../../ledger/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { type PledgeState, pledge, pledgedMark } from "../budgets.ts";
import { NAME_MAX } from "../facts.ts";
import { type MonthOf, monthsOf } from "../plans.ts";
import { pledges } from "../questions.ts";
import { choicesFor } from "./fields.tsx";
import { dayText, keepsMoney, say } from "./parts.tsx";
import { moneyIn, typedMonth } from "./typed.ts";

const SHOWN = 6;
const STATES = { arrived: "met", missing: "warn", expected: "waiting" } as const;

const monthNow = ({ now, space }: SpaceVisit) => dayOf(now, space.zone).date.slice(0, 7);
const nameIn = ({ t }: SpaceVisit, name: string | null) => name ?? t("expenses.nameless");

function How({ visit, of }: { visit: SpaceVisit; of: MonthOf["how"] }) {
  return <State is={STATES[of]}>{visit.t(`expenses.expected.${of}`)}</State>;
}

/** `GET /expenses/expected`. */
export async function expectedPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await pledges(view);
  const month = monthNow(visit);
  const title = t("expenses.expected.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("expenses.expected.text")}</p>
      {all.length === 0 && <Empty title={t("expenses.expected.none")} />}
      <Rows>
        {all.map(({ thing, name }) => {
          const months = monthsOf(thing.state, month);
          const missing = months.some(({ how }) => how === "missing");
          const last = missing ? "missing" : months.at(-1)?.how;
          return (
            <Row
              title={<bdi>{nameIn(visit, name)}</bdi>}
              href={`${space.base}/expenses/expected/${thing.id}`}
              level={2}
              end={last === undefined ? null : <How {...{ visit, of: last }} />}
              say={<bdi>{t("expenses.expected.monthly", { of: say(visit)(thing.state.of) })}</bdi>}
            />
          );
        })}
      </Rows>
      {keepsMoney(visit) && <Expecting {...{ visit, refusal }} units={await unitsIn(visit)} />}
    </>
  );
  return { page, title, status: saysOf(visit, refusal).status };
}

async function unitsIn(visit: SpaceVisit) {
  const [own] = await moneyBooks(visit.view);
  return (await choicesFor(visit, own?.id ?? "")).units;
}

function Expecting(props: {
  visit: SpaceVisit;
  refusal: Refusal | null;
  units: { value: string; label: string }[];
}) {
  const { visit, refusal, units } = props;
  const { t, keys, posted, space } = visit;
  const { faults, error } = saysOf(visit, refusal, { of: "amount" });
  return (
    <section>
      <h2>{t("expenses.expected.new")}</h2>
      <Form {...{ t, keys, faults, action: `${space.base}/expenses/expected` }}>
        <TextField
          {...{ t, name: "name", label: t("expenses.expected.field.name"), required: true }}
          {...{ maxlength: NAME_MAX, value: posted.text("name"), error: error("name") }}
          hint={t("expenses.field.name-hint")}
        />
        <AmountField
          {...{ t, name: "amount", label: t("expenses.expected.field.amount"), units }}
          value={{ of: posted.text("amount"), unit: posted.text("amount-unit") }}
          {...{ required: true, error: error("amount") }}
        />
        {(["since", "until"] as const).map((name) => (
          <DateField
            {...{ t, name, label: t(`expenses.expected.field.${name}`), month: true }}
            value={posted.text(name) || (name === "since" ? monthNow(visit) : "")}
            {...{ required: name === "since", error: error(name) }}
          />
        ))}
        <Acts>
          <Button>{t("expenses.expected.save")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** `POST /expenses/expected`. */
export async function expectOne(visit: SpaceVisit): Promise<Reply> {
  const { posted, space } = visit;
  const of = moneyIn(visit, "amount");
  if (isRefusal(of)) return expectedPage(visit, of);
  const since = typedMonth(visit, "since") ?? monthNow(visit);
  if (isRefusal(since)) return expectedPage(visit, since);
  const until = typedMonth(visit, "until");
  if (isRefusal(until)) return expectedPage(visit, until);
  const input = { of, name: posted.text("name"), since, ...(until && { until }) };
  const done = await visit.send("expenses.expect", input);
  if (isRefusal(done)) return expectedPage(visit, done);
  const goto = `${space.base}/expenses/expected/${done.answer["pledge"]}`;
  return { goto, notice: "expenses.done.expect" };
}

/** `GET /expenses/expected/:id`. */
export async function pledgePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, params, space, words } = visit;
  const one = (await pledges(view)).find(({ thing }) => thing.id === params["id"]);
  if (one === undefined) return notHere;
  const { thing, name } = one;
  const months = monthsOf(thing.state, monthNow(visit));
  const keeps = keepsMoney(visit);
  const open = months.filter(({ how }) => how !== "arrived");
  const offered = keeps && open.length > 0 ? await linesFor(visit, thing) : [];
  const { faults, status } = saysOf(visit, refusal);
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses/expected`}>{t("expenses.expected.title")}</a>
      </p>
      <h1>
        <bdi>{nameIn(visit, name)}</bdi>
      </h1>
      <p>{t("expenses.expected.monthly", { of: say(visit)(thing.state.of) })}</p>
      <Rows>
        {months.map(({ month, how, entry }) => (
          <Row
            title={words.month(month)}
            level={2}
            end={<How {...{ visit, of: how }} />}
            {...(entry === null
              ? {}
              : { href: `${space.base}/books/${thing.state.book}/lines/${entry}` })}
          />
        ))}
      </Rows>
      {faults.map(({ text }) => (
        <p class="error" role="alert">
          {text}
        </p>
      ))}
      {offered.length > 0 && (
        <Matching {...{ visit, thing, offered }} months={open.map(({ month }) => month)} />
      )}
      {keeps && <Ending {...{ visit, thing }} />}
    </>
  );
  return { page, title: t("expenses.expected.title"), status, ...readersIn(visit, thing) };
}

/** Lines of the book that brought just as much and were matched with nothing, the newest first. */
async function linesFor({ view }: SpaceVisit, { state }: Thing<PledgeState>): Promise<BookEntry[]> {
  const own = await view.thing(book, state.book);
  if (own === undefined) return [];
  const { entries } = await entriesOf(view, own, { account: "money", month: null, before: null });
  const found: BookEntry[] = [];
  for (const one of entries) {
    if (found.length >= SHOWN) break;
    const isSame = one.lines.some(
      ({ account, of }) =>
        account === "money" && of.of === state.of.of && of.unit === state.of.unit,
    );
    if (!isSame || one.corrects !== null) continue;
    if ((await view.find(pledge, pledgedMark(own.id, one.n))).length === 0) found.push(one);
  }
  return found;
}

function Matching(props: {
  visit: SpaceVisit;
  thing: Thing<PledgeState>;
  offered: readonly BookEntry[];
  months: readonly string[];
}) {
  const { visit, thing, offered, months } = props;
  const { t, keys, space, words } = visit;
  const base = `${space.base}/expenses/expected/${thing.id}`;
  return (
    <section>
      <h2>{t("expenses.expected.match")}</h2>
      <Rows>
        {offered.map(({ n, day, said }) => {
          // The month of the line where that waits, else the first that does.
          const own = months.find((month) => month === day.slice(0, 7)) ?? months[0] ?? "";
          return (
            <Row
              title={t("expenses.pay.line", { n })}
              href={`${space.base}/books/${thing.state.book}/lines/${n}`}
              say={
                <>
                  {dayText(visit, day)}{" "}
                  <bdi>{typeof said === "string" ? "" : said.party?.text}</bdi>
                </>
              }
            >
              <Act
                {...{ keys, action: `${base}/months`, fields: { entry: String(n), month: own } }}
                about={t("expenses.pay.line", { n })}
              >
                {t("expenses.expected.this", { month: words.month(own) })}
              </Act>
            </Row>
          );
        })}
      </Rows>
    </section>
  );
}

function Ending({ visit, thing }: { visit: SpaceVisit; thing: Thing<PledgeState> }) {
  const { t, keys, space } = visit;
  const base = `${space.base}/expenses/expected/${thing.id}`;
  const { until, who } = thing.state;
  const month = monthNow(visit);
  return (
    <Acts>
      {(until === null || until > month) && (
        <Act {...{ keys, action: `${base}/end`, fields: { until: month } }}>
          {t("expenses.expected.end")}
        </Act>
      )}
      {who !== null && (
        <Act {...{ keys, action: `${base}/removal`, weight: "grave" }}>
          {t("expenses.expected.forget")}
        </Act>
      )}
    </Acts>
  );
}

function does(visit: SpaceVisit, command: string, input: object): Promise<Reply> {
  const id = visit.params["id"];
  return sends(visit, [`expenses.${command}`, { pledge: id, ...input }], {
    goto: `/expenses/expected/${id}`,
    notice: `expenses.done.${command}`,
    again: (refusal) => pledgePage(visit, refusal),
  });
}

/** `POST /expenses/expected/:id/months`. */
export async function matchOne(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const month = typedMonth(visit, "month") ?? monthNow(visit);
  if (isRefusal(month)) return pledgePage(visit, month);
  const input = { month, entry: Number(posted.text("entry")) };
  return does(visit, "match-pledge", input);
}

/** `POST /expenses/expected/:id/end`. */
export async function endOne(visit: SpaceVisit): Promise<Reply> {
  const until = typedMonth(visit, "until") ?? monthNow(visit);
  return isRefusal(until) ? pledgePage(visit, until) : does(visit, "end-pledge", { until });
}

/** `POST /expenses/expected/:id/removal`. */
export function forgetOne(visit: SpaceVisit): Promise<Reply> {
  return does(visit, "forget-pledge", {});
}
