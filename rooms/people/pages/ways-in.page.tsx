/** How one signs in: everything there is, what of it is on, and where each is changed. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { codesLeft, hasSecond } from "../factors.ts";
import { readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";

/** The page. */
export async function waysPage({ t, session, house }: Visit): Promise<Reply> {
  if (session === null) return notHere;
  const login = await readLogin(nodeOf(house), session.login);
  if (login === null) return notHere;
  const second = hasSecond(login);
  const keys = login.passkeys?.length ?? 0;
  const title = t("people.ways.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.ways.text")}</p>
      <Rows>
        <Row
          level={2}
          title={t("people.passphrase.title")}
          href="/passphrase"
          say={t("people.ways.passphrase")}
        />
        <Row
          level={2}
          title={t("people.app.title")}
          href="/ways-in/app"
          end={second && <State is="here">{t("people.ways.on")}</State>}
          say={t("people.ways.app")}
        />
        {second && (
          <Row
            level={2}
            title={t("people.codes.title")}
            href="/ways-in/recovery-codes"
            say={t("people.codes.left", { left: codesLeft(login) })}
          />
        )}
        <Row
          level={2}
          title={t("people.passkeys.title")}
          href="/ways-in/passkeys"
          say={t("people.passkeys.count", { n: keys })}
        />
        <Row
          level={2}
          title={t("people.spoken.title")}
          href="/ways-in/spoken"
          say={t("people.ways.spoken")}
        />
        <Row
          level={2}
          title={t("people.another.title")}
          href="/ways-in/group"
          say={t("people.another.say")}
        />
        <Row
          level={2}
          title={t("people.sessions.title")}
          href="/sessions"
          say={t("people.ways.sessions")}
        />
        <Row
          level={2}
          title={t("people.alerts.title")}
          href="/alerts"
          say={t("people.ways.alerts")}
        />
      </Rows>
    </>
  );
  return { title, page };
}
