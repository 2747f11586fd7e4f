/** Moving something from one book to another, and putting such a transfer right at both ends. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf, zero } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { BETWEEN } from "../decider-moves.ts";
import { type BookState, type Line, NARRATION_MAX } from "../facts.ts";
import { otherEnd, sizeOf } from "../own-questions.ts";
import { books, oneEntry } from "../questions.ts";
import { unitsOf } from "../totals.ts";
import {
  bookTitle,
  headings,
  hoursApart,
  type OpenBook,
  openBook,
  readersOf,
  readersOfBoth,
} from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { units } from "./sides.tsx";
import { amountIn, errorIn, faultsOf, momentIn, textIn } from "./typed.ts";

type Props = { visit: SpaceVisit; open: OpenBook; to: OpenBook; fault: Refusal | null };

/** `GET /s/<slug>/books/:id/transfer`; `to` in the query is the other book. */
export async function movePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const asked = visit.query.get("to") ?? "";
  const to = asked === "" ? notHere : await openBook(visit, asked);
  if (isRefusal(to) || to.thing.id === open.thing.id) return choosing(visit, open);
  return moveForm({ visit, open, to, fault: null });
}

/** Which book it goes to: the others of the same purpose. */
async function choosing(visit: SpaceVisit, open: OpenBook): Promise<PageReply> {
  const { t, view } = visit;
  const { purpose } = open.thing.state;
  const others = (await books(view)).filter(({ thing }) => {
    return thing.id !== open.thing.id && thing.state.purpose === purpose;
  });
  const title = t("ledger.move.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.move.choose")}</p>
      {others.length === 0 && (
        <Empty title={t("ledger.move.none")}>
          <p>{t("ledger.move.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {others.map(({ thing, title: own }) => (
          <Row
            title={<bdi>{bookTitle(visit, thing, own)}</bdi>}
            href={`${open.base}/transfer?to=${thing.id}`}
            level={2}
          />
        ))}
      </Rows>
    </>
  );
  return { page, title, ...readersOf(visit, open.thing) };
}

const FIELDS = ["from", "to", "amount", "day", "narration"];

function moveForm({ visit, open, to, fault }: Props): PageReply {
  const { t, keys, posted, method, space, now } = visit;
  const error = (name: string) => errorIn(t, fault, name);
  const apart = hoursApart(visit, open);
  const month = space.protects && !apart;
  const today = dayOf(now, space.zone).date.slice(0, month ? 7 : 10);
  const title = t("ledger.move.title");
  const typed = posted.text("amount-unit");
  const unit = typed === "" ? unitsOf(open.thing.state)[0] : typed;
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.move.text")}</p>
      <Form {...{ t, keys, action: `${open.base}/transfers` }} faults={faultsOf(t, fault, FIELDS)}>
        <input type="hidden" name="book" value={to.thing.id} />
        <End {...{ visit, name: "from", own: open, fault }} />
        <End {...{ visit, name: "to", own: to, fault }} />
        <AmountField
          {...{ t, name: "amount", label: t("ledger.post.amount"), required: true }}
          units={units(open)}
          value={{ of: posted.text("amount"), unit }}
          error={error("amount")}
        />
        <DateField
          {...{ t, name: "day", label: t("ledger.post.day"), month, max: today }}
          value={method === "POST" ? posted.text("day") : today}
          error={error("day")}
        />
        {!apart && (
          <AreaField
            {...{ t, name: "narration", label: t("ledger.post.narration"), rows: 2 }}
            hint={t("ledger.move.narration-hint")}
            maxlength={NARRATION_MAX}
            value={posted.text("narration")}
            error={error("narration")}
          />
        )}
        <Button>{t("ledger.move.button")}</Button>
      </Form>
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersOfBoth(visit, open.thing, to.thing), keeps: ["lines"] };
}

type EndProps = { visit: SpaceVisit; name: "from" | "to"; own: OpenBook; fault: Refusal | null };

/** A book, and which of its headings. */
function End({ visit: { t, posted }, name, own, fault }: EndProps) {
  const usual = own.thing.state.purpose === "money" ? "money" : "here";
  return (
    <SelectField
      {...{ t, name, required: true }}
      label={t(`ledger.move.${name}`, { book: own.title })}
      options={headings(own).filter(({ value }) => value !== BETWEEN)}
      value={posted.text(name) || usual}
      error={errorIn(t, fault, name)}
    />
  );
}

/** `POST /s/<slug>/books/:id/transfers`. */
export async function moveIt(visit: SpaceVisit): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { posted } = visit;
  const to = await openBook(visit, posted.text("book"));
  if (isRefusal(to)) return to;
  const again = (fault: Refusal) => moveForm({ visit, open, to, fault });
  const amount = amountIn(visit);
  if (isRefusal(amount)) return again(amount);
  const happened = momentIn(visit);
  if (isRefusal(happened)) return again(happened);
  const narration = textIn(visit, "narration");
  if (isRefusal(narration)) return again(narration);
  const input = {
    from: { book: open.thing.id, account: posted.text("from") },
    to: { book: to.thing.id, account: posted.text("to") },
    ...{ amount, ...(narration !== null && { narration }) },
  };
  const done = await visit.send("ledger.move", input, happened === null ? {} : { happened });
  if (isRefusal(done)) return again(fieldOf(done));
  return { goto: `${open.base}/lines/${done.answer["entry"]}`, notice: "ledger.move.done" };
}

