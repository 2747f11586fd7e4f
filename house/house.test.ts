import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { PUBLIC, type Reader } from "./circles.ts";
import { defineCommand } from "./command.ts";
import { defineKind } from "./facts.ts";
import { refuse } from "./refusal.ts";
import { floorPlan } from "./room.ts";
import { assertDone, assertRefused, DAY, testHouse } from "./testing.ts";

type Note = { title: { index: number; n: number; type: string } | null; sum: number; open: boolean };
const none = "none: a toy" as const;
const note = defineKind<Note>({
  kind: "note",
  facts: [
    {
      type: "note.written/1",
      record: z.strictObject({ size: z.int() }),
      words: z.strictObject({ title: z.string() }),
      people: z.strictObject({ name: z.string().optional() }),
      marks: ({ words, record }) => ({
        record: [`size:${record["size"]}`],
        words: words === undefined ? [] : [`w:${words["title"]}`],
      }),
    },
    { type: "note.grown/1", record: z.strictObject({ by: z.int() }) },
    { type: "note.published/1", record: z.strictObject({}), moves: () => "public" },
  ],
  initial: { title: null, sum: 0, open: false },
  evolve: (state, { type, record, index, n }) => {
    if (type === "note.written/1") {
      state.title = { index, n, type };
      state.sum = Number(record["size"]);
    }
    if (type === "note.grown/1") state.sum += Number(record["by"]);
    if (type === "note.published/1") state.open = true;
    return state;
  },
});
const member = defineKind<{ roles: string[] }>({
  kind: "member",
  facts: [{ type: "member.joined/1", record: z.strictObject({ roles: z.array(z.string()) }) }],
  initial: { roles: [] },
  evolve: (_state, { record }) => ({ roles: record["roles"] as string[] }),
});
const space = defineKind<object>({
  kind: "space",
  facts: [{ type: "space.founded/1", record: z.strictObject({}) }],
  initial: {},
  evolve: (state) => state,
});
const id = z.string().length(32);
const row = { kind: "act", clause: none, consent: none, onLapse: none } as const;
const commands = [
  defineCommand({
    ...row,
    name: "toys.found",
    who: ["founder"],
    shape: z.strictObject({}),
    decide: (_world, _input, { space: thing, who }) => ({
      facts: [
        { kind: "space", thing, type: "space.founded/1", record: {} },
        {
          ...{ kind: "member", thing: who, type: "member.joined/1" },
          record: { roles: ["coordination"] },
        },
      ],
    }),
  }),
  defineCommand({
    ...row,
    name: "toys.write",
    who: ["coordination"],
    shape: z.strictObject({ id, title: z.string(), name: z.string(), size: z.int() }),
    decide: (world, { id: thing, title, name, size }) => {
      if (world.find(note, `size:${size}`).length > 0) return refuse("toys.same-size", "state");
      const record = { size };
      const fact = { kind: "note", thing, type: "note.written/1", record };
      return { facts: [{ ...fact, words: { title }, people: { name } }], answer: { size } };
    },
  }),
  defineCommand({
    ...row,
    name: "toys.grow",
    who: ["coordination", "stranger", "clock"],
    shape: z.strictObject({ id, by: z.int() }),
    decide: (world, { id: thing, by }) =>
      world.thing(note, thing) === undefined
        ? refuse("toys.not-here", "not-found")
        : { facts: [{ kind: "note", thing, type: "note.grown/1", record: { by } }] },
  }),
  defineCommand({
    ...row,
    name: "toys.publish",
    who: ["coordination"],
    shape: z.strictObject({ id }),
    decide: (_world, { id: thing }) => ({
      facts: [{ kind: "note", thing, type: "note.published/1", record: {} }],
    }),
  }),
  defineCommand({
    ...row,
    kind: "undoing",
    name: "toys.forget",
    who: ["coordination"],
    shape: z.strictObject({ id }),
    decide: (world, { id: thing }) => {
      const at = world.thing(note, thing)?.state.title;
      if (at === undefined || at === null) return refuse("toys.not-here", "not-found");
      return { facts: [], erases: [{ kind: "note", thing, at, parts: ["words"] }] };
    },
  }),
];
const plan = floorPlan([
  {
    name: "toys",
    kinds: [space, member, note],
    commands,
    membership: { kind: member, roles: (thing) => (thing as { state: { roles: [] } }).state.roles },
    charter: { kind: space, protects: () => false, zone: () => "Europe/Madrid" },
  },
]);

const who = "b".repeat(32);
const one = "1".repeat(32);
const author = { by: "member", member: who } as const;
const insider: Reader = { by: "member", member: who, roles: ["coordination"] };

async function founded(seed = 1) {
  const made = testHouse(plan, seed);
  const at = await made.house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  const done = await made.send({ space: at, command: "toys.found", input: {}, author: founder });
  assertDone(done);
  const send = (command: string, input: unknown, by: object = author) =>
    made.send({ space: at, command, input, author: by as never });
  return { ...made, at, send };
}

