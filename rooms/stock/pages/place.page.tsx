/** One place: what lies in it, line by line, and what can be done with it. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { type Option, SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { agreement } from "../../agreements/index.ts";
import { allyNames } from "../../allies/index.ts";
import { book } from "../../ledger/index.ts";
import { saysOf } from "../../people/index.ts";
import { NAME_MAX } from "../facts.ts";
import { type LotLine, linesOf } from "../lots.ts";
import type { Place } from "../questions.ts";
import { Look } from "./count.page.tsx";
import {
  Back,
  Good,
  isPlace,
  itemIn,
  Named,
  nameOf,
  type Opened,
  openStock,
  placeIn,
  printedOn,
  textIn,
} from "./parts.tsx";

/** `GET /stock/places/:id`. */
export function placePage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, params } = visit;
  if (!(await isPlace(visit))) return notHere;
  const stock = await openStock(visit);
  const place = placeIn(stock, params["id"] ?? "");
  if (place === undefined) return notHere;
  const own = `${stock.base}/places/${place.thing.id}`;
  const { lots } = place.thing.state;
  const lines = linesOf(lots);
  const page = (
    <>
      <Back href={stock.base}>{t("stock.title")}</Back>
      <h1>
        <Named visit={visit} name={place.name} />
      </h1>
      {place.agreement !== null && (
        <p>
          <a href={`${visit.space.base}/agreements/${place.agreement}`}>
            {t("stock.place.agreed")}
          </a>
        </p>
      )}
      {await Look({ visit, stock, place })}
      {lines.length === 0 && <Empty title={t("stock.place.empty")} />}
      <Lines {...{ visit, stock, own, lines }} />
      <Acts>
        {lines.length > 0 && <Go href={`${own}/count`}>{t("stock.count.title")}</Go>}
        <Go href={`${stock.base}/sheet?place=${place.thing.id}`} weight="quiet">
          {t("stock.labels.title")}
        </Go>
      </Acts>
      <Setting {...{ visit, own, place, refusal, empty: lines.length === 0 }} />
    </>
  );
  return { page, title: nameOf(visit, place.name).text, status: refusal === null ? 200 : 422 };
}

/** The address of one line of a place. */
export function lineHref(own: string, { item, unit, until, lot }: LotLine): string {
  return `${own}/lines/${item}/${unit}/${until ?? "-"}/${lot ?? "-"}`;
}

function Lines(props: {
  visit: SpaceVisit;
  stock: Opened;
  own: string;
  lines: readonly LotLine[];
}) {
  const { visit, stock, own, lines } = props;
  return (
    <Rows>
      {lines.map((line) => {
        const item = itemIn(stock, line.item);
        return (
          <Row
            title={<Named visit={visit} name={item?.name} />}
            level={2}
            href={lineHref(own, line)}
            end={<bdi>{stock.say.amount(line)}</bdi>}
            say={printedOn(visit, stock, line)}
          >
            {item !== undefined && <Good {...{ visit, stock, item, line }} />}
          </Row>
        );
      })}
    </Rows>
  );
}

/** Its name, whether what arrives goes here, and closing it. */
function Setting(props: {
  visit: SpaceVisit;
  own: string;
  place: Place;
  refusal: Refusal | null;
  empty: boolean;
}) {
  const { visit, own, place, refusal, empty } = props;
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const name = posted.has("name") ? posted.text("name") : (place.name?.text ?? "");
  return (
    <details open={refusal === null ? undefined : true}>
      <summary>{t("stock.place.setting")}</summary>
      <Form {...{ t, keys, faults, action: `${own}/name` }}>
        <TextField
          {...{ t, name: "name", label: t("stock.place.name"), required: true }}
          {...{ maxlength: NAME_MAX, hint: t("stock.place.name-hint") }}
          {...{ value: name, error: error("name") }}
        />
        <Button weight="quiet">{t("stock.save")}</Button>
      </Form>
      <Acts>
        {!place.thing.state.preferred && place.agreement === null && (
          <Act action={`${own}/first`} keys={keys}>
            {t("stock.place.first")}
          </Act>
        )}
        {empty && (
          <Act action={`${own}/end`} keys={keys} weight="grave">
            {t("stock.place.close")}
          </Act>
        )}
      </Acts>
    </details>
  );
}

