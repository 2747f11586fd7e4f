/** Shipments: those there are, and writing down one that leaves or is here. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import type { Beside } from "../../../house/room.ts";
import { signOf } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { describedBy, fieldId, Says } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { besideOf, findNeeds } from "../../needs/index.ts";
import { reads } from "../../people/index.ts";
import { FROM_MAX } from "../facts-delivery.ts";
import {
  deliveryFroms,
  deliveryMakers,
  findDeliveries,
  findOffers,
  needTitles,
  type OfferLine,
  offerLines,
} from "../questions.ts";
import { type Say, sayCodes, saysOf, typedAmount, typedDay, typedText } from "../says.ts";
import { EnterSaves, Find, otherFields, readOther, soughtIn, wantsMore } from "./other-lines.tsx";
import { DeliveryStanding, Leaves, leafOf, sayRecordDay } from "./parts.tsx";

const SHOWN = 100;
/** Lines to type into beside what was accepted. */
const FREE_LINES = 4;
/** Accepted contributions that are offered at once; where there are more, they are searched. */
const OFFERS_MAX = 40;
/** The field to search them by. */
const FIND = "find-accepted";
/** Where it is: each a button of the form, so that nothing is chosen beforehand. */
const WHERES = ["on-the-way", "coming", "here"] as const;

/** All shipments, the newest first. */
export async function deliveriesPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, words, query } = visit;
  const things = await findDeliveries(view);
  const leaf = leafOf(things, query.get("from"), SHOWN);
  const { shown } = leaf;
  const [froms, makers] = [await deliveryFroms(view, shown), await deliveryMakers(view, shown)];
  const title = t("offers.deliveries.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Acts>
        <Go href={`${space.base}/deliveries/new`}>{t("offers.deliveries.new")}</Go>
        <Go href={`${space.base}/deliveries/import`} weight="quiet">
          {t("offers.import.title")}
        </Go>
        {things.length > 0 && !space.protects && (
          <Go href={`${space.base}/deliveries/deliveries-hxl.csv`} weight="quiet">
            {t("needs.nav.hxl")}
          </Go>
        )}
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
              say={
                <>
                  {makers[at]?.map(({ name }) => (
                    <>
                      <bdi>{name}</bdi>
                      {" · "}
                    </>
                  ))}
                  {t("offers.deliveries.lines", { n: thing.state.lines.length })}
                </>
              }
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
  const where = WHERES.find((one) => one === posted.text("where"));
  if (wantsMore(visit)) return draw(visit, null);
  if (where === undefined)
    return draw(visit, refuse("offers.where-missing", "shape", { field: "where" }));
  const lines = await typedLines(visit);
  if (isRefusal(lines)) return draw(visit, lines);
  const from = typedText(posted.text("from"), lang, FROM_MAX, "from");
  if (isRefusal(from)) return draw(visit, from);
  const by = typedDay(posted.text("by"), space.zone, "by");
  if (isRefusal(by)) return draw(visit, by);
  const here = where === "here";
  const { chosenCircle } = await reads();
  const said = { ...(from === null ? {} : { from }), ...chosenCircle(visit) };
  // Of what nobody announced, the figure is what is here: what was sent, nobody has said.
  const done = here
    ? await send("deliveries.record-arrival", { ...said, lines: lines.map(asArrived) })
    : await send("deliveries.announce", { ...said, lines, by });
  if (isRefusal(done)) return draw(visit, done);
  const id = String(done.answer["id"]);
  const own = `${space.base}/deliveries/${id}`;
  if (where !== "on-the-way")
    return { goto: here ? `${own}/count` : own, notice: "offers.notice.delivery" };
  const moved = await send("deliveries.move", { id, to: where }, { part: "move" });
  return isRefusal(moved) ? moved : { goto: own, notice: "offers.notice.on-the-way" };
}

type Typed = { offer?: string; need?: string; what?: object; sent: object };

