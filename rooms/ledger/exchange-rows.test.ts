/** Rows of bank files and money that was changed: one entry answers for a row in each currency. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";
import { candidates, groundOf, linesWithoutRow } from "./extract-questions.ts";
import { book } from "./facts.ts";

const DAY = "2026-11-02";

async function changed() {
  const node = await testNode();
  const at = await node.found({ safety: "no", lang: "en" });
  const does = async (command: string, input: object) =>
    (await node.does(at.space, at.member, command, input)).answer;
  const id = String((await does("ledger.open-book", { purpose: "money" }))["book"]);
  const [gave, got] = [
    { of: "100", unit: "EUR" },
    { of: "12500", unit: "KES" },
  ];
  const rate = { source: "bank" };
  const input = { book: id, from: "money", to: "money", gave, got, rate };
  const entry = Number((await does("ledger.exchange", input))["entry"]);
  const here = async () => {
    const who = { by: "member", member: at.member, roles: ["coordination"] } as const;
    const view = await node.view(at.space, who);
    const own = await view.thing(book, id);
    assert.ok(own);
    const ground = await groundOf(view, own, { zone: "UTC", now: node.clock.now });
    const written = (of: string, unit: string) =>
      ground.written({ date: DAY, of, unit, place: "money" });
    const offered = async (of: string, unit: string) => {
      const found = await candidates(view, own, { of: { of, unit }, place: "money", day: DAY });
      return [...new Set(found.map(({ n }) => n))];
    };
    const without = async () =>
      (await linesWithoutRow(view, own, "money", DAY.slice(0, 7))).entries.map(({ n }) => n);
    return { written, offered, without };
  };
  /** A file of one row that stands for the entry. */
  const stands = async (file: string, of: string, unit: string) => {
    const row = { row: 1, of: { of, unit }, what: "received", standing: "booked", place: "money" };
    const rows = [{ ...row, alike: 1, written: true }];
    const head = { book: id, file: file.repeat(64), format: "table", lang: "en", accounts: [] };
    const extract = String((await does("ledger.bring-rows", { ...head, rows }))["extract"]);
    await does("ledger.settle-row", { extract, row: 1, how: "stands", entry });
  };
  return { here, stands, entry };
}

it("the row of the other currency waits too, and is offered the same entry", async () => {
  const { here, stands, entry } = await changed();
  const before = await here();
  assert.deepEqual(
    [await before.written("-100", "EUR"), await before.written("12500", "KES")],
    [true, true],
    "both rows of one file",
  );
  assert.equal(await before.written("-100", "EUR"), false, "it answers once in a currency");
  await stands("a", "-100", "EUR");
  const between = await here();
  assert.deepEqual(await between.offered("12500", "KES"), [entry]);
  assert.deepEqual(await between.without(), [entry]);
  assert.equal(await between.written("12500", "KES"), true, "else it would count twice");
  await stands("b", "12500", "KES");
  const after = await here();
  assert.equal(await after.written("12500", "KES"), false);
  assert.deepEqual([await after.without(), await after.offered("12500", "KES")], [[], []]);
});
