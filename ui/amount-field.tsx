/** How much, and of what: a quantity beside its unit. */
import { describedBy, type FieldProps, fieldId, Needed, Says } from "./field.tsx";
import type { Option } from "./select-field.tsx";

/** What was typed before, exactly as typed; the server reads it, so any digits may stand in it. */
export type Typed = { of?: string | undefined; unit?: string | undefined };

/** With one unit only, it is said beside the figure and sent along. */
function Unit({
  name,
  id,
  label,
  units,
  value,
}: {
  name: string;
  id: string;
  label: string;
  units: readonly Option[];
  value: string | undefined;
}) {
  const [only] = units;
  if (units.length === 1 && only) {
    return (
      <span class="unit">
        {only.label}
        <input type="hidden" name={name} value={only.value} />
      </span>
    );
  }
  return (
    <select id={id} name={name} aria-label={label}>
      {units.map((unit) => (
        <option value={unit.value} selected={unit.value === value ? true : undefined}>
          {unit.label}
        </option>
      ))}
    </select>
  );
}

/**
 * A figure and its unit, sent as `<name>` and `<name>-unit`. Never `type=number`: it drops digits.
 */
export function AmountField(props: FieldProps & { units: readonly Option[]; value?: Typed }) {
  const { t, name, label, units, value, error, required } = props;
  const id = fieldId(props);
  return (
    <div class={error === undefined ? "field" : "field wrong"}>
      <label for={id}>
        {label} <Needed t={t} required={required} />
      </label>
      <Says {...props} />
      <div class="amount">
        <input
          id={id}
          name={name}
          value={value?.of}
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
          required={required === true ? true : undefined}
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={describedBy(props)}
        />
        <Unit
          name={`${name}-unit`}
          id={`${id}-unit`}
          label={t("ui.field.unit-of", { label })}
          units={units}
          value={value?.unit}
        />
      </div>
    </div>
  );
}
