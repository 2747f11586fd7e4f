/** A day, or in a protected space a month. */
import { Field, type FieldProps, wiring } from "./field.tsx";

/**
 * A civil day (`YYYY-MM-DD`), or with `month` a month (`YYYY-MM`). The browser's own calendar
 * where it has one, and a text line with the shape in its hint where it has none.
 */
export function DateField(
  props: FieldProps & {
    value?: string | undefined;
    month?: boolean;
    min?: string;
    max?: string;
  },
) {
  const { value, month, min, max, t } = props;
  const hint = props.hint ?? t(month ? "ui.field.month-hint" : "ui.field.day-hint");
  const all = { ...props, hint };
  return (
    <Field {...all}>
      <input
        {...wiring(all)}
        type={month ? "month" : "date"}
        value={value}
        min={min}
        max={max}
        dir="ltr"
        autocomplete="off"
      />
    </Field>
  );
}
