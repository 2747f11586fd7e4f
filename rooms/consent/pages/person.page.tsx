/** One person: their words, what they allowed, who stands beside them; one tap that stops all. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { ErrorSummary, type Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { saysOf } from "../../people/index.ts";
import type { SpaceState } from "../../spaces/index.ts";
import { ABSENT, QUOTED_MAX } from "../facts-subject.ts";
import { besides, type Person, permissions, voices, type Who } from "../questions.ts";
import { Meeting } from "./meeting.tsx";
import {
  arrivedIn,
  Called,
  calledText,
  does,
  forPerson,
  HEARD,
  langName,
  neededText,
  Quote,
  writes,
} from "./parts.tsx";
import { PermissionRows, unsaidIn, WAITING, WhoFields } from "./permissions.page.tsx";
import { Shown } from "./sayings.page.tsx";

const atOf = ({ space }: SpaceVisit, { thing }: Person) =>
  `${space.base}/permissions/people/${thing.id}`;

/** `GET /permissions/people/:id`. */
export function personPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPerson(visit, async (one) => {
    const { t, view, space, keys } = visit;
    const { id } = one.thing;
    const all = await permissions(view, id);
    const beside = await besides(view, one);
    const live = all.filter(({ status }) => ["given", "renewed", "not-yet"].includes(status));
    const asked = all.filter(({ status }) => WAITING.includes(status));
    const { faults, status } = saysOf(visit, refusal);
    const page = (
      <>
        <p>
          <a href={`${space.base}/permissions/people`}>{t("consent.people")}</a>
        </p>
        <h1>
          <Called {...{ visit, person: one }} />
        </h1>
        {faults.length > 0 && <ErrorSummary t={t} faults={faultsIn(visit, faults)} />}
        {one.who !== null && (
          <p class="soft">
            {t("consent.field.reach")}: <bdi>{one.who.reach}</bdi>
          </p>
        )}
        <Away {...{ visit, one, speaker: beside.speaker }} />
        {live.length + asked.length > 0 && (
          <Acts>
            <Act
              {...{ action: `${atOf(visit, one)}/end`, keys, weight: "grave" }}
              about={calledText(visit, one)}
            >
              {t("consent.person.stop-all")}
            </Act>
          </Acts>
        )}
        {await TheirWords({ visit, one, refusal })}
        <section>
          <h2>{t("consent.person.allowed")}</h2>
          {writes(visit) && (
            <Acts>
              <Go href={`${atOf(visit, one)}/asking`}>{t("consent.ask")}</Go>
            </Acts>
          )}
          <PermissionRows visit={visit} all={all} />
        </section>
        {writes(visit) && (await Meeting({ visit, one, refusal }))}
        {writes(visit) && <Beside {...{ visit, one, beside, refusal }} />}
      </>
    );
    return { title: calledText(visit, one), page, status, keeps: ["persons", "sayings"] };
  });
}

/** Somebody who cannot be asked: what that does, and who may speak for them. */
function Away({ visit, one, speaker }: { visit: SpaceVisit; one: Person; speaker: Who | null }) {
  const { t, keys, session } = visit;
  const { absent, kept, beside, speakerBy } = one.thing.state;
  const mayHear = !kept && beside.speaker !== null && session?.member !== speakerBy;
  if (absent === null) return null;
  return (
    <Notice kind="warn" t={t} title={t(`consent.absent.${absent}`)}>
      <p>{t(kept ? "consent.absent.kept" : "consent.absent.closed")}</p>
      {speaker !== null && (
        <p>
          {t("consent.beside.speaker")}: <bdi>{speaker.name}</bdi> · <bdi>{speaker.reach}</bdi>
        </p>
      )}
      {writes(visit) && !kept && !mayHear && beside.speaker !== null && (
        <p>{t("next.consent.another-speaks")}</p>
      )}
      {writes(visit) && (
        <Acts>
          {mayHear && (
            <Act action={`${atOf(visit, one)}/word`} keys={keys} fields={{ arrived: "phone" }}>
              {t("consent.absent.keep")}
            </Act>
          )}
          <Act action={`${atOf(visit, one)}/return`} keys={keys}>
            {t("consent.absent.back")}
          </Act>
        </Acts>
      )}
    </Notice>
  );
}

