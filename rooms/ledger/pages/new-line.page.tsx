/** Writing a transfer down, and adding a heading to a book. */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { SIDES } from "../accounts.ts";
import { NARRATION_MAX, PARTY_MAX } from "../facts.ts";
import { hoursApart, type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { Sides } from "./sides.tsx";
import { errorIn, faultsOf, momentIn, sidesIn, textIn } from "./typed.ts";

type Props = { visit: SpaceVisit; open: OpenBook; fault: Refusal | null };

const FIELDS = ["from", "to", "amount", "day", "party", "narration"];

/** `GET /s/<slug>/books/:id/new-line`. */
export async function newLinePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  return isRefusal(open) ? open : lineForm({ visit, open, fault: null });
}

function lineForm({ visit, open, fault }: Props): PageReply {
  const { t, keys, posted, method, space, now } = visit;
  const title = t("ledger.post.title");
  const error = (name: string) => errorIn(t, fault, name);
  const apart = hoursApart(visit, open);
  const month = space.protects && !apart;
  const today = dayOf(now, space.zone).date.slice(0, month ? 7 : 10);
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <Form {...{ t, keys, action: `${open.base}/lines` }} faults={faultsOf(t, fault, FIELDS)}>
        <Sides {...{ visit, open, sides: null, fault }} />
        <DateField
          {...{ t, name: "day", label: t("ledger.post.day"), month, max: today }}
          value={method === "POST" ? posted.text("day") : today}
          error={error("day")}
        />
        {apart ? <p>{t("ledger.hours.apart")}</p> : <About {...{ visit, error }} />}
        <Button>{t("ledger.post.button")}</Button>
      </Form>
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersOf(visit, open.thing), keeps: ["lines"] };
}

/** Who it was with, and a remark. */
function About({
  visit,
  error,
}: {
  visit: SpaceVisit;
  error: (name: string) => string | undefined;
}) {
  const { t, posted } = visit;
  return (
    <>
      <TextField
        {...{ t, name: "party", label: t("ledger.post.party"), maxlength: PARTY_MAX }}
        hint={t("ledger.post.party-hint")}
        value={posted.text("party")}
        error={error("party")}
      />
      <AreaField
        {...{ t, name: "narration", label: t("ledger.post.narration"), rows: 2 }}
        maxlength={NARRATION_MAX}
        value={posted.text("narration")}
        error={error("narration")}
      />
    </>
  );
}

/** `POST /s/<slug>/books/:id/lines`. */
export async function postLine(visit: SpaceVisit): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const again = (fault: Refusal) => lineForm({ visit, open, fault });
  const lines = sidesIn(visit);
  if (isRefusal(lines)) return again(lines);
  const happened = momentIn(visit);
  if (isRefusal(happened)) return again(happened);
  const [party, narration] = [textIn(visit, "party"), textIn(visit, "narration")];
  if (isRefusal(party)) return again(party);
  if (isRefusal(narration)) return again(narration);
  const input = {
    ...{ book: open.thing.id, lines },
    ...(party !== null && { party }),
    ...(narration !== null && { narration }),
  };
  const done = await visit.send("ledger.post", input, happened === null ? {} : { happened });
  if (isRefusal(done)) return again(fieldOf(done));
  return { goto: `${open.base}/lines/${done.answer["entry"]}`, notice: "ledger.post.done" };
}

/** The field of the form that a command's refusal is about. */
function fieldOf(refusal: Refusal): Refusal {
  if (refusal.refused === "house.not-yet-happened") return { ...refusal, field: "day" };
  const inLines = refusal.field?.startsWith("lines") === true;
  return inLines ? { ...refusal, field: "amount" } : refusal;
}

/** `GET /s/<slug>/books/:id/new-heading`. */
export async function newHeadingPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  return isRefusal(open) ? open : headingForm({ visit, open, fault: null });
}

function headingForm({ visit, open, fault }: Props): PageReply {
  const { t, keys, posted } = visit;
  const title = t("ledger.heading.title");
  const faults = faultsOf(t, fault, ["name", "side"]);
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <Form {...{ t, keys, action: `${open.base}/headings`, faults }}>
        <TextField
          {...{ t, name: "name", label: t("ledger.heading.name"), required: true, maxlength: 80 }}
          value={posted.text("name")}
          error={errorIn(t, fault, "name")}
        />
        <Choice
          {...{ t, name: "side", label: t("ledger.heading.side"), required: true }}
          cards={SIDES.map((value) => ({ value, label: t(`ledger.side.${value}`) }))}
          value={posted.text("side")}
          error={errorIn(t, fault, "side")}
        />
        <Button>{t("ledger.heading.button")}</Button>
      </Form>
    </>
  );
  return { page, title, status: fault === null ? 200 : 422, ...readersOf(visit, open.thing) };
}

/** `POST /s/<slug>/books/:id/headings`. */
export async function addHeading(visit: SpaceVisit): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const again = (fault: Refusal) => headingForm({ visit, open, fault });
  const name = textIn(visit, "name") ?? refuse("text.empty", "shape", { field: "name" });
  if (isRefusal(name)) return again(name);
  const side = visit.posted.text("side");
  const input = { book: open.thing.id, side, name: [name] };
  const done = await visit.send("ledger.add-account", input);
  return isRefusal(done) ? again(done) : { goto: open.base, notice: "ledger.heading.done" };
}
