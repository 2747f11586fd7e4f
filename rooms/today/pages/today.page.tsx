/** The home of a member: what waits, what happened lately, which days come. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { startOf } from "../../../house/values/index.ts";
import { Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { type GoingOn, goingOn } from "../../breaches/index.ts";
import { calledOf, type MyTurn, turnsFor, whenOf } from "../../hours/index.ts";
import { asksOf } from "../../skills/index.ts";
import { endsAt, LAST_NOTICE_MS, type SpaceState } from "../../spaces/index.ts";
import { type SaidNext, sayNext } from "../../stock/index.ts";
import { ahead, type Dated, dates } from "../dates.ts";
import { type Timeline, timeline } from "../timeline.ts";
import { titlesOf } from "../titles.ts";
import { type Waiting, waitingFor } from "../waiting.ts";
import { type Calls, DateRows } from "./date-rows.tsx";
import { Lines } from "./lines.tsx";
import { SearchForm } from "./search-form.tsx";

/** Lines and dates on this page. */
const LATEST = 6;
/** Entries read for them: some say the same again and again. */
const READ = 24;
const SOON = 4;
/** Lines that say where something is, on this page. */
const WHERES = 3;
/** Breaches on this page; the others are on their own. */
const BREACHES = 2;

/** The page. */
export async function todayPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, session, space } = visit;
  const waiting = await waitingFor(view, session?.roles ?? []);
  const latest = await timeline(view, lang, null, READ);
  const soon = ahead(await dates(view), visit.now).slice(0, SOON);
  const things = soon.map(({ thing }) => thing);
  const titles = await titlesOf(view, things, lang);
  return {
    title: t("today.title"),
    page: (
      <>
        <h1>{t("today.title")}</h1>
        <LastDay visit={visit} />
        <Breaches visit={visit} all={await goingOn(view)} />
        <Asked visit={visit} n={await asksOf(view, session?.member ?? "")} />
        <Shifts visit={visit} mine={await myNext(visit)} />
        <Waits visit={visit} waiting={waiting} />
        <section>
          <h2>{t("today.search.title")}</h2>
          <SearchForm visit={visit} />
        </section>
        <WhereIsIt visit={visit} lines={await sayNext(view, visit.words, space, WHERES)} />
        <Soon visit={visit} soon={soon} titles={titles} />
        <Latest visit={visit} latest={latest} />
      </>
    ),
  };
}

/** On the day before a space ends: what to take along. */
function LastDay({ visit }: { visit: SpaceVisit }) {
  const { t, words, now, space } = visit;
  const ends = endsAt(space.thing.state as SpaceState);
  if (ends === null || ends - now > LAST_NOTICE_MS) return null;
  return (
    <Notice kind="warn" t={t} title={t("today.last.title")}>
      <p>{t("today.last.text", { when: words.relative(ends, now) })}</p>
      <Go href={`${space.base}/take-along`}>{t("today.last.go")}</Go>
    </Notice>
  );
}

/** Breaches that go on, for those who know of them: how long there still is, worked out now. */
function Breaches({ visit, all }: { visit: SpaceVisit; all: readonly GoingOn[] }) {
  const { t, words, now, space } = visit;
  return (
    <>
      {all.slice(0, BREACHES).map(({ id, drill, due }) => (
        <Notice
          kind={drill ? "info" : "warn"}
          t={t}
          title={t(`today.breach.${drill ? "drill" : "title"}`)}
        >
          {due !== null && (
            <p>
              {t(`today.breach.${due < now ? "late" : "due"}`, { when: words.relative(due, now) })}
            </p>
          )}
          <Go href={`${space.base}/breaches/${id}`}>{t("today.breach.go")}</Go>
        </Notice>
      ))}
      {all.length > BREACHES && (
        <p>
          <a href={`${space.base}/breaches`}>{t("today.breach.more", { n: all.length })}</a>
        </p>
      )}
    </>
  );
}

/** Shifts on this page, and so many days ahead. */
const SHIFTS = 3;
const AHEAD_MS = 7 * 24 * 3_600_000;

/** What this very member has a place in or waits for, soon. */
async function myNext({ view, session, now }: SpaceVisit) {
  const all = await turnsFor(view, session?.member ?? "");
  const soon = all.filter(({ said: { thing } }) => {
    return thing.state.day !== null && startOf(thing.state.day) - now < AHEAD_MS;
  });
  return soon.slice(0, SHIFTS);
}

/** What this very member is asked to come for by what they said they could give. */
function Asked({ visit: { t, space }, n }: { visit: SpaceVisit; n: number }) {
  if (n === 0) return null;
  return (
    <p>
      <a href={`${space.base}/skills/mine`}>{t("today.asked", { n })}</a>
    </p>
  );
}

function Shifts({ visit, mine }: { visit: SpaceVisit; mine: readonly MyTurn[] }) {
  const { t, space } = visit;
  if (mine.length === 0) return null;
  return (
    <section>
      <h2>{t("today.shifts.title")}</h2>
      <Rows>
        {mine.map(({ said }) => (
          <Row
            title={<bdi>{calledOf(visit, said)}</bdi>}
            href={`${space.base}/shifts/${said.thing.id}`}
            say={<bdi>{whenOf(visit.words, said)}</bdi>}
          />
        ))}
      </Rows>
      <p>
        <a href={`${space.base}/shifts/mine`}>{t("today.shifts.all")}</a>
      </p>
    </section>
  );
}

function Waits({ visit, waiting }: { visit: SpaceVisit; waiting: readonly Waiting[] }) {
  const { t, space } = visit;
  return (
    <section>
      <h2>{t("today.waits.title")}</h2>
      {waiting.length === 0 && (
        <Empty title={t("today.waits.none")}>
          <p>{t("today.waits.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {waiting.map(({ what, count, path }) => (
          <Row
            title={t(`today.waits.${what}`, { n: count })}
            end={
              <Go href={`${space.base}${path}`} weight="quiet">
                {t(`today.verb.${what}`)}
              </Go>
            }
          />
        ))}
      </Rows>
    </section>
  );
}

/** Where is it? Of what is asked for, what is needed next. */
function WhereIsIt({ visit, lines }: { visit: SpaceVisit; lines: readonly SaidNext[] }) {
  const { t, space } = visit;
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{t("today.where.title")}</h2>
      <Rows>
        {lines.map(({ id, title, told }) => (
          <Row
            title={<span lang={title.lang}>{title.text}</span>}
            href={`${space.base}/stock/where/${id}`}
            say={told}
          />
        ))}
      </Rows>
      <p>
        <a href={`${space.base}/stock/where`}>{t("today.where.all")}</a>
      </p>
    </section>
  );
}

function Soon(props: { visit: SpaceVisit; soon: readonly Dated[]; titles: Calls }) {
  const { visit, soon, titles } = props;
  if (soon.length === 0) return null;
  const { t, space } = visit;
  return (
    <section>
      <h2>{t("today.soon.title")}</h2>
      <DateRows visit={visit} dates={soon} titles={titles} />
      <p>
        <a href={`${space.base}/dates`}>{t("today.soon.all")}</a>
      </p>
    </section>
  );
}

function Latest({ visit, latest }: { visit: SpaceVisit; latest: Timeline }) {
  const { t, space } = visit;
  return (
    <section>
      <h2>{t("today.latest.title")}</h2>
      <Lines visit={visit} lines={latest.lines} within most={LATEST} />
      <p>
        <a href={`${space.base}/timeline`}>{t("today.latest.all")}</a>
      </p>
    </section>
  );
}
