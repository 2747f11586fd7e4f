/** Asking for a permission: what for, where, how they are named, until when; then a code. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Day, dayOf, laterDay, parseDay } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { alliesOf, type OneAlly } from "../../allies/index.ts";
import { saysOf } from "../../people/index.ts";
import type { SpaceState } from "../../spaces/index.ts";
import { PURPOSE_MAX } from "../facts.ts";
import { noticeFor, wordsIn } from "../notice.ts";
import { picturesByWords, type Seen } from "../pictures.ts";
import { type Permission, type Person, permissions, type Voice, voices } from "../questions.ts";
import { type Spoken, spokenByWords } from "../spoken.ts";
import { isOver } from "../status.ts";
import {
  ACTIVITIES,
  ALSO,
  BASES,
  CHANNELS,
  DATA,
  FACE,
  NAMED_AS,
  PLACE_MAX,
  type Terms,
  TO_ROLES,
  USES_MAX,
  usesSchema,
  WAYS,
} from "../terms.ts";
import { codeReply } from "./papers.page.tsx";
import {
  allyText,
  calledText,
  forPerson,
  groupName,
  groupNames,
  langName,
  neededText,
  writes,
} from "./parts.tsx";
import { StandsOn, standable } from "./under.tsx";

/** Languages in which a notice can be made. */
const LANGS = ["en", "es", "ar"] as const;
/** How long it is asked for where nobody says otherwise, and when it is looked at again. */
const MONTHS = 6;
const REVIEW_DAYS = 21;

/** `GET /permissions/people/:id/asking`. */
export function askingPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPerson(visit, async (one) => {
    if (!writes(visit)) return refuse("house.not-your-role", "who", { next: "ask" });
    const { t, keys, space, view } = visit;
    const theirs = (await voices(view, one.thing.id)).filter(({ quoted }) => quoted !== null);
    const { faults, error, status } = saysOf(visit, refusal, { to: "roles" });
    const title = t("consent.ask");
    const pictures = [...(await picturesByWords(view)).values()]
      .flat()
      .filter(({ thing }) => thing.state.subject === one.thing.id);
    const spoken = [...(await spokenByWords(view)).values()]
      .flat()
      .filter(({ thing }) => thing.state.subject === one.thing.id);
    const groups = (await alliesOf(view)).filter(({ status: is }) => is === "here");
    const bases = await standable(visit);
    const drawn = { visit, one, theirs, pictures, spoken, groups, error };
    const page = (
      <>
        <p>
          <a href={`${space.base}/permissions/people/${one.thing.id}`}>{calledText(visit, one)}</a>
        </p>
        <h1>{title}</h1>
        <p>{t("consent.ask-text")}</p>
        <Form t={t} {...{ keys, faults }} action={`${atOf(visit, one)}/asking`}>
          <What {...drawn} />
          <Days {...drawn} />
          <InPlaceOf {...drawn} earlier={await earlierOf(visit, one)} />
          <details open={faults.length > 0 ? true : undefined}>
            <summary>{t("consent.ask-more")}</summary>
            <div class="form">
              <Where {...drawn} />
              <How {...drawn} />
              <StandsOn {...{ visit, error }} all={bases} />
            </div>
          </details>
          <Acts>
            <Button>{t("consent.ask-go")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status, keeps: ["permissions"] };
  });
}

/** What they were asked before that is over: a new yes can stand in its place. */
async function earlierOf(visit: SpaceVisit, one: Person): Promise<Permission[]> {
  const all = await permissions(visit.view, one.thing.id);
  return all.filter(({ thing, status }) => isOver(thing.state, visit.now) || status === "closed");
}

type Earlier = Drawn & { earlier: readonly Permission[] };

function InPlaceOf({ visit, error, earlier }: Earlier) {
  const { t, posted, query, words } = visit;
  if (earlier.length === 0) return null;
  const options = earlier.map(({ thing: { id, state }, status }) => {
    const what = t(`consent.activity.${state.activity}`);
    const until = t("consent.until", { what, day: words.day(state.ends, "short") });
    return { value: id, label: `${until} · ${t(`consent.status.${status}`)}` };
  });
  return (
    <SelectField
      {...{ t, name: "replaces", label: t("consent.field.replaces"), error: error("replaces") }}
      options={[{ value: "", label: t("consent.field.replaces-none") }, ...options]}
      value={posted.has("replaces") ? posted.text("replaces") : (query.get("replaces") ?? "")}
    />
  );
}

const atOf = ({ space }: SpaceVisit, { thing }: Person) =>
  `${space.base}/permissions/people/${thing.id}`;

type Drawn = {
  visit: SpaceVisit;
  one: Person;
  theirs: readonly Voice[];
  pictures: readonly Seen[];
  spoken: readonly Spoken[];
  groups: readonly OneAlly[];
  error: (field: string) => string | undefined;
};

