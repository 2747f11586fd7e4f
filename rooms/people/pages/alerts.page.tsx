/** What was done with one's sign-in elsewhere, and the answer to it. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { answerAlert, bandOf } from "../alerts.ts";
import { nodeOf } from "../records.ts";
import { type Alert, alertsOf, endSessions } from "../sessions.ts";
import { dropSpoken } from "../spoken.ts";

/** The list. */
export async function alertsPage(visit: Visit): Promise<Reply> {
  const { t, session, house } = visit;
  if (session === null) return notHere;
  const alerts = await alertsOf(nodeOf(house), session.id);
  const title = t("people.alerts.title");
  const page = (
    <>
      <h1>{title}</h1>
      {alerts.length === 0 ? (
        <Empty title={t("people.alerts.none")} />
      ) : (
        <>
          <p>{t("people.alerts.text")}</p>
          <Rows>
            {alerts.toReversed().map((one) => (
              <AlertRow visit={visit} one={one} />
            ))}
          </Rows>
        </>
      )}
      <p>
        <a href="/ways-in">{t("people.ways.title")}</a>
      </p>
    </>
  );
  return { title, page };
}

function AlertRow({ visit, one }: { visit: Visit; one: Alert }) {
  const { t, words, now, keys } = visit;
  const about = t(`people.alert.${one.kind}`);
  const send = (answer: string) => ({ alert: one.id, answer });
  return (
    <Row
      title={about}
      level={2}
      say={t("people.alerts.when", { when: words.relative(one.at, bandOf(now)) })}
    >
      <Acts>
        <Act action="/alerts" keys={keys} fields={send("mine")} about={about}>
          {t("people.alerts.mine")}
        </Act>
        <Act action="/alerts" keys={keys} fields={send("not-mine")} about={about}>
          {t("people.alerts.not-mine")}
        </Act>
      </Acts>
    </Row>
  );
}

/** It was oneself: it is said no more here. It was not: everything else ends, at once. */
export async function answer({ session, house, posted }: Visit): Promise<Reply> {
  if (session === null) return notHere;
  const parts = nodeOf(house);
  await answerAlert(parts, session.id, posted.text("alert"));
  if (posted.text("answer") !== "not-mine") return { goto: "/alerts" };
  await endSessions(parts, session.login, session.id);
  await dropSpoken(parts, session.login);
  return { goto: "/passphrase", notice: "people.alerts.ended" };
}
