/** A payout that a list of givers tells and a bank tells again: it comes in once. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pieces } from "../../../house/import/rows.ts";
import { extract } from "../extract-facts.ts";
import { groundOf, heldOn } from "../extract-questions.ts";
import { underwayFor } from "../underway.ts";
import { bringExtract } from "./bring.ts";
import { moneySpace } from "./testing.ts";

async function withBook(safety: "yes" | "no" = "no") {
  const space = await moneySpace(safety);
  const { thing, sendRows: send } = space;
  const goes = async (lines: readonly string[], dryRun: boolean) => {
    const at = { zone: "UTC", now: space.clock.now };
    const ground = await groundOf(await space.view(), await thing(), at);
    const open = pieces(Buffer.from(lines.join("\n")));
    return bringExtract(send, open, ground, { dryRun, mapping: { order: "mdy", decimal: "." } });
  };
  /** Brings a file in, and holds what is said before against what comes of it. */
  const bring = async (...lines: string[]) => {
    const planned = await goes(lines, true);
    const done = await goes(lines, false);
    assert.deepEqual({ ...done, extract: null }, planned);
    return done;
  };
  const waiting = async () =>
    (await (await space.view()).things(extract)).flatMap((file) =>
      Object.entries(file.state.waiting).map(([row, one]) => ({ ...one, row, file: file.id })),
    );
  const on = async (account: "money" | "held" | "on-the-way" | "elsewhere", unit = "USD") =>
    heldOn(await thing(), account, unit);
  return { ...space, bring, waiting, on };
}

const GIVERS = "Donation ID,Donor Name,Donation Date,Donation Amount,Currency,Payout Status,Type";
const gift = "G1,luna,09/05/2026,100.00,USD,Completed,Donation";
const payout = (day = "10/05/2026", id = "G9", of = "80.00", unit = "USD") =>
  `${id},,${day},${of},${unit},Completed,Payout`;
const BANK = "Reference,Date,Amount,Currency,Status";
const row = (day = "2026-10-08", of = "80.00", id = "B1", unit = "USD") =>
  `${id},${day},${of},${unit},Completed`;

describe("a payout that the list of givers tells first", () => {
  it("lets the bank's row wait, and is out of the way once somebody says it is that", async () => {
    const { bring, waiting, on, ask, view, thing } = await withBook();
    await bring(GIVERS, gift, payout());
    assert.equal(await on("on-the-way"), "80");
    const done = await bring(BANK, row(), row("2026-10-09", "7", "B2"));
    assert.deepEqual(done.warnings, [{ row: 1, reason: "waits-underway" }]);
    assert.deepEqual([done.accepted, done.waiting], [2, 1]);
    const [one, ...more] = await waiting();
    assert.ok(one !== undefined && more.length === 0);
    assert.equal(one.why, "underway");
    const found = await underwayFor(await view(), await thing(), one);
    assert.deepEqual(
      found.map(({ lines }) => lines.map(({ account }) => account)),
      [["on-the-way", "held"]],
    );
    const settle = { extract: one.file, row: Number(one.row), how: "posted" };
    await ask("ledger.settle-row", { ...settle, account: "on-the-way" });
    assert.deepEqual(
      [await on("on-the-way"), await on("money"), await on("held"), await on("elsewhere")],
      ["0", "87", "20", "-107"],
    );
    // What arrived is not looked for again.
    const next = await bring(BANK, row("2026-10-20", "80", "B3"));
    assert.deepEqual([next.waiting, next.warnings], [0, []]);
  });
  it("does so by months in a protected space", async () => {
    const { bring, waiting, view, thing } = await withBook("yes");
    await bring(GIVERS, gift, payout());
    assert.equal((await bring(BANK, row())).waiting, 1);
    const [one] = await waiting();
    assert.ok(one);
    assert.equal((await underwayFor(await view(), await thing(), one)).length, 1);
  });
  const others: [string, string[]][] = [
    ["another figure", [row("2026-10-08", "80.01")]],
    ["another currency", [row("2026-10-08", "80", "B1", "EUR")]],
    ["money that left", [row("2026-10-08", "-80")]],
    ["a day before it", [row("2026-10-01")]],
  ];
  for (const [name, rows] of others)
    it(`does not take ${name} for it`, async () => {
      const { bring } = await withBook();
      await bring(GIVERS, gift, payout());
      assert.equal((await bring(BANK, ...rows)).waiting, 0);
    });
  it("is looked for no longer than 45 days", async () => {
    const { bring } = await withBook();
    await bring(GIVERS, gift, payout("09/10/2026"));
    const done = await bring(BANK, row("2026-10-25"), row("2026-10-26", "80", "B2"));
    assert.deepEqual(done.warnings, [{ row: 1, reason: "waits-underway" }]);
  });
  it("is left to a rule of the group where one fits", async () => {
    const { bring, on, ask, id } = await withBook();
    const holds = { lang: "en", text: "gofundme" };
    const rule = { book: id, way: "in", account: "on-the-way", holds };
    await ask("ledger.sort", rule);
    await bring(GIVERS, gift, payout());
    const done = await bring(`${BANK},Description`, `${row()},From GoFundMe`);
    assert.equal(done.waiting, 0);
    assert.equal(await on("on-the-way"), "0");
  });
  it("waits as well where two of that figure are open, and only for as many as are", async () => {
    const { bring, waiting, ask } = await withBook();
    await bring(GIVERS, gift, payout(), payout("10/06/2026", "G10"));
    await bring(BANK, row());
    const [one] = await waiting();
    assert.ok(one);
    const settle = { extract: one.file, row: Number(one.row), how: "posted" };
    await ask("ledger.settle-row", { ...settle, account: "on-the-way" });
    assert.equal((await bring(BANK, row("2026-10-09", "80", "B2"))).waiting, 1);
  });
});

