/** What every page of a space says to its members first: that it is about to end, what is asked. */
import type { Above, AboveAt } from "../../house/door.ts";
import { dayOf } from "../../house/values/index.ts";
import { acceptBy, member } from "../people/index.ts";
import { asksOf, CONDUCT } from "./conduct.ts";
import { endsAt } from "./ending.ts";
import type { SpaceState } from "./facts.ts";
import { setOf } from "./questions.ts";

/** The day the space ends and how to keep it; else what its reader has yet to accept; or null. */
export async function above(at: AboveAt): Promise<Above | null> {
  const state = at.thing.state as SpaceState;
  if (state.ending !== null) return aboveEnding(at, state);
  return asksOf(state).length > 0 ? aboveConduct(at, state) : null;
}

/** Until when the code of conduct is to be accepted, for who was here and did not yet. */
async function aboveConduct({ view, words }: AboveAt, state: SpaceState): Promise<Above | null> {
  const { reader, now } = view;
  const one = reader.by === "member" ? await view.thing(member, reader.member) : undefined;
  const by = one === undefined ? null : acceptBy(one, asksOf(state));
  // Whose time is over finds it on a line of its own.
  if (by === null || by <= now) return null;
  return {
    ...{ kind: "info", text: words.t("spaces.conduct.above", { when: words.relative(by, now) }) },
    next: { path: CONDUCT, says: words.t("spaces.conduct.read") },
  };
}

async function aboveEnding({ view, words }: AboveAt, state: SpaceState): Promise<Above | null> {
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
