/** Choosing a recording, or making one with the phone. */
import { Field, type FieldProps, wiring } from "./field.tsx";
import type { Translate } from "./types.ts";
import { Waits } from "./waiting.tsx";

/** A phone offers its recorder for these; of a computer's files those are shown that may be one. */
const KINDS = "audio/*,.m4a,.mp3,.ogg,.oga,.opus,.wav,.aac,.3gp";

/** A recording from a phone or a disk; the form around it says `files`. */
export function SoundField(props: FieldProps & { waits: string }) {
  const { waits, t, name } = props;
  const hint = (
    <>
      {props.hint} {t("ui.sound.hint")}
    </>
  );
  return (
    <>
      <Field {...{ ...props, hint }}>
        <input {...wiring({ ...props, hint })} type="file" accept={KINDS} />
      </Field>
      <Waits {...{ t, name, waits, says: "ui.sound.waits" }} />
    </>
  );
}

/** What whoever is to be heard should know before: said beside each tick that a voice is theirs. */
export const voiceWarning = (t: Translate): string => t("ui.sound.warning");
