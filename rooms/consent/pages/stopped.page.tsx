/** What would stop, before; and after, what stopped, what to ask of others, what is out there. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { DayText } from "../../../ui/time.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { INVALID, REVOKED } from "../facts.ts";
import { picturesUnder, type Seen } from "../pictures.ts";
import { endingWith, type Permission, type Stands, standsOn, voicesOf } from "../questions.ts";
import { type Spoken, spokenUnder } from "../spoken.ts";
import { isOver, isYes } from "../status.ts";
import type { Channel } from "../terms.ts";
import { calledText, does, forPermission, groupNames, Quote, Standing } from "./parts.tsx";
import { Ending } from "./under.tsx";

const atOf = ({ space }: SpaceVisit, { thing }: Permission) =>
  `${space.base}/permissions/${thing.id}`;

/** `GET /permissions/:id/end`: what stops, and the ways to end it. */
export function endPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const { t, keys, view, now } = visit;
    const { state } = one.thing;
    if (isOver(state, now)) return stoppedPage(visit);
    const { faults, error, status } = saysOf(visit, refusal);
    const title = t("consent.what-stops");
    const about = calledText(visit, one.person);
    const page = (
      <>
        <p>
          <a href={atOf(visit, one)}>{t("consent.one")}</a>
        </p>
        <h1>{title}</h1>
        {await What({ visit, one, stands: await standsOn(view, one.thing), after: false })}
        <Acts>
          <Act {...{ action: `${atOf(visit, one)}/end`, keys, weight: "grave", about }}>
            {t(isYes(state) ? "consent.withdraw" : "consent.said-no")}
          </Act>
        </Acts>
        {isYes(state) && (
          <details open={faults.length > 0 ? true : undefined}>
            <summary>{t("consent.group-end.title")}</summary>
            <p>{t("consent.group-end.text")}</p>
            <Form t={t} action={`${atOf(visit, one)}/group-end`} {...{ keys, faults }}>
              <SelectField
                {...{ t, name: "because", label: t("consent.group-end.because"), required: true }}
                options={[...REVOKED, ...INVALID].map((value) => ({
                  ...{ value, label: t(`consent.because.${value}`) },
                }))}
                error={error("because")}
              />
              <Acts>
                <Button weight="grave">{t("consent.group-end.go")}</Button>
              </Acts>
            </Form>
          </details>
        )}
      </>
    );
    return { title, page, status };
  });
}

/** `GET /permissions/:id/stopped`. */
export function stoppedPage(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const { t, view, now } = visit;
    const isGone = one.status === "closed" || one.status === "fallen";
    if (!isOver(one.thing.state, now) && !isGone) return notHere;
    const title = t("consent.stopped.title");
    const page = (
      <>
        <p>
          <a href={atOf(visit, one)}>{t("consent.one")}</a>
        </p>
        <h1>{title}</h1>
        <p>
          <Standing {...{ visit, status: one.status }} />
        </p>
        {await What({ visit, one, stands: await standsOn(view, one.thing), after: true })}
      </>
    );
    return { title, page };
  });
}

type Drawn = { visit: SpaceVisit; one: Permission; stands: Stands; after: boolean };