const asArrived = ({ sent: arrived, ...line }: Typed) => ({ ...line, arrived });

async function typedLines(visit: SpaceVisit): Promise<Typed[] | Refusal> {
  const { posted, view } = visit;
  const lines: Typed[] = [];
  const accepted = new Map((await openOffers(view)).map((thing) => [thing.id, thing]));
  for (const id of posted.all("offer")) {
    const unit = accepted.get(id)?.state.open?.unit ?? "item";
    const sent = typedAmount(posted.text(`sent-${id}`), unit, `sent-${id}`);
    if (isRefusal(sent)) return sent;
    if (sent !== null) lines.push({ offer: id, sent });
  }
  const other = await readOther(visit, FREE_LINES);
  if (isRefusal(other)) return other;
  return [...lines, ...other.map(({ amount: sent, ...line }) => ({ ...line, sent }))];
}

type OfferThing = OfferLine["thing"];

/** Accepted offers of which something is still to be sent; with a text, those that say it. */
async function openOffers(view: SpaceVisit["view"], text = ""): Promise<OfferThing[]> {
  const found = [
    ...(await findOffers(view, { status: "accepted", unasked: false, text })),
    ...(await findOffers(view, { status: "accepted", unasked: true, text })),
  ].filter(({ state: { open } }) => open !== null && signOf(open) > 0);
  return found;
}

/** Those to tick: what is ticked already, then what was searched for, or the first. */
async function offersToTick(visit: SpaceVisit, ticked: ReadonlySet<string>) {
  const { view } = visit;
  const all = await openOffers(view);
  const text = soughtIn(visit, FIND);
  const said = new Set(text === "" ? [] : (await openOffers(view, text)).map(({ id }) => id));
  // Whoever takes a line says no words of their own: it is called by what is asked for.
  const asked = text === "" ? [] : await findNeeds(view, { text, status: "all" });
  const lines = new Set<string | null>(asked.map(({ id }) => id));
  const isFound = ({ id, state }: OfferThing) =>
    text === "" || said.has(id) || lines.has(state.need);
  const rest = all.filter((one) => !ticked.has(one.id) && isFound(one)).slice(0, OFFERS_MAX);
  const shown = [...all.filter(({ id }) => ticked.has(id)), ...rest];
  const none = text !== "" && rest.length === 0;
  return { lines: await offerLines(view, shown), many: all.length, text, none };
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, space, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("offers.deliveries.new");
  const accepted = await acceptedFields(visit, refusal);
  const action = `${space.base}/deliveries`;
  const folded = accepted !== null;
  const other = await otherFields({ visit, refusal, action, first: FREE_LINES, folded });
  const { readsField } = await reads();
  const hint = t("offers.new.reads-hint");
  const readers = await readsField(visit, { error: error("circle"), hint });
  const page = (
    <>
      <h1>{title}</h1>
      <Form {...{ t, action, keys, faults }}>
        <EnterSaves says={t("offers.new.save")} />
        {accepted}
        <TextField
          {...{ t, name: "from", label: t("offers.new.from"), maxlength: FROM_MAX }}
          {...{ value: posted.text("from"), error: error("from") }}
        />
        <DateField
          {...{ t, name: "by", label: t("offers.new.by"), month: space.protects }}
          {...{ value: posted.text("by"), error: error("by") }}
        />
        {other}
        {readers}
        <Where t={t} error={error("where")} />
      </Form>
    </>
  );
  const typed = readers ? { typed: t("people.reads.typed") } : {};
  return { page, title, status, ...typed, keeps: ["shipments"] };
}

/** Where it is, and with that the form is sent. */
function Where({ t, error }: { t: SpaceVisit["t"]; error: string | undefined }) {
  const field = { t, name: "where", label: t("offers.new.where"), error };
  return (
    <fieldset
      class={error === undefined ? "field" : "field wrong"}
      {...{ id: fieldId(field), tabindex: -1, "aria-describedby": describedBy(field) }}
    >
      <legend>{field.label}</legend>
      <Says {...field} />
      <Acts>
        {WHERES.map((value, at) => (
          <Button weight={at === 0 ? "main" : "quiet"} name="where" value={value}>
            {t(`offers.new.${value}`)}
          </Button>
        ))}
      </Acts>
    </fieldset>
  );
}

