/** What the pages of sessions and norms share: who writes, how days and texts are said. */
import { isOutside, isWithin } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import {
  baseLang,
  chooseText,
  coarsen,
  type Day,
  type Lang,
  type Place,
  readText,
  type Text,
  type TextLimits,
} from "../../../house/values/index.ts";
import { LANGS } from "../../../house/words/index.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import type { Kids } from "../../../ui/types.ts";
import { voiceOf } from "../../../ui/words.tsx";
import { lineForm } from "../../needs/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { spaceOf } from "../../spaces/index.ts";
import type { Session } from "../facts.ts";
import { oneSession, type Texts } from "../questions.ts";

/** Where a session's own addresses begin. */
export const atOf = ({ space }: SpaceVisit, { id }: Pick<Session, "id">) =>
  `${space.base}/listening/${id}`;

/** Whether the visitor works here. */
export const isMember = ({ session }: SpaceVisit) => session?.member != null;

/** Whether the visitor may do more here than read. */
export const writes = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "member") === true;

/** Whether the visitor may take something out. */
export const takesOut = ({ session, view }: SpaceVisit) =>
  session?.roles.includes("coordination") === true || view.leaves("erase");

/** Draws a page of the session that the address names; closed and absent ones answer alike. */
export async function forSession(
  visit: SpaceVisit,
  draw: (one: Session) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await oneSession(visit.view, visit.params["id"] ?? "");
  return one === undefined ? notHere : draw(one);
}

/** The day, or in a protected space the month. */
export function dayIn({ space, words }: Pick<SpaceVisit, "space" | "words">, day: Day): string {
  return space.protects ? words.month(day.date.slice(0, 7)) : words.day(day);
}

/** A place as it may be told: in a protected space no finer than a region. */
export async function placeIn(visit: SpaceVisit, place: Place | null): Promise<string> {
  const { placeName } = await lineForm();
  const told = place !== null && visit.space.protects ? coarsen(place, 2) : place;
  return told === null || told.level === 0 ? "" : placeName(visit, told);
}

/** When, where, for whom: one soft line. */
export async function aboutLine(visit: SpaceVisit, { state }: Session): Promise<string> {
  const { t } = visit;
  const place = await placeIn(visit, state.place);
  const whom = t(`listening.with.${state.with}`);
  return [dayIn(visit, state.held), place, whom].filter((one) => one !== "").join(" · ");
}

/** What a session is called: its title, or its day. */
export function calledOf(visit: SpaceVisit, { state }: Session, title: Texts): Text {
  const { t, lang } = visit;
  const untitled = { lang, text: t("listening.untitled", { day: dayIn(visit, state.held) }) };
  return chooseText([...title], [lang]) ?? untitled;
}

/** A language in the reader's own. */
export function langName({ words }: Pick<SpaceVisit, "words">, lang: Lang): string {
  return new Intl.DisplayNames(words.locale, { type: "language" }).of(lang) ?? lang;
}

/** Languages something can be written in here: the reader's, the group's own, ours. */
export async function langsHere(visit: SpaceVisit, more: readonly Lang[] = []): Promise<Lang[]> {
  const own = (await spaceOf(visit.view))?.state.langs ?? [];
  return [...new Set([visit.lang, ...more, ...own, ...LANGS])];
}

/** In which language the text above is. */
export function LangField(props: {
  visit: SpaceVisit;
  langs: readonly Lang[];
  id: string;
  error?: string | undefined;
}) {
  const { visit, langs, id, error } = props;
  const { t, posted, lang } = visit;
  return (
    <SelectField
      {...{ t, name: "lang", id, label: t("listening.lang"), error }}
      options={langs.map((value) => ({ value, label: langName(visit, value) }))}
      value={posted.text("lang") || lang}
    />
  );
}

/** A text in the reader's language, or the original, marked as being in another. */
export function InWords({ visit, texts }: { visit: SpaceVisit; texts: Texts }) {
  const { t, lang } = visit;
  const text = chooseText([...texts], [lang]);
  if (text === undefined) return <span class="soft">{t("ui.words.withheld")}</span>;
  const other = baseLang(text.lang) !== lang;
  return (
    <div class="words">
      <div {...voiceOf(text)}>{text.text}</div>
      {other && <small>{t("listening.in", { lang: langName(visit, text.lang) })}</small>}
    </div>
  );
}

/** The same inside a heading or a line. */
export function InLine({ visit, texts }: { visit: SpaceVisit; texts: Texts }) {
  const { t, lang } = visit;
  const text = chooseText([...texts], [lang]);
  if (text === undefined) return <span class="soft">{t("ui.words.withheld")}</span>;
  return (
    <>
      <Said text={text} />
      {baseLang(text.lang) !== lang && <small class="soft"> {langName(visit, text.lang)}</small>}
    </>
  );
}

/** A text's own words inside a line. */
export function Said({ text }: { text: Text }) {
  return <bdi {...voiceOf(text)}>{text.text}</bdi>;
}

/** Who can read it, as an icon and a word. */
export function Readers({ visit, circle }: { visit: SpaceVisit; circle: Session["circle"] }) {
  const { t, space } = visit;
  if (isOutside(circle))
    return <State is="live">{t(`listening.readers.${space.protects ? "link" : "public"}`)}</State>;
  return (
    <State is="sealed">{t(`listening.readers.${isWithin(circle) ? "circle" : "host"}`)}</State>
  );
}

/** A page under a session, with the way back to it. */
export function under(
  visit: SpaceVisit,
  one: Session,
  said: { title: string; refusal?: Refusal | null; typed?: string },
  body: Kids,
): PageReply {
  const { t } = visit;
  const { status } = saysOf(visit, said.refusal ?? null);
  const page = (
    <>
      <p>
        <a href={atOf(visit, one)}>{t("listening.one")}</a>
      </p>
      <h1>{said.title}</h1>
      {body}
    </>
  );
  const typed = said.typed === undefined ? {} : { typed: said.typed };
  const readers = readersIn(visit, one);
  return { page, title: said.title, status, keeps: ["listening"], ...typed, ...readers };
}

/** A text typed in the language chosen; null where none was, a refusal where it cannot be. */
export function typedText(
  { posted, lang }: SpaceVisit,
  name: string,
  limits: TextLimits,
): Text | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readText(posted.text("lang") || lang, typed, limits);
  if (read.ok) return read.value;
  const field = read.reason === "lang.shape" ? "lang" : name;
  return { refused: read.reason, because: "shape", field };
}

/**
 * Sends what a form of a session says, then goes on under it, or (null) to the list; refused,
 * `again` draws its page with what was typed.
 */
export function does(
  visit: SpaceVisit,
  command: string,
  input: object,
  said: { to: string | null; notice: string; again: (refusal: Refusal) => Promise<Reply> },
  more: Parameters<SpaceVisit["send"]>[2] = {},
): Promise<Reply> {
  const listening = visit.params["id"];
  const goto = `/listening${said.to === null ? "" : `/${listening}${said.to}`}`;
  return sends(visit, [`listening.${command}`, { listening, ...input }, more], { ...said, goto });
}
