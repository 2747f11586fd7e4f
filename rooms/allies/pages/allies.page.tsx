/**
 * Allied groups: those that come along with this one, and those that the visitor goes along with.
 */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { alliancesOf, alliesOf, type OneAlliance } from "../questions.ts";
import { AllyName, AllyStanding, coordinates, Named } from "./parts.tsx";

/** `GET /allies`. */
export async function alliesPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, house, lang, session } = visit;
  const [all, mine] = [await alliesOf(view), await alliancesOf(house, view, lang)];
  const title = t("allies.title");
  const asks = session?.roles.some((role) => role !== "observer") === true;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("allies.text")}</p>
      {asks && (
        <Acts>
          <Go href={`${space.base}/allies/new`}>{t("allies.invite")}</Go>
        </Acts>
      )}
      <h2>{t("allies.here")}</h2>
      {all.length === 0 && (
        <Empty title={t("allies.none")}>
          <p>{t("allies.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {all.map((one) => (
          <Row
            title={<AllyName t={t} one={one} />}
            href={`${space.base}/allies/${one.thing.id}`}
            say={<AllyStanding t={t} status={one.status} />}
          />
        ))}
      </Rows>
      {all.length > 0 && (
        <Acts>
          <Go href={`${space.base}/agreements`} weight="quiet">
            {t("allies.agreements")}
          </Go>
          <Go href={`${space.base}/reports`} weight="quiet">
            {t("allies.reports")}
          </Go>
        </Acts>
      )}
      <h2>{t("allies.elsewhere")}</h2>
      {mine.length === 0 && <p>{t("allies.elsewhere-none")}</p>}
      <Rows>
        {mine.map((one) => (
          <AllianceRow visit={visit} one={one} />
        ))}
      </Rows>
      {coordinates(visit) && (
        <Acts>
          <Go href={`${space.base}/allies/coming`} weight="quiet">
            {t("allies.coming.go")}
          </Go>
        </Acts>
      )}
    </>
  );
  // What one takes part in is on it for whoever takes part alone.
  return mine.length === 0 ? { title, page } : { title, page, readers: t("web.readers.member") };
}

function AllianceRow({ visit, one }: { visit: SpaceVisit; one: OneAlliance }) {
  const { t, space } = visit;
  const over = one.thing.state.ended !== null;
  const is = over ? "ended" : one.base === null ? "away" : "here";
  return (
    <Row
      title={<Named text={one.name} none={t("allies.nameless")} />}
      href={`${space.base}/alliances/${one.thing.id}`}
      say={<State is={is === "here" ? "live" : "quiet"}>{t(`allies.alliance.status-${is}`)}</State>}
    />
  );
}
