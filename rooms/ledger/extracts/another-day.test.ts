/** What one file calls a row and another calls a row of another day: neither lost nor twice. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { pieces } from "../../../house/import/rows.ts";
import { balances } from "../totals.ts";
import { SmallSpace } from "./small-space.ts";

const table = (...rows: string[]) =>
  pieces(Buffer.from(["Date,Amount,Currency,Reference,Status", ...rows].join("\n")));

const entry = (day: string, called: string) =>
  [
    `<Ntry><NtryRef>${called}</NtryRef><Amt Ccy="EUR">25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>`,
    `<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt></Ntry>`,
  ].join("");
const camt = (...entries: string[]) =>
  pieces(
    Buffer.from(
      `<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt>${entries.join("")}</Stmt>` +
        "</BkToCstmrStmt></Document>",
    ),
  );

const heldIn = (space: SmallSpace) =>
  balances(space.book.state).find(({ account }) => account === "money")?.of.of ?? "0";

it("what payers write each month is a row each month, and each comes in once", async () => {
  const space = new SmallSpace();
  const rows = ["03", "04", "05"].map((month) => `2026-${month}-01,25,EUR,Donation,`);
  for (const row of rows) assert.equal((await space.bring(table(row))).accepted, 1, row);
  assert.equal(heldIn(space), "75");
  const again = await space.bring(table(...rows, "2026-06-01,25,EUR,Donation,"));
  assert.deepEqual([again.accepted, again.skipped.length], [1, 3]);
  assert.equal(heldIn(space), "100");
});

it("what a table numbers waits where another day has it: it may be the same row", async () => {
  const space = new SmallSpace();
  await space.bring(table("2026-03-01,25,EUR,T4711,"));
  const other = await space.bring(table("2026-03-03,25,EUR,T4711,", "2026-03-03,8,EUR,T4712,"));
  assert.deepEqual([other.accepted, other.waiting, other.skipped], [2, 1, []]);
  assert.equal(heldIn(space), "33");
});

it("what banks number in each statement anew waits for a person, and is not lost", async () => {
  const space = new SmallSpace();
  await space.bring(camt(entry("2026-03-02", "1"), entry("2026-03-02", "2")));
  const next = await space.bring(camt(entry("2026-04-02", "1")));
  assert.deepEqual([next.accepted, next.waiting, next.skipped], [1, 1, []]);
  assert.deepEqual(next.warnings, [{ row: 1, reason: "waits-alike" }]);
  const [, second] = space.extracts;
  assert.equal(second?.state.waiting["1"]?.why, "alike");
  // Part of what the first one told, in which a row stands before another than it did there.
  const part = await space.bring(camt(entry("2026-03-02", "2")));
  assert.deepEqual([part.accepted, part.skipped.length], [0, 1]);
  assert.equal(heldIn(space), "50");
});

it("what was pending is passed over on whatever day it was booked, while it waits", async () => {
  const space = new SmallSpace();
  await space.bring(table("2026-03-01,25,EUR,N7,pending"));
  const later = await space.bring(table("2026-03-03,25,EUR,N7,", "2026-03-03,8,EUR,N8,"));
  assert.deepEqual([later.accepted, later.skipped.map(({ row }) => row)], [1, [1]]);
});
