/** The second step of signing in: a code of the app, or a recovery code. No session until then. */
import type { PageReply, Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { tellSessions } from "../alerts.ts";
import { deviceOf } from "../devices.ts";
import { comeIn, HALFWAY_MS, type Halfway, readHalfway } from "../entering.ts";
import { checkSecond, codesLeft } from "../factors.ts";
import { readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { browserIn, deviceIn, halfwayIn, saysOf } from "../says.ts";
import { sessionId } from "../sessions.ts";
import { CodeField, type CodeKind, kindAsked } from "./code-field.tsx";
import { halfTo, signedIn } from "./sign-in.page.tsx";

const found = (visit: Visit): Promise<Halfway | null> =>
  readHalfway(nodeOf(visit.house), halfwayIn(visit), browserIn(visit));

/** The form, for the browser in which the passphrase was right; else one begins anew. */
export async function secondPage(visit: Visit): Promise<Reply> {
  if ((await found(visit)) === null) return halfTo("", null);
  return draw(visit, kindAsked(visit), null);
}

/** Begins the session, or says what to put right. */
export async function secondStep(visit: Visit): Promise<Reply> {
  const { house, session, posted } = visit;
  const parts = nodeOf(house);
  const halfway = await found(visit);
  if (halfway === null) return halfTo("", null);
  const { login, to, shared } = halfway;
  const kept = await readLogin(parts, login);
  const from = (await deviceOf(parts, deviceIn(visit), login, kept)) ?? "";
  const done = await checkSecond(parts, login, posted.text("passcode"), from);
  if (isRefusal(done)) {
    // Whoever is here has the passphrase: its owner should hear of it.
    if (done.because === "limit") await tellSessions(parts, login, "second-tries");
    return draw(visit, kindAsked(visit), done);
  }
  const token = await comeIn(parts, login, { before: session?.id ?? null, shared });
  if (done === "app") return signedIn(to, token);
  await tellSessions(parts, login, "code-used", sessionId(token));
  const left = codesLeft((await readLogin(parts, login)) ?? {});
  return { ...signedIn(to, token, "people.codes.used"), vars: { left } } as Reply;
}

function draw(visit: Visit, kind: CodeKind, refusal: Refusal | null): PageReply {
  const { t, keys } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { code: "passcode" });
  const title = t("people.second.title");
  const other = kind === "app" ? "recovery" : "app";
  const page = (
    <>
      <h1>{title}</h1>
      <Form t={t} action="/sign-in/code" keys={keys} faults={faults}>
        <CodeField t={t} kind={kind} error={error("passcode")} />
        <Acts>
          <Button>{t("people.sign-in.title")}</Button>
          <Go href="/sign-in" weight="quiet">
            {t("people.second.anew")}
          </Go>
        </Acts>
      </Form>
      <p>
        <a href={`/sign-in/code?with=${other}`}>{t(`people.second.with-${other}`)}</a>
      </p>
      <p class="soft">{t("people.second.limit", { minutes: HALFWAY_MS / 60_000 })}</p>
    </>
  );
  return { title, page, status, typed: t("web.typed.own") };
}
