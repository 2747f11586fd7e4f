/**
 * Receiving and counting: a list to tick. Each line came whole, not at all, or so much of it, and
 * of what came so much may be damaged. What is left out stays uncounted.
 */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { readersIn } from "../../people/index.ts";
import { delivery } from "../facts-delivery.ts";
import { saysOf } from "../says.ts";
import { openDelivery } from "./delivery.page.tsx";
import { EnterSaves, otherFields, readOther, wantsMore } from "./other-lines.tsx";
import { readTick, saidToCome, TickLine } from "./tick-line.tsx";
import { happenedIn, WhenFields } from "./when.tsx";

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
  const when = happenedIn(visit);
  if (isRefusal(when)) return draw(visit, when);
  const done = await send("ledger.count-delivery", input, when);
  if (isRefusal(done)) {
    const early = done.refused === "house.not-yet-happened";
    return draw(visit, early ? { ...done, field: "day" } : done);
  }
  return { goto: `${space.base}/deliveries/${id}`, notice: "offers.notice.counted" };
}

async function typedCount(visit: SpaceVisit, id: string) {
  const thing = await visit.view.thing(delivery, id);
  if (thing === undefined) return notHere;
  const lines: object[] = [];
  for (const known of thing.state.lines) {
    const read = readTick(visit, known);
    if (isRefusal(read)) return read;
    if (read !== null) lines.push(read);
  }
  const other = await readOther(visit, EXTRA_LINES);
  if (isRefusal(other)) return other;
  const extra = other.map(({ amount: counted, ...line }) => ({ ...line, counted }));
  return { id, lines, extra };
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply | Refusal> {
  const { t, keys, space } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, say, title } = opened;
  const { lines } = thing.state;
  const { faults, error, status } = saysOf(visit, refusal);
  const again = lines.some(({ counted }) => counted !== null);
  const unsaid = lines.every(({ sent }) => sent === null);
  const heading = t(again ? "offers.count.again" : "offers.count.title");
  const own = `${space.base}/deliveries/${thing.id}`;
  const action = `${own}/count`;
  const other = await otherFields({
    ...{ visit, refusal, action, first: EXTRA_LINES, folded: true },
  });
  const rest = lines.some((line) => line.counted === null && saidToCome(line) !== null);
  const page = (
    <>
      <h1>{heading}</h1>
      <p>{t(`offers.count.lead${again ? "-again" : unsaid ? "-unsaid" : ""}`)}</p>
      <Form {...{ t, action, keys, faults }}>
        <EnterSaves says={t("offers.count.save")} />
        {lines.map((line) => (
          <TickLine {...{ visit, line, say, error, called: title(line) }} />
        ))}
        {other}
        <WhenFields {...{ visit, error }} />
        <Acts>
          <Button>{t("offers.count.save")}</Button>
          {rest && (
            <button type="submit" class="button quiet" name="rest" value="all">
              {t(`offers.count.rest${unsaid ? "-unsaid" : ""}`)}
            </button>
          )}
        </Acts>
      </Form>
      <p>
        <a href={`${own}/tick-list`}>{t("offers.tick.print")}</a>
      </p>
      <p>
        <a href={own}>{t("offers.delivery.title")}</a>
      </p>
    </>
  );
  return { page, title: heading, status, ...readersIn(visit, thing), keeps: ["shipments"] };
}
