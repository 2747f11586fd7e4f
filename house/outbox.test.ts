import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { faulty } from "../store/faulty.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { openMemory } from "../store/memory/open.ts";
import type { DueItem, Store } from "../store/port.ts";
import { defineCommand } from "./command.ts";
import { GRACE_MS, pauseAfter, ROWS_MAX, TRIES_MAX } from "./outbox.ts";
import { isRefusal } from "./refusal.ts";
import { type Effect, floorPlan, type Room } from "./room.ts";
import { assertDone, assertRefused, DAY, TestClock, testHouse } from "./testing.ts";
import { author, one, plan as toys, who } from "./testing-toys.ts";

const CANARY = "acequia";

/** The toys with two effects: one puts a row of the node, one may fail on the first note. */
function effects(mood: { broken: boolean }) {
  const acts: string[] = [];
  const put: Effect = {
    name: "toys.put-row",
    on: ["note.written/1"],
    act: async ({ parts }, space, { thing, record }) => {
      acts.push(`put ${thing}`);
      const value = Buffer.from(`${space} ${record["size"]}`);
      const row = { key: `toy/${thing}`, value, expires: null };
      await parts.store.records.put("node", row, "any", parts.clock());
    },
  };
  const moody: Effect = {
    name: "toys.moody",
    on: ["note.written/1", "note.grown/1"],
    act: async (_house, _space, { index }) => {
      acts.push(`moody ${index}`);
      if (mood.broken && index === 2) throw new Error(`not today: ${CANARY}`);
    },
    keyless: async ({ parts }, space) => {
      acts.push("keyless");
      await parts.store.end(space);
    },
  };
  const [room] = toys.rooms as [Room];
  const undo = defineCommand({
    ...{ name: "toys.undo-grow", kind: "undoing", who: ["coordination"] },
    ...{ clause: "none: a toy", consent: "none: a toy", onLapse: "none: a toy" },
    shape: z.strictObject({ id: z.string() }),
    decide: (_world, { id: thing }) => ({
      facts: [{ kind: "note", thing, type: "note.grown/1", record: { by: 1 } }],
    }),
  });
  const commands = [...room.commands, undo];
  return { acts, plan: floorPlan([{ ...room, commands, effects: [put, moody] }]) };
}

/** A founded space over a store of its own, and a way to begin again on it. */
async function world(mood = { broken: false }, inner: Store = openMemory()) {
  const { acts, plan } = effects(mood);
  const [clock, keys] = [new TestClock(), memoryKeys()];
  const failed: string[] = [];
  const begin = (store: Store, seed: number) => {
    const made = testHouse(plan, seed, { store, keys, clock });
    made.house.parts.onStuck = (effect, tries) => failed.push(`${effect} ${tries}`);
    return made;
  };
  const first = begin(inner, 1);
  const at = await first.house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  assertDone(await first.send({ space: at, command: "toys.found", input: {}, author: founder }));
  const write = (made: typeof first, id = one, size = 4) =>
    made.send({
      ...{ space: at, command: "toys.write", author, key: `write-${id}` },
      input: { id, title: CANARY, name: CANARY, size },
    });
  const rows = async () =>
    (await inner.records.list("node", "toy/", 99, null, clock.now)).map(({ key }) => key);
  const waiting = async () => (await inner.due.waiting("outbox")).count;
  return { first, begin, at, write, rows, waiting, acts, failed, clock, keys, inner, mood };
}

