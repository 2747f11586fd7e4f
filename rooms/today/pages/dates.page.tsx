/** Dates: a list for members, and a feed for their calendars. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { turnsFor } from "../../hours/index.ts";
import { calendarOf } from "../calendar.ts";
import { ahead, dates } from "../dates.ts";
import { endFeed, FEED_DAYS, hasFeed, makeFeed, readFeed } from "../feed.ts";
import { titlesOf } from "../titles.ts";
import { DateRows } from "./date-rows.tsx";

/** The list. */
export function datesPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, code: string | null): Promise<Reply> {
  const { t, view, lang, now, session } = visit;
  const coming = ahead(await dates(view), now);
  const things = coming.map(({ thing }) => thing);
  const titles = await titlesOf(view, things, lang);
  const mine = await hasFeed(view.space, session?.member ?? "", now);
  const title = t("today.dates.title");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        {coming.length === 0 && (
          <Empty title={t("today.dates.none")}>
            <p>{t("today.dates.none-text")}</p>
          </Empty>
        )}
        <DateRows visit={visit} dates={coming} titles={titles} level={2} />
        <Feed visit={visit} mine={mine} code={code} />
      </>
    ),
    scripts: code === null ? [] : ["copy.js"],
  };
}

function Feed(props: { visit: SpaceVisit; mine: boolean; code: string | null }) {
  const { visit, mine, code } = props;
  const { t, keys, space } = visit;
  return (
    <section>
      <h2>{t("today.feed.title")}</h2>
      <p>{t("today.feed.text")}</p>
      <p>{t(`today.feed.shifts-${space.protects ? "out" : "in"}`, { n: FEED_DAYS })}</p>
      {code !== null && (
        <>
          <p role="status">
            <b>{t("today.feed.made")}</b>
          </p>
          <Copy
            t={t}
            id="feed"
            label={t("today.feed.label")}
            text={{ lang: "und", text: addressOf(visit, code) }}
            rows={2}
          />
        </>
      )}
      <Acts>
        <Act action={`${space.base}/dates/feed`} keys={keys}>
          {t(mine ? "today.feed.again" : "today.feed.make")}
        </Act>
        {mine && (
          <Act action={`${space.base}/dates/feed/end`} keys={keys}>
            {t("today.feed.end")}
          </Act>
        )}
      </Acts>
    </section>
  );
}

function addressOf(visit: SpaceVisit, code: string): string {
  // A visit made by web carries where links begin; elsewhere the path alone is said.
  const origin = "origin" in visit && typeof visit.origin === "string" ? visit.origin : "";
  return `${origin}${visit.space.base}/dates/${code}.ics`;
}

/** Makes the member's address; the answer is the page itself, since it is shown nowhere else. */
export async function makeMine(visit: SpaceVisit): Promise<Reply> {
  const { view, session, now, house } = visit;
  if (session?.member == null) return notHere;
  const code = await makeFeed(view.space, session.member, now, house.parts.random);
  return draw(visit, code);
}

/** Ends the member's address. */
export async function endMine(visit: SpaceVisit): Promise<Reply> {
  const { view, session, now, space } = visit;
  if (session?.member == null) return notHere;
  await endFeed(view.space, session.member, now);
  return { goto: `${space.base}/dates`, notice: "today.feed.ended" };
}

/** The feed of whoever holds the code, as that member reads now; nothing once they are gone. */
export async function datesFeed(visit: SpaceVisit): Promise<Reply> {
  const { params, view, space, t } = visit;
  const code = (params["code"] ?? "").replace(/\.ics$/i, "");
  const theirs = await readFeed(visit, code);
  if (theirs === null) return notHere;
  const words = {
    ...{ calendar: t("today.feed.calendar"), date: t("today.feed.date") },
    ...{ shift: t("today.feed.shift"), meeting: t("today.feed.meeting") },
  };
  // Of a protected group no calendar elsewhere is told which nights somebody is where.
  const turns = space.protects ? [] : await turnsFor(theirs.view, theirs.member, true);
  const file = calendarOf(view.space, { dates: await dates(theirs.view), turns }, words);
  return { file, type: "text/calendar; charset=utf-8" };
}
