/** Spoken codes: made where one is signed in, typed on the other phone. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { tellSessions } from "../alerts.ts";
import { comeIn } from "../entering.ts";
import { LOGIN_NAME_MAX } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { saysOf } from "../says.ts";
import { makeSpoken, SPOKEN_MS, SPOKEN_TRIES, useSpoken } from "../spoken.ts";
import { stepUp } from "../stepup.ts";
import { SharedTick } from "./shared-tick.tsx";
import { signedIn } from "./sign-in.page.tsx";

const MINUTES = { minutes: SPOKEN_MS / 60_000 };
const MAKE = "/ways-in/spoken";
const USE = "/sign-in/spoken";

/** What a spoken code is, and the button that makes one. */
export async function spokenPage(visit: Visit): Promise<Reply> {
  const { t, keys } = visit;
  const title = t("people.spoken.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.spoken.text", MINUTES)}</p>
      <Form t={t} action={MAKE} keys={keys}>
        <Acts>
          <Button>{t("people.spoken.make")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page };
}

/** Makes one; this answer is the only place that shows it. */
export async function makeCode(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { t, session, house, words } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const code = await makeSpoken(parts, session.login);
  if (isRefusal(code)) return code;
  await tellSessions(parts, session.login, "spoken-made", session.id);
  const title = t("people.spoken.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p class="figure large">
        <bdi dir="ltr">{grouped(code, words.locale)}</bdi>
      </p>
      <p>{t("people.spoken.read", MINUTES)}</p>
      <p>{t("people.spoken.only-you")}</p>
      <Acts>
        <Go href="/ways-in">{t("people.spoken.done")}</Go>
      </Acts>
    </>
  );
  return { title, page, readers: t("people.ways.readers") };
}

/** Two groups of three, as they are read aloud, in the reader's digits. */
function grouped(code: string, locale: string): string {
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  const said = [...code].map((one) => digit.format(Number(one)));
  return `${said.slice(0, 3).join("")} ${said.slice(3).join("")}`;
}

/** Where it is typed, with the name one signs in with. */
export async function spokenInPage(visit: Visit): Promise<Reply> {
  return visit.session === null ? draw(visit, "", true, null) : { goto: "/" };
}

/** Begins a session whose owner is not proved yet: it was read to them. */
export async function signInSpoken(visit: Visit): Promise<Reply> {
  const { posted, session, house } = visit;
  const parts = nodeOf(house);
  const name = posted.text("name");
  const shared = posted.has("shared");
  const login = await useSpoken(parts, name, posted.text("passcode"));
  if (isRefusal(login)) return draw(visit, name, shared, login);
  const how = { before: session?.id ?? null, shared, unproved: true };
  return signedIn("/", await comeIn(parts, login, how));
}

function draw(visit: Visit, name: string, shared: boolean, refusal: Refusal | null): PageReply {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { code: "passcode" });
  const title = t("people.spoken.have");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.spoken.use", { ...MINUTES, tries: SPOKEN_TRIES })}</p>
      <Form t={t} action={USE} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="name"
          label={t("people.login.name")}
          maxlength={LOGIN_NAME_MAX}
          exact
          required
          value={name}
        />
        <TextField
          t={t}
          name="passcode"
          label={t("people.spoken.code")}
          digits
          exact
          required
          error={error("passcode")}
        />
        <SharedTick t={t} ticked={shared} />
        <Acts>
          <Button>{t("people.sign-in.title")}</Button>
        </Acts>
      </Form>
      <p>
        <a href="/sign-in">{t("people.spoken.other")}</a>
      </p>
    </>
  );
  return { title, page, status, typed: t("web.typed.own") };
}