describe("the outbox", () => {
  it("does at once what a command asks for, and takes its row off", async () => {
    const { first, write, rows, waiting, acts, clock } = await world();
    assertDone(await write(first));
    assert.deepEqual(await rows(), [`toy/${one}`], "before it was answered");
    assert.equal(await waiting(), 2);
    clock.pass(GRACE_MS);
    await first.house.runDue();
    assert.equal(await waiting(), 0);
    assert.equal(acts.length, 2, "done once each");
  });

  it("writes no row for what asks for nothing", async () => {
    const { first, at, write, waiting, inner, clock } = await world();
    assertDone(await write(first));
    clock.pass(GRACE_MS);
    await first.house.runDue();
    const puts: DueItem[] = [];
    const { append } = inner;
    inner.append = (space, expected, batch) => {
      puts.push(...batch.due);
      return append(space, expected, batch);
    };
    const input = { id: one };
    assertDone(await first.send({ space: at, command: "toys.publish", input, author }));
    assert.deepEqual(puts, []);
    assert.equal(await waiting(), 0);
  });

  it("loses nothing whatever stops between the commit and the effect", async () => {
    for (const kind of ["refused", "unheard", "stopped", "torn"] as const)
      for (let n = 1; n <= 4; n++) {
        const made = await world();
        const store = faulty(made.inner, new Map([[n, kind]]));
        const said = await made.write(made.begin(store, 2)).catch(() => null);
        const done = said !== null && !isRefusal(said);
        const next = made.begin(made.inner, 3);
        if (!done) assertDone(await made.write(next));
        await next.house.runDue();
        assert.deepEqual(await made.rows(), [`toy/${one}`], `write ${n} was ${kind}`);
        made.clock.pass(DAY);
        await next.house.runDue();
        assert.equal(await made.waiting(), 0, `write ${n} was ${kind}`);
      }
  });

  it("stays with the process that stored it for a while", async () => {
    const { first, begin, write, rows, waiting, acts, clock, inner } = await world();
    const other = begin(inner, 2);
    await other.house.runDue();
    first.house.outbox.atOnce = async () => undefined;
    assertDone(await write(first));
    await other.house.runDue();
    assert.deepEqual(await rows(), []);
    clock.pass(GRACE_MS);
    await Promise.all([other.house.runDue(), first.house.runDue()]);
    assert.deepEqual(await rows(), [`toy/${one}`]);
    assert.equal(await waiting(), 0);
    assert.equal(acts.length, 2, "of two runners each row went to one");
  });
});

describe("a stuck effect", () => {
  it("stays to be seen, pauses longer each time, and keeps no other waiting", async () => {
    const { first, write, rows, acts, failed, clock } = await world({ broken: true });
    const { outbox } = first.house;
    assertDone(await write(first));
    assert.deepEqual(await rows(), [`toy/${one}`]);
    assert.deepEqual(failed, ["toys.moody 0"]);
    clock.pass(GRACE_MS);
    for (let tries = 1; tries <= TRIES_MAX; tries++) {
      await first.house.runDue();
      assert.equal(failed.at(-1), `toys.moody ${tries}`);
      assert.deepEqual(await outbox.stuck(), [{ effect: "toys.moody", count: 1 }]);
      const id = String(tries).padStart(32, "9");
      first.house.outbox.atOnce = async () => undefined;
      assertDone(await write(first, id, 100 + tries));
      clock.pass(pauseAfter(tries) - 1);
      const before = acts.length;
      await first.house.runDue();
      assert.ok((await rows()).includes(`toy/${id}`), "another's effect went on");
      assert.ok(!acts.slice(before).includes("moody 2"), "not before its pause is over");
      clock.pass(1);
    }
    const before = acts.length;
    clock.pass(400 * DAY);
    await first.house.runDue();
    assert.ok(!acts.slice(before).includes("moody 2"), "it rests");
    assert.deepEqual(await outbox.stuck(), [{ effect: "toys.moody", count: 1 }]);
  });

  it("pauses from half a minute to a day", () => {
    const pauses = [1, 2, 3, 6, 7, TRIES_MAX].map((tries) => pauseAfter(tries) / 1_000);
    assert.deepEqual(pauses, [30, 120, 480, 30_720, 86_400, 86_400]);
  });

  it("that rests is tried again when the node begins anew", async () => {
    const { first, begin, write, acts, clock, inner, mood } = await world({ broken: true });
    assertDone(await write(first));
    for (let tries = 0; tries <= TRIES_MAX; tries++) {
      clock.pass(DAY);
      await first.house.runDue();
    }
    mood.broken = false;
    const next = begin(inner, 2);
    assert.equal((await next.house.outbox.stuck())[0]?.count, 1);
    clock.pass(DAY);
    await next.house.runDue();
    assert.deepEqual(await next.house.outbox.stuck(), []);
    assert.equal(acts.filter((act) => act === "moody 2").length, TRIES_MAX + 2);
  });
});

