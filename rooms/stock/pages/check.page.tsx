/** The check that places hold what the book says; what was given out, by place, day and band. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { sayCodes } from "../../offers/index.ts";
import { checked, givenOut } from "../questions.ts";
import { Back, itemIn, nameOf, openStock, placeIn } from "./parts.tsx";

/** `GET /stock/check`. */
export async function checkPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, words, space } = visit;
  const base = `${space.base}/stock`;
  const title = t("stock.way.check");
  const found = await checked(view);
  const units = found?.units ?? [];
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
  const page = (
    <>
      <Back href={base}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.check.text")}</p>
      {found === null ? (
        <Empty title={t("stock.no-places")} />
      ) : (
        <>
          <Notice
            t={t}
            kind={found.holds ? "done" : "warn"}
            title={t(found.holds ? "stock.check.holds" : "stock.check.differs")}
          />
          <Table {...{ caption: title, quietCaption: true, columns, rows }} />
          <p>
            <a href={`${space.base}/books/${found.book.id}`}>{t("stock.check.book")}</a>
          </p>
        </>
      )}
    </>
  );
  return { page, title };
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