describe("the house", () => {
  it("writes a command's facts and shows them to those who may open them", async () => {
    const { at, send, view } = await founded();
    const done = await send("toys.write", { id: one, title: "river", name: "lucero", size: 4 });
    assertDone(done);
    assert.deepEqual(done.answer, { size: 4 });
    const inside = await view(at, insider);
    const thing = await inside.thing(note, one);
    assert.equal(thing?.state.sum, 4);
    const words = await inside.part(thing as never, thing?.state.title as never);
    assert.deepEqual(words, { title: "river" });
    const outside = await view(at, PUBLIC);
    assert.equal(await outside.thing(note, one), undefined);
    assert.deepEqual(await outside.things(note), []);
  });

  it("keeps people with the host when the thing is public", async () => {
    const { at, send, view } = await founded();
    await send("toys.write", { id: one, title: "river", name: "lucero", size: 4 });
    assertDone(await send("toys.publish", { id: one }));
    const outside = await view(at, PUBLIC);
    const thing = await outside.thing(note, one);
    assert.ok(thing?.state.title);
    assert.deepEqual(await outside.part(thing as never, thing.state.title), { title: "river" });
    assert.equal(await outside.part(thing as never, thing.state.title, "people"), "withheld");
  });

  it("decides waiting commands one on another, and sees its own batch's marks", async () => {
    const { send } = await founded();
    const titles = [1, 2, 3].map((i) =>
      send("toys.write", { id: String(i).repeat(32), title: "x", name: "y", size: 7 }),
    );
    const [first, second, third] = await Promise.all(titles);
    assertDone(first as never);
    assertRefused(second as never, "toys.same-size");
    assertRefused(third as never, "toys.same-size");
  });

  it("answers the same key once, and refuses it for another command", async () => {
    const { at, house, send } = await founded();
    await send("toys.write", { id: one, title: "river", name: "", size: 4 });
    const key = "key-of-this-form-0001";
    const grow = { space: at, command: "toys.grow", input: { id: one, by: 2 }, author, key };
    assertDone(await house.dispatch(grow));
    const [again, both] = await Promise.all([house.dispatch(grow), house.dispatch(grow)]);
    assertDone(again);
    assertDone(both);
    assert.ok(again.again && both.again);
    const other = await house.dispatch({ ...grow, input: { id: one, by: 3 } });
    assertRefused(other, "house.key-used");
    assert.equal(((await (await house.space(at))?.thing(one)) as never as { n: number }).n, 2);
  });

  it("gives an author nothing they may not open", async () => {
    const { send } = await founded();
    await send("toys.write", { id: one, title: "river", name: "", size: 4 });
    const stranger = { by: "stranger", id: "c".repeat(32) };
    assertRefused(await send("toys.grow", { id: one, by: 1 }, stranger), "toys.not-here");
    assertRefused(await send("toys.publish", { id: one }, stranger), "house.sign-in-first");
    const nobody = { by: "member", member: "d".repeat(32) };
    assertRefused(await send("toys.publish", { id: one }, nobody), "house.not-here");
  });

  it("erases words, their marks and their epoch's key; the fold is the same", async () => {
    const { at, send, view, house, store } = await founded();
    await send("toys.write", { id: one, title: "canary", name: "kept", size: 4 });
    const before = await view(at, insider);
    assert.equal((await before.find(note, "w:canary")).length, 1);
    const folded = JSON.stringify((await before.thing(note, one))?.state);
    const [old] = await store.parts(at, [{ index: 2, name: "words" }]);
    assert.ok(old);
    assertDone(await send("toys.forget", { id: one }));
    const after = await view(at, insider);
    assert.deepEqual(await after.find(note, "w:canary"), []);
    const thing = await after.thing(note, one);
    assert.equal(JSON.stringify(thing?.state), folded);
    assert.equal(await after.part(thing as never, thing?.state.title as never), "erased");
    assert.equal(await house.endDirtyEpochs(at), 1);
    const ring = (await house.space(at))?.ring;
    assert.equal(ring?.epochs[String(old.epoch)], undefined);
    const people = await after.part(thing as never, thing?.state.title as never, "people");
    assert.deepEqual(people, { name: "kept" });
  });

  it("opens again from the store alone, with the same root and states", async () => {
    const { at, send, house, store, keys, clock } = await founded();
    for (let i = 0; i < 40; i++)
      await send("toys.write", { id: i.toString(16).padStart(32, "0"), title: "t", name: "", size: i });
    const space = await house.space(at);
    const again = testHouse(plan, 2, { store, keys, clock });
    const other = await again.house.space(at);
    assert.equal(other?.size, 42);
    assert.deepEqual(other?.tree.root(), space?.tree.root());
    const thing = await other?.thing("5".padStart(32, "0"));
    assert.deepEqual(thing, await space?.thing("5".padStart(32, "0")));
  });

  it("ends a space: keys first, then bytes", async () => {
    const { at, house, keys, store, clock } = await founded();
    clock.pass(DAY);
    await house.end(at);
    assert.deepEqual(await keys.list(), []);
    assert.equal(await store.size(at), 0);
    assert.equal(await house.view(at, insider), null);
  });
});
