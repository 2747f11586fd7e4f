import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC } from "./circles.ts";
import { assertDone, assertRefused, DAY, testHouse } from "./testing.ts";
import { author, founded, insider, note, one, plan } from "./testing-toys.ts";

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
  assert.equal((await (await house.space(at))?.thing(one))?.n, 2);
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
    await send("toys.write", {
      id: i.toString(16).padStart(32, "0"),
      title: "t",
      name: "",
      size: i,
    });
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

it("draws the same ids when it decides again", async () => {
  const { send } = await founded();
  assertDone(await send("toys.draw", {}));
});

it("refuses a day that is not yet, or that no calendar here can write", async () => {
  const { at, house } = await founded();
  const write = { space: at, command: "toys.draw", input: {}, author };
  const on = (happened: number, n: number) =>
    house.dispatch({ ...write, happened, key: `happened-key-00${n}` });
  assertRefused(await on(house.now + 1, 1), "house.not-yet-happened");
  assertRefused(await on(-1e15, 2), "house.too-long-ago");
  assertRefused(await on(Number.NaN, 3), "house.too-long-ago");
  assertDone(await on(house.now - DAY, 4));
});

it("lists the newest of very many, and pages through all of them in order", async () => {
  const { at, house, send, view } = await founded();
  const ids = Array.from({ length: 300 }, (_, i) => i.toString(16).padStart(32, "0"));
  for (const [i, id] of ids.entries())
    assertDone(await send("toys.write", { id, title: "t", name: "", size: i }));
  for (const id of ids.filter((_, i) => i % 3 === 0))
    assertDone(await send("toys.publish", { id }));
  const space = await house.space(at);
  assert.deepEqual(await space?.idsOfKind("note", 7), ids.slice(-7));
  assert.deepEqual(await space?.idsOfKind("note", 1_000), ids);
  const marked = async (limit: number) =>
    (await space?.marked("kind:note", limit))?.map(({ thing }) => thing);
  assert.deepEqual(await marked(7), ids.slice(-7), "by a mark too: what is open is seldom old");
  assert.deepEqual(await marked(1_000), ids);
  for (const [reader, mine] of [
    [insider, ids],
    [PUBLIC, ids.filter((_, i) => i % 3 === 0)],
  ] as const) {
    const seen = await view(at, reader);
    const found: string[] = [];
    for (let after = null as Awaited<ReturnType<typeof seen.thing<never>>> | null; ; ) {
      const page = await seen.thingsAfter(note as never, after ?? null, 13);
      found.push(...page.map(({ id }) => id));
      after = page.at(-1) ?? null;
      if (after === null) break;
    }
    assert.deepEqual(found, mine);
  }
});
