/** Search over all the reader may read, by kind. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import type { View } from "../../../house/view.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { type OfferState, offer, offerLines } from "../../offers/index.ts";
import { pageOf } from "../paths.ts";
import { type FoundGroup, search, TYPED_MAX } from "../search.ts";
import { Title } from "./said.tsx";
import { SearchForm } from "./search-form.tsx";

/** The page. */
export async function searchPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, query } = visit;
  const typed = (query.get("q") ?? "").slice(0, TYPED_MAX).trim();
  const groups = await search(view, typed, lang);
  const makers = await makersOf(view, groups ?? []);
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
          <Group {...{ visit, group, makers }} />
        ))}
      </>
    ),
  };
}

/** Who offered: contributions to one line are all called like it. */
async function makersOf(view: View, groups: readonly FoundGroup[]): Promise<Map<string, string>> {
  const found = groups.filter(({ kind }) => kind === offer.kind).flatMap((group) => group.found);
  const lines = await offerLines(
    view,
    found.map(({ thing }) => thing as Thing<OfferState>),
  );
  return new Map(
    lines.flatMap(({ thing, people }) =>
      people === null ? [] : [[thing.id, `${people.name} · ${people.reach}`] as const],
    ),
  );
}

type Grouped = { visit: SpaceVisit; group: FoundGroup; makers: ReadonlyMap<string, string> };

function Group({ visit, group, makers }: Grouped) {
  const { t, space } = visit;
  const { kind, found, more } = group;
  return (
    <section>
      <h2>{t(`today.found.${kind}`)}</h2>
      <Rows>
        {found.map(({ thing, title }) => {
          const href = pageOf(space.base, kind, thing.id);
          const words = <Title title={title} kind={kind} t={t} />;
          const maker = makers.get(thing.id);
          const say = maker === undefined ? {} : { say: <bdi>{maker}</bdi> };
          return <Row title={words} {...say} {...(href === null ? {} : { href })} />;
        })}
      </Rows>
      {more && <p class="soft">{t("today.search.more")}</p>}
    </section>
  );
}
