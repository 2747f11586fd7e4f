/** A no with its reason and its next step. Never blames, never says "denied". */
import { Icon } from "./icons.tsx";
import type { Kids, Translate } from "./types.ts";

/**
 * "Not possible yet, because… / next step". `reason` is a clause that completes the sentence;
 * `next` is a link, a button or words.
 */
export function Refused(props: { t: Translate; reason: string; next?: Kids; children?: Kids }) {
  const { t, reason, next, children } = props;
  return (
    <div class="notice wait" role="alert">
      <Icon name="clock" />
      <div>
        <b>{t("ui.refused.title", { reason })}</b>
        {children}
        {next && (
          <p>
            {t("ui.refused.next")} {next}
          </p>
        )}
      </div>
    </div>
  );
}
