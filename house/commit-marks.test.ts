import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CommitMarks } from "./commit-marks.ts";

const mark = fc.constantFrom("kind:need", "word:rice", "word:oil", "begin:ric", "who:noor");
const entries = fc.array(fc.array(mark, { maxLength: 40 }), { maxLength: 20 });

/** Places at which one looks entry by entry. */
const lookedUp = (all: readonly (readonly string[])[], of: string) =>
  all.flatMap((marks, place) => (marks.includes(of) ? [place] : []));

test("a mark leads to the entries that carry it, each once", () => {
  fc.assert(
    fc.property(entries, mark, (all, of) => {
      // Few hashes, nought among them: several marks share one.
      const marks = new CommitMarks((one) => one.length % 3);
      for (const one of all) marks.add(one);
      assert.deepEqual(marks.places(of), lookedUp(all, of));
    }),
  );
});

test("a mark is hashed once, and its entries have that hash", () => {
  const asked: string[] = [];
  const marks = new CommitMarks((one) => asked.push(one));
  assert.deepEqual(marks.add(["kind:need", "word:rice"]), [1, 2]);
  assert.deepEqual(marks.add(["word:rice", "word:oil"]), [2, 3]);
  assert.deepEqual(marks.places("word:rice"), [0, 1]);
  assert.deepEqual(asked, ["kind:need", "word:rice", "word:oil"]);
});

test("more marks than are kept all have their own hash, and lead to their entries", () => {
  const many = (of: string) => Array.from({ length: 600 }, (_, n) => `word:${of}${n}`);
  const numbers = new Map<string, number>();
  const marks = new CommitMarks((one) => {
    if (!numbers.has(one)) numbers.set(one, numbers.size + 1);
    return numbers.get(one) ?? 0;
  });
  const short = ["", "a", "ab", "w:"];
  for (const all of [many("a"), short, many("b"), short, many("a")]) {
    const hashes = marks.add(all);
    assert.deepEqual(
      hashes,
      all.map((one) => numbers.get(one)),
    );
  }
  assert.deepEqual(marks.places("word:a7"), [0, 4]);
  assert.deepEqual(marks.places("word:b7"), [2]);
  for (const one of short) assert.deepEqual(marks.places(one), [1, 3]);
});

test("a mark without a sign is hashed as any other", () => {
  const marks = new CommitMarks((one) => one.length + 1);
  assert.deepEqual(marks.add(["kind:need"]), [10]);
  assert.deepEqual(marks.add([""]), [1]);
  assert.deepEqual(marks.places(""), [1]);
});

test("where nothing was added nothing is looked for", () => {
  const marks = new CommitMarks(() => assert.fail("hashed"));
  assert.deepEqual(marks.places("kind:need"), []);
});
