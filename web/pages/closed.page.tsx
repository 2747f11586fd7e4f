/**
 * The one door to groups whose shutters are closed: for those of a named set, whoever they sign in
 * as. To everybody else it says that there is nothing.
 */
import type { PageReply, Reply, Visit } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, notHere } from "../../house/refusal.ts";
import { nodeOf, stepUp } from "../../rooms/people/index.ts";
import {
  agreedOf,
  type Closed,
  isAgreed,
  type JointState,
  neededOf,
  protectsPeople,
  slugOf,
} from "../../rooms/spaces/index.ts";
import { Act } from "../../ui/act.tsx";
import { Acts } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { askOf } from "../visit.ts";
import { dueMeanwhile } from "./closed-due.page.tsx";
import { EndingOf } from "./closed-end.page.tsx";
import { allClosed, closedHere, sendClosed } from "./closed-send.ts";
import { elsewhereList } from "./elsewhere.page.tsx";

/** What is closed, since when, and what may be done about it. */
export async function closedPage(visit: Visit): Promise<PageReply> {
  const { t } = visit;
  const all = await allClosed(visit);
  const title = t("web.closed.title");
  const groups = await Promise.all(all.map((closed) => group(visit, closed)));
  const page = (
    <>
      <h1>{title}</h1>
      {all.length === 0 ? <Empty title={t("web.closed.none")} /> : groups}
    </>
  );
  return { title, page };
}

async function group(visit: Visit, closed: Closed) {
  const { t, words, now, keys } = visit;
  const { shut, from, view, space, here, joints } = closed;
  const name = await askOf(visit).node.spaces.name(view);
  const handle = here.find(({ id }) => id === shut.who)?.handle ?? t("people.members.no-name");
  const how = shut.by === "sentence" ? "by-sentence" : "by-member";
  const since = words.relative(shut.since, now);
  const opens = { when: words.relative(from, now) };
  return (
    <section>
      <h2 dir="auto">{name}</h2>
      <p dir="auto">{t(`web.closed.${how}`, { since, handle })}</p>
      <p>{from <= now ? t("web.closed.may-open") : t("web.closed.opens", opens)}</p>
      {!shut.confirmed && (
        <>
          <p>{t("web.closed.unconfirmed")}</p>
          <Act action="/closed/confirmation" keys={keys} fields={{ space }} about={name}>
            {t("web.closed.confirm")}
          </Act>
        </>
      )}
      {joints.length === 0 && (
        <Act action="/closed/request" keys={keys} fields={{ space }} about={name} weight="main">
          {t("web.closed.ask")}
        </Act>
      )}
      {joints.map((joint) => (
        <Asked {...{ visit, closed, joint, name }} />
      ))}
      {await dueMeanwhile(visit, closed)}
      <h3>{t("spaces.end.title")}</h3>
      <EndingOf {...{ visit, closed, name }} />
      <h3>{t("web.elsewhere.title")}</h3>
      {await elsewhereList(visit, view)}
    </section>
  );
}

type AskedFor = { visit: Visit; closed: Closed; joint: Thing<JointState>; name: string };

function Asked({ visit, closed, joint, name }: AskedFor) {
  const { t, now, keys } = visit;
  const { set, space, member, from, thing } = closed;
  const agreed = isAgreed(joint.state, set, now);
  const vars = {
    n: agreedOf(joint.state, set),
    needed: neededOf("reopen", set.length),
    ends: visit.words.relative(joint.state.until, now),
  };
  const fields = { space, joint: joint.id };
  const act = (path: string, key: string, main = false, more = {}) => (
    <Act
      action={`/closed/${path}`}
      keys={keys}
      fields={{ ...fields, ...more }}
      about={name}
      weight={main ? "main" : "quiet"}
    >
      {t(`web.closed.${key}`)}
    </Act>
  );
  return (
    <>
      <p>
        {t("web.closed.asked")} {t("spaces.joint.agreed", vars)}
      </p>
      <Acts>
        {!joint.state.agreed.includes(member) && act("agreement", "agree", true)}
        {agreed && from <= now && act("reopening", "reopen", true)}
        {agreed &&
          from <= now &&
          protectsPeople(thing.state) &&
          act("reopening", "reopen-fresh", false, { fresh: "yes" })}
        {act("withdrawal", "withdraw")}
      </Acts>
    </>
  );
}

/** What is posted here, by the last part of its address. */
const COMMANDS = {
  confirmation: "spaces.confirm-shutters",
  request: "spaces.ask-joint",
  agreement: "spaces.agree-joint",
  withdrawal: "spaces.withdraw-joint",
  reopening: "spaces.reopen",
  keeping: "spaces.keep",
} as const;

/** What opens asks its owner again, where that was a while ago; what keeps closed does not. */
const OPENS: readonly ClosedAct[] = ["request", "agreement", "reopening"];

/** See {@link COMMANDS}. */
export type ClosedAct = keyof typeof COMMANDS;

/** Sends it as the member that this login is in the group named; nothing for all others. */
export async function actOnClosed(visit: Visit, what: ClosedAct): Promise<Reply> {
  const { house, posted } = visit;
  const asked = OPENS.includes(what) ? stepUp(visit, "/closed") : null;
  if (asked !== null) return asked;
  const closed = await closedHere(visit, posted.text("space"));
  if (closed === null) return notHere;
  const joint = posted.text("joint");
  const inputs: Record<ClosedAct, object> = {
    confirmation: {},
    request: { what: "reopen", of: [] },
    agreement: { joint },
    withdrawal: { joint },
    reopening: { joint, fresh: posted.text("fresh") === "yes" },
    keeping: {},
  };
  const done = await sendClosed(visit, closed, COMMANDS[what], inputs[what]);
  if (isRefusal(done)) return done;
  if (what !== "reopening") return { goto: "/closed", notice: `web.closed.done-${what}` };
  const slug = await slugOf(nodeOf(house), closed.space);
  if (slug === null) return { goto: "/spaces", notice: "web.closed.done-reopened" };
  // What lies elsewhere is coordination's page; others of the set read it here before.
  const own = closed.here.find(({ id }) => id === closed.member);
  return own?.roles.includes("coordination")
    ? { goto: `/s/${slug}/elsewhere`, notice: "web.closed.done-reopening" }
    : { goto: `/s/${slug}/today`, notice: "web.closed.done-reopened" };
}
