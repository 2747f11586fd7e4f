/** The page of someone who came in and waits to be vouched in: what they can do, what is needed. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { State } from "../../../ui/state.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { inGroups, spokenDigits } from "../digits.ts";
import { nodeOf } from "../records.ts";
import { asksSomething, saysOf } from "../says.ts";

/** What the digits on this page are about. */
export const vouchDigits = (space: string, member: string) => `vouch/${space}/${member}`;

/** The page. It names nobody: who vouched is the group's to tell. */
export async function waitingPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, session, space, view, house, keys } = visit;
  const member = session?.waiting;
  if (member == null) return notHere;
  const digits = await spokenDigits(nodeOf(house), vouchDigits(space.id, member));
  const opens = view.opens(space.thing.circle, space.thing);
  const { faults, status } = saysOf(visit, refusal);
  const title = t("people.waiting.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>
        <State is="waiting">{t("people.waiting.state")}</State>
      </p>
      <p>{t("people.waiting.needed")}</p>
      <h2>{t("people.waiting.digits")}</h2>
      <p>{t("people.waiting.digits-text")}</p>
      <p>
        <bdi class="figure large" dir="ltr">
          {inGroups(digits)}
        </bdi>
      </p>
      <h2>{t("people.waiting.now")}</h2>
      {opens ? (
        <p>
          <a href={space.base}>{t("people.waiting.public")}</a>
        </p>
      ) : (
        <p>{t("people.waiting.nothing")}</p>
      )}
      {asksSomething(visit) && (
        <p>
          <a href={`${space.base}/waiting/conduct`}>{t("spaces.conduct.title")}</a>
        </p>
      )}
      <h2>{t("people.leave.title")}</h2>
      <Form t={t} action={`${space.base}/waiting/end`} keys={keys} faults={faults}>
        <Ticks
          t={t}
          name="forget"
          label={t("people.members.name")}
          ticks={[{ value: "yes", label: t("people.waiting.forget") }]}
        />
        <Acts>
          <Button weight="grave">{t("people.leave.title")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, readers: t("people.waiting.readers") };
}

/** Goes again, without having been in; no reason is asked. */
export async function leaveWaiting(visit: SpaceVisit): Promise<Reply> {
  const { send, posted, session } = visit;
  if (session?.waiting == null) return notHere;
  const author = { by: "member", member: session.waiting } as const;
  const done = await send("people.leave", { forget: posted.has("forget") }, { author });
  if (isRefusal(done)) return waitingPage(visit, done);
  return { goto: "/", notice: "people.leave.done" };
}
