/** The statements of a group: what it told of its books to those who may not open them. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { type OpenStatement, statements } from "../statement-questions.ts";
import { openBooks, shownTitle } from "./public.page.tsx";
import { periodText } from "./statement-parts.tsx";

/** `GET /s/<slug>/statements`: for everyone; each sees those open to them. */
export async function statementsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space, session } = visit;
  const all = await statements(view, space.protects);
  const inside = (session?.roles ?? []).length > 0;
  const open = await openBooks(visit);
  const named = await Promise.all(open.map((thing) => shownTitle(visit, view, thing)));
  const title = t("ledger.statements.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("ledger.statements.text")}</p>
      {open.length > 0 && (
        <section>
          <h2>{t("ledger.public.books")}</h2>
          <Rows>
            {open.map(({ id }, at) => (
              <Row title={<bdi>{named[at]}</bdi>} href={`${space.base}/open-books/${id}`} />
            ))}
          </Rows>
        </section>
      )}
      {all.length === 0 && open.length === 0 && (
        <Empty title={t("ledger.statements.none")}>
          {inside && <p>{t("ledger.statements.none-text")}</p>}
        </Empty>
      )}
      <Rows>
        {all.map((one) => (
          <Row
            title={<bdi>{statementTitle(visit, one)}</bdi>}
            href={`${space.base}/statements/${one.thing.id}`}
            level={2}
            say={periodText(visit, one.record)}
            end={inside && <OpenTo visit={visit} one={one} />}
          />
        ))}
      </Rows>
      {inside && (
        <Acts>
          <Go href={`${space.base}/books`} weight="quiet">
            {t("ledger.statements.books")}
          </Go>
          <Go href={`${space.base}/reports`} weight="quiet">
            {t("ledger.statements.reports")}
          </Go>
        </Acts>
      )}
    </>
  );
  return { page, title };
}

/** What a statement is called: its own title, or what its book is kept of. */
export function statementTitle({ t, lang }: SpaceVisit, { record, title }: OpenStatement): string {
  const own = chooseText(title, [lang])?.text;
  return own ?? t("ledger.statement.title", { what: t(`ledger.purpose.${record.purpose}`) });
}

/** Who may open it, in a word. */
export function OpenTo({ visit, one }: { visit: SpaceVisit; one: OpenStatement }) {
  const { t, space } = visit;
  const { circle } = one.thing;
  if (!isOutside(circle)) return <State is="sealed">{t("ledger.statement.inside")}</State>;
  const link = circle === "link" || space.protects;
  return <State is="live">{t(`ledger.statement.to-${link ? "link" : "all"}`)}</State>;
}
