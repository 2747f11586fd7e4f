/** Making an invitation: a link, a square code, and a text to paste into a chat. */
import { ROLES } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { QR } from "../../../ui/qr.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { INVITATION_DAYS_MAX, INVITATION_USES_MAX } from "../commands.ts";
import { WAYS, type Way } from "../facts.ts";
import { originOf, saysOf } from "../says.ts";

/** The form; what it asks has an answer already, but for the role. */
export async function invitePage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

/** Makes it. The code is shown on this very answer and never again; a repeat shows the same. */
export async function invite(visit: SpaceVisit): Promise<Reply> {
  const { posted, send } = visit;
  const figure = (name: string) => Number(asciiDigits(posted.text(name)) || Number.NaN);
  const roles = posted.all("role");
  const way = WAYS.find((one) => one === posted.text("way")) ?? "trusted";
  const input = { roles, days: figure("days"), uses: figure("uses"), way };
  const done = await send("people.invite", input);
  return isRefusal(done) ? draw(visit, done) : made(visit, String(done.answer["code"]), input);
}

function draw(visit: SpaceVisit, refusal: Refusal | null): PageReply {
  const { t, keys, space, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { roles: "role" });
  const title = t("people.invite.title");
  const role = posted.text("role");
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action={`${space.base}/invitations/new`} keys={keys} faults={faults}>
        <Choice
          t={t}
          name="role"
          label={t("people.roles")}
          required
          value={role === "" ? "member" : role}
          error={error("role")}
          cards={ROLES.map((value) => ({
            ...{ value, label: t(`people.role.${value}`), hint: t(`people.role-hint.${value}`) },
          }))}
        />
        <Choice
          t={t}
          name="way"
          label={t("people.way")}
          required
          value={posted.text("way") || "trusted"}
          error={error("way")}
          cards={WAYS.map((value) => ({
            ...{ value, label: t(`people.way.${value}`), hint: t(`people.way-hint.${value}`) },
          }))}
        />
        <p>
          <a href={`${space.base}/questions`}>{t("people.questions.title")}</a>
        </p>
        <TextField
          t={t}
          name="days"
          digits
          label={t("people.invite.days", { max: INVITATION_DAYS_MAX })}
          value={posted.text("days") || "7"}
          error={error("days")}
        />
        <TextField
          t={t}
          name="uses"
          digits
          label={t("people.invite.uses", { max: INVITATION_USES_MAX })}
          value={posted.text("uses") || "1"}
          error={error("uses")}
        />
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

type Made = { days: number; uses: number; way: Way };

function made(visit: SpaceVisit, code: string, { days, uses, way }: Made) {
  const { t, words, space, lang } = visit;
  const address = `${originOf(visit)}${space.base}/invitation/${code}`;
  const title = t("people.invite.made");
  const text = words.plain("people.invite.paste", { address, days });
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.invite.once", { days, uses })}</p>
      <p>{t(`people.way-then.${way}`)}</p>
      <Copy t={t} id="invitation" label={t("people.invite.text")} text={{ lang, text }} rows={6} />
      <QR t={t} address={address} />
      <p>
        <bdi dir="ltr">{address}</bdi>
      </p>
      <Acts>
        <Go href={`${space.base}/members`} weight="quiet">
          {t("people.members.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, scripts: ["copy.js"] };
}
