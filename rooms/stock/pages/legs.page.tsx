/** The legs of a shipment's way: who carries it where, how it stands, which papers are with it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Day, parseDay } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { readersIn, saysOf } from "../../people/index.ts";
import { LEG_MAX, type LegState, type LegWords, leg, legsMark, PAPERS, STANDS } from "../legs.ts";
import { oneDelivery } from "../questions.ts";
import { Back, nameOf, textIn } from "./parts.tsx";

const STATE: Readonly<Record<LegState["stands"], StateKind>> = {
  ...{ planned: "open", "under-way": "moving", done: "here", lost: "lost" },
};

/** `GET /stock/ways/:id`. */
export function legsPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, view, params, space } = visit;
  const thing = await oneDelivery(view, params["id"] ?? "");
  if (thing === undefined) return notHere;
  const all = (await view.find<LegState>(leg, legsMark(thing.id), 100)).filter(
    ({ state }) => !state.dropped,
  );
  all.sort((a, b) => a.state.leg - b.state.leg);
  const title = t("stock.leg.title");
  const page = (
    <>
      <Back href={`${space.base}/deliveries/${thing.id}`}>{t("stock.arrivals.shipment")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.leg.text")}</p>
      {all.length === 0 && <Empty title={t("stock.leg.none")} />}
      <Rows>{await Promise.all(all.map((one) => Leg({ visit, one })))}</Rows>
      <Plan {...{ visit, refusal, own: `${space.base}/stock/ways/${thing.id}` }} />
    </>
  );
  return {
    ...{ page, title, status: refusal === null ? 200 : 422, keeps: ["shipments"] },
    ...readersIn(visit, thing),
  };
}

async function wordsOf({ view }: SpaceVisit, one: Thing<LegState>): Promise<LegWords | null> {
  const part =
    one.state.words === null ? "erased" : await view.part<LegWords>(one, one.state.words);
  return typeof part === "string" ? null : part;
}

/** A day as it may be told here: in a protected space its month. */
const dayIn = ({ words, space }: SpaceVisit, day: Day) =>
  space.protects ? words.month(day.date.slice(0, 7)) : words.day(day);

async function Leg({ visit, one }: { visit: SpaceVisit; one: Thing<LegState> }) {
  const { t, keys, space, params } = visit;
  const { state, id } = one;
  const said = await wordsOf(visit, one);
  const own = `${space.base}/stock/ways/${params["id"]}`;
  const says = [
    ...(said?.carrier ? [said.carrier.text] : []),
    ...(state.by === null ? [] : [t("stock.leg.by-day", { day: dayIn(visit, state.by) })]),
  ];
  return (
    <Row
      title={`${state.leg}. ${nameOf(visit, said?.way).text}`}
      level={2}
      end={<State is={STATE[state.stands]}>{t(`stock.leg.${state.stands}`)}</State>}
      say={says.join(" · ")}
    >
      <p class="soft">
        {state.papers.length === 0
          ? t("stock.leg.no-papers")
          : state.papers.map((paper) => t(`stock.paper.${paper}`)).join(" · ")}
      </p>
      <details>
        <summary>{t("stock.leg.change")}</summary>
        <Form {...{ t, keys, action: `${own}/moves` }}>
          <input type="hidden" name="leg" value={id} />
          <SelectField
            {...{ t, name: "to", id: `f-to-${id}`, label: t("stock.leg.stands"), required: true }}
            options={STANDS.map((value) => ({ value, label: t(`stock.leg.${value}`) }))}
            value={state.stands}
          />
          <Papers {...{ visit, id, ticked: state.papers }} />
          <Button weight="quiet">{t("stock.save")}</Button>
        </Form>
        <Act action={`${own}/end`} keys={keys} fields={{ leg: id }} weight="grave">
          {t("stock.leg.drop")}
        </Act>
      </details>
    </Row>
  );
}

function Papers(props: { visit: SpaceVisit; id: string; ticked: readonly string[] }) {
  const { visit, id, ticked } = props;
  const { t } = visit;
  return (
    <Ticks
      {...{ t, name: "papers", id: `f-papers-${id}`, label: t("stock.leg.papers") }}
      ticks={PAPERS.map((value) => ({
        ...{ value, label: t(`stock.paper.${value}`), ticked: ticked.includes(value) },
      }))}
    />
  );
}

function Plan(props: { visit: SpaceVisit; refusal: Refusal | null; own: string }) {
  const { visit, refusal, own } = props;
  const { t, keys, posted, space } = visit;
  const { faults, error } = saysOf(visit, refusal);
  return (
    <>
      <h2>{t("stock.leg.plan")}</h2>
      <Form {...{ t, keys, faults, action: own }}>
        <TextField
          {...{ t, name: "way", label: t("stock.leg.way"), required: true, maxlength: LEG_MAX }}
          {...{ value: posted.text("way"), error: error("way"), hint: t("stock.leg.way-hint") }}
        />
        <TextField
          {...{ t, name: "carrier", label: t("stock.leg.carrier"), maxlength: LEG_MAX }}
          {...{ value: posted.text("carrier"), error: error("carrier") }}
        />
        <DateField
          {...{ t, name: "by", label: t("stock.leg.by"), month: space.protects }}
          {...{ value: posted.text("by"), error: error("by") }}
        />
        <Papers {...{ visit, id: "new", ticked: posted.all("papers") }} />
        <Button>{t("stock.leg.plan")}</Button>
      </Form>
    </>
  );
}

const ownOf = ({ space, params }: SpaceVisit) => `${space.base}/stock/ways/${params["id"]}`;

function dayTyped({ posted, space }: SpaceVisit): Day | null | Refusal {
  const typed = posted.text("by");
  if (typed === "") return null;
  const day = parseDay(/^\d{4}-\d{2}$/.test(typed) ? `${typed}-01` : typed, space.zone);
  return day.ok ? day.value : refuse(day.reason, "shape", { field: "by" });
}

/** `POST /stock/ways/:id`. */
export async function plan(visit: SpaceVisit): Promise<Reply> {
  const way = textIn(visit, "way", LEG_MAX) ?? refuse("text.empty", "shape", { field: "way" });
  if (isRefusal(way)) return draw(visit, way);
  const [carrier, by] = [textIn(visit, "carrier", LEG_MAX), dayTyped(visit)];
  if (isRefusal(carrier)) return draw(visit, carrier);
  if (isRefusal(by)) return draw(visit, by);
  const papers = visit.posted.all("papers");
  const input = { delivery: visit.params["id"], way, by, papers, ...(carrier && { carrier }) };
  const done = await visit.send("stock.plan-leg", input);
  if (isRefusal(done)) return draw(visit, done);
  return { goto: ownOf(visit), notice: "stock.leg.planned-now" };
}

/** `POST /stock/ways/:id/moves`. */
export async function move(visit: SpaceVisit): Promise<Reply> {
  const { posted, send } = visit;
  const [which, to, papers] = [posted.text("leg"), posted.text("to"), posted.all("papers")];
  const done = await send("stock.move-leg", { leg: which, to, papers });
  return isRefusal(done) ? draw(visit, done) : { goto: ownOf(visit), notice: "stock.saved" };
}

/** `POST /stock/ways/:id/end`. */
export async function drop(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("stock.drop-leg", { leg: visit.posted.text("leg") });
  return isRefusal(done) ? draw(visit, done) : { goto: ownOf(visit), notice: "stock.saved" };
}