/** What stands ticked: what was typed, or what a form begins with. */
const ticksOf = (visit: SpaceVisit, name: string, all: readonly string[], first: string[]) => {
  const typed = visit.method === "POST" ? visit.posted.all(name) : first;
  return all.map((value) => ({
    ...{ value, label: visit.t(`consent.${TOPICS[name] ?? name}.${value}`) },
    ticked: typed.includes(value),
  }));
};
const TOPICS: Record<string, string> = { channels: "channel", roles: "to", withdraw: "way" };

function What({ visit, one, theirs, pictures, spoken, error }: Drawn) {
  const { t, posted, method } = visit;
  const isTicked = (id: string) => method !== "POST" || posted.all("scope").includes(id);
  return (
    <>
      <AreaField
        {...{ t, name: "purpose", label: t("consent.field.purpose"), required: true }}
        {...{ hint: t("consent.field.purpose-hint"), maxlength: PURPOSE_MAX, rows: 3 }}
        value={posted.text("purpose")}
        error={error("purpose")}
      />
      <Ticks
        {...{ t, name: "scope", label: t("consent.field.scope"), error: error("scope") }}
        ticks={[
          ...theirs.map(({ thing, quoted }) => ({
            ...{ value: thing.id, label: quoted?.text.slice(0, 90) ?? "" },
            ticked: isTicked(thing.id),
          })),
          // A face or a voice is allowed on purpose, never by what stands ticked already.
          ...pictures.map(({ thing, alt }) => ({
            ...{ value: thing.id, label: t("consent.picture.tick", { alt: alt?.text ?? "" }) },
            ticked: method === "POST" && isTicked(thing.id),
          })),
          ...spoken.map(({ thing }) => ({
            ...{ value: thing.id, label: t(`consent.spoken.tick-${thing.state.voice}`) },
            ticked: method === "POST" && isTicked(thing.id),
          })),
          {
            ...{ value: one.thing.id, label: t("consent.field.scope-self") },
            ticked: method === "POST" ? isTicked(one.thing.id) : theirs.length === 0,
          },
        ]}
      />
      <Ticks
        {...{ t, name: "channels", label: t("consent.field.channels") }}
        {...{ hint: t("consent.field.channels-hint"), error: error("channels") }}
        ticks={ticksOf(visit, "channels", CHANNELS, [])}
      />
      <SelectField {...select(visit, error, "named", NAMED_AS, "no-name")} />
    </>
  );
}

const select = (
  { t, posted }: SpaceVisit,
  error: Drawn["error"],
  name: string,
  all: readonly string[],
  first: string,
) => ({
  ...{ t, name, label: t(`consent.field.${name}`), error: error(name) },
  options: all.map((value) => ({ value, label: t(`consent.${name}.${value}`) })),
  value: posted.text(name) || first,
});

function Where({ visit, groups, error }: Drawn) {
  const { t, posted } = visit;
  return (
    <>
      <SelectField {...select(visit, error, "activity", ACTIVITIES, "publish")} />
      <Ticks
        {...{ t, name: "data", label: t("consent.field.data"), error: error("data") }}
        ticks={ticksOf(visit, "data", DATA, ["words"])}
      />
      <Ticks
        {...{ t, name: "roles", label: t("consent.field.to") }}
        {...{ hint: t("consent.field.to-hint"), error: error("roles") }}
        ticks={ticksOf(visit, "roles", TO_ROLES, [])}
      />
      {groups.length > 0 && (
        <Ticks
          {...{ t, name: "groups", label: t("consent.field.groups"), error: error("groups") }}
          hint={t("consent.field.groups-hint")}
          ticks={groups.map((group) => ({
            ...{ value: group.thing.id, label: allyText(visit, group) },
            ticked: posted.all("groups").includes(group.thing.id),
          }))}
        />
      )}
      <Ticks
        {...{ t, name: "also", label: t("consent.field.also") }}
        {...{ hint: t("consent.field.also-hint"), error: error("also") }}
        ticks={ticksOf(visit, "also", ALSO, [])}
      />
    </>
  );
}

function How({ visit, error }: Drawn) {
  const { t, posted } = visit;
  const places = Array.from({ length: PLACE_MAX + 1 }, (_, level) => String(level));
  return (
    <>
      <SelectField {...select(visit, error, "face", FACE, "none")} />
      <SelectField {...select(visit, error, "voice", FACE, "none")} />
      <SelectField {...select(visit, error, "place", places, "0")} />
      <SelectField {...select(visit, error, "basis", BASES, "own-yes")} />
      <TextField
        {...{ t, name: "uses", label: t("consent.field.uses"), error: error("uses") }}
        {...{ hint: t("consent.field.uses-hint"), digits: true, exact: true, maxlength: 3 }}
        value={posted.text("uses")}
      />
      <ReviewAndWays {...{ visit, error }} />
    </>
  );
}

