import assert from "node:assert/strict";
import { it } from "node:test";
import { erasable } from "../../house/entry.ts";
import { ERASABLE } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { ERASED } from "../../house/room.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import { assertDone, DAY, HOUR, type TestHouse, testHouse } from "../../house/testing.ts";
import { wordsFromFiles } from "../../house/words/index.ts";
import { told } from "../../tests/laws/told.ts";
import { plan } from "../index.ts";
import { book as bookKind } from "../ledger/index.ts";
import { entriesOf } from "../ledger/questions.ts";
import { findNeeds, need } from "../needs/index.ts";
import { findOffers } from "../offers/index.ts";
import { runsOf, timeline } from "../today/timeline.ts";
import { CLASSES, type Wanted } from "./times.ts";
import { eraseOver } from "./times-over.ts";

const FOUNDER = "f".repeat(32);
const AUTHOR = { by: "member", member: FOUNDER } as const;
const COORDINATION = { ...AUTHOR, roles: ["coordination"] } as const;
const text = (said: string) => ({ lang: "en", text: said });
const some = { of: "4", unit: "item" };

type World = TestHouse & { space: string; ask: Ask };
type Ask = (command: string, input: unknown, author?: object) => Promise<Record<string, unknown>>;

async function begin(): Promise<World> {
  const made = testHouse(plan, 7);
  const space = await made.house.begin("alongside.invalid");
  const ask: Ask = async (command, input, author = AUTHOR) => {
    const done = await made.send({ space, command, input, author: author as typeof AUTHOR });
    assertDone(done);
    return { ...done.answer, id: done.answer["id"] ?? done.things[0]?.id };
  };
  const input = {
    ...{ name: text("River kitchen"), handle: "lucero", safety: "no", zone: "UTC", langs: ["en"] },
  };
  await ask("spaces.found", input, { by: "founder", member: FOUNDER });
  await ask("spaces.publish", {});
  return { ...made, space, ask };
}

/** Decides times; whoever is alone decides alone, and a shorter time holds a week later. */
async function decided({ ask, clock }: World, wanted: Wanted[]) {
  await ask("spaces.plan-times", { wanted });
  clock.pass(7 * DAY);
}

const line = (title: string) => ({ title: text(title), quantity: some, publish: true });
const sizeOf = ({ store, space }: World) => store.size(space);
const says = async ({ view, space }: World) => told(await view(space, COORDINATION));

/** How many entries of these types still hold something. */
async function held({ house, space }: World, ...types: string[]): Promise<number> {
  const opened = await house.space(space);
  assert.ok(opened);
  const refs: { index: number; name: string }[] = [];
  const all = Array.from({ length: opened.size }, (_, index) => index);
  for await (const entry of opened.entries(all))
    if (types.includes(entry.type)) refs.push(...erasable(entry));
  return (await opened.parts(refs)).size;
}

it("every part that can be erased is of one class, or is said to stay and why", () => {
  const facts = plan.rooms.flatMap(({ kinds }) => kinds.flatMap((kind) => kind.facts));
  const stays = plan.rooms.flatMap((room) => room.stays ?? []);
  const named: string[] = [];
  for (const shape of facts)
    for (const part of ERASABLE) {
      if (shape[part] === undefined) continue;
      const goes = plan.timeOf(shape.type, part) !== undefined;
      const says = stays.filter(({ of }) => of.includes(shape.type)).length;
      assert.equal(Number(goes) + says, 1, `${shape.type} ${part} names its class, or stays`);
      named.push(shape.type);
    }
  for (const { of } of [...plan.times, ...stays])
    for (const type of of) assert.ok(named.includes(type), `${type} has nothing to erase`);
  const whats = new Set(plan.times.map(({ what }) => what));
  assert.deepEqual([...whats].sort(), [...CLASSES].sort());
  for (const { kind, command } of plan.times) {
    assert.deepEqual(plan.command(command)?.who, ["clock"], command);
    assert.ok(plan.fact(`${kind.kind}.erased-by-time/1`), kind.kind);
  }
});

it("every class says in every language what goes and since when", () => {
  const load = wordsFromFiles(new URL("../../", import.meta.url));
  for (const lang of ["en", "es", "ar"] as const)
    for (const what of CLASSES) {
      assert.ok(load("house", lang)?.[`house.time.goes.${what}`], `${what} in ${lang}`);
      for (const said of ["class", "since"])
        assert.ok(load("spaces", lang)?.[`spaces.times.${said}.${what}`], `${what} in ${lang}`);
    }
});

