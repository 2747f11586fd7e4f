import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { type NeedState, need, note } from "./facts.ts";
import { eraseTimed, timeRows } from "./times.ts";

const kinds = [need, note];
const AT = Date.UTC(2026, 10, 2, 9);
const [one, two, n] = ["1", "2", "3"].map((c) => c.repeat(32)) as [string, string, string];
const at = (ms: number) => ({ stamp: { at: AT + ms } });
const figures = {
  ...{ needKind: "goods", quantity: { of: "4", unit: "item" }, category: null, urgency: "days" },
  ...{ by: null, place: null, nearby: false },
};
const opened = (thing: string): Given => {
  const record = { ...figures, rank: 0, told: "no", from: { by: "typed" } };
  return { thing, type: "need.opened/1", record, ...at(0) };
};
const says = (type: string, ms: number, record = {}): Given => {
  return { thing: one, type: `need.${type}/1`, record, ...at(ms) };
};
const counted = (of: string, ms: number) =>
  says("progressed", ms, { counted: { of, unit: "item" } });
const closed = (given: Given[]) => {
  const state = fold(kinds, given).get(one)?.state as NeedState;
  return state.inside.closedAt;
};
const erase = (given: Given[], now: number, more: object = {}) => {
  const input = { id: one, what: "needs", days: 10, entries: [0], more: false, ...more };
  return decide(eraseTimed, kinds, given, input, { now, author: { by: "clock", thing: one } });
};

it("a need closes when it is met, withdrawn or counted in full, and opens again", () => {
  for (const [given, since] of [
    [[opened(one)], null],
    [[opened(one), says("withdrawn", DAY)], AT + DAY],
    [[opened(one), says("met", DAY), says("reopened", 2 * DAY)], null],
    [[opened(one), counted("3", DAY)], null],
    [[opened(one), counted("3", DAY), counted("1", 2 * DAY)], AT + 2 * DAY],
    [[opened(one), counted("4", DAY), says("met", 3 * DAY)], AT + DAY],
    [
      [opened(one), counted("4", DAY), says("corrected", 2 * DAY, { ...figures, quantity: null })],
      null,
    ],
  ] as [Given[], number | null][])
    assert.equal(closed(given), since, JSON.stringify(given.map(({ type }) => type)));
});

it("its words go so many days after, not before, and not while it is asked for", () => {
  const given = [opened(one), says("corrected", 0, figures), says("withdrawn", DAY), opened(two)];
  assertRefused(erase([opened(one)], AT + 99 * DAY), "house.not-its-time");
  assertRefused(erase(given, AT + 11 * DAY - 1), "house.not-its-time");
  assertRefused(erase(given, AT + 99 * DAY, { entries: [3] }), "house.not-its-time");
  assertRefused(erase(given, AT + 99 * DAY, { entries: [2] }), "house.not-its-time");
  assertRefused(erase(given, AT + 99 * DAY, { id: n }), "house.nothing-of-it");
  const done = erase(given, AT + 11 * DAY, { entries: [0, 1, 2, 3, 77] });
  assert.ok(!isRefusal(done));
  assert.deepEqual(done.facts, [
    {
      ...{ kind: "need", thing: one, type: "need.erased-by-time/1" },
      record: { what: "needs", days: 10, more: false },
    },
  ]);
  assert.deepEqual(
    done.erases?.map(({ at: { index }, thing, parts }) => [index, thing, parts]),
    [0, 1].map((index) => [index, one, ["words", "people"]]),
  );
  const rest = says("erased-by-time", 12 * DAY, { what: "needs", days: 10, more: false });
  const part = says("erased-by-time", 12 * DAY, { what: "needs", days: 10, more: true });
  const held = (all: Given[]) => timeRows[0]?.held(fold(kinds, all).get(one) as never).length;
  assert.deepEqual([held([...given, part]), held([...given, rest])], [2, 0]);
});

it("a note goes so many days after it was written", () => {
  const given: Given[] = [{ thing: n, type: "note.written/1", record: { need: one }, ...at(0) }];
  const input = { id: n, what: "notes" };
  assertRefused(erase(given, AT + 10 * DAY - 1, input), "house.not-its-time");
  const done = erase(given, AT + 10 * DAY, input);
  assert.ok(!isRefusal(done));
  assert.deepEqual(done.erases?.[0]?.parts, ["words"]);
  assertRefused(erase(given, AT + 99 * DAY, { ...input, what: "needs" }), "house.nothing-of-it");
});
