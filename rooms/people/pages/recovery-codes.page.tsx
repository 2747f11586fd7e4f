/** Recovery codes: made anew and shown once, to be printed or written down. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { tellSessions } from "../alerts.ts";
import { codesLeft, hasSecond, makeCodes } from "../factors.ts";
import { readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { originOf } from "../says.ts";
import { stepUp } from "../stepup.ts";

const AT = "/ways-in/recovery-codes";

/** How many are left, and the button that makes ten others. */
export async function codesPage(visit: Visit): Promise<Reply> {
  const { t, session, house, keys } = visit;
  const login = session && (await readLogin(nodeOf(house), session.login));
  if (login === null || !hasSecond(login)) return { goto: "/ways-in/app" };
  const title = t("people.codes.title");
  const left = codesLeft(login);
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.codes.text")}</p>
      <p>{t("people.codes.left", { left })}</p>
      {left > 0 && <p>{t("people.codes.anew")}</p>}
      <Form t={t} action={AT} keys={keys}>
        <Acts>
          <Button>{t("people.codes.make")}</Button>
          <Go href="/ways-in" weight="quiet">
            {t("people.ways.title")}
          </Go>
        </Acts>
      </Form>
    </>
  );
  return { title, page };
}

/** One code on two lines, so that a narrow page breaks it between its groups alone. */
function Code({ code }: { code: string }) {
  const groups = code.split("-");
  const half = Math.ceil(groups.length / 2);
  return (
    <code dir="ltr">
      {groups.slice(0, half).join("-")}-<br />
      {groups.slice(half).join("-")}
    </code>
  );
}

/** Makes them; this answer is the only place that shows them. */
export async function makeThem(visit: Visit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { t, session, house } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  if (!hasSecond(await readLogin(parts, session.login))) return { goto: "/ways-in/app" };
  const codes = await makeCodes(parts, session.login);
  await tellSessions(parts, session.login, "codes-made", session.id);
  const title = t("people.codes.title");
  const host = new URL(originOf(visit)).host;
  const page = (
    <>
      <PrintSheet title={title} say={<bdi dir="ltr">{host}</bdi>}>
        <p>{t("people.codes.once")}</p>
        <ol>
          {codes.map((code) => (
            <li>
              <Code code={code} />
            </li>
          ))}
        </ol>
      </PrintSheet>
      <Acts>
        <Go href="/ways-in">{t("people.codes.written")}</Go>
      </Acts>
    </>
  );
  return { title, page, readers: t("people.ways.readers") };
}