type Drawn = { visit: SpaceVisit; one: Person; refusal: Refusal | null };

/** The form behind the fold that was refused: who stands beside, the name, the absence. */
function sentIn({ method, posted }: SpaceVisit): string | null {
  if (method !== "POST") return null;
  if (posted.has("as")) return posted.text("as");
  return posted.has("name") ? "rename" : posted.has("what") ? "absence" : null;
}

/** Faults that lead to the field of the one form they are about: names and reaches come twice. */
function faultsIn(visit: SpaceVisit, faults: readonly Fault[]): Fault[] {
  const of = sentIn(visit);
  return faults.map((fault) =>
    of === null || fault.name === undefined || !["name", "reach"].includes(fault.name)
      ? fault
      : { id: `f-${of}-${fault.name}`, text: fault.text },
  );
}

async function TheirWords({ visit, one, refusal }: Drawn) {
  const { t, view, keys, space, posted } = visit;
  const all = await voices(view, one.thing.id);
  const { error } = saysOf(visit, refusal?.field === "quoted" ? refusal : null);
  return (
    <section>
      <h2>{t("consent.voices.title")}</h2>
      <Rows>
        {all.map(({ thing, quoted, isShown }) => (
          <Row
            title={quoted === null ? t("consent.voices.erased") : t("consent.voices.one")}
            href={`${space.base}/sayings/${thing.id}`}
          >
            {quoted !== null && <Quote text={quoted} />}
            <p>
              <Shown {...{ visit, isShown }} />
            </p>
          </Row>
        ))}
      </Rows>
      {writes(visit) && (
        <Form t={t} action={`${atOf(visit, one)}/words`} keys={keys}>
          <AreaField
            {...{ t, name: "quoted", label: t("consent.voices.write"), required: true }}
            {...{ hint: t("consent.voices.write-hint"), maxlength: QUOTED_MAX, rows: 4 }}
            value={posted.text("quoted")}
            error={error("quoted")}
          />
          <SelectField
            {...{ t, name: "lang", label: t("consent.voices.lang"), error: error("lang") }}
            options={spokenIn(visit).map((value) => ({
              ...{
                value,
                label: value === "und" ? t("consent.voices.other-lang") : langName(visit, value),
              },
            }))}
            value={posted.text("lang") || visit.lang}
          />
          <Acts>
            <Button>{t("consent.voices.keep")}</Button>
          </Acts>
        </Form>
      )}
    </section>
  );
}

type Besides = Drawn & { beside: { guardian: Who | null; speaker: Who | null } };

function Beside({ visit, one, beside, refusal }: Besides) {
  const { t, keys } = visit;
  const { state } = one.thing;
  const sent = sentIn(visit);
  const { error } = saysOf(visit, refusal);
  const fields = (of: string, now: Who | null) => (
    <WhoFields
      {...{ visit, of, now, typed: sent === of }}
      error={sent === of ? error : () => undefined}
    />
  );
  const roles = state.is === "child" ? (["guardian", "speaker"] as const) : (["speaker"] as const);
  return (
    <details open={refusal !== null && sent !== null ? true : undefined}>
      <summary>{t("consent.person.more")}</summary>
      <div class="form">
        {roles.map((as) => {
          const now = beside[as];
          return (
            <Form t={t} action={`${atOf(visit, one)}/beside`} keys={keys}>
              <h2>{t(`consent.beside.${as}`)}</h2>
              <p>{t(`consent.beside.${as}-text`)}</p>
              <input type="hidden" name="as" value={as} />
              {fields(as, now)}
              <Acts>
                <Button>{t("consent.beside.save")}</Button>
              </Acts>
            </Form>
          );
        })}
        <Form t={t} action={`${atOf(visit, one)}/name`} keys={keys}>
          <h2>{t("consent.person.rename")}</h2>
          {fields("rename", one.who)}
          <Acts>
            <Button>{t("consent.beside.save")}</Button>
          </Acts>
        </Form>
        {state.absent === null && (
          <Form t={t} action={`${atOf(visit, one)}/absence`} keys={keys}>
            <h2>{t("consent.absent.title")}</h2>
            <p>{t("consent.absent.text")}</p>
            <SelectField
              {...{ t, name: "what", label: t("consent.absent.what"), required: true }}
              options={ABSENT.map((value) => ({ value, label: t(`consent.absent.${value}`) }))}
              error={error("what")}
            />
            <Acts>
              <Button weight="grave">{t("consent.absent.say")}</Button>
            </Acts>
          </Form>
        )}
        <h2>{t("consent.person.forget")}</h2>
        <p>{t("consent.person.forget-text")}</p>
        <Acts>
          <Act
            {...{ action: `${atOf(visit, one)}/names/removal`, keys, weight: "grave" }}
            about={calledText(visit, one)}
          >
            {t("consent.person.forget")}
          </Act>
        </Acts>
      </div>
    </details>
  );
}

