/** A period or a year of a book as a report: on the page, and on paper with room to sign. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, type Month } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { readersIn } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { REPORT_MONTHS_MAX } from "../report.ts";
import { monthsOf } from "../totals.ts";
import { MonthFields, type Typed, typedIn, typedMonths } from "./month-fields.tsx";
import { type OpenBook, openBook } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { ReportParts } from "./report-parts.tsx";
import { periodText } from "./statement-parts.tsx";

type Period = { from: Month; to: Month };

/** `GET /s/<slug>/books/:id/report`; `from` and `to` in the query say of which months. */
export async function reportPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t } = visit;
  const typed = typedFor(visit, open);
  const read = periodIn(typed);
  const some = monthsOf(open.thing.state).length > 0;
  const fault = some && isRefusal(read) ? read : null;
  const period = isRefusal(read) ? null : read;
  const title = t("ledger.report.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.report.lead")}</p>
      {some ? (
        <Asked {...{ visit, open, typed, fault }} />
      ) : (
        <Empty title={t("ledger.book.empty")} />
      )}
      {period !== null && (
        <>
          <h2>{periodText(visit, period)}</h2>
          {await ReportParts({ visit, open, period })}
          <Acts>
            <Go href={`${open.base}/report/sheet?from=${period.from}&to=${period.to}`}>
              {t("ledger.book.paper")}
            </Go>
          </Acts>
        </>
      )}
    </>
  );
  const readers = readersIn(visit, open.thing);
  return { page, title, status: fault === null ? 200 : 422, ...readers };
}

/** The months of the address; where it says none, the year that was written on last. */
function typedFor({ query }: SpaceVisit, { thing }: OpenBook): Typed {
  const year = monthsOf(thing.state).at(-1)?.slice(0, 4);
  if (query.has("from") || query.has("to") || year === undefined) return typedIn(query);
  return { from: `${year}-01`, to: `${year}-12` };
}

/** The months that were typed, or why they make no report. */
function periodIn(typed: Typed): Period | Refusal {
  const read = typedMonths(typed);
  if (isRefusal(read)) return read;
  const { from, to } = read;
  if (from === null || to === null)
    return refuse("ledger.period-shape", "shape", { field: from === null ? "from" : "to" });
  if (monthsCount({ from, to }) > REPORT_MONTHS_MAX)
    return refuse("ledger.report-too-long", "limit", { field: "from" });
  return { from, to };
}

const months = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
const monthsCount = ({ from, to }: Period) => months(to) - months(from) + 1;

/** Which months, by hand or by the year. */
function Asked(props: { visit: SpaceVisit; open: OpenBook; typed: Typed; fault: Refusal | null }) {
  const { visit, open, typed, fault } = props;
  const { t } = visit;
  const years = [...new Set(monthsOf(open.thing.state).map((month) => month.slice(0, 4)))];
  return (
    <>
      <form class="form" method="get" action={`${open.base}/report`} novalidate>
        <MonthFields {...{ t, typed, fault }} required />
        <Button weight="quiet">{t("ledger.report.look")}</Button>
      </form>
      <h2>{t("ledger.report.years")}</h2>
      <ul>
        {years.toReversed().map((year) => (
          <li>
            <a href={`${open.base}/report?from=${year}-01&to=${year}-12`}>
              {periodText(visit, { from: `${year}-01`, to: `${year}-12` })}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `GET /s/<slug>/books/:id/report/sheet`: the same for paper, and room for two to sign. */
export async function reportSheet(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const period = periodIn(typedFor(visit, open));
  if (isRefusal(period)) return reportPage(visit);
  const { t, now, space, words } = visit;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const group = await nameOf(visit.view);
  const title = `${open.title}: ${periodText(visit, period)}`;
  const say = [group, t("ledger.sheet.say", { day })].filter((one) => one !== "").join(" · ");
  const page = (
    <PrintSheet title={title} say={say}>
      <p>{t("ledger.report.is")}</p>
      {await ReportParts({ visit, open, period, paper: true })}
      <section>
        <h2>{t("ledger.report.sign")}</h2>
        {[1, 2].map((nth) => (
          <p>
            {t("ledger.report.sign-name", { n: String(nth) })}{" "}
            <Blank wide label={t("ledger.report.sign")} />
          </p>
        ))}
      </section>
    </PrintSheet>
  );
  return { page, title, shape: "sheet" };
}
