/** Search over all the reader may read, by kind. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { notHere } from "../../../house/refusal.ts";
import type { View } from "../../../house/view.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { need } from "../../needs/index.ts";
import { type OfferState, offer, offerLines } from "../../offers/index.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { type Hung, hangingOn } from "../hanging.ts";
import { pageOf } from "../paths.ts";
import { FOUND_KINDS, type FoundGroup, search, TYPED_MAX, type Where } from "../search.ts";
import { Title } from "./said.tsx";
import { SearchForm } from "./search-form.tsx";

/** The page; `kind` looks for that alone, `before` is a sealed cursor into what is older. */
export async function searchPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, query } = visit;
  const typed = (query.get("q") ?? "").slice(0, TYPED_MAX).trim();
  const where = whereOf(visit);
  if (where === null) return notHere;
  const found = await search(view, typed, lang, where);
  const groups = found?.groups;
  const further = found?.further ?? null;
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
          <Empty title={t(further === null ? "today.search.none" : "today.search.none-yet")}>
            {further === null && <p>{t("today.search.none-text")}</p>}
          </Empty>
        )}
        {groups?.map((group) => (
          <Group {...{ visit, group, makers, hangs, typed }} />
        ))}
        <Acts>
          {where.before !== null && (
            <Go href={addressOf(visit, typed, where.kind, null)} weight="quiet">
              {t("today.search.newest")}
            </Go>
          )}
          {further !== null && (
            <Go href={addressOf(visit, typed, where.kind, further)} weight="quiet">
              {t("today.search.further")}
            </Go>
          )}
        </Acts>
      </>
    ),
  };
}

/** Where the address says to look; null where it says it wrongly. */
function whereOf({ query, view }: SpaceVisit): Required<Omit<Where, "look">> | null {
  const [kind, cursor] = [query.get("kind"), query.get("before")];
  const before = cursor === null ? null : openCursor(view.space, cursor);
  if (cursor !== null && before === null) return null;
  const known = FOUND_KINDS.find((one) => one === kind) ?? null;
  return kind !== known ? null : { kind, before };
}

/** The same search, somewhere else in what there is. */
function addressOf(
  { space, view }: SpaceVisit,
  typed: string,
  kind: string | null,
  before: number | null,
): string {
  const query = new URLSearchParams({ q: typed });
  if (kind !== null) query.set("kind", kind);
  if (before !== null) query.set("before", sealCursor(view.space, before));
  return `${space.base}/search?${query}`;
}

/** Who offered: contributions to one line are all called like it. */
async function makersOf(view: View, groups: readonly FoundGroup[]): Promise<Map<string, string>> {
  const found = groups.filter(({ kind }) => kind === offer.kind).flatMap((group) => group.found);
  const lines = await offerLines(
    view,
    found.map(({ thing }) => thing as Thing<OfferState>),
  );
  return new Map(
    lines.flatMap(({ thing, people, group }) => {
      const who = people === null ? group?.text : `${people.name} · ${people.reach}`;
      return who === undefined ? [] : [[thing.id, who] as const];
    }),
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
  typed: string;
};

function Group({ visit, group, makers, hangs, typed }: Grouped) {
  const { t, space, session } = visit;
  const { kind, found, more } = group;
  // What an allied group offered stands on a page of its own.
  const theirs = session?.ally != null && kind === offer.kind;
  return (
    <section>
      <h2>{t(`today.found.${kind}`)}</h2>
      <Rows>
        {found.map(({ thing, title }) => {
          const own = theirs ? `${space.base}/ally/contributions` : null;
          const href = own ?? pageOf(space.base, kind, thing.id);
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
      {more !== null && (
        <p class="soft">
          {t("today.search.more")}{" "}
          <a href={addressOf(visit, typed, kind, more)}>{t("today.search.more-of-these")}</a>
        </p>
      )}
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
