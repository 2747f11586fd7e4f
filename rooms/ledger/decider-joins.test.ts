import assert from "node:assert/strict";
import { it } from "node:test";
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { assertDone, assertRefused, testHouse } from "../../house/testing.ts";
import { plan } from "../index.ts";
import { figuresOf, need } from "../needs/index.ts";
import { delivery, offer } from "../offers/index.ts";
import { book, figureOf } from "./facts.ts";
import { entriesOf, oneEntry } from "./questions.ts";
import { balances, totals } from "./totals.ts";

const member = "a".repeat(32);
const author: Author = { by: "member", member };
const reader: Reader = { by: "member", member, roles: ["coordination"] };
const item = (of: number) => ({ of: String(of), unit: "item" });

async function founded() {
  const made = testHouse(plan);
  const space = await made.house.begin("alongside.invalid");
  const begin = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety: "no" },
    ...{ zone: "UTC", langs: ["en"] },
  };
  const founder: Author = { by: "founder", member };
  assertDone(await made.send({ space, command: "spaces.found", input: begin, author: founder }));
  const ask = (command: string, input: object) => made.send({ space, command, input, author });
  const done = async (command: string, input: object) => {
    const answer = await ask(command, input);
    assertDone(answer);
    return answer;
  };
  return { ...made, ask, done, view: () => made.view(space, reader) };
}

/** A need of 60, an offer of 40 accepted and on its way. */
async function sent() {
  const made = await founded();
  const title = { lang: "en", text: "Blankets" };
  const opened = await made.done("needs.open", { title, quantity: item(60) });
  const line = opened.things[0]?.id ?? "";
  const who = { name: "Noor", reach: "at the bakery", terms: null };
  const took = await made.done("offers.take", { need: line, quantity: item(40), ...who });
  const of = took.things.find(({ kind }) => kind === "offer")?.id ?? "";
  await made.done("offers.answer-many", { answers: [{ id: of, answer: "accept" }] });
  const lines = [{ need: line, offer: of, sent: item(40) }];
  const announced = await made.done("deliveries.announce", { lines });
  const way = announced.things.find(({ kind }) => kind === "delivery")?.id ?? "";
  return { ...made, line, of, way };
}

it("counts a delivery into delivery, need and goods book in one step", async () => {
  const { done, view, line, of, way } = await sent();
  const count = { id: way, lines: [{ line: 1, counted: item(38) }] };
  const counted = await done("ledger.count-delivery", count);
  const kinds = counted.things.map(({ kind }) => kind);
  assert.deepEqual(kinds.toSorted(), ["book", "delivery", "need", "offer"]);
  const looking = await view();
  const asked = await looking.thing(need, line);
  assert.ok(asked);
  assert.equal(figuresOf(asked.state)?.counted.of, "38");
  assert.equal(figuresOf(asked.state)?.still.of, "22");
  assert.equal((await looking.thing(delivery, way))?.state.status, "counted");
  assert.equal((await looking.thing(offer, of))?.state.status, "received");
  const [goods] = await looking.things(book);
  assert.ok(goods);
  assert.deepEqual(balances(goods.state), [
    { account: "here", of: item(38) },
    { account: "elsewhere", of: item(-38) },
  ]);
  const { entries } = await entriesOf(looking, goods, { account: null, month: null, before: null });
  assert.deepEqual(entries[0]?.for, { delivery: way, need: line });
  assert.equal(entries[0]?.needTitle?.text, "Blankets");
});

it("posts the difference of a second count, in the book the first one opened", async () => {
  const { done, view, way } = await sent();
  const count = (of: number) => ({ id: way, lines: [{ line: 1, counted: item(of) }] });
  await done("ledger.count-delivery", count(38));
  await done("ledger.count-delivery", count(35));
  await done("ledger.count-delivery", count(35));
  const all = await (await view()).things(book);
  assert.equal(all.length, 1);
  assert.equal(figureOf(all[0]?.state.now["here item"] as never), "35");
  assert.equal(all[0]?.state.transfers, 2);
});

it("opens no book for nothing", async () => {
  const { done, view, way } = await sent();
  await done("ledger.count-delivery", { id: way, lines: [{ line: 1, counted: item(0) }] });
  assert.deepEqual(await (await view()).things(book), []);
});

it("writes nothing anywhere where the count is refused", async () => {
  const { ask, view, way } = await sent();
  const count = { id: way, lines: [{ line: 7, counted: item(1) }] };
  assertRefused(await ask("ledger.count-delivery", count), "offers.no-such-delivery-line");
  assert.deepEqual(await (await view()).things(book), []);
});

const FILE = "e".repeat(64);
const row = (at: number, of: string, reference = "21-001") => ({
  ...{ row: at, reference, category: { name: "Shelter" }, of },
  what: { lang: "en", text: "Tents" },
});

it("brings in rows of a file, each a line of its own, and none of them twice", async () => {
  const { done, view } = await founded();
  const rows = [row(1, "12"), row(2, "12"), row(3, "2502", "21-002")];
  const input = { file: FILE, lang: "en", rows };
  const first = await done("ledger.import-counted", input);
  assert.equal(first.answer["accepted"], 3);
  const again = await done("ledger.import-counted", input);
  assert.deepEqual([again.answer["accepted"], again.entries], [0, 0]);
  const looking = await view();
  const [goods] = await looking.things(book);
  assert.ok(goods);
  assert.deepEqual(totals(goods.state), [
    { unit: "item", came: item(2526), used: item(0), here: item(2526) },
  ]);
  assert.equal(goods.state.transfers, 3);
  const third = await oneEntry(looking, goods, 4);
  assert.deepEqual(third?.entry.said, {
    party: { lang: "en", text: "21-002" },
    narration: { lang: "en", text: "Tents" },
  });
  assert.deepEqual(await looking.things(need), []);
  assert.deepEqual(await looking.things(offer), []);
});

it("takes sixty rows of sixty shipments and categories in one step", async () => {
  const { done, view } = await founded();
  const rows = Array.from({ length: 60 }, (_, at) => ({
    ...row(at + 1, "1", `21-${at}`),
    category: { name: `Kind ${at}` },
  }));
  await done("ledger.import-counted", { file: FILE, lang: "en", rows });
  const looking = await view();
  const [goods] = await looking.things(book);
  assert.ok(goods);
  assert.equal(goods.state.transfers, 60);
  const which = { account: "here", month: "2026-11" };
  const first = await entriesOf(looking, goods, { ...which, before: null });
  assert.deepEqual([first.entries.length, first.entries[0]?.n], [50, 61]);
  const second = await entriesOf(looking, goods, { ...which, before: first.earlier });
  assert.deepEqual([second.entries.length, second.entries[0]?.n, second.earlier], [10, 11, null]);
  const none = { account: "lost", month: null, before: null };
  assert.deepEqual((await entriesOf(looking, goods, none)).entries, []);
});
