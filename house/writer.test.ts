/** The next commit is decided while the last is on its way: what stands on it stands or falls. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { type FaultKind, faulty } from "../store/faulty.ts";
import { openMemory } from "../store/memory/open.ts";
import type { Store } from "../store/port.ts";
import { defineCommand } from "./command.ts";
import { Commit } from "./commit.ts";
import type { Thing } from "./facts.ts";
import type { House } from "./house.ts";
import { EPOCH_PARTS_MAX } from "./keys.ts";
import { RUN_ENTRIES } from "./marks.ts";
import type { KeyFolder } from "./ports.ts";
import { isRefusal } from "./refusal.ts";
import { floorPlan } from "./room.ts";
import { assertDone, assertRefused, TestClock, testHouse } from "./testing.ts";
import { author, one, plan, who } from "./testing-toys.ts";

setFlagsFromString("--expose-gc");
const gc: () => void = runInNewContext("gc");
const COMMANDS = 100;
const total = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);
const sumIn = async (house: House, at: string) => {
  const thing = (await (await house.space(at))?.thing(one)) as Thing<{ sum: number }> | undefined;
  return thing?.state.sum;
};
/** The note's sum as a process sees it that has nothing in memory. */
const reread = (store: Store, keys: KeyFolder, at: string) =>
  sumIn(testHouse(plan, 9, { store, keys }).house, at);

/** A store whose appends take a few turns, as a disk does, so that others wait meanwhile. */
function slow(store: Store) {
  const first: number[] = [];
  const append: Store["append"] = async (space, expected, batch) => {
    first.push(batch.segment.first);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    return store.append(space, expected, batch);
  };
  return { store: { ...store, append }, first };
}

/** A founded space with one note of size 0 in it, on a store. */
async function noted(store: Store) {
  const made = testHouse(plan, 1, { store });
  const at = await made.house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  assertDone(await made.send({ space: at, command: "toys.found", input: {}, author: founder }));
  const send = (command: string, input: unknown) =>
    made.send({ space: at, command, input, author });
  assertDone(await send("toys.write", { id: one, title: "river", name: "", size: 0 }));
  return { ...made, at, send };
}

it("decides on what is still on its way, and a replay folds the same", async () => {
  const { store, first } = slow(openMemory());
  const { send, at, house, keys } = await noted(store);
  const before = first.length;
  const all = Array.from({ length: COMMANDS }, (_, by) => send("toys.grow", { id: one, by }));
  for (const done of await Promise.all(all)) assertDone(done);
  assert.equal(await sumIn(house, at), (COMMANDS * (COMMANDS - 1)) / 2);
  const again = testHouse(plan, 9, { store, keys }).house;
  const folded = async (by: House) => JSON.stringify(await (await by.space(at))?.thing(one));
  assert.equal(await folded(again), await folded(house));
  assert.deepEqual((await again.space(at))?.tree.root(), (await house.space(at))?.tree.root());
  // One by one would be a hundred; all at once would leave the store idle meanwhile.
  const commits = first.length - before;
  assert.ok(commits > 1 && commits < COMMANDS / 4, `${commits} commits`);
});

it("stores few commands that wait together in one step", async () => {
  const { store, first } = slow(openMemory());
  const { send, at, house } = await noted(store);
  const before = first.length;
  const few = Array.from({ length: 40 }, (_, by) => send("toys.grow", { id: one, by }));
  for (const done of await Promise.all(few)) assertDone(done);
  assert.equal(first.length - before, 1);
  assert.equal(await sumIn(house, at), (40 * 39) / 2);
});

for (const shared of [false, true])
  it(`erases what was sent along with it a step later (shared: ${shared})`, async () => {
    const { store, first } = slow(openMemory());
    const { at, keys } = await noted(store);
    const { send, house } = testHouse(plan, 3, { store, keys, shared });
    const before = first.length;
    const two = "2".repeat(32);
    const note = { id: two, title: "lake", name: "noor", size: 7 };
    const all = [
      ...[{ command: "toys.write", input: note }],
      ...[{ command: "toys.forget", input: { id: two } }],
      ...[{ command: "toys.grow", input: { id: two, by: 3 } }],
    ];
    const along = (n: number) => ({ space: at, author, key: `along-key-${n}`.padStart(16, "0") });
    const said = await Promise.all(all.map((one, n) => send({ ...along(n), ...one })));
    for (const done of said) assertDone(done);
    assert.equal(first.length - before, 2);
    const space = await house.space(at);
    const [part] = await store.parts(at, [{ index: (space?.size ?? 0) - 3, name: "words" }]);
    assert.equal(part, undefined);
  });

