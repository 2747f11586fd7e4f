/** The search box: a plain GET form, so that what one looks for is in the address. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Button } from "../../../ui/button.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { TYPED_MAX } from "../search.ts";

/** The form, with what was typed. */
export function SearchForm({ visit, typed }: { visit: SpaceVisit; typed?: string }) {
  const { t, space } = visit;
  return (
    <search>
      <form class="form" method="get" action={`${space.base}/search`}>
        <TextField
          t={t}
          name="q"
          type="search"
          label={t("today.search.label")}
          hint={t("today.search.hint")}
          value={typed}
          maxlength={TYPED_MAX}
          required
        />
        <Button weight="quiet">{t("today.search.button")}</Button>
      </form>
    </search>
  );
}
