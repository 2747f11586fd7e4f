import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../run/seeds.ts";
import { type Asked, asked, furnished, idsOf, OUTSIDE, READERS } from "./answers.ts";
import { play, STEP, type Step } from "./history.ts";

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(STEP.what), who: below(STEP.who), which: below(STEP.which) },
  ...{ word: below(STEP.word), figure: below(STEP.figure) },
});
const steps = fc.array(step, { minLength: 1, maxLength: 30, size: "max" });

/** One of everything, about a line that is closed: chance alone might leave it out. */
const everything: readonly Step[] = Array.from({ length: 31 }, (_, what) => {
  return { what, who: 0, which: 1, word: 3 + what, figure: 5 };
});

function same(one: Asked[], other: Asked[], reader: string): void {
  assert.ok(one.length > 60, `${one.length} answers`);
  for (const [at, { asked: what, answer }] of one.entries())
    assert.deepEqual(other[at], { asked: what, answer }, `${what} for ${reader}`);
}

/** Tries a law over random histories, in a space that protects and in one that does not. */
async function tried(law: (steps: Step[], protects: boolean) => Promise<void>): Promise<void> {
  const both = async (all: Step[]) => {
    for (const protects of [false, true]) await law([...everything, ...all], protects);
  };
  // Each asks for every address as everyone, four times over: ten of them take as many minutes.
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(steps, both), { seed, numRuns: runs(1, 10) });
}

it("non-interference: no page, table, feed, search or refusal tells what is closed", () =>
  tried(async (all, protects) => {
    const [one, other] = [await furnished(protects), await furnished(protects)];
    await play(one, all, 0);
    await play(other, all, 17);
    assert.ok(one.hidden.size > 0 && one.books.length > 0, "something is closed");
    for (const reader of READERS)
      same(await asked(one, reader), await asked(other, reader), reader);
  }));

it("non-interference: no answer to a member tells what lies in a circle they are not in", () =>
  tried(async (all, protects) => {
    const [one, other] = [await furnished(protects), await furnished(protects)];
    await play(one, all, 0, 0);
    await play(other, all, 0, 17);
    for (const kind of ["circle", "need", "book", "delivery", "offer", "note"])
      assert.ok(
        one.within.some((thing) => thing.kind === kind),
        `a ${kind} lies in a circle`,
      );
    same(await asked(one, OUTSIDE), await asked(other, OUTSIDE), OUTSIDE);
  }));

it("non-interference: what was done in a circle leaves every answer to those outside", () =>
  tried(async (all, protects) => {
    // A circle is made, someone let in; a line, a book, a shipment, its count, a giver, a note.
    const inside = [19, 20, 21, 22, 23, 24, 25, 26, 29].map((what) => {
      return { what, who: 0, which: 0, word: 3, figure: 2 };
    });
    const history = await furnished(protects);
    await play(history, all);
    const ids = idsOf(history);
    const before = await asked(history, OUTSIDE, ids);
    const { entries } = history;
    const { now } = history.clock;
    await play(history, inside);
    history.clock.now = now;
    assert.ok(history.entries > entries, "something was done");
    same(before, await asked(history, OUTSIDE, ids), OUTSIDE);
  }));

it("non-interference: what members did among themselves leaves every answer", () =>
  tried(async (all, protects) => {
    const inside = [0, 2, 10].map((what) => ({ what, who: 0, which: 0, word: 3, figure: 5 }));
    const history = await furnished(protects);
    await play(history, all);
    const ids = idsOf(history);
    const before = new Map<string, Asked[]>();
    for (const reader of READERS) before.set(reader, await asked(history, reader, ids));
    const { entries } = history;
    const { now } = history.clock;
    await play(history, inside);
    history.clock.now = now;
    assert.ok(history.entries > entries, "something was done");
    for (const reader of READERS)
      same(before.get(reader) ?? [], await asked(history, reader, ids), reader);
  }));
