/** The notice read aloud by a member: heard beside its words, kept and erased inside. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Sound } from "../../../ui/sound.tsx";
import { SoundField, voiceWarning } from "../../../ui/sound-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import type { Permission } from "../questions.ts";
import { type ReadAloud, readAloud } from "../recordings.ts";
import { isOver } from "../status.ts";
import { does, forPermission, langName, writes } from "./parts.tsx";
import { permissionPage } from "./permission.page.tsx";

type Drawn = { visit: SpaceVisit; one: Permission; refusal: Refusal | null };

/** Beside the notice's words: what was read of them, and reading them aloud. */
export async function Recordings({ visit, one, refusal }: Drawn) {
  const { view, now } = visit;
  const { state } = one.thing;
  const all = await readAloud(view, one.thing);
  const mayAdd = writes(visit) && !isOver(state, now) && state.noticeAt !== null;
  return (
    <>
      {all.map((each) => (
        <Recording {...{ visit, one, each }} />
      ))}
      {mayAdd && <Add {...{ visit, one, refusal }} />}
    </>
  );
}

function Recording({ visit, one, each }: Omit<Drawn, "refusal"> & { each: ReadAloud }) {
  const { t, space, keys, words, session } = visit;
  const { thing, sound, isLatest } = each;
  const { lang } = thing.state;
  const label = t(`consent.recording.${isLatest ? "heard" : "heard-before"}`, {
    lang: langName(visit, lang),
  });
  const removal = `${space.base}/permissions/${one.thing.id}/recordings/${thing.id}/removal`;
  return (
    <>
      <p>{label}</p>
      <Sound {...{ words, src: `${space.base}/files/${sound.id}`, of: sound, label, lang }} />
      {session !== null && (
        <Act {...{ action: removal, keys, about: label }}>{t("consent.recording.wipe")}</Act>
      )}
    </>
  );
}

function Add({ visit, one, refusal }: Drawn) {
  const { t, keys, posted, space } = visit;
  const { error } = saysOf(visit, refusal);
  const isAdding = posted.has("reads") || undefined;
  return (
    <details open={isAdding}>
      <summary>{t("consent.recording.add")}</summary>
      <p>{t("consent.recording.text", { lang: langName(visit, one.thing.state.lang) })}</p>
      <Form
        {...{ t, keys, files: true }}
        action={`${space.base}/permissions/${one.thing.id}/recording`}
      >
        <input type="hidden" name="reads" value="yes" />
        <SoundField
          {...{ t, name: "sound", label: t("consent.recording.field"), required: true }}
          {...{ error: error("sound"), waits: visit.waits("sound") }}
        />
        <Ticks
          {...{ t, name: "own", error: error("own"), label: t("consent.recording.own-label") }}
          hint={voiceWarning(t)}
          ticks={[{ value: "yes", label: t("consent.recording.own") }]}
        />
        <Acts>
          <Button>{t("consent.recording.keep")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

const backTo = (visit: SpaceVisit, notice: string) => ({
  ...{ goto: `/permissions/${visit.params["id"]}`, notice },
  again: (refusal: Refusal) => permissionPage(visit, refusal),
});

/** `POST /permissions/:id/recording`. */
export async function keep(visit: SpaceVisit): Promise<Reply> {
  const upload = await visit.sound("sound");
  if (isRefusal(upload))
    return upload.because === "not-found" ? upload : permissionPage(visit, upload);
  if (upload === null)
    return permissionPage(visit, refuse("consent.no-sound", "shape", { field: "sound" }));
  const input = { consent: visit.params["id"], own: visit.posted.text("own") === "yes" };
  const said = backTo(visit, "consent.recording.kept");
  return does(visit, ["consent.keep-recording", input, { upload }], said);
}

/** `POST /permissions/:id/recordings/:recording/removal`. */
export function wipe(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const id = visit.params["recording"] ?? "";
    const found = (await readAloud(visit.view, one.thing)).find(({ thing }) => thing.id === id);
    if (found === undefined) return notHere;
    const said = backTo(visit, "consent.recording.wiped");
    return does(visit, ["consent.wipe-recording", { recording: id }], said);
  });
}
