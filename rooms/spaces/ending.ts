/** When a space ends: the wait after enough of the named set agreed, shorter while it is shut. */
import type { SpaceState } from "./facts.ts";

const HOUR_MS = 3_600_000;
/** How long a space stays after enough agreed to end it. */
export const END_WAIT_MS = 14 * 24 * HOUR_MS;
/** The same while the group is shut. */
export const END_WAIT_SHUT_MS = 72 * HOUR_MS;
/** From so long before its end on it is said once more, with what to take along. */
export const LAST_NOTICE_MS = 24 * HOUR_MS;

/** Since when the group is shut (ms); null where it is not. */
export function shutSince(state: Pick<SpaceState, "shut">): number | null {
  return state.shut?.since ?? null;
}

/**
 * When a space ends (ms), or null: it is not ending; or it stands still, because it is open and
 * fewer agreed than that takes.
 */
export function endsAt(
  state: Pick<SpaceState, "ending">,
  shut: number | null = shutSince(state as SpaceState),
): number | null {
  if (state.ending === null) return null;
  const { at, enough } = state.ending;
  const open = enough ? at + END_WAIT_MS : Infinity;
  const ends = Math.min(open, shut === null ? Infinity : Math.max(at, shut) + END_WAIT_SHUT_MS);
  return ends === Infinity ? null : ends;
}

/**
 * Whether what somebody typed is the group's name, however it is written. A name that was erased
 * cannot be typed: then the steps themselves have to do.
 */
export function isNameTyped(name: string, typed: string): boolean {
  const folded = (text: string) =>
    text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return name === "" || folded(typed) === folded(name);
}

/** Whether its wait is over (ms): from then on nobody opens it, whether or not a job ran. */
export function isOver(state: SpaceState, now: number): boolean {
  return state.ended || (endsAt(state) ?? Infinity) <= now;
}
