/** Somebody's own words as sound: heard by everyone while it is allowed, looked after inside. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Sound } from "../../../ui/sound.tsx";
import { SoundField } from "../../../ui/sound-field.tsx";
import { State } from "../../../ui/state.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { HEARD_AS, SPOKEN_MAX } from "../facts-spoken.ts";
import type { Voice } from "../questions.ts";
import { oneSpoken, type Spoken } from "../spoken.ts";
import { does, writes } from "./parts.tsx";
import { sayingPage } from "./sayings.page.tsx";

/** The recordings themselves; what is said in them stands beside as text. */
export function SpokenWords(props: {
  visit: SpaceVisit;
  all: readonly Spoken[];
  lang: string | undefined;
}) {
  const { visit, all, lang = visit.lang } = props;
  const { space, words, t } = visit;
  return (
    <>
      {all.map(({ thing, sound }) => (
        <Sound
          {...{ words, of: sound, lang, src: `${space.base}/files/${sound.id}` }}
          label={t(`consent.spoken.heard-${thing.state.voice}`)}
        />
      ))}
    </>
  );
}

type Drawn = { visit: SpaceVisit; voice: Voice; all: readonly Spoken[]; refusal: Refusal | null };

/** What members do with them: each with who hears it, and one more. */
export function SpokenInside({ visit, voice, all, refusal }: Drawn) {
  const { t } = visit;
  return (
    <section>
      <h2>{t("consent.spoken.title")}</h2>
      {all.map((one) => (
        <OneSpoken {...{ visit, one, lang: voice.quoted?.lang }} />
      ))}
      {writes(visit) && voice.quoted !== null && all.length < SPOKEN_MAX && (
        <Add {...{ visit, refusal, saying: voice.thing.id }} />
      )}
    </section>
  );
}

type One = { visit: SpaceVisit; one: Spoken; lang: string | undefined };

function OneSpoken({ visit, one, lang }: One) {
  const { t, keys, space } = visit;
  const { thing, isShown } = one;
  const at = `${space.base}/sayings/${thing.state.saying}/spoken/${thing.id}`;
  const about = t(`consent.spoken.heard-${thing.state.voice}`);
  return (
    <>
      <p>{about}</p>
      <SpokenWords {...{ visit, all: [one], lang }} />
      <p>
        <State is={isShown ? "live" : "quiet"}>
          {t(isShown ? "consent.spoken.shown" : "consent.spoken.closed")}
        </State>
      </p>
      <Acts>
        {writes(visit) && !isShown && (
          <Act {...{ action: `${at}/showing`, keys, about }}>{t("consent.spoken.show")}</Act>
        )}
        {thing.state.shown !== null && (
          <Act {...{ action: `${at}/end`, keys, about, weight: "grave" }}>
            {t("consent.spoken.take-down")}
          </Act>
        )}
        {writes(visit) && (
          <Act {...{ action: `${at}/removal`, keys, about, weight: "grave" }}>
            {t("consent.spoken.wipe")}
          </Act>
        )}
      </Acts>
    </>
  );
}

type Adding = { visit: SpaceVisit; refusal: Refusal | null; saying: string };

function Add({ visit, refusal, saying }: Adding) {
  const { t, keys, posted, space } = visit;
  const { error } = saysOf(visit, refusal);
  const isAdding = posted.has("speaks") || undefined;
  return (
    <details open={isAdding}>
      <summary>{t("consent.spoken.add")}</summary>
      <p>{t("consent.spoken.text")}</p>
      <Form {...{ t, keys, files: true }} action={`${space.base}/sayings/${saying}/spoken`}>
        <input type="hidden" name="speaks" value="yes" />
        <SoundField
          {...{ t, name: "sound", label: t("consent.recording.field"), required: true }}
          {...{ error: error("sound"), waits: visit.waits("sound") }}
        />
        <Choice
          {...{ t, name: "voice", label: t("consent.spoken.voice"), required: true }}
          hint={t("consent.spoken.voice-hint")}
          error={error("voice")}
          cards={HEARD_AS.map((value) => ({ value, label: t(`consent.spoken.voice.${value}`) }))}
          value={posted.text("voice")}
        />
        <Ticks
          {...{ t, name: "known", error: error("known"), label: t("consent.spoken.known-label") }}
          ticks={[{ value: "yes", label: t("consent.spoken.known") }]}
        />
        <Acts>
          <Button>{t("consent.recording.keep")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";
const back = (visit: SpaceVisit, notice: string) => ({
  ...{ goto: `/sayings/${idOf(visit)}`, notice },
  again: (refusal: Refusal) => sayingPage(visit, refusal),
});

/** `POST /sayings/:id/spoken`. */
export async function keep(visit: SpaceVisit): Promise<Reply> {
  const upload = await visit.sound("sound");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : sayingPage(visit, upload);
  if (upload === null)
    return sayingPage(visit, refuse("consent.no-sound", "shape", { field: "sound" }));
  const voice = HEARD_AS.find((one) => one === visit.posted.text("voice"));
  if (voice === undefined)
    return sayingPage(visit, refuse("consent.say-voice-heard", "shape", { field: "voice" }));
  const known = visit.posted.text("known") === "yes";
  const input = { saying: idOf(visit), voice, known };
  const said = back(visit, "consent.spoken.kept");
  return does(visit, ["consent.keep-spoken", input, { upload }], said);
}

/** Does something with the recording that the address names, of the words it names. */
async function withSpoken(visit: SpaceVisit, command: string, notice: string): Promise<Reply> {
  const found = await oneSpoken(visit.view, visit.params["spoken"] ?? "");
  if (found === undefined || found.thing.state.saying !== idOf(visit)) return notHere;
  return does(visit, [command, { spoken: found.thing.id }], back(visit, notice));
}

/** `POST /sayings/:id/spoken/:spoken/showing`. */
export const show = (visit: SpaceVisit) =>
  withSpoken(visit, "consent.show-spoken", "consent.spoken.now-shown");

/** `POST /sayings/:id/spoken/:spoken/end`. */
export const takeDown = (visit: SpaceVisit) =>
  withSpoken(visit, "consent.take-spoken-down", "consent.voices.down");

/** `POST /sayings/:id/spoken/:spoken/removal`. */
export const wipe = (visit: SpaceVisit) =>
  withSpoken(visit, "consent.wipe-spoken", "consent.recording.wiped");
