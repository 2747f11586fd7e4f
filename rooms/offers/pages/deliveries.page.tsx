/** Shipments: those there are, and writing down one that leaves or is here. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { signOf } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { FROM_MAX } from "../facts-delivery.ts";
import {
  deliveryFroms,
  findDeliveries,
  findOffers,
  needTitles,
  type OfferLine,
  offerLines,
} from "../questions.ts";
import { sayCodes, saysOf, typedAmount, typedDay, typedText } from "../says.ts";
import { MoreLines, otherFields, readOther, wantsMore } from "./other-lines.tsx";
import { DeliveryStanding, Leaves, leafOf, sayRecordDay } from "./parts.tsx";

const SHOWN = 100;
/** Lines to type into beside what was accepted. */
const FREE_LINES = 4;
const OFFERS_MAX = 40;

/** All shipments, the newest first. */
export async function deliveriesPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, words, query } = visit;
  const things = await findDeliveries(view);
  const leaf = leafOf(things, query.get("from"), SHOWN);
  const { shown } = leaf;
  const froms = await deliveryFroms(view, shown);
  const title = t("offers.deliveries.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Acts>
        <Go href={`${space.base}/deliveries/new`}>{t("offers.deliveries.new")}</Go>
        <Go href={`${space.base}/deliveries/import`} weight="quiet">
          {t("offers.import.title")}
        </Go>
      </Acts>
      {things.length === 0 && (
        <Empty title={t("offers.deliveries.empty")}>
          <p>{t("offers.deliveries.empty-text")}</p>
        </Empty>
      )}
      <Rows keyed>
        {shown.map((thing, at) => {
          const from = froms[at] ?? { lang: words.lang, text: t("offers.delivery.nameless") };
          return (
            <Row
              level={2}
              href={`${space.base}/deliveries/${thing.id}`}
              title={<span {...voiceOf(from)}>{from.text}</span>}
              end={sayRecordDay(words, thing.first.day)}
              say={t("offers.deliveries.lines", { n: thing.state.lines.length })}
            >
              <div class="states">
                <DeliveryStanding t={t} state={thing.state} />
              </div>
            </Row>
          );
        })}
      </Rows>
      <Leaves t={t} leaf={leaf} to={(id) => `${space.base}/deliveries?from=${id}`} />
    </>
  );
  return { page, title };
}

/** The form for one more. */
export function newDeliveryPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

/** Announces it, or writes down that it is here and goes on to counting it. */
export async function addDelivery(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, lang, send } = visit;
  const where = posted.text("where");
  if (wantsMore(visit)) return draw(visit, null);
  if (where !== "here" && where !== "coming")
    return draw(visit, refuse("offers.where-missing", "shape", { field: "where" }));
  const lines = await typedLines(visit);
  if (isRefusal(lines)) return draw(visit, lines);
  const from = typedText(posted.text("from"), lang, FROM_MAX, "from");
  if (isRefusal(from)) return draw(visit, from);
  const by = typedDay(posted.text("by"), space.zone, "by");
  if (isRefusal(by)) return draw(visit, by);
  const here = where === "here";
  const said = from === null ? {} : { from };
  // Of what nobody announced, the figure is what is here: what was sent, nobody has said.
  const done = here
    ? await send("deliveries.record-arrival", { ...said, lines: lines.map(asArrived) })
    : await send("deliveries.announce", { ...said, lines, by });
  if (isRefusal(done)) return draw(visit, done);
  const own = `${space.base}/deliveries/${done.answer["id"]}`;
  return { goto: here ? `${own}/count` : own, notice: "offers.notice.delivery" };
}

type Typed = { offer?: string; need?: string; what?: object; sent: object };

const asArrived = ({ sent: arrived, ...line }: Typed) => ({ ...line, arrived });