const again = (visit: SpaceVisit) => (refusal: Refusal) => personPage(visit, refusal);
const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";
const backTo = (visit: SpaceVisit, notice: string) => {
  return { goto: `/permissions/people/${idOf(visit)}`, notice, again: again(visit) };
};

/** `POST …/name`. */
export async function rename(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const missing = unsaidIn(visit);
  if (missing !== null) return personPage(visit, missing);
  const input = { subject: idOf(visit), name: posted.text("name"), reach: posted.text("reach") };
  return does(visit, ["consent.name-person", input], backTo(visit, "consent.saved"));
}

/** `POST …/beside`. */
export async function nameBeside(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const missing = unsaidIn(visit);
  if (missing !== null) return personPage(visit, missing);
  const who = { name: posted.text("name"), reach: posted.text("reach") };
  const input = { subject: idOf(visit), as: posted.text("as"), ...who };
  return does(visit, ["consent.name-beside", input], backTo(visit, "consent.saved"));
}

/** `POST …/names/removal`. */
export function takeNames(visit: SpaceVisit): Promise<Reply> {
  const sent: [string, object] = ["consent.take-names-back", { subject: idOf(visit) }];
  return does(visit, sent, backTo(visit, "consent.person.forgotten"));
}

/** `POST …/absence`. */
export function sayAbsent(visit: SpaceVisit): Promise<Reply> {
  const input = { subject: idOf(visit), what: visit.posted.text("what") };
  return does(visit, ["consent.say-absent", input], backTo(visit, "consent.absent.said"));
}

/** `POST …/word`: who may speak for them said that it goes on. */
export function speakFor(visit: SpaceVisit): Promise<Reply> {
  const more = { arrived: arrivedIn(visit), readBack: true };
  const sent: [string, object, object] = ["consent.speak-for", { subject: idOf(visit) }, more];
  return does(visit, sent, backTo(visit, "consent.saved"));
}

/** `POST …/return`. */
export function sayBack(visit: SpaceVisit): Promise<Reply> {
  const sent: [string, object] = ["consent.say-back", { subject: idOf(visit) }];
  return does(visit, sent, backTo(visit, "consent.absent.is-back"));
}

/** `POST …/end`: all of it, at once. */
export function stopAll(visit: SpaceVisit): Promise<Reply> {
  const sent: [string, object] = ["consent.stop-person", { subject: idOf(visit) }];
  return does(visit, sent, backTo(visit, "consent.stopped.all"));
}

/** Languages somebody may have spoken: the product's, the group's, and any other. */
function spokenIn({ space }: SpaceVisit): string[] {
  const { langs } = space.thing.state as Pick<SpaceState, "langs">;
  return [...new Set(["en", "es", "ar", ...langs, "und"])];
}

/** `POST …/words`. */
export function write(visit: SpaceVisit): Promise<Reply> {
  return forPerson(visit, () => {
    const lang = spokenIn(visit).find((each) => each === visit.posted.text("lang")) ?? "und";
    const quoted = neededText(visit, "quoted", lang, { lengthMax: QUOTED_MAX });
    if (isRefusal(quoted)) return personPage(visit, quoted);
    const input = { subject: idOf(visit), quoted };
    return does(visit, ["consent.write-words", input], backTo(visit, "consent.voices.kept"));
  });
}

/** Ways a word came, for a form to choose from: an assembly's alone, or all but an assembly. */
export const heardOptions = ({ t }: SpaceVisit, gathered: boolean) =>
  HEARD.filter((way) => (way === "assembly") === gathered).map((value) => ({
    value,
    label: t(`consent.arrived.${value}`),
  }));
