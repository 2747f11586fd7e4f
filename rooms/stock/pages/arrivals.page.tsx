/** What arrived and was not put away, and putting it where it goes; what comes unannounced. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import {
  deliveryFroms,
  deliverySays,
  lineTitle,
  needTitles,
  sayCodes,
} from "../../offers/index.ts";
import { saysOf } from "../../people/index.ts";
import { arrivals, checked, oneDelivery, type Unplaced, unplacedIn } from "../questions.ts";
import { CAME } from "../shapes.ts";
import { ComingFields, type Expected, readComing } from "./coming.tsx";
import { Back, nameOf, openStock, PlaceField, sendAt, WhenField } from "./parts.tsx";

/** `GET /stock/arrivals`. */
export async function arrivalsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, words, space } = visit;
  const base = `${space.base}/stock`;
  const all = await arrivals(view);
  const froms = await deliveryFroms(
    view,
    all.map(({ thing }) => thing),
  );
  const [own] = (await checked(view)).filter(({ book }) => book.state.agreement === null);
  const free = own?.units.filter((one) => !/^-|^0$/.test(one.free)) ?? [];
  const say = await sayCodes(
    view,
    words,
    free.map(({ unit }) => unit),
  );
  const title = t("stock.way.arrivals");
  const page = (
    <>
      <Back href={base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.arrivals.text")}</p>
      {all.length === 0 && <Empty title={t("stock.arrivals.none")} />}
      <Rows>
        {all.map(({ thing, lines }, at) => (
          <Row
            title={froms[at]?.text ?? t("stock.arrivals.shipment")}
            level={2}
            href={`${base}/arrivals/${thing.id}`}
            say={t("stock.arrivals.lines", { n: lines.length })}
          />
        ))}
      </Rows>
      {free.length > 0 && (
        <>
          <h2>{t("stock.arrivals.free")}</h2>
          <p>{free.map(({ unit, free: of }) => say.amount({ of, unit })).join(" · ")}</p>
          <Acts>
            <Go href={`${base}/arrivals/rest`} weight="quiet">
              {t("stock.arrivals.rest")}
            </Go>
          </Acts>
        </>
      )}
      <Acts>
        <Go href={`${base}/coming`} weight="quiet">
          {t("stock.way.coming")}
        </Go>
      </Acts>
    </>
  );
  return { page, title };
}

/** What of a shipment goes to places of one sort, with what its lines are called. */
type Whole = { lines: Expected[]; under: string | null; more: string[] };

/**
 * What of a shipment has no place yet: what is the group's own first, then what came under each
 * agreement by itself, since that lies in places of its own; `more` are those that come after.
 */
async function expectedIn(visit: SpaceVisit, id: string): Promise<Whole | null> {
  const { view, query, posted, method } = visit;
  const thing = await oneDelivery(view, id);
  if (thing === undefined || thing.state.status !== "counted") return null;
  const all = await unplacedIn(view, thing);
  const sorts = [...new Set(all.map(({ under }) => under ?? ""))].sort();
  const asked = method === "POST" ? posted.text("under") : (query.get("under") ?? sorts[0]);
  const sort = sorts.find((one) => one === asked) ?? sorts[0] ?? "";
  const lines = all.filter(({ under }) => (under ?? "") === sort);
  const says = await deliverySays(view, thing);
  const titles = await needTitles(
    view,
    lines.map(({ need }) => need),
  );
  const named = lines.map((line: Unplaced) => ({
    ...{ line: line.line, need: line.need, unit: line.unit, of: line.of },
    what: nameOf(visit, lineTitle(line, says, titles)).text,
  }));
  const more = sorts.filter((one) => one > sort);
  return { lines: named, under: sort === "" ? null : sort, more };
}

/** Lines that are not of a shipment. */
const FREE = 3;
const free = (): Expected[] =>
  Array.from({ length: FREE }, () => ({ line: null, need: null, unit: "item", of: "", what: "" }));

type Page = {
  title: string;
  text: string;
  action: string;
  expected: readonly Expected[];
  came: boolean;
  /** The agreement whose places it goes to; null: the group's own; any place where unsaid. */
  under?: string | null;
  more?: readonly string[];
};

