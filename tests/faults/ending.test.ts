/** An ending whose wait is over comes to its end, wherever it stopped: no bytes stay behind. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, DAY, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { END_WAIT_MS, foundSpace } from "../../rooms/spaces/index.ts";
import { type FaultKind, faulty } from "../../store/faulty.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";

/** A space about to end, over a store that fails as planned. */
async function ending() {
  const [inner, keys, faults] = [
    openMemory(newMemory()),
    memoryKeys(),
    new Map<number, FaultKind>(),
  ];
  const broken = faulty(inner, faults);
  const made = testHouse(plan, "ending", { store: broken, keys });
  const founding = { group: "Red", lang: "es", handle: "lucero", safety: "no" } as const;
  const login = { passphrase: "una cosecha larga de aceitunas" };
  const done = await foundSpace(made.house, { ...founding, login });
  assert.ok(!isRefusal(done));
  const author = { by: "member", member: done.member } as const;
  const { space } = done;
  assertDone(
    await made.send({ space, command: "spaces.ask-joint", input: { what: "end" }, author }),
  );
  made.clock.pass(END_WAIT_MS);
  const end = () => made.house.runDue();
  return { ...made, ...done, inner, keys, faults, broken, end };
}

/** How many writes the whole ending takes. */
async function writesOfEnding(): Promise<number> {
  const { end, broken } = await ending();
  const before = broken.writes();
  await end();
  return broken.writes() - before;
}

it("a space's ending is finished by the next start after a stop at any of its writes", async () => {
  const writes = await writesOfEnding();
  assert.ok(writes >= 4, `${writes} writes`);
  let keyless = 0;
  for (let at = 1; at <= writes; at++)
    for (const kind of ["stopped", "torn"] as const) {
      const made = await ending();
      const { faults, broken, end, inner, keys, clock, space } = made;
      faults.set(broken.writes() + at, kind);
      await end().catch(() => undefined);
      assert.ok(broken.crashed(), `${kind} at ${at}`);
      const noKeys = !(await keys.list()).includes(space);
      if (noKeys && (await inner.size(space)) > 0) keyless++;
      clock.pass(DAY);
      const next = testHouse(plan, "next", { store: inner, keys, clock });
      await next.house.runDue();
      const what = `${kind} at write ${at} of ${writes}`;
      assert.equal(await inner.size(space), 0, what);
      assert.ok(!(await keys.list()).includes(space), what);
    }
  assert.ok(keyless > 0, "a stop between the keys and the bytes was among them");
});
