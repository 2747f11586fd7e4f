/** What is ticked ends with the version it was ticked for. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { fold, type Given } from "../../house/testing.ts";
import { endOf } from "../../house/values/index.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { ALL, DEAL, day, FRAME, proposed, says, signedByBoth } from "./testing.ts";
import { isTicked, ticksDay } from "./ticked.ts";

function stateOf(given: readonly Given[]): AgreementState {
  const found = fold([agreement], given).get(DEAL);
  assert.ok(found !== undefined);
  return found.state as AgreementState;
}

it("ticks nothing past the version it was ticked for, whatever is signed after", () => {
  const ticked = says("ticked", { kinds: ["goods"], until: day("2027-06-01") });
  const told = [...signedByBoth(), says("rest-waived", { version: 1 }), ticked];
  const frame = { ...FRAME, review: day("2027-09-30") };
  const next = proposed(ALL, 2, { frame }).given;
  const ends = endOf(FRAME.review);
  for (const all of [told, [...told, next]]) {
    assert.ok(isTicked(stateOf(all), "goods", ends - 1));
    assert.ok(!isTicked(stateOf(all), "goods", ends));
  }
  const again = [...told, next, ticked];
  assert.ok(isTicked(stateOf(again), "goods", ends));
  assert.ok(!isTicked(stateOf(again), "goods", endOf(day("2027-06-01"))), "nor past its own day");
  assert.equal(ticksDay(stateOf(told).ticked ?? assert.fail()).date, FRAME.review.date);
  // What was ticked before reading could be lends nothing.
  assert.deepEqual(stateOf(told).ticked?.reads, []);
  // A proposal that was declined carries nothing.
  const declined = says("declined", { side: "host", version: 2 });
  assert.ok(!isTicked(stateOf([...told, next, declined, ticked]), "goods", ends));
});
