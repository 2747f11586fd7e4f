/** One of a list too long for cards. */
import { Field, type FieldProps, wiring } from "./field.tsx";

/** A choice in a list; `value` is what is sent. */
export type Option = { value: string; label: string };

/** A list to choose from; where `value` is none of it, it starts on a line that chooses nothing. */
export function SelectField(
  props: FieldProps & {
    options: readonly Option[];
    value?: string | undefined;
    autocomplete?: string;
  },
) {
  const { options, value, t, autocomplete } = props;
  return (
    <Field {...props}>
      <select {...wiring(props)} autocomplete={autocomplete}>
        {options.every((option) => option.value !== value) && (
          <option value="">{t("ui.field.choose")}</option>
        )}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value ? true : undefined}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