describe("an effect", () => {
  it("whose space has ended is let go", async () => {
    const { first, at, write, acts, clock, inner } = await world({ broken: true });
    assertDone(await write(first));
    const item = (effect: string): DueItem => ({
      ...{ queue: "outbox", id: `${at}/3/${effect}`, space: at, at: clock.now },
      value: Buffer.from(JSON.stringify({ effect, index: 3, tries: 0 })),
    });
    await first.house.end(at);
    await inner.due.put([item("toys.put-row")]);
    await first.house.runDue();
    assert.deepEqual(await first.house.outbox.stuck(), []);
    await inner.due.put([item("toys.moody")]);
    await first.house.runDue();
    assert.deepEqual(acts.slice(2), ["keyless"], "only what has something left to do does it");
    assert.deepEqual(await first.house.outbox.stuck(), []);
  });

  it("waits while a space's bytes are here and its keys are not", async () => {
    const { first, at, write, rows, keys, clock, begin, inner } = await world();
    first.house.outbox.atOnce = async () => undefined;
    assertDone(await write(first));
    const ring = await keys.read(at);
    assert.ok(ring);
    await keys.destroy(at);
    const { acts: _acts, plan } = effects({ broken: false });
    const away = testHouse(floorPlan(plan.rooms.map(withoutKeyless)), 4, {
      ...{ store: inner, keys, clock },
    });
    await away.house.runDue();
    assert.equal((await away.house.outbox.stuck()).length, 2);
    await keys.write(at, ring);
    clock.pass(DAY);
    await begin(inner, 5).house.runDue();
    assert.deepEqual(await rows(), [`toy/${one}`]);
  });

  it("waiting in great number stops acts that ask for more, and no undoing", async () => {
    const { first, at, write, clock, inner } = await world();
    const asks = (space: string, n: number): DueItem => ({
      ...{ queue: "outbox-stuck/toys.moody", id: `row ${n}`, space, at: clock.now + 9 * DAY },
      value: Buffer.from("{}"),
    });
    await first.house.runDue();
    await inner.due.put(Array.from({ length: ROWS_MAX - 2 }, (_, n) => asks(at, n)));
    assertDone(await write(first));
    await first.house.runDue();
    assert.ok(!first.house.outbox.full, "what is done counts no more");
    await inner.due.put([asks(at, ROWS_MAX), asks(at, ROWS_MAX + 1)]);
    await first.house.runDue();
    assertRefused(await write(first, "2".repeat(32), 5), "house.busy");
    const send = (command: string, input: object) =>
      first.send({ space: at, command, input, author });
    assertDone(await send("toys.undo-grow", { id: one }));
    assertDone(await send("toys.publish", { id: one }));
  });
});

function withoutKeyless(room: Room): Room {
  const effects = (room.effects ?? []).map(({ keyless: _keyless, ...effect }) => effect);
  return { ...room, effects };
}

it("no row of the outbox holds words, not even of what went wrong", async () => {
  const { first, write, clock, inner } = await world({ broken: true });
  const seen: DueItem[] = [];
  const { append, due } = inner;
  inner.append = (space, expected, batch) => {
    seen.push(...batch.due);
    return append(space, expected, batch);
  };
  const { put } = due;
  due.put = (items) => {
    seen.push(...items);
    return put(items);
  };
  assertDone(await write(first));
  for (let tries = 0; tries < 3; tries++) {
    clock.pass(DAY);
    await first.house.runDue();
  }
  assert.ok(seen.length > 4);
  for (const { queue, id, value } of seen) {
    const row = JSON.parse(Buffer.from(value).toString()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(row), ["effect", "index", "tries"]);
    assert.match(id, /^[0-9a-f]{32}\/\d+\/toys\.[a-z-]+$/);
    assert.ok(!`${queue} ${id} ${Buffer.from(value)}`.includes(CANARY));
  }
});

it("a plan refuses an effect on a fact that no room has", () => {
  const [room] = toys.rooms as [Room];
  const act = async () => undefined;
  const wrong = [{ name: "toys.wrong", on: ["note.sung/1"], act }];
  assert.throws(() => floorPlan([{ ...room, effects: wrong }]), /note\.sung/);
});
