/**
 * What falls due: a room says from state what happens when; one runner claims items and sends
 * ordinary commands whose author is the clock. Nothing allowed or forbidden waits for it
 * (docs/architecture.md).
 */
import type { Claimed, DueItem, SpaceId, Store } from "../store/port.ts";
import type { Done, Envelope } from "./command.ts";
import type { Thing } from "./facts.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import type { Plan } from "./room.ts";

const QUEUE = "due";
const LEASE_MS = 60_000;
const CLAIMS_MAX = 64;

/** The due items of things that were just written on; a later answer replaces an earlier one. */
export function dueItems(
  plan: Plan,
  space: SpaceId,
  states: ReadonlyMap<string, Thing>,
): DueItem[] {
  const items: DueItem[] = [];
  for (const thing of states.values())
    for (const row of plan.due(thing.kind)) {
      const at = row.at(thing as never);
      if (at === null) continue;
      const value = Buffer.from(JSON.stringify({ thing: thing.id, name: row.name }));
      items.push({ queue: QUEUE, id: `${space}/${thing.id}/${row.name}`, space, at, value });
    }
  return items;
}

/** What the runner needs: to look at a thing as it is now, and to send a command. */
export type DueHouse = {
  plan: Plan;
  store: Store;
  thing: (space: SpaceId, id: string) => Promise<Thing | null>;
  dispatch: (envelope: Envelope) => Promise<Done | Refusal>;
  onFault: (fault: Error) => void;
};

/**
 * Claims what is due at `now` and sends it, once each; answers how many were sent. An item whose
 * thing has changed its mind is dropped, or put back for its new time. One that cannot be sent now
 * stays for when its lease has run out, and keeps no other one waiting.
 */
export async function runDue(house: DueHouse, now: number): Promise<number> {
  let sent = 0;
  for (const item of await house.store.due.claim(QUEUE, now, LEASE_MS, CLAIMS_MAX))
    try {
      if (await sendDue(house, item, now)) sent++;
    } catch (fault) {
      house.onFault(fault instanceof Error ? fault : new Error("thrown", { cause: fault }));
    }
  return sent;
}

async function sendDue(house: DueHouse, item: Claimed, now: number): Promise<boolean> {
  const { thing: id, name } = JSON.parse(Buffer.from(item.value).toString()) as {
    thing: string;
    name: string;
  };
  const thing = await house.thing(item.space, id);
  const row = thing === null ? undefined : house.plan.due(thing.kind).find((r) => r.name === name);
  const at = row === undefined ? null : row.at(thing as never);
  if (row !== undefined && at !== null && at <= now) {
    const said = await house.dispatch({
      space: item.space,
      command: row.command,
      input: row.input(thing as never),
      author: { by: "clock", thing: id },
      key: `due-${name}-${item.at}`.padEnd(16, "-"),
    });
    if (isRefusal(said) && said.because === "again") return false;
    await house.store.due.done(item);
    return true;
  }
  // Put back in place of this one: taken off first, it would be lost between the two.
  if (at !== null) await house.store.due.put([{ ...item, at }]);
  else await house.store.due.done(item);
  return false;
}
