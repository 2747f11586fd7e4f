/** What the pages of time and skills share: how an occasion is said, its roles, and time fields. */
import type { Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, type Place, readAmount, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, type FieldProps, wiring } from "../../../ui/field.tsx";
import type { FormKeys } from "../../../ui/hidden-key.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { ToldFirst } from "../../../ui/told-first.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { lineForm } from "../../needs/index.ts";
import { rolesOf } from "../facts.ts";
import type { TurnState } from "../facts-turn.ts";
import { oneOccasion, type Said, type Stands } from "../questions.ts";

/** Where occasions are, and one of them. */
export const SHIFTS = "/shifts";
/** See {@link SHIFTS}. */
export const atOf = ({ space }: SpaceVisit, { thing }: Said) =>
  `${space.base}${SHIFTS}/${thing.id}`;

/** Whether the visitor asks for people here, and answers them. */
export const writes = ({ session }: Pick<Visit, "session">) =>
  session?.roles.some((role) => role === "coordination" || role === "member") === true;
/** Whether the visitor is of the group. */
export const isMember = ({ session }: Pick<Visit, "session">) => session?.member != null;

/** The group's refusal to whoever may only look. */
export const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** Draws a page of the occasion that the address names; closed and absent ones answer alike. */
export async function forOccasion(
  visit: SpaceVisit,
  draw: (said: Said) => Reply | Promise<Reply>,
): Promise<Reply> {
  const said = await oneOccasion(visit.view, visit.params["id"] ?? "");
  return said === undefined ? notHere : draw(said);
}

/** What an occasion is called: its own words, or what it is about. */
export function Called({ visit, said }: { visit: Pick<Visit, "t">; said: Said }) {
  const { what, thing } = said;
  if (what === null) return <span>{visit.t(`hours.work.${thing.state.work}`)}</span>;
  return <bdi {...voiceOf(what)}>{what.text}</bdi>;
}

/** Where, as coarse as it was said. */
export async function placeOf(visit: SpaceVisit, place: Place | null): Promise<string> {
  if (place === null || place.level === 0) return "";
  return (await lineForm()).placeName(visit, place);
}

/** How many of each role there are, or whether there is room, for those who read no figures. */
export function Roles({ visit, said }: { visit: SpaceVisit; said: Said }) {
  const { t } = visit;
  const exact = isMember(visit) || !visit.space.protects;
  return (
    <ul>
      {rolesOf(said.thing.state).map(({ role, taken, most, min, waiting, full, enough }) => (
        <li>
          {t(`hours.role.${role}`)}
          {": "}
          {exact ? t("hours.taken", { n: taken, most }) : t(`hours.room.${full ? "full" : "open"}`)}
          {exact && !enough && ` · ${t("hours.at-least", { n: min })}`}
          {exact && waiting > 0 && ` · ${t("hours.waiting", { n: waiting })}`}
        </li>
      ))}
    </ul>
  );
}

/** Whether there is room, enough, or none: an icon and a word. */
export function Room({ t, said }: { t: Visit["t"]; said: Said }) {
  const all = rolesOf(said.thing.state);
  const full = all.every((one) => one.full);
  const enough = all.every((one) => one.enough);
  if (full) return <State is="met">{t("hours.room.full")}</State>;
  return <State is={enough ? "partly" : "open"}>{t("hours.room.open")}</State>;
}

const LOOKS: Readonly<Record<Stands, StateKind>> = {
  ...{ waiting: "waiting", declined: "stopped", left: "quiet", in: "met", queue: "waiting" },
  ...{ off: "stopped", over: "quiet", held: "stopped" },
};

/** How a turn stands. */
export function Standing({ t, stands }: { t: Visit["t"]; stands: Stands }) {
  return <State is={LOOKS[stands]}>{t(`hours.stands.${stands}`)}</State>;
}

/** A time of the day, `18:00`. */
export function TimeField(props: FieldProps & { value: string | undefined }) {
  return (
    <Field {...props}>
      <input {...wiring(props)} type="time" value={props.value} dir="ltr" autocomplete="off" />
    </Field>
  );
}

/** Which role; where there is only one it is sent along, unseen. */
export function RoleField(props: { visit: Visit; said: Said; id?: string; error?: string }) {
  const { visit, said, id, error } = props;
  const { t, posted } = visit;
  const all = rolesOf(said.thing.state);
  const [only] = all;
  if (all.length === 1 && only) return <input type="hidden" name="role" value={only.role} />;
  const labelled = (role: string, full: boolean) =>
    t(full ? "hours.role-full" : "hours.role-open", { role: t(`hours.role.${role}`) });
  const label = t("hours.field.role");
  return (
    <SelectField
      {...{ t, name: "role", label, required: true, error, ...(id === undefined ? {} : { id }) }}
      options={all.map(({ role, full }) => ({ value: role, label: labelled(role, full) }))}
      value={posted.text("role") || all[0]?.role}
    />
  );
}

