/** Coming in by a claim code, where one's space was brought to this node. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { CLAIM_CODE_MAX, claim } from "../claims.ts";
import { goOn } from "../entering.ts";
import { nodeOf } from "../records.ts";
import { deviceIn, saysOf } from "../says.ts";
import { LoginFields } from "./login-fields.tsx";
import { signedIn } from "./sign-in.page.tsx";

/** The form; who is signed in already brings a code alone. */
export async function claimPage(visit: Visit): Promise<Reply> {
  return draw(visit, null);
}

/** Joins the login to the member, and begins a session; or says the form again. */
export async function claimIn(visit: Visit): Promise<Reply> {
  const { house, session, posted, lang } = visit;
  const [name, passphrase] = [posted.text("name"), posted.text("passphrase")];
  const device = deviceIn(visit);
  const claimant = session === null ? { name, passphrase, lang, device } : { login: session.login };
  const login = await claim(house, posted.text("code"), claimant);
  if (isRefusal(login)) return draw(visit, login);
  const parts = nodeOf(house);
  const token = await goOn(parts, login, session?.id ?? null);
  return signedIn("/", token, "people.join.done");
}

function draw(visit: Visit, refusal: Refusal | null): PageReply {
  const { t, keys, posted, session } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("people.claim.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.claim.text")}</p>
      <Form t={t} action="/claim" keys={keys} faults={faults}>
        <TextField
          t={t}
          name="code"
          label={t("people.claim.code")}
          hint={t("people.claim.code-hint")}
          maxlength={CLAIM_CODE_MAX}
          exact
          required
          value={posted.text("code")}
          error={error("code")}
        />
        {session === null && <LoginFields visit={visit} as="name" error={error} />}
        <Acts>
          <Button>{t("people.join.button")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("web.typed.own") };
}
