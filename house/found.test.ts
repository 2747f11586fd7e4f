import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../tests/run/seeds.ts";
import type { House } from "./house.ts";
import { assertDone, testHouse } from "./testing.ts";
import { author, founded, plan } from "./testing-toys.ts";

const MARKS = ["w:rice", "w:soap", "w:none", "kind:note"];
const idOf = (n: number) => n.toString(16).padStart(32, "0");

/** One step of one of two processes: a note is written, forgotten, or marks are asked for. */
const step = fc.record({
  other: fc.boolean(),
  does: fc.constantFrom("write", "write", "forget", "ask", "ask"),
  which: fc.nat(20),
});

it("answers what the index answers, whoever wrote or erased since it was last asked", async () => {
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const { at, house, store, keys, clock } = await founded();
        const here = testHouse(plan, 2, { store, keys, clock, shared: true });
        const there = testHouse(plan, 3, { store, keys, clock, shared: true });
        await house.idle();
        const asked = async (own: House) => {
          const space = await own.space(at);
          assert.ok(space);
          for (const mark of MARKS)
            for (const limit of [2, 1_000]) {
              const marked: string[] = (await space.marked(mark, limit)).map(({ thing }) => thing);
              assert.deepEqual(await space.found.ids(mark, limit), [...new Set(marked)], mark);
            }
        };
        let [written, sent] = [0, 0];
        for (const { other, does, which } of steps) {
          const { house: own, send } = other ? there : here;
          const tell = (command: string, input: object) =>
            send({
              space: at,
              command,
              input,
              author,
              key: `found-key-${String(++sent).padStart(8, "0")}`,
            });
          const title = which % 2 === 0 ? "rice" : "soap";
          if (does === "write") {
            const note = { id: idOf(written), title, name: "", size: written };
            assertDone(await tell("toys.write", note));
            written += 1;
          }
          if (does === "forget" && written > 0)
            await tell("toys.forget", { id: idOf(which % written) });
          if (does === "ask") await asked(own);
        }
        for (const { house: own } of [here, there]) await asked(own);
      }),
      { seed, numRuns: runs(6, 200) },
    );
});