it("where nothing was decided nothing goes, and nothing is written", async () => {
  const world = await begin();
  const { ask, clock, house, space } = world;
  const { id } = await ask("needs.open", line("blankets"));
  await ask("needs.withdraw", { ids: [id] });
  clock.pass(400 * DAY);
  const before = await sizeOf(world);
  await eraseOver(house, space);
  assert.equal(await sizeOf(world), before);
  assert.match(await says(world), /blankets/);
});

it("is shown and found no more once its time is over, and erased by the next run", async () => {
  const world = await begin();
  const { ask, clock, house, space, view } = world;
  const { id } = await ask("needs.open", { ...line("quixenda blankets"), name: "zolmira" });
  const stays = await ask("needs.open", line("ostrevin tents"));
  await ask("needs.note", { id, text: text("krumbosa") });
  const given = { need: stays["id"], quantity: some, by: null, terms: null };
  const stranger = { by: "stranger", id: "e".repeat(32) };
  const took = await ask("offers.take", { ...given, name: "brindosa", reach: "x" }, stranger);
  await ask("offers.answer-many", { answers: [{ id: took["id"], answer: "decline" }] });
  await ask("needs.withdraw", { ids: [id] });
  const wanted = [
    ...[{ what: "needs", days: 10 } as const, { what: "notes", days: 10 } as const],
    { what: "givers", days: 10 } as const,
  ];
  await decided(world, wanted);
  const names = /quixenda|zolmira|krumbosa|brindosa/g;
  assert.equal(new Set((await says(world)).match(names)).size, 4);
  clock.pass(3 * DAY - 1);
  assert.equal(new Set((await says(world)).match(names)).size, 4, "not a moment sooner");
  const finds = async (text: string) => {
    const looks = await view(space, COORDINATION);
    const offers = { status: "declined", unasked: false, text } as const;
    return (
      (await findNeeds(looks, { text, status: "all" })).length +
      (await findOffers(looks, offers)).length
    );
  };
  assert.deepEqual([await finds("quixenda"), await finds("brindosa")], [1, 1]);
  clock.pass(1);
  assert.equal((await says(world)).match(names), null, "before any job ran");
  assert.deepEqual([await finds("quixenda"), await finds("brindosa")], [0, 0]);
  assert.equal(await finds("ostrevin"), 1);
  assert.match(await says(world), /ostrevin/);
  const types = ["need.opened/1", "note.written/1", "offer.made/1"];
  assert.equal(await held(world, ...types), 5);
  await eraseOver(house, space);
  assert.equal(await held(world, ...types), 1, "what is asked for stays");
  const size = await sizeOf(world);
  await eraseOver(house, space);
  assert.equal(await sizeOf(world), size, "a second run finds nothing");
  const thing = await (await view(space, COORDINATION)).thing(need, String(id));
  assert.deepEqual(thing?.state.words, null);
});

it("lines in the books go one by one, and the run after a run finds the next", async () => {
  const world = await begin();
  const { ask, clock, house, space, view } = world;
  const { book } = await ask("ledger.open-book", { purpose: "goods", title: [text("Store")] });
  const lines = [
    { account: "elsewhere", of: { of: "-4", unit: "item" } },
    { account: "here", of: { of: "4", unit: "item" } },
  ];
  const post = (said: string) => ask("ledger.post", { book, lines, narration: text(said) });
  for (const said of ["tharvello", "pelquista"]) {
    await post(said);
    clock.pass(DAY);
  }
  await decided(world, [{ what: "lines", days: 10 }]);
  const stands = async () => {
    const looks = await view(space, COORDINATION);
    const thing = await looks.thing(bookKind, String(book));
    assert.ok(thing);
    const { entries } = await entriesOf(looks, thing, { account: null, month: null, before: null });
    return JSON.stringify(entries).match(/tharvello|pelquista|wolpanda/g);
  };
  assert.equal(new Set(await stands()).size, 2);
  clock.pass(DAY);
  assert.deepEqual([...new Set(await stands())], ["pelquista"], "hidden by its own day");
  await eraseOver(house, space);
  assert.equal(await held(world, "transfer.posted/1"), 1);
  await post("wolpanda");
  clock.pass(DAY);
  await eraseOver(house, space);
  assert.equal(await held(world, "transfer.posted/1"), 1);
  assert.deepEqual([...new Set(await stands())], ["wolpanda"]);
  assert.match(await says(world), /Store/);
});

