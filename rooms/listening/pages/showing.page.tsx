/** Who else reads a session: how its words may be used, what others would read, its end. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { saysOf } from "../../people/index.ts";
import { circleLeft } from "../decider.ts";
import { type Session, USES } from "../facts.ts";
import { grownFrom, type Written, writtenOf } from "../questions.ts";
import { atOf, does, forSession, InWords, takesOut, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** `GET /listening/:id/showing`. */
export function showingPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, view, keys } = visit;
    const at = atOf(visit, one);
    const { faults, error } = saysOf(visit, refusal);
    const written = await writtenOf(view, one);
    const waits = (await grownFrom(view, one.id)).some(
      ({ shown, line }) => !shown && isOutside(line.thing.circle),
    );
    const body = (
      <>
        <h2>{t("listening.use.title")}</h2>
        <Form t={t} action={`${at}/use`} keys={keys} faults={faults}>
          <Choice
            {...{ t, name: "use", label: t("listening.use.label"), error: error("use") }}
            hint={t("listening.use.hint")}
            cards={USES.map((value) => {
              const hint = t(`listening.use.${value}-hint`);
              return { value, label: t(`listening.use.${value}`), hint };
            })}
            value={one.state.use}
          />
          <Acts>
            <Button weight="quiet">{t("people.save")}</Button>
          </Acts>
        </Form>
        {one.state.use !== "here" && <WouldOpen {...{ visit, one, written }} />}
        {isOutside(one.circle) && (
          <>
            {waits && (
              <Act action={`${at}/showing`} keys={keys}>
                {t("listening.showing.links")}
              </Act>
            )}
            <Act action={`${at}/showing/end`} keys={keys}>
              {t("listening.showing.end")}
            </Act>
          </>
        )}
      </>
    );
    return under(visit, one, { title: t("listening.showing.title"), refusal }, body);
  });
}

/** All that others would read, said before anything is shown. */
function WouldOpen(props: { visit: SpaceVisit; one: Session; written: Written }) {
  const { visit, one, written } = props;
  const { t, space, keys } = visit;
  const shown = isOutside(one.circle);
  const whom = t(`listening.showing.${space.protects ? "link" : "public"}`);
  return (
    <section>
      <h2>{t(shown ? "listening.showing.open" : "listening.showing.would")}</h2>
      <p>{whom}</p>
      <ul>
        <li>{t(`listening.showing.known${space.protects ? "-month" : ""}`)}</li>
        {!space.protects && <li>{t("listening.showing.figures")}</li>}
        <li>{t("listening.showing.missed")}</li>
        <li>{t("listening.showing.questions", { n: one.state.questions.length })}</li>
        <li>{t("listening.showing.heard", { n: one.state.heard.length })}</li>
      </ul>
      <Notice kind="info" t={t}>
        <p>{t("listening.showing.stays")}</p>
      </Notice>
      {written.summary.length === 0 ? (
        <p>
          <a href={`${atOf(visit, one)}/texts`}>{t("listening.showing.write")}</a>
        </p>
      ) : (
        <>
          <InWords visit={visit} texts={written.summary} />
          {!shown && (
            <Act action={`${atOf(visit, one)}/showing`} keys={keys} weight="main">
              {t("listening.showing.do")}
            </Act>
          )}
        </>
      )}
    </section>
  );
}

/** `POST /listening/:id/use`. */
export function sayUse(visit: SpaceVisit): Promise<Reply> {
  const use = USES.find((one) => one === visit.posted.text("use"));
  return forSession(visit, (one) => {
    const again = (refusal: Refusal) => showingPage(visit, refusal);
    const said = { to: "/showing", notice: "listening.done.saved", again };
    const back = use === "here" && isOutside(one.circle) ? afterwards(visit, one) : {};
    return does(visit, "say-use", { use }, { ...said, ...back });
  });
}

/** `POST /listening/:id/showing`. */
export function show(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => showingPage(visit, refusal);
  return does(visit, "show", {}, { to: "", notice: "listening.done.shown", again });
}

/** `POST /listening/:id/showing/end`. */
export function quiet(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, (one) => {
    const again = (refusal: Refusal) => showingPage(visit, refusal);
    const said = { to: "", notice: "listening.done.quiet", again };
    return does(visit, "quiet", {}, { ...said, ...afterwards(visit, one) });
  });
}

/** Where it lay in a circle it lies there again: whoever is not in it goes on to the list. */
function afterwards({ view }: SpaceVisit, one: Session) {
  if (circleLeft(one) === null || one.left === undefined) return {};
  const goes = view.opens(one.left.circle, one) ? {} : { to: null };
  return { ...goes, notice: "listening.done.quiet-circle" };
}

/** `GET /listening/:id/removal`: said first what goes and what stays. */
export function removalPage(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, (one) => {
    if (!takesOut(visit)) return notHere;
    const { t, keys } = visit;
    const body = (
      <>
        <p>{t("listening.removal.text")}</p>
        <Acts>
          <Act action={`${atOf(visit, one)}/removal`} keys={keys} weight="grave">
            {t("listening.removal.title")}
          </Act>
          <Go href={atOf(visit, one)} weight="quiet">
            {t("listening.removal.keep")}
          </Go>
        </Acts>
      </>
    );
    return under(visit, one, { title: t("listening.removal.title") }, body);
  });
}

/** `POST /listening/:id/removal`. */
export async function takeOut(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("listening.take-out", { listening: visit.params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/listening`, notice: "listening.done.out" };
}
