import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readStillNeeded } from "./still-needed.ts";

type Vector = [string, [number, boolean][], string[]];

const vectors: { stillNeeded: Vector[] } = JSON.parse(
  readFileSync(new URL("../../specs/vectors/paste.json", import.meta.url), "utf8"),
);

for (const [text, answers, unclear] of vectors.stillNeeded) {
  test(`the reply "${text}"`, () => {
    const want = answers.map(([number, needed]) => ({ number, needed }));
    assert.deepEqual(readStillNeeded(text, 20), { answers: want, unclear });
  });
}

test("whatever the reply, each line is answered once at most and lies on the list", () => {
  const words = fc.constantFrom(
    "1",
    "2",
    "20",
    "21",
    "٣",
    "no",
    "sí",
    "لا",
    "نعم",
    "3-5",
    "huh",
    ",",
  );
  const replies = fc.oneof(
    fc.array(words).map((all) => all.join(" ")),
    fc.string(),
  );
  fc.assert(
    fc.property(replies, (text) => {
      const { answers } = readStillNeeded(text, 20);
      const numbers = answers.map((answer) => answer.number);
      assert.equal(new Set(numbers).size, numbers.length);
      assert.ok(numbers.every((number) => number >= 1 && number <= 20));
    }),
    { seed: 20261122, numRuns: 300 },
  );
});

test("a reply past its bound is cut and said to be", () => {
  const reply = readStillNeeded(`${" ".repeat(2000)}2 no`, 20);
  assert.deepEqual(reply, { answers: [], unclear: ["2 no"] });
});
