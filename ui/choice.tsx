/** One of a few, as cards one can hit with a thumb. */
import { describedBy, type FieldProps, fieldId, Needed, Says } from "./field.tsx";
import type { Kids } from "./types.ts";

/** A card to choose: its words, and a line on what it means. */
export type Card = { value: string; label: string; hint?: Kids };

/** Radio cards. Nothing is chosen beforehand unless `value` says so: silence is never a yes. */
export function Choice(props: FieldProps & { cards: readonly Card[]; value?: string | undefined }) {
  const { t, name, label, cards, value, required, error } = props;
  const id = fieldId(props);
  return (
    <fieldset
      class={error === undefined ? "field" : "field wrong"}
      id={id}
      aria-describedby={describedBy(props)}
      tabindex={-1}
    >
      <legend>
        {label} <Needed t={t} required={required} />
      </legend>
      <Says {...props} />
      <div class="choices">
        {cards.map((card, at) => (
          <label class="choice" for={`${id}-${at}`}>
            <input
              type="radio"
              id={`${id}-${at}`}
              name={name}
              value={card.value}
              required={required === true ? true : undefined}
              checked={card.value === value ? true : undefined}
              aria-describedby={card.hint === undefined ? undefined : `${id}-${at}-hint`}
            />
            <span>{card.label}</span>
            {card.hint !== undefined && (
              <span class="hint" id={`${id}-${at}-hint`}>
                {card.hint}
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
