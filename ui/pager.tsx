/** Long lists come in pages; links carry sealed cursors, never page numbers. */
import type { Kids, Translate } from "./types.ts";

/** Links to the pages before and after; either may be absent. `children` says where one is. */
export function Pager(props: { t: Translate; before?: string; after?: string; children?: Kids }) {
  const { t, before, after, children } = props;
  if (before === undefined && after === undefined) return null;
  return (
    <nav class="pager" aria-label={t("ui.pager.label")}>
      {before !== undefined && (
        <a class="button quiet" rel="prev" href={before}>
          {t("ui.pager.earlier")}
        </a>
      )}
      {children && <span class="soft">{children}</span>}
      {after !== undefined && (
        <a class="button quiet" rel="next" href={after}>
          {t("ui.pager.later")}
        </a>
      )}
    </nav>
  );
}