/** `GET /stock/places/new`. */
export function newPlacePage(visit: SpaceVisit): Promise<PageReply> {
  return newForm(visit, null);
}

async function newForm(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, posted, query, space } = visit;
  const agreed = await agreedGoods(visit);
  const { faults, error, status } = saysOf(visit, refusal);
  const base = `${space.base}/stock`;
  const title = t("stock.place.new");
  const page = (
    <>
      <Back href={base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <Form {...{ t, keys, faults, action: `${base}/places/new` }}>
        <TextField
          {...{ t, name: "name", label: t("stock.place.name"), required: true }}
          {...{ maxlength: NAME_MAX, hint: t("stock.place.name-hint") }}
          {...{ value: posted.text("name"), error: error("name") }}
        />
        {agreed.length > 0 && (
          <SelectField
            {...{ t, name: "agreement", label: t("stock.place.holds") }}
            options={[{ value: "", label: t("stock.place.holds-ours") }, ...agreed]}
            value={posted.text("agreement") || (query.get("agreement") ?? "")}
            error={error("agreement")}
          />
        )}
        <Button>{t("stock.place.new")}</Button>
      </Form>
    </>
  );
  return { page, title, status };
}

/** Agreements whose own goods book there is, by whom they are with. */
async function agreedGoods({ view, t }: SpaceVisit): Promise<Option[]> {
  const own = (await view.things(book)).filter(
    ({ state }) => state.purpose === "goods" && state.agreement !== null,
  );
  const ids = own.flatMap(({ state }) => state.agreement ?? []);
  const deals = await Promise.all(ids.map((id) => view.thing(agreement, id)));
  const names = await allyNames(
    view,
    deals.map((deal) => deal?.state.with ?? null),
  );
  return ids.map((value, i) => {
    const them = names.get(deals[i]?.state.with ?? "")?.text ?? t("stock.where.agreement");
    return { value, label: t("stock.place.holds-agreed", { them }) };
  });
}

const noName = refuse("text.empty", "shape", { field: "name" });

/** `POST /stock/places/new`. */
export async function openPlace(visit: SpaceVisit): Promise<Reply> {
  const name = textIn(visit, "name") ?? noName;
  if (isRefusal(name)) return newForm(visit, name);
  const under = visit.posted.text("agreement");
  const more = under === "" ? {} : { agreement: under };
  const done = await visit.send("stock.open-place", { name, ...more });
  if (isRefusal(done)) return newForm(visit, done);
  return {
    goto: `${visit.space.base}/stock/places/${done.answer["shelf"]}`,
    notice: "stock.place.opened",
  };
}

const ownOf = ({ space, params }: SpaceVisit) => `${space.base}/stock/places/${params["id"]}`;

/** `POST /stock/places/:id/name`. */
export async function renamePlace(visit: SpaceVisit): Promise<Reply> {
  const name = textIn(visit, "name") ?? noName;
  if (isRefusal(name)) return draw(visit, name);
  const done = await visit.send("stock.rename-place", { shelf: visit.params["id"], name });
  return isRefusal(done) ? draw(visit, done) : { goto: ownOf(visit), notice: "stock.saved" };
}

/** `POST /stock/places/:id/first`. */
export async function preferPlace(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("stock.prefer-place", { shelf: visit.params["id"] });
  return isRefusal(done) ? done : { goto: ownOf(visit), notice: "stock.saved" };
}

/** `POST /stock/places/:id/end`. */
export async function closePlace(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("stock.close-place", { shelf: visit.params["id"] });
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${visit.space.base}/stock`, notice: "stock.place.closed" };
}
