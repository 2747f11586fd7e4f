/** A question read aloud by a member: heard beside its words, put there and erased inside. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Sound } from "../../../ui/sound.tsx";
import { SoundField, voiceWarning } from "../../../ui/sound-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import type { Session } from "../facts.ts";
import type { Texts, Voiced } from "../questions.ts";
import { atOf, does, langName } from "./parts.tsx";
import { questionsPage } from "./questions.page.tsx";

/** The recordings, each in its language; the reader's own comes first. */
export function Heard({ visit, voiced }: { visit: SpaceVisit; voiced: readonly Voiced[] }) {
  const { words, space, t, lang: own } = visit;
  const sorted = [...voiced].sort((a, b) => Number(b.lang === own) - Number(a.lang === own));
  return (
    <>
      {sorted.map(({ lang, sound }) => {
        const label = t("listening.sound.heard", { lang: langName(visit, lang) });
        const src = `${space.base}/files/${sound.id}`;
        return <Sound {...{ words, src, of: sound, label, lang }} />;
      })}
    </>
  );
}

type Drawn = {
  visit: SpaceVisit;
  one: Session;
  item: string;
  texts: Texts;
  voiced: readonly Voiced[];
  refusal: Refusal | null;
};

const idOf = (name: string, item: string) => `f-${name}-${item}`;

/** What is wrong with the form of a recording that was sent, leading to its very field. */
export function soundFaults(visit: SpaceVisit, refusal: Refusal | null): Fault[] {
  const { faults } = saysOf(visit, refusal);
  const item = visit.params["item"] ?? "";
  return faults.map(({ name, text }) => (name ? { id: idOf(name, item), text } : { text }));
}

/** Whether it is the form of a recording that was sent: there is one beside each question. */
export const isSound = ({ posted }: SpaceVisit) => posted.has("spoken");

/** What members do with it. */
export function SoundInside(props: Drawn) {
  const { visit, one, item, texts, voiced, refusal } = props;
  const { t, keys, posted, params } = visit;
  const action = `${atOf(visit, one)}/questions/${item}/sound`;
  const isMine = isSound(visit) && params["item"] === item;
  const { error } = saysOf(visit, isMine ? refusal : null);
  const id = (name: string) => idOf(name, item);
  return (
    <>
      {voiced.map((each) => (
        <>
          <Heard {...{ visit, voiced: [each] }} />
          <Act
            {...{ action: `${action}/removal`, keys, fields: { spoken: each.lang } }}
            about={`${texts[0]?.text ?? ""} ${langName(visit, each.lang)}`}
          >
            {t("listening.sound.drop")}
          </Act>
        </>
      ))}
      {texts.length > 0 && (
        <details open={isMine || undefined}>
          <summary>{t("listening.sound.add")}</summary>
          <p>{t("listening.sound.text")}</p>
          <Form {...{ t, action, keys, files: true }}>
            <SoundField
              {...{ t, name: "sound", id: id("sound"), label: t("listening.sound.field") }}
              {...{ required: true, error: error("sound") }}
              waits={isMine ? visit.waits("sound") : ""}
            />
            <SelectField
              {...{ t, name: "spoken", id: id("spoken"), label: t("listening.sound.lang") }}
              error={error("spoken")}
              options={texts.map(({ lang }) => ({ value: lang, label: langName(visit, lang) }))}
              value={isMine ? posted.text("spoken") : visit.lang}
            />
            <Ticks
              {...{ t, name: "own", id: id("own"), error: error("own") }}
              {...{ label: t("listening.sound.own-label"), hint: voiceWarning(t) }}
              ticks={[{ value: "yes", label: t("listening.sound.own") }]}
            />
            <Acts>
              <Button>{t("listening.sound.save")}</Button>
            </Acts>
          </Form>
        </details>
      )}
    </>
  );
}

/** `POST /listening/:id/questions/:item/sound`. */
export async function voice(visit: SpaceVisit): Promise<Reply> {
  const { posted, params } = visit;
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const upload = await visit.sound("sound");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : again(upload);
  if (upload === null) return again(refuse("listening.no-sound", "shape", { field: "sound" }));
  const own = posted.text("own") === "yes";
  const input = { item: params["item"], lang: posted.text("spoken"), own };
  const said = { to: "/questions", notice: "listening.sound.saved", again };
  return does(visit, "voice-question", input, said, { upload });
}

/** `POST /listening/:id/questions/:item/sound/removal`. */
export function unvoice(visit: SpaceVisit): Promise<Reply> {
  const { posted, params } = visit;
  const again = (refusal: Refusal) => questionsPage(visit, refusal);
  const said = { to: "/questions", notice: "listening.sound.dropped", again };
  return does(
    visit,
    "unvoice-question",
    { item: params["item"], lang: posted.text("spoken") },
    said,
  );
}
