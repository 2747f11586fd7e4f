/**
 * What a group goes along with, for those of it who take part: the way in, who they are, the end.
 */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { handles, nodeOf, readLogin, saysOf } from "../../people/index.ts";
import { actingIn } from "../acting.ts";
import { partOf } from "../alliance.ts";
import { goInFor } from "../coming.ts";
import { type PersonState, person } from "../facts.ts";
import { type OneAlliance, oneAlliance } from "../questions.ts";
import { noteEntry } from "../relation.ts";
import { OursStops } from "./ending.page.tsx";
import { MetFigures } from "./met.tsx";
import { Named } from "./parts.tsx";

/** Refused there, closed there, no part of it any more: one answer. */
const notInThere = refuse("allies.not-in-there", "state", { next: "go-back" });

/** `GET /alliances/:id`. */
export async function alliancePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, house, space, params, lang, session } = visit;
  const one = await oneAlliance(house, view, params["id"] ?? "", lang);
  if (one === undefined) return notHere;
  const { ended } = one.thing.state;
  const at = `${space.base}/alliances/${one.thing.id}`;
  const may = session?.roles.some((role) => role !== "observer") === true;
  const page = (
    <>
      <p>
        <a href={`${space.base}/allies`}>{t("allies.title")}</a>
      </p>
      <h1 dir="auto">
        <Named text={one.name} none={t("allies.nameless")} />
      </h1>
      {ended === null && <p>{t("allies.alliance.text")}</p>}
      {ended === null ? (
        <Going {...{ visit, one, refusal, at, may }} />
      ) : (
        <Over {...{ visit, one }} />
      )}
      <h2>{t("allies.alliance.who")}</h2>
      {ended === null && <p>{t("allies.alliance.who-text")}</p>}
      <Acts>
        <Go href={`${space.base}/circles/${partOf(one.thing)}`} weight="quiet">
          {t("allies.alliance.circle")}
        </Go>
      </Acts>
      {ended === null && (
        <>
          <h2>{t("allies.other-way.title")}</h2>
          <p>{t("allies.other-way.guest")}</p>
          <Acts>
            <Go href={`${space.base}/allies/new`} weight="quiet">
              {t("allies.other-way.ask")}
            </Go>
          </Acts>
          {may && (
            <section>
              <Acts>
                <Go href={`${at}/end`} weight="grave">
                  {t("allies.alliance.end")}
                </Go>
              </Acts>
            </section>
          )}
        </>
      )}
    </>
  );
  const readers = t("allies.alliance.readers");
  const title = one.name?.text ?? t("allies.nameless");
  const typed = t("allies.alliance.typed");
  return { title, page, readers, typed, status: saysOf(visit, refusal).status };
}

type Drawn = { visit: SpaceVisit; one: OneAlliance };

/** The way in: under a name of one's own; or that there is none now. */
async function Going(props: Drawn & { refusal: Refusal | null; at: string; may: boolean }) {
  const { visit, one, refusal, at, may } = props;
  const { t, keys, posted, session, view } = visit;
  if (one.base === null) return <Notice kind="info" t={t} title={t("allies.alliance.away")} />;
  if (refusal === notInThere)
    return <Notice kind="info" t={t} title={t("refusal.allies.not-in-there")} />;
  if (!may) return <p>{t("allies.alliance.looks-on")}</p>;
  if (await isOfHost(visit, one)) return <p>{t("allies.alliance.of-it")}</p>;
  if (await isIn(visit, one))
    return (await actsForIt(visit, one)) ? (
      <Acts>
        <Go href={`${one.base}/ally`}>{t("allies.alliance.go-in")}</Go>
        <Go href={`${one.base}/agreements`} weight="quiet">
          {t("allies.agreements")}
        </Go>
      </Acts>
    ) : (
      <Acts>
        <Act action={`${at}/entry`} {...{ keys, weight: "main", about: one.name?.text ?? "" }}>
          {t("allies.alliance.go-in")}
        </Act>
      </Acts>
    );
  const { faults, error } = saysOf(visit, refusal);
  const member = session?.member ?? "";
  const own = (await handles(view, [member])).get(member) ?? "";
  return (
    <Form t={t} action={`${at}/entry`} {...{ keys, faults }}>
      <TextField
        {...{ t, name: "handle", label: t("allies.alliance.handle"), required: true }}
        {...{ hint: t("allies.alliance.handle-hint"), maxlength: 40, error: error("handle") }}
        value={posted.has("handle") ? posted.text("handle") : own}
      />
      <Acts>
        <Button>{t("allies.alliance.go-in-first")}</Button>
      </Acts>
    </Form>
  );
}

/** Whether the visitor is of that group itself: then nobody lets them in there for another. */
async function isOfHost({ house, session }: SpaceVisit, { relation }: OneAlliance) {
  const login = await readLogin(nodeOf(house), session?.login ?? "");
  return login?.memberships.some(({ space }) => space === relation?.host) === true;
}

/** Whether the visitor acts for this group there already, and for no other one of theirs. */
async function actsForIt({ house, session }: SpaceVisit, { relation }: OneAlliance) {
  const login = await readLogin(nodeOf(house), session?.login ?? "");
  const host = relation === null ? null : await house.space(relation.host);
  if (login === null || host === null) return false;
  return (await actingIn(house, login.memberships, host))?.ally === relation?.ally;
}

/** Whether the visitor came in there before, and is neither out nor refused. */
async function isIn({ house, session }: SpaceVisit, { relation }: OneAlliance): Promise<boolean> {
  const member = session?.member ?? "";
  if (relation === null || !Object.hasOwn(relation.people, member)) return false;
  const thing = await (await house.space(relation.host))?.thing(relation.people[member] ?? "");
  if (thing?.kind !== person.kind) return false;
  const { left, refused } = thing.state as PersonState;
  return !left && !refused;
}

function Over({ visit, one }: Drawn) {
  const { t, words, space } = visit;
  const { ended } = one.thing.state;
  if (ended === null) return null;
  const day = words.day(dayOf(ended.at, space.zone));
  return (
    <>
      <p>
        <State is="quiet">{t("allies.alliance.status-ended")}</State>
      </p>
      <p>{t(`allies.alliance.ended-by-${ended.by}`, { day })}</p>
      <h2>{t("allies.stopped.title")}</h2>
      <OursStops t={t} when="after" />
      {ended.met !== null && <MetFigures {...{ visit, met: ended.met }} />}
    </>
  );
}

/** `POST /alliances/:id/entry`: goes in for the group, under a name of one's own. */
export async function goIn(visit: SpaceVisit): Promise<Reply> {
  const { view, house, params, lang, posted, session } = visit;
  const one = await oneAlliance(house, view, params["id"] ?? "", lang);
  const member = session?.member ?? "";
  const { relation, base } = one ?? { relation: null, base: null };
  if (one === undefined || relation === null || base === null) return notHere;
  if (await isOfHost(visit, one)) return alliancePage(visit, notInThere);
  // Somebody who is in only says for which of their groups they go on.
  if (await isIn(visit, one)) {
    await noteEntry(nodeOf(house), relation, member);
    return { goto: `${base}/ally` };
  }
  const going = { member, handle: posted.text("handle"), key: posted.text(FORM_KEY) };
  const done = await goInFor(house, relation, going);
  if (isRefusal(done)) return alliancePage(visit, done.because === "not-found" ? notInThere : done);
  return { goto: `${base}/ally`, notice: "allies.alliance.in" };
}
