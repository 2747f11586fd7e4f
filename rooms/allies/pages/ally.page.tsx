/** One allied group, for the host: where it stands, who acts for it, what takes an agreement. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { CURRENCIES, dayOf, readAmount } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import {
  agreedOf,
  howAsked,
  isAgreed,
  isLive,
  nameOf,
  neededOf,
  setOf,
} from "../../spaces/index.ts";
import { TIMES_MAX } from "../facts.ts";
import {
  isReachable,
  jointFor,
  type OneAlly,
  oneAlly,
  type Person,
  personsFor,
  standingOf,
} from "../questions.ts";
import { MetLines, metBy } from "./met.tsx";
import {
  AllyName,
  AllyStanding,
  coordinates,
  GroupField,
  Named,
  nameText,
  personText,
} from "./parts.tsx";

type Doing = "code" | "limits";
type Here = {
  visit: SpaceVisit;
  one: OneAlly;
  at: string;
  refused: (form: Doing) => Refusal | null;
};

/** `GET /allies/:id`; a refusal stands at the form it is about. */
export async function allyPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  about: Doing = "limits",
): Promise<Reply> {
  const { t, view, space, params, house } = visit;
  const one = await oneAlly(view, params["id"] ?? "");
  if (one === undefined) return notHere;
  const at = `${space.base}/allies/${one.thing.id}`;
  const refused = (form: Doing) => (form === about ? refusal : null);
  const here: Here = { visit, one, at, refused };
  const { status } = one;
  const isOver = status === "ended" || status === "over";
  const gone = status === "here" && !(await isReachable(house, one.thing.id));
  const page = (
    <>
      <p>
        <a href={`${space.base}/allies`}>{t("allies.title")}</a>
      </p>
      <h1 dir="auto">
        <AllyName t={t} one={one} />
      </h1>
      <p>
        <AllyStanding t={t} status={status} />
      </p>
      {one.name !== null && one.called !== null && (
        <p>
          {t("allies.called-by-us")} <Named text={one.called} none="" />
        </p>
      )}
      <p>{t(`allies.status.${status}-text`)}</p>
      {gone && <Notice kind="info" t={t} title={t("allies.not-on-this-server")} />}
      {status === "proposed" && <Asked {...here} />}
      {status === "here" && <People {...here} />}
      {status === "here" && <Limits {...here} />}
      {status === "here" && (
        <Acts>
          <Go href={`${space.base}/agreements/new?with=${one.thing.id}`} weight="quiet">
            {t("allies.agree")}
          </Go>
          <Go href={`${space.base}/agreements`} weight="quiet">
            {t("allies.agreements")}
          </Go>
        </Acts>
      )}
      {status === "here" && <OtherWay visit={visit} />}
      {status === "ended" && (await Ended(here))}
      {!isOver && coordinates(visit) && (
        <section>
          <Acts>
            <Go href={`${at}/end`} weight="grave">
              {t(status === "here" ? "allies.end" : "allies.take-back")}
            </Go>
          </Acts>
        </section>
      )}
    </>
  );
  return { title: nameText(t, one), page, status: saysOf(visit, refusal).status };
}

/** What it waits for: another's yes, said here where its name stands, or the code to be made. */
async function Asked({ visit, one, at, refused }: Here) {
  const { t, view, space, session, keys, now, words } = visit;
  const asked = await jointFor(view, one.thing.id);
  if (asked === undefined || !isLive(asked.state, now))
    return <Notice kind="info" t={t} title={t("allies.propose.lapsed")} />;
  const [set, me] = [await setOf(view), session?.member ?? ""];
  const agreed = isAgreed(asked.state, set, now);
  const n = agreedOf(asked.state, set);
  const needed = neededOf("ally", set.length);
  const ends = words.relative(asked.state.until, now);
  const asks = set.includes(me) && !agreed && !asked.state.agreed.includes(me);
  return (
    <>
      <p>
        {t("spaces.joint.agreed", { n, needed, ends })}
        {" · "}
        <a href={`${space.base}/joint`}>{t("allies.propose.see")}</a>
      </p>
      {asks && <WhatItComesTo t={t} />}
      {asks && (
        <Acts>
          <Act
            {...{ action: `${space.base}/joint/${asked.id}/agreement`, keys, weight: "main" }}
            about={nameText(t, one)}
          >
            {t("spaces.joint.agree")}
          </Act>
        </Acts>
      )}
      {!asks && !agreed && <p>{t("allies.propose.waits")}</p>}
      {agreed && !set.includes(me) && <p>{t("allies.propose.they-make")}</p>}
      {((agreed && set.includes(me)) || refused("code") !== null) && (
        <MakeCode {...{ visit, one, at, refused }} />
      )}
    </>
  );
}

