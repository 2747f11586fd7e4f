/**
 * How much of what is `here` lies in named places, unit by unit. The room that keeps places posts
 * it in the commit by which it writes a place, so the book alone knows what nobody put away yet,
 * and never says that less is here than the places hold.
 */
import { z } from "zod";
import type { NewFact } from "../../house/facts.ts";
import { type Amount, amountSchema, billionths, figure } from "../../house/values/index.ts";

/** Units that one step places. */
const UNITS_MAX = 60;

/** How much of what is here lies in named places, by unit; without those of nothing. */
export type Placed = Record<string, string>;

/** The type of the fact. */
export const PLACED = "book.placed/1";

/** Shape of its record: by how much more, or with a minus sign less, lies in places. */
export const placedRecord = z.strictObject({
  lines: z.array(amountSchema).min(1).max(UNITS_MAX),
});

/** Figures by unit with these added, without those of nothing. */
export function foldPlaced(
  placed: Readonly<Record<string, string>>,
  lines: readonly Amount[],
): Record<string, string> {
  const all: Record<string, string> = { ...placed };
  for (const { of, unit } of lines) {
    const sum = billionths(all[unit] ?? "0") + billionths(of);
    if (sum === 0n) delete all[unit];
    else all[unit] = figure(sum);
  }
  return all;
}

/** The fact that so much more of what is here lies in places. */
export function bookPlaced(thing: string, lines: readonly Amount[]): NewFact {
  return { kind: "book", thing, type: PLACED, record: { lines: [...lines] } };
}
