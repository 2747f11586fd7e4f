/** The group's page: who we are, how to be with us, what not to send, what we ask for. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import type { Quoted, WayOn } from "../../../house/room.ts";
import type { View } from "../../../house/view.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { voiceOf, Words } from "../../../ui/words.tsx";
import { type Profile, profileFor } from "../../spaces/index.ts";
import { isAsked } from "../figures.ts";
import { findNeeds, type NeedLine, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { dayIn, isMember, NeedRow, Said } from "./parts.tsx";

/** Lines on the page; more stand in the list. */
const LINES_MAX = 60;

/** `GET /s/<slug>`: for everyone who may open the space. */
export async function publicPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const { view, lang, t, words } = visit;
  const profile = await profileFor(view, lang);
  if (profile === null) return notHere;
  const things = (await findNeeds(view)).filter(({ circle }) => isOutside(circle));
  const lines = await withWords(view, things.slice(0, LINES_MAX));
  const say = await sayFor(view, words, lines);
  const ways = await waysOn(view);
  const name = profile.name?.text ?? t("needs.page.title");
  return {
    page: <PublicPage {...{ visit, profile, lines, say, ways }} more={things.length > LINES_MAX} />,
    title: name,
    description: t("needs.page.preview"),
  };
}

type Way = Pick<WayOn, "key" | "path"> & { quoted: readonly Quoted[] };

/** Where other rooms have something to tell this reader, and words of people that stand here. */
async function waysOn(view: View): Promise<Way[]> {
  const all = view.space.plan.rooms.flatMap(({ wayOn }) => wayOn ?? []);
  const there = await Promise.all(all.map(({ isThere }) => isThere(view)));
  return Promise.all(
    all
      .filter((_, at) => there[at])
      .map(async ({ key, path, voices }) => ({ key, path, quoted: (await voices?.(view)) ?? [] })),
  );
}

/** A way on: its link, or under it what people said, and what they want to be called there. */
function WayTo({ visit, way: { path, key, quoted } }: { visit: SpaceVisit; way: Way }) {
  const link = <a href={visit.space.base + path}>{visit.t(key)}</a>;
  if (quoted.length === 0) return <p>{link}</p>;
  return (
    <section>
      <h2>{link}</h2>
      {quoted.map(({ quoted: said, called }) => (
        <blockquote {...voiceOf(said)}>
          <q>{said.text}</q>
          {called !== null && (
            <p class="soft" {...voiceOf(called)}>
              {called.text}
            </p>
          )}
        </blockquote>
      ))}
    </section>
  );
}

function Blocks({ profile, visit, of }: { profile: Profile; visit: SpaceVisit; of: string[] }) {
  return (
    <>
      {profile.blocks
        .filter(({ block }) => of.includes(block))
        .map(({ block, chosen }) => (
          <section id={block}>
            <h2>{visit.t(`needs.profile.${block}`)}</h2>
            <Words t={visit.t} text={chosen} />
          </section>
        ))}
    </>
  );
}

/** Who this is, in their own words, and the ways on for somebody who comes here first. */
function Hero({ visit, profile }: { visit: SpaceVisit; profile: Profile }) {
  const { t } = visit;
  const about = profile.blocks.find(({ block }) => block === "about")?.chosen;
  const ways = profile.blocks.filter(({ block }) => block === "be-with-us");
  return (
    <div class="hero">
      <h1 dir="auto">{profile.name?.text ?? t("needs.page.title")}</h1>
      {about?.text.split(/\n+/).map((said) => (
        <p {...voiceOf(about)}>{said}</p>
      ))}
      {!isMember(visit) && ways.length > 0 && (
        <Acts>
          <Go href="#asked">{t("needs.page.title")}</Go>
          <Go weight="quiet" href="#be-with-us">
            {t("needs.profile.be-with-us")}
          </Go>
        </Acts>
      )}
    </div>
  );
}

function NotWanted({ profile, visit }: { profile: Profile; visit: SpaceVisit }) {
  if (profile.notWanted.length === 0) return null;
  return (
    <section>
      <h2>{visit.t("needs.profile.not-wanted")}</h2>
      <ul>
        {profile.notWanted.map(({ chosen }) => (
          <li>
            <Said text={chosen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A line's own way in: a stranger need not guess that its title is a link. */
function Contribute({ visit, line }: { visit: SpaceVisit; line: NeedLine }) {
  return (
    <Acts>
      <Go weight="quiet" href={`${visit.space.base}/needs/${line.thing.id}/contributions/new`}>
        {visit.t("needs.act.take")}
      </Go>
    </Acts>
  );
}

function updated(visit: SpaceVisit, lines: readonly NeedLine[]): string {
  const days = lines.map(({ thing }) => thing.last.day).sort();
  const last = days.at(-1);
  if (last === undefined) return "";
  return visit.t("needs.page.updated", { day: dayIn(visit, last) });
}

function PublicPage(props: {
  visit: SpaceVisit;
  profile: Profile;
  lines: readonly NeedLine[];
  say: Say;
  ways: readonly Way[];
  more: boolean;
}) {
  const { visit, profile, lines, say, ways, more } = props;
  const { t, space } = visit;
  return (
    <>
      <Hero {...{ visit, profile }} />
      {isMember(visit) && lines.length > 0 && (
        <Acts>
          <Go href={`${space.base}/needs/message`}>{t("needs.nav.paste")}</Go>
          <Go weight="quiet" href={`${space.base}/share`}>
            {t("needs.share.title")}
          </Go>
          <Go weight="quiet" href={`${space.base}/needs`}>
            {t("needs.nav.list")}
          </Go>
        </Acts>
      )}
      <section id="asked">
        <h2>{t("needs.page.title")}</h2>
        {lines.length === 0 ? (
          <Empty title={t("needs.page.empty")}>
            {isMember(visit) && (
              <Go href={`${space.base}/needs/message`}>{t("needs.nav.paste")}</Go>
            )}
          </Empty>
        ) : (
          <p class="soft">{updated(visit, lines)}</p>
        )}
        <Rows>
          {lines.map((line) => (
            <NeedRow {...{ visit, line, say }}>
              {isAsked(line.thing.state) && <Contribute {...{ visit, line }} />}
            </NeedRow>
          ))}
        </Rows>
        {more && <a href={`${space.base}/needs`}>{t("needs.page.all")}</a>}
      </section>
      <NotWanted {...{ profile, visit }} />
      <p>
        <a href={`${space.base}/contributions/new`}>{t("needs.page.unasked")}</a>
      </p>
      {ways.map((way) => (
        <WayTo {...{ visit, way }} />
      ))}
      <Blocks {...{ profile, visit }} of={["be-with-us", "never-share", "terms"]} />
    </>
  );
}
