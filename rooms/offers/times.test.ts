import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { type OfferState, offer } from "./facts.ts";
import { type DeliveryState, delivery } from "./facts-delivery.ts";
import { eraseTimed, timeRows } from "./times.ts";

const kinds = [offer, delivery];
const AT = Date.UTC(2026, 10, 2, 9);
const [one, line] = ["1", "3"].map((c) => c.repeat(32)) as [string, string];
const of = { of: "4", unit: "item" };
const made = (need: string | null): Given => {
  const record = { need, quantity: of, by: null, terms: null, hash: "0".repeat(64), form: null };
  return { thing: one, type: "offer.made/1", record };
};
const says = (type: string, days: number, record = {}): Given => {
  return { thing: one, type: `${type}/1`, record, stamp: { at: AT + days * DAY } };
};
const erase = (given: Given[], days: number, what: string, more: object = {}) => {
  const input = { id: one, what, days: 3, entries: [0], more: false, ...more };
  const now = AT + days * DAY;
  return decide(eraseTimed, kinds, given, input, { now, author: { by: "clock", thing: one } });
};
const parts = (decided: ReturnType<typeof erase>) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.erases?.flatMap((erased) => erased.parts);
};
const held = (given: Given[], what: string) =>
  timeRows.find((row) => row.what === what)?.held(fold(kinds, given).get(one) as never).length;

it("who gave goes so many days after it closed, or its line did, and not while it is sent", () => {
  assertRefused(erase([made(line)], 99, "givers"), "house.not-its-time");
  const declined = [made(line), says("offer.declined", 1)];
  assertRefused(erase(declined, 3, "givers"), "house.not-its-time");
  assert.deepEqual(parts(erase(declined, 4, "givers")), ["people"]);
  const left = [made(line), says("offer.line-closed", 1)];
  assert.deepEqual(parts(erase(left, 4, "givers")), ["people"]);
  const accepted = [made(line), says("offer.accepted", 0, { quantity: of })];
  const sent = [
    ...[...accepted, says("offer.sent", 0, { delivery: line, quantity: of })],
    says("offer.line-closed", 1),
  ];
  assertRefused(erase(sent, 99, "givers"), "house.not-its-time");
  const gone = says("offer.erased-by-time", 5, { what: "givers", days: 3, more: false });
  assert.equal(held(declined, "givers"), 1);
  assert.equal(held([...declined, gone], "givers"), 0);
  const after = fold(kinds, [...declined, gone]).get(one)?.state as OfferState;
  assert.equal(after.forgotten, true);
});

it("what an unasked contribution says goes after its answer, and its name not with it", () => {
  const given = [made(null), says("offer.declined", 1)];
  assertRefused(erase([made(null)], 99, "offered"), "house.not-its-time");
  assert.deepEqual(parts(erase(given, 4, "offered")), ["words"]);
  const gone = says("offer.erased-by-time", 5, { what: "offered", days: 3, more: false });
  assert.deepEqual([held([...given, gone], "offered"), held([...given, gone], "givers")], [0, 1]);
});

it("words of a shipment go once it was counted, lost or returned", () => {
  const lines = [{ line: 1, offer: null, need: null, category: null, sent: of }];
  const counted = lines.map((all) => ({ ...all, counted: of }));
  const announced = says("delivery.announced", 0, { lines, by: null, label: line });
  assertRefused(erase([announced], 99, "shipments"), "house.not-its-time");
  for (const end of [
    says("delivery.counted", 1, { lines: counted }),
    says("delivery.lost", 1),
    says("delivery.returned", 1),
  ]) {
    const given = [announced, end];
    assertRefused(erase(given, 3, "shipments"), "house.not-its-time");
    assert.deepEqual(parts(erase(given, 4, "shipments"))?.[0], "words");
    const again = says("delivery.counted", 3, { lines: counted });
    assertRefused(erase([...given, again], 5, "shipments"), "house.not-its-time");
    const gone = says("delivery.erased-by-time", 5, { what: "shipments", days: 3, more: false });
    const state = fold(kinds, [...given, gone]).get(one)?.state as DeliveryState;
    assert.deepEqual([state.words, state.lines[0]?.what], [null, null]);
    assert.equal(held([...given, gone], "shipments"), 0);
  }
});
