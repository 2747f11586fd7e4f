/** What of an item is there over all places, and whether that is enough. Pure arithmetic. */
import { billionths, figure } from "../../house/values/index.ts";
import type { GoodsState } from "./goods.ts";
import { isOver, type LotLine } from "./lots.ts";

/** An item over all places, in its own unit; packs count as what they hold. */
export type Levels = {
  /** All of it, also what is over. */
  there: string;
  /** What is over, and what will be before it can be used. */
  over: string;
  soon: string;
  /** What counts: neither over nor soon. */
  counts: string;
  /** How much is missing to what should be there; nothing where there is enough or it is unsaid. */
  missing: string;
  /** What is more than that and could be given on; of nothing where it is unsaid. */
  spare: string;
  /** `out`: nothing is there; `low`: less than the least; `short`: less than wanted. */
  how: "out" | "low" | "short" | "enough" | "unsaid";
};

const DAY_MS = 24 * 3_600_000;

/** The last day that is soon over, seen from a day. */
export function soonBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How much of the item's own unit a line is. */
export function inOwnUnit(state: Pick<GoodsState, "unit" | "packs">, line: LotLine): bigint {
  if (line.unit === state.unit) return billionths(line.of);
  const holds = state.packs.find(({ unit }) => unit === line.unit)?.holds ?? "0";
  return (billionths(line.of) * billionths(holds)) / billionths("1");
}

/** See {@link Levels}. `lines` are the item's own, of all places. */
export function levelsOf(state: GoodsState, lines: readonly LotLine[], today: string): Levels {
  const soonDay = soonBefore(today, state.days);
  let [there, over, soon] = [0n, 0n, 0n];
  for (const line of lines) {
    const size = inOwnUnit(state, line);
    there += size;
    if (isOver(line, today)) over += size;
    else if (line.until !== null && line.until < soonDay) soon += size;
  }
  const counts = there - over - soon;
  const [minimum, wanted] = [state.minimum, state.wanted].map((of) =>
    of === null ? null : billionths(of),
  );
  const enough = wanted ?? minimum ?? null;
  const off = enough === null ? 0n : enough - counts;
  return {
    ...{ there: figure(there), over: figure(over), soon: figure(soon), counts: figure(counts) },
    missing: figure(off > 0n ? off : 0n),
    spare: figure(off < 0n ? -off : 0n),
    how: howOf(there, counts, minimum ?? null, wanted ?? null),
  };
}

function howOf(
  there: bigint,
  counts: bigint,
  minimum: bigint | null,
  wanted: bigint | null,
): Levels["how"] {
  if (minimum === null && wanted === null) return "unsaid";
  if (there === 0n && (minimum ?? wanted ?? 0n) > 0n) return "out";
  if (minimum !== null && counts < minimum) return "low";
  return wanted !== null && counts < wanted ? "short" : "enough";
}
