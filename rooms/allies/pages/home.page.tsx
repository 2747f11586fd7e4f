/** The allied group's own page in the space it came along with. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { ALLY_CONDUCT, howAsked } from "../../spaces/index.ts";
import { type OneAlly, oneAlly, onePerson, type Person, personsFor } from "../questions.ts";
import { AllyName, GroupField, Named, nameText, personText, typedName } from "./parts.tsx";

type Doing = "name" | "handle";

/** `GET /ally`. */
export async function homePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  about: Doing = "name",
): Promise<Reply> {
  const { t, view, words, space, session } = visit;
  const mine = session?.ally ?? null;
  const one = mine === null ? undefined : await oneAlly(view, mine.ally);
  const me = mine === null ? undefined : await onePerson(view, mine.person);
  if (one === undefined || me === undefined) return notHere;
  const open = view.opens(space.thing.circle, space.thing);
  const since = words.day(dayOf(one.thing.state.since ?? 0, space.zone));
  const page = (
    <>
      <h1>{t("allies.home.title")}</h1>
      <p>
        {t("allies.home.here-as")}{" "}
        <b>
          <AllyName t={t} one={one} />
        </b>
        {" · "}
        {t("allies.home.since", { day: since })}
      </p>
      <p>
        {t("allies.home.with")} <Named text={one.from} none={t("allies.nameless")} />
      </p>
      <Acts>
        {open && <Go href={space.base}>{t("allies.home.list")}</Go>}
        <Go href={`${space.base}/ally/contributions`} weight="quiet">
          {t("allies.home.ours")}
        </Go>
        <Go href={`${space.base}/ally/reports`} weight="quiet">
          {t("allies.home.reports")}
        </Go>
        <Go href={`${space.base}/agreements`} weight="quiet">
          {t("allies.agreements")}
        </Go>
      </Acts>
      {!open && <p>{t("allies.home.closed")}</p>}
      {howAsked(space, me.thing) !== null && (
        <p>
          <a href={space.base + ALLY_CONDUCT}>{t("spaces.conduct.title")}</a>
        </p>
      )}
      <What {...{ visit, one }} />
      <h2>{t("allies.people")}</h2>
      <Rows>
        {(await personsFor(view, one.thing.id))
          .filter(({ thing }) => !thing.state.left && !thing.state.refused)
          .map((who) => (
            <Row title={<bdi>{personText(t, who)}</bdi>} />
          ))}
      </Rows>
      <Names {...{ visit, one, me, about, refusal }} />
      <Out visit={visit} />
    </>
  );
  const readers = t("allies.home.readers");
  const { status } = saysOf(visit, refusal);
  return { title: nameText(t, one), page, readers, typed: readers, status };
}

/** What they read and may do, and what takes an agreement. */
function What({ visit: { t, words }, one }: { visit: SpaceVisit; one: OneAlly }) {
  const { money, times } = one.thing.state.limits;
  return (
    <>
      <h2>{t("allies.home.what")}</h2>
      <ul>
        {["reads", "gives", "named"].map((what) => (
          <li>{t(`allies.home.${what}`)}</li>
        ))}
      </ul>
      <p>{t("allies.limits.theirs")}</p>
      <ul>
        <li>
          {money === null
            ? t("allies.limits.no-money")
            : t("allies.limits.money", { amount: words.amount(money, money.unit) })}
        </li>
        <li>{t("allies.limits.times", { n: times })}</li>
        <li>{t("allies.limits.always")}</li>
      </ul>
    </>
  );
}

type Naming = {
  visit: SpaceVisit;
  one: OneAlly;
  me: Person;
  about: Doing;
  refusal: Refusal | null;
};

/** What the group, and the visitor, are called here. */
function Names({ visit, one, me, about, refusal }: Naming) {
  const { t, keys, space, posted } = visit;
  const group = saysOf(visit, about === "name" ? refusal : null);
  const own = saysOf(visit, about === "handle" ? refusal : null);
  return (
    <>
      <details open={group.faults.length > 0 ? true : undefined}>
        <summary>{t("allies.home.rename")}</summary>
        <Form t={t} action={`${space.base}/ally/name`} keys={keys} faults={group.faults}>
          <GroupField
            {...{ visit, label: t("allies.coming.name"), hint: t("allies.coming.name-hint") }}
            {...{ error: group.error("name"), value: one.name?.text }}
          />
          <Acts>
            <Button weight="quiet">{t("allies.limits.save")}</Button>
          </Acts>
        </Form>
      </details>
      <details open={own.faults.length > 0 ? true : undefined}>
        <summary>{t("allies.home.call-me")}</summary>
        <Form t={t} action={`${space.base}/ally/handle`} keys={keys} faults={own.faults}>
          <TextField
            {...{ t, name: "handle", label: t("allies.alliance.handle"), required: true }}
            {...{ hint: t("allies.alliance.handle-hint"), maxlength: 40 }}
            error={own.error("handle")}
            value={posted.has("handle") ? posted.text("handle") : (me.handle ?? "")}
          />
          <Acts>
            <Button weight="quiet">{t("allies.limits.save")}</Button>
          </Acts>
        </Form>
      </details>
    </>
  );
}

/** Acting here no more oneself; the group stays. */
function Out({ visit: { t, keys, space } }: { visit: SpaceVisit }) {
  return (
    <>
      <h2>{t("allies.home.step-out")}</h2>
      <p>{t("allies.home.step-out-text")}</p>
      <Acts>
        <Act action={`${space.base}/ally/leaving`} keys={keys} weight="grave">
          {t("allies.home.step-out")}
        </Act>
      </Acts>
    </>
  );
}

const back = ({ space }: SpaceVisit, notice: string) => ({ goto: `${space.base}/ally`, notice });

/** `POST /ally/name`. */
export async function rename(visit: SpaceVisit): Promise<Reply> {
  const name = typedName(visit);
  if (isRefusal(name)) return homePage(visit, name, "name");
  const done = await visit.send("allies.rename", { name });
  return isRefusal(done) ? homePage(visit, done, "name") : back(visit, "allies.home.renamed");
}

/** `POST /ally/handle`. */
export async function callMe(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("allies.enter", { handle: visit.posted.text("handle") });
  return isRefusal(done) ? homePage(visit, done, "handle") : back(visit, "allies.home.renamed");
}

/** `POST /ally/leaving`. */
export async function stepOut(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("allies.step-out", {});
  return isRefusal(done) ? done : { goto: "/", notice: "allies.home.out" };
}
