/** Laws compare histories of equal length: a history has to know how long it is. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { begin, type History, play, type Step } from "./history.ts";
import { ofEqualLength, wereEqual } from "./tried.ts";

it("a history counts what the clock told in the wake of a command too", async () => {
  const history = await begin(6);
  const does = (what: number, figure: number): Step => {
    return { what, who: 0, which: 0, word: 3, figure };
  };
  // In a circle: a line, a book, a shipment, its count, a giver; then less is counted, so that the
  // line is asked for again, and the giver's contribution is told.
  const inside = [19, 21, 22, 23, 24, 25].map((what) => does(what, 4));
  await play(history, [...inside, does(24, 2)]);
  const { sent, store, space, entries } = history;
  const answered = sent.reduce((sum, { result }) => {
    return sum + ("done" in result ? result.entries : 0);
  }, 0);
  assert.equal(entries, await store.size(space));
  assert.ok(answered < entries, "something was told");
});

it("two histories that were of unequal length for a while are not compared", async () => {
  const of = (lengths: number[]) => ({ lengths, sent: [] }) as unknown as History;
  assert.throws(() => ofEqualLength(of([3, 5, 6]), of([3, 4, 6])), { name: "Error" });
  assert.throws(() => wereEqual(of([3, 5, 6]), of([3, 4, 6])));
  wereEqual(of([3, 5, 6]), of([3, 5, 6]));
  const history = await begin(6);
  await play(history, [{ what: 1, who: 0, which: 0, word: 3, figure: 4 }]);
  assert.equal(history.lengths.at(-1), history.entries);
});
