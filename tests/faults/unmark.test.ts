/** Marks of erased words leave the stored runs, wherever the process stopped in between. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { erasable } from "../../house/entry.ts";
import { RUN_ENTRIES } from "../../house/marks.ts";
import { assertDone, testHouse } from "../../house/testing.ts";
import { author, founded, one, plan } from "../../house/testing-toys.ts";
import { type FaultKind, faulty } from "../../store/faulty.ts";

/** A space whose first note's words have marks in a stored run; their hashes, and its index. */
async function written() {
  const made = await founded();
  const { at, send, house } = made;
  assertDone(await send("toys.write", { id: one, title: "river", name: "", size: 4 }));
  const grown = Array.from({ length: RUN_ENTRIES }, () => send("toys.grow", { id: one, by: 1 }));
  for (const done of await Promise.all(grown)) assertDone(done);
  await house.idle();
  const space = await house.space(at);
  assert.ok(space && space.marks.runEnd === RUN_ENTRIES, "a run is stored");
  const index = (await space.thing(one))?.first.index ?? -1;
  for await (const entry of space.entries([index])) {
    const words = space.marksOfEntry(entry, await space.parts(erasable(entry))).words;
    const hashes = words.map((mark) => space.marks.hash(mark));
    assert.deepEqual(await Promise.all(hashes.map((h) => space.marks.find(h))), [[index]]);
    return { ...made, hashes };
  }
  throw new Error("the note has no entry");
}

/** What the index of a house started anew says of the marks, and whether anything is owed still. */
async function afterwards({ at, store, keys, clock, hashes }: Awaited<ReturnType<typeof written>>) {
  const { house } = testHouse(plan, "anew", { store, keys, clock });
  const space = await house.space(at);
  assert.ok(space);
  const found = await Promise.all(hashes.map((h) => space.marks.find(h)));
  return {
    found: found.flat(),
    owed: (await store.records.list(at, "unmark/", 9, null, 0)).length,
  };
}

const forget = { command: "toys.forget", input: { id: one }, author } as const;

it("when nothing stops them, and nothing is owed then", async () => {
  const made = await written();
  assertDone(await made.send("toys.forget", { id: one }));
  assert.deepEqual(await afterwards(made), { found: [], owed: 0 });
});

// Write 1 is the erasing itself, 2 the run without the marks, 3 the taking off of what was owed.
for (const [at, kind, says] of [
  [1, "torn", "after the erasing"],
  [2, "stopped", "before the run was written"],
  [2, "torn", "after the run was written"],
  [3, "stopped", "before the row was taken off"],
] as [number, FaultKind, string][])
  it(`when the process was killed ${says}`, async () => {
    const made = await written();
    const { store, keys, clock } = made;
    const faults = new Map<number, FaultKind>();
    const broken = faulty(store, faults);
    const { house } = testHouse(plan, "killed", { store: broken, keys, clock });
    // One command first: whatever a fresh process tidies is done then.
    const grow = { command: "toys.grow", input: { id: one, by: 1 }, author };
    await house.dispatch({ ...grow, space: made.at, key: "g".repeat(20) });
    await house.idle();
    faults.set(broken.writes() + at, kind);
    await house.dispatch({ ...forget, space: made.at, key: "k".repeat(20) });
    assert.ok(broken.crashed(), "it was killed where it was meant to be");
    const owed = await store.records.list(made.at, "unmark/", 9, null, 0);
    assert.equal(owed.length, 1, "what is owed was stored with the erasing");
    assert.ok(!Buffer.from(owed[0]?.value ?? []).includes("hashes"), "and sealed");
    assert.deepEqual(await afterwards(made), { found: [], owed: 0 });
  });
