/** "This phone is shared": a session that ends soon and leaves nothing on it. */
import { Ticks } from "../../../ui/ticks.tsx";
import type { Translate } from "../../../ui/types.ts";
import { SHARED_IDLE_MS } from "../sessions.ts";

/** The tick `shared`; an id where a page has it twice. */
export function SharedTick(props: { t: Translate; ticked: boolean; id?: string }) {
  const { t, ticked, id } = props;
  const hint = t("people.shared.hint", { minutes: SHARED_IDLE_MS / 60_000 });
  return (
    <Ticks
      t={t}
      name="shared"
      {...(id === undefined ? {} : { id })}
      label={t("people.shared.whose")}
      ticks={[{ value: "yes", label: t("people.shared.tick"), hint, ticked }]}
    />
  );
}
