/** The check that places hold what the book says; what was given out, by place, day and band. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { sayCodes } from "../../offers/index.ts";
import { type CheckedBook, checked, givenOut } from "../questions.ts";
import { Back, itemIn, nameOf, openStock, placeIn } from "./parts.tsx";

/** `GET /stock/check`. */
export async function checkPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const base = `${space.base}/stock`;
  const title = t("stock.way.check");
  const all = await checked(view);
  const page = (
    <>
      <Back href={base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.check.text")}</p>
      {all.length === 0 && <Empty title={t("stock.no-places")} />}
      {await Promise.all(all.map((found) => OneBook({ visit, found, title })))}
    </>
  );
  return { page, title };
}

/** One goods book: what it says is here, and what its places hold. */
async function OneBook(props: { visit: SpaceVisit; found: CheckedBook; title: string }) {
  const { visit, found, title } = props;
  const { t, view, words, space } = visit;
  const { book, units, holds } = found;
  const say = await sayCodes(
    view,
    words,
    units.map(({ unit }) => unit),
  );
  const columns = [
    { name: t("stock.unit") },
    ...(["here", "placed", "lies", "free"] as const).map((name) => ({
      ...{ name: t(`stock.check.${name}`), number: true },
    })),
  ];
  const rows = units.map(({ unit, here, placed, lies, free }) => [
    say.unit(unit),
    ...[here, placed, lies, free].map((of) => words.number(of)),
  ]);
  const agreed = book.state.agreement !== null;
  return (
    <section>
      <Notice
        {...{ t, kind: holds ? "done" : "warn" }}
        title={t(holds ? "stock.check.holds" : "stock.check.differs")}
      />
      <Table {...{ caption: title, quietCaption: true, columns, rows }} />
      <p>
        <a href={`${space.base}/books/${book.id}`}>
          {t(agreed ? "stock.check.agreed" : "stock.check.book")}
        </a>
      </p>
    </section>
  );
}

/** `GET /stock/given`. */
export async function givenPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, words, space } = visit;
  const stock = await openStock(visit);
  const title = t("stock.way.given");
  const rows = (await givenOut(view)).map(({ day, place, band, lines }) => [
    day.length === 7
      ? words.month(day)
      : words.day({ date: day, zone: space.zone, instant: `${day}T12:00:00Z` }),
    nameOf(visit, placeIn(stock, place)?.name).text,
    lines
      .map(({ item, unit, of }) =>
        t("stock.in-place", {
          place: nameOf(visit, itemIn(stock, item)?.name).text,
          amount: stock.say.amount({ of: of.replace(/^-/, ""), unit }),
        }),
      )
      .join(" · "),
    band === null ? t("stock.band.unsaid") : t(`stock.band.${band}`),
  ]);
  const columns = ["stock.when", "stock.place", "stock.what", "stock.give.band"].map((key) => ({
    name: t(key),
  }));
  const page = (
    <>
      <Back href={stock.base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.given.text")}</p>
      {rows.length === 0 ? (
        <Empty title={t("stock.given.none")} />
      ) : (
        <Table {...{ caption: title, quietCaption: true, columns, rows }} />
      )}
    </>
  );
  return { page, title };
}