async function What({ visit, one, stands, after }: Drawn) {
  const { t, view, space, words } = visit;
  const shown = await voicesOf(view, stands.shown);
  const pictures = await picturesUnder(view, one.thing);
  const spoken = await spokenUnder(view, one.thing);
  const isAny = shown.length + pictures.length + spoken.length > 0;
  const { handed, met, activity } = one.thing.state;
  const names = await groupNames(
    visit,
    handed.map(({ to }) => to),
  );
  const groups = await groupNames(
    visit,
    met.map(({ to }) => to),
  );
  const outside = one.thing.state.channels.filter((channel) => channel !== "group-page");
  const when = after ? "after" : "before";
  return (
    <>
      <h2>{t(`consent.stopped.here-${when}`)}</h2>
      {!isAny ? (
        <p>{t("consent.stopped.nothing-shown")}</p>
      ) : (
        <ul>
          {shown.map(({ thing, quoted, isShown }) => (
            <li>
              <a href={`${space.base}/sayings/${thing.id}`}>{t("consent.voices.one")}</a>{" "}
              <State is={isShown ? "live" : "stopped"}>
                {t(isShown ? "consent.voices.shown" : "consent.voices.closed")}
              </State>{" "}
              {thing.state.since !== null && (
                <>
                  {t("consent.stopped.since")}{" "}
                  <DayText date={thing.state.since} lang={words.lang} />
                </>
              )}
              {quoted !== null && <Quote text={quoted} />}
            </li>
          ))}
          <PicturesUnder {...{ visit, pictures }} />
          <SpokenUnder {...{ visit, spoken }} />
        </ul>
      )}
      <p>{t(`consent.stopped.doors-${when}`)}</p>
      <Ending {...{ visit, after, all: await endingWith(view, one.thing.id) }} />
      <h2>{t("consent.stopped.asked")}</h2>
      {stands.passed.length + handed.length + met.length === 0 ? (
        <p>{t("consent.stopped.nothing-passed")}</p>
      ) : (
        <>
          <p>{t("consent.stopped.ask-them")}</p>
          <ul>
            {stands.passed.map(({ thing, channel, day }) => (
              <li>
                {thing.kind !== "saying" && <>{t(`consent.${thing.kind}.one`)} · </>}
                {t(`consent.channel.${channel}`)} · <DayText date={day} lang={words.lang} />
                <br />
                {t(`consent.recall.${channel}`)}
              </li>
            ))}
            {handed.map(({ day }, i) => (
              <li>
                <bdi>{names[i]}</bdi> · <DayText date={day} lang={words.lang} />
                <br />
                {t("consent.recall.partner")}
              </li>
            ))}
            {met.map(({ day }, i) => (
              <li>
                <bdi>{groups[i]}</bdi> · <DayText date={day} lang={words.lang} />
                <br />
                {t(`consent.recall.${activity === "attend" ? "attend" : "access"}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("consent.stopped.beyond")}</h2>
      <p>{t(isAny ? "consent.stopped.beyond-text" : "consent.stopped.beyond-none")}</p>
      <Allowed {...{ visit, outside, passed: stands.passed }} />
      <p>{t("consent.stopped.copies")}</p>
    </>
  );
}

/** Pictures that are, or were, shown under it. */
function PicturesUnder({ visit, pictures }: { visit: SpaceVisit; pictures: readonly Seen[] }) {
  const { t, space, words } = visit;
  const at = `${space.base}/sayings`;
  return (
    <>
      {pictures.map(({ thing, alt, isShown }) => (
        <li>
          <a href={`${at}/${thing.state.saying}`}>{t("consent.picture.one")}</a>{" "}
          <State is={isShown ? "live" : "stopped"}>
            {t(isShown ? "consent.picture.shown" : "consent.picture.closed")}
          </State>{" "}
          {thing.state.shown !== null && (
            <>
              {t("consent.stopped.since")}{" "}
              <DayText date={thing.state.shown.day} lang={words.lang} />
            </>
          )}
          {alt !== null && <p {...voiceOf(alt)}>{alt.text}</p>}
        </li>
      ))}
    </>
  );
}

/** Recordings that are, or were, heard under it. */
function SpokenUnder({ visit, spoken }: { visit: SpaceVisit; spoken: readonly Spoken[] }) {
  const { t, space, words } = visit;
  const at = `${space.base}/sayings`;
  return (
    <>
      {spoken.map(({ thing, isShown }) => (
        <li>
          <a href={`${at}/${thing.state.saying}`}>{t("consent.spoken.one")}</a>{" "}
          <State is={isShown ? "live" : "stopped"}>
            {t(isShown ? "consent.spoken.shown" : "consent.spoken.closed")}
          </State>{" "}
          {thing.state.shown !== null && (
            <>
              {t("consent.stopped.since")}{" "}
              <DayText date={thing.state.shown.day} lang={words.lang} />
            </>
          )}
        </li>
      ))}
    </>
  );
}

type Out = { visit: SpaceVisit; outside: readonly Channel[]; passed: Stands["passed"] };

/** Where it was allowed to go, and nobody wrote down that it went. */
function Allowed({ visit: { t, words }, outside, passed }: Out) {
  const unsaid = outside.filter((one) => !passed.some(({ channel }) => channel === one));
  if (unsaid.length === 0) return null;
  const where = words.list(unsaid.map((one) => t(`consent.channel.${one}`)));
  return <p>{t("consent.stopped.allowed", { where })}</p>;
}

const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";

/** `POST /permissions/:id/end`: at once; nobody has to say who they are. */
export function withdraw(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["consent.withdraw", { consent: idOf(visit) }], {
    ...{ goto: `/permissions/${idOf(visit)}/stopped`, notice: "consent.stopped.done" },
    again: (refusal) => endPage(visit, refusal),
  });
}

/** `POST /permissions/:id/group-end`: the group ends it, or says that it never was a true yes. */
export function groupEnd(visit: SpaceVisit): Promise<Reply> {
  const because = visit.posted.text("because");
  const never = (INVALID as readonly string[]).includes(because);
  const command = never ? "consent.invalidate" : "consent.revoke";
  return does(visit, [command, { consent: idOf(visit), because }], {
    ...{ goto: `/permissions/${idOf(visit)}/stopped`, notice: "consent.stopped.done" },
    again: (refusal) => endPage(visit, refusal),
  });
}
