/** Lines of a place: what they are keyed by, and which go out first. Pure and exact. */
import { z } from "zod";
import { billionths, figure, idSchema, unitSchema } from "../../house/values/index.ts";

const DATE = /^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

/** The fields of a {@link Lot}, as shapes. */
export const lotFields = {
  item: idSchema,
  unit: unitSchema,
  /** The last day it is good, as printed on it: `YYYY-MM-DD`. */
  until: z.string().regex(DATE, "day.shape").nullable(),
  lot: idSchema.nullable(),
};

/** What tells one line of a place from another: item, unit, good until, and whose number it has. */
export type Lot = { item: string; unit: string; until: string | null; lot: string | null };

/** Figures by the key of their line; none is nothing or less. */
export type Lots = Record<string, string>;

/** A line with how much lies there. */
export type LotLine = Lot & { of: string };

/** The key of a line. */
export function keyOf({ item, unit, until, lot }: Lot): string {
  return `${item} ${unit} ${until ?? "-"} ${lot ?? "-"}`;
}

/** The line of a key. */
export function lotOf(key: string): Lot {
  const [item = "", unit = "", until = "-", lot = "-"] = key.split(" ");
  const orNone = (part: string) => (part === "-" ? null : part);
  return { item, unit, until: orNone(until), lot: orNone(lot) };
}

/** The lines of a place with how much lies there, what is over first before the rest. */
export function linesOf(lots: Lots): LotLine[] {
  return Object.entries(lots)
    .map(([key, of]) => ({ ...lotOf(key), of }))
    .sort(firstOver);
}

const NEVER = "9999";

/** What is over first comes first; of those the one whose key comes first. */
export function firstOver(a: Lot, b: Lot): number {
  const [left, right] = [a, b].map((one) => `${one.until ?? NEVER} ${keyOf(one)}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

/** Whether a line is over on a day (`YYYY-MM-DD`): the printed day itself is still good. */
export function isOver({ until }: Pick<Lot, "until">, today: string): boolean {
  return until !== null && until < today;
}

/** Figures with these differences added, without those of nothing. */
export function withChanges(lots: Lots, changes: readonly LotLine[]): Lots {
  const all = { ...lots };
  for (const change of changes) {
    const key = keyOf(change);
    const sum = billionths(all[key] ?? "0") + billionths(change.of);
    if (sum === 0n) delete all[key];
    else all[key] = figure(sum);
  }
  return all;
}

/** What is taken from which line; or, where there is not so much, how much there is. */
export type Taken = { lines: LotLine[] } | { there: string };

/**
 * Takes so much of an item in a unit out of a place: what is over first goes first, and what is
 * over today stays where it is. `pick` is the key of one line: then from that alone.
 */
export function takeFrom(
  lots: Lots,
  of: { item: string; unit: string; of: string },
  today: string,
  pick?: string,
): Taken {
  const fit = linesOf(lots).filter((line) => {
    if (line.item !== of.item || line.unit !== of.unit) return false;
    return pick === undefined ? !isOver(line, today) : keyOf(line) === pick;
  });
  let left = billionths(of.of);
  const lines: LotLine[] = [];
  for (const line of fit) {
    if (left === 0n) break;
    const there = billionths(line.of);
    const rest = left - there;
    lines.push({ ...line, of: rest < 0n ? figure(left) : line.of });
    left = rest < 0n ? 0n : rest;
  }
  if (left === 0n) return { lines };
  return { there: figure(billionths(of.of) - left) };
}

/** Figures by unit, of some lines together. */
export function byUnit(lines: readonly { unit: string; of: string }[]): Map<string, bigint> {
  const all = new Map<string, bigint>();
  for (const { unit, of } of lines) all.set(unit, (all.get(unit) ?? 0n) + billionths(of));
  return all;
}
