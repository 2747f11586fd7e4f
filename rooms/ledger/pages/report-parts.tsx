/** What stands in a report: each unit in all and month by month, corrections, what waits. */
import type { SpaceVisit } from "../../../house/door.ts";
import { type Amount, isCurrency, type Month } from "../../../house/values/index.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Figure } from "../../../ui/figure.tsx";
import { Table } from "../../../ui/table.tsx";
import { DayText } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { type ReportRow, reportOf, type UnitReport } from "../report.ts";
import { correctionsIn, waitingIn } from "../report-questions.ts";
import type { OpenBook } from "./naming.ts";
import { Moved } from "./parts.tsx";
import { Sized } from "./standing.tsx";
import { periodText } from "./statement-parts.tsx";

/** Months beside one another: as many as fit a page of A4. */
const MONTHS_ACROSS = 4;

type Period = { from: Month; to: Month };
type Props = { visit: SpaceVisit; open: OpenBook; period: Period };
type OfUnit = Omit<Props, "period"> & { unit: UnitReport };

/** The report. On paper nothing leads anywhere. */
export async function ReportParts(props: Props & { paper?: boolean }) {
  const { visit, open, period } = props;
  const units = reportOf(open.thing.state, period.from, period.to);
  return (
    <>
      {units.length === 0 && <Empty title={visit.t("ledger.report.nothing")} />}
      {units.map((unit) => (
        <>
          <Whole {...{ visit, open, unit }} />
          <Where {...{ visit, open, unit }} />
          {unit.months.length > 1 && <Across {...{ visit, open, unit }} />}
        </>
      ))}
      {await Corrections(props)}
      {await Waits(props)}
      {await Owing(props)}
    </>
  );
}

type Told = { before: string; came: string; went: string; after: string };

/** The rows of a table of figures: there before, in, out, there after. */
function rowsOf(
  { visit, open, unit }: OfUnit,
  totals: readonly Told[],
  of: (row: ReportRow) => readonly string[],
): Kids[][] {
  const { t } = visit;
  const cells = (about: "came" | "went" | "here", figures: readonly string[]) =>
    figures.map((one) => (
      <Sized {...{ visit, open, about }} amount={{ of: one, unit: unit.unit }} />
    ));
  const headed = (side: "in" | "out", rows: readonly ReportRow[]) =>
    rows.map((row) => [
      <bdi>{t(`ledger.report.${side}`, { heading: open.account(row.account) })}</bdi>,
      ...cells(side === "in" ? "came" : "went", of(row)),
    ]);
  const all = (key: string, about: "came" | "went" | "here", which: keyof Told) => [
    <b>{t(`ledger.report.${key}`)}</b>,
    ...cells(
      about,
      totals.map((one) => one[which]),
    ),
  ];
  return [
    all("before", "here", "before"),
    ...headed("in", unit.came),
    all("all-in", "came", "came"),
    ...headed("out", unit.went),
    all("all-out", "went", "went"),
    all("after", "here", "after"),
  ];
}

/** The whole period in one column. */
function Whole(props: OfUnit) {
  const { visit, open, unit } = props;
  const { t } = visit;
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.report.period"), number: true },
  ];
  const caption = t("ledger.report.whole", { unit: open.unit(unit.unit) });
  const rows = rowsOf(props, [unit.whole], ({ whole }) => [whole]);
  return <Table {...{ caption, columns, rows }} />;
}

/** Where it is at the end: in hand, held, frozen, on the way. */
function Where({ visit, open, unit }: OfUnit) {
  const { t } = visit;
  if (unit.where.length === 0) return null;
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.report.after"), number: true },
  ];
  const rows = unit.where.map(({ account, of }): Kids[] => [
    <bdi>{open.account(account)}</bdi>,
    <Sized {...{ visit, open, about: "here" }} amount={{ of, unit: unit.unit }} />,
  ]);
  const caption = t("ledger.report.where", { unit: open.unit(unit.unit) });
  return <Table {...{ caption, columns, rows }} />;
}

/** Whether a month had nothing, and nothing happened in it. */
const isIdle = ({ before, came, went }: Told) => [before, came, went].every((of) => of === "0");

