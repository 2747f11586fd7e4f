/**
 * Until when a copy is to be kept: a day in a note signed by the log's key, so that whoever has the
 * file can neither move it nor make one up. It is a request: nothing stops reading after it, and
 * the whole line can be taken out (specs/space-file.md).
 */
import { Malformed } from "../log/malformed.ts";
import { openNote, type Signer, signNote, type Verifier } from "../log/note.ts";

/** A copy that nobody asked an end for is to be kept for so many days. */
export const COPY_DAYS = 90;
const DAY_MS = 24 * 3_600_000;
const FIRST = "alongside/until/v1";

/** The day (UTC, `YYYY-MM-DD`) until which a copy made now (ms) is to be kept. */
export function copyUntil(now: number, days = COPY_DAYS): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a text is such a day. */
export function isUntil(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Whether that day is over (ms): the copy should be gone by now. */
export function isPastEnd(until: string | null, now: number): boolean {
  return until !== null && now >= Date.parse(`${until}T00:00Z`) + DAY_MS;
}

/** The note that says it; `size` is that of the file. */
export function untilNote(size: number, until: string, signer: Signer): string {
  return signNote(`${FIRST}\n${signer.verifier.name}\n${size}\n${until}\n`, [signer]);
}

/** The day out of a note that one of the keys signed for this file. Throws Malformed. */
export function readUntil(
  note: string,
  keys: readonly Verifier[],
  of: { origin: string; size: number },
): string {
  const opened = openNote(note, keys);
  if (!opened.ok) throw new Malformed("end of a copy", "the log's key did not sign it");
  const [first, origin, size, until = "", ...rest] = opened.text.split("\n");
  const whole = first === FIRST && rest.join() === "" && isUntil(until);
  if (!whole || origin !== of.origin || size !== String(of.size))
    throw new Malformed("end of a copy", "it is not that of this file");
  return until;
}
