import assert from "node:assert/strict";
import { it } from "node:test";
import type { Done, Envelope } from "./command.ts";
import { assertDone, assertRefused, testHouse } from "./testing.ts";
import { author, founded, one, plan } from "./testing-toys.ts";

const two = "2".repeat(32);
const deeds: [string, object][] = [
  ["toys.write", { id: one, title: "río", name: "lucero", size: 4 }],
  ["toys.write", { id: two, title: "موج", name: "", size: 5 }],
  ["toys.grow", { id: one, by: 2 }],
  ["toys.publish", { id: one }],
  ["toys.draw", {}],
  ["toys.forget", { id: one }],
  ["toys.grow", { id: two, by: 1 }],
];

/** A space on which all of the deeds were done in one step, and what they came to. */
async function told() {
  const made = await founded();
  const envelopes: Envelope[] = deeds.map(([command, input], i) => ({
    ...{ space: made.at, command, input, author },
    key: `deed-number-000${i}`,
  }));
  const done = await Promise.all(envelopes.map((one) => made.house.dispatch(one)));
  for (const one of done) assertDone(one);
  return { ...made, envelopes, done: done as Done[] };
}

it("a repeat gets the first answer to the last word, also after opening anew", async () => {
  const { house, store, keys, clock, envelopes, done } = await told();
  const anew = testHouse(plan, 2, { store, keys, clock }).house;
  for (const asked of [house, anew])
    for (const [i, envelope] of envelopes.entries())
      assert.deepEqual(await asked.dispatch(envelope), { ...done[i], again: true });
});

it("what is kept has no word, id or kind in the clear", async () => {
  const { at, store, house } = await told();
  const rows = await store.records.list(at, "answers/", 100, null, house.now);
  assert.ok(rows.length >= 2);
  for (const { value } of rows) {
    const text = Buffer.from(value).toString("latin1");
    for (const word of ["toys", "note", "size", one, two, "deed"]) assert.ok(!text.includes(word));
  }
});

it("a row altered on disk answers no command", async () => {
  const { at, store, keys, clock, envelopes, house: before } = await told();
  const rows = await store.records.list(at, "answers/", 100, null, before.now);
  for (const { key, value, expires } of rows) {
    const [lines = "", ...sealed] = Buffer.from(value).toString("latin1").split("\0");
    const text = [lines.replaceAll("1\n", "2\n"), ...sealed].join("\0");
    const altered = { key, value: Buffer.from(text, "latin1"), expires };
    await store.records.put(at, altered, "any", before.now);
  }
  const { house } = testHouse(plan, 2, { store, keys, clock });
  for (const envelope of envelopes) assertRefused(await house.dispatch(envelope), "house.key-used");
});
