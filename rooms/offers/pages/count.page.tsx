/** Receiving and counting: what was sent stands in the fields, only what differs is changed. */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { readersIn } from "../../people/index.ts";
import { type DeliveryLine, delivery } from "../facts-delivery.ts";
import { type Say, saysOf, typedAmount } from "../says.ts";
import { openDelivery } from "./delivery.page.tsx";
import { EnterSaves, otherFields, readOther, wantsMore } from "./other-lines.tsx";

const EXTRA_LINES = 2;

/** The form. */
export function countPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

/** Counts it: delivery, contributions, what is still asked and the goods book in one step. */
export async function count(visit: SpaceVisit): Promise<Reply> {
  const { params, space, send } = visit;
  const id = params["id"] ?? "";
  if (wantsMore(visit)) return draw(visit, null);
  const input = await typedCount(visit, id);
  if (isRefusal(input)) return draw(visit, input);
  const done = await send("ledger.count-delivery", input);
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${space.base}/deliveries/${id}`, notice: "offers.notice.counted" };
}

async function typedCount(visit: SpaceVisit, id: string) {
  const { view, posted } = visit;
  const thing = await view.thing(delivery, id);
  if (thing === undefined) return notHere;
  const lines: object[] = [];
  for (const known of thing.state.lines) {
    const { line } = known;
    const field = `counted-${line}`;
    const unit = lastSaid(known)?.unit ?? "item";
    const counted = typedAmount(posted.text(field), unit, field);
    if (isRefusal(counted)) return counted;
    if (counted !== null) lines.push({ line, counted });
  }
  const other = await readOther(visit, EXTRA_LINES);
  if (isRefusal(other)) return other;
  const extra = other.map(({ amount: counted, ...line }) => ({ ...line, counted }));
  return { id, lines, extra };
}

/** The last figure of a line: counted, else what is here, else what was sent. */
const lastSaid = ({ counted, arrived, sent }: DeliveryLine) => counted ?? arrived ?? sent;

/** What stands beside the field: what was sent, or that only what is here was written down. */
function saidBefore({ t }: SpaceVisit, say: Say, { sent, arrived }: DeliveryLine) {
  if (sent !== null) return { hint: t("offers.count.sent", { amount: say.amount(sent) }) };
  if (arrived === undefined) return {};
  return { hint: t("offers.count.arrived", { amount: say.amount(arrived) }) };
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply | Refusal> {
  const { t, keys, space, posted } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title } = opened;
  const { faults, error, status } = saysOf(visit, refusal);
  const again = thing.state.lines.some(({ counted }) => counted !== null);
  const unsaid = thing.state.lines.every(({ sent }) => sent === null);
  const heading = t(again ? "offers.count.again" : "offers.count.title");
  const action = `${space.base}/deliveries/${thing.id}/count`;
  const other = await otherFields({
    ...{ visit, refusal, action, first: EXTRA_LINES, folded: true },
  });
  const page = (
    <>
      <h1>{heading}</h1>
      <p>{t(`offers.count.lead${again ? "-again" : unsaid ? "-unsaid" : ""}`)}</p>
      <Form {...{ t, action, keys, faults }}>
        <EnterSaves says={t("offers.count.save")} />
        {thing.state.lines.map((line) => {
          const name = `counted-${line.line}`;
          const amount = lastSaid(line);
          const unit = amount?.unit ?? "item";
          return (
            <AmountField
              {...{ t, name, label: title(line).text, required: "unsaid", error: error(name) }}
              {...saidBefore(visit, say, line)}
              units={[{ value: unit, label: amount ? say.unitOf(amount) : say.unit(unit) }]}
              value={{ of: posted.has(name) ? posted.text(name) : (amount?.of ?? "") }}
            />
          );
        })}
        {other}
        <Acts>
          <Button>{t("offers.count.save")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title: heading, status, ...readersIn(visit, thing), keeps: ["shipments"] };
}
