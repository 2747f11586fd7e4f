/** What the pages of skills share: how one is said, and the form it is said in. */
import type { SpaceVisit, Visit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, laterDay, parseDay, readText, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { calledOf, whenOf } from "../../hours/index.ts";
import { openCircles, saysOf } from "../../people/index.ts";
import { DAYS, LANGS, PARTS, SKILLS, WAYS } from "../codes.ts";
import { MONTHS_MAX } from "../decider.ts";
import { AGAIN_DAYS, TEXT_MAX, WAIT_DAYS } from "../facts.ts";
import type { OneRequest, OneSkill } from "../questions.ts";

/** Where skills are. */
export const SKILLS_AT = "/skills";
/** Languages that one form names. */
const LANG_LINES = 3;
/** Months that a form begins with. */
const MONTHS = 3;

/** Whether the visitor asks for people here. */
export const asks = ({ session }: Pick<Visit, "session">) =>
  session?.roles.some((role) => role === "coordination" || role === "member") === true;

/** A language's name in the reader's. */
export const langName = ({ words }: Pick<Visit, "words">, lang: string) =>
  new Intl.DisplayNames(words.locale, { type: "language" }).of(lang) ?? lang;

/** Languages by name, to choose from. */
export function langOptions(visit: Pick<Visit, "words">) {
  const all = LANGS.map((value) => ({ value, label: langName(visit, value) }));
  return all.toSorted((a, b) => a.label.localeCompare(b.label, visit.words.locale));
}

/** What it is, in one word. */
export const workOf = ({ t }: Pick<Visit, "t">, { thing }: OneSkill) =>
  t(`skills.work.${thing.state.work}`);

/** In which languages, when, and how: one soft line. */
export function sayOf(visit: Pick<Visit, "t" | "words">, { thing }: OneSkill): string {
  const { t, words } = visit;
  const { langs, days, parts, way, until } = thing.state;
  const list = (all: readonly string[]) => words.list(all);
  const week = days.length === DAYS.length;
  return [
    list(langs.map((lang) => langName(visit, lang))),
    week ? t("skills.every-day") : list(days.map((day) => t(`skills.day.${day}`))),
    list(parts.map((part) => t(`skills.part.${part}`))),
    t(`skills.way.${way}`),
    until === null ? "" : t("skills.until", { day: words.day(until) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Its own words, where there are any. */
export function Words({ text }: { text: Text | null }) {
  return text === null ? null : (
    <p>
      <bdi {...voiceOf(text)}>{text.text}</bdi>
    </p>
  );
}

const coded = <T extends string>(codes: readonly T[], typed: readonly string[]): T[] =>
  codes.filter((code) => typed.includes(code));

/** What was typed of a skill; a refusal that names its field. */
export function typedSay({ posted, lang, space }: SpaceVisit): object | Refusal {
  const until = parseDay(posted.text("until"), space.zone);
  if (!until.ok) return refuse(until.reason, "shape", { field: "until" });
  const typed = posted.text("text");
  const text = typed === "" ? null : readText(lang, typed, { lengthMax: TEXT_MAX });
  if (text !== null && !text.ok) return refuse(text.reason, "shape", { field: "text" });
  const langs = Array.from({ length: LANG_LINES }, (_, n) => posted.text(`lang-${n + 1}`));
  const chosen = {
    ...{ langs: coded(LANGS, langs), days: coded(DAYS, posted.all("days")) },
    parts: coded(PARTS, posted.all("parts")),
  };
  for (const [field, all] of Object.entries(chosen))
    if (all.length === 0) {
      const name = field === "langs" ? "lang-1" : field;
      return refuse("skills.choose-one", "shape", { field: name });
    }
  return {
    ...{ ...chosen, work: posted.text("work"), way: posted.text("way"), until: until.value },
    ...{ text: text === null ? null : text.value, to: posted.text("to") || "group" },
  };
}

type Drawn = { visit: SpaceVisit; refusal: Refusal | null };

/** Whom a skill can be told to by whoever is looking: the narrowest stands first. */
async function tellable({ t, view, space, session, lang }: SpaceVisit) {
  const within = session?.ally == null ? await openCircles(view, lang) : [];
  const circles = within.map((one) => {
    const name = one.name?.text ?? t("skills.to.circle");
    return { value: one.thing.id, label: t("skills.to.within", { name }) };
  });
  const whole = session?.ally == null ? "group" : "host";
  return [
    ...circles,
    { value: "group", label: t(`skills.to.${whole}`) },
    ...(space.protects ? [] : [{ value: "all", label: t("skills.to.all") }]),
  ];
}

/** The form a skill is said in. */
export async function SayForm({ visit, refusal, action }: Drawn & { action: string }) {
  const { t, keys, posted, space, now } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const to = await tellable(visit);
  const choice = (name: "work" | "way", codes: readonly string[]) => (
    <SelectField
      {...{ t, name, label: t(`skills.field.${name}`), required: true, error: error(name) }}
      options={codes.map((value) => ({ value, label: t(`skills.${name}.${value}`) }))}
      value={posted.text(name) || codes[0]}
    />
  );
  const ticked = (name: "days" | "parts", key: string, codes: readonly string[]) => (
    <Ticks
      {...{ t, name, label: t(`skills.field.${name}`), error: error(name) }}
      ticks={codes.map((value) => ({
        ...{ value, label: t(`skills.${key}.${value}`) },
        ticked: posted.all(name).includes(value),
      }))}
    />
  );
  const later = laterDay(dayOf(now, space.zone), { months: MONTHS }).date;
  return (
    <Form t={t} {...{ action, keys, faults }}>
      {choice("work", SKILLS)}
      {Array.from({ length: LANG_LINES }, (_, n) => (
        <SelectField
          {...{ t, name: `lang-${n + 1}`, label: t("skills.field.lang", { n: n + 1 }) }}
          {...{ required: n === 0, error: error(`lang-${n + 1}`) }}
          options={[{ value: "", label: t("skills.field.no-lang") }, ...langOptions(visit)]}
          value={posted.has("work") ? posted.text(`lang-${n + 1}`) : n === 0 ? visit.lang : ""}
        />
      ))}
      {ticked("days", "day", DAYS)}
      {ticked("parts", "part", PARTS)}
      {choice("way", WAYS)}
      <DateField
        {...{ t, name: "until", label: t("skills.field.until"), required: true }}
        {...{ value: posted.text("until") || later, error: error("until") }}
        hint={t("skills.field.until-hint", { n: MONTHS_MAX })}
      />
      <Choice
        {...{ t, name: "to", label: t("skills.field.to"), cards: to, error: error("to") }}
        {...{ hint: t("skills.field.to-hint"), value: posted.text("to") || to[0]?.value }}
      />
      <TextField
        {...{ t, name: "text", label: t("skills.field.text"), maxlength: TEXT_MAX }}
        {...{ value: posted.text("text"), error: error("text") }}
        hint={t(space.protects ? "skills.field.text-protected" : "skills.field.text-hint")}
      />
      <Acts>
        <Button>{t("skills.act.say")}</Button>
      </Acts>
    </Form>
  );
}

/** Until when it holds now, and its end. */
export function OwnActs(props: Drawn & { one: OneSkill; at: string }) {
  const { visit, refusal, one, at } = props;
  const { t, keys, params, space, now } = visit;
  const mine = params["id"] === one.thing.id ? refusal : null;
  const { faults, error } = saysOf(visit, mine);
  const later = laterDay(dayOf(now, space.zone), { months: MONTHS }).date;
  const about = workOf(visit, one);
  return (
    <>
      <details open={mine !== null ? true : undefined}>
        <summary>{t("skills.mine.again")}</summary>
        <p>{t("skills.mine.again-text", { n: AGAIN_DAYS })}</p>
        <Form t={t} action={`${at}/term`} {...{ keys, faults }}>
          <DateField
            {...{ t, name: "until", id: `until-${one.thing.id}`, label: t("skills.field.until") }}
            {...{ required: true, value: later, error: error("until") }}
          />
          <Acts>
            <Button weight="quiet">{t("skills.act.keep")}</Button>
          </Acts>
        </Form>
      </details>
      <Acts>
        <Act {...{ keys, about }} action={`${at}/end`} weight="grave">
          {t("skills.act.end")}
        </Act>
      </Acts>
    </>
  );
}

const LOOKS: Readonly<Record<OneRequest["stands"], StateKind>> = {
  ...{ open: "waiting", yes: "met", no: "quiet", withdrawn: "quiet", gone: "quiet" },
};

/** How a request stands. */
export function Stands({ t, stands }: { t: Visit["t"]; stands: OneRequest["stands"] }) {
  return <State is={LOOKS[stands]}>{t(`skills.stands.${stands}`)}</State>;
}

/** What one is asked to come for, and when. */
export const occasionOf = (visit: Pick<Visit, "t" | "words">, { said }: OneRequest) =>
  said === undefined
    ? visit.t("skills.occasion-gone")
    : `${calledOf(visit, said)} · ${whenOf(visit.words, said)}`;

/** Requests that wait for whoever is looking: a yes, a no, or nothing at all. */
export function Waiting(props: Drawn & { all: readonly OneRequest[]; at: string }) {
  const { visit, refusal, all, at } = props;
  const { t, keys } = visit;
  const open = all.filter(({ stands }) => stands === "open");
  if (open.length === 0) return null;
  return (
    <>
      <p>{t("skills.mine.asked", { n: WAIT_DAYS })}</p>
      <ul>
        {open.map((one) => {
          const about = occasionOf(visit, one);
          const fields = (said: string) => ({ request: one.thing.id, said });
          const mine = visit.posted.text("request") === one.thing.id ? refusal : null;
          return (
            <li>
              <bdi>{about}</bdi>
              {` · ${t(`hours.role.${one.thing.state.role}`)}`}
              {mine !== null && <p class="error">{saysOf(visit, mine).faults[0]?.text}</p>}
              <Acts>
                <Act {...{ keys, about }} action={`${at}/answers`} fields={fields("yes")}>
                  {t("skills.act.yes")}
                </Act>
                <Act {...{ keys, about }} action={`${at}/answers`} fields={fields("no")}>
                  {t("skills.act.no")}
                </Act>
              </Acts>
            </li>
          );
        })}
      </ul>
    </>
  );
}
