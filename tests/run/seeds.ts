/** The seed every run uses, so that what failed once fails again. */
export const FIXED_SEED = 20_261_122;

/**
 * The seeds a law is tried with: the fixed one, and the fresh one this run printed
 * (ALONGSIDE_SEED). Hand each to `fc.assert(law, { seed, numRuns: runs(100) })`.
 */
export function seeds(fresh: string | undefined = process.env["ALONGSIDE_SEED"]): number[] {
  const seed = Number(fresh);
  return fresh === undefined || !Number.isInteger(seed) ? [FIXED_SEED] : [FIXED_SEED, seed];
}

/** Whether this is the run at depth (`npm run test:deep`). */
export function deep(depth: string | undefined = process.env["ALONGSIDE_DEPTH"]): boolean {
  return depth === "deep";
}

/** How many tries a law gets: as many as asked, at depth so many times more. */
export function runs(count: number, more = 20): number {
  return deep() ? count * more : count;
}
