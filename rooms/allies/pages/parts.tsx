/** Pieces that several pages of the room draw alike. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { refuse } from "../../../house/refusal.ts";
import { readText, type Text } from "../../../house/values/index.ts";
import { State, type StateKind } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { Translate } from "../../../ui/types.ts";
import { voiceOf } from "../../../ui/words.tsx";
import { type AllyStatus, NAME_MAX } from "../facts.ts";
import { calledOf, type OneAlly, type Person } from "../questions.ts";

/** Whether the visitor may do more for the group than read. */
export const coordinates = ({ session }: SpaceVisit) =>
  session?.roles.includes("coordination") === true;

/** A name, in its own language; `none` where there is none to read. */
export function Named({ text, none }: { text: Text | null; none: string }) {
  return text === null ? <span>{none}</span> : <span {...voiceOf(text)}>{text.text}</span>;
}

/** What an ally is called here. */
export function AllyName({ t, one }: { t: Translate; one: OneAlly }) {
  return <Named text={calledOf(one)} none={t("allies.nameless")} />;
}

/** The same as plain words, for titles and screen readers. */
export const nameText = (t: Translate, one: OneAlly) => calledOf(one)?.text ?? t("allies.nameless");

/** What somebody of an ally is called. */
export const personText = (t: Translate, { handle }: Person) =>
  handle ?? t("allies.person.nameless");

const STATUS: Record<AllyStatus, StateKind> = {
  ...{ proposed: "waiting", invited: "waiting", over: "lapsing", here: "live", ended: "quiet" },
};

/** Where an ally stands: icon, word, colour. */
export function AllyStanding({ t, status }: { t: Translate; status: AllyStatus }) {
  return <State is={STATUS[status]}>{t(`allies.status.${status}`)}</State>;
}

/** The field for what a group is called. */
export function GroupField(props: {
  visit: SpaceVisit;
  label: string;
  hint: string;
  error: string | undefined;
  value?: string | undefined;
}) {
  const { visit, label, hint, error, value = "" } = props;
  const { t, posted } = visit;
  return (
    <TextField
      {...{ t, name: "name", label, hint, required: true, maxlength: NAME_MAX, error }}
      value={posted.has("name") ? posted.text("name") : value}
    />
  );
}

/** A typed name in the page's language, or why it is none. */
export function typedName({ posted, lang }: SpaceVisit): Text | Refusal {
  const read = readText(lang, posted.text("name"), { lengthMax: NAME_MAX });
  return read.ok ? read.value : refuse(read.reason, "shape", { field: "name" });
}
