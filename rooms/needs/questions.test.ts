import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { DAY } from "../../house/testing.ts";
import { need } from "./facts.ts";
import {
  callList,
  findNeeds,
  notesOn,
  peopleOf,
  stillNeeded,
  totalsByCategory,
  totalsOf,
  withWords,
} from "./questions.ts";
import { needsSpace } from "./testing.ts";

const text = (said: string, lang = "en") => ({ lang, text: said });

async function filled() {
  const space = await needsSpace();
  const lines = [
    { title: text("Mantas térmicas", "es"), quantity: { of: "60", unit: "item" }, publish: true },
    { title: text("Rice"), quantity: { of: "2.5", unit: "kg" }, category: "food", publish: true },
    { title: text("بطّانيات", "ar"), quantity: { of: "40", unit: "item" }, urgency: "hours" },
    { title: text("Somewhere to sleep"), needKind: "stay", publish: true },
  ];
  await space.ask("needs.open-many", { lines });
  return space;
}

describe("asking about needs", () => {
  it("finds words however they are typed, and only for who may open them", async () => {
    const space = await filled();
    const [inside, outside] = [await space.view(), await space.view(PUBLIC)];
    const many = async (view: typeof inside, said: string) =>
      (await findNeeds(view, { text: said })).length;
    for (const said of ["mantas", "MANTAS TERMICAS", "ric", "بطانيات", "som"])
      assert.equal(await many(inside, said), 1, said);
    assert.equal(await many(inside, "mantas rice"), 0);
    assert.equal(await many(outside, "mantas"), 1);
    for (const said of ["بطانيات", "sleep"]) assert.equal(await many(outside, said), 0, said);
    assert.equal((await findNeeds(outside)).length, 2);
  });
  it("finds the newest where it may hold no more, closed ones not counted", async () => {
    const space = await needsSpace();
    const lines = Array.from({ length: 6 }, (_, n) => ({
      ...{ title: text(`Soup ${n + 1}`), publish: n !== 4 },
    }));
    await space.ask("needs.open-many", { lines });
    const titles = async (view: Awaited<ReturnType<typeof space.view>>) => {
      const found = await view.findByWords(need, "word:soup", 2);
      const lines = await withWords(view, found);
      return lines.map(({ words }) => words?.title.text);
    };
    assert.deepEqual(await titles(await space.view()), ["Soup 5", "Soup 6"]);
    assert.deepEqual(await titles(await space.view(PUBLIC)), ["Soup 4", "Soup 6"]);
    const all = await (await space.view(PUBLIC)).find(need, "word:soup", 3);
    assert.equal(all.length, 3, "the same by any mark");
  });
});

describe("asking about needs that changed, or by their figures", () => {
  it("finds nothing of words that were revised, and the new ones", async () => {
    const space = await filled();
    const [rice] = await findNeeds(await space.view(), { text: "rice" });
    assert.ok(rice);
    await space.ask("needs.revise", { id: rice.id, title: text("Bulgur") });
    const view = await space.view();
    assert.deepEqual(await findNeeds(view, { text: "rice" }), []);
    const [bulgur] = await findNeeds(view, { text: "bulgur" });
    assert.equal(bulgur?.id, rice.id);
    const old = rice.state.words;
    assert.ok(old);
    assert.equal(await view.part(bulgur as never, old), "erased");
  });
  it("filters, sorts, and totals each unit by itself", async () => {
    const space = await filled();
    const view = await space.view();
    const all = await findNeeds(view, { status: "all" });
    assert.deepEqual(totalsOf(all).asked, [
      { of: "100", unit: "item" },
      { of: "2.5", unit: "kg" },
    ]);
    assert.deepEqual(new Map(totalsByCategory(all)).get("food")?.asked, [
      { of: "2.5", unit: "kg" },
    ]);
    const [first] = await findNeeds(view, { sort: "urgency" });
    assert.equal(first?.state.urgency, "hours");
    await space.ask("needs.rank", { order: [all[1]?.id, all[0]?.id] });
    const ranked = await findNeeds(await space.view());
    assert.deepEqual(
      ranked.slice(0, 2).map(({ id }) => id),
      [all[1]?.id, all[0]?.id],
    );
    await space.ask("needs.withdraw", { ids: [all[0]?.id] });
    const now = await space.view();
    assert.equal((await findNeeds(now)).length, 3);
    assert.equal((await findNeeds(now, { status: "withdrawn" })).length, 1);
    assert.equal((await findNeeds(now, { kind: "stay" })).length, 1);
    assert.equal((await findNeeds(now, { category: "food", urgency: "hours" })).length, 0);
  });
  it("asks first about what nobody confirmed for longest", async () => {
    const space = await filled();
    space.clock.pass(DAY);
    const [first] = await stillNeeded(await space.view(), "UTC");
    assert.equal(first?.words?.title.text, "بطّانيات");
    assert.equal((await callList(await space.view())).length, 1);
    await space.ask("needs.confirm-many", { answers: [{ id: first?.thing.id, answer: "yes" }] });
    assert.deepEqual(await callList(await space.view()), []);
  });
  it("tells whom to call, and notes, to members alone", async () => {
    const space = await needsSpace();
    const line = { title: text("Tents"), name: "zaituna", reach: "+30 1", publish: true };
    const done = await space.ask("needs.open", line);
    const id = String(done.answer["id"]);
    await space.ask("needs.note", { id, text: text("ask the school first") });
    const [inside, outside] = [await space.view(), await space.view(PUBLIC)];
    const [thing] = await findNeeds(outside);
    assert.ok(thing);
    assert.deepEqual(await peopleOf(inside, thing), { name: "zaituna", reach: "+30 1" });
    assert.deepEqual(await peopleOf(outside, thing), {});
    const notes = await notesOn(inside, id);
    assert.deepEqual(
      notes.map((one) => one.text),
      [text("ask the school first")],
    );
    assert.deepEqual(await notesOn(outside, id), []);
  });
});
