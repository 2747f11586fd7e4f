/** A text to paste back into a chat. */
import { dirOf, type Text } from "../house/values/index.ts";
import { kept } from "./area-field.tsx";
import type { Translate } from "./types.ts";

/**
 * The text in a box one can select from. The button shows only where `copy.js` runs; without
 * it the hint says how to copy by hand.
 */
export function Copy(props: {
  t: Translate;
  id: string;
  label: string;
  text: Text;
  rows?: number;
}) {
  const { t, id, label, text, rows = 8 } = props;
  return (
    <div class="copy">
      <label for={id}>
        <b>{label}</b>
      </label>
      <textarea
        id={id}
        readonly
        rows={rows}
        lang={text.lang}
        dir={dirOf(text.lang)}
        aria-describedby={`${id}-hint`}
      >
        {kept(text.text)}
      </textarea>
      <p class="hint" id={`${id}-hint`}>
        {t("ui.copy.hint")}
      </p>
      <div>
        <button type="button" class="button quiet" hidden data-copy={id}>
          {t("ui.copy.button")}
        </button>
        <span role="status" data-copied={t("ui.copy.done")} />
      </div>
    </div>
  );
}
