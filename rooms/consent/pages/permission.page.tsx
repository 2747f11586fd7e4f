/** One permission: what was allowed, how it stands, what there is to do next. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { handles, saysOf } from "../../people/index.ts";
import { waitsToBeHeard } from "../decider-hand.ts";
import { termLines } from "../notice.ts";
import { type Permission, toldOf, usedOf } from "../questions.ts";
import { isOver, isToAsk, isYes } from "../status.ts";
import { DigitsForm } from "./answers.page.tsx";
import { NoticeText } from "./papers.page.tsx";
import { Called, calledText, does, forPermission, groupNames, Standing, writes } from "./parts.tsx";
import { Recordings } from "./recordings.tsx";

/** `GET /permissions/:id`. */
export function permissionPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const { t, view, space, words } = visit;
    const { state, id } = one.thing;
    const { purpose, first, latest } = await toldOf(view, one.thing);
    const quotes = state.scope.filter((of) => of !== state.subject).length;
    const { faults, status } = saysOf(visit, refusal);
    const title = t("consent.one");
    const person = `${space.base}/permissions/people/${state.subject}`;
    const page = (
      <>
        <p>
          <a href={person}>
            <Called {...{ visit, person: one.person }} />
          </a>
        </p>
        <h1>{title}</h1>
        {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
        <p>
          <Standing {...{ visit, status: one.status }} />
        </p>
        {purpose !== null && <p {...voiceOf(purpose)}>{purpose.text}</p>}
        <Next {...{ visit, one }} />
        <section>
          <h2>{t("consent.terms.title")}</h2>
          <ul>
            {termLines(words, {
              ...{ terms: state, quotes, is: one.person.thing.state.is },
              groups: await groupNames(visit, state.groups),
            }).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          {state.uses !== null && (
            <p>{t("consent.uses.so-far", { n: await usedOf(view, one.thing), of: state.uses })}</p>
          )}
          {state.replaces !== null && (
            <p>
              <a href={`${space.base}/permissions/${state.replaces}`}>{t("consent.replaces")}</a>
            </p>
          )}
          {state.under.map((base) => (
            <p>
              <a href={`${space.base}/permissions/${base}`}>{t("consent.under.one")}</a>
            </p>
          ))}
        </section>
        {await Yeses({ visit, one })}
        {first !== null && (
          <section>
            <details>
              <summary>{t("consent.notice.title")}</summary>
              <NoticeText text={first.notice} />
            </details>
            {latest !== null && latest !== first && (
              <details>
                <summary>{t("consent.notice.latest")}</summary>
                <NoticeText text={latest.notice} />
              </details>
            )}
            {await Recordings({ visit, one, refusal })}
          </section>
        )}
        <Acts>
          <Go href={`${space.base}/permissions/${id}/sheet`} weight="quiet">
            {t("consent.print")}
          </Go>
          <Go href={`${space.base}/permissions/${id}/record.json`} weight="quiet">
            {t("consent.record")}
          </Go>
        </Acts>
      </>
    );
    return { title, page, status, keeps: ["permissions"] };
  });
}

type Drawn = { visit: SpaceVisit; one: Permission };