function Days({ visit, error }: Drawn) {
  const { t, posted, now, space, lang } = visit;
  const today = dayOf(now, space.zone);
  const ends = laterDay(today, { months: MONTHS });
  const value = (name: string, first: Day) => (posted.has(name) ? posted.text(name) : first.date);
  return (
    <>
      <DateField
        {...{ t, name: "ends", label: t("consent.field.ends"), required: true }}
        {...{ value: value("ends", ends), error: error("ends") }}
      />
      <SelectField
        {...{ t, name: "lang", label: t("consent.field.lang"), error: error("lang") }}
        options={LANGS.map((value) => ({ value, label: langName(visit, value) }))}
        value={posted.text("lang") || lang}
      />
    </>
  );
}

/** When they are asked again (nothing typed: so long before the end), and how it is taken back. */
function ReviewAndWays({ visit, error }: Pick<Drawn, "visit" | "error">) {
  const { t, posted } = visit;
  return (
    <>
      <DateField
        {...{ t, name: "review", label: t("consent.field.review") }}
        {...{ value: posted.text("review"), error: error("review") }}
      />
      <Ticks
        {...{ t, name: "withdraw", label: t("consent.field.withdraw") }}
        {...{ hint: t("consent.field.withdraw-hint"), error: error("withdraw") }}
        ticks={ticksOf(visit, "withdraw", WAYS, ["code", "any-member"])}
      />
    </>
  );
}

/** `POST …/asking`: the code is shown once, to be handed over. */
export function ask(visit: SpaceVisit): Promise<Reply> {
  return forPerson(visit, async (one) => {
    const { posted, send } = visit;
    const lang = LANGS.find((each) => each === posted.text("lang")) ?? visit.lang;
    const purpose = neededText(visit, "purpose", lang, { lengthMax: PURPOSE_MAX });
    if (isRefusal(purpose)) return askingPage(visit, purpose);
    const terms = termsFrom(visit);
    if (isRefusal(terms)) return askingPage(visit, terms);
    const words = wordsIn(lang);
    const notice = noticeFor(lang, {
      groups: await groupNames({ view: visit.view, words }, terms.groups),
      ...{ terms, purpose: purpose.text, group: await groupName({ ...visit, lang }) },
      ...{ address: `${visit.origin}/permission`, is: one.thing.state.is },
      quotes: terms.scope.filter((id) => id !== one.thing.id).length,
    });
    const replaces = posted.text("replaces");
    const input = {
      ...{ subject: one.thing.id, ...terms, lang: notice.lang, notice, purpose },
      ...(replaces === "" ? {} : { replaces }),
    };
    const done = await send("consent.ask", input);
    if (isRefusal(done)) return askingPage(visit, done);
    const { consent, code } = done.answer as { consent: string; code: string };
    return codeReply(visit, { consent, code, notice }) as PageReply;
  });
}

/** So long before the end; today, where it ends sooner. */
function before(ends: Day, { now, space }: SpaceVisit): Day {
  const [early, today] = [laterDay(ends, { days: -REVIEW_DAYS }), dayOf(now, space.zone)];
  return early.date > today.date ? early : today;
}

/** The country whose law holds: where the group says that it is, as far as it says it. */
function countryOf({ space }: SpaceVisit): string | null {
  const { place } = space.thing.state as Pick<SpaceState, "place">;
  return /^([A-Z]{2})(-|$)/.exec(place?.code ?? "")?.[1] ?? null;
}

/** The terms as they were typed. What goes to everyone is what is published, and nothing else. */
function termsFrom(visit: SpaceVisit): Terms | Refusal {
  const { posted, space, now } = visit;
  const day = (name: string): Day | Refusal => {
    const read = parseDay(posted.text(name), space.zone);
    return read.ok ? read.value : refuse(read.reason, "shape", { field: name });
  };
  const ends = day("ends");
  if (isRefusal(ends)) return ends;
  const review = posted.text("review") === "" ? before(ends, visit) : day("review");
  if (isRefusal(review)) return review;
  const activity = posted.text("activity");
  const often = posted.text("uses");
  const uses = often === "" ? null : Number(often);
  if (uses !== null && !usesSchema.safeParse(uses).success)
    return refuse("consent.uses", "shape", { field: "uses", vars: { n: USES_MAX } });
  return {
    ...{ activity, scope: posted.all("scope"), data: posted.all("data") },
    ...{ channels: posted.all("channels"), named: posted.text("named"), face: posted.text("face") },
    voice: posted.text("voice") || "none",
    ...{ place: Number(posted.text("place")), roles: posted.all("roles") },
    groups: posted.all("groups"),
    ...{ anyone: activity === "publish", also: posted.all("also"), ends, review },
    ...{ from: dayOf(now, space.zone), basis: posted.text("basis"), noCost: true },
    ...{ withdraw: posted.all("withdraw"), country: countryOf(visit), uses },
    under: posted.all("under"),
  } as Terms;
}
