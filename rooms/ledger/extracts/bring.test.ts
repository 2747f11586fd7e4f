import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pieces } from "../../../house/import/rows.ts";
import { billionths, figure } from "../../../house/values/index.ts";
import { runs, seeds } from "../../../tests/run/seeds.ts";
import { extract } from "../extract-facts.ts";
import { groundOf, heldOn } from "../extract-questions.ts";
import { balances } from "../totals.ts";
import { type BringOptions, bringExtract, type SendRows } from "./bring.ts";
import type { Open } from "./read.ts";
import { moneySpace } from "./testing.ts";

const REAL = new URL("../../../../shared/data/ledger/open-collective.csv", import.meta.url);

/** A space with a book of money, and a short way to bring a file into it. */
async function withBook(safety: "yes" | "no" = "no") {
  const space = await moneySpace(safety);
  const { thing, sendRows: send } = space;
  const bring = async (open: Open, options: BringOptions = {}, by: SendRows = send) => {
    const at = { zone: "Europe/Athens", now: space.clock.now };
    return bringExtract(by, open, await groundOf(await space.view(), await thing(), at), options);
  };
  return { ...space, send, bring };
}

describe("bringing a file in", () => {
  it("comes to the same in the book as in the file, heading by heading", async () => {
    const { bring, thing } = await withBook();
    const planned = await bring(() => createReadStream(REAL), { dryRun: true });
    const done = await bring(() => createReadStream(REAL));
    assert.deepEqual({ ...done, extract: null }, planned);
    assert.deepEqual(
      balances((await thing()).state).map(({ account, of }) => `${account} ${of.of} ${of.unit}`),
      [
        ...["money 7465.73 USD", "elsewhere -11014.9 USD", "given-out 600 USD"],
        ...["fees 880.6 USD", "uses:other 2068.57 USD"],
      ],
    );
  });
  it("does the same in a protected space, by months", async () => {
    const { bring, thing, view } = await withBook("yes");
    const { accepted, waiting } = await bring(() => createReadStream(REAL));
    assert.deepEqual([accepted, waiting], [1208, 0]);
    assert.equal(heldOn(await thing(), "money", "USD"), "7465.73");
    const [file] = await (await view()).things(extract);
    assert.ok(file?.state.months.every((month) => /^\d{4}-\d{2}$/.test(month)));
  });
});

describe("any file, stopped anywhere", () => {
  const rows = fc.array(
    fc.record({
      of: fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).filter((of) => of !== 0n),
      day: fc.nat(6),
      standing: fc.constantFrom("Completed", "Refunded", "Pending", "On hold"),
    }),
    { minLength: 1, maxLength: 30 },
  );
  it("stands in the book once, to the last digit, however often it is begun again", async () => {
    for (const seed of seeds())
      await fc.assert(
        fc.asyncProperty(rows, fc.array(fc.nat(8), { maxLength: 3 }), async (all, stops) => {
          const sorted = all.toSorted((a, b) => a.day - b.day);
          const body = sorted.map(({ of, day, standing }, at) => {
            return `N${at},2026-10-0${day + 1},${figure(of)},EUR,${standing}`;
          });
          const text = ["Reference,Date,Amount,Currency,Status", ...body].join("\n");
          const open = pieces(Buffer.from(text));
          const options = { mapping: { decimal: "." } } as const;
          const { bring, send, thing, view } = await withBook();
          for (const stop of stops) {
            let left = stop;
            const breaks: SendRows = async (...sent) =>
              left-- > 0 ? send(...sent) : { refused: "house.try-again", because: "again" };
            await bring(open, options, breaks);
          }
          await bring(open, options);
          const again = await bring(open, options);
          assert.equal(again.accepted, 0);
          const sum = (standing: string) =>
            sorted
              .filter((row) => row.standing === standing)
              .reduce((total, { of }) => total + of, 0n);
          const state = await thing();
          // What left and is frozen left where the money is; what came and is, never came there.
          const frozenOut = sorted
            .filter(({ standing, of }) => standing === "On hold" && of < 0n)
            .reduce((total, { of }) => total + of, 0n);
          assert.equal(heldOn(state, "money", "EUR"), figure(sum("Completed") + frozenOut));
          const frozen = sum("On hold") - 2n * frozenOut;
          assert.equal(billionths(heldOn(state, "frozen", "EUR")), frozen);
          const [file] = await (await view()).things(extract);
          const pending = sorted.filter(({ standing }) => standing === "Pending").length;
          assert.equal(Object.keys(file?.state.waiting ?? {}).length, pending);
          assert.deepEqual(file?.state.rows, [[1, all.length]]);
        }),
        // Over a whole house, sealed and stored; ten thousand histories go by without one
        // (histories.law.test.ts).
        { seed, numRuns: runs(25, 8) },
      );
  });
});
