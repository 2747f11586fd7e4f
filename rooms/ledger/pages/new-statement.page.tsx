/** Making a statement: the months, then exactly what would be told, then the tick that opens it. */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import {
  asciiDigits,
  dayOf,
  type Month,
  monthOf,
  monthSchema,
  readText,
} from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { PROTECTED_MONTHS_MIN, periodRefused } from "../decider-statements.ts";
import { TITLE_MAX } from "../facts.ts";
import { namesOf } from "../questions.ts";
import { madeFrom, type Period, toldOf } from "../stated.ts";
import type { Told } from "../statement-facts.ts";
import { type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { HowTold, type Naming, periodText, statedNaming, ToldUnits } from "./statement-parts.tsx";
import { errorIn, faultsOf } from "./typed.ts";

type Typed = { from: string; to: string };
type Props = { visit: SpaceVisit; open: OpenBook; typed: Typed; fault: Refusal | null };

/** `GET /s/<slug>/books/:id/statement`; `from` and `to` in the query ask what would be told. */
export async function newStatementPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const { query } = visit;
  const asked = query.has("from") || query.has("to");
  const typed = { from: query.get("from") ?? "", to: query.get("to") ?? "" };
  return drawn(visit, asked ? typed : null, null);
}

async function drawn(
  visit: SpaceVisit,
  asked: Typed | null,
  fault: Refusal | null,
): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t } = visit;
  const read = asked === null ? null : periodIn(asked);
  const no = read === null ? null : refusedIn(visit, open, read);
  const period = read === null || no !== null || isRefusal(read) ? null : read;
  const typed = asked ?? usualPeriod(visit, open);
  const title = t("ledger.new-statement.title");
  const names = statedNaming(visit, await namesOf(visit.view, open.thing));
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.new-statement.text")}</p>
      <ToldBefore {...{ visit, open }} />
      <Months {...{ visit, open, typed, fault: no ?? (ofMonths(fault) ? fault : null) }} />
      {period !== null && (
        <Preview {...{ visit, open, names, period, fault: ofMonths(fault) ? null : fault }} />
      )}
    </>
  );
  const readers = readersOf(visit, open.thing);
  return { page, title, status: fault === null ? 200 : 422, ...readers };
}

const ofMonths = (fault: Refusal | null) => fault?.field === "from" || fault?.field === "to";

function periodIn({ from, to }: Typed): Period | Refusal {
  for (const [field, value] of [
    ["from", from],
    ["to", to],
  ] as const)
    if (!monthSchema.safeParse(asciiDigits(value)).success)
      return { refused: "ledger.period-shape", because: "shape", field };
  return { from: asciiDigits(from), to: asciiDigits(to) };
}

/** Why the months cannot be told; null where they can. */
function refusedIn(visit: SpaceVisit, { thing }: OpenBook, read: Period | Refusal): Refusal | null {
  if (isRefusal(read)) return read;
  const { now, space } = visit;
  return periodRefused(read, thing.state.stated, {
    ...{ now, zone: space.zone, protects: space.protects },
  });
}

/** The last month that is over. */
function lastMonth({ now, space }: SpaceVisit): Temporal.PlainYearMonth {
  return Temporal.PlainYearMonth.from(monthOf(dayOf(now, space.zone))).subtract({ months: 1 });
}

/** From where the last statement ended to the last month that is over. */
function usualPeriod(visit: SpaceVisit, { thing }: OpenBook): Period {
  const to = lastMonth(visit);
  const told: Month | undefined = thing.state.stated
    .map((one) => one.to)
    .sort()
    .at(-1);
  const least = to.subtract({ months: visit.space.protects ? PROTECTED_MONTHS_MIN - 1 : 0 });
  const next = told === undefined ? least : Temporal.PlainYearMonth.from(told).add({ months: 1 });
  const late = Temporal.PlainYearMonth.compare(next, to) > 0;
  return { from: (late ? to : next).toString(), to: to.toString() };
}

