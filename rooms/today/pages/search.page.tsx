/** Search over all the reader may read, by kind. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { pageOf } from "../paths.ts";
import { type FoundGroup, search, TYPED_MAX } from "../search.ts";
import { Title } from "./said.tsx";
import { SearchForm } from "./search-form.tsx";

/** The page. */
export async function searchPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, query } = visit;
  const typed = (query.get("q") ?? "").slice(0, TYPED_MAX).trim();
  const groups = await search(view, typed, lang);
  const title = t("today.search.title");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        <SearchForm visit={visit} typed={typed} />
        {groups?.length === 0 && (
          <Empty title={t("today.search.none")}>
            <p>{t("today.search.none-text")}</p>
          </Empty>
        )}
        {groups?.map((group) => (
          <Group visit={visit} group={group} />
        ))}
      </>
    ),
  };
}

function Group({ visit, group }: { visit: SpaceVisit; group: FoundGroup }) {
  const { t, space } = visit;
  const { kind, found, more } = group;
  return (
    <section>
      <h2>{t(`today.found.${kind}`)}</h2>
      <Rows>
        {found.map(({ thing, title }) => {
          const href = pageOf(space.base, kind, thing.id);
          const words = <Title title={title} kind={kind} t={t} />;
          return <Row title={words} {...(href === null ? {} : { href })} />;
        })}
      </Rows>
      {more && <p class="soft">{t("today.search.more")}</p>}
    </section>
  );
}