/** What can be done now, by how it stands; stopping it is one step for anybody of the group. */
function Next({ visit, one }: Drawn) {
  const { t, space, keys, now } = visit;
  const { state, id } = one.thing;
  const at = `${space.base}/permissions/${id}`;
  if (isOver(state, now))
    return (
      <>
        <p>{t("consent.over-text")}</p>
        <Acts>
          {state.stood !== "asked" && (
            <Go href={`${at}/stopped`} weight="quiet">
              {t("consent.stopped.title")}
            </Go>
          )}
          {writes(visit) && (
            <Go href={`${space.base}/permissions/people/${state.subject}/asking?replaces=${id}`}>
              {t("consent.ask-anew")}
            </Go>
          )}
          {writes(visit) && (
            <Act action={`${at}/notice/removal`} keys={keys}>
              {t("consent.notice.take-back-act")}
            </Act>
          )}
        </Acts>
      </>
    );
  const about = calledText(visit, one.person);
  const fallen = one.status === "fallen";
  const closed = one.status === "closed" || fallen;
  const half = state.yes.some(({ as }) => as === "guardian") ? "self" : "guardian";
  return (
    <>
      {one.status === "half" && <p>{t(`consent.half.${half}`)}</p>}
      {waitsToBeHeard(state) && !closed && writes(visit) && <DigitsForm {...{ visit, one }} />}
      {isToAsk(state, now) && !closed && (
        <Notice kind="warn" t={t} title={t("consent.again.title")}>
          <p>{t("consent.again.text")}</p>
        </Notice>
      )}
      <Acts>
        {!isYes(state) && writes(visit) && !fallen && (
          <Go href={`${at}/yes`}>{t("consent.hear")}</Go>
        )}
        {isYes(state) && state.needs === "self" && writes(visit) && !closed && (
          <Go href={`${at}/renewal`} weight="quiet">
            {t("consent.renew")}
          </Go>
        )}
        <Act {...{ action: `${at}/end`, keys, weight: "grave", about }}>
          {t(isYes(state) ? "consent.withdraw" : "consent.said-no")}
        </Act>
        {isYes(state) && (
          <Go href={`${at}/${closed ? "stopped" : "end"}`} weight="quiet">
            {t(closed ? "consent.stopped.title" : "consent.what-stops")}
          </Go>
        )}
      </Acts>
      {writes(visit) && (
        <details>
          <summary>{t("consent.code.new")}</summary>
          <p>{t("consent.code.new-text")}</p>
          <Acts>
            <Act action={`${at}/code`} keys={keys}>
              {t("consent.code.new")}
            </Act>
          </Acts>
        </details>
      )}
    </>
  );
}

const HOUR_MS = 3_600_000;
type Code = { by: string; after: number };

/** Who made the code of a yes by own hand, and how soon it was used. */
function Made({
  visit: { t },
  code,
  by,
}: {
  visit: SpaceVisit;
  code: Code;
  by?: string | undefined;
}) {
  const soon = code.after < HOUR_MS;
  return (
    <>
      {" "}
      {t(soon ? "consent.yes.code-soon" : "consent.yes.code", {
        ...{ who: by ?? t("people.members.no-name"), n: Math.ceil(code.after / 60_000) || 1 },
      })}
    </>
  );
}

/** Each yes: how it came, who heard it, when. */
async function Yeses({ visit, one }: Drawn) {
  const { t, view, words, space } = visit;
  const { yes } = one.thing.state;
  if (yes.length === 0) return null;
  const called = await handles(
    view,
    yes.flatMap(({ heard, code }) => [heard, code?.by ?? null].filter((id) => id !== null)),
  );
  return (
    <section>
      <h2>{t("consent.yes.title")}</h2>
      <ul>
        {yes.map(({ as, how, heard, when, interpreted, assembly, code }) => (
          <li>
            {t(`consent.as.${as}`)} ·{" "}
            {t(`consent.yes.${how}`, { day: words.day(dayOf(when, space.zone)) })}{" "}
            {heard !== null && (
              <>
                · {t("consent.yes.noted-by")}{" "}
                <bdi>{called.get(heard) ?? t("people.members.no-name")}</bdi>
              </>
            )}{" "}
            {interpreted && t("consent.yes.interpreted")}
            {code !== null && <Made {...{ visit, code }} by={called.get(code.by)} />}
            {assembly !== null && (
              <>
                {" "}
                {t("consent.assembly.said", { n: Number(assembly.many) })}{" "}
                {assembly.absent.length > 0 &&
                  t("consent.assembly.were-absent", {
                    who: words.list(assembly.absent.map((w) => t(`consent.unheard.${w}`))),
                  })}{" "}
                {assembly.unheard.length > 0 &&
                  t("consent.assembly.were-unheard", {
                    who: words.list(assembly.unheard.map((w) => t(`consent.unheard.${w}`))),
                  })}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `POST /permissions/:id/notice/removal`. */
export function takeNotice(visit: SpaceVisit): Promise<Reply> {
  const consent = visit.params["id"] ?? "";
  return does(visit, ["consent.take-notice-back", { consent }], {
    goto: `/permissions/${consent}`,
    notice: "consent.notice.taken-back",
    again: (refusal) => permissionPage(visit, refusal),
  });
}