/** What an invitation comes to, for whoever asks for one or agrees to it. */
export function WhatItComesTo({ t }: Pick<SpaceVisit, "t">) {
  return (
    <ul>
      {["reads", "gives", "never", "ends"].map((what) => (
        <li>{t(`allies.propose.${what}`)}</li>
      ))}
    </ul>
  );
}

/** Makes the code, once; under the name that the other group is to read. */
async function MakeCode({ visit, at, refused }: Here) {
  const { t, view, keys } = visit;
  const { faults, error } = saysOf(visit, refused("code"));
  return (
    <>
      <h2>{t("allies.code.make")}</h2>
      <Form t={t} action={`${at}/code`} {...{ keys, faults }}>
        <GroupField
          {...{ visit, label: t("allies.code.from"), hint: t("allies.code.from-hint") }}
          {...{ error: error("from") ?? error("name"), value: await nameOf(view) }}
        />
        <Acts>
          <Button>{t("allies.code.make")}</Button>
        </Acts>
      </Form>
    </>
  );
}

const PERSON = { acts: "live", refused: "stopped", left: "quiet" } as const;

/** Who acts for it. One of them can be refused; the group stays. */
async function People({ visit, one, at }: Here) {
  const { t, view } = visit;
  const all = await personsFor(view, one.thing.id);
  return (
    <>
      <h2>{t("allies.people")}</h2>
      <p>{t(all.length === 0 ? "allies.people-none" : "allies.people-text")}</p>
      <Rows>
        {all.map((who) => (
          <PersonRow {...{ visit, at, who }} />
        ))}
      </Rows>
    </>
  );
}

type Row1 = { visit: SpaceVisit; at: string; who: Person };

function PersonRow({ visit, at, who }: Row1) {
  const { t, keys } = visit;
  const status = standingOf(who);
  const about = personText(t, who);
  const refused = who.thing.state.refused;
  return (
    <Row
      title={<bdi>{about}</bdi>}
      say={<State is={PERSON[status]}>{t(`allies.person.${status}`)}</State>}
    >
      {status !== "left" && coordinates(visit) && <Conduct visit={visit} who={who} />}
      {coordinates(visit) && (
        <Act
          action={`${at}/people/${who.thing.id}/${refused ? "readmission" : "refusal"}`}
          {...{ keys, about, weight: refused ? "quiet" : "grave" }}
        >
          {t(refused ? "allies.person.readmit" : "allies.person.refuse")}
        </Act>
      )}
    </Row>
  );
}

/** How they stand to the code of conduct, where the group has one: for coordination, as ever. */
function Conduct({ visit, who }: Pick<Row1, "visit" | "who">) {
  const { t, words, now, space } = visit;
  const how = howAsked(space, who.thing);
  if (how === null) return null;
  const { by, n } = how;
  if (by === null) return <p class="soft">{t("allies.person.accepted", { n: n ?? 0 })}</p>;
  const when = words.relative(by, now);
  const asked = t(by > now ? "spaces.conduct.asked" : "spaces.conduct.held-back", { when });
  return <p class="soft">{asked}</p>;
}

