/** What takes more than one: who decides it, what is asked for, and yes or no to it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { type Listed, members, saysOf, standings, stepUp } from "../../people/index.ts";
import { shutSince } from "../ending.ts";
import {
  agreedOf,
  countsLater,
  type JointState,
  joint,
  neededOf,
  setAmong,
  whoIn,
} from "../joint.ts";
import { liveJoints, spaceOf } from "../questions.ts";

/** The named set, who counts later, who is here, whether the visitor is of it, if it is shut. */
export type Here = {
  set: readonly string[];
  later: ReturnType<typeof countsLater>;
  here: readonly Listed[];
  mine: boolean;
  shut: boolean;
};

/** Who decides what takes two here; null where the space is not to be seen. */
export async function hereOf(visit: SpaceVisit): Promise<Here | null> {
  const state = (await spaceOf(visit.view))?.state;
  if (state === undefined) return null;
  const all = await standings(visit.view);
  const here = (await members(visit.view)).filter(({ gone, roles }) => !gone && roles.length > 0);
  const set = setAmong(state, all);
  const later = countsLater(state, all);
  const mine = set.includes(visit.session?.member ?? "");
  return { set, later, here, mine, shut: shutSince(state) !== null };
}

/** Names one after another, each in its own direction, the row of them in the page's. */
const namesOf = (visit: SpaceVisit, here: readonly Listed[], ids: readonly string[]) =>
  visit.words.list(ids.map((id) => `\u2068${nameOf(visit, here, id)}\u2069`));

/** What someone is called here, or that they have no name here. */
export const nameOf = ({ t }: SpaceVisit, here: readonly Listed[], id: string) =>
  here.find((one) => one.id === id)?.handle ?? t("people.members.no-name");

/** The named set, what waits for its word, and the form for another set. */
export async function jointPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const known = await hereOf(visit);
  if (known === null) return notHere;
  const { t, view } = visit;
  const { set, here, mine } = known;
  const live = await liveJoints(view);
  const title = t("spaces.joint.title");
  const names = namesOf(visit, here, whoIn(set));
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.joint.text")}</p>
      <p>{t("spaces.joint.set", { names })}</p>
      <Others visit={visit} known={known} />
      <h2>{t("spaces.joint.waiting")}</h2>
      {live.length === 0 && <p>{t("spaces.joint.none")}</p>}
      <Rows>
        {live.map((one) => (
          <JointRow visit={visit} known={known} one={one} />
        ))}
      </Rows>
      {mine && <h2>{t("spaces.joint.to-ask")}</h2>}
      {mine && (
        <Rows>
          {ASKED_ELSEWHERE.map(([what, path]) => (
            <Row title={t(`spaces.joint.what.${what}`)} href={`${visit.space.base}/${path}`} />
          ))}
        </Rows>
      )}
      {mine && <SetForm visit={visit} known={known} refusal={refusal} />}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status };
}

/** Who counts from when on, and that a place is missed. */
function Others({ visit, known }: { visit: SpaceVisit; known: Here }) {
  const { t, words, space } = visit;
  const { set, later, here } = known;
  const since = (at: number) => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(space.zone);
    const time = zoned.toPlainTime().toString({ smallestUnit: "minute" });
    return { day: words.day(dayOf(at, space.zone), "short"), time };
  };
  const byMinute = Map.groupBy(later, ({ at }) => JSON.stringify(since(at)));
  return (
    <>
      {[...byMinute.values()].map((some) => {
        const names = namesOf(
          visit,
          here,
          some.map(({ id }) => id),
        );
        return <p>{t("spaces.joint.later", { names, ...since(some[0]?.at ?? 0) })}</p>;
      })}
      {whoIn(set).length < set.length && <p>{t("spaces.joint.missed")}</p>}
    </>
  );
}

/** What is asked for on a page of its own. */
const ASKED_ELSEWHERE = [
  ["export", "copies"],
  ["move-away", "leaving"],
  ["silence", "silence"],
  ["end", "settings/end"],
  ["times", "times"],
  ["ally", "allies/new"],
  ["book", "books"],
] as const satisfies readonly (readonly [JointState["what"], string])[];

/** Where it says in full what a joint act is about. */
const DETAILS: Partial<Record<JointState["what"], string>> = {
  export: "copies",
  "move-away": "leaving",
  silence: "silence",
  here: "silence",
  times: "times",
};

