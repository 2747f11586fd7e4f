/** One book: per unit a picture of what became of it, months, headings; every total leads down. */

import { isShared } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Figure } from "../../../ui/figure.tsx";
import { Months } from "../../../ui/months.tsx";
import { Sankey } from "../../../ui/sankey.tsx";
import type { FlowNode } from "../../../ui/sankey-layout.ts";
import { Table } from "../../../ui/table.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { flowPlaces, monthSeries, totals, unitsOf } from "../totals.ts";
import { isLocal, type OpenBook, openBook, readersOf } from "./naming.ts";
import { Standing } from "./standing.tsx";
import { periodText } from "./statement-parts.tsx";

type Props = { visit: SpaceVisit; open: OpenBook };

/** `GET /s/<slug>/books/:id`; `unit` in the query chooses which is drawn. */
export async function bookPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const units = unitsOf(open.thing.state);
  const asked = visit.query.get("unit") ?? "";
  const unit = units.includes(asked) ? asked : units[0];
  const page = (
    <>
      <OfAgreement {...{ visit, open }} />
      <h1 dir="auto">{open.title}</h1>
      <Closed {...{ visit, open }} />
      {unit === undefined ? (
        <Empty title={visit.t("ledger.book.empty")}>
          {open.writes && (
            <p>
              <a href={`${open.base}/new-line`}>{visit.t("ledger.book.new-line")}</a>
            </p>
          )}
        </Empty>
      ) : (
        <>
          <Totals {...{ visit, open }} />
          <OfUnit {...{ visit, open, unit, units }} />
        </>
      )}
      <Told {...{ visit, open }} />
      <Ways {...{ visit, open }} />
    </>
  );
  return { page, title: open.title, ...readersOf(visit, open.thing) };
}

/** The way back to the agreement whose own book it is. */
function OfAgreement({ visit: { t, space }, open }: Props) {
  const { agreement } = open.thing.state;
  if (agreement === null) return null;
  return (
    <p>
      <a href={`${space.base}/agreements/${agreement}/books`}>{t("ledger.own.title")}</a>
    </p>
  );
}

/** Statements of a book that two parties read: each of them can add the lines up again. */
function Told({ visit, open }: Props) {
  const { t, space } = visit;
  const { stated, agreement } = open.thing.state;
  if (agreement === null || stated.length === 0) return null;
  return (
    <section>
      <h2>{t("ledger.statements.title")}</h2>
      <ul>
        {stated.map((period) => (
          <li>
            <a href={`${space.base}/statements/${period.statement}`}>{periodText(visit, period)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Up to which month it is closed. */
function Closed({ visit: { t, words }, open }: Props) {
  const { closed } = open.thing.state;
  if (closed === "") return null;
  return <p class="soft">{t("ledger.close.stands", { month: words.month(closed) })}</p>;
}

/** What came, went and is here, unit by unit. */
export function Totals({ visit, open }: Props) {
  const { t } = visit;
  const columns = [
    { name: t("ledger.book.unit") },
    ...["came", "used", "here"].map((name) => ({ name: t(`ledger.book.${name}`), number: true })),
  ];
  const rows = totals(open.thing.state).map(({ unit, came, used, here }) => [
    <bdi>{open.unit(unit)}</bdi>,
    ...[came, used, here].map((of) => <Figure amount={of} say={open.say} />),
  ]);
  return (
    <section>
      <Table caption={t("ledger.book.totals")} columns={columns} rows={rows} />
      <p class="soft">{t("ledger.book.totals-text")}</p>
    </section>
  );
}

function OfUnit(props: Props & { unit: string; units: readonly string[] }) {
  const { visit, open, unit, units } = props;
  const { t, lang } = visit;
  const name = open.unit(unit);
  const links = units.map((one) => ({
    href: `${open.base}?unit=${one}`,
    label: open.unit(one),
    current: one === unit,
  }));
  const months = monthSeries(open.thing.state, unit);
  return (
    <section>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      {units.length > 1 && <Tabs label={t("ledger.book.units")} links={links} />}
      <Flow {...{ visit, open, unit }} />
      <Months
        {...{ t, lang, unit, months, say: open.say }}
        caption={t("ledger.book.months", { unit: name })}
      />
      <Standing {...{ visit, open, units: [unit] }} />
      <MonthLinks {...{ visit, open }} months={months.map(({ month }) => month)} />
    </section>
  );
}

const POT = "book";

/** Where a unit came from and what became of it, as a picture and a table. */
export function Flow({ visit, open, unit }: Props & { unit: string }) {
  const { t, lang } = visit;
  const places = flowPlaces(open.thing.state, unit);
  const [all] = totals(open.thing.state).filter((one) => one.unit === unit);
  const nodes: FlowNode[] = [
    { id: POT, label: t("ledger.book.pot"), side: "pot", local: true },
    ...places.map(({ account, side }) => {
      const local = side !== "source";
      return { id: account, label: open.brief(account), side, local };
    }),
  ];
  const flows = places.map(({ account, side, of }) =>
    side === "source"
      ? { from: account, to: POT, of: of.of }
      : { from: POT, to: account, of: of.of },
  );
  const sums = places.map(({ account, of }) => [account, of.of] as const);
  return (
    <Sankey
      {...{ t, lang, unit, nodes, flows, say: open.say }}
      caption={t("ledger.book.flow", { unit: open.unit(unit) })}
      totals={{ ...Object.fromEntries(sums), [POT]: all?.came.of ?? "0" }}
    />
  );
}

function MonthLinks({ visit, open, months }: Props & { months: readonly string[] }) {
  const { t, words } = visit;
  return (
    <>
      <h3>{t("ledger.book.months-list")}</h3>
      <ul>
        {months.toReversed().map((month) => (
          <li>
            <a href={`${open.base}/lines?month=${month}`}>
              {t("ledger.book.lines-of", { month: words.month(month) })}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What one can do here, then the book to take away. */
function Ways({ visit, open }: Props) {
  const { t } = visit;
  const { base, writes, thing } = open;
  const { purpose, agreement } = thing.state;
  const keeps = (role: string) => role === "coordination" || role === "treasurer";
  const some = thing.state.transfers > 0;
  const inside = isLocal(visit);
  const keepsIt = visit.session?.roles.some(keeps) === true;
  const go = (path: string, key: string, shown = true) =>
    shown && (
      <Go href={`${base}/${path}`} weight={path === "new-line" ? "main" : "quiet"}>
        {t(`ledger.book.${key}`)}
      </Go>
    );
  return (
    <>
      <Acts>
        {go("new-line", "new-line", writes)}
        {go("lines", "all-lines", some)}
        {go("transfer", "move", writes)}
        {go("exchange", "exchange", writes && purpose === "money")}
        {go("statement", "state", some && keepsIt)}
        {go("bank", "bank", inside && purpose === "money" && agreement === null)}
        {go("new-heading", "new-heading", writes)}
        {go("closing", "close", some && keepsIt)}
        {go("opening", "open-up", keepsIt && agreement === null)}
        {go("links", "links", keepsIt || (!inside && isShared(thing.circle)))}
      </Acts>
      {some && <h2>{t("ledger.book.take-away")}</h2>}
      {some && (
        <Acts>
          {go("check", "check")}
          {go("report", "report", inside)}
          {go("files", "files", inside)}
          {go("table.csv", "table", !inside)}
          {go("sheet", "paper")}
        </Acts>
      )}
    </>
  );
}
