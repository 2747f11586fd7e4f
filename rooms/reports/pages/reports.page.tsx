/** Reports for all allies: which were shared, what one would say now, and sharing it. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, monthOf, monthSchema } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { saysOf } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { type Period, periodFault } from "../decider.ts";
import { report } from "../facts.ts";
import { alliesHere, hoursIn, nextOf, sharedReports, statementsIn } from "../questions.ts";
import { periodOf, ReportBody } from "./parts.tsx";

const REPORTS = "/reports";
const keeps = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "treasurer") === true;

/** The months of the address; where it says none, the year of the last month that is over. */
function typedIn({ query, posted, now, space }: SpaceVisit): Period {
  const at = (name: "from" | "to") => query.get(name) ?? posted.text(name);
  if (at("from") !== "" || at("to") !== "") return { from: at("from"), to: at("to") };
  const last = Temporal.PlainYearMonth.from(monthOf(dayOf(now, space.zone))).subtract({
    months: 1,
  });
  return { from: `${String(last.year).padStart(4, "0")}-01`, to: last.toString() };
}

function periodIn(visit: SpaceVisit): Period | Refusal {
  const { from, to } = typedIn(visit);
  for (const [field, typed] of Object.entries({ from, to }))
    if (!monthSchema.safeParse(typed).success)
      return refuse("ledger.period-shape", "shape", { field });
  const { now, space } = visit;
  const context = { now, zone: space.zone, protects: space.protects };
  return periodFault({ from, to }, context) ?? { from, to };
}

/** What a report of these months would say. */
async function contentIn({ view, space }: SpaceVisit, period: Period) {
  const things = await statementsIn(view, period, space.protects);
  const statements = things.flatMap(({ state }) => state.made ?? []);
  return { things, content: { statements, hours: await hoursIn(view, period, space.protects) } };
}

/** `GET /reports`; `from` and `to` in the query say of which months. Looking writes nothing. */
export async function reportsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<PageReply> {
  const { t, view, space, query } = visit;
  const all = await sharedReports(view);
  const read = periodIn(visit);
  const asked = query.has("from") || refusal !== null;
  const fault = refusal ?? (asked && isRefusal(read) ? read : null);
  const title = t("reports.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("reports.lead")}</p>
      {all.length === 0 && (
        <Empty title={t("reports.none")}>
          <p>{t("reports.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {all.map(({ thing, live }) => (
          <Row
            level={2}
            title={periodOf(visit, thing.state)}
            href={`${space.base}${REPORTS}/${thing.id}`}
            say={live === 0 ? t("reports.taken-back") : t("reports.with", { n: live })}
          />
        ))}
      </Rows>
      <h2>{t("reports.new.title")}</h2>
      <Months {...{ visit, fault }} />
      {!isRefusal(read) && (await Preview({ visit, period: read }))}
    </>
  );
  return { page, title, status: saysOf(visit, fault).status };
}

/** Which months, by hand or by the year. */
function Months({ visit, fault }: { visit: SpaceVisit; fault: Refusal | null }) {
  const { t, space, now } = visit;
  const typed = typedIn(visit);
  const { faults, error } = saysOf(visit, fault);
  const year = Number(dayOf(now, space.zone).date.slice(0, 4)) - 1;
  return (
    <>
      {faults.map(({ text, name }) => (name === undefined ? <p class="error">{text}</p> : null))}
      <form class="form" method="get" action={`${space.base}${REPORTS}`} novalidate>
        {(["from", "to"] as const).map((name) => (
          <DateField
            {...{ t, name, month: true, required: true, value: typed[name] }}
            {...{ label: t(`reports.new.${name}`), error: error(name) }}
          />
        ))}
        <Button weight="quiet">{t("reports.new.look")}</Button>
      </form>
      <p>
        <a href={`${space.base}${REPORTS}?from=${year}-01&to=${year}-12`}>
          {periodOf(visit, { from: `${year}-01`, to: `${year}-12` })}
        </a>
      </p>
    </>
  );
}

async function Preview({ visit, period }: { visit: SpaceVisit; period: Period }) {
  const { t, view, space, keys } = visit;
  const { things, content } = await contentIn(visit, period);
  const groups = (await alliesHere(view)).length;
  const none = things.length + content.hours.rows.length === 0;
  return (
    <>
      <h2>{periodOf(visit, period)}</h2>
      {none && (
        <Empty title={t("refusal.reports.nothing")}>
          <p>{t("next.reports.make-statement")}</p>
        </Empty>
      )}
      {!none && (await ReportBody({ visit, content }))}
      <Acts>
        {things.length === 0 && (
          <Go href={`${space.base}/books`} weight="quiet">
            {t("reports.to-books")}
          </Go>
        )}
        {!none && (
          <Go
            href={`${space.base}${REPORTS}/sheet?from=${period.from}&to=${period.to}`}
            weight="quiet"
          >
            {t("reports.paper")}
          </Go>
        )}
        {!none && keeps(visit) && groups > 0 && (
          <Act keys={keys} action={`${space.base}${REPORTS}`} fields={period} weight="main">
            {t("reports.act.share", { n: groups })}
          </Act>
        )}
      </Acts>
      {groups === 0 && <p>{t("reports.no-allies")}</p>}
    </>
  );
}

/** `GET /reports/sheet`: the same for paper, shared or not, with room for two to sign. */
export async function reportsSheet(visit: SpaceVisit): Promise<PageReply> {
  const period = periodIn(visit);
  if (isRefusal(period)) return reportsPage(visit);
  const { content } = await contentIn(visit, period);
  return sheetOf(visit, period, await ReportBody({ visit, content }));
}

/** Paper: whose it is, of which months, signed by two. */
export async function sheetOf(
  visit: SpaceVisit,
  period: Period,
  body: unknown,
): Promise<PageReply> {
  const { t, words, now, space } = visit;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const title = `${t("reports.one")}: ${periodOf(visit, period)}`;
  const say = [await nameOf(visit.view), t("reports.as-of", { day })].filter(Boolean).join(" · ");
  const page = (
    <PrintSheet title={title} say={say}>
      <p>{t("reports.is")}</p>
      {body as string}
      <section>
        <h2>{t("reports.sign")}</h2>
        {[1, 2].map((n) => (
          <p>
            {t("reports.sign-name", { n })} <Blank wide label={t("reports.sign")} />
          </p>
        ))}
      </section>
    </PrintSheet>
  );
  return { page, title, shape: "sheet" };
}

/** `POST /reports`: shares it with all allied groups that are here and do not have it. */
export async function share(visit: SpaceVisit): Promise<Reply> {
  const { view, space } = visit;
  const period = periodIn(visit);
  if (isRefusal(period)) return reportsPage(visit, period);
  const { things, content } = await contentIn(visit, period);
  const done = await visit.send("reports.share", {
    ...{ ...period, hours: content.hours, statements: things.map(({ id }) => id) },
    allies: nextOf(await alliesHere(view), await view.things(report), period),
  });
  if (isRefusal(done)) return reportsPage(visit, done);
  return { goto: `${space.base}${REPORTS}`, notice: "reports.done.shared" };
}
