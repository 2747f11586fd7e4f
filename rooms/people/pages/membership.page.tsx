/** One's own place in this group: the name used here, and the way out. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { HANDLE_MAX } from "../facts.ts";
import { handles } from "../questions.ts";
import { asksSomething, saysOf } from "../says.ts";

/** The page. */
export async function membershipPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, session, space, keys, posted } = visit;
  const member = session?.member;
  if (member == null) return notHere;
  const name = (await handles(view, [member])).get(member) ?? "";
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("people.membership.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action={`${space.base}/membership`} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="handle"
          label={t("people.handle")}
          hint={t("people.membership.name-hint")}
          maxlength={HANDLE_MAX}
          required
          value={posted.has("handle") ? posted.text("handle") : name}
          error={error("handle")}
        />
        <Acts>
          <Button>{t("people.save")}</Button>
        </Acts>
      </Form>
      <Acts>
        <Go href={`${space.base}/membership/time`} weight="quiet">
          {t("people.time.title")}
        </Go>
        <Go href={`${space.base}/membership/held`} weight="quiet">
          {t("people.held.title")}
        </Go>
        <Go href={`${space.base}/register`} weight="quiet">
          {t("spaces.register.title")}
        </Go>
        {asksSomething(visit) && (
          <Go href={`${space.base}/conduct`} weight="quiet">
            {t("spaces.conduct.title")}
          </Go>
        )}
        <Go href="/ways-in" weight="quiet">
          {t("people.ways.title")}
        </Go>
        <Go href="/sessions" weight="quiet">
          {t("people.sessions.title")}
        </Go>
      </Acts>
      <h2>{t("people.leave.title")}</h2>
      <p>{t("people.leave.text")}</p>
      <Acts>
        <Go href={`${space.base}/membership/end`} weight="quiet">
          {t("people.leave.look")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, status, keeps: ["names"] };
}

/** Changes the name used here. */
export async function rename(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("people.rename", { handle: visit.posted.text("handle") });
  if (isRefusal(done)) return membershipPage(visit, done);
  return { goto: `${visit.space.base}/members`, notice: "people.saved.name" };
}
