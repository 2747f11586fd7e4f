/** Giving out: what is over first is proposed; counted by band, place and day, never by name. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { saysOf } from "../../people/index.ts";
import { BANDS } from "../facts.ts";
import { isOver, keyOf, lotOf } from "../lots.ts";
import type { Item } from "../questions.ts";
import {
  allOf,
  Back,
  Enough,
  isItem,
  itemIn,
  Named,
  nameOf,
  type Opened,
  openStock,
  PlaceField,
  placeIn,
  printedOn,
  sendAt,
  someIn,
  unitsOf,
  WhenField,
  whereLies,
} from "./parts.tsx";

/** `GET /stock/giving`: of which item. */
export async function givingPage(visit: SpaceVisit): Promise<PageReply> {
  const { t } = visit;
  const stock = await openStock(visit);
  const there = stock.items.filter(({ lies }) => lies.some((line) => !isOver(line, stock.today)));
  const title = t("stock.give.which");
  const page = (
    <>
      <Back href={stock.base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      {there.length === 0 && <Empty title={t("stock.give.none")} />}
      <Rows>
        {there.map((item) => (
          <Row
            title={<Named visit={visit} name={item.name} />}
            level={2}
            href={`${stock.base}/items/${item.thing.id}/giving`}
            end={<bdi>{allOf(stock, item)}</bdi>}
            say={whereLies(visit, stock, item.lies)}
          >
            <Enough visit={visit} levels={item.levels} />
          </Row>
        ))}
      </Rows>
    </>
  );
  return { page, title };
}

/** `GET /stock/items/:id/giving`. */
export function givePage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, params, keys, posted, query } = visit;
  if (!(await isItem(visit))) return notHere;
  const stock = await openStock(visit);
  const item = itemIn(stock, params["id"] ?? "");
  if (item === undefined) return notHere;
  const { faults, error, status } = saysOf(visit, refusal, { of: "amount" });
  const own = `${stock.base}/items/${item.thing.id}`;
  const holding = stock.places.filter(({ thing }) => item.lies.some(({ at }) => at === thing.id));
  const asked = query.get("shelf") ?? "";
  const places = holding.toSorted(
    (a, b) => Number(b.thing.id === asked) - Number(a.thing.id === asked),
  );
  const title = t("stock.way.giving");
  const page = (
    <>
      <Back href={own}>{nameOf(visit, item.name).text}</Back>
      <h1>{title}</h1>
      {places.length === 0 ? (
        <Empty title={t("stock.give.none")} />
      ) : (
        <>
          <Proposal {...{ visit, stock, item }} />
          <Form {...{ t, keys, faults, action: `${own}/giving` }}>
            <AmountField
              {...{ t, name: "amount", label: t("stock.how-much"), required: true }}
              {...{ units: unitsOf(stock, item), error: error("amount") }}
              value={{ of: posted.text("amount"), unit: posted.text("amount-unit") }}
            />
            <PlaceField
              {...{ visit, places, label: t("stock.give.from"), error: error("shelf") }}
            />
            <Which {...{ visit, stock, item, error: error("pick") }} />
            <SelectField
              {...{ t, name: "band", label: t("stock.give.band"), hint: t("stock.give.band-hint") }}
              options={BANDS.map((value) => ({ value, label: t(`stock.band.${value}`) }))}
              value={posted.text("band")}
            />
            <WhenField visit={visit} error={error("day")} />
            <Button>{t("stock.give.button")}</Button>
          </Form>
          <p>
            <a href={`${visit.space.base}/who-first`}>{t("stock.turn.title")}</a>
          </p>
        </>
      )}
    </>
  );
  return { page, title, status };
}

type Props = { visit: SpaceVisit; stock: Opened; item: Item };

/** What goes first, and what is over and stays. */
function Proposal({ visit, stock, item }: Props) {
  const { t } = visit;
  const fresh = item.lies.filter((line) => !isOver(line, stock.today));
  const [first] = fresh.filter(({ until }) => until !== null);
  const over = item.lies.length - fresh.length;
  return (
    <>
      {first !== undefined && (
        <p>
          {t("stock.give.first", {
            ...{ amount: stock.say.amount(first), printed: printedOn(visit, stock, first) },
            place: nameOf(visit, placeIn(stock, first.at)?.name).text,
          })}
        </p>
      )}
      {over > 0 && <Notice kind="warn" t={t} title={t("stock.give.over")} />}
    </>
  );
}

/** Of which line: what is over first, unless somebody says another. */
function Which({ visit, stock, item, error }: Props & { error: string | undefined }) {
  const { t, posted } = visit;
  const keys = [...new Set(item.lies.map(keyOf))];
  if (keys.length < 2 && item.lies.every((line) => !isOver(line, stock.today))) return null;
  const options = keys.map((key) => {
    const line = { ...lotOf(key), of: "0" };
    const printed = printedOn(visit, stock, line);
    const unit = stock.say.unit(line.unit);
    return {
      value: key,
      label: `${unit} · ${printed === "" ? t("stock.nothing-printed") : printed}`,
    };
  });
  return (
    <details open={error === undefined && posted.text("pick") === "" ? undefined : true}>
      <summary>{t("stock.give.other")}</summary>
      <SelectField
        {...{ t, name: "pick", label: t("stock.give.line"), options, error }}
        value={posted.text("pick")}
      />
    </details>
  );
}

/** `POST /stock/items/:id/giving`. */
export async function giveOut(visit: SpaceVisit): Promise<Reply> {
  const { posted, params, space } = visit;
  const of = someIn(visit, "amount");
  if (isRefusal(of)) return draw(visit, of);
  const key = posted.text("pick");
  const { until, lot, unit: picked } = lotOf(key);
  const band = posted.text("band");
  const input = {
    ...{ shelf: posted.text("shelf"), item: params["id"], of },
    unit: key === "" ? posted.text("amount-unit") : picked,
    ...(key === "" ? {} : { pick: { until, lot } }),
    ...(band === "" ? {} : { band }),
  };
  const done = await sendAt(visit, "stock.give-out", input);
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${space.base}/stock/items/${params["id"]}`, notice: "stock.give.done" };
}