/** Where somebody says yes who has to see first what it is to. */
function seenFirst({ what, of }: JointState): string | null {
  if (what === "end") return "settings/end/confirmation";
  if (what === "book") return `books/${of[0] ?? ""}/opening`;
  return what === "ally" ? `allies/${of[0] ?? ""}` : null;
}

/** One that waits: what it is, how many said yes, and the buttons of whoever decides. */
export function JointRow(props: { visit: SpaceVisit; known: Here; one: Thing<JointState> }) {
  const { visit, known, one } = props;
  const { t, words, keys, space, now, session } = visit;
  const { what, of, agreed, until } = one.state;
  const said = t("spaces.joint.agreed", {
    n: agreedOf(one.state, known.set),
    needed: neededOf(what, known.set.length, known.shut),
    ends: words.relative(until, now),
  });
  const at = `${space.base}/joint/${one.id}`;
  const about = t(`spaces.joint.what.${what}`);
  const details = visit.path.endsWith("/joint") ? DETAILS[what] : undefined;
  const yes = known.mine && !agreed.includes(session?.member ?? "");
  const first = seenFirst(one.state);
  return (
    <Row level={3} title={about} say={said}>
      {what === "name-set" && <p>{namesOf(visit, known.here, of)}</p>}
      {details !== undefined && (
        <p>
          <a href={`${space.base}/${details}`}>{t("spaces.joint.details")}</a>
        </p>
      )}
      {known.mine && (
        <Acts>
          {yes && first !== null && (
            <Go href={`${space.base}/${first}`} weight={what === "end" ? "grave" : "main"}>
              {t(what === "end" ? "spaces.joint.agree" : "spaces.joint.details")}
              <span class="unseen"> {about}</span>
            </Go>
          )}
          {yes && first === null && (
            <Act action={`${at}/agreement`} keys={keys} about={about} weight="main">
              {t("spaces.joint.agree")}
            </Act>
          )}
          <Act action={`${at}/withdrawal`} keys={keys} about={about}>
            {t("spaces.joint.withdraw")}
          </Act>
        </Acts>
      )}
    </Row>
  );
}

function SetForm(props: { visit: SpaceVisit; known: Here; refusal: Refusal | null }) {
  const { visit, known, refusal } = props;
  const { t, keys, space, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const ticked = posted.has("of") ? posted.all("of") : known.set;
  const able = known.here.filter(({ roles }) => roles.some((role) => role !== "observer"));
  return (
    <Form t={t} action={`${space.base}/joint`} keys={keys} faults={faults}>
      <Ticks
        t={t}
        name="of"
        label={t("spaces.joint.others")}
        hint={t("spaces.joint.others-hint")}
        error={error("of")}
        ticks={able.map(({ id }) => ({
          ...{ value: id, label: nameOf(visit, known.here, id), ticked: ticked.includes(id) },
        }))}
      />
      <Acts>
        <Button weight="quiet">{t("spaces.joint.ask-set")}</Button>
      </Acts>
    </Form>
  );
}

const back = ({ space }: SpaceVisit, notice: string) => ({ goto: `${space.base}/joint`, notice });

/** Asks for another set. */
export async function askSet(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const of = visit.posted.all("of");
  const done = await visit.send("spaces.ask-joint", { what: "name-set", of });
  if (isRefusal(done)) return jointPage(visit, done);
  return back(visit, done.answer["agreed"] === true ? "spaces.joint.named" : "spaces.joint.asked");
}

/** Says yes to one. */
export async function agree(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const id = visit.params["id"] ?? "";
  const done = await visit.send("spaces.agree-joint", { joint: id });
  if (isRefusal(done)) return done;
  const found = await visit.view.thing(joint, id);
  if (found === undefined || !["ally", "book"].includes(found.state.what))
    return back(visit, "spaces.joint.said-yes");
  const goto = `${visit.space.base}/${seenFirst(found.state) ?? "joint"}`;
  return { goto, notice: "spaces.joint.said-yes" };
}

/** Takes one back, whoever asked for it. */
export async function withdraw(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.withdraw-joint", { joint: visit.params["id"] });
  return isRefusal(done) ? done : back(visit, "spaces.joint.withdrawn");
}
