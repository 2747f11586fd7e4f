/** What the pages of permissions share: who may act, how states, days and people are said. */
import type { Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import type { Arrived } from "../../../house/facts.ts";
import { notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { chooseText, readText, type Text } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import type { Words } from "../../../house/words/index.ts";
import { State, type StateKind } from "../../../ui/state.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { allyNames, calledOf, type OneAlly } from "../../allies/index.ts";
import { profileFor } from "../../spaces/index.ts";
import { onePermission, onePerson, type Permission, type Person } from "../questions.ts";
import type { Status } from "../status.ts";

/** Sends what a form says. */
export const does = sends;

/** Whether the visitor may do more here than look, and stop. */
export const writes = ({ session }: Visit) =>
  session?.roles.some((role) => role !== "observer") === true;

/** What somebody is called on a page of the host: their name here, or that it is not said. */
export function Called({ visit: { t }, person }: { visit: Visit; person: Person }) {
  const { who, thing } = person;
  return who === null ? <span>{t(`consent.is.${thing.state.is}`)}</span> : <bdi>{who.name}</bdi>;
}

/** The same as plain words, for what screen readers are told of a button. */
export const calledText = ({ t }: Visit, { who, thing }: Person): string =>
  who?.name ?? t(`consent.is.${thing.state.is}`);

const LOOKS: Readonly<Record<Status, StateKind>> = {
  ...{ asked: "waiting", told: "said", half: "partly", deferred: "quiet", refused: "quiet" },
  ...{ unsaid: "said", "by-hand": "said" },
  ...{ given: "live", renewed: "live", "not-yet": "waiting", expired: "lapsing" },
  ...{ withdrawn: "stopped", revoked: "stopped", invalidated: "stopped", closed: "stopped" },
  fallen: "stopped",
};

/** How a permission stands: icon, word, colour. */
export function Standing({ visit: { t }, status }: { visit: Visit; status: Status }) {
  return <State is={LOOKS[status]}>{t(`consent.status.${status}`)}</State>;
}

/** Draws a page of the person the address names. */
export async function forPerson(
  visit: SpaceVisit,
  draw: (one: Person) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await onePerson(visit.view, visit.params["id"] ?? "");
  return one === undefined ? notHere : draw(one);
}

/** Draws a page of the permission the address names. */
export async function forPermission(
  visit: SpaceVisit,
  draw: (one: Permission) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await onePermission(visit.view, visit.params["id"] ?? "");
  return one === undefined ? notHere : draw(one);
}

/** A text that was typed; undefined where none was, a refusal where it cannot be kept. */
export function typedText(
  { posted }: Pick<Visit, "posted">,
  name: string,
  lang: string,
  limits: { lengthMax: number; lines?: "one" | "many" },
): Text | undefined | Refusal {
  const typed = posted.text(name);
  if (typed === "") return undefined;
  const read = readText(lang, typed, { lines: "many", ...limits });
  if (read.ok) return read.value;
  return { refused: read.reason, because: "shape", field: name };
}

/** The same of one that is needed. */
export function neededText(
  visit: Pick<Visit, "posted">,
  name: string,
  lang: string,
  limits: { lengthMax: number; lines?: "one" | "many" },
): Text | Refusal {
  const typed = typedText(visit, name, lang, limits);
  return typed ?? refuse("text.empty", "shape", { field: name });
}

/** Ways a word reached the group through a member. Nobody's own hand is among them. */
export const HEARD = ["voice", "phone", "paper", "assembly"] as const satisfies readonly Arrived[];

/** How it reached the group, as a form says; own hand where it says nothing that is known. */
export function arrivedIn({ posted }: Visit): Arrived {
  return HEARD.find((way) => way === posted.text("arrived")) ?? "own-hand";
}

/** What the group is called to this visitor; empty where it has no name for them. */
export async function groupName({ view, lang }: Pick<SpaceVisit, "view" | "lang">) {
  const profile = await profileFor(view, lang);
  return profile?.name?.text ?? "";
}

/** What groups that came along are called, as far as the reader may know; each by itself. */
export async function groupNames(
  { view, words }: { view: View; words: Pick<Words, "plain"> },
  ids: readonly string[],
): Promise<string[]> {
  const found = await allyNames(view, ids);
  return ids.map((id) => found.get(id)?.text ?? words.plain("consent.group-nameless"));
}

/** What one of them is called. */
export const allyText = ({ t }: Pick<Visit, "t">, one: OneAlly): string =>
  calledOf(one)?.text ?? t("consent.group-nameless");

/** The text of these nearest to a language. */
export const nearest = (texts: readonly Text[], lang: string) => chooseText(texts, [lang]);

/** A language in the reader's own. */
export const langName = ({ words }: Pick<Visit, "words">, lang: string) =>
  new Intl.DisplayNames(words.locale, { type: "language" }).of(lang) ?? lang;

/** Somebody's words, as they said them, in the quotation marks of their language. */
export function Quote({ text }: { text: Text }) {
  return (
    <blockquote {...voiceOf(text)}>
      <q>{text.text}</q>
    </blockquote>
  );
}
