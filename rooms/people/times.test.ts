import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { type MemberState, member } from "./facts.ts";
import { eraseTimed, timeRows } from "./times.ts";

const kinds = [member];
const AT = Date.UTC(2026, 10, 2, 9);
const [n, q] = ["1", "2"].map((c) => c.repeat(32)) as [string, string];
const says = (type: string, days: number, record = {}): Given => {
  return { thing: n, type: `member.${type}`, record, stamp: { at: AT + days * DAY } };
};
const came = says("joined/2", 0, { roles: ["member"], invitation: q });
const answered = says("answered/1", 0, { questions: [q] });
const erase = (given: Given[], days: number, what: string, entries = [0, 1, 2]) => {
  const input = { id: n, what, days: 5, entries, more: false };
  const now = AT + days * DAY;
  return decide(eraseTimed, kinds, given, input, { now, author: { by: "clock", thing: n } });
};
const indexes = (decided: ReturnType<typeof erase>) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.erases?.map(({ at }) => at.index);
};

it("answers go so many days after who gave them was let in, or was gone without it", () => {
  assertRefused(erase([came, answered], 99, "answers"), "house.not-its-time");
  for (const end of [says("let-in/1", 2), says("removed/1", 2), says("left/1", 2)]) {
    assertRefused(erase([came, answered, end], 6, "answers"), "house.not-its-time");
    assert.deepEqual(indexes(erase([came, answered, end], 7, "answers")), [1]);
  }
  const later = [came, answered, says("let-in/1", 2), says("left/1", 50)];
  assert.deepEqual(indexes(erase(later, 51, "answers")), [1], "being let in counts");
});

it("a name goes so many days after its bearer is gone, and no sooner", () => {
  const renamed = says("renamed/1", 1);
  assertRefused(erase([came, renamed], 99, "names"), "house.not-its-time");
  const gone = [came, renamed, says("removed/1", 2)];
  assertRefused(erase(gone, 6, "names"), "house.not-its-time");
  assert.deepEqual(indexes(erase(gone, 7, "names", [1])), [1]);
  const erased = says("erased-by-time/1", 8, { what: "names", days: 5, more: false });
  const state = fold(kinds, [...gone, answered, erased]).get(n)?.state as MemberState;
  assert.equal(state.handle, null);
  assert.ok(state.answers !== null, "the one does not take the other along");
  const row = timeRows.find(({ what }) => what === "names");
  const held = (given: Given[]) => row?.held(fold(kinds, given).get(n) as never).length;
  assert.deepEqual([held([came]), held(gone), held([...gone, erased])], [0, 1, 0]);
});
