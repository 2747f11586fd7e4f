/** Coming in with name and passphrase, or a passkey; and going out. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { comeIn, goHalfway } from "../entering.ts";
import { hasSecond } from "../factors.ts";
import { readLogin, recognise } from "../logins.ts";
import { provenBy } from "../passkeys.ts";
import { nodeOf } from "../records.ts";
import { browserIn, deviceIn, isSharedPhone, originOf, ownPath, saysOf } from "../says.ts";
import { endSession } from "../sessions.ts";
import { askPasskey, PASSKEY_SCRIPT, PasskeyForm } from "./passkey-form.tsx";
import { SharedTick } from "./shared-tick.tsx";

/** Where the second step is asked for. */
const SECOND = "/sign-in/code";

type Typing = { to: string; name: string; shared: boolean; refusal: Refusal | null };

/** The form. `?to=` is where to go afterwards. */
export async function signInPage(visit: Visit): Promise<Reply> {
  const to = ownPath(visit.query.get("to") ?? "/");
  if (visit.session !== null) return { goto: to };
  const shared = isSharedPhone(visit) || visit.query.get("shared") === "yes";
  return draw(visit, { to, name: "", shared, refusal: null });
}

/** Begins a session under a new token, asks for the second step, or says the form again. */
export async function signIn(visit: Visit): Promise<Reply> {
  const { posted, session, house } = visit;
  const parts = nodeOf(house);
  const to = ownPath(posted.text("to"));
  const [name, passphrase] = [posted.text("name"), posted.text("passphrase")];
  const shared = posted.has("shared");
  const login = await recognise(parts, name, passphrase, deviceIn(visit));
  if (isRefusal(login)) return draw(visit, { to, name, shared, refusal: login });
  if (hasSecond(await readLogin(parts, login))) {
    const halfway = await goHalfway(parts, { login, to, shared }, browserIn(visit));
    return halfTo(SECOND, halfway);
  }
  return signedIn(to, await comeIn(parts, login, { before: session?.id ?? null, shared }));
}

/** Begins a session by a passkey, which stands for both steps. */
export async function signInByPasskey(visit: Visit): Promise<Reply> {
  const { posted, session, house } = visit;
  const parts = nodeOf(house);
  const to = ownPath(posted.text("to"));
  const shared = posted.has("shared");
  const asked = { use: "sign-in", login: null, browser: browserIn(visit) } as const;
  const origin = originOf(visit);
  const login = await provenBy(parts, posted.text("passkey"), { ...asked, origin });
  if (isRefusal(login)) return draw(visit, { to, name: "", shared, refusal: login });
  return signedIn(to, await comeIn(parts, login, { before: session?.id ?? null, shared }));
}

/** A reply that goes on with a fresh session; `web/` keeps the token in the browser. */
export function signedIn(goto: string, session: string | null, notice?: string): Reply {
  const going = { goto, session, halfway: null };
  return notice === undefined ? going : ({ ...going, notice } as Reply);
}

/** A reply that goes on with a sign-in half done; with null it begins anew. */
export function halfTo(goto: string, halfway: string | null): Reply {
  const going = { goto: halfway === null ? "/sign-in" : goto, halfway };
  return going;
}

async function draw(visit: Visit, typing: Typing): Promise<PageReply> {
  const { t, keys } = visit;
  const { to, name, shared, refusal } = typing;
  const { faults, error, status } = saysOf(visit, refusal, { passkey: "" });
  const title = t("people.sign-in.title");
  const asked = await askPasskey(visit, {
    ...{ use: "sign-in", login: null, action: "/sign-in/passkey" },
  });
  // On a shared phone nothing is filled in by the browser, nor offered to be kept.
  const fills = (what: string) => (shared ? "off" : what);
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action="/sign-in" keys={keys} faults={faults}>
        <input type="hidden" name="to" value={to} />
        <TextField
          t={t}
          name="name"
          label={t("people.login.name")}
          autocomplete={fills("username")}
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
          autocomplete={fills("current-password")}
          required
        />
        <SharedTick t={t} ticked={shared} />
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
      {asked !== null && (
        <PasskeyForm visit={visit} asked={asked} label={t("people.passkey.use")}>
          <input type="hidden" name="to" value={to} />
          <SharedTick t={t} ticked={shared} id="f-shared-passkey" />
        </PasskeyForm>
      )}
      <p class="soft">{t("people.sign-in.limits")}</p>
      <p>
        <a href="/sign-in/spoken">{t("people.spoken.have")}</a>
      </p>
      <p>
        <a href="/claim">{t("people.claim.title")}</a>
      </p>
      <p>
        <a href="/recovery">{t("people.recovery.title")}</a>
      </p>
    </>
  );
  const scripts = asked === null ? {} : { scripts: [PASSKEY_SCRIPT] };
  return { title, page, status, typed: t("web.typed.own"), ...scripts };
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
export async function signOut({ session, house, lang }: Visit): Promise<Reply> {
  if (session !== null) await endSession(nodeOf(house), session.id);
  // A shared phone forgets the language too, so the address brings it along.
  const shared = new URLSearchParams({ shared: "yes", lang });
  const to = session?.shared === true ? `/sign-in?${shared}` : "/sign-in";
  return signedIn(to, null, "people.sign-out.done");
}
