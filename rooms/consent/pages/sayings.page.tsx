/** In their own words: for everyone as far as they allowed it, for the group all it keeps. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { alliesOf, type OneAlly } from "../../allies/index.ts";
import { saysOf } from "../../people/index.ts";
import { CALLED_MAX } from "../facts-subject.ts";
import { onePicture, picturesBeside, picturesByWords, type Seen } from "../pictures.ts";
import { oneVoice, shownVoices, type Voice, voices } from "../questions.ts";
import { oneSpoken, type Spoken, spokenBeside, spokenByWords } from "../spoken.ts";
import { CHANNELS } from "../terms.ts";
import { allyText, does, Quote, typedText, writes } from "./parts.tsx";
import { Pictures, PicturesInside } from "./pictures.tsx";
import { SpokenInside, SpokenWords } from "./spoken.tsx";

const isMember = ({ session }: SpaceVisit) => session?.member != null && session.roles.length > 0;

/** Whether everyone may read it now: said to the group alone. */
export function Shown({ visit: { t }, isShown }: { visit: SpaceVisit; isShown: boolean }) {
  return (
    <State is={isShown ? "live" : "quiet"}>
      {t(isShown ? "consent.voices.shown" : "consent.voices.closed")}
    </State>
  );
}

/** `GET /sayings`. Nobody outside learns that there are others. */
export async function sayingsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space } = visit;
  const all = isMember(visit) ? await voices(view) : await shownVoices(view);
  const [pictures, spoken] = [await picturesByWords(view), await spokenByWords(view)];
  const title = t("consent.voices.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("consent.voices.text")}</p>
      {all.length === 0 && <Empty title={t("consent.voices.none")} />}
      <Rows>
        {all.map((voice) => (
          <Row
            title={t("consent.voices.one")}
            href={`${space.base}/sayings/${voice.thing.id}`}
            level={2}
          >
            <Said {...{ visit, voice }} />
            <SpokenWords
              {...{ visit, all: spoken.get(voice.thing.id) ?? [], lang: voice.quoted?.lang }}
            />
            <Pictures {...{ visit, all: pictures.get(voice.thing.id) ?? [] }} />
            {isMember(visit) && (
              <p>
                <Shown {...{ visit, isShown: voice.isShown }} />
              </p>
            )}
          </Row>
        ))}
      </Rows>
      <p>
        <a href="/permission">{t("consent.holder.title")}</a>
      </p>
    </>
  );
  return { title, page };
}

/** The words, and what they are called under them. */
function Said({ visit: { t }, voice: { quoted, called } }: { visit: SpaceVisit; voice: Voice }) {
  return (
    <>
      {quoted === null ? <p class="soft">{t("consent.voices.erased")}</p> : <Quote text={quoted} />}
      {called !== null && (
        <p class="soft">
          <bdi {...voiceOf(called)}>{called.text}</bdi>
        </p>
      )}
    </>
  );
}

/** `GET /sayings/:id`. */
export async function sayingPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space } = visit;
  const voice = await oneVoice(view, visit.params["id"] ?? "");
  if (voice === undefined) return notHere;
  const all = await picturesBeside(view, voice.thing.id);
  const heard = await spokenBeside(view, voice.thing.id);
  const known = isMember(visit) ? await alliesOf(view) : [];
  const groups = known.filter(({ status: is }) => is === "here");
  const title = t("consent.voices.one");
  const { faults, status } = saysOf(visit, refusal, { "alt.text": "alt" });
  const page = (
    <>
      <p>
        <a href={`${space.base}/sayings`}>{t("consent.voices.title")}</a>
      </p>
      <h1>{title}</h1>
      {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      <Said {...{ visit, voice }} />
      {!isMember(visit) && (
        <>
          <SpokenWords {...{ visit, all: heard, lang: voice.quoted?.lang }} />
          <Pictures {...{ visit, all }} />
        </>
      )}
      {isMember(visit) && <SpokenInside {...{ visit, voice, all: heard, refusal }} />}
      {isMember(visit) && <PicturesInside {...{ visit, voice, all, refusal }} />}
      {isMember(visit) && <Inside {...{ visit, voice, all, heard, groups, refusal }} />}
    </>
  );
  const inside = { keeps: ["sayings", "pictures", "spoken"], typed: t("consent.voices.typed") };
  return { title, page, status, ...(isMember(visit) ? inside : {}) };
}