async function typedLines(visit: SpaceVisit): Promise<Typed[] | Refusal> {
  const { posted, view } = visit;
  const lines: Typed[] = [];
  const accepted = new Map((await openOffers(view)).map((line) => [line.thing.id, line]));
  for (const id of posted.all("offer")) {
    const unit = accepted.get(id)?.thing.state.open?.unit ?? "item";
    const sent = typedAmount(posted.text(`sent-${id}`), unit, `sent-${id}`);
    if (isRefusal(sent)) return sent;
    if (sent !== null) lines.push({ offer: id, sent });
  }
  const other = await readOther(visit, FREE_LINES);
  if (isRefusal(other)) return other;
  return [...lines, ...other.map(({ amount: sent, ...line }) => ({ ...line, sent }))];
}

/** Accepted offers of which something is still to be sent. */
async function openOffers(view: SpaceVisit["view"]): Promise<OfferLine[]> {
  const found = [
    ...(await findOffers(view, { status: "accepted", unasked: false })),
    ...(await findOffers(view, { status: "accepted", unasked: true })),
  ].filter(({ state: { open } }) => open !== null && signOf(open) > 0);
  return offerLines(view, found.slice(0, OFFERS_MAX));
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, space, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("offers.deliveries.new");
  const where = posted.text("where") || undefined;
  const accepted = await acceptedFields(visit, refusal);
  const other = await otherFields(visit, refusal, FREE_LINES);
  const action = `${space.base}/deliveries`;
  const page = (
    <>
      <h1>{title}</h1>
      <Form {...{ t, action, keys, faults }}>
        <Choice
          {...{ t, name: "where", label: t("offers.new.where"), required: true, value: where }}
          error={error("where")}
          cards={["coming", "here"].map((value) => ({ value, label: t(`offers.new.${value}`) }))}
        />
        <TextField
          {...{ t, name: "from", label: t("offers.new.from"), maxlength: FROM_MAX }}
          {...{ value: posted.text("from"), error: error("from") }}
        />
        <DateField
          {...{ t, name: "by", label: t("offers.new.by"), month: space.protects }}
          {...{ value: posted.text("by"), error: error("by") }}
        />
        {accepted}
        {other}
        <Acts>
          <Button>{t("offers.new.save")}</Button>
          <MoreLines visit={visit} action={action} first={FREE_LINES} />
        </Acts>
      </Form>
    </>
  );
  return { page, title, status };
}

/** What was accepted and not sent: a tick, and how much of it is in this shipment. */
async function acceptedFields(visit: SpaceVisit, refusal: Refusal | null) {
  const { t, view, words, posted, method, query } = visit;
  const lines = await openOffers(view);
  if (lines.length === 0) return null;
  const { error } = saysOf(visit, refusal);
  const titles = await needTitles(
    view,
    lines.map(({ thing }) => thing.state.need),
  );
  const say = await sayCodes(
    view,
    words,
    lines.map(({ thing }) => thing.state.open?.unit),
  );
  const ticked = method === "GET" ? query.getAll("offer") : posted.all("offer");
  const named = (need: string | null, what: OfferLine["what"]) =>
    (titles.get(need ?? "")?.title ?? what)?.text ?? t("offers.words-gone");
  return (
    <>
      <h2>{t("offers.new.accepted")}</h2>
      {lines.map(({ thing: { id, state }, people, what }) => {
        const unit = state.open?.unit ?? "item";
        const label = [named(state.need, what), people?.name].filter(Boolean).join(" · ");
        return (
          <fieldset class="field">
            <legend dir="auto">{label}</legend>
            <label class="choice" for={`f-offer-${id}`}>
              <input
                {...{ type: "checkbox", id: `f-offer-${id}`, name: "offer", value: id }}
                checked={ticked.includes(id) ? true : undefined}
              />
              <span>{t("offers.new.in-it")}</span>
            </label>
            <AmountField
              {...{ t, name: `sent-${id}`, error: error(`sent-${id}`) }}
              label={t("offers.new.of-it")}
              units={[{ value: unit, label: state.open ? say.unitOf(state.open) : "" }]}
              value={{ of: posted.text(`sent-${id}`) || (state.open?.of ?? "") }}
            />
          </fieldset>
        );
      })}
    </>
  );
}
