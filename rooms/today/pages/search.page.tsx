/** Search over all the reader may read, by kind. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import type { View } from "../../../house/view.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { need } from "../../needs/index.ts";
import { type OfferState, offer, offerLines } from "../../offers/index.ts";
import { type Hung, hangingOn } from "../hanging.ts";
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
  const hangs = await hangsOf(visit, groups ?? []);
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
          <Group {...{ visit, group, makers, hangs }} />
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

/** What hangs on each line that was found; strangers may open none of it: it is not looked for. */
async function hangsOf({ view, session }: SpaceVisit, groups: readonly FoundGroup[]) {
  const found = groups.filter(({ kind }) => kind === need.kind).flatMap((group) => group.found);
  const lines = session?.member == null ? [] : found.map(({ thing }) => thing.id);
  return hangingOn(view, lines);
}

type Grouped = {
  visit: SpaceVisit;
  group: FoundGroup;
  makers: ReadonlyMap<string, string>;
  hangs: Awaited<ReturnType<typeof hangingOn>>;
};

function Group({ visit, group, makers, hangs }: Grouped) {
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
          const hung = hangs.get(thing.id);
          return (
            <Row title={words} {...say} {...(href === null ? {} : { href })}>
              {hung && <Hangs visit={visit} kind="offer" hung={hung.offers} />}
              {hung && <Hangs visit={visit} kind="delivery" hung={hung.deliveries} />}
            </Row>
          );
        })}
      </Rows>
      {more && <p class="soft">{t("today.search.more")}</p>}
    </section>
  );
}

/** How many of a kind hang on a line, and the way to the newest of them. */
function Hangs({ visit, kind, hung }: { visit: SpaceVisit; kind: string; hung: Hung }) {
  const { t, space } = visit;
  const { named, many } = hung;
  if (many === 0) return null;
  return (
    <p class="soft">
      {t(`today.found.hangs-${kind}`, { n: many })}
      {named.map(({ id, called }) => (
        <>
          {" · "}
          <a href={pageOf(space.base, kind, id) ?? space.base}>
            <bdi>
              {typeof called === "string" ? called : (called?.text ?? t(`today.thing.${kind}`))}
            </bdi>
          </a>
        </>
      ))}
      {many > named.length && <> · {t("today.found.hangs-more", { n: many - named.length })}</>}
    </p>
  );
}
