/** One line of the table of benchmarks: a ratio of two things measured in the same run. */
export type Row = {
  what: string;
  against: string;
  ratio: number;
  /** What the ratio has to reach, or must not pass. */
  reach: { least: number } | { most: number };
  note: string;
};

/** The median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Whether a line reached what it had to. */
export function reached({ ratio, reach }: Row): boolean {
  return "least" in reach ? ratio >= reach.least : ratio <= reach.most;
}