/** The field of the form that a command's refusal is about. */
function fieldOf(refusal: Refusal): Refusal {
  if (refusal.refused === "house.not-yet-happened") return { ...refusal, field: "day" };
  const { field } = refusal;
  return field === undefined ? refusal : { ...refusal, field: field.split(".")[0] ?? field };
}

type Entry = NonNullable<Awaited<ReturnType<typeof oneEntry>>>;

/** Both ends of a transfer as they stand: from which it left first. */
export type BothEnds = { from: EndNow; to: EndNow; was: Line["of"] };
type EndNow = { thing: Thing<BookState>; entry: number; seen: number; account: string };

/** Null where the reader may open one of them only, or where nothing of it stands. */
export async function bothEnds(
  visit: SpaceVisit,
  { thing }: OpenBook,
  own: Entry,
): Promise<BothEnds | null> {
  const { view } = visit;
  const { link, corrects } = own.entry;
  if (link === null || corrects !== null) return null;
  const end = await otherEnd(view, thing, link);
  const other = end === null ? null : await oneEntry(view, end.thing, end.n);
  if (end === null || other === null) return null;
  const [here, there] = [endNow(thing, own), endNow(end.thing, other)];
  if (here === null || there === null) return null;
  const was = sizeOf(here.between.of);
  const leaves = !here.between.of.of.startsWith("-");
  return leaves ? { from: here.end, to: there.end, was } : { from: there.end, to: here.end, was };
}

function endNow(
  thing: Thing<BookState>,
  { entry, corrections, standing }: Entry,
): { end: EndNow; between: Line } | null {
  const between = standing.find(({ account }) => account === BETWEEN);
  const own = standing.find(({ account }) => account !== BETWEEN);
  if (between === undefined || own === undefined) return null;
  const seen = corrections.length;
  return { end: { thing, entry: entry.n, seen, account: own.account }, between };
}

type Correcting = { visit: SpaceVisit; open: OpenBook; ends: BothEnds; n: number };

/** The form that puts both ends right. */
export function CorrectBoth({ visit, open, ends, n, fault }: Correcting & Pick<Props, "fault">) {
  const { t, keys, posted, method } = visit;
  const { was, from, to } = ends;
  const of = method === "POST" ? posted.text("amount") : was.of;
  return (
    <section>
      <h2>{t("ledger.correct.title")}</h2>
      <p>{t("ledger.move.correct-text")}</p>
      <Form
        {...{ t, keys, action: `${open.base}/lines/${n}/both-corrections` }}
        faults={faultsOf(t, fault, ["amount", "why", "never"])}
      >
        <input type="hidden" name="seen" value={`${from.seen} ${to.seen}`} />
        <AmountField
          {...{ t, name: "amount", label: t("ledger.post.amount"), required: true }}
          units={[{ value: was.unit, label: open.unit(was.unit) }]}
          value={{ of, unit: was.unit }}
          error={errorIn(t, fault, "amount")}
        />
        <Ticks
          {...{ t, name: "never", label: t("ledger.correct.or") }}
          ticks={[{ value: "yes", label: t("ledger.correct.never"), ticked: posted.has("never") }]}
        />
        {!hoursApart(visit, open) && (
          <AreaField
            {...{ t, name: "why", label: t("ledger.correct.why"), rows: 2 }}
            hint={t("ledger.move.narration-hint")}
            maxlength={NARRATION_MAX}
            error={errorIn(t, fault, "why")}
            value={posted.text("why")}
          />
        )}
        <Button>{t("ledger.move.correct-button")}</Button>
      </Form>
    </section>
  );
}

/** Sends what {@link CorrectBoth} asks for; `seen` was on the form. */
export async function sendsBoth(visit: SpaceVisit, ends: BothEnds) {
  const { posted } = visit;
  const right = posted.has("never") ? zero(ends.was.unit) : amountIn(visit);
  if (isRefusal(right)) return right;
  const why = textIn(visit, "why");
  if (isRefusal(why)) return why;
  const [from, to] = posted.text("seen").split(" ").map(Number);
  const end = ({ thing, entry, account }: EndNow, seen: number | undefined) => {
    return { book: thing.id, entry, account, seen: seen ?? 0 };
  };
  const done = await visit.send("ledger.correct-move", {
    ...{ from: end(ends.from, from), to: end(ends.to, to), was: ends.was, right },
    ...(why !== null && { why }),
  });
  return isRefusal(done) && done.field === "right" ? { ...done, field: "amount" } : done;
}
