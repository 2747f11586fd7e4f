/** Another passphrase, for whoever knows the present one. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { hasSecond } from "../factors.ts";
import { changePassphrase, readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { saysOf } from "../says.ts";
import { beginSession, endSessions } from "../sessions.ts";
import { dropSpoken } from "../spoken.ts";
import { stepUp } from "../stepup.ts";
import { NewPassphrase } from "./new-passphrase.tsx";
import { signedIn } from "./sign-in.page.tsx";

/** The form asks for the passphrase itself; who has a second step is asked for both before. */
async function askFirst(visit: Visit): Promise<Reply | null> {
  const login = await readLogin(nodeOf(visit.house), visit.session?.login ?? "");
  return hasSecond(login) ? stepUp(visit) : null;
}

/** The form. */
export async function passphrasePage(visit: Visit): Promise<Reply> {
  return (await askFirst(visit)) ?? draw(visit, null);
}

/** Changes it, ends every other session, and goes on under a new token. */
export async function setPassphrase(visit: Visit): Promise<Reply> {
  const { session, house, posted } = visit;
  if (session === null) return notHere;
  const asked = await askFirst(visit);
  if (asked !== null) return asked;
  const parts = nodeOf(house);
  const [present, next] = [posted.text("present"), posted.text("passphrase")];
  const refusal = await changePassphrase(parts, session.login, present, next);
  if (refusal !== null) return draw(visit, refusal);
  await endSessions(parts, session.login, null);
  await dropSpoken(parts, session.login);
  const token = await beginSession(parts, session.login, { shared: session.shared });
  return signedIn("/sessions", token, "people.passphrase.changed");
}

function draw(visit: Visit, refusal: Refusal | null): PageReply {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("people.passphrase.change");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.passphrase.text")}</p>
      <Form t={t} action="/passphrase" keys={keys} faults={faults}>
        <TextField
          t={t}
          name="present"
          type="password"
          label={t("people.passphrase.present")}
          autocomplete="current-password"
          required
          error={error("present")}
        />
        <NewPassphrase visit={visit} error={error("passphrase")} />
        <Acts>
          <Button>{t("people.save")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("web.typed.own") };
}
