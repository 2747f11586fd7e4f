/**
 * Alerts: what is done with a login is told to its other live sessions, on their next page, until
 * each has answered. They lie in the sessions' own rows and go with them; no e-mail, no names.
 */
import type { NodeParts } from "./records.ts";
import { type Alert, changeAlerts, listSessions } from "./sessions.ts";

/** What is told. */
export type AlertKind =
  | "signed-in"
  | "second-tries"
  | "app-on"
  | "app-off"
  | "codes-made"
  | "code-used"
  | "passkey-added"
  | "passkey-removed"
  | "spoken-made"
  | "spoken-used";

/** Alerts one session keeps; the oldest goes. */
export const ALERTS_MAX = 8;
/** Times are told by the quarter of an hour. */
const BAND_MS = 15 * 60_000;

/** The quarter of an hour a time lies in: when it began, in ms. */
export function bandOf(at: number): number {
  return Math.floor(at / BAND_MS) * BAND_MS;
}

/** Tells every live session of a login but one (or none); answers how many. */
export async function tellSessions(
  parts: NodeParts,
  login: string,
  kind: AlertKind,
  but: string | null = null,
): Promise<number> {
  const others = (await listSessions(parts, login)).filter(({ id }) => id !== but);
  const at = bandOf(parts.clock());
  const alert: Alert = { id: Buffer.from(parts.random(16)).toString("hex"), kind, at };
  for (const { id } of others) await changeAlerts(parts, id, (before) => withOne(before, alert));
  return others.length;
}

/** The same again within the quarter of an hour is one alert. */
function withOne(before: readonly Alert[], alert: Alert): readonly Alert[] {
  const others = before.filter(({ kind, at }) => kind !== alert.kind || at !== alert.at);
  return [...others, alert].slice(-ALERTS_MAX);
}

/** A session answered an alert; the others still hear it. */
export function answerAlert(parts: NodeParts, session: string, alert: string): Promise<boolean> {
  return changeAlerts(parts, session, (before) => before.filter(({ id }) => id !== alert));
}
