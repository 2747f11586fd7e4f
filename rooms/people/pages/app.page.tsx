/** Codes of an app: set up with one code, and turned off again. Asked who one is, first. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { QR } from "../../../ui/qr.tsx";
import { tellSessions } from "../alerts.ts";
import { openFor, sealFor } from "../entering.ts";
import { hasSecond, turnAppOff, turnAppOn } from "../factors.ts";
import { readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { originOf, saysOf } from "../says.ts";
import { stepUp } from "../stepup.ts";
import { base32, newKey, otpauth } from "../totp.ts";
import { CodeField } from "./code-field.tsx";

const AT = "/ways-in/app";
/** A key that is being set up is good for so long, ms. */
const SETUP_MS = 30 * 60_000;

/** A fresh key for the app to take; or, where one is there already, the way to turn it off. */
export async function appPage(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  return draw(visit, newKey(visit.house.parts.random), null);
}

type Setup = { login: string; key: string; until: number };

/** Turns it on, with the first code of the key that the page brought. */
export async function setUpApp(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { session, posted, house, now } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const setup = await openFor<Setup>(parts, "app-setup", posted.text("pass-setup"));
  if (setup === null || setup.login !== session.login || setup.until <= now)
    return draw(visit, newKey(parts.random), refuse("people.setup-over", "state"));
  const key = Buffer.from(setup.key, "base64");
  const refusal = await turnAppOn(parts, session.login, key, posted.text("passcode"));
  if (refusal !== null) return draw(visit, key, refusal);
  await tellSessions(parts, session.login, "app-on", session.id);
  return { goto: "/ways-in/recovery-codes", notice: "people.app.is-on" };
}

/** Turns it off. */
export async function removeApp(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit, AT);
  if (asked !== null) return asked;
  const { session, house } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  await turnAppOff(parts, session.login);
  await tellSessions(parts, session.login, "app-off", session.id);
  return { goto: "/ways-in", notice: "people.app.is-off" };
}

async function draw(visit: Visit, key: Uint8Array, refusal: Refusal | null): Promise<Reply> {
  const { t, session, house } = visit;
  if (session === null) return notHere;
  const on = hasSecond(await readLogin(nodeOf(house), session.login));
  const title = t("people.app.title");
  const { status } = saysOf(visit, refusal);
  const page = (
    <>
      <h1>{title}</h1>
      {on ? <TurnOff visit={visit} /> : await setUp(visit, key, refusal)}
    </>
  );
  const readers = t("people.ways.readers");
  return { title, page, status, readers, typed: t("web.typed.own") };
}

async function setUp(visit: Visit, key: Uint8Array, refusal: Refusal | null) {
  const { t, keys, session, house, now } = visit;
  const { faults, error } = saysOf(visit, refusal, { code: "passcode" });
  const login = session?.login ?? "";
  const setup: Setup = { login, key: Buffer.from(key).toString("base64"), until: now + SETUP_MS };
  const sealed = await sealFor(nodeOf(house), "app-setup", setup);
  const host = new URL(originOf(visit)).host;
  const grouped = base32(key).replaceAll(/(.{4})(?=.)/g, "$1 ");
  return (
    <>
      <p>{t("people.app.text")}</p>
      <ol>
        <li>{t("people.app.scan")}</li>
        <li>{t("people.app.type")}</li>
      </ol>
      <QR t={t} address={otpauth(key, host)} />
      <p>
        {t("people.app.key")}
        <br />
        <code dir="ltr">{grouped}</code>
      </p>
      <Form t={t} action={AT} keys={keys} faults={faults}>
        <input type="hidden" name="pass-setup" value={sealed} />
        <CodeField t={t} kind="app" error={error("passcode")} />
        <Acts>
          <Button>{t("people.app.turn-on")}</Button>
        </Acts>
      </Form>
    </>
  );
}

function TurnOff({ visit }: { visit: Visit }) {
  const { t, keys } = visit;
  return (
    <>
      <p>{t("people.app.off-text")}</p>
      <Form t={t} action={`${AT}/removal`} keys={keys}>
        <Acts>
          <Button weight="grave">{t("people.app.turn-off")}</Button>
          <Go href="/ways-in" weight="quiet">
            {t("people.app.keep")}
          </Go>
        </Acts>
      </Form>
    </>
  );
}
