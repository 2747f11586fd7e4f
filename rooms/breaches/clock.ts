/** When a breach's lines are due: worked out whenever somebody looks, never by a job. */
import type { DueRow } from "../../house/room.ts";
import { type BreachState, breach, type Line } from "./facts.ts";

const HOUR_MS = 3_600_000;
/** What the law gives, from when the group learned of it on (GDPR, article 33). */
export const LAW_MS = 72 * HOUR_MS;
/** So long before a line is due it is said once. */
export const BEFORE_MS = 24 * HOUR_MS;
const WITHIN_MS = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

type Clocked = Pick<BreachState, "aware" | "law">;

/** When a line is due (ms); null where no hour was set, or where no such law holds. */
export function dueOf({ aware, law }: Clocked, { by }: Pick<Line, "by">): number | null {
  if (by === "soon") return null;
  if (by === "law") return law === "no" ? null : aware + LAW_MS;
  return aware + WITHIN_MS[by];
}

/** Whether a line was told late, or is not told yet and its time is over (ms). */
export function isLate(state: Clocked, line: Line, now: number): boolean {
  const due = dueOf(state, line);
  if (due === null || line.end?.how === "not-needed") return false;
  return (line.end?.at ?? now) > due;
}

/** The line that is due next, of those nobody was told by yet; null where none has an hour. */
export function nextDue(state: BreachState): { line: Line; due: number } | null {
  if (state.over !== null) return null;
  const open = state.lines.filter(({ end }) => end === null);
  const all = open.flatMap((line) => {
    const due = dueOf(state, line);
    return due === null ? [] : [{ line, due }];
  });
  return all.sort((a, b) => a.due - b.due)[0] ?? null;
}

/** When it is to be said next that a line is due: a day before, and then; null for no more. */
export function reminderAt(state: BreachState): number | null {
  if (state.over !== null) return null;
  const times = state.lines.flatMap((line) => {
    const due = line.end === null ? dueOf(state, line) : null;
    if (due === null) return [];
    return [due - BEFORE_MS, due].filter((at) => at > Math.max(line.set, state.reminded));
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** A reminder: of what, only the breach's own thing says. */
export const reminderDue: DueRow = {
  ...{ name: "reminder", kind: breach as DueRow["kind"], command: "breaches.remind" },
  at: (thing) => reminderAt((thing as { state: BreachState }).state),
  input: () => ({}),
};
