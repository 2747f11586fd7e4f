/** How an agreement stands now: worked out from what was done and the time, by no job. */
import { startOf } from "../../house/values/index.ts";
import { type AgreementState, isSigned, signedAt, type Version } from "./facts.ts";
import { type Frame, lapseOf } from "./terms.ts";

/** How long a proposal rests, ms. */
export const REST_MS = 48 * 3_600_000;
/** How long lines that were accepted may still go on after a lapse, ms. */
export const GOES_ON_MS = 30 * 24 * 3_600_000;

/** See README.md. `parted`: the other group takes part here no more. */
export type Status = Standing | "parted";
/** The same as an agreement alone tells it. */
export type Standing = "draft" | "proposed" | "signed" | "in-force" | "lapsed" | "paused" | "ended";

type Held = Pick<AgreementState, "with" | "proposed" | "current" | "paused" | "ended">;

/** From when on a version holds (ms), where both have signed it. */
export function holdsFrom(version: Version): number {
  const rest = version.waived ? 0 : version.when + REST_MS;
  return Math.max(signedAt(version), rest, daysOf(version.frame).from);
}

/** A version's days in ms; worked out once for each, since the gate asks at every use. */
const known = new WeakMap<Frame, { from: number; lapses: number }>();

function daysOf(frame: Frame): { from: number; lapses: number } {
  const before = known.get(frame);
  if (before !== undefined) return before;
  const days = { from: startOf(frame.from), lapses: lapseOf(frame) };
  known.set(frame, days);
  return days;
}

/** When it lapses: after the day it is to be looked at again, or its last day (ms). */
export function lapsesAt({ frame }: Version): number {
  return daysOf(frame).lapses;
}

/** The version that holds now, lapsed or not; null where none ever came into force. */
export function heldVersion({ with: other, proposed, current }: Held, now: number): Version | null {
  const all = [proposed, current].filter((one): one is Version => one !== null);
  return all.find((one) => isSigned(one, other) && holdsFrom(one) <= now) ?? null;
}

/** A version that both have signed and that is still to come into force. */
export function comingVersion(
  { with: other, proposed }: Pick<Held, "with" | "proposed">,
  now: number,
): Version | null {
  if (proposed === null || !isSigned(proposed, other)) return null;
  return holdsFrom(proposed) > now ? proposed : null;
}

/** A proposal that waits for a word: not signed by both, and nobody said no. */
export function openProposal({ with: other, proposed, ended }: Held): Version | null {
  if (proposed === null || ended !== null || proposed.declined !== null) return null;
  return isSigned(proposed, other) ? null : proposed;
}

/** How it stands now (ms). */
export function statusOf(state: Held, now: number): Standing {
  if (state.ended !== null) return "ended";
  if (state.paused !== null) return "paused";
  const held = heldVersion(state, now);
  if (held !== null) return lapsesAt(held) <= now ? "lapsed" : "in-force";
  if (comingVersion(state, now) !== null) return "signed";
  return openProposal(state) === null ? "draft" : "proposed";
}

/** Whether accepted lines may still go on (ms): in force, or lapsed not long ago. */
export function goesOn(state: Held, now: number): boolean {
  const status = statusOf(state, now);
  if (status === "in-force") return true;
  const held = heldVersion(state, now);
  return status === "lapsed" && held !== null && now < goesOnUntil(held);
}

/** Until when accepted lines may go on after a version lapsed (ms). */
export const goesOnUntil = (held: Version): number => lapsesAt(held) + GOES_ON_MS;

/** A version's texts: where they lie, null where they were erased. */
type Texted = Pick<Version, "version" | "at">;

/** The versions there ever were, by number. */
export function textsAll({
  proposed,
  current,
  past,
  fallen,
}: Pick<AgreementState, "proposed" | "current" | "past" | "fallen">): Texted[] {
  const all = [proposed, current, ...past, ...fallen].filter((one) => one !== null);
  return all.sort((a, b) => a.version - b.version);
}

/** Texts that can be erased now (ms): of what neither holds nor waits; of what ended, all. */
export function erasableTexts(state: AgreementState, now: number): Texted[] {
  const inUse = [heldVersion(state, now), openProposal(state), comingVersion(state, now)];
  const numbers = state.ended === null ? inUse.map((one) => one?.version) : [];
  return textsAll(state).filter(({ version, at }) => at !== null && !numbers.includes(version));
}
