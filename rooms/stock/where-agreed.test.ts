import assert from "node:assert/strict";
import { it } from "node:test";
import { parseDay } from "../../house/values/index.ts";
import { agreedSpace } from "../agreements/testing.ts";
import type { Where } from "./where.ts";
import { whereUnder } from "./where-agreed.ts";

const figures = ({ here, arrived, onTheWay, promised, missing }: Where) =>
  [here, arrived ?? [], onTheWay, promised, missing].map((all) =>
    all.map(({ of, unit }) => `${of} ${unit}`).join(),
  );

it("says of an agreement what is here, on the way, promised and missing, and by when", async () => {
  const { ask: does, inForce, need, take, view, other } = await agreedSpace();
  const deal = await inForce();
  const at = async () => figures((await whereUnder(await view(), deal)).all);
  assert.deepEqual(await at(), ["", "", "", "", ""], "nothing yet");
  const asked = await need();
  const took = await take(deal, asked, "50", "box");
  const { id } = ("answer" in took ? took.answer : {}) as { id: string };
  assert.deepEqual(await at(), ["", "", "", "", ""], "what waits for a yes is no promise");
  await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  assert.deepEqual(await at(), ["", "", "", "50 box", ""]);
  const day = parseDay("2027-01-20", "Europe/Athens");
  assert.ok(day.ok);
  const line = { need: asked, offer: id, sent: { of: "40", unit: "box" } };
  const announced = await does("deliveries.announce", { lines: [line], by: day.value });
  assert.deepEqual(await at(), ["", "", "40 box", "10 box", ""]);
  assert.equal((await whereUnder(await view(), deal)).all.comes?.date, "2027-01-20");
  // What came short is missing; what came lies among the host's own, for there is no own book.
  const count = { id: announced["id"], lines: [{ line: 1, counted: { of: "38", unit: "box" } }] };
  await does("ledger.count-delivery", count);
  assert.deepEqual(await at(), ["", "38 box", "", "10 box", "2 box"]);
  // With a book of its own it is said what of it is here still.
  const { book } = await does("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const more = { need: asked, offer: id, sent: { of: "10", unit: "box" } };
  const next = await does("deliveries.announce", { lines: [more] });
  const all = { id: next["id"], lines: [{ line: 1, counted: { of: "10", unit: "box" } }] };
  await does("ledger.count-delivery", all);
  const lines = [
    { account: "here", of: { of: "-4", unit: "box" } },
    { account: "given-out", of: { of: "4", unit: "box" } },
  ];
  await does("ledger.post", { book, lines });
  assert.deepEqual(await at(), ["6 box", "", "", "", "2 box"]);
  // Line by line it is the contributions' own; the other party's eyes find no more than is theirs.
  const { lines: each } = await whereUnder(await view(), deal);
  assert.deepEqual(
    each.map(({ where }) => figures(where)),
    [["", "48 box", "", "", "2 box"]],
  );
  const theirs = await whereUnder(await view(other.eyes), deal);
  assert.deepEqual(figures(theirs.all), ["6 box", "", "", "", ""], "the book is both's");
});
