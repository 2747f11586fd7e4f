import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fold, type Given, HOUR } from "../../house/testing.ts";
import { billionths, figure } from "../../house/values/index.ts";
import { type Deltas, type NeedState, need, needProgressed } from "./facts.ts";
import { FRESH_MS, figuresOf, isPast, isStale, levelOf, statusOf } from "./figures.ts";

const one = "1".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const item = (of: number | string) => ({ of: String(of), unit: "item" });

function stateOf(asked: string | null, deltas: Deltas[] = [], more: object = {}): NeedState {
  const opened: Given = {
    ...{ thing: one, type: "need.opened/1" },
    record: {
      ...{ needKind: "goods", quantity: asked === null ? null : item(asked), category: null },
      ...{ urgency: "hours", by: null, place: null, nearby: false, rank: 0, told: "no" },
      ...{ from: { by: "typed" }, ...more },
    },
  };
  const given = [opened, ...deltas.map((delta) => needProgressed(one, delta) as Given)];
  return fold([need], given).get(one)?.state as NeedState;
}
const still = (state: NeedState) => figuresOf(state)?.still.of;

describe("figures of a need", () => {
  it("are never in two stages at once: 40 of 60 taken, sent, 38 counted, 22 still asked", () => {
    const taken: Deltas = { accepted: item(40) };
    const sent: Deltas = { accepted: item(-40), onTheWay: item(40) };
    const counted: Deltas = { onTheWay: item(-40), counted: item(38) };
    assert.equal(still(stateOf("60", [taken])), "20");
    assert.equal(still(stateOf("60", [taken, sent])), "20");
    const after = stateOf("60", [taken, sent, counted]);
    assert.deepEqual(figuresOf(after), {
      ...{ asked: item(60), accepted: item(0), onTheWay: item(0), counted: item(38) },
      ...{ still: item(22), beside: [] },
    });
    assert.equal(statusOf(after), "partly");
  });
  it("never go below nothing, and keep other units beside", () => {
    assert.equal(still(stateOf("5", [{ accepted: item(9) }])), "0");
    const other = stateOf("5", [{ counted: { of: "2", unit: "box" } }]);
    assert.equal(still(other), "5");
    assert.deepEqual(figuresOf(other)?.beside, [{ of: "2", unit: "box" }]);
    assert.equal(figuresOf(stateOf(null)), null);
  });
  for (const [asked, counted, accepted, status, level] of [
    ["10", "0", "0", "open", "none"],
    ["10", "0", "4", "open", "part"],
    ["10", "0", "5", "open", "part"],
    ["10", "0", "6", "open", "most"],
    ["10", "3", "0", "partly", "part"],
    ["10", "10", "0", "met", "met"],
    ["10", "11", "0", "met", "met"],
    [null, "0", "0", "open", "none"],
    [null, "1", "0", "partly", "part"],
  ] as const)
    it(`of ${asked} with ${counted} here and ${accepted} agreed: ${status}, ${level}`, () => {
      const state = stateOf(asked, [{ counted: item(counted), accepted: item(accepted) }]);
      assert.deepEqual([statusOf(state), levelOf(state)], [status, level]);
    });
  it("are exact sums, whatever the order of the differences", () => {
    const delta = fc.integer({ min: -1e12, max: 1e12 }).map((n) => item(figure(BigInt(n))));
    fc.assert(
      fc.property(fc.array(delta, { maxLength: 30 }), (deltas) => {
        const state = stateOf(
          "1",
          deltas.map((counted) => ({ counted })),
        );
        const sum = deltas.reduce((total, { of }) => total + billionths(of), 0n);
        assert.equal(state.progress.counted["item"] ?? "0", figure(sum));
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});

describe("freshness", () => {
  for (const [urgency, hours] of [
    ["hours", 12],
    ["days", 72],
    ["weeks", 336],
    ["whenever", 1440],
  ] as const)
    it(`of what is asked for within ${urgency} ends after ${hours} hours`, () => {
      const state = stateOf("1", [], { urgency });
      assert.equal(FRESH_MS[urgency], hours * HOUR);
      assert.equal(isStale(state, AT + hours * HOUR), false);
      assert.equal(isStale(state, AT + hours * HOUR + 1), true);
    });
  it("a day it was asked for by is over when the next begins in its zone", () => {
    const by = { date: "2026-11-03", zone: "Asia/Beirut", instant: "2026-11-02T22:00:00Z" };
    const state = stateOf("1", [], { by });
    assert.equal(isPast(state, Date.UTC(2026, 10, 3, 22) - 1), false);
    assert.equal(isPast(state, Date.UTC(2026, 10, 3, 22)), true);
  });
});
