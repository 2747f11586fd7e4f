/** Coming in with name and passphrase, and going out. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { recognise } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { deviceIn, ownPath, saysOf } from "../says.ts";
import { beginSession, endSession } from "../sessions.ts";

/** The form. `?to=` is where to go afterwards. */
export async function signInPage(visit: Visit): Promise<Reply> {
  const to = ownPath(visit.query.get("to") ?? "/");
  if (visit.session !== null) return { goto: to };
  return draw(visit, to, "", null);
}

/** Begins a session under a new token, or says the form again. */
export async function signIn(visit: Visit): Promise<Reply> {
  const { posted, session, house } = visit;
  const parts = nodeOf(house);
  const to = ownPath(posted.text("to"));
  const [name, passphrase] = [posted.text("name"), posted.text("passphrase")];
  const login = await recognise(parts, name, passphrase, deviceIn(visit));
  if (isRefusal(login)) return draw(visit, to, name, login);
  const token = await beginSession(parts, login, session?.id ?? null);
  return signedIn(to, token);
}

/** A reply that goes on with a fresh session; `web/` keeps the token in the browser. */
export function signedIn(goto: string, session: string | null, notice?: string): Reply {
  const going: { goto: string; session: string | null; notice?: string } = { goto, session };
  return notice === undefined ? going : { ...going, notice };
}

function draw(visit: Visit, to: string, name: string, refusal: Refusal | null): PageReply {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("people.sign-in.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action="/sign-in" keys={keys} faults={faults}>
        <input type="hidden" name="to" value={to} />
        <TextField
          t={t}
          name="name"
          label={t("people.login.name")}
          autocomplete="username"
          exact
          required
          value={name}
          error={error("name")}
        />
        <TextField
          t={t}
          name="passphrase"
          type="password"
          label={t("people.login.passphrase")}
          autocomplete="current-password"
          required
        />
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
      <p class="soft">{t("people.sign-in.limits")}</p>
      <p>
        <a href="/claim">{t("people.claim.title")}</a>
      </p>
    </>
  );
  return { title, page, status };
}

/** Asks once before going out: a link changes nothing. */
export async function signOutPage({ t, keys }: Visit): Promise<Reply> {
  const title = t("people.sign-out.title");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        <p>{t("people.sign-out.text")}</p>
        <Form t={t} action="/sign-out" keys={keys}>
          <Acts>
            <Button>{title}</Button>
          </Acts>
        </Form>
      </>
    ),
  };
}

/** Ends the session on the server, and has the browser forget it. */
export async function signOut({ session, house }: Visit): Promise<Reply> {
  if (session !== null) await endSession(nodeOf(house), session.id);
  return signedIn("/sign-in", null, "people.sign-out.done");
}
