/** One skill, and asking whoever said it for one occasion. Who that is, the page does not know. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { calledOf, coming, ROLES, type Said, whenOf } from "../../hours/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { request } from "../facts.ts";
import { type OneRequest, type OneSkill, oneSkill, requestsOf } from "../questions.ts";
import { asks, occasionOf, SKILLS_AT, Stands, sayOf, Words, workOf } from "./parts.tsx";

async function forSkill(
  visit: SpaceVisit,
  draw: (one: OneSkill) => Reply | Promise<Reply>,
): Promise<Reply> {
  const { view, session, params } = visit;
  const one = await oneSkill(view, params["id"] ?? "", session?.roles ?? []);
  return one === undefined ? notHere : draw(one);
}

const atOf = ({ space }: SpaceVisit, { thing }: OneSkill) =>
  `${space.base}${SKILLS_AT}/${thing.id}`;

/** `GET /skills/:id`. */
export function skillPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSkill(visit, async (one) => {
    const { t, view, keys, space, session } = visit;
    const asked = await requestsOf(view, one.thing.id);
    const { ally } = one.thing.state;
    const title = workOf(visit, one);
    const page = (
      <>
        <p>
          <a href={`${space.base}${SKILLS_AT}`}>{t("skills.title")}</a>
        </p>
        <h1>{title}</h1>
        <p>{sayOf(visit, one)}</p>
        <Words text={one.text} />
        {ally !== null && <p class="soft">{t("skills.of-a-group")}</p>}
        {asks(visit) && (await AskForm({ visit, one, refusal }))}
        {asked.length > 0 && <Asked {...{ visit, one, asked }} />}
        {session?.roles.includes("coordination") === true && (
          <details>
            <summary>{t("skills.take-down")}</summary>
            <p>{t("skills.take-down-text")}</p>
            <Act {...{ keys, about: title }} action={`${atOf(visit, one)}/end`} weight="grave">
              {t("skills.act.take-down")}
            </Act>
          </details>
        )}
      </>
    );
    return { page, title, ...readersIn(visit, one.thing), status: saysOf(visit, refusal).status };
  });
}

/** Occasions that are ahead, and roles in any of them. */
async function AskForm(props: { visit: SpaceVisit; one: OneSkill; refusal: Refusal | null }) {
  const { visit, one, refusal } = props;
  const { t, view, keys, posted, space } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const all = (await coming(view)).filter(({ thing }) => {
    return one.thing.state.ally === null || isOutside(thing.circle);
  });
  const inUse = new Set(all.flatMap(({ thing }) => thing.state.places.map(({ role }) => role)));
  const roles = ROLES.filter((role) => inUse.has(role));
  const called = (said: Said) => `${calledOf(visit, said)} · ${whenOf(visit.words, said)}`;
  return (
    <>
      <h2>{t("skills.ask.title")}</h2>
      <p>{t("skills.ask.text")}</p>
      {all.length > 0 && (
        <Form t={t} action={`${atOf(visit, one)}/requests`} {...{ keys, faults }}>
          <SelectField
            {...{ t, name: "occasion", label: t("skills.ask.occasion"), required: true }}
            options={all.map((said) => ({ value: said.thing.id, label: called(said) }))}
            {...{ value: posted.text("occasion") || all[0]?.thing.id, error: error("occasion") }}
          />
          <SelectField
            {...{ t, name: "role", label: t("skills.ask.role"), required: true }}
            options={roles.map((value) => ({ value, label: t(`hours.role.${value}`) }))}
            {...{
              value: posted.text("role") || all[0]?.thing.state.places[0]?.role,
              error: error("role"),
            }}
          />
          <Acts>
            <Button>{t("skills.act.ask")}</Button>
          </Acts>
        </Form>
      )}
      {all.length === 0 && (
        <p>{t(one.thing.state.ally === null ? "skills.ask.none" : "skills.ask.none-shown")}</p>
      )}
      <Acts>
        <Go href={`${space.base}/shifts/new`} weight="quiet">
          {t("skills.ask.new")}
        </Go>
      </Acts>
    </>
  );
}

function Asked(props: { visit: SpaceVisit; one: OneSkill; asked: readonly OneRequest[] }) {
  const { visit, one, asked } = props;
  const { t, keys } = visit;
  return (
    <>
      <h2>{t("skills.ask.before")}</h2>
      <ul>
        {asked.map((each) => (
          <li>
            <bdi>{occasionOf(visit, each)}</bdi> <Stands t={t} stands={each.stands} />
            {each.stands === "open" && asks(visit) && (
              <Act
                {...{ keys, about: occasionOf(visit, each), fields: { request: each.thing.id } }}
                action={`${atOf(visit, one)}/requests/end`}
              >
                {t("skills.act.withdraw")}
              </Act>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** `POST /skills/:id/requests`. */
export function ask(visit: SpaceVisit): Promise<Reply> {
  return forSkill(visit, async (one) => {
    const { posted } = visit;
    const input = { occasion: posted.text("occasion"), role: posted.text("role") };
    const done = await visit.send("skills.ask", { skill: one.thing.id, ...input });
    if (isRefusal(done)) return skillPage(visit, done);
    return { goto: atOf(visit, one), notice: "skills.done.asked" };
  });
}

/** `POST /skills/:id/requests/end`. */
export function withdraw(visit: SpaceVisit): Promise<Reply> {
  return forSkill(visit, async (one) => {
    const found = await visit.view.thing(request, visit.posted.text("request"));
    if (found?.state.skill !== one.thing.id) return notHere;
    const done = await visit.send("skills.withdraw", { request: found.id });
    if (isRefusal(done)) return skillPage(visit, done);
    return { goto: atOf(visit, one), notice: "skills.done.withdrawn" };
  });
}

/** `POST /skills/:id/end`: coordination takes it off the list. */
export function end(visit: SpaceVisit): Promise<Reply> {
  return forSkill(visit, async (one) => {
    const done = await visit.send("skills.end", { skill: one.thing.id });
    if (isRefusal(done)) return skillPage(visit, done);
    return { goto: `${visit.space.base}${SKILLS_AT}`, notice: "skills.done.taken-down" };
  });
}