/** A figure of hours with its unit said beside it. */
export function HoursField(props: Omit<FieldProps, "hint"> & { value: string }) {
  const { t, value } = props;
  const hint = t("hours.field.hours-hint");
  const all = { ...props, hint };
  return (
    <Field {...all}>
      <input {...wiring(all)} value={value} inputmode="decimal" autocomplete="off" dir="ltr" />
    </Field>
  );
}

/** Hours that were typed; null where nothing was, a refusal that names the field. */
export function typedHours(typed: string, field: string): Amount | null | Refusal {
  if (typed === "") return null;
  const read = readAmount(typed);
  if (!read.ok) return refuse(read.reason, "shape", { field });
  const [of, other] = read.value;
  if (other !== undefined) return refuse("hours.how-many", "shape", { field });
  return { of, unit: "hour" };
}

/** How long an occasion lasts, in hours, as a beginning for the field; empty where it is gone. */
export function lasts({ when }: Said): string {
  if (when === null) return "";
  const at = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const minutes = (at(when.until) - at(when.from) + 1_440) % 1_440;
  return minutes === 0 ? "" : String(Math.round(minutes / 15) / 4);
}

/** A name, and where it was erased a word for that. */
export function Name({ t, name }: { t: Visit["t"]; name: string | undefined }) {
  return name === undefined ? <span class="soft">{t("hours.name-gone")}</span> : <bdi>{name}</bdi>;
}

/** What later rooms tell whoever is about to come. */
export async function toldFirst({ view, t, lang, words, space }: SpaceVisit) {
  for (const { toKnow } of view.space.plan.rooms) {
    const told = (await toKnow?.(view)) ?? null;
    if (told !== null)
      return <ToldFirst {...{ t, told, lang }} locale={words.locale} base={space.base} />;
  }
  return null;
}

/** What can be done with a turn of one's own: left, handed on, its hours said. */
export function OwnActs(props: {
  t: Visit["t"];
  keys: FormKeys;
  stands: Stands;
  offered: boolean;
  /** Whether it can be handed on: an allied group's cannot. */
  hands: boolean;
  to: (what: string) => string;
  fields?: Readonly<Record<string, string>>;
  about: string;
}) {
  const { t, keys, stands, offered, hands, to, fields = {}, about } = props;
  const open = stands === "in" || stands === "queue" || stands === "waiting" || stands === "held";
  if (!open) return null;
  const act = { keys, fields, about };
  return (
    <>
      {hands && stands === "in" && (
        <Act {...act} action={to(offered ? "search/end" : "search")}>
          {t(offered ? "hours.act.keep" : "hours.act.offer-on")}
        </Act>
      )}
      <Act {...act} action={to("leaving")} weight="grave">
        {t("hours.act.leave")}
      </Act>
    </>
  );
}

/** Whether the first word of a holder's own name stands on the rota that hangs on paper. */
export function PaperAct(props: {
  t: Visit["t"];
  keys: FormKeys;
  about: string;
  thing: Thing<TurnState>;
  stands: Stands;
  to: (what: string) => string;
  fields?: Readonly<Record<string, string>>;
}) {
  const { t, keys, about, thing, stands, to, fields = {} } = props;
  const { onPaper, people, forgotten } = thing.state;
  const none = people === null || forgotten || !["in", "queue", "waiting"].includes(stands);
  if (none && !onPaper) return null;
  return (
    <Act {...{ keys, fields, about }} action={to(onPaper ? "paper/end" : "paper")}>
      {t(onPaper ? "hours.act.off-paper" : "hours.act.on-paper")}
    </Act>
  );
}

/** One row of hours to say of a turn whose day is gone. */
export function SayHours(props: {
  t: Visit["t"];
  value: string;
  id: string;
  error?: string | undefined;
}) {
  const { t, value, id, error } = props;
  return (
    <>
      <HoursField
        {...{ t, name: "of", label: t("hours.field.hours"), required: true }}
        {...{ id, value, error }}
      />
      <div>
        <Button weight="quiet">{t("hours.act.say")}</Button>
      </div>
    </>
  );
}

/** A text in the page's language, from what a form says; a refusal where it cannot be. */
export const isNo = (value: unknown): value is Refusal => isRefusal(value as never);

/** The words of a text field in one language. */
export const inLang = (lang: string, text: string): Text => ({ lang, text });