type Drawn = {
  visit: SpaceVisit;
  voice: Voice;
  all: readonly Seen[];
  heard: readonly Spoken[];
  groups: readonly OneAlly[];
  refusal: Refusal | null;
};

function Inside(drawn: Drawn) {
  const { visit, voice, refusal } = drawn;
  const { t, space, keys, posted } = visit;
  const { thing, isShown, quoted } = voice;
  const at = `${space.base}/sayings/${thing.id}`;
  const { error } = saysOf(visit, refusal);
  return (
    <>
      <p>
        <Shown {...{ visit, isShown }} />{" "}
        <a href={`${space.base}/permissions/people/${thing.state.subject}`}>
          {t("consent.voices.whose")}
        </a>
      </p>
      {quoted !== null && writes(visit) && !isShown && (
        <Form t={t} action={`${at}/showing`} keys={keys}>
          <h2>{t("consent.voices.show")}</h2>
          <p>{t("consent.voices.show-text")}</p>
          <TextField
            {...{ t, name: "called", label: t("consent.field.called"), maxlength: CALLED_MAX }}
            hint={t("consent.field.called-hint")}
            value={posted.text("called")}
            error={error("called")}
          />
          <Acts>
            <Button>{t("consent.voices.show")}</Button>
          </Acts>
        </Form>
      )}
      {thing.state.shown !== null && (
        <Acts>
          <Act action={`${at}/end`} keys={keys} weight="grave">
            {t("consent.voices.take-down")}
          </Act>
        </Acts>
      )}
      {quoted !== null && writes(visit) && <PassingOn {...drawn} />}
      {quoted !== null && writes(visit) && drawn.groups.length > 0 && <HandingOn {...drawn} />}
      {quoted !== null && writes(visit) && (
        <Acts>
          <Act action={`${at}/removal`} keys={keys} weight="grave">
            {t("consent.voices.wipe")}
          </Act>
        </Acts>
      )}
    </>
  );
}

/** The words, and what stands beside them, as choices. */
function whatOf({ visit: { t }, voice, all, heard }: Drawn) {
  return [
    { value: voice.thing.id, label: t("consent.voices.one") },
    ...all.map(({ thing, alt }) => ({
      ...{ value: thing.id, label: t("consent.picture.tick", { alt: alt?.text ?? "" }) },
    })),
    ...heard.map(({ thing }) => ({
      ...{ value: thing.id, label: t(`consent.spoken.tick-${thing.state.voice}`) },
    })),
  ];
}

/** What it is handed on for, and the command that stands on a permission for that. */
const HANDS: ReadonlyMap<string, string> = new Map([
  ["share-data", "consent.hand-on"],
  ["fundraise", "consent.hand-to-raise"],
  ["train", "consent.hand-to-teach"],
]);

/** Noting that one of them is handed on to a group that was named to the person. */
function HandingOn(drawn: Drawn) {
  const { visit, voice, groups, refusal } = drawn;
  const { t, space, keys, posted } = visit;
  const { error } = saysOf(visit, refusal);
  return (
    <Form t={t} action={`${space.base}/sayings/${voice.thing.id}/handing`} keys={keys}>
      <h2>{t("consent.voices.hand-on")}</h2>
      <p>{t("consent.voices.hand-on-text")}</p>
      <SelectField
        {...{ t, name: "handed", label: t("consent.field.pass-what"), options: whatOf(drawn) }}
        value={posted.text("handed") || voice.thing.id}
      />
      <SelectField
        {...{ t, name: "for", label: t("consent.field.hand-for") }}
        options={[...HANDS.keys()].map((value) => ({
          ...{ value, label: t(`consent.activity.${value}`) },
        }))}
        value={posted.text("for") || "share-data"}
      />
      <SelectField
        {...{ t, name: "to", label: t("consent.field.hand-to"), required: true }}
        options={groups.map((one) => ({ value: one.thing.id, label: allyText(visit, one) }))}
        value={posted.text("to")}
        error={error("to")}
      />
      <Acts>
        <Button>{t("consent.voices.hand-on")}</Button>
      </Acts>
    </Form>
  );
}

