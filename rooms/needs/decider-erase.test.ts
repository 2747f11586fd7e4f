import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { need, note } from "./facts.ts";
import { figuresOf } from "./figures.ts";
import { findNeeds, notesOn, peopleOf, withWords } from "./questions.ts";
import { needsSpace } from "./testing.ts";

const one = "1".repeat(32);
const figures = {
  ...{ needKind: "goods", quantity: null, category: null, urgency: "weeks", by: null },
  ...{ place: null, nearby: false },
};
const opened: Given = {
  ...{ thing: one, type: "need.opened/1" },
  record: { ...figures, rank: 0, told: "no", from: { by: "typed" } },
};
const corrected: Given = { thing: one, type: "need.corrected/1", record: figures };
const gone: Given = { thing: one, type: "need.words-erased/1", record: {} };
const written: Given = { thing: one, type: "note.written/1", record: { need: "2".repeat(32) } };

function when(name: string, given: Given[]) {
  const row = commands.find((command) => command.name === name);
  assert.ok(row);
  return decide(row, [need, note], given, { id: one } as never);
}

describe("erasing words", () => {
  it("erases every wording that is kept, with its people, by one fact", () => {
    const done = when("needs.erase-words", [opened, corrected, corrected]);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.facts.map(({ type }) => type),
      ["need.words-erased/1"],
    );
    assert.deepEqual(
      done.erases?.map(({ at, parts }) => [at.n, parts]),
      [1, 2, 3].map((n) => [n, ["words", "people"]]),
    );
  });
  it("erases what was written after an earlier erasing, and nothing twice", () => {
    const twice = when("needs.erase-words", [opened, gone]);
    assert.ok(!isRefusal(twice));
    assert.deepEqual([twice.facts, twice.erases], [[], []]);
    const anew = when("needs.erase-words", [opened, gone, corrected]);
    assert.ok(!isRefusal(anew));
    assert.deepEqual(
      anew.erases?.map(({ at }) => at.n),
      [3],
    );
  });
  it("erases a note's words once, and refuses only what is not here", () => {
    const done = when("needs.erase-note", [written]);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ kind, parts }) => [kind, parts]),
      [["note", ["words"]]],
    );
    const again = when("needs.erase-note", [
      written,
      { thing: one, type: "note.words-erased/1", record: {} },
    ]);
    assert.ok(!isRefusal(again));
    assert.deepEqual(again.facts, []);
    assertRefused(when("needs.erase-words", []), "needs.not-here");
    assertRefused(when("needs.erase-note", [opened]), "needs.no-such-note");
  });
});

describe("what is left of an erased line", () => {
  it("its figures for everyone, its words for nobody, and for search neither", async () => {
    const space = await needsSpace();
    const title = { lang: "es", text: "Mantas térmicas" };
    const quantity = { of: "60", unit: "item" };
    const done = await space.ask("needs.open", {
      ...{ title, quantity, name: "noor", reach: "the bakery", publish: true },
    });
    assert.ok(!isRefusal(done));
    const id = String(done.answer["id"]);
    await space.ask("needs.note", { id, text: { lang: "es", text: "preguntar" } });
    space.clock.pass(3_600_000);
    await space.ask("needs.revise", { id, title: { ...title, text: "Mantas finas" }, quantity });
    const before = (await space.needs())[0]?.state;
    await space.ask("needs.erase-words", { id });
    const view = await space.view();
    const [kept] = await space.needs();
    assert.ok(kept && before);
    assert.deepEqual(figuresOf(kept.state), figuresOf(before));
    assert.deepEqual((await withWords(view, [kept]))[0]?.words, null);
    assert.deepEqual(await peopleOf(view, kept), {});
    for (const text of ["mantas", "finas", "térmicas"])
      assert.deepEqual(await findNeeds(view, { text }), [], text);
    assert.equal((await findNeeds(await space.view(PUBLIC))).length, 1);
    const [noted] = await notesOn(view, id);
    await space.ask("needs.erase-note", { id: noted?.id });
    assert.deepEqual(await notesOn(await space.view(), id), []);
  });
  it("is for coordination alone", () => {
    for (const name of ["needs.erase-words", "needs.erase-note"]) {
      const row = commands.find((command) => command.name === name);
      assert.deepEqual([row?.kind, row?.who], ["undoing", ["coordination"]]);
    }
  });
});
