/** Holding an answer back while nothing changes, so that a page need not ask again and again. */
import { setTimeout as pause } from "node:timers/promises";

/** How long an answer is held, and how often is looked meanwhile, in milliseconds. */
export const HOLD_MS = { longest: 25_000, between: 1_500 };
/** Answers held at once for one name; with one more, the next is given at once. */
export const HELD_MAX = 8;

/** How a hold goes: `wait` answers after so many ms, or rejects when the signal says stop. */
export type Hold = {
  longest: number;
  between: number;
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

const USUAL: Hold = {
  ...HOLD_MS,
  wait: (ms, signal) => pause(ms, null, { signal, ref: false }),
};

/** Answers held now, by what they are counted under. */
const held = new Map<string, number>();

/**
 * Resolves when `same` says no, when the longest hold is over or when `stop` aborts, whichever is
 * first. Where too many are held under this name it resolves at once.
 */
export async function holdWhile(
  name: string,
  same: () => Promise<boolean>,
  stop: AbortSignal,
  { longest, between, wait }: Hold = USUAL,
): Promise<void> {
  const many = held.get(name) ?? 0;
  if (many >= HELD_MAX) return;
  held.set(name, many + 1);
  try {
    for (let waited = 0; waited < longest && !stop.aborted && (await same()); waited += between)
      await wait(between, stop).catch(() => null);
  } finally {
    const left = (held.get(name) ?? 1) - 1;
    if (left > 0) held.set(name, left);
    else held.delete(name);
  }
}
