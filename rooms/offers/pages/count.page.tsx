/** Receiving and counting: what was sent stands in the fields, only what differs is changed. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { WHAT_MAX } from "../facts.ts";
import { delivery } from "../facts-delivery.ts";
import { halfLine, saysOf, typedAmount, typedText } from "../says.ts";
import { openDelivery } from "./delivery.page.tsx";

const EXTRA_LINES = 2;
const UNITS = ["item", "box", "pack", "kg", "l"] as const;

/** The form. */
export function countPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

/** Counts it: delivery, contributions, what is still asked and the goods book in one step. */
export async function count(visit: SpaceVisit): Promise<Reply> {
  const { params, space, send } = visit;
  const id = params["id"] ?? "";
  const input = await typedCount(visit, id);
  if (isRefusal(input)) return draw(visit, input);
  const done = await send("ledger.count-delivery", input);
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${space.base}/deliveries/${id}`, notice: "offers.notice.counted" };
}

async function typedCount({ view, posted, lang }: SpaceVisit, id: string) {
  const thing = await view.thing(delivery, id);
  if (thing === undefined) return notHere;
  const lines: object[] = [];
  for (const { line, sent, counted: before } of thing.state.lines) {
    const field = `counted-${line}`;
    const unit = before?.unit ?? sent?.unit ?? "item";
    const counted = typedAmount(posted.text(field), unit, field);
    if (isRefusal(counted)) return counted;
    if (counted !== null) lines.push({ line, counted });
  }
  const extra: object[] = [];
  for (let at = 1; at <= EXTRA_LINES; at++) {
    const what = typedText(posted.text(`what-${at}`), lang, WHAT_MAX, `what-${at}`);
    if (isRefusal(what)) return what;
    const unit = posted.text(`of-${at}-unit`) || "item";
    const counted = typedAmount(posted.text(`of-${at}`), unit, `of-${at}`);
    if (isRefusal(counted)) return counted;
    const half = halfLine(what, counted, at);
    if (half !== null) return half;
    if (what !== null && counted !== null) extra.push({ what, counted });
  }
  return { id, lines, extra };
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply | Refusal> {
  const { t, keys, space, posted } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title } = opened;
  const { faults, error, status } = saysOf(visit, refusal);
  const heading = t("offers.count.title");
  const units = UNITS.map((value) => ({ value, label: t(`house.unit-name.${value}`) }));
  const page = (
    <>
      <h1>{heading}</h1>
      <p>{t("offers.count.lead")}</p>
      <Form {...{ t, keys, faults }} action={`${space.base}/deliveries/${thing.id}/count`}>
        {thing.state.lines.map((line) => {
          const name = `counted-${line.line}`;
          const amount = line.counted ?? line.sent;
          const unit = amount?.unit ?? "item";
          const sent =
            line.sent === null
              ? {}
              : { hint: t("offers.count.sent", { amount: say.amount(line.sent) }) };
          return (
            <AmountField
              {...{ t, name, label: title(line).text, ...sent, error: error(name) }}
              units={[{ value: unit, label: amount ? say.unitOf(amount) : say.unit(unit) }]}
              value={{ of: posted.has(name) ? posted.text(name) : (amount?.of ?? "") }}
            />
          );
        })}
        <h2>{t("offers.count.extra")}</h2>
        {Array.from({ length: EXTRA_LINES }, (_, i) => i + 1).map((at) => (
          <fieldset class="field">
            <legend>{t("offers.count.extra-line", { n: at })}</legend>
            <TextField
              {...{ t, name: `what-${at}`, label: t("offers.field.what"), maxlength: WHAT_MAX }}
              {...{ value: posted.text(`what-${at}`), error: error(`what-${at}`) }}
            />
            <AmountField
              {...{ t, name: `of-${at}`, label: t("offers.field.quantity"), units }}
              error={error(`of-${at}`)}
              value={{ of: posted.text(`of-${at}`), unit: posted.text(`of-${at}-unit`) }}
            />
          </fieldset>
        ))}
        <Acts>
          <Button>{t("offers.count.save")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title: heading, status };
}
