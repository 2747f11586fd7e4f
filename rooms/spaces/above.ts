/** What every page of a space that is about to end says to its members first. */
import type { Above, AboveAt } from "../../house/door.ts";
import { dayOf } from "../../house/values/index.ts";
import { endsAt } from "./ending.ts";
import type { SpaceState } from "./facts.ts";
import { setOf } from "./questions.ts";

/** The day the space ends and how to keep it, or null where it is not ending. */
export async function above({ view, thing, words }: AboveAt): Promise<Above | null> {
  const state = thing.state as SpaceState;
  if (state.ending === null) return null;
  const { t } = words;
  const at = endsAt(state);
  const text =
    at === null
      ? t("spaces.end.still")
      : t("spaces.end.on", {
          day: words.day(dayOf(at, state.zone)),
          when: words.relative(at, view.now),
        });
  const { reader } = view;
  const mine = reader.by === "member" && (await setOf(view)).includes(reader.member);
  return {
    ...{ kind: "warn", text },
    ...(mine ? { act: { path: "/settings/end/withdrawal", says: t("spaces.end.keep") } } : {}),
    next: { path: "/settings/end", says: t("spaces.end.more") },
  };
}
