/** What can be taken along out of a space: tables, papers, the proof; above all before it ends. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { book } from "../../ledger/index.ts";
import { titlesOf } from "../titles.ts";
import { Title } from "./said.tsx";

/** The list. Each row leads to what hands it out, which asks for itself who may. */
export async function alongPage({ t, view, lang, space }: SpaceVisit): Promise<Reply> {
  const books = await view.things(book);
  const titles = await titlesOf(view, books, lang);
  const title = t("today.along.title");
  const row = (key: string, path: string) => (
    <Row level={2} title={t(`today.along.${key}`)} href={space.base + path} />
  );
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("today.along.text")}</p>
      <Rows>
        {row("needs", "/needs/needs.csv")}
        {row("sheet", "/needs/sheet")}
        {books.length > 0 && (
          <Row level={2} title={t("today.along.books")}>
            <ul>
              {books.map(({ id, kind }) => (
                <li>
                  <a href={`${space.base}/books/${id}/table.csv`}>
                    <Title title={titles.get(id) ?? null} kind={kind} t={t} />
                  </a>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {row("statements", "/statements")}
        {row("given", "/contributions")}
        {row("log", "/log")}
        <Row
          level={2}
          title={t("today.along.whole")}
          href={`${space.base}/copies`}
          say={t("today.along.whole-text")}
        />
      </Rows>
    </>
  );
  return { title, page };
}
