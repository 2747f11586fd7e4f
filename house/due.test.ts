import assert from "node:assert/strict";
import { it } from "node:test";
import { newMemory, openMemory } from "../store/memory/open.ts";
import type { DueItem } from "../store/port.ts";
import { type DueHouse, runDue } from "./due.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { DAY } from "./testing.ts";
import { plan as toys } from "./testing-toys.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const SPACE = "5".repeat(32);

/** A runner over things that fall due when they say; `say` answers each command. */
async function runner(at: Record<string, number | null>, say: (thing: string) => Refusal | null) {
  const store = openMemory(newMemory());
  const sent: string[] = [];
  const faults: Error[] = [];
  const due = [
    {
      ...{ name: "close", kind: toys.kind("note") as never, command: "toys.publish" },
      at: ({ id }: { id: string }) => at[id] ?? null,
      input: ({ id }: { id: string }) => ({ id }),
    },
  ];
  const house: DueHouse = {
    ...{ store, plan: { ...toys, due: () => due as never } },
    thing: async (_space, id) => ({ id, kind: "note" }) as never,
    onFault: (fault) => void faults.push(fault),
    dispatch: async ({ author }) => {
      const { thing } = author as { thing: string };
      sent.push(thing);
      const answer = say(thing);
      return answer ?? ({ done: true } as never);
    },
  };
  const items: DueItem[] = Object.keys(at).map((thing, n) => ({
    ...{ queue: "due", id: `${SPACE}/${thing}/close`, space: SPACE, at: NOW - 100 + n },
    value: Buffer.from(JSON.stringify({ thing, name: "close" })),
  }));
  await store.due.put(items);
  const waiting = async () => (await store.due.waiting("due")).count;
  return { house, sent, faults, waiting, store };
}

it("one that always throws keeps no other one waiting, and stays", async () => {
  const { house, sent, faults, waiting } = await runner({ a: NOW, b: NOW, c: NOW }, (thing) => {
    if (thing === "a") throw new Error("not today");
    return null;
  });
  assert.equal(await runDue(house, NOW), 2);
  assert.deepEqual([sent, faults.length, await waiting()], [["a", "b", "c"], 1, 1]);
  await runDue(house, NOW + 59_999);
  assert.equal(sent.length, 3, "it is leased");
  await runDue(house, NOW + 60_000);
  assert.deepEqual(sent.slice(3), ["a"]);
});

it("is kept when it is told to come again, and done when it is refused for good", async () => {
  const busy = refuse("house.try-again", "again");
  const over = refuse("toys.over", "state");
  const { house, sent, waiting } = await runner({ a: NOW, b: NOW }, (thing) =>
    thing === "a" ? busy : over,
  );
  assert.equal(await runDue(house, NOW), 1);
  assert.equal(await waiting(), 1);
  await runDue(house, NOW + DAY);
  assert.deepEqual(sent, ["a", "b", "a"]);
});

it("waits for its new time where its thing changed its mind, or goes", async () => {
  const later = NOW + DAY;
  const { house, sent, waiting, store } = await runner({ a: later, b: null }, () => null);
  const { done } = store.due;
  let offered = 0;
  store.due.done = async (item) => {
    offered += item.id.includes("/a/") ? 1 : 0;
    return done(item);
  };
  assert.equal(await runDue(house, NOW), 0);
  assert.deepEqual([await waiting(), offered], [1, 0], "never taken off in between");
  await runDue(house, later - 1);
  assert.deepEqual(sent, []);
  assert.equal(await runDue(house, later), 1);
  assert.deepEqual([sent, await waiting()], [["a"], 0]);
});