function ToldBefore({ visit, open }: { visit: SpaceVisit; open: OpenBook }) {
  const { t, space } = visit;
  const { stated } = open.thing.state;
  if (stated.length === 0) return null;
  return (
    <>
      <p>{t("ledger.new-statement.before")}</p>
      <ul>
        {stated.map((period) => (
          <li>
            <a href={`${space.base}/statements/${period.statement}`}>{periodText(visit, period)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The months, asked for by address: looking writes nothing. */
function Months({ visit, open, typed, fault }: Props) {
  const { t, space } = visit;
  const max = lastMonth(visit).toString();
  const hint = t(`ledger.new-statement.${space.protects ? "hint-protected" : "hint"}`);
  const fields = [
    { name: "from", value: typed.from, hint },
    { name: "to", value: typed.to },
  ];
  return (
    <form class="form" method="get" action={`${open.base}/statement`} novalidate>
      {fault !== null && <ErrorSummary t={t} faults={faultsOf(t, fault, ["from", "to"])} />}
      {fields.map((field) => (
        <DateField
          {...{ t, ...field, month: true, required: true, max }}
          label={t(`ledger.new-statement.${field.name}`)}
          error={errorIn(t, fault, field.name)}
        />
      ))}
      <Button weight="quiet">{t("ledger.new-statement.look")}</Button>
    </form>
  );
}

type PreviewProps = {
  visit: SpaceVisit;
  open: OpenBook;
  names: Naming;
  period: Period;
  fault: Refusal | null;
};

/** What would be told, what is told together, and making it. */
function Preview({ visit, open, names, period, fault }: PreviewProps) {
  const { t, space } = visit;
  const told = toldOf(open.thing.state, period, space.protects);
  const some = told.units.length + told.shared.length > 0;
  return (
    <section>
      <h2>{t("ledger.new-statement.preview", { period: periodText(visit, period) })}</h2>
      {!some && <Notice kind="info" t={t} title={t("refusal.ledger.too-few-to-state")} />}
      <ToldUnits {...{ visit, names, told }} />
      <Together {...{ visit, open, names, period, told }} />
      <HowTold {...{ visit, told }} />
      {some && <Making {...{ visit, open, period, fault }} />}
    </section>
  );
}

/** Which headings are told together or not at all: for whoever makes it, on no statement. */
function Together(props: Omit<PreviewProps, "fault"> & { told: Told }) {
  const { visit, open, names, period, told } = props;
  const { t, words } = visit;
  const lines = [...madeFrom(open.thing.state, period)].flatMap(([unit, sides]) => {
    const own = [...told.units, ...told.shared].find((one) => one.unit === unit);
    const shown = (side: "came" | "went") => {
      const rows = own === undefined ? [] : side in own ? (own as Told["units"][0])[side].rows : [];
      return rows.map(({ account }) => account);
    };
    const small = (["came", "went"] as const).flatMap((side) =>
      sides[side].filter((account) => !shown(side).includes(account)),
    );
    const list = words.list(small.map(names.account));
    return small.length === 0 ? [] : [{ unit: names.unit(unit), list }];
  });
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{t("ledger.new-statement.together")}</h3>
      <ul>
        {lines.map((line) => (
          <li>{t("ledger.new-statement.together-line", line)}</li>
        ))}
      </ul>
    </>
  );
}

function Making(props: {
  visit: SpaceVisit;
  open: OpenBook;
  period: Period;
  fault: Refusal | null;
}) {
  const { visit, open, period, fault } = props;
  const { t, keys, posted, space } = visit;
  const who = space.protects ? "link" : "all";
  const tick = { value: "yes", label: t(`ledger.new-statement.open-${who}`) };
  const hidden = { ...period, seen: String(open.thing.n) };
  return (
    <Form
      {...{ t, keys, action: `${open.base}/statements` }}
      faults={faultsOf(t, fault, ["title", "open"])}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {!space.protects && (
        <TextField
          {...{ t, name: "title", label: t("ledger.new-statement.name"), maxlength: TITLE_MAX }}
          hint={t("ledger.new-statement.name-hint")}
          error={errorIn(t, fault, "title")}
          value={posted.text("title")}
        />
      )}
      <Ticks
        {...{ t, name: "open", label: t("ledger.statement.who") }}
        hint={t("ledger.new-statement.final")}
        ticks={[{ ...tick, ticked: posted.has("open") }]}
      />
      <Button>{t("ledger.new-statement.button")}</Button>
    </Form>
  );
}

/** `POST /s/<slug>/books/:id/statements`. */
export async function makeStatement(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang, params, space } = visit;
  const asked = { from: posted.text("from"), to: posted.text("to") };
  const typed = posted.text("title");
  const read = typed === "" ? null : readText(lang, typed, { lengthMax: TITLE_MAX });
  if (read !== null && !read.ok)
    return drawn(visit, asked, { refused: read.reason, because: "shape", field: "title" });
  const done = await visit.send("ledger.make-statement", {
    ...{ book: params["id"], ...asked, seen: Number(posted.text("seen")) },
    ...(read !== null && { title: [read.value] }),
    open: posted.has("open"),
  });
  if (isRefusal(done))
    return ["who", "not-found"].includes(done.because) ? done : drawn(visit, asked, done);
  const id = String(done.answer["statement"]);
  const notice = `ledger.new-statement.${posted.has("open") ? "done-open" : "done"}`;
  return { goto: `${space.base}/statements/${id}`, notice };
}