it("tells whoever waits for what never comes to try again, and goes on", async () => {
  const [room] = plan.rooms;
  assert.ok(room);
  const at = { index: 1_000_000, n: 1, type: "note.written/1" };
  const broken = defineCommand({
    ...{ name: "toys.break", kind: "undoing", who: ["coordination"], onLapse: "none: a toy" },
    ...{ clause: "none: a toy", consent: "none: a toy", shape: z.strictObject({}) },
    decide: () => ({ facts: [], erases: [{ kind: "note", thing: one, at, parts: ["words"] }] }),
  });
  const store = openMemory();
  const commands = [...room.commands, broken as never];
  const made = testHouse(floorPlan([{ ...room, commands }]), 1, { store });
  const space = await made.house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  assertDone(await made.send({ space, command: "toys.found", input: {}, author: founder }));
  const send = (command: string, input: unknown) => made.send({ space, command, input, author });
  assertDone(await send("toys.write", { id: one, title: "river", name: "", size: 0 }));
  assertRefused(await send("toys.break", {}), "house.try-again");
  assertDone(await send("toys.grow", { id: one, by: 1 }));
});

it("takes no snapshot of entries it has yet to read", async () => {
  const store = openMemory();
  const { at, keys, send } = await noted(store);
  const many = Array.from({ length: RUN_ENTRIES }, () => send("toys.grow", { id: one, by: 1 }));
  for (const done of await Promise.all(many)) assertDone(done);
  const behind = await testHouse(plan, 3, { store, keys, shared: true }).house.space(at);
  assert.ok(behind);
  assertDone(await send("toys.grow", { id: one, by: 1 }));
  // Who has nothing in memory keeps a snapshot of what it folds.
  await reread(store, keys, at);
  const sum = async () => ((await behind.thing(one)) as Thing<{ sum: number }>).state.sum;
  assert.equal(await sum(), RUN_ENTRIES);
  await behind.catchUp();
  assert.equal(await sum(), RUN_ENTRIES + 1);
});

it("finds by mark what is still on its way", async () => {
  const { store } = slow(openMemory());
  const { send } = await noted(store);
  const twin = (n: number) =>
    send("toys.write", { id: String(n).repeat(32), title: "x", name: "y", size: 7 });
  const first = twin(2);
  await setImmediate();
  const said = await Promise.all([first, twin(3), twin(4)]);
  assert.deepEqual(
    said.map((result) => (isRefusal(result) ? result.refused : "done")),
    ["done", "toys.same-size", "toys.same-size"],
  );
});

it("answers a repeat of what is still on its way once that is durable", async () => {
  const { store } = slow(openMemory());
  const { house, at } = await noted(store);
  const key = "key-of-this-form-0001";
  const grow = { space: at, command: "toys.grow", input: { id: one, by: 2 }, author, key };
  const first = house.dispatch(grow);
  await setImmediate();
  const [done, repeat] = await Promise.all([first, house.dispatch(grow)]);
  assertDone(done);
  assertDone(repeat);
  assert.deepEqual([done.again, repeat.again], [false, true]);
  assert.equal(await sumIn(house, at), 2);
});

for (const kind of ["refused", "unheard"] satisfies FaultKind[])
  it(`what was decided on a commit that fails (${kind}) is decided again`, async () => {
    // The first writes found the space; then every one of the burst's fails in turn.
    for (let failing = 1; ; failing++) {
      const inner = openMemory();
      const { store } = slow(inner);
      const { send, at, keys } = await noted(store);
      const before = await inner.size(at);
      const failed = faulty(store, new Map([[failing, kind]]));
      const made = testHouse(plan, 3, { store: failed, keys });
      const by = (n: number) => 2 ** n;
      // More than are decided together; any sum of them tells which were done.
      const sent = Array.from({ length: 52 }, (_, n) => {
        const [input, key] = [{ id: one, by: by(n) }, `burst-key-${String(n).padStart(10, "0")}`];
        return made.send({ space: at, command: "toys.grow", input, author, key });
      });
      const said = await Promise.all(sent);
      const done = said.flatMap((result, n) => (isRefusal(result) ? [] : [by(n)]));
      const again = said.flatMap((result, n) => (isRefusal(result) ? [by(n)] : []));
      for (const result of said) if (isRefusal(result)) assertRefused(result, "house.try-again");
      // What is not heard of is done all the same; sent again it would be answered as a repeat.
      const kept = kind === "unheard" ? [...done, ...again] : done;
      assert.equal(await reread(store, keys, at), total(kept), `write ${failing}`);
      assert.equal((await inner.size(at)) - before, kept.length);
      assertDone(await send("toys.grow", { id: one, by: 0 }));
      if (again.length === 0) {
        assert.ok(failing > 2, "no write of the burst ever failed");
        return;
      }
    }
  });

