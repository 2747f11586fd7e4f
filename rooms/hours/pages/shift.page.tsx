/** One occasion: what and when, whether there is room, how to come, and for the group who comes. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { agreement, statusOf } from "../../agreements/index.ts";
import { allyNames } from "../../allies/index.ts";
import { handles, saysOf } from "../../people/index.ts";
import { isComing } from "../decider.ts";
import { KEEP_DAYS } from "../decider-turn.ts";
import { NAME_MAX, REACH_MAX } from "../facts-turn.ts";
import { type OneTurn, type Said, turnsFor, turnsHere } from "../questions.ts";
import { calledOf, whenOf } from "../say.ts";
import {
  atOf,
  Called,
  forOccasion,
  isMember,
  Name,
  placeOf,
  RoleField,
  Roles,
  Room,
  SHIFTS,
  Standing,
  toldFirst,
  writes,
} from "./parts.tsx";

/** `GET /shifts/:id`; a refusal stands at the form it is about. */
export function shiftPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    const { t, now, space } = visit;
    const { state } = said.thing;
    const place = await placeOf(visit, state.place);
    const open = isComing(state, now);
    const title = calledOf(visit, said);
    const page = (
      <>
        <p>
          <a href={`${space.base}${SHIFTS}`}>{t("hours.title")}</a>
        </p>
        <h1>
          <Called {...{ visit, said }} />
        </h1>
        <p>
          <b>{whenOf(visit.words, said)}</b>
          {place !== "" && (
            <>
              {" · "}
              <bdi>{place}</bdi>
            </>
          )}
        </p>
        <p class="soft">{t(`hours.work.${state.work}`)}</p>
        {state.calledOff !== null && <Notice kind="stop" t={t} title={t("hours.called-off")} />}
        {state.calledOff === null && !open && <p>{t("hours.is-over")}</p>}
        {open && <Room {...{ t, said }} />}
        <Roles {...{ visit, said }} />
        {open && (await Coming({ visit, said, refusal }))}
        {isMember(visit) && (await Group({ visit, said, refusal }))}
      </>
    );
    const own = isMember(visit) ? {} : { readers: t("hours.take.readers") };
    const { status } = saysOf(visit, refusal);
    return { page, title, status, keeps: ["helpers"], ...own };
  });
}

/** Whether the visitor may erase what it was. */
const takesOut = ({ session, view }: SpaceVisit) =>
  session?.roles.includes("coordination") === true || view.leaves("erase");

type Drawn = { visit: SpaceVisit; said: Said; refusal: Refusal | null };

/** How whoever is looking comes: with one tap, by a name, or for a group. */
async function Coming(props: Drawn) {
  const { visit } = props;
  if (visit.session?.ally != null) return AllyForm(props);
  if (isMember(visit)) return MemberForm(props);
  return (
    <>
      {await toldFirst(visit)}
      <h2>{visit.t("hours.take.title")}</h2>
      <p>{visit.t(`hours.take.joins-${props.said.thing.state.joins}`)}</p>
      <TakeForm {...props} prefix="f" reach />
    </>
  );
}

/** At most three fields: what for, a name, a way to be reached. */
function TakeForm(props: Drawn & { prefix: string; reach?: boolean; open?: boolean }) {
  const { visit, said, refusal, prefix, reach } = props;
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const field = (name: "name" | "reach", max: number) => ({
    ...{ t, name, id: `${prefix}-${name}`, label: t(`hours.field.${name}`), maxlength: max },
    ...{ value: posted.text(name), error: error(name) },
  });
  return (
    <Form t={t} action={`${atOf(visit, said)}/places`} {...{ keys, faults }}>
      <RoleField {...{ visit, said, id: `${prefix}-role` }} />
      <TextField {...field("name", NAME_MAX)} required hint={t("hours.field.name-hint")} />
      <TextField
        {...field("reach", REACH_MAX)}
        required={reach === true}
        hint={t("hours.field.reach-hint", { n: KEEP_DAYS })}
      />
      <Acts>
        <Button>{t("hours.act.take")}</Button>
      </Acts>
    </Form>
  );
}

/** A member comes with one tap, and may type for somebody who told them. */
async function MemberForm(props: Drawn) {
  const { visit, said, refusal } = props;
  const { t, keys, session, view } = visit;
  const member = session?.member ?? "";
  const mine = (await turnsFor(view, member)).find((one) => one.said.thing.id === said.thing.id);
  const { faults } = saysOf(visit, refusal);
  if (!session?.roles.some((role) => role !== "observer")) return null;
  return (
    <>
      <h2>{t("hours.take.title")}</h2>
      {mine === undefined ? (
        <Form t={t} action={`${atOf(visit, said)}/places`} {...{ keys, faults }}>
          <input type="hidden" name="own" value="yes" />
          <RoleField {...{ visit, said, id: "own-role" }} />
          <Acts>
            <Button>{t("hours.act.take-own")}</Button>
          </Acts>
        </Form>
      ) : (
        <p>
          <Standing t={t} stands={mine.stands} />{" "}
          <a href={`${visit.space.base}${SHIFTS}/mine`}>{t("hours.mine.title")}</a>
        </p>
      )}
      <details open={visit.posted.has("name") ? true : undefined}>
        <summary>{t("hours.take.for-other")}</summary>
        <TakeForm {...props} prefix="other" />
      </details>
    </>
  );
}