/** What goes without an agreement, and the form for it. */
function Limits({ visit, one, at, refused }: Here) {
  const { t, words, keys, posted } = visit;
  const { money, times } = one.thing.state.limits;
  const { faults, error } = saysOf(visit, refused("limits"));
  const typed = (name: string, now: string) => (posted.has(name) ? posted.text(name) : now);
  return (
    <>
      <h2>{t("allies.limits.title")}</h2>
      <p>{t("allies.limits.text")}</p>
      <ul>
        <li>
          {money === null
            ? t("allies.limits.no-money")
            : t("allies.limits.money", { amount: words.amount(money, money.unit) })}
        </li>
        <li>{t("allies.limits.times", { n: times })}</li>
        <li>{t("allies.limits.always")}</li>
      </ul>
      {coordinates(visit) && (
        <details open={faults.length > 0 ? true : undefined}>
          <summary>{t("allies.limits.change")}</summary>
          <Form t={t} action={`${at}/limits`} {...{ keys, faults }}>
            <AmountField
              {...{ t, name: "money", label: t("allies.limits.money-field") }}
              {...{ hint: t("allies.limits.money-hint"), error: error("money") }}
              units={CURRENCIES.map((value) => ({ value, label: value }))}
              value={{
                of: typed("money", money?.of ?? ""),
                unit: typed("money-unit", money?.unit ?? "EUR"),
              }}
            />
            <TextField
              {...{ t, name: "times", label: t("allies.limits.times-field"), digits: true }}
              {...{ required: true, maxlength: 3, error: error("times") }}
              value={typed("times", String(times))}
            />
            <Acts>
              <Button weight="quiet">{t("allies.limits.save")}</Button>
            </Acts>
          </Form>
        </details>
      )}
    </>
  );
}

/** Each direction is invited by its own host. */
function OtherWay({ visit: { t } }: { visit: SpaceVisit }) {
  return (
    <>
      <h2>{t("allies.other-way.title")}</h2>
      <p>{t("allies.other-way.host")}</p>
    </>
  );
}

/** What stopped, and what goes on. */
async function Ended({ visit, one }: Here) {
  const { t, words, space, view } = visit;
  const { ended } = one.thing.state;
  if (ended === null) return null;
  const day = words.day(dayOf(ended.at, space.zone));
  return (
    <>
      <p>{t(`allies.ended-by-${ended.by}`, { day })}</p>
      <h2>{t("allies.stopped.title")}</h2>
      <Stops t={t} when="after" />
      {one.thing.state.since !== null && (
        <MetLines
          {...{ visit, when: "after", base: space.base }}
          all={await metBy(view, one.thing.id, ended.at)}
        />
      )}
    </>
  );
}

/** What an end comes to, before it and after it. */
export function Stops({ t, when }: { t: SpaceVisit["t"]; when: "before" | "after" }) {
  const all = ["reads", "waits", "accepted", "agreements", "names", "known"];
  return (
    <ul>
      {all.map((what) => (
        <li>{t(`allies.stops-${when}.${what}`)}</li>
      ))}
    </ul>
  );
}

const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";
const back = (visit: SpaceVisit, notice: string) => ({
  ...{ goto: `${visit.space.base}/allies/${idOf(visit)}`, notice },
});

/** `POST /allies/:id/limits`. */
export async function setLimits(visit: SpaceVisit): Promise<Reply> {
  const { posted, send } = visit;
  const read = posted.text("money") === "" ? null : readAmount(posted.text("money"));
  if (read !== null && !read.ok)
    return allyPage(visit, refuse(read.reason, "shape", { field: "money" }));
  const [of = "0", other] = read === null ? [] : read.value;
  if (other !== undefined)
    return allyPage(visit, refuse("allies.two-readings", "shape", { field: "money" }));
  const money = of === "0" ? null : { of, unit: posted.text("money-unit") || "EUR" };
  const typed = readAmount(posted.text("times"));
  const times = typed.ok && typed.value.length === 1 ? Number(typed.value[0]) : 0;
  if (!Number.isInteger(times) || times < 1 || times > TIMES_MAX) {
    const vars = { max: TIMES_MAX };
    return allyPage(visit, refuse("allies.times", "shape", { field: "times", vars }));
  }
  const done = await send("allies.limit", { ally: idOf(visit), money, times });
  return isRefusal(done) ? allyPage(visit, done) : back(visit, "allies.limits.saved");
}

/** `POST /allies/:id/people/:person/refusal`. */
export async function refusePerson(visit: SpaceVisit): Promise<Reply> {
  const person = visit.params["person"] ?? "";
  const done = await visit.send("allies.refuse-person", { person });
  return isRefusal(done) ? done : back(visit, "allies.person.refused-done");
}

/** `POST /allies/:id/people/:person/readmission`. */
export async function readmitPerson(visit: SpaceVisit): Promise<Reply> {
  const person = visit.params["person"] ?? "";
  const done = await visit.send("allies.readmit-person", { person });
  return isRefusal(done) ? done : back(visit, "allies.person.readmitted-done");
}