async function draw(visit: SpaceVisit, of: Page, refusal: Refusal | null): Promise<Reply> {
  const { t, keys, posted } = visit;
  const stock = await openStock(visit);
  const { under } = of;
  const places = stock.places.filter(({ agreement }) => under === undefined || agreement === under);
  const { faults, error, status } = saysOf(visit, refusal);
  const page = (
    <>
      <Back href={of.came ? stock.base : `${stock.base}/arrivals`}>
        {t(of.came ? "stock.title" : "stock.way.arrivals")}
      </Back>
      <h1>{of.title}</h1>
      <p>{of.text}</p>
      {under != null && <p>{t("stock.put.agreed")}</p>}
      {places.length === 0 ? (
        <Empty title={t(under == null ? "stock.no-places" : "stock.put.no-place")}>
          <Go href={`${stock.base}/places/new${under == null ? "" : `?agreement=${under}`}`}>
            {t("stock.place.new")}
          </Go>
        </Empty>
      ) : of.expected.length === 0 ? (
        <Empty title={t("stock.arrivals.done")} />
      ) : (
        <Form {...{ t, keys, faults, action: of.action }}>
          {under != null && <input type="hidden" name="under" value={under} />}
          <PlaceField {...{ visit, places, label: t("stock.put.where"), error: error("shelf") }} />
          {of.came && (
            <Choice
              {...{ t, name: "came", label: t("stock.came"), required: true }}
              cards={CAME.map((value) => ({ value, label: t(`stock.why.${value}`) }))}
              {...{ value: posted.text("came"), error: error("came") }}
            />
          )}
          {await ComingFields({ visit, stock, expected: of.expected, error })}
          <WhenField visit={visit} error={error("day")} />
          <Button>{t("stock.put.button")}</Button>
        </Form>
      )}
      {of.more?.map((one) => (
        <p>
          <a href={`${of.action}?under=${one}`}>{t("stock.put.more-agreed")}</a>
        </p>
      ))}
    </>
  );
  return { page, title: of.title, status };
}

async function ofShipment(visit: SpaceVisit): Promise<Page | null> {
  const { t, params, space } = visit;
  const id = params["id"] ?? "";
  const found = await expectedIn(visit, id);
  if (found === null) return null;
  const { lines: expected, under, more } = found;
  const action = `${space.base}/stock/arrivals/${id}`;
  const says = { title: t("stock.put.title"), text: t("stock.put.text") };
  return { ...says, action, expected, came: false, under, more };
}

/** `GET /stock/arrivals/:id`. */
export async function putAwayPage(visit: SpaceVisit): Promise<Reply> {
  const of = await ofShipment(visit);
  return of === null ? notHere : draw(visit, of, null);
}

/** `POST /stock/arrivals/:id`. */
export async function putAway(visit: SpaceVisit): Promise<Reply> {
  const of = await ofShipment(visit);
  if (of === null) return notHere;
  return put(visit, of, "stock.put-away", { delivery: visit.params["id"] });
}

const ofRest = ({ t, space }: SpaceVisit): Page => ({
  ...{ title: t("stock.arrivals.rest"), text: t("stock.put.rest-text"), came: false },
  ...{ action: `${space.base}/stock/arrivals/rest`, expected: free() },
});

/** `GET /stock/arrivals/rest`. */
export const restPage = (visit: SpaceVisit): Promise<Reply> => draw(visit, ofRest(visit), null);

/** `POST /stock/arrivals/rest`. */
export const putRest = (visit: SpaceVisit): Promise<Reply> =>
  put(visit, ofRest(visit), "stock.put-away", {});

const ofComing = ({ t, space }: SpaceVisit): Page => ({
  ...{ title: t("stock.way.coming"), text: t("stock.coming.text"), came: true },
  ...{ action: `${space.base}/stock/coming`, expected: free(), under: null },
});

/** `GET /stock/coming`. */
export const comingPage = (visit: SpaceVisit): Promise<Reply> => draw(visit, ofComing(visit), null);

/** `POST /stock/coming`. */
export async function takeIn(visit: SpaceVisit): Promise<Reply> {
  const of = ofComing(visit);
  const came = visit.posted.text("came");
  if (came === "") {
    const unsaid = refuse("stock.say-where-from", "shape", { field: "came" });
    return draw(visit, of, unsaid);
  }
  return put(visit, of, "stock.take-in", { came });
}

async function put(visit: SpaceVisit, of: Page, command: string, more: object): Promise<Reply> {
  const stock = await openStock(visit);
  const lines = readComing(visit, stock, of.expected);
  if (isRefusal(lines)) return draw(visit, of, lines);
  const shelf = visit.posted.text("shelf");
  const done = await sendAt(visit, command, { shelf, lines, ...more });
  if (isRefusal(done)) return draw(visit, of, done);
  return { goto: `${stock.base}/places/${shelf}`, notice: "stock.put.done" };
}
