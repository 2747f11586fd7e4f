import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { type BookState, book } from "./facts.ts";
import { eraseTimed } from "./times.ts";

const AT = Date.UTC(2026, 10, 2, 9);
const one = "1".repeat(32);
const says = (type: string, days: number, record: object): Given => {
  return { thing: one, type, record: { ...record }, stamp: { at: AT + days * DAY } };
};
const posted = (days: number) => {
  const of = (figure: string) => ({ of: figure, unit: "item" });
  const lines = [
    { account: "elsewhere", of: of("-4") },
    { account: "here", of: of("4") },
  ];
  return says("transfer.posted/1", days, { lines });
};
const given = [says("book.opened/1", 0, { purpose: "goods" }), posted(1), posted(2), posted(9)];
const erase = (days: number, entries: number[]) => {
  const input = { id: one, what: "lines", days: 5, entries, more: false };
  const author = { by: "clock", thing: one } as const;
  return decide(eraseTimed, [book], given, input, { now: AT + days * DAY, author });
};

it("each line goes by itself, so many days after it was written; the book's title never", () => {
  assertRefused(erase(5, [1, 2, 3]), "house.not-its-time");
  assertRefused(erase(99, [0]), "house.not-its-time");
  for (const [days, gone] of [
    [6, [1]],
    [7, [1, 2]],
    [14, [1, 2, 3]],
  ] as const) {
    const done = erase(days, [0, 1, 2, 3]);
    assert.ok(!isRefusal(done));
    assert.deepEqual(
      done.erases?.map(({ at }) => at.index),
      gone,
    );
    assert.deepEqual(done.facts[0]?.record, { what: "lines", days: 5, more: false });
  }
});

it("sums and corrections are as they were", () => {
  const gone = says("book.erased-by-time/1", 7, { what: "lines", days: 5, more: false });
  const sums = (all: Given[]) => {
    const state = fold([book], all).get(one)?.state as BookState;
    return state.now;
  };
  assert.deepEqual(sums([...given, gone]), sums(given));
});
