/** Coming along with another group: the code, what it comes to, what one's own group is called. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { comeAlong, type Invited, invitedBy, isAlready } from "../coming.ts";
import { noSuchCode } from "../decider.ts";
import { coordinates, GroupField, Named, typedName } from "./parts.tsx";

/** `GET /allies/coming`: asks for the code. */
export async function comingPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, keys, space } = visit;
  if (!coordinates(visit)) return notHere;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("allies.coming.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/allies`}>{t("allies.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("allies.coming.text")}</p>
      <Form t={t} action={`${space.base}/allies/coming`} {...{ keys, faults }}>
        <TextField
          {...{ t, name: "code", label: t("allies.coming.code"), required: true, exact: true }}
          {...{ hint: t("allies.coming.code-hint"), maxlength: 60, error: error("code") }}
        />
        <Acts>
          <Button>{t("allies.coming.look")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("allies.coming.typed") };
}

/** The invitation that was typed, or why nobody comes along by it. */
async function invitedIn(visit: SpaceVisit): Promise<Invited | Refusal> {
  const { house, posted, space } = visit;
  const invited = await invitedBy(house, posted.text("code"), space.id);
  if (invited === null) return noSuchCode;
  return (await isAlready(house, invited.space, space.id))
    ? refuse("allies.along-already", "state", { field: "code", next: "go-back" })
    : invited;
}

/** `POST /allies/coming`: who invites, and what it comes to. Nothing has happened yet. */
export async function look(visit: SpaceVisit): Promise<Reply> {
  if (!coordinates(visit)) return notHere;
  const invited = await invitedIn(visit);
  return isRefusal(invited) ? comingPage(visit, invited) : confirm(visit, invited, null);
}

async function confirm(
  visit: SpaceVisit,
  invited: Invited,
  refusal: Refusal | null,
): Promise<Reply> {
  const { t, keys, space, posted, view } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("allies.coming.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("allies.coming.by")}</p>
      <h2 dir="auto">
        <Named text={invited.from} none={t("allies.nameless")} />
      </h2>
      <ul>
        {["reads", "they-see", "ours", "alone", "ends"].map((what) => (
          <li>{t(`allies.coming.${what}`)}</li>
        ))}
      </ul>
      <Form t={t} action={`${space.base}/allies/coming/confirmation`} {...{ keys, faults }}>
        <input type="hidden" name="code" value={posted.text("code")} />
        <GroupField
          {...{ visit, label: t("allies.coming.name"), hint: t("allies.coming.name-hint") }}
          {...{ error: error("name"), value: await nameOf(view) }}
        />
        <Acts>
          <Button>{t("allies.coming.come")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("allies.coming.name-typed") };
}

/** `POST /allies/coming/confirmation`: comes along. */
export async function come(visit: SpaceVisit): Promise<Reply> {
  if (!coordinates(visit)) return notHere;
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { house, posted, space, session } = visit;
  const invited = await invitedIn(visit);
  if (isRefusal(invited)) return comingPage(visit, invited);
  const name = typedName(visit);
  if (isRefusal(name)) return confirm(visit, invited, name);
  const coming = { invited, code: posted.text("code"), name, key: posted.text(FORM_KEY) };
  const own = { space: space.id, member: session?.member ?? "" };
  const done = await comeAlong(house, own, coming);
  if (isRefusal(done)) return comingPage(visit, done);
  return { goto: `${space.base}/alliances/${done}`, notice: "allies.coming.done" };
}
