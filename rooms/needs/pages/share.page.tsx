/** One link and one text to paste back into the chat the message came from. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { members } from "../../people/index.ts";
import { profileFor } from "../../spaces/index.ts";
import { figuresOf } from "../figures.ts";
import { findNeeds, type NeedLine, withWords } from "../questions.ts";
import { type Say, sayFor, saySize } from "../say.ts";
import { originOf } from "./parts.tsx";

/** Lines in the text; a chat message is read on a phone. */
const LINES_MAX = 40;
/** Names of those who coordinate that stand on the page; all are on the page of people. */
const NAMES_MAX = 5;
/** How long a link made here opens a protected space. */
const LINK_DAYS = 30;

/** `GET /share`. */
export async function sharePage(visit: SpaceVisit): Promise<PageReply> {
  const { space } = visit;
  const open = space.thing.circle === "public";
  return draw(visit, open ? `${originOf(visit)}${space.base}` : null);
}

/** `POST /share/links`: a link with an end; its code is shown this once. */
export async function shareLink(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.make-link", { days: LINK_DAYS });
  if (isRefusal(done)) return done;
  const code = String(done.answer["code"] ?? "");
  return draw(visit, `${originOf(visit)}/l/${visit.space.slug}/${code}`);
}

async function draw(visit: SpaceVisit, link: string | null): Promise<PageReply> {
  const { view, words, t } = visit;
  const things = (await findNeeds(view)).filter(
    ({ circle, state }) => isOutside(circle) && figuresOf(state)?.still.of !== "0",
  );
  const lines = await withWords(view, things.slice(0, LINES_MAX));
  const say = await sayFor(view, words, lines);
  const text = await chatText(visit, lines, say, link);
  const title = t("needs.share.title");
  const empty = lines.length === 0;
  const ask = link === null && !visit.space.protects ? await coordinating(visit) : [];
  const page = <SharePage {...{ visit, link, text, empty, ask }} />;
  return { page, title, scripts: ["copy.js"] };
}

/** What those who coordinate are called here. */
async function coordinating({ view, t }: SpaceVisit): Promise<string[]> {
  const here = (await members(view)).filter(({ roles, gone }) => {
    return !gone && roles.includes("coordination");
  });
  const more = here.length > NAMES_MAX ? ["…"] : [];
  return [
    ...here.slice(0, NAMES_MAX).map(({ handle }) => handle ?? t("needs.share.nameless")),
    ...more,
  ];
}

/** The text: what is asked and how much of it still, what not to send, where to look. */
async function chatText(
  visit: SpaceVisit,
  lines: readonly NeedLine[],
  say: Say,
  link: string | null,
): Promise<string> {
  const { view, lang, words, space } = visit;
  const plain = words.plain;
  const profile = await profileFor(view, lang);
  // A chat carries it past everyone: a protected space's text names neither group nor figures.
  const name = space.protects ? undefined : profile?.name?.text;
  const asked = lines.map((line) => {
    const figures = figuresOf(line.thing.state);
    const size = saySize(plain, line.words?.size?.text ?? "");
    const item = `${say.title(line).text}${size && ` (${size})`}`;
    if (figures === null || space.protects) return `• ${item}`;
    return `• ${item}: ${plain("needs.share.still", { amount: say.amount(figures.still) })}`;
  });
  const not = profile?.notWanted.map(({ chosen }) => `✗ ${chosen.text}`) ?? [];
  return [
    ...[...(name ? [name] : []), plain("needs.page.title"), ...asked],
    ...(not.length > 0 ? ["", plain("needs.profile.not-wanted"), ...not] : []),
    ...(link === null ? [] : ["", plain("needs.share.look", { link })]),
  ].join("\n");
}

/** `POST /share/opening`: opens the page to everyone, without leaving what one came for. */
export async function openPage(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.publish", {});
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/share`, notice: "spaces.saved.publish" };
}

function SharePage(props: {
  visit: SpaceVisit;
  link: string | null;
  text: string;
  empty: boolean;
  /** Who can open a page that is closed. */
  ask: readonly string[];
}) {
  const { visit, link, text, empty, ask } = props;
  const { t, lang, keys, space, session, words } = visit;
  const coordinates = session?.roles.includes("coordination") === true;
  const closed = coordinates ? "needs.share.not-open-yet" : "needs.share.not-open";
  return (
    <>
      <h1>{t("needs.share.title")}</h1>
      {link === null ? (
        <>
          <Notice kind="info" t={t}>
            {t(space.protects ? "needs.share.needs-link" : closed)}
          </Notice>
          {!space.protects && !coordinates && (
            <p>
              {t("needs.share.who", { names: words.list(ask) })}{" "}
              <a href={`${space.base}/members`}>{t("needs.share.people")}</a>
            </p>
          )}
          {!space.protects && coordinates && (
            <Act action={`${space.base}/share/opening`} keys={keys} weight="main">
              {t("needs.paste.open-page")}
            </Act>
          )}
          {space.protects && (
            <Act action={`${space.base}/share/links`} keys={keys} weight="main">
              {t("needs.share.make-link", { days: String(LINK_DAYS) })}
            </Act>
          )}
        </>
      ) : (
        <Copy
          {...{ t, id: "link", label: t("needs.share.link"), rows: 2 }}
          text={{ lang: "und", text: link }}
        />
      )}
      {empty ? (
        <Empty title={t("needs.page.empty")}>
          <Go href={`${space.base}/needs/message`}>{t("needs.nav.paste")}</Go>
        </Empty>
      ) : (
        <Copy
          {...{ t, id: "text", label: t("needs.share.text"), text: { lang, text }, rows: 12 }}
        />
      )}
      <Acts>
        <Go weight="quiet" href={space.base}>
          {t("needs.nav.page")}
        </Go>
        <Go weight="quiet" href={`${space.base}/needs`}>
          {t("needs.nav.list")}
        </Go>
      </Acts>
    </>
  );
}
