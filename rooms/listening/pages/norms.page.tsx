/** What to know first: for whoever is about to offer or propose something, and for the group. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { ABOUT, type NormWords, ON_FORM } from "../norms.ts";
import { norms, type Told } from "../questions.ts";
import { InLine, InWords, isMember, Readers, writes } from "./parts.tsx";

/** `GET /to-know`. */
export async function normsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = (await norms(view)).filter(({ words }) => words.length > 0);
  const title = t("listening.know.title");
  const shown = all.filter(({ thing }) => isOutside(thing.circle)).length;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t(isMember(visit) ? "listening.know.lead" : "listening.know.lead-outside")}</p>
      {writes(visit) && (
        <Acts>
          <Go href={`${space.base}/to-know/new`}>{t("listening.know.new")}</Go>
        </Acts>
      )}
      {isMember(visit) && shown > ON_FORM && <p>{t("listening.know.many", { n: ON_FORM })}</p>}
      {all.length === 0 && <Empty title={t("listening.know.none")} />}
      {ABOUT.map((about) => (
        <OfOne {...{ visit, about }} all={all.filter(({ thing }) => thing.state.about === about)} />
      ))}
      {!isMember(visit) && (
        <p>
          <a href={space.base}>{t("needs.nav.page")}</a>
        </p>
      )}
    </>
  );
  return { page, title, description: t("listening.preview") };
}

function OfOne(props: { visit: SpaceVisit; about: string; all: readonly Told[] }) {
  const { visit, about, all } = props;
  const { t, space } = visit;
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t(`listening.about.${about}`)}</h2>
      <Rows>
        {all.map(({ thing, words }) => (
          <Row
            title={<InLine visit={visit} texts={words.map(({ short }) => short)} />}
            {...(isMember(visit) ? { end: <Readers visit={visit} circle={thing.circle} /> } : {})}
          >
            <More {...{ visit, words }} />
            {writes(visit) && (
              <p>
                <a href={`${space.base}/to-know/${thing.id}`}>{t("listening.know.change")}</a>
              </p>
            )}
          </Row>
        ))}
      </Rows>
    </section>
  );
}

/** What more is said, in a language that has more. */
function More({ visit, words }: { visit: SpaceVisit; words: readonly NormWords[] }) {
  const texts = words.flatMap(({ more }) => more ?? []);
  return texts.length === 0 ? null : <InWords {...{ visit, texts }} />;
}
