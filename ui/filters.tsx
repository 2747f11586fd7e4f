/** Search and sort by a plain GET form: what one looks at is in the address. */
import { Acts, Button, Go } from "./button.tsx";
import type { Kids, Translate } from "./types.ts";

/** Fields in a fold. `active` keeps it open and offers the way back to everything. */
export function Filters(props: {
  t: Translate;
  action: string;
  active?: boolean;
  /** What the fold is called where it does not also sort. */
  title?: string;
  children?: Kids;
}) {
  const { t, action, active, title = t("ui.filters.title"), children } = props;
  return (
    <details class="filters" open={active ? true : undefined}>
      <summary>{title}</summary>
      <search>
        <form method="get" action={action}>
          {children}
          <Acts>
            <Button weight="quiet">{t("ui.filters.apply")}</Button>
            {active && (
              <Go weight="quiet" href={action}>
                {t("ui.filters.clear")}
              </Go>
            )}
          </Acts>
        </form>
      </search>
    </details>
  );
}
