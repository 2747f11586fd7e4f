/** A pasted message: written, shown as lines to be checked, saved only when they were seen. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { type DraftName, dropDraft, getDraft, meansOf, putDraft } from "../../../house/drafts.ts";
import { searchWords } from "../../../house/normal.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { readText, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import type { Kids } from "../../../ui/types.ts";
import { reads } from "../../people/index.ts";
import { profileFor } from "../../spaces/index.ts";
import { readMessage } from "../paste/read.ts";
import type { LineInput } from "../shapes.ts";
import { LINES_MAX } from "../shapes.ts";
import { faultOf } from "./form.page.tsx";
import { type Lists, listsFor } from "./line-fields.tsx";
import { type PasteLine, PasteLineFields, postedLines, seenLine } from "./paste-line.tsx";
import { readLine } from "./read-line.ts";

/** The member's message that awaits its ticks; null for whoever is no member. */
function draftOf({ session }: SpaceVisit): DraftName | null {
  const member = session?.member ?? null;
  return member === null ? null : { owner: { member }, name: "message" };
}

async function keepMessage(visit: SpaceVisit, typed: string): Promise<void> {
  const draft = draftOf(visit);
  // Where there is no room for it, it still stands on the page that is shown.
  if (draft !== null)
    await putDraft(visit.view.space, meansOf(visit.house), { ...draft, body: Buffer.from(typed) });
}

async function dropMessage(visit: SpaceVisit): Promise<void> {
  const draft = draftOf(visit);
  if (draft !== null) await dropDraft(visit.view.space, meansOf(visit.house), draft);
}

/** `GET /needs/message`; a message that was not finished waits here for whoever pasted it. */
export async function messagePage(visit: SpaceVisit): Promise<PageReply> {
  const draft = draftOf(visit);
  const { view, house, t } = visit;
  const kept = draft === null ? null : await getDraft(view.space, meansOf(house), draft);
  const typed = kept === null ? "" : Buffer.from(kept).toString();
  return {
    page: <MessagePage {...{ visit, faults: [], typed }} waiting={kept !== null} />,
    title: t("needs.paste.title"),
    keeps: ["needs"],
  };
}

/** `POST /needs/message/removal`: throws away the message that waits. */
export async function removeMessage(visit: SpaceVisit): Promise<Reply> {
  await dropMessage(visit);
  return { goto: `${visit.space.base}/needs/message`, notice: "needs.done.thrown-away" };
}

/** `POST /needs/message`: the lines are only shown; the message waits for its ticks as a draft. */
export async function readLines(visit: SpaceVisit): Promise<Reply> {
  const { posted, t, lang } = visit;
  const typed = posted.text("message");
  const title = t("needs.paste.title");
  if (typed === "") {
    const faults = [{ name: "message", text: t("refusal.text.empty") }];
    const page = <MessagePage {...{ visit, faults, typed }} />;
    return { page, title, status: 422, keeps: ["needs"] };
  }
  await keepMessage(visit, typed);
  const lines = readMessage(typed, lang).map((line) => seenLine(line, lang));
  return linesPage(visit, lines, []);
}

/** `POST /needs/message/lines`: saves what is ticked and nothing else. */
export async function saveLines(visit: SpaceVisit): Promise<Reply> {
  const { posted, t, space } = visit;
  const seen = postedLines(visit);
  const faults: Fault[] = [];
  const needs: LineInput[] = [];
  const within = (await reads()).chosenCircle(visit);
  const notWanted: Text[] = [];
  for (const [at, line] of seen.entries()) {
    if (!line.ticked) continue;
    if (line.as === "not-wanted") {
      const text = readText(line.typed.lang, line.typed.title, { lengthMax: 200 });
      if (text.ok) notWanted.push(text.value);
      else faults.push({ name: `title-${at}`, text: t(`refusal.${text.reason}`) });
      continue;
    }
    const read = readLine(visit, line.typed, `-${at}`);
    faults.push(...read.faults);
    // What is for one circle is shown to nobody else.
    const publish = within.circle === undefined;
    if (read.line !== null) needs.push({ ...read.line, publish, ...within });
  }
  if (needs.length + notWanted.length === 0 && faults.length === 0)
    faults.push({ text: t("refusal.needs.nothing-ticked") });
  if (needs.length > LINES_MAX)
    faults.push({ text: t("refusal.needs.too-many", { max: LINES_MAX }) });
  if (faults.length > 0) return { ...(await linesPage(visit, seen, faults)), status: 422 };
  const saved = await save(visit, needs, notWanted, posted.has("page"));
  if ("text" in saved) return { ...(await linesPage(visit, seen, [saved])), status: 422 };
  await dropMessage(visit);
  if (within.circle !== undefined && needs.length > 0)
    return {
      goto: `${space.base}/circles/${within.circle}/things`,
      notice: "needs.done.in-circle",
    };
  const kept = needs.length - saved.published;
  const notice = kept === 0 ? "needs.done.lines" : "needs.done.lines-kept";
  return { goto: `${space.base}/share`, notice, vars: { n: needs.length, kept } };
}

