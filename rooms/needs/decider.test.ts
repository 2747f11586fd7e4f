import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CommandRow, Decided } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given, HOUR } from "../../house/testing.ts";
import { parseDay } from "../../house/values/index.ts";
import { commands } from "./commands.ts";
import { QUIET_MS } from "./decider.ts";
import { need, needProgressed, needsImport, note } from "./facts.ts";

const kinds = [need, note, needsImport];
const one = "1".repeat(32);
const two = "2".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const title = { lang: "en", text: "Blankets" };
const blankets = { of: "60", unit: "item" };
const figures = {
  ...{ needKind: "goods", quantity: blankets, category: "shelter", urgency: "days" },
  ...{ by: null, place: null, nearby: false },
};
const opened: Given = {
  ...{ thing: one, type: "need.opened/1" },
  record: { ...figures, rank: 0, told: "no", from: { by: "typed" } },
};
const stay: Given = { ...opened, record: { ...opened.record, needKind: "stay" } };
const told: Given = { ...opened, record: { ...opened.record, told: "waiting" } };
const published: Given = { thing: one, type: "need.published/1", record: { to: "public" } };

function row(name: string): CommandRow {
  const found = commands.find((command) => command.name === name);
  assert.ok(found, `there is ${name}`);
  return found;
}
type More = Parameters<typeof decide>[4];
const when = (name: string, given: Given[], input: unknown, more: More = {}) =>
  decide(row(name), kinds, given, input as never, more);
function types(decided: ReturnType<typeof when>): string[] {
  assert.ok(!isRefusal(decided), `refused: ${JSON.stringify(decided)}`);
  return decided.facts.map(({ type }) => type);
}
const facts = (decided: ReturnType<typeof when>): Decided["facts"] => {
  assert.ok(!isRefusal(decided));
  return decided.facts;
};

describe("opening needs", () => {
  it("opens a line with the host, and to the public only where it was ticked", () => {
    assert.deepEqual(types(when("needs.open", [], { title })), ["need.opened/1"]);
    const both = facts(when("needs.open", [], { title, publish: true }));
    assert.deepEqual(
      both.map(({ record }) => record["to"]),
      [undefined, "public"],
    );
  });
  it("opens to holders of a link alone where the space protects", () => {
    const [, moved] = facts(when("needs.open", [], { title, publish: true }, { protects: true }));
    assert.deepEqual(moved?.record, { to: "link" });
  });
  it("never publishes a place to stay, or what was not read back, whatever was ticked", () => {
    const input = { title, publish: true };
    assert.deepEqual(types(when("needs.open", [], { ...input, needKind: "stay" })), [
      "need.opened/1",
    ]);
    const phoned = { arrived: "phone" } as const;
    assert.equal(types(when("needs.open", [], input, phoned)).length, 1);
    assert.equal(types(when("needs.open", [], input, { ...phoned, readBack: true })).length, 2);
  });
  it("keeps months and regions where the space protects", () => {
    const by = parseDay("2026-11-12", "UTC");
    const endOfNovember = parseDay("2026-11-30", "UTC");
    assert.ok(by.ok && endOfNovember.ok);
    const input = { title, by: by.value, place: { code: "e".repeat(32), level: 4 } };
    const [fact] = facts(when("needs.open", [], input, { protects: true }));
    assert.deepEqual(fact?.record["by"], endOfNovember.value);
    assert.equal(fact?.record["place"], null);
    const [open] = facts(when("needs.open", [], input));
    assert.deepEqual(open?.record["by"], by.value);
  });
  it("opens a hundred ticked lines in one command, each published where it may be", () => {
    const lines = Array.from({ length: 100 }, (_, at) => ({ title, publish: at % 2 === 0 }));
    const decided = when("needs.open-many", [], { lines, from: "pasted" });
    assert.equal(types(decided).length, 150);
    assert.deepEqual((decided as Decided).answer, { opened: 100, published: 50 });
  });
  it("keeps whom to call apart from the words", () => {
    const [fact] = facts(when("needs.open", [], { title, name: "lucero", reach: "+30 1" }));
    assert.deepEqual(fact?.people, { name: "lucero", reach: "+30 1" });
    assert.deepEqual(fact?.words, { title });
  });
});

describe("writing a line anew", () => {
  const input = { id: one, title, urgency: "hours" };
  it("is quiet for a quarter of an hour and erases the old words", () => {
    const decided = when("needs.revise", [opened], input, { now: AT + QUIET_MS });
    assert.deepEqual(types(decided), ["need.revised/1"]);
    assert.equal((decided as Decided).erases?.[0]?.at.n, 1);
  });
  for (const [why, given, more] of [
    ["later", [opened], { now: AT + QUIET_MS + 1 }],
    ["by someone else", [opened], { now: AT + 1, who: "b".repeat(32) }],
    [
      "after something was accepted",
      [opened, needProgressed(one, { accepted: blankets }) as Given],
      { now: AT + 1 },
    ],
    [
      "after someone else acted",
      [opened, { ...published, stamp: { who: "b".repeat(32) } }],
      { now: AT + 1 },
    ],
  ] as [string, Given[], More][])
    it(`is a shown correction that keeps the old words ${why}`, () => {
      const decided = when("needs.revise", given, input, more);
      assert.deepEqual(types(decided), ["need.corrected/1"]);
      assert.deepEqual((decided as Decided).erases, []);
    });
  it("does not turn a public line into a place to stay", () => {
    const changed = when("needs.revise", [opened, published], { ...input, needKind: "stay" });
    assertRefused(changed as never, "needs.stay-never-public");
  });
});

