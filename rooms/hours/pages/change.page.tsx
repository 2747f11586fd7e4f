/** Another time, other limits, opening, closing, and calling off. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { ROLES } from "../codes.ts";
import { calledOf } from "../say.ts";
import { ROLE_LINES, RoleLine, typedPlaces, typedWhen, WhenFields } from "./ask.page.tsx";
import { atOf, Called, forOccasion, notYours, SHIFTS, writes } from "./parts.tsx";

/** `GET /shifts/:id/revision`. */
export function changePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forOccasion(visit, (said) => {
    if (!writes(visit)) return notYours;
    const { t, keys, path } = visit;
    const { faults, error, status } = saysOf(visit, refusal);
    const { state } = said.thing;
    const at = atOf(visit, said);
    const isOf = (form: string) => (path.endsWith(form) ? faults : []);
    const { date = "", from = "", until = "" } = said.when ?? {};
    const lines = Math.min(ROLES.length, Math.max(ROLE_LINES, state.places.length + 1));
    const title = t("hours.change.title");
    const page = (
      <>
        <p>
          <a href={at}>
            <Called {...{ visit, said }} />
          </a>
        </p>
        <h1>{title}</h1>
        <Form t={t} action={`${at}/revision`} {...{ keys }} faults={isOf("/revision")}>
          <WhenFields {...{ visit, error, day: date, from, until }} />
          <Acts>
            <Button>{t("hours.act.move")}</Button>
          </Acts>
        </Form>
        <h2>{t("hours.change.limits")}</h2>
        <p>{t("hours.change.limits-text")}</p>
        <Form t={t} action={`${at}/limits`} {...{ keys }} faults={isOf("/limits")}>
          {Array.from({ length: lines }, (_, n) => (
            <RoleLine {...{ visit, error, n: n + 1 }} one={state.places[n] ?? null} />
          ))}
          <Acts>
            <Button weight="quiet">{t("hours.act.limits")}</Button>
          </Acts>
        </Form>
        <h2>{t("hours.change.end")}</h2>
        <p>{t("hours.change.end-text")}</p>
        <Form t={t} action={`${at}/end`} {...{ keys }} faults={isOf("/end")}>
          {state.series !== null && (
            <Ticks
              {...{ t, name: "rest", label: t("hours.change.rest") }}
              ticks={[{ value: "yes", label: t("hours.change.rest-tick") }]}
            />
          )}
          <Acts>
            <Button weight="grave">{t("hours.act.call-off")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { page, title: `${title}: ${calledOf(visit, said)}`, status, keeps: ["occasions"] };
  });
}

/** Sends one command about it and goes back to its page. */
function does(visit: SpaceVisit, command: string, input: object, notice: string): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    if (!writes(visit)) return notYours;
    const done = await visit.send(command, { occasion: said.thing.id, ...input });
    return isRefusal(done) ? changePage(visit, done) : { goto: atOf(visit, said), notice };
  });
}

/** `POST /shifts/:id/revision`. */
export async function move(visit: SpaceVisit): Promise<Reply> {
  const when = typedWhen(visit);
  if ("refused" in when) return changePage(visit, when);
  return does(visit, "hours.move", when, "hours.done.moved");
}

/** `POST /shifts/:id/limits`. */
export async function setLimits(visit: SpaceVisit): Promise<Reply> {
  const places = typedPlaces(visit, ROLES.length);
  if ("refused" in places) return changePage(visit, places);
  return does(visit, "hours.set-limits", { places }, "hours.done.limits");
}

/** `POST /shifts/:id/showing`. */
export const show = (visit: SpaceVisit) => does(visit, "hours.show", {}, "hours.done.shown");

/** `POST /shifts/:id/showing/end`. */
export const quiet = (visit: SpaceVisit) => does(visit, "hours.quiet", {}, "hours.done.quieted");

/** `POST /shifts/:id/removal`: what it was goes; its page is left. */
export async function empty(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("hours.empty", { occasion: visit.params["id"] });
  if (isRefusal(done)) return done;
  return {
    goto: `${visit.space.base}${SHIFTS}/${visit.params["id"]}`,
    notice: "hours.done.emptied",
  };
}

/** `POST /shifts/:id/end`. */
export function callOff(visit: SpaceVisit): Promise<Reply> {
  const rest = visit.posted.text("rest") === "yes";
  return does(visit, "hours.call-off", { rest }, "hours.done.called-off");
}
