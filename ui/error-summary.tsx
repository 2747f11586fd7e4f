/** What to put right, all in one place, each line a link to its field. */
import { fieldId } from "./field.tsx";
import { Icon } from "./icons.tsx";
import type { Translate } from "./types.ts";

/** A fault: the field's name (or its id, where one was handed in) and what to do about it. */
export type Fault = { name?: string; id?: string; text: string };

/** The list of faults. Nothing typed is lost; the heading says so first. */
export function ErrorSummary({ t, faults }: { t: Translate; faults: readonly Fault[] }) {
  return (
    <div class="notice warn" role="alert" id="errors" tabindex={-1}>
      <Icon name="warn" />
      <div>
        <b>{t("ui.errors.title")}</b>
        <ul>
          {faults.map(({ name, id, text }) => (
            <li>
              {name === undefined && id === undefined ? (
                text
              ) : (
                <a href={`#${id ?? fieldId({ name: name ?? "" })}`}>{text}</a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