it("a run that is broken off is gone on with by the next, and writes nothing twice", async () => {
  const world = await begin();
  const { ask, clock, house, space } = world;
  const ids: unknown[] = [];
  for (let n = 0; n < 6; n++) ids.push((await ask("needs.open", line(`blankets ${n}`)))["id"]);
  await ask("needs.withdraw", { ids });
  await decided(world, [{ what: "needs", days: 1 }]);
  clock.pass(DAY);
  await eraseOver(house, space, 2);
  assert.equal(await held(world, "need.opened/1"), 4, "a run is bounded");
  let left = 1;
  const breaking = {
    ...{ now: house.now, space: (id: string) => house.space(id) },
    dispatch: async (envelope: Parameters<House["dispatch"]>[0]) => {
      if (left-- === 0) throw new Error("the process died");
      return house.dispatch(envelope);
    },
  } as unknown as House;
  await assert.rejects(eraseOver(breaking, space), /died/);
  await house.idle();
  const after = await held(world, "need.opened/1");
  assert.ok(after < 4, "what came before it is done");
  await Promise.all([eraseOver(house, space), eraseOver(house, space)]);
  assert.equal(await held(world, "need.opened/1"), 0);
  const opened = await house.space(space);
  assert.ok(opened);
  const all = Array.from({ length: opened.size }, (_, index) => index);
  let erased = 0;
  for await (const { type } of opened.entries(all)) if (type === ERASED) erased++;
  assert.equal(erased, 6, "each once");
  const { lines } = await timeline(await world.view(space, COORDINATION), "en", null);
  const [first] = runsOf(lines);
  assert.equal(first?.first.key, "today.said.need.erased-by-time");
  assert.equal(first?.alike.length, 5, "one line in the timeline, with the others in its fold");
});

it("goes on in a group whose shutters are closed", async () => {
  const world = await begin();
  const { ask, clock, house, space } = world;
  const { id } = await ask("needs.open", line("blankets"));
  await ask("needs.withdraw", { ids: [id] });
  await decided(world, [{ what: "needs", days: 1 }]);
  await ask("spaces.close-shutters", {});
  clock.pass(DAY + HOUR);
  for (const { tend } of plan.rooms) await tend?.(house, space);
  assert.equal(await held(world, "need.opened/1"), 0);
});

it("what is past its time goes into no file, before any job ran; and the file holds", async () => {
  const world = await begin();
  const { ask, clock, house, space, keys } = world;
  const { id } = await ask("needs.open", { ...line("quixenda blankets"), name: "zolmira" });
  await ask("needs.open", line("ostrevin tents"));
  await ask("needs.withdraw", { ids: [id] });
  const { book } = await ask("ledger.open-book", { purpose: "goods", title: [text("Store")] });
  const lines = [
    { account: "elsewhere", of: { of: "-4", unit: "item" } },
    { account: "here", of: { of: "4", unit: "item" } },
  ];
  await ask("ledger.post", { book, lines, narration: text("tharvello") });
  clock.pass(DAY);
  await ask("ledger.post", { book, lines, narration: text("pelquista") });
  await decided(world, [
    { what: "needs", days: 10 },
    { what: "lines", days: 10 },
  ]);
  const file = async () => {
    const opened = await house.space(space);
    assert.ok(opened);
    return Array.fromAsync(writeSpaceFile(opened, { keys, now: house.now }));
  };
  const names = /quixenda|zolmira|tharvello|pelquista|ostrevin/g;
  const there = (lines: string[]) => [...new Set(lines.join("").match(names))].sort();
  clock.pass(2 * DAY - 1);
  const before = await file();
  assert.equal(there(before).length, 5, "not a moment sooner");
  clock.pass(1);
  const size = await sizeOf(world);
  const after = await file();
  assert.deepEqual(there(after), ["ostrevin", "pelquista"]);
  assert.equal(await sizeOf(world), size, "making a file writes nothing");
  async function* each(all: string[]) {
    yield* all;
  }
  const [whole, left] = [await verifySpaceFile(each(before)), await verifySpaceFile(each(after))];
  assert.ok(whole.ok && left.ok);
  assert.equal(left.checked.erased, whole.checked.erased + 3, "left out as what was erased");
  assert.equal(left.head.size, whole.head.size);
});
