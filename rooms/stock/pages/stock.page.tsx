/** What lies where: what runs low first, then every item, then the places. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { billionths } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import type { Item } from "../questions.ts";
import { allOf, Enough, Named, type Opened, openStock, Ways, whereLies } from "./parts.tsx";

/** `GET /stock`. */
export async function stockPage(visit: SpaceVisit): Promise<PageReply> {
  const { t } = visit;
  const stock = await openStock(visit);
  const { places, base } = stock;
  const title = t("stock.title");
  const page = (
    <>
      <h1>{title}</h1>
      {places.length === 0 ? (
        <Empty title={t("stock.no-places")}>
          <p>{t("stock.no-places-text")}</p>
          <Go href={`${base}/places/new`}>{t("stock.place.new")}</Go>
        </Empty>
      ) : (
        <>
          <Low {...{ visit, stock }} />
          <Over {...{ visit, stock }} />
          <Acts>
            <Go href={`${base}/giving`}>{t("stock.way.giving")}</Go>
            <Go href={`${base}/arrivals`} weight="quiet">
              {t("stock.way.arrivals")}
            </Go>
          </Acts>
          <Items {...{ visit, stock }} />
          <Places {...{ visit, stock }} />
          <Ways visit={visit} />
        </>
      )}
    </>
  );
  return { page, title };
}

type Props = { visit: SpaceVisit; stock: Opened };

/** What runs low, with what is missing: over all places, without what is soon over. */
function Low({ visit, stock }: Props) {
  const { t } = visit;
  const low = stock.items.filter(({ levels: { how } }) => how === "out" || how === "low");
  if (low.length === 0) return null;
  return (
    <Notice kind="warn" t={t} title={t("stock.low", { n: low.length })}>
      <ul>
        {low.map((item) => (
          <li>
            <a href={`${stock.base}/items/${item.thing.id}`}>
              <Named visit={visit} name={item.name} />
            </a>{" "}
            {missingOf(visit, stock, item)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How much is missing to what should be there. */
function missingOf({ t }: SpaceVisit, { say }: Opened, { thing, levels }: Item): string {
  return t("stock.missing", { amount: say.amount({ of: levels.missing, unit: thing.state.unit }) });
}

/** What is over: it is told, and stands where it lies. */
function Over({ visit, stock }: Props) {
  const { t } = visit;
  const over = stock.items.filter(({ levels }) => billionths(levels.over) > 0n);
  if (over.length === 0) return null;
  return (
    <Notice kind="stop" t={t} title={t("stock.over-some", { n: over.length })}>
      <ul>
        {over.map(({ thing, name, levels }) => (
          <li>
            <a href={`${stock.base}/items/${thing.id}`}>
              <Named visit={visit} name={name} />
            </a>{" "}
            {stock.say.amount({ of: levels.over, unit: thing.state.unit })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Items({ visit, stock }: Props) {
  const { t } = visit;
  const { items, base } = stock;
  return (
    <section>
      <h2>{t("stock.items")}</h2>
      {items.length === 0 && <Empty title={t("stock.no-items")} />}
      <Rows>
        {items.map((item) => (
          <Row
            title={<Named visit={visit} name={item.name} />}
            href={`${base}/items/${item.thing.id}`}
            end={<bdi>{allOf(stock, item)}</bdi>}
            say={whereLies(visit, stock, item.lies)}
          >
            <Enough visit={visit} levels={item.levels} />
          </Row>
        ))}
      </Rows>
      <p>
        <a href={`${base}/items/new`}>{t("stock.item.new")}</a>
      </p>
    </section>
  );
}

function Places({ visit, stock }: Props) {
  const { t } = visit;
  const { places, base } = stock;
  return (
    <section>
      <h2>{t("stock.places")}</h2>
      <Rows>
        {places.map(({ thing, name }) => (
          <Row
            title={<Named visit={visit} name={name} />}
            href={`${base}/places/${thing.id}`}
            say={[
              t("stock.place.lines", { n: Object.keys(thing.state.lots).length }),
              ...(thing.state.preferred ? [t("stock.place.is-first")] : []),
              ...(thing.state.pending === null ? [] : [t("stock.count.waits")]),
            ].join(" · ")}
          />
        ))}
      </Rows>
      <p>
        <a href={`${base}/places/new`}>{t("stock.place.new")}</a>
      </p>
    </section>
  );
}