describe("publishing, going quiet, closing", () => {
  it("refuses a place to stay and what was not read back", () => {
    assertRefused(when("needs.publish", [stay], { ids: [one] }), "needs.stay-never-public");
    assertRefused(when("needs.publish", [told], { ids: [one] }), "needs.told-not-confirmed");
    const confirmed: Given = { thing: one, type: "need.told-confirmed/1", record: {} };
    assert.equal(types(when("needs.publish", [told, confirmed], { ids: [one] })).length, 1);
  });
  it("writes once what is asked twice, and nothing where nothing changes", () => {
    assert.equal(types(when("needs.publish", [opened], { ids: [one, one] })).length, 1);
    for (const [name, given] of [
      ["needs.publish", [opened, published]],
      ["needs.quiet", [opened]],
      ["needs.reopen", [opened]],
      ["needs.confirm-told", [opened]],
    ] as [string, Given[]][])
      assert.deepEqual(types(when(name, given, { ids: [one] })), [], name);
  });
  it("withdraws, meets and asks again", () => {
    const gone: Given = { thing: one, type: "need.withdrawn/1", record: {} };
    assert.deepEqual(types(when("needs.withdraw", [opened], { ids: [one] })), [gone.type]);
    assert.deepEqual(types(when("needs.meet", [opened], { ids: [one] })), ["need.met/1"]);
    assert.deepEqual(types(when("needs.reopen", [opened, gone], { ids: [one] })), [
      "need.reopened/1",
    ]);
    assert.deepEqual(types(when("needs.quiet", [opened, published], { ids: [one] })), [
      "need.quieted/1",
    ]);
  });
  it("answers alike for a line that is not there", () => {
    for (const name of ["needs.publish", "needs.withdraw", "needs.quiet", "needs.meet"])
      assertRefused(when(name, [opened], { ids: [two] }), "needs.not-here");
    assertRefused(when("needs.note", [], { id: two, text: title }), "needs.not-here");
  });
  it("numbers the order, and writes only what changes", () => {
    const other = { ...opened, thing: two };
    const ranked = facts(when("needs.rank", [opened, other], { order: [two, one] }));
    assert.deepEqual(
      ranked.map(({ thing, record }) => [thing, record["rank"]]),
      [
        [two, 1],
        [one, 2],
      ],
    );
    const first: Given = { thing: one, type: "need.ranked/1", record: { rank: 1 } };
    assert.deepEqual(facts(when("needs.rank", [opened, first], { order: [one] })), []);
  });
  it("keeps a note apart from the need", () => {
    const [fact] = facts(when("needs.note", [opened, published], { id: one, text: title }));
    assert.deepEqual([fact?.kind, fact?.record], ["note", { need: one }]);
  });
});

describe("still needed?", () => {
  const answer = (said: object, given = [opened]) =>
    when("needs.confirm-many", given, { answers: [{ id: one, ...said }] });
  it("takes yes, no and less", () => {
    assert.deepEqual(types(answer({ answer: "yes" })), ["need.confirmed/1"]);
    assert.deepEqual(types(answer({ answer: "no" })), ["need.withdrawn/1"]);
    const taken = needProgressed(one, { accepted: { of: "40", unit: "item" } }) as Given;
    const less = answer({ answer: "less", still: { of: "10", unit: "item" } }, [opened, taken]);
    assert.deepEqual(facts(less)[0]?.record, { asked: { of: "50", unit: "item" } });
  });
  it("refuses less in another unit, and less than nothing, and names the line", () => {
    const other = answer({ answer: "less", still: { of: "1", unit: "kg" } });
    assertRefused(other, "needs.other-unit");
    assert.ok(isRefusal(other) && other.field === `still-${one}`);
    assertRefused(
      answer({ answer: "less", still: { of: "-1", unit: "item" } }),
      "needs.quantity-of-nothing",
    );
  });
  it("asks again where the line was closed and is needed", () => {
    const gone: Given = { thing: one, type: "need.withdrawn/1", record: {} };
    const later = { now: AT + HOUR };
    const input = { answers: [{ id: one, answer: "yes" }] };
    assert.deepEqual(types(when("needs.confirm-many", [opened, gone], input, later)), [
      "need.reopened/1",
    ]);
  });
});
