/** Leaving a group: what that stops and what it does not, and the button that does it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { closingCircles } from "../closing.ts";
import { countOfWords } from "../reading.ts";
import { saysOf } from "../says.ts";
import { ClosingCircles } from "./closing.tsx";
import { goes, goingAlong } from "./removal.page.tsx";

const STOPS = ["opens-nothing", "not-listed", "drafts", "invited"];
const STAYS = ["written", "sign-in"];

/** The page. Nothing happens by opening it. */
export async function leavePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, session, space, keys, view, lang } = visit;
  if (session?.member == null) return notHere;
  const { faults, status } = saysOf(visit, refusal);
  const at = `${space.base}/membership`;
  const points = (all: readonly string[]) => (
    <ul>
      {all.map((point) => (
        <li>{t(`people.leave.${point}`)}</li>
      ))}
    </ul>
  );
  const words = await countOfWords(view, session.member);
  const title = t("people.leave.title");
  const page = (
    <>
      <h1>{title}</h1>
      <h2>{t("people.removal.stops")}</h2>
      {points(STOPS)}
      <h2>{t("people.removal.stays")}</h2>
      {points(STAYS)}
      <ClosingCircles
        visit={visit}
        circles={await closingCircles(view, session.member, lang)}
        text={t("people.closing.group")}
      />
      <Form t={t} action={`${at}/end`} keys={keys} faults={faults}>
        <Ticks t={t} name="goes" label={t("people.goes")} ticks={goes(visit, words)} />
        <Acts>
          <Button weight="grave">{title}</Button>
          <Go href={at} weight="quiet">
            {t("people.leave.keep")}
          </Go>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

/** Leaves the group. */
export async function leave(visit: SpaceVisit): Promise<Reply> {
  const { send, session } = visit;
  if (session === null) return notHere;
  const done = await send("people.leave", goingAlong(visit));
  if (isRefusal(done)) return leavePage(visit, done);
  return { goto: "/", notice: "people.leave.done" };
}
