/** One line of a place: moving it, and putting right what is written. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { saysOf } from "../../people/index.ts";
import { keyOf, type Lot } from "../lots.ts";
import { REASONS } from "../shapes.ts";
import {
  Back,
  Good,
  isPlace,
  itemIn,
  Named,
  nameOf,
  openStock,
  placeIn,
  placeOptions,
  printedOn,
  sendAt,
  someIn,
  WhenField,
} from "./parts.tsx";

/** `GET /stock/places/:id/lines/:item/:unit/:until/:lot`. */
export function linePage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null, "");
}

type Which = "" | "moves" | "changes";

/** The line that the address or the form names. */
function lotIn({ method, params, posted }: SpaceVisit): Lot {
  const at = (name: string) => (method === "POST" ? posted.text(name) : (params[name] ?? ""));
  const orNone = (text: string) => (text === "" || text === "-" ? null : text);
  return {
    ...{ item: at("item"), unit: at("unit") },
    ...{ until: orNone(at("until")), lot: orNone(at("lot")) },
  };
}

function Hidden({ lot }: { lot: Lot }) {
  return (
    <>
      {Object.entries(lot).map(([name, value]) => (
        <input type="hidden" name={name} value={value ?? ""} />
      ))}
    </>
  );
}

async function draw(visit: SpaceVisit, refusal: Refusal | null, form: Which): Promise<Reply> {
  const { t, params, posted, keys } = visit;
  if (!(await isPlace(visit))) return notHere;
  const stock = await openStock(visit);
  const place = placeIn(stock, params["id"] ?? "");
  const lot = lotIn(visit);
  const item = itemIn(stock, lot.item);
  const of = place?.thing.state.lots[keyOf(lot)];
  if (place === undefined || item === undefined || of === undefined) return notHere;
  const line = { ...lot, of };
  const own = `${stock.base}/places/${place.thing.id}`;
  const says = (which: Which) => saysOf(visit, form === which ? refusal : null);
  const [moves, changes] = [says("moves"), says("changes")];
  const units = [{ value: lot.unit, label: stock.say.unitOf(line) }];
  const typed = (which: Which) => ({ of: form === which ? posted.text("amount") : of });
  const others = stock.places.filter(
    ({ thing, agreement }) => thing.id !== place.thing.id && agreement === place.agreement,
  );
  const page = (
    <>
      <Back href={own}>{nameOf(visit, place.name).text}</Back>
      <h1>
        <Named visit={visit} name={item.name} />
      </h1>
      <p>
        <bdi>{stock.say.amount(line)}</bdi>{" "}
        <span class="soft">{printedOn(visit, stock, line)}</span>
      </p>
      <Good {...{ visit, stock, item, line }} />
      <Go href={`${stock.base}/items/${item.thing.id}/giving?shelf=${place.thing.id}`}>
        {t("stock.way.giving")}
      </Go>
      <h2>{t("stock.move.title")}</h2>
      <Form {...{ t, keys, faults: moves.faults, action: `${own}/moves` }}>
        <Hidden lot={lot} />
        <AmountField
          {...{ t, name: "amount", label: t("stock.how-much"), required: true, units }}
          {...{ value: typed("moves"), error: moves.error("amount") }}
        />
        <SelectField
          {...{ t, name: "to", label: t("stock.move.to"), required: true }}
          options={[...placeOptions(visit, others), { value: "none", label: t("stock.move.back") }]}
          {...{ value: posted.text("to"), error: moves.error("to") }}
        />
        <WhenField visit={visit} error={moves.error("day")} />
        <Button>{t("stock.move.button")}</Button>
      </Form>
      <h2>{t("stock.adjust.title")}</h2>
      <p>{t("stock.adjust.text")}</p>
      <Form {...{ t, keys, faults: changes.faults, action: `${own}/changes` }}>
        <Hidden lot={lot} />
        <AmountField
          {...{ t, name: "amount", id: "f-by", label: t("stock.adjust.by"), required: true, units }}
          {...{ value: form === "changes" ? typed("changes") : {} }}
          error={changes.error("amount")}
        />
        <SelectField
          {...{ t, name: "why", label: t("stock.adjust.why"), required: true }}
          options={REASONS.map((value) => ({ value, label: t(`stock.why.${value}`) }))}
          {...{ value: posted.text("why"), error: changes.error("why") }}
        />
        <Button weight="quiet">{t("stock.adjust.button")}</Button>
      </Form>
    </>
  );
  const status = refusal === null ? 200 : 422;
  return { page, title: nameOf(visit, item.name).text, status };
}

function lyingIn(visit: SpaceVisit) {
  const { item, unit, until, lot } = lotIn(visit);
  const of = someIn(visit, "amount");
  if (isRefusal(of)) return of;
  return { shelf: visit.params["id"], item, unit, of, pick: { until, lot } };
}

const backTo = ({ space, params }: SpaceVisit) => `${space.base}/stock/places/${params["id"]}`;

/** `POST /stock/places/:id/moves`. */
export async function moveLine(visit: SpaceVisit): Promise<Reply> {
  const lying = lyingIn(visit);
  if (isRefusal(lying)) return draw(visit, lying, "moves");
  const to = visit.posted.text("to");
  const input = { ...lying, to: to === "none" ? null : to };
  const done = await sendAt(visit, "stock.move", input);
  if (isRefusal(done)) return draw(visit, fieldOf(done), "moves");
  return { goto: backTo(visit), notice: "stock.move.done" };
}

/** `POST /stock/places/:id/changes`. */
export async function changeLine(visit: SpaceVisit): Promise<Reply> {
  const lying = lyingIn(visit);
  if (isRefusal(lying)) return draw(visit, lying, "changes");
  const done = await sendAt(visit, "stock.adjust", { ...lying, why: visit.posted.text("why") });
  if (isRefusal(done)) return draw(visit, fieldOf(done), "changes");
  return { goto: backTo(visit), notice: "stock.adjust.done" };
}

/** The field of the form that a command's refusal is about. */
function fieldOf(refusal: Refusal): Refusal {
  return refusal.field === "of" ? { ...refusal, field: "amount" } : refusal;
}
