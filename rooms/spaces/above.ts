/** What every page of a space says to its members first: its end, its silence, what goes soon. */
import type { Above, AboveAt } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import { dayOf } from "../../house/values/index.ts";
import { acceptBy, type MemberState } from "../people/index.ts";
import { ALLY_CONDUCT, asksOf, CONDUCT } from "./conduct.ts";
import { endsAt } from "./ending.ts";
import type { SpaceState } from "./facts.ts";
import { setOf } from "./questions.ts";
import { type SilenceState, silentFrom, warnedFrom } from "./silence.ts";
import { pendingAt } from "./times.ts";

/** What there is to say; nothing in nearly every space. */
export async function above(at: AboveAt): Promise<readonly Above[]> {
  const state = at.thing.state as SpaceState;
  // Those of an allied group are told what is asked of them, and nothing of the group's own.
  if (at.view.reader.by === "ally")
    return [await aboveConduct(at, state)].flatMap((one) => one ?? []);
  const first =
    state.ending !== null
      ? await ends(at, state)
      : asksOf(state).length > 0
        ? await aboveConduct(at, state)
        : null;
  return [first, await sooner(at, state), aboveSilence(at)].flatMap((said) => said ?? []);
}

/** Until when the code of conduct is to be accepted, for who was here and did not yet. */
async function aboveConduct({ view, words }: AboveAt, state: SpaceState): Promise<Above | null> {
  const { reader, now } = view;
  const id = reader.by === "member" ? reader.member : reader.by === "ally" ? reader.person : null;
  const one = id === null ? null : await view.space.thing(id);
  const by = one === null ? null : acceptBy(one as Thing<MemberState>, asksOf(state));
  // Whose time is over finds it on a line of its own.
  if (by === null || by <= now) return null;
  const path = reader.by === "ally" ? ALLY_CONDUCT : CONDUCT;
  return {
    ...{ kind: "info", text: words.t("spaces.conduct.above", { when: words.relative(by, now) }) },
    next: { path, says: words.t("spaces.conduct.read") },
  };
}

/** Whether the reader is of those who decide what takes two. */
async function isMine({ view }: AboveAt): Promise<boolean> {
  const { reader } = view;
  return reader.by === "member" && (await setOf(view)).includes(reader.member);
}

/** From which day on more is erased by time, and how to stop it. */
async function sooner(about: AboveAt, state: SpaceState): Promise<Above | null> {
  const { view, words } = about;
  const [first] = pendingAt(state.times, view.now).sort((a, b) => a.from - b.from);
  if (first === undefined) return null;
  const { t } = words;
  const day = words.day(dayOf(first.from, state.zone));
  const text = t("spaces.times.above", { day, when: words.relative(first.from, view.now) });
  return {
    ...{ kind: "warn", text },
    ...((await isMine(about)) && {
      act: { path: "/times/keeping", says: t("spaces.times.keep") },
    }),
    next: { path: "/times", says: t("spaces.times.look") },
  };
}

/** The day the space ends and how to keep it. */
async function ends(about: AboveAt, state: SpaceState): Promise<Above> {
  const { view, words } = about;
  const { t } = words;
  const at = endsAt(state);
  const text =
    at === null
      ? t("spaces.end.still")
      : t("spaces.end.on", {
          day: words.day(dayOf(at, state.zone)),
          when: words.relative(at, view.now),
        });
  return {
    ...{ kind: "warn", text },
    ...((await isMine(about))
      ? { act: { path: "/settings/end/withdrawal", says: t("spaces.end.keep") } }
      : {}),
    next: { path: "/settings/end", says: t("spaces.end.more") },
  };
}

/**
 * That the group counts as silent, to everyone in it; that it soon will, to coordination, with the
 * tap that puts it off.
 */
function aboveSilence({ view, thing, words }: AboveAt): Above | null {
  const said = view.space.beside.thing?.state as SilenceState | undefined;
  const from = said === undefined ? null : silentFrom(said);
  if (said === undefined || from === null) return null;
  const { t } = words;
  const { reader, now } = view;
  const { zone } = thing.state as SpaceState;
  const vars = { day: words.day(dayOf(from, zone)), when: words.relative(from, now) };
  const next = { path: "/silence", says: t("spaces.silence.more") };
  if (view.dark) return { kind: "warn", text: t("spaces.silence.is-above", vars), next };
  const theirs = reader.by === "member" && reader.roles.includes("coordination");
  if (!theirs || now < warnedFrom(said)) return null;
  const act = { path: "/silence/sign", says: t("spaces.silence.here") };
  return { kind: "info", text: t("spaces.silence.soon-above", vars), act, next };
}
