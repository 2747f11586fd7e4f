/** Runs of numbers, each first and last. */
type Runs = readonly (readonly [from: number, to: number])[];

/** Runs of numbers with one more after them all. */
export function withRun(runs: Runs, from: number, to: number): Runs {
  const newest = runs.at(-1);
  return newest?.[1] === from - 1 ? [...runs.slice(0, -1), [newest[0], to]] : [...runs, [from, to]];
}
