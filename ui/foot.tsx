/** The foot of every page says who can read it and what is not shown. */
import { Icon } from "./icons.tsx";
import type { Kids, Translate } from "./types.ts";

/** What the foot tells. */
export type FootProps = {
  t: Translate;
  /** Who can read this page, in words: "anyone with the link". */
  readers?: Kids;
  /** Who will read what is typed on it. */
  typed?: Kids;
  /** What this reader is not shown: "names and exact places". Nothing withheld: leave it out. */
  withheld?: Kids;
  /** Last lines: how to check the figures, who looks after the server. */
  foot?: Kids;
};

/** Readers, what is withheld, and the page's last lines. */
export function Foot({ t, readers, typed, withheld, foot }: FootProps) {
  if (!readers && !typed && !withheld && !foot) return null;
  return (
    <footer class="foot">
      <div class="wrap">
        {readers && (
          <p>
            <Icon name="eye" />
            <b>{t("ui.page.readers")}</b> {readers}
          </p>
        )}
        {typed && (
          <p>
            <Icon name="eye" />
            <b>{t("ui.page.typed")}</b> {typed}
          </p>
        )}
        {withheld && (
          <p>
            <Icon name="withheld" />
            <b>{t("ui.page.withheld")}</b> {withheld}
          </p>
        )}
        {foot}
      </div>
    </footer>
  );
}
