/** Any of several, each with its own box. */
import { describedBy, type FieldProps, fieldId, Says } from "./field.tsx";
import type { Kids } from "./types.ts";

/** A box to tick. `name` where each box is its own field, else the group's name is used. */
export type Tick = {
  value: string;
  label: Kids;
  ticked?: boolean;
  hint?: Kids;
  name?: string;
  /** Why it starts unticked or needs a second look. */
  warning?: string;
};

/**
 * Boxes to tick. Unticked unless said otherwise. With `counted` the optional module
 * `ticks.js` says how many are ticked.
 */
export function Ticks(props: FieldProps & { ticks: readonly Tick[]; counted?: boolean }) {
  const { t, name, label, ticks, error, counted } = props;
  const id = fieldId(props);
  return (
    <fieldset
      class={error === undefined ? "field" : "field wrong"}
      id={id}
      aria-describedby={describedBy(props)}
      tabindex={-1}
      data-ticks={counted ? t("ui.ticks.count", { n: "{n}", of: "{of}" }) : undefined}
    >
      <legend>{label}</legend>
      <Says {...props} />
      <div class="choices">
        {ticks.map((tick, at) => (
          <label class="choice" for={`${id}-${at}`}>
            <input
              type="checkbox"
              id={`${id}-${at}`}
              name={tick.name ?? name}
              value={tick.value}
              checked={tick.ticked ? true : undefined}
            />
            <span>
              <bdi>{tick.label}</bdi>
            </span>
            {tick.hint !== undefined && <span class="hint">{tick.hint}</span>}
            {tick.warning !== undefined && <span class="error">{tick.warning}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
