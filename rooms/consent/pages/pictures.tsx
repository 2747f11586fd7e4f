/** Pictures beside somebody's words: seen by everyone while it is allowed, looked after inside. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Picture } from "../../../ui/picture.tsx";
import { PictureField } from "../../../ui/picture-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { ALT_MAX, type Face, PICTURES_MAX } from "../facts-picture.ts";
import { onePicture, type Seen } from "../pictures.ts";
import type { Voice } from "../questions.ts";
import { FACE } from "../terms.ts";
import { does, neededText, writes } from "./parts.tsx";
import { sayingPage } from "./sayings.page.tsx";

/** The pictures themselves. */
export function Pictures({ visit, all }: { visit: SpaceVisit; all: readonly Seen[] }) {
  const { space, t, lang } = visit;
  return (
    <>
      {all.map(({ list, alt }) => (
        <p>
          <Picture
            {...{ base: space.base, list, alt: alt?.text ?? t("consent.picture.one") }}
            lang={alt?.lang ?? lang}
          />
        </p>
      ))}
    </>
  );
}

type Drawn = { visit: SpaceVisit; voice: Voice; all: readonly Seen[]; refusal: Refusal | null };

/** What members do with them: each picture with who sees it, and one more. */
export function PicturesInside({ visit, voice, all, refusal }: Drawn) {
  const { t } = visit;
  return (
    <section>
      <h2>{t("consent.picture.title")}</h2>
      {all.map((one) => (
        <OnePicture {...{ visit, one }} />
      ))}
      {writes(visit) && voice.quoted !== null && all.length < PICTURES_MAX && (
        <Add {...{ visit, refusal, saying: voice.thing.id }} />
      )}
    </section>
  );
}

function OnePicture({ visit, one }: { visit: SpaceVisit; one: Seen }) {
  const { t, keys, space } = visit;
  const { thing, isShown, alt } = one;
  const at = `${space.base}/sayings/${thing.state.saying}/pictures/${thing.id}`;
  const about = alt?.text ?? "";
  return (
    <>
      <Pictures {...{ visit, all: [one] }} />
      <p>
        <State is={isShown ? "live" : "quiet"}>
          {t(isShown ? "consent.picture.shown" : "consent.picture.closed")}
        </State>{" "}
        <span class="soft">{t(`consent.picture.face.${thing.state.face}`)}</span>
      </p>
      <Acts>
        {writes(visit) && !isShown && (
          <Act {...{ action: `${at}/showing`, keys, about }}>{t("consent.picture.show")}</Act>
        )}
        {thing.state.shown !== null && (
          <Act {...{ action: `${at}/end`, keys, about, weight: "grave" }}>
            {t("consent.picture.take-down")}
          </Act>
        )}
        {writes(visit) && (
          <Act {...{ action: `${at}/removal`, keys, about, weight: "grave" }}>
            {t("consent.picture.wipe")}
          </Act>
        )}
      </Acts>
    </>
  );
}

type Adding = { visit: SpaceVisit; refusal: Refusal | null; saying: string };

function Add({ visit, refusal, saying }: Adding) {
  const { t, keys, posted, space } = visit;
  const { error } = saysOf(visit, refusal, { "alt.text": "alt" });
  const action = `${space.base}/sayings/${saying}/pictures`;
  const isAdding = posted.has("alt") || undefined;
  return (
    <details open={isAdding}>
      <summary>{t("consent.picture.add")}</summary>
      <Form {...{ t, action, keys, files: true }}>
        <PictureField
          {...{ t, name: "picture", label: t("consent.picture.field"), required: true }}
          {...{ error: error("picture"), waits: visit.waits("picture") }}
        />
        <TextField
          {...{ t, name: "alt", label: t("consent.picture.alt"), required: true }}
          {...{ hint: t("consent.picture.alt-hint"), maxlength: ALT_MAX }}
          value={posted.text("alt")}
          error={error("alt")}
        />
        <Choice
          {...{ t, name: "face", label: t("consent.picture.face"), required: true }}
          hint={t("consent.picture.face-hint")}
          error={error("face")}
          cards={FACE.map((value) => ({ value, label: t(`consent.picture.face.${value}`) }))}
          value={posted.text("face")}
        />
        <Acts>
          <Button>{t("consent.picture.keep")}</Button>
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

/** `POST /sayings/:id/pictures`. */
export async function keep(visit: SpaceVisit): Promise<Reply> {
  const upload = await visit.picture("picture");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : sayingPage(visit, upload);
  const face = FACE.find((one): one is Face => one === visit.posted.text("face"));
  const alt = neededText(visit, "alt", visit.lang, { lengthMax: ALT_MAX, lines: "one" });
  if (upload === null)
    return sayingPage(visit, refuse("consent.no-picture", "shape", { field: "picture" }));
  if (isRefusal(alt)) return sayingPage(visit, alt);
  if (face === undefined)
    return sayingPage(visit, refuse("consent.say-face", "shape", { field: "face" }));
  const input = { saying: idOf(visit), face, alt };
  return does(visit, ["consent.keep-picture", input, { upload }], {
    ...back(visit, "consent.picture.kept"),
  });
}

/** Does something with the picture that the address names, beside the words it names. */
async function withPicture(visit: SpaceVisit, command: string, notice: string): Promise<Reply> {
  const found = await onePicture(visit.view, visit.params["picture"] ?? "");
  if (found === undefined || found.thing.state.saying !== idOf(visit)) return notHere;
  return does(visit, [command, { picture: found.thing.id }], back(visit, notice));
}

/** `POST /sayings/:id/pictures/:picture/showing`. */
export const show = (visit: SpaceVisit) =>
  withPicture(visit, "consent.show-picture", "consent.picture.now-shown");

/** `POST /sayings/:id/pictures/:picture/end`. */
export const takeDown = (visit: SpaceVisit) =>
  withPicture(visit, "consent.take-picture-down", "consent.picture.down");

/** `POST /sayings/:id/pictures/:picture/removal`. */
export const wipe = (visit: SpaceVisit) =>
  withPicture(visit, "consent.wipe-picture", "consent.picture.wiped");
