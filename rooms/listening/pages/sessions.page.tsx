/** The sessions a reader may open, and what they come to. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import type { Session } from "../facts.ts";
import { type Heard, heardIn } from "../figures.ts";
import { sessions, type Texts, titlesIn } from "../questions.ts";
import { aboutLine, atOf, calledOf, isMember, Readers, Said, writes } from "./parts.tsx";

/** Sessions on one page; the figures are of all of them. */
const SHOWN = 100;

/** `GET /listening`. */
export async function sessionsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await sessions(view);
  const shown = all.slice(0, SHOWN);
  const titles = await titlesIn(view, shown);
  const rows = await Promise.all(
    shown.map(async (one) => ({ one, about: await aboutLine(visit, one) })),
  );
  const title = t("listening.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t(isMember(visit) ? "listening.lead" : "listening.lead-outside")}</p>
      {isMember(visit) && (
        <Acts>
          {writes(visit) && <Go href={`${space.base}/listening/new`}>{t("listening.new")}</Go>}
          <Go href={`${space.base}/to-know`} weight="quiet">
            {t("listening.know.title")}
          </Go>
          {all.length > 0 && (
            <Go href={`${space.base}/listening/figures.csv`} weight="quiet">
              {t("listening.csv")}
            </Go>
          )}
        </Acts>
      )}
      {all.length === 0 && (
        <Empty title={t("listening.none")}>
          {isMember(visit) && <p>{t("listening.none-text")}</p>}
        </Empty>
      )}
      {/* No figure of a protected group leaves it. */}
      {(isMember(visit) || !space.protects) && (
        <Sums visit={visit} heard={heardIn(statesOf(all))} />
      )}
      <Rows>
        {rows.map(({ one, about }) => (
          <SessionRow {...{ visit, one, about }} title={titles.get(one.id) ?? []} />
        ))}
      </Rows>
      {all.length > SHOWN && <p class="soft">{t("listening.more", { n: all.length - SHOWN })}</p>}
      {!isMember(visit) && (
        <p>
          <a href={`${space.base}/to-know`}>{t("listening.know.title")}</a>
        </p>
      )}
    </>
  );
  return { page, title, description: t("listening.preview") };
}

const statesOf = (all: readonly Session[]) => all.map(({ state }) => state);

function SessionRow(props: { visit: SpaceVisit; one: Session; about: string; title: Texts }) {
  const { visit, one, about, title } = props;
  return (
    <Row
      title={<Said text={calledOf(visit, one, title)} />}
      href={atOf(visit, one)}
      level={2}
      {...(isMember(visit) ? { end: <Readers visit={visit} circle={one.circle} /> } : {})}
      say={<bdi>{about}</bdi>}
    />
  );
}

/** At least so many, never an exact figure. */
function Sums({ visit, heard }: { visit: SpaceVisit; heard: Heard }) {
  const { t, words } = visit;
  if (heard.counted === 0) return null;
  const each = heard.groups.map(({ group, least }) =>
    t("listening.sum.group", { group: t(`listening.group.${group}`), n: least }),
  );
  return (
    <p>
      {t("listening.sum", { n: heard.least, sessions: heard.counted })}{" "}
      {each.length > 0 && <span class="soft">{words.list(each)}. </span>}
      <span class="soft">{t("listening.sum-text")}</span>
    </p>
  );
}
