/** Several lines: a pasted message, standing terms, a note. */
import { Field, type FieldProps, wiring } from "./field.tsx";

/** HTML drops one line break at the start of a text box; one that was typed must stay. */
export function kept(value: string): string {
  return value.startsWith("\n") || value.startsWith("\r") ? `\n${value}` : value;
}

/**
 * A text of several lines; `rows` is how many show at first. Its direction follows what is typed.
 */
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
        {kept(value)}
      </textarea>
    </Field>
  );
}