/** Sends the commands of one form; the first that is refused ends it. Says how many are shown. */
async function save(
  visit: SpaceVisit,
  lines: LineInput[],
  notWanted: Text[],
  page: boolean,
): Promise<Fault | { published: number }> {
  const list = (await notYetListed(visit, notWanted)).map((text) => ({
    ...{ texts: [text], category: null },
  }));
  const sent = [
    ...(list.length > 0 ? ([["spaces.do-not-send", { lines: list }]] as const) : []),
    ...(lines.length > 0 ? ([["needs.open-many", { lines, from: "pasted" }]] as const) : []),
    ...(page ? ([["spaces.publish", {}]] as const) : []),
  ];
  let published = 0;
  for (const [command, input] of sent) {
    const done = await visit.send(command, input, { part: command });
    if (isRefusal(done)) return faultOf(visit, done);
    if (command === "needs.open-many") published = Number(done.answer["published"]);
  }
  return { published };
}

/** What the please-do-not-send list does not say yet: people paste the same ending every week. */
async function notYetListed({ view, lang }: SpaceVisit, said: readonly Text[]): Promise<Text[]> {
  const bare = (text: Text) => searchWords(text.text, 40).join(" ");
  const profile = await profileFor(view, lang);
  const known = new Set((profile?.notWanted ?? []).flatMap(({ texts }) => texts.map(bare)));
  return said.filter((text) => !known.has(bare(text)) && known.add(bare(text)));
}

function MessagePage(props: {
  visit: SpaceVisit;
  faults: readonly Fault[];
  typed: string;
  waiting?: boolean;
}) {
  const { visit, faults, typed, waiting = false } = props;
  const { t, keys, space } = visit;
  return (
    <>
      <h1>{t("needs.paste.title")}</h1>
      <p>{t(waiting ? "needs.paste.waiting" : "needs.paste.lead")}</p>
      <Form {...{ t, action: `${space.base}/needs/message`, keys, faults }}>
        <AreaField
          {...{ t, name: "message", label: t("needs.paste.message"), required: true }}
          {...{ rows: 12, maxlength: 20_000, value: typed }}
        />
        <Button>{t("needs.paste.read")}</Button>
      </Form>
      {waiting && (
        <Act action={`${space.base}/needs/message/removal`} keys={keys}>
          {t("needs.paste.throw-away")}
        </Act>
      )}
      <p>
        <a href={`${space.base}/needs/new`}>{t("needs.nav.new")}</a>
      </p>
    </>
  );
}

async function linesPage(
  visit: SpaceVisit,
  lines: readonly PasteLine[],
  faults: readonly Fault[],
): Promise<PageReply> {
  const lists = await listsFor(visit);
  const title = visit.t("needs.paste.check");
  const error = faults.find(({ name }) => name === "circle")?.text;
  const readers = await (await reads()).readsField(visit, { error });
  const page = <LinesPage {...{ visit, lines, faults, lists, title, readers }} />;
  const typed = readers ? { typed: visit.t("people.reads.typed") } : {};
  return { page, title, ...typed, keeps: ["needs"] };
}

function LinesPage(props: {
  visit: SpaceVisit;
  lines: readonly PasteLine[];
  faults: readonly Fault[];
  lists: Lists;
  title: string;
  /** The choice of who will read them, where there is one. */
  readers: Kids;
}) {
  const { visit, lines, faults, lists, title, readers } = props;
  const { t, keys, space, session } = visit;
  const isPublic = space.thing.circle === "public";
  const mayOpen = !space.protects && !isPublic && session?.roles.includes("coordination");
  return (
    <>
      <h1>{title}</h1>
      <p>{t("needs.paste.nothing-saved")}</p>
      <Form {...{ t, action: `${space.base}/needs/message/lines`, keys, faults }}>
        <input type="hidden" name="count" value={String(lines.length)} />
        {lines.map((line, at) => (
          <PasteLineFields {...{ visit, lists, line, at, faults }} />
        ))}
        {readers}
        {mayOpen && (
          <label class="choice" for="f-page">
            <input type="checkbox" id="f-page" name="page" value="yes" />
            <span>{t("needs.paste.open-page")}</span>
          </label>
        )}
        <Button>{t(space.protects ? "needs.paste.save-link" : "needs.paste.save")}</Button>
      </Form>
    </>
  );
}
