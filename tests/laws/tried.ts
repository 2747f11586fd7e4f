/** How laws about answers are tried: over random histories, with one of everything in each. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { runs, seeds } from "../run/seeds.ts";
import { type Asked, asked, type By, type Furnished, idsOf } from "./answers.ts";
import { type History, play, STEP, type Step } from "./history.ts";

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

/** Holds one round of answers to another, and that there were many. */
export function same(one: Asked[], other: Asked[], reader: string): void {
  assert.ok(one.length > 60, `${one.length} answers`);
  assert.equal(other.length, one.length, reader);
  for (const [at, { asked: what, ...said }] of one.entries()) {
    const { asked: where, ...told } = other[at] ?? { asked: "nothing" };
    assert.equal(where, what, reader);
    assert.deepEqual(told, said, `${what} for ${reader}`);
  }
}

const decided = ({ sent }: History) =>
  sent
    .filter(({ command }) => !command.endsWith(".erase-by-time"))
    .map(({ result }) => "done" in result);

/**
 * Goes on with two histories of equal length alone, as the law says: what is as it was already is
 * not written again, and of what a figure closed more is past its time. Of equal length after each
 * step: one that was longer for a while drew other ids meanwhile. What was refused in one has to be
 * refused in the other, whatever their length.
 */
export function ofEqualLength(one: History, other: History): void {
  assert.deepEqual(decided(one), decided(other));
  wereEqual(one, other);
}

/** The same where refusals may differ: whoever is in a circle is answered by what lies in it. */
export function wereEqual(one: History, other: History): void {
  fc.pre(isDeepStrictEqual(one.lengths, other.lengths));
}

/**
 * Asks a history for everything, hands that to `held`, does these steps and asks again for the very
 * same: each reader is answered as before, byte for byte.
 */
export async function afterIts(
  history: Furnished,
  readers: readonly By[],
  steps: readonly Step[],
  held: (reader: By, before: Asked[]) => Promise<void>,
): Promise<void> {
  const ids = idsOf(history);
  const before = new Map<By, Asked[]>();
  for (const reader of readers) before.set(reader, await asked(history, reader, ids));
  for (const [reader, answers] of before) await held(reader, answers);
  const { entries } = history;
  const { now } = history.clock;
  await play(history, steps);
  history.clock.now = now;
  assert.ok(history.entries > entries, "something was done");
  for (const [reader, answers] of before) same(answers, await asked(history, reader, ids), reader);
}

/** Tries a law over random histories, in a space that protects and in one that does not. */
export async function tried(
  law: (steps: Step[], protects: boolean) => Promise<void>,
): Promise<void> {
  const both = async (all: Step[]) => {
    for (const protects of [false, true]) await law([...everything, ...all], protects);
  };
  // Each asks for every address as everyone, three times over: ten of them take as many minutes.
  // One that fails is told as it was found: to make it smaller would take hours.
  const found = { endOnFailure: true };
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(steps, both), { seed, numRuns: runs(1, 10), ...found });
}
