/**
 * Six digits that one person reads to another, on the phone or beside them: shown on one page,
 * typed on another. They follow from the node's secret and the time, so nothing is kept of them.
 */
import { keyed, type NodeParts } from "./records.ts";

/** Digits hold for this long, and until the next ones end, ms. */
export const DIGITS_MS = 15 * 60_000;

/** The digits of something (who it is about and what for) at this moment: six, as text. */
export function spokenDigits(parts: NodeParts, of: string): Promise<string> {
  return digitsAt(parts, of, Math.floor(parts.clock() / DIGITS_MS));
}

/** Whether these digits, as typed, are the ones shown now or a moment ago. */
export async function areSpoken(parts: NodeParts, of: string, typed: string): Promise<boolean> {
  const plain = typed.replaceAll(/\D/g, "");
  const now = Math.floor(parts.clock() / DIGITS_MS);
  const shown = await Promise.all([now, now - 1].map((at) => digitsAt(parts, of, at)));
  return shown.includes(plain);
}

async function digitsAt(parts: NodeParts, of: string, at: number): Promise<string> {
  const hex = await keyed(parts, "spoken-digits", `${of}/${at}`);
  return String(Number.parseInt(hex.slice(0, 12), 16) % 1_000_000).padStart(6, "0");
}

/** The digits as they are read out: in two groups of three. */
export function inGroups(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
