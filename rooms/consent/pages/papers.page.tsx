/** On paper and as a file: the code, handed over once; the sheet; the record of TS 27560. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { Notice } from "../../../ui/notice.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { wordsIn } from "../notice.ts";
import { type Permission, toldOf } from "../questions.ts";
import { consentRecord } from "../receipt-json.ts";
import { Called, forPermission, groupName, Standing } from "./parts.tsx";
import { permissionPage } from "./permission.page.tsx";

type Handed = { consent: string; code: string; notice: Text | null };

/**
 * What is handed to the person: the notice in their language, the code, and where it is typed. The
 * square code names no group. It is shown once; of the code only its hash is kept.
 */
export function codeReply(visit: SpaceVisit, { consent, code, notice }: Handed): PageReply {
  const { t, space, origin } = visit;
  const title = t("consent.code.title");
  const theirs = wordsIn(notice?.lang ?? visit.lang);
  const said = { lang: theirs.lang, text: "" };
  const page = (
    <>
      <h1>{title}</h1>
      <Notice kind="warn" t={t} title={t("consent.code.once")}>
        <p>{t("consent.code.hand-over")}</p>
      </Notice>
      {notice !== null && <NoticeText text={notice} />}
      <div class="field" {...voiceOf(said)}>
        <p>{theirs.plain("consent.code.what-for")}</p>
        <p>
          <bdi class="figure large">
            <code dir="ltr">{code}</code>
          </bdi>
        </p>
        <p>
          {theirs.plain("consent.code.where")} <a href="/permission">{`${origin}/permission`}</a>
        </p>
      </div>
      <QR t={t} address={`${origin}/permission`} />
      <p class="no-print">
        <a href={`${space.base}/permissions/${consent}`}>{t("consent.code.go-on")}</a>
      </p>
    </>
  );
  return { page, title, shape: "sheet", readers: t("consent.code.readers"), scripts: ["exit.js"] };
}

/** A notice as it was shown, a paragraph a sentence. */
export function NoticeText({ text }: { text: Text }) {
  return (
    <div class="words" {...voiceOf(text)}>
      {text.text.split(/\n+/).map((line) => (
        <p>{line}</p>
      ))}
    </div>
  );
}

/** `POST /permissions/:id/code`: the old one takes back from now on, and no more. */
export function newCode(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const done = await visit.send("consent.make-code", { consent: one.thing.id });
    if (isRefusal(done)) return permissionPage(visit, done);
    const { latest } = await toldOf(visit.view, one.thing);
    const code = String(done.answer["code"]);
    return codeReply(visit, { consent: one.thing.id, code, notice: latest?.notice ?? null });
  });
}

/** `GET /permissions/:id/sheet`: to print, without the code. */
export function sheetPage(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const { t, view, words } = visit;
    const { latest, purpose } = await toldOf(view, one.thing);
    const title = t("consent.one");
    const { state } = one.thing;
    const page = (
      <PrintSheet
        title={title}
        say={<Standing {...{ visit, status: one.status }} />}
        corner={<Called {...{ visit, person: one.person }} />}
      >
        {purpose !== null && <p {...voiceOf(purpose)}>{purpose.text}</p>}
        {latest !== null && <NoticeText text={latest.notice} />}
        {state.yes.map((yes) => (
          <p>{t(`consent.yes.${yes.how}`, { day: words.day(dayAt(visit, yes.when)) })}</p>
        ))}
        <p class="soft">
          SHA-256 <code dir="ltr">{state.notice}</code>
        </p>
      </PrintSheet>
    );
    return { title, page, shape: "sheet" };
  });
}

const dayAt = ({ space }: SpaceVisit, at: number) => ({
  date: new Date(at).toISOString().slice(0, 10),
  ...{ zone: space.zone, instant: new Date(at).toISOString().replace(/\.\d+Z$/, "Z") },
});

/** `GET /permissions/:id/record.json`: ids and codes, the notice and what it was for; no names. */
export function recordFile(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const file = await recordOf(visit, one, await groupName(visit));
    return { file, type: "application/ld+json", name: "permission.jsonld" };
  });
}

/** The record as text. */
export async function recordOf(
  visit: Pick<SpaceVisit, "view" | "origin" | "now">,
  one: Permission,
  group: string,
  receipt = false,
): Promise<string> {
  const { view, origin, now } = visit;
  const { latest, purpose } = await toldOf(view, one.thing);
  const record = consentRecord(one, {
    ...{ notice: latest?.notice ?? null, salt: latest?.salt ?? null },
    ...{ purpose: purpose?.text ?? null, group, origin, space: view.space.id, receipt, now },
  });
  return `${JSON.stringify(record, null, 1)}\n`;
}
