import assert from "node:assert/strict";
import { it } from "node:test";
import { seededRandom, TestClock } from "../../house/testing.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import { countTry, TRIES_PER_NAME } from "./limits.ts";
import { changeOwnTime, ownTime } from "./own-time.ts";
import { changeRow, type NodeParts, readRow } from "./records.ts";

/** As many as could knock at once without anyone being out of the ordinary. */
const CROWD = 120;
const all = Array.from({ length: CROWD }, (_, i) => i);

/** A process on these rows: its own way to the same memory. */
function process(memory = newMemory()): NodeParts {
  const clock = new TestClock();
  const { records, lock } = openMemory(memory);
  return { records, lock, clock: clock.read, random: seededRandom("rows"), keys: memoryKeys() };
}
const add = (parts: NodeParts) =>
  changeRow<number>(parts, "count", (before) => ({ value: (before ?? 0) + 1, expires: null }));

it("a crowd that changes one row does so in turn, each once, without a fault", async () => {
  const parts = process();
  const seen = await Promise.all(all.map(() => add(parts)));
  assert.deepEqual(
    seen,
    all.map((i) => i + 1),
  );
  assert.equal(await readRow(parts, "count"), CROWD);
});

it("a change that throws holds up nobody behind it", async () => {
  const parts = process();
  const wrong = changeRow(parts, "count", () => {
    throw new Error("of this change alone");
  });
  const behind = add(parts);
  await assert.rejects(wrong, /of this change alone/);
  assert.equal(await behind, 1);
});

it("a crowd at the door is counted to the last, whatever names they try", async () => {
  const parts = process();
  const tries = (login: (i: number) => string) =>
    Promise.all(all.map((i) => countTry(parts, { login: login(i), device: null })));
  assert.deepEqual(
    (await tries((i) => `nobody-${i}`)).filter((one) => one !== null),
    [],
  );
  const same = await tries(() => "lucero");
  assert.equal(same.filter((one) => one === null).length, TRIES_PER_NAME);
});

it("so does a form about one's own time that is sent many times over", async () => {
  const { store, random } = { store: openMemory(newMemory()), random: seededRandom("time") };
  const place = { id: "00".repeat(16), key: new Uint8Array(32), store };
  const [member, now] = ["ab".repeat(16), 0];
  const change = () =>
    changeOwnTime(place, member, { now, random }, (before) => {
      return { ...before, rest: (before.rest ?? 0) + 1 };
    });
  await Promise.all(all.map(change));
  assert.equal((await ownTime(place, member, now)).rest, CROWD);
});