/** Month by month, some beside one another; months with nothing at all are left out together. */
function Across(props: OfUnit) {
  const { visit, open, unit } = props;
  const { t, words } = visit;
  const starts = unit.months.flatMap((_, at) => {
    const isTold = !unit.months.slice(at, at + MONTHS_ACROSS).every(isIdle);
    return at % MONTHS_ACROSS === 0 && isTold ? [at] : [];
  });
  return (
    <>
      {starts.map((at) => {
        const some = unit.months.slice(at, at + MONTHS_ACROSS);
        const [from, to] = [some[0]?.month ?? "", some.at(-1)?.month ?? ""];
        const period = periodText(visit, { from, to });
        const caption = t("ledger.report.months", { unit: open.unit(unit.unit), period });
        const columns = [
          { name: t("ledger.book.heading") },
          ...some.map(({ month }) => ({ name: words.month(month), number: true })),
        ];
        const bare = { ...open, say: (amount: Amount) => bareFigure(visit, open, amount) };
        const rows = rowsOf({ ...props, open: bare }, some, ({ months }) =>
          months.slice(at, at + MONTHS_ACROSS),
        );
        return <Table {...{ caption, columns, rows }} />;
      })}
    </>
  );
}

/** A figure without its unit, which the head of the table says: so that it keeps its line. */
function bareFigure({ words }: SpaceVisit, { say }: OpenBook, amount: Amount): string {
  if (!isCurrency(amount.unit)) return words.number(amount.of);
  return say(amount).replace(amount.unit, "").trim();
}

/** Lines that put others right, by number, day and figures: no words of anybody. */
async function Corrections({ visit, open, period, paper }: Props & { paper?: boolean }) {
  const { t, lang } = visit;
  const { corrections, more } = await correctionsIn(visit.view, open.thing, period);
  if (corrections.length === 0) return <p>{t("ledger.report.no-corrections")}</p>;
  const names = ["line", "right", "day", "what"] as const;
  const columns = names.map((name) => ({ name: t(`ledger.report.correction-${name}`) }));
  const link = (n: number) =>
    paper === true ? String(n) : <a href={`${open.base}/lines/${n}`}>{String(n)}</a>;
  const rows = corrections.map(({ n, day, corrects, lines }): Kids[] => [
    link(n),
    corrects === null ? "" : link(corrects),
    <DayText date={day} lang={lang} />,
    lines.map(({ account, of }, at) => (
      <>
        {at > 0 && " · "}
        {open.account(account)}: <Moved {...{ visit, open, of }} />
      </>
    )),
  ]);
  return (
    <>
      <Table {...{ caption: t("ledger.report.corrections"), columns, rows }} />
      {more && <p>{t("ledger.report.more-corrections")}</p>}
    </>
  );
}

/** What was handed in or approved and is not paid: as it stands now, whatever the months. */
async function Owing({ visit, open }: Props) {
  const { t, view } = visit;
  if (open.thing.state.purpose !== "money") return null;
  const found = view.space.plan.rooms.map(
    async ({ owed }) => (await owed?.(view, open.thing)) ?? [],
  );
  const all = (await Promise.all(found)).flat();
  if (all.length === 0) return <p>{t("ledger.report.owed-none")}</p>;
  const columns = [
    { name: t("ledger.report.owed-what") },
    ...["owed-many", "owed-of"].map((name) => ({ name: t(`ledger.report.${name}`), number: true })),
  ];
  const rows = all.flatMap((one) =>
    (["handedIn", "approved"] as const).map((what): Kids[] => [
      t(`ledger.report.owed-${what === "handedIn" ? "handed-in" : what}`),
      String(one[what].many),
      <Figure amount={one[what].of} say={open.say} />,
    ]),
  );
  return (
    <>
      <Table {...{ caption: t("ledger.report.owed"), columns, rows }} />
      <p>{t("ledger.report.owed-text")}</p>
    </>
  );
}

/** Rows of bank files that are in no figure yet. */
async function Waits({ visit, open, period }: Props) {
  const { t } = visit;
  if (open.thing.state.purpose !== "money") return null;
  const waiting = await waitingIn(visit.view, open.thing, period);
  if (waiting.length === 0) return <p>{t("ledger.report.waits-none")}</p>;
  const columns = [
    { name: t("ledger.report.waits-why") },
    ...["waits-rows", "all-in", "all-out"].map((name) => {
      return { name: t(`ledger.report.${name}`), number: true };
    }),
  ];
  const rows = waiting.map(({ why, unit, rows: many, came, went }): Kids[] => [
    t(`ledger.report.waits-${why}`),
    String(many),
    ...[came, went].map((of) => <Figure amount={{ of, unit }} say={open.say} />),
  ]);
  return (
    <>
      <Table {...{ caption: t("ledger.report.waits"), columns, rows }} />
      <p>{t("ledger.report.waits-text")}</p>
    </>
  );
}
