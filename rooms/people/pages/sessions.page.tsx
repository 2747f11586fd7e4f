/** Where one is signed in, in which language one reads, and the way to how one signs in. */
import type { Reply, Visit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { LANGS } from "../../../house/words/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { changeLogin, type Login, readLogin } from "../logins.ts";
import { nodeOf } from "../records.ts";
import { endSession, endSessions, type ListedSession, listSessions } from "../sessions.ts";
import { dropSpoken } from "../spoken.ts";

const OWN_NAMES = { en: "English", es: "Español", ar: "العربية" } as const;

/** The page. */
export async function sessionsPage(visit: Visit): Promise<Reply> {
  const { t, session, house, keys } = visit;
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const all = await listSessions(parts, session.login);
  const login = await readLogin(parts, session.login);
  const title = t("people.sessions.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.sessions.text")}</p>
      <Rows>
        {all.map((one) => (
          <SessionRow visit={visit} one={one} here={one.id === session.id} />
        ))}
      </Rows>
      {all.length > 1 && (
        <Act action="/sessions" keys={keys} fields={{ end: "others" }}>
          {t("people.sessions.end-others")}
        </Act>
      )}
      <h2>{t("people.reading.title")}</h2>
      <ReadingForm visit={visit} login={login} />
      <Acts>
        <Go href="/ways-in" weight="quiet">
          {t("people.ways.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page };
}

function SessionRow(props: { visit: Visit; one: ListedSession; here: boolean }) {
  const { visit, one, here } = props;
  const { t, words, now, keys } = visit;
  const began = words.relative(one.began, now);
  return (
    <Row
      title={t("people.sessions.began", { when: began })}
      say={t("people.sessions.seen", { when: words.relative(one.seen, now) })}
      end={here && <State is="here">{t("people.sessions.this")}</State>}
      level={2}
    >
      {!here && (
        <Act action="/sessions" keys={keys} fields={{ end: one.id }} about={began}>
          {t("people.sessions.end")}
        </Act>
      )}
    </Row>
  );
}

function ReadingForm({ visit, login }: { visit: Visit; login: Login | null }) {
  const { t, keys, lang } = visit;
  const digits = [
    { value: "latn", label: "0 1 2 3 4 5" },
    { value: "arab", label: "٠ ١ ٢ ٣ ٤ ٥" },
  ];
  return (
    <Form t={t} action="/reading" keys={keys}>
      <Choice
        t={t}
        name="lang"
        label={t("people.reading.language")}
        cards={LANGS.map((value) => ({ value, label: OWN_NAMES[value] }))}
        value={login?.lang ?? lang}
      />
      <Choice
        t={t}
        name="digits"
        label={t("people.reading.digits")}
        cards={digits}
        value={login?.digits ?? "latn"}
      />
      <Acts>
        <Button weight="quiet">{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

/** Ends one of one's own sessions, or all others. */
export async function endOne({ session, house, posted }: Visit): Promise<Reply> {
  if (session === null) return notHere;
  const parts = nodeOf(house);
  const end = posted.text("end");
  if (end === "others") {
    await endSessions(parts, session.login, session.id);
    await dropSpoken(parts, session.login);
  } else {
    const own = (await listSessions(parts, session.login)).some(({ id }) => id === end);
    if (!own) return notHere;
    await endSession(parts, end);
  }
  return { goto: "/sessions", notice: "people.sessions.ended" };
}

/** Keeps the language and the digits this login reads in. */
export async function keepReading({ session, house, posted }: Visit): Promise<Reply> {
  if (session === null) return notHere;
  const lang = LANGS.find((one) => one === posted.text("lang")) ?? null;
  const digits = posted.text("digits") === "arab" ? "arab" : "latn";
  await changeLogin(nodeOf(house), session.login, (before) => ({ ...before, lang, digits }));
  return {
    goto: lang === null ? "/sessions" : `/sessions?lang=${lang}`,
    notice: "people.saved.reading",
  };
}
