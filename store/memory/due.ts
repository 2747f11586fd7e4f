/** The memory store's queues of what falls due. */
import { compareKeys } from "../keys.ts";
import type { Claimed, DueItem, Store } from "../port.ts";
import { copyOf } from "./space.ts";

type Waiting = DueItem & { lease: string | null; until: number; tries: number };

/** The port's `due`, what `append`, `end` and `bytes` need of it. */
export type MemoryDue = Store["due"] & {
  add(items: DueItem[]): void;
  forget(space: string): void;
  values(): Uint8Array[];
};

const byTime = (a: Waiting, b: Waiting) => a.at - b.at || compareKeys(a.id, b.id);

/** Queues in a map; a lease is a number that is never used twice. */
export function memoryDue(): MemoryDue {
  const items = new Map<string, Waiting>();
  const nameOf = (item: { queue: string; id: string }) => `${item.queue}\0${item.id}`;
  const inQueue = (queue: string) => Array.from(items.values()).filter((i) => i.queue === queue);
  let leases = 0;

  function add(added: DueItem[]): void {
    for (const { queue, id, space, at, value } of added) {
      const kept = { queue, id, space, at, value: copyOf(value), lease: null, until: 0, tries: 0 };
      items.set(nameOf(kept), kept);
    }
  }

  function claimOne(item: Waiting, until: number): Claimed {
    leases += 1;
    item.lease = String(leases);
    item.until = until;
    item.tries += 1;
    const { queue, id, space, at, lease, tries } = item;
    return { queue, id, space, at, value: copyOf(item.value), lease, tries };
  }

  return {
    add,
    async put(added) {
      add(added);
    },
    async claim(queue, now, leaseMs, limit) {
      const due = inQueue(queue).filter((i) => i.at <= now && (i.lease === null || i.until <= now));
      return due
        .sort(byTime)
        .slice(0, limit)
        .map((item) => claimOne(item, now + leaseMs));
    },
    async done(item) {
      return items.get(nameOf(item))?.lease === item.lease && items.delete(nameOf(item));
    },
    async waiting(queue) {
      const times = inQueue(queue).map((item) => item.at);
      const oldest = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      return { count: times.length, oldest: times.length === 0 ? null : oldest };
    },
    forget(space) {
      for (const [name, item] of items) if (item.space === space) items.delete(name);
    },
    values() {
      return Array.from(items.values(), (item) => item.value);
    },
  };
}
