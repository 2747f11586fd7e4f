/** Coming back without a passphrase: beginning, and looking how far it is. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { inGroups } from "../digits.ts";
import { readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { stopRecovery } from "../recover.ts";
import { beginRecovery, type HowFar, howFar, type Shown } from "../recovery.ts";
import { saysOf } from "../says.ts";
import { LoginFields } from "./login-fields.tsx";

/** The form: who one is, and the passphrase from then on. */
export async function recoveryPage(visit: Visit): Promise<Reply> {
  if (visit.session !== null) return { goto: "/ways-in" };
  return draw(visit, null);
}

function draw(visit: Visit, refusal: Refusal | null, of: "name" | "code" = "name"): PageReply {
  const { t, keys } = visit;
  const begun = saysOf(visit, of === "name" ? refusal : null);
  const looked = saysOf(visit, of === "code" ? refusal : null);
  const title = t("people.recovery.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.recovery.text")}</p>
      <Form t={t} action="/recovery" keys={keys} faults={begun.faults}>
        <LoginFields visit={visit} as="name" error={begun.error} />
        <Acts>
          <Button>{t("people.recovery.begin")}</Button>
        </Acts>
      </Form>
      <h2>{t("people.recovery.look-title")}</h2>
      <Form t={t} action="/recovery/look" keys={keys} faults={looked.faults}>
        <TextField
          t={t}
          name="code"
          label={t("people.recovery.code")}
          exact
          maxlength={60}
          error={looked.error("code")}
        />
        <Acts>
          <Button>{t("people.recovery.look")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status: Math.max(begun.status, looked.status) };
}

/** Begins; the answer is the same whether or not anybody signs in by the name. */
export async function begin(visit: Visit): Promise<Reply> {
  const { house, posted } = visit;
  const [name, passphrase] = [posted.text("name"), posted.text("passphrase")];
  const begun = await beginRecovery(nodeOf(house), name, passphrase);
  return isRefusal(begun) ? draw(visit, begun) : begunPage(visit, begun);
}

function begunPage(visit: Visit, { digits, code }: Shown): PageReply {
  const { t } = visit;
  const title = t("people.recovery.begun");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.recovery.two")}</p>
      <Digits digits={digits} />
      <p>{t("people.recovery.keep-code")}</p>
      <p>
        <bdi dir="ltr">
          <code dir="ltr">{code}</code>
        </bdi>
      </p>
      <p>{t("people.recovery.then")}</p>
    </>
  );
  return { title, page, readers: t("people.waiting.readers") };
}

/** Six digits to be read out, large. */
export function Digits({ digits }: { digits: string }) {
  return (
    <p>
      <bdi class="figure large" dir="ltr">
        {inGroups(digits)}
      </bdi>
    </p>
  );
}

/** How far it is, for whoever holds the code. */
export async function look(visit: Visit): Promise<Reply> {
  const { house, posted } = visit;
  const far = await howFar(nodeOf(house), posted.text("code"));
  if (far === null)
    return draw(visit, refuse("people.recovery-none", "not-found", { field: "code" }), "code");
  return farPage(visit, far);
}

function farPage({ t, words }: Visit, { digits, vouched, until }: HowFar): PageReply {
  const title = t("people.recovery.title");
  const day = until === null ? "" : words.day(dayOf(until, "UTC"));
  const time = until === null ? "" : new Date(until).toISOString().slice(11, 16);
  const page = (
    <>
      <h1>{title}</h1>
      {until === null ? (
        <>
          <p>{t("people.recovery.vouched", { n: vouched })}</p>
          <Digits digits={digits} />
        </>
      ) : (
        <p>{t("people.recovery.waits", { day, time })}</p>
      )}
    </>
  );
  return { title, page, readers: t("people.waiting.readers") };
}

/** Stops one at once, from any of its owner's sessions or by coordination of her groups. */
export async function stop(visit: Visit): Promise<Reply> {
  const { house, session, posted } = visit;
  if (session === null) return { goto: "/sign-in" };
  const memberships = (await readLogin(nodeOf(house), session.login))?.memberships ?? [];
  const stopped = await stopRecovery(house, posted.text("id"), { ...session, memberships });
  if (!stopped) return refuse("people.recovery-none", "not-found", { next: "go-back" });
  return { goto: "/spaces", notice: "people.recovery.stopped" };
}
