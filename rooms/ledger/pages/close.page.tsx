/** Closing a period of a book: what is written later for it counts in the open one and says so. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits, dayOf, monthOf, monthSchema } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { unitsOf } from "../totals.ts";
import { type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { Standing } from "./standing.tsx";
import { errorIn, faultsOf } from "./typed.ts";

/** `GET /s/<slug>/books/:id/closing`. */
export async function closingPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  return isRefusal(open) ? open : drawn(visit, open, null);
}

/** The last month that is over. */
const lastMonth = ({ now, space }: SpaceVisit) =>
  Temporal.PlainYearMonth.from(monthOf(dayOf(now, space.zone)))
    .subtract({ months: 1 })
    .toString();

function drawn(visit: SpaceVisit, open: OpenBook, fault: Refusal | null): PageReply {
  const { t, keys, posted, method, words } = visit;
  const { closed } = open.thing.state;
  const last = lastMonth(visit);
  const title = t("ledger.close.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.close.text")}</p>
      <p>{t("ledger.close.never-opened")}</p>
      {closed !== "" && (
        <p class="soft">{t("ledger.close.stands", { month: words.month(closed) })}</p>
      )}
      <Standing {...{ visit, open, units: unitsOf(open.thing.state) }} />
      {closed !== last && (
        <Form {...{ t, keys, action: `${open.base}/closings` }} faults={faultsOf(t, fault, ["to"])}>
          <input type="hidden" name="seen" value={String(open.thing.n)} />
          <DateField
            {...{ t, name: "to", label: t("ledger.close.to"), month: true, max: last }}
            value={method === "POST" ? posted.text("to") : last}
            error={errorIn(t, fault, "to")}
          />
          <Button>{t("ledger.close.button")}</Button>
        </Form>
      )}
    </>
  );
  return { page, title, status: fault === null ? 200 : 422, ...readersOf(visit, open.thing) };
}

/** `POST /s/<slug>/books/:id/closings`. */
export async function closeIt(visit: SpaceVisit): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const to = asciiDigits(visit.posted.text("to"));
  if (!monthSchema.safeParse(to).success)
    return drawn(visit, open, { refused: "ledger.period-shape", because: "shape", field: "to" });
  const seen = Number(visit.posted.text("seen"));
  const done = await visit.send("ledger.close-period", { book: open.thing.id, to, seen });
  if (isRefusal(done)) return drawn(visit, open, done);
  return { goto: open.base, notice: "ledger.close.done" };
}