/**
 * What was accepted and not sent: a tick, and how much of it is in this shipment. Those that are
 * ticked come first; where there are such, the others are folded.
 */
async function acceptedFields(visit: SpaceVisit, refusal: Refusal | null) {
  const { t, view, words, posted, method, query } = visit;
  const asked = new Set(method === "GET" ? query.getAll("offer") : posted.all("offer"));
  const { lines, many, text, none } = await offersToTick(visit, asked);
  if (many === 0) return null;
  const titles = await needTitles(
    view,
    lines.map(({ thing }) => thing.state.need),
  );
  const say = await sayCodes(
    view,
    words,
    lines.map(({ thing }) => thing.state.open?.unit),
  );
  const said = new Map<string, Beside[]>();
  for (const { thing } of lines) said.set(thing.id, await besideOf(view, thing));
  const each = lines.map((line) => {
    const { thing, people, what } = line;
    const named = (titles.get(thing.state.need ?? "")?.title ?? what)?.text;
    const label = [named ?? t("offers.words-gone"), people?.name].filter(Boolean).join(" · ");
    const beside = said.get(thing.id) ?? [];
    return { visit, refusal, say, line, label, beside, ticked: asked.has(thing.id) };
  });
  const [ticked, others] = [each.filter((one) => one.ticked), each.filter((one) => !one.ticked)];
  const most = lines.length;
  const how = t("offers.new.find-how", { most, many });
  const rest = [
    (many > most || text !== "") && (
      <Find {...{ visit, name: FIND, at: "accepted-too", text, none }}>
        {[t("offers.new.find"), how]}
      </Find>
    ),
    ...others.map((one) => <InIt {...one} />),
  ];
  return (
    <>
      <h2>{t("offers.new.accepted")}</h2>
      {ticked.map((one) => (
        <InIt {...one} />
      ))}
      {ticked.length > 0 && rest.some(Boolean) ? (
        <details id="accepted-too" open={posted.text("more") === FIND ? true : undefined}>
          <summary>{t("offers.new.accepted-too")}</summary>
          <div class="form">{rest}</div>
        </details>
      ) : (
        <div id="accepted-too" class="form">
          {rest}
        </div>
      )}
    </>
  );
}

/** One of them. */
function InIt(props: {
  visit: SpaceVisit;
  refusal: Refusal | null;
  say: Say;
  line: OfferLine;
  label: string;
  beside: readonly Beside[];
  ticked: boolean;
}) {
  const { visit, refusal, say, label, beside, ticked } = props;
  const { id, state } = props.line.thing;
  const { t, posted } = visit;
  return (
    <fieldset class="field">
      <legend dir="auto">{label}</legend>
      <label class="choice" for={`f-offer-${id}`}>
        <input
          {...{ type: "checkbox", id: `f-offer-${id}`, name: "offer", value: id }}
          checked={ticked ? true : undefined}
        />
        <span>{t("offers.new.in-it")}</span>
      </label>
      <AmountField
        {...{ t, name: `sent-${id}`, error: saysOf(visit, refusal).error(`sent-${id}`) }}
        {...{ label: t("offers.new.of-it"), required: "unsaid" }}
        units={[
          { value: state.open?.unit ?? "item", label: state.open ? say.unitOf(state.open) : "" },
        ]}
        value={{ of: posted.text(`sent-${id}`) || (state.open?.of ?? "") }}
      />
      {beside.map(({ key, path }) => (
        <p>
          {t(key)} <a href={visit.space.base + path}>{t("needs.beside-it")}</a>
        </p>
      ))}
    </fieldset>
  );
}
