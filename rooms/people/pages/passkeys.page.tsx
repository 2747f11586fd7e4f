/** One's passkeys: added where the browser has them, named, taken away. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { tellSessions } from "../alerts.ts";
import { type Passkey, readLogin } from "../logins.ts";
import { addPasskey, namePasskey, PASSKEY_NAME_MAX, removePasskey } from "../passkeys.ts";
import { nodeOf } from "../records.ts";
import { browserIn, originOf, saysOf } from "../says.ts";
import { stepUp } from "../stepup.ts";
import { askPasskey, PASSKEY_SCRIPT, PasskeyForm } from "./passkey-form.tsx";

const AT = "/ways-in/passkeys";

/** The list, and the form for another one. */
export async function passkeysPage(visit: Visit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, session, house } = visit;
  const login = session && (await readLogin(nodeOf(house), session.login));
  if (session === null || login === null) return notHere;
  const { faults, status } = saysOf(visit, refusal, { passkey: "" });
  const keys = login.passkeys ?? [];
  const asked = await askPasskey(visit, { use: "add", login: session.login, action: AT });
  const title = t("people.passkeys.title");
  const page = (
    <>
      <h1>{title}</h1>
      {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      <p>{t("people.passkeys.text")}</p>
      {keys.length === 0 ? (
        <Empty title={t("people.passkeys.none")} />
      ) : (
        <Rows>
          {keys.map((one, at) => (
            <PasskeyRow visit={visit} one={one} at={at} />
          ))}
        </Rows>
      )}
      {asked !== null && (
        <PasskeyForm visit={visit} asked={asked} label={t("people.passkeys.add")} weight="main">
          <NameField visit={visit} value="" />
        </PasskeyForm>
      )}
      <p class="soft">{t("people.passkeys.where")}</p>
    </>
  );
  const scripts = asked === null ? {} : { scripts: [PASSKEY_SCRIPT] };
  return { title, page, status, typed: t("web.typed.mine"), ...scripts };
}

function NameField(props: { visit: Visit; value: string; at?: number }) {
  const { visit, value, at } = props;
  return (
    <TextField
      t={visit.t}
      name="name"
      {...(at === undefined ? {} : { id: `f-name-${at}` })}
      label={visit.t("people.passkeys.name")}
      maxlength={PASSKEY_NAME_MAX}
      required="unsaid"
      value={value}
    />
  );
}

function PasskeyRow({ visit, one, at }: { visit: Visit; one: Passkey; at: number }) {
  const { t, words, now, keys } = visit;
  const name = one.name === "" ? one.host : one.name;
  const used =
    one.used === null
      ? t("people.passkeys.unused")
      : t("people.sessions.seen", { when: words.relative(one.used, now) });
  return (
    <Row title={<bdi>{name}</bdi>} level={2} say={used}>
      <Form t={t} action={`${AT}/${one.id}`} keys={keys}>
        <NameField visit={visit} value={one.name} at={at} />
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
          <Button weight="quiet" name="remove" value="yes">
            {t("people.passkeys.remove")}
          </Button>
        </Acts>
      </Form>
    </Row>
  );
}

/** Keeps what the browser made. */
export async function addOne(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { session, house, posted } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const { login, id } = session;
  const refusal = await addPasskey(parts, posted.text("passkey"), {
    ...{ use: "add", login, browser: browserIn(visit), origin: originOf(visit) },
    name: posted.text("name").slice(0, PASSKEY_NAME_MAX),
  });
  if (refusal !== null) return passkeysPage(visit, refusal);
  await tellSessions(parts, login, "passkey-added", id);
  return { goto: AT, notice: "people.passkeys.added" };
}

/** Gives one another name, or takes it away. */
export async function changeOne(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit, AT);
  if (asked !== null) return asked;
  const { session, house, posted, params } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const { login, id } = session;
  const key = params["key"] ?? "";
  if (!posted.has("remove")) {
    await namePasskey(parts, login, key, posted.text("name").slice(0, PASSKEY_NAME_MAX));
    return { goto: AT, notice: "people.passkeys.named" };
  }
  if (!(await removePasskey(parts, login, key))) return notHere;
  await tellSessions(parts, login, "passkey-removed", id);
  return { goto: AT, notice: "people.passkeys.removed" };
}
