/** What people are asked to come for, the soonest first. */

import { isOutside } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { coming, type Said, toAnswer, toConfirm } from "../questions.ts";
import { whenOf } from "../say.ts";
import { atOf, Called, isMember, placeOf, Roles, Room, SHIFTS, writes } from "./parts.tsx";

/** Occasions on one page. */
const SHOWN = 100;

/** `GET /shifts`. */
export async function shiftsPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view } = visit;
  const all = await coming(view);
  const rows = await Promise.all(
    all.slice(0, SHOWN).map(async (said) => {
      return { said, place: await placeOf(visit, said.thing.state.place) };
    }),
  );
  const title = t("hours.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t(isMember(visit) ? "hours.lead" : "hours.lead-outside")}</p>
      {isMember(visit) && (await MemberActs({ visit }))}
      {all.length === 0 && (
        <Empty title={t("hours.none")}>
          <p>{t(isMember(visit) ? "hours.none-text" : "hours.none-outside")}</p>
        </Empty>
      )}
      <Rows>
        {rows.map((row) => (
          <OneRow {...{ visit, ...row }} />
        ))}
      </Rows>
      {all.length > SHOWN && <p class="soft">{t("hours.more", { n: all.length - SHOWN })}</p>}
      {!isMember(visit) && (
        <p>
          <a href="/turn">{t("hours.have-code")}</a>
        </p>
      )}
    </>
  );
  return { page, title, description: t("hours.preview") };
}

/** What a member can go on to, and what waits for the group's word. */
async function MemberActs({ visit }: { visit: SpaceVisit }) {
  const { t, space, view } = visit;
  const [answers, hours] = [await toAnswer(view), await toConfirm(view)];
  const waits = [...new Set(answers.map(({ state }) => state.occasion))];
  return (
    <>
      <Acts>
        {writes(visit) && <Go href={`${space.base}${SHIFTS}/new`}>{t("hours.ask.title")}</Go>}
        <Go href={`${space.base}${SHIFTS}/mine`} weight="quiet">
          {t("hours.mine.title")}
        </Go>
        <Go href={`${space.base}/hours`} weight="quiet">
          {t("hours.given.title")}
        </Go>
        <Go href={`${space.base}/skills`} weight="quiet">
          {t("hours.skills")}
        </Go>
      </Acts>
      {waits.map((id) => (
        <p>
          <a href={`${space.base}${SHIFTS}/${id}`}>{t("hours.waits-here")}</a>
        </p>
      ))}
      {hours.length > 0 && <p>{t("hours.given.waits", { n: hours.length })}</p>}
    </>
  );
}

function OneRow({ visit, said, place }: { visit: SpaceVisit; said: Said; place: string }) {
  const { t } = visit;
  const line = [whenOf(visit.words, said), place].filter((one) => one !== "").join(" · ");
  return (
    <Row
      title={<Called {...{ visit, said }} />}
      href={atOf(visit, said)}
      level={2}
      end={<Room {...{ t, said }} />}
      say={<bdi>{line}</bdi>}
    >
      <Roles {...{ visit, said }} />
      {isMember(visit) && !isOutside(said.thing.circle) && (
        <State is="sealed">{t("hours.group-only")}</State>
      )}
    </Row>
  );
}