/** Noting where these words are given on to, or what stands beside them: each by itself. */
function PassingOn(drawn: Drawn) {
  const { visit, voice, refusal } = drawn;
  const { t, space, keys, posted } = visit;
  const { error } = saysOf(visit, refusal);
  const what = whatOf(drawn);
  return (
    <Form t={t} action={`${space.base}/sayings/${voice.thing.id}/passing`} keys={keys}>
      <h2>{t("consent.voices.pass-on")}</h2>
      <p>{t("consent.voices.pass-on-text")}</p>
      {what.length > 1 && (
        <SelectField
          {...{ t, name: "what", label: t("consent.field.pass-what"), options: what }}
          value={posted.text("what") || voice.thing.id}
          error={error("what")}
        />
      )}
      <SelectField
        {...{ t, name: "channel", label: t("consent.field.channel"), required: true }}
        options={CHANNELS.filter((one) => one !== "group-page").map((value) => ({
          ...{ value, label: t(`consent.channel.${value}`) },
        }))}
        value={posted.text("channel")}
        error={error("channel")}
      />
      <Acts>
        <Button>{t("consent.voices.pass-on")}</Button>
      </Acts>
    </Form>
  );
}

const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";
const back = (visit: SpaceVisit, notice: string) => ({
  ...{ goto: `/sayings/${idOf(visit)}`, notice },
  again: (refusal: Refusal) => sayingPage(visit, refusal),
});

/** `POST /sayings/:id/showing`. */
export async function show(visit: SpaceVisit): Promise<Reply> {
  const called = typedText(visit, "called", visit.lang, { lengthMax: CALLED_MAX, lines: "one" });
  if (isRefusal(called)) return sayingPage(visit, called);
  const input = { saying: idOf(visit), ...(called === undefined ? {} : { called }) };
  return does(visit, ["consent.show-words", input], back(visit, "consent.voices.now-shown"));
}

/** `POST /sayings/:id/end`. */
export function takeDown(visit: SpaceVisit): Promise<Reply> {
  const input = { saying: idOf(visit) };
  return does(visit, ["consent.take-words-down", input], back(visit, "consent.voices.down"));
}

/** `POST /sayings/:id/passing`. */
export async function passOn(visit: SpaceVisit): Promise<Reply> {
  const { posted, view } = visit;
  const [of, what, channel] = [idOf(visit), posted.text("what"), posted.text("channel")];
  const given = async (): Promise<[command: string, input: object] | null> => {
    if (what === "" || what === of) return ["consent.pass-on", { saying: of, channel }];
    const picture = await onePicture(view, what);
    if (picture?.thing.state.saying === of)
      return ["consent.pass-picture-on", { picture: what, channel }];
    const heard = await oneSpoken(view, what);
    if (heard?.thing.state.saying !== of) return null;
    return ["consent.pass-spoken-on", { spoken: what, channel }];
  };
  const sent = await given();
  return sent === null ? notHere : does(visit, sent, back(visit, "consent.voices.passed"));
}

/** `POST /sayings/:id/handing`. */
export async function handOn(visit: SpaceVisit): Promise<Reply> {
  const { posted, view } = visit;
  const [of, what, to] = [idOf(visit), posted.text("handed"), posted.text("to")];
  const beside = [...(await picturesBeside(view, of)), ...(await spokenBeside(view, of))];
  if (what !== of && !beside.some(({ thing }) => thing.id === what)) return notHere;
  if (!/^[0-9a-f]{32}$/.test(to))
    return sayingPage(visit, refuse("consent.say-group", "shape", { field: "to" }));
  const command = HANDS.get(posted.text("for")) ?? "consent.hand-on";
  return does(visit, [command, { what, to }], back(visit, "consent.voices.passed"));
}

/** `POST /sayings/:id/removal`. */
export function wipe(visit: SpaceVisit): Promise<Reply> {
  const input = { saying: idOf(visit) };
  return does(visit, ["consent.wipe-words", input], back(visit, "consent.voices.wiped"));
}