/** Somebody of an allied group asks for it, under what was agreed or without. */
async function AllyForm({ visit, said, refusal }: Drawn) {
  const { t, keys, view, now, session, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const group = session?.ally?.ally;
  const all = (await view.things(agreement)).filter(
    ({ state }) => state.with === group && statusOf(state, now) === "in-force",
  );
  const options = [
    { value: "", label: t("hours.ally.no-agreement") },
    ...all.map(({ id, first }, n) => ({
      value: id,
      label: t("hours.ally.agreement", { n: n + 1, day: first.day }),
    })),
  ];
  return (
    <>
      {await toldFirst(visit)}
      <h2>{t("hours.take.title")}</h2>
      <p>{t("hours.ally.text")}</p>
      <Form t={t} action={`${atOf(visit, said)}/places`} {...{ keys, faults }}>
        <RoleField {...{ visit, said, id: "f-role" }} />
        {all.length > 0 && (
          <SelectField
            {...{ t, name: "agreement", label: t("hours.field.agreement"), options }}
            {...{ error: error("agreement") }}
            value={posted.has("agreement") ? posted.text("agreement") : all[0]?.id}
          />
        )}
        <Acts>
          <Button>{t("hours.act.offer")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** Who comes, for the group alone, and what it can do with the occasion. */
async function Group({ visit, said, refusal }: Drawn) {
  const { t, view, keys, now, session } = visit;
  const all = await turnsHere(view, said.thing);
  const live = all.filter(({ stands }) => stands !== "left" && stands !== "declined");
  const groups = await allyNames(
    view,
    live.map(({ thing }) => thing.state.ally),
  );
  const own = (await handles(view, [session?.member ?? ""])).get(session?.member ?? "") ?? "";
  const { state, circle } = said.thing;
  const at = atOf(visit, said);
  const about = calledOf(visit, said);
  const act = { keys, about };
  return (
    <>
      <h2>{t("hours.who.title")}</h2>
      {refusal?.field === "turn" && <p class="error">{saysOf(visit, refusal).faults[0]?.text}</p>}
      <p class="soft">{t("hours.who.text", { n: KEEP_DAYS })}</p>
      {live.length === 0 && <p>{t("hours.who.none")}</p>}
      <Rows>
        {live.map((one) => (
          <Comes
            {...{ visit, one, at, own }}
            group={groups.get(one.thing.state.ally ?? "")?.text ?? null}
          />
        ))}
      </Rows>
      <Acts>
        <Go href={`${at}/rota`} weight="quiet">
          {t("hours.rota.title")}
        </Go>
      </Acts>
      {writes(visit) && (
        <>
          <h2>{t("hours.group.title")}</h2>
          <p>
            {isOutside(circle) ? (
              <State is="live">
                {t(`hours.shown-${visit.space.protects ? "link" : "public"}`)}
              </State>
            ) : (
              <State is="sealed">{t("hours.group-only")}</State>
            )}
          </p>
          {!isComing(state, now) && state.when !== null && takesOut(visit) && (
            <Acts>
              <Act {...act} action={`${at}/removal`} weight="grave">
                {t("hours.act.empty")}
              </Act>
            </Acts>
          )}
          {isComing(state, now) && (
            <Acts>
              <Go href={`${at}/revision`} weight="quiet">
                {t("hours.change.title")}
              </Go>
              {isOutside(circle) ? (
                <Act {...act} action={`${at}/showing/end`}>
                  {t("hours.act.quiet")}
                </Act>
              ) : (
                <Act {...act} action={`${at}/showing`}>
                  {t("hours.act.show")}
                </Act>
              )}
            </Acts>
          )}
        </>
      )}
    </>
  );
}

/** One who comes, with the group's answer. */
function Comes(props: {
  visit: SpaceVisit;
  one: OneTurn;
  at: string;
  own: string;
  group: string | null;
}) {
  const { visit, one, at, own, group } = props;
  const { t, keys } = visit;
  const { thing, stands, people } = one;
  const { role, ally, offered, agreement: under } = thing.state;
  const name = ally === null ? people?.name : (group ?? undefined);
  const act = { keys, about: name ?? t(`hours.role.${role}`) };
  const to = `${at}/answers`;
  const live = ["in", "queue", "waiting", "held"].includes(stands);
  return (
    <Row
      title={<Name {...{ t, name }} />}
      end={<Standing {...{ t, stands }} />}
      say={
        <>
          {t(`hours.role.${role}`)}
          {people?.reach !== undefined && (
            <>
              {" · "}
              <bdi>{people.reach}</bdi>
            </>
          )}
          {ally !== null && ` · ${t(under === null ? "hours.ally.without" : "hours.ally.under")}`}
        </>
      }
    >
      {stands === "held" && <p>{t("hours.held-text")}</p>}
      {offered && live && <p>{t("hours.offered-text")}</p>}
      <Acts>
        {writes(visit) && stands === "waiting" && (
          <Act {...act} action={to} fields={{ turn: thing.id, answer: "accept" }}>
            {t("hours.act.accept")}
          </Act>
        )}
        {writes(visit) && live && (
          <Act {...act} action={to} fields={{ turn: thing.id, answer: "decline" }}>
            {t(stands === "waiting" ? "hours.act.decline" : "hours.act.free")}
          </Act>
        )}
        {offered && live && own !== "" && (
          <Act {...act} action={`${at}/relief`} fields={{ turn: thing.id, name: own }}>
            {t("hours.act.take-over")}
          </Act>
        )}
      </Acts>
    </Row>
  );
}
