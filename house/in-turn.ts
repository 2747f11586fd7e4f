/** Turns within one process, for what many change at once and one row counts. */

/** The last of those who wait, by whose it is and by name. */
const waiting = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Does this once everybody before is done under this name: of a crowd that changes one row only one
 * could be in time, and most would be told of a fault. No more wait than there are connections.
 */
export async function inTurn<T>(of: object, name: string, work: () => Promise<T>): Promise<T> {
  const last = waiting.get(of) ?? new Map<string, Promise<void>>();
  waiting.set(of, last);
  const before = last.get(name);
  const { promise: done, resolve } = Promise.withResolvers<void>();
  last.set(name, done);
  try {
    await before;
    return await work();
  } finally {
    if (last.get(name) === done) last.delete(name);
    resolve();
  }
}
