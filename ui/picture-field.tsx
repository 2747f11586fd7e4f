/** Choosing a picture. One that was chosen on a form that was refused need not be chosen again. */
import { Field, type FieldProps, wiring } from "./field.tsx";
import { Waits } from "./waiting.tsx";

/** Kinds that are taken: a phone that keeps others hands over one of these when it is told so. */
const KINDS = "image/jpeg,image/png,image/webp";

/** A picture from a phone or a disk; the form around it says `files`. */
export function PictureField(props: FieldProps & { waits: string }) {
  const { waits, t, name } = props;
  const hint = (
    <>
      {props.hint} {t("ui.picture.hint")}
    </>
  );
  return (
    <>
      <Field {...{ ...props, hint }}>
        <input {...wiring({ ...props, hint })} type="file" accept={KINDS} />
      </Field>
      <Waits {...{ t, name, waits, says: "ui.picture.waits" }} />
    </>
  );
}