/** Two milliseconds go by from one look at it to the next: three commands are decided in five. */
class RunningClock extends TestClock {
  override readonly read = () => {
    this.pass(2);
    return this.now;
  };
}

it("pauses while it decides much, and stores after some pauses", async () => {
  const inner = openMemory();
  const stored: { turn: number; entries: number }[] = [];
  let turn = 0;
  const append: Store["append"] = (space, expected, batch) => {
    stored.push({ turn, entries: batch.segment.count });
    return inner.append(space, expected, batch);
  };
  const { at, keys } = await noted(inner);
  const clock = new RunningClock();
  const { send } = testHouse(plan, 3, { store: { ...inner, append }, keys, clock });
  const grow = (n: number) => {
    const key = `paused-key-${String(n).padStart(10, "0")}`;
    return send({ space: at, command: "toys.grow", input: { id: one, by: 1 }, author, key });
  };
  assertDone(await grow(0));
  stored.length = 0;
  let running = true;
  const turns = (async () => {
    for (; running; turn++) await setImmediate();
  })();
  const sent = Array.from({ length: COMMANDS }, (_, n) => grow(n + 1));
  for (const done of await Promise.all(sent)) assertDone(done);
  running = false;
  await turns;
  const most = Math.max(...stored.map(({ entries }) => entries));
  assert.ok(most > 6 && most <= 16, `${most} in a commit`);
  const [first, second] = stored.map((one) => one.turn);
  assert.ok(Number(second) - Number(first) >= 3, `${first} and ${second}`);
});

it("decides nothing twice where an epoch fills up", async ({ mock }) => {
  const { store } = slow(openMemory());
  const { send, house, at } = await noted(store);
  const closed = mock.method(Commit.prototype, "close").mock;
  const sent = Array.from({ length: EPOCH_PARTS_MAX }, (_, n) => {
    const id = (n + 1).toString(16).padStart(32, "a");
    return send("toys.write", { id, title: "x", name: "y", size: n + 1 });
  });
  for (const done of await Promise.all(sent)) assertDone(done);
  // Each has two parts: words, and people.
  assert.equal((await house.space(at))?.ring.epoch.now, 2);
  const staged = closed.calls.map((one) => (one.this as Commit).length);
  assert.equal(total(staged), EPOCH_PARTS_MAX);
});

it("holds none of what was stored while marks are moved out of memory", async () => {
  const kept = openMemory();
  const batches: WeakRef<object>[] = [];
  const append: Store["append"] = (space, expected, batch) => {
    batches.push(new WeakRef(batch));
    return kept.append(space, expected, batch);
  };
  const { promise: moved, resolve: move } = Promise.withResolvers<void>();
  const put: Store["derived"]["put"] = async (space, rows) => {
    await moved;
    return kept.derived.put(space, rows);
  };
  const { send, house } = await noted({ ...kept, append, derived: { ...kept.derived, put } });
  const many = Array.from({ length: RUN_ENTRIES }, (_, by) => send("toys.grow", { id: one, by }));
  for (const done of await Promise.all(many)) assertDone(done);
  const before = batches.length;
  for (let by = 0; by < 20; by++) assertDone(await send("toys.grow", { id: one, by }));
  await setImmediate();
  gc();
  const held = batches.slice(before).filter((batch) => batch.deref() !== undefined).length;
  // The last one may still be in somebody's hands.
  assert.ok(held <= 2, `${held} of 20 are held`);
  move();
  await house.idle();
});