describe("what is on the way beside others", () => {
  it("is each by itself: what arrived is not asked for, what did not still is", async () => {
    const { bring, waiting, ask } = await withBook();
    await bring(GIVERS, gift, payout(), payout("10/05/2026", "G10", "50.00", "EUR"));
    await bring(BANK, row());
    const [one] = await waiting();
    assert.ok(one);
    const settle = { extract: one.file, row: Number(one.row), how: "posted" };
    await ask("ledger.settle-row", { ...settle, account: "on-the-way" });
    const rows = [row("2026-10-09", "80", "B2"), row("2026-10-09", "50", "B3")];
    const done = await bring(BANK, ...rows, row("2026-10-09", "50", "B4", "EUR"));
    assert.deepEqual(done.warnings, [{ row: 3, reason: "waits-underway" }]);
  });
  it("is what stands after it was put right", async () => {
    const { bring, ask, id } = await withBook();
    await bring(GIVERS, payout());
    const usd = (account: string, of: string) => ({ account, of: { of, unit: "USD" } });
    const was = [usd("on-the-way", "80"), usd("held", "-80")];
    const right = [usd("on-the-way", "85"), usd("held", "-85")];
    await ask("ledger.correct", { book: id, entry: 2, seen: 0, was, right });
    const done = await bring(BANK, row("2026-10-08", "80"), row("2026-10-08", "85", "B2"));
    assert.deepEqual(done.warnings, [{ row: 2, reason: "waits-underway" }]);
  });
});

describe("a payout that the bank told first", () => {
  it("names the line that says so already, until that is put right", async () => {
    const { bring, on, ask, id } = await withBook();
    await bring(BANK, row("2026-10-08", "12", "B0"), row());
    const done = await bring(GIVERS, gift, payout());
    assert.deepEqual(done.warnings, [{ row: 2, reason: "payout-arrived", entries: [3] }]);
    assert.equal(done.waiting, 0);
    const usd = (account: string, of: string) => ({ account, of: { of, unit: "USD" } });
    const was = [usd("elsewhere", "-80"), usd("money", "80")];
    const right = [usd("on-the-way", "-80"), usd("money", "80")];
    await ask("ledger.correct", { book: id, entry: 3, seen: 0, was, right });
    assert.deepEqual([await on("on-the-way"), await on("elsewhere")], ["0", "-112"]);
    // The line is right now, and nothing is on the way.
    const later = await bring(GIVERS, payout("10/07/2026", "G11"));
    assert.deepEqual(later.warnings, []);
  });
  it("names none of another figure, before it, or long after", async () => {
    const { bring } = await withBook();
    const rows = [row("2026-10-08", "81"), row("2026-08-08", "80", "B2")];
    await bring(BANK, ...rows, row("2026-10-30", "80", "B3"));
    assert.deepEqual((await bring(GIVERS, gift, payout("09/10/2026"))).warnings, []);
  });
});
