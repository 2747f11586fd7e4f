/** Several lines: a pasted message, standing terms, a note. */
import { Field, type FieldProps, wiring } from "./field.tsx";

/** A text of several lines; `rows` is how many show at first. Its direction follows what is typed. */
export function AreaField(
  props: FieldProps & {
    value?: string | undefined;
    rows?: number;
    maxlength?: number;
    lang?: string;
  },
) {
  const { value = "", rows = 5, maxlength, lang } = props;
  return (
    <Field {...props}>
      <textarea
        {...wiring(props)}
        rows={rows}
        maxlength={maxlength}
        lang={lang}
        dir="auto"
        autocomplete="off"
      >
        {value}
      </textarea>
    </Field>
  );
}
