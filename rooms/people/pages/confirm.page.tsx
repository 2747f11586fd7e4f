/** Asked again who one is, before what outlasts a session or cannot be taken back. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { tellSessions } from "../alerts.ts";
import { checkSecond, hasSecond } from "../factors.ts";
import { confirmPassphrase, readLogin } from "../logins.ts";
import { provenBy } from "../passkeys.ts";
import { nodeOf } from "../records.ts";
import { browserIn, originOf, ownPath, saysOf } from "../says.ts";
import { renewSession } from "../sessions.ts";
import { PROVED_MS } from "../stepup.ts";
import { CodeField, kindAsked } from "./code-field.tsx";
import { askPasskey, PASSKEY_SCRIPT, PasskeyForm } from "./passkey-form.tsx";

const AT = "/confirm";

/** The form. `?to=` is where to go back to. */
export async function confirmPage(visit: Visit): Promise<Reply> {
  const { session, query, now } = visit;
  if (session === null) return notHere;
  const to = ownPath(query.get("to") ?? "/");
  return now - session.proved < PROVED_MS && query.has("to") ? { goto: to } : draw(visit, to, null);
}

/** Goes on under a new token, or says what to put right. */
export async function confirm(visit: Visit): Promise<Reply> {
  const { session, house, posted } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const { login, id } = session;
  const to = ownPath(posted.text("to"));
  const wrong = await confirmPassphrase(parts, login, posted.text("passphrase"));
  if (wrong !== null) return draw(visit, to, { ...wrong, field: "passphrase" });
  if (hasSecond(await readLogin(parts, login))) {
    const done = await checkSecond(parts, login, posted.text("passcode"), id);
    if (isRefusal(done)) return draw(visit, to, done);
    if (done === "recovery") await tellSessions(parts, login, "code-used", id);
  }
  return goOn(visit, to);
}

/** The same by a passkey of this login, which stands for both. */
export async function confirmByPasskey(visit: Visit): Promise<Reply> {
  const { session, house, posted } = visit;
  if (session === null) return notHere;
  const to = ownPath(posted.text("to"));
  const asked = { use: "confirm", login: session.login, browser: browserIn(visit) } as const;
  const origin = originOf(visit);
  const login = await provenBy(nodeOf(house), posted.text("passkey"), { ...asked, origin });
  return isRefusal(login) ? draw(visit, to, login) : goOn(visit, to);
}

async function goOn({ session, house }: Visit, to: string): Promise<Reply> {
  const token = await renewSession(nodeOf(house), session?.id ?? "", { proved: true });
  if (token === null) return { goto: `/sign-in?${new URLSearchParams({ to })}` };
  const going = { goto: to, session: token, renewed: true };
  return going;
}

async function draw(visit: Visit, to: string, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, session, house } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { code: "passcode", passkey: "" });
  const login = session?.login ?? "";
  const second = hasSecond(await readLogin(nodeOf(house), login));
  const asked = await askPasskey(visit, { use: "confirm", login, action: `${AT}/passkey` });
  const kind = kindAsked(visit);
  const other = kind === "app" ? "recovery" : "app";
  const title = t("people.confirm.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.confirm.text", { minutes: PROVED_MS / 60_000 })}</p>
      <Form t={t} action={AT} keys={keys} faults={faults}>
        <input type="hidden" name="to" value={to} />
        <TextField
          t={t}
          name="passphrase"
          type="password"
          label={t("people.login.passphrase")}
          autocomplete={session?.shared === true ? "off" : "current-password"}
          required
          error={error("passphrase")}
        />
        {second && <CodeField t={t} kind={kind} error={error("passcode")} />}
        <Acts>
          <Button>{t("people.confirm.button")}</Button>
        </Acts>
      </Form>
      {asked !== null && (
        <PasskeyForm visit={visit} asked={asked} label={t("people.passkey.use")}>
          <input type="hidden" name="to" value={to} />
        </PasskeyForm>
      )}
      {second && (
        <p>
          <a href={`${AT}?${new URLSearchParams({ to, with: other })}`}>
            {t(`people.second.with-${other}`)}
          </a>
        </p>
      )}
    </>
  );
  const scripts = asked === null ? {} : { scripts: [PASSKEY_SCRIPT] };
  return { title, page, status, typed: t("web.typed.own"), ...scripts };
}
