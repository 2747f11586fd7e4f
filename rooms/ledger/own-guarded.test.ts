/** What an agreement's own book keeps to, whoever writes and after the other group is gone. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Author } from "../../house/command.ts";
import { assertDone, assertRefused, DAY, decide, type Given } from "../../house/testing.ts";
import type { View } from "../../house/view.ts";
import { agreedSpace } from "../agreements/testing.ts";
import { commands } from "./commands.ts";
import { difference } from "./difference.ts";
import { takeBooks } from "./exports/taken.ts";
import { extractCommands } from "./extract-commands.ts";
import { extract, sorting } from "./extract-facts.ts";
import { book, type Line } from "./facts.ts";
import { bookLink } from "./link-facts.ts";
import { statement } from "./statement-facts.ts";
import { balances } from "./totals.ts";

const [B, E] = ["b".repeat(32), "e".repeat(32)];
const all = [...commands, ...extractCommands];
const ask = (name: string, given: Given[], input: object) => {
  const row = all.find((one) => one.name === `ledger.${name}`);
  return decide(row as never, [book, extract, sorting] as never, given, input as never) as never;
};
const eur = (of: string) => ({ of, unit: "EUR" });
const lines = (from: string, to: string, of = "5"): Line[] => [
  { account: from, of: eur(`-${of}`) },
  { account: to, of: eur(of) },
];

it("an agreement's own book of money takes no bank file, rule or columns", () => {
  const record = { purpose: "money", agreement: "d".repeat(32) };
  const given = [{ thing: B, type: "book.opened/2", record }];
  const hash = "c".repeat(64);
  const row = {
    ...{ row: 1, of: eur("5"), what: "received", standing: "booked", place: "money", alike: 1 },
  };
  const file = { book: B, file: hash, format: "camt", lang: "es", accounts: [], rows: [row] };
  const rule = { book: B, way: "in", account: "elsewhere", holds: { lang: "es", text: "cuota" } };
  const say = { book: B, names: hash, mapping: { columns: { day: 0, of: 2 } } };
  assertRefused(ask("bring-rows", given, file), "ledger.own-takes-no-files");
  assertRefused(ask("sort", given, rule), "ledger.own-takes-no-files");
  assertRefused(ask("say-columns", given, say), "ledger.own-takes-no-files");
  // A row that waits from before is not written there either; it can be left.
  const begun = { file: hash, book: B, format: "camt", accounts: [] };
  const waits: Given[] = [
    ...given,
    { thing: E, type: "extract.begun/1", record: begun },
    { thing: E, type: "extract.row/1", record: { ...row, book: B, waits: "written" } },
  ];
  const settle = { extract: E, row: 1, how: "posted", account: "elsewhere" };
  assertRefused(ask("settle-row", waits, settle), "ledger.own-takes-no-files");
  assert.ok("facts" in (ask("settle-row", waits, { extract: E, row: 1, how: "left" }) as object));
});

it("one end of a transfer is not made by putting a line right", () => {
  const opened = { thing: B, type: "book.opened/1", record: { purpose: "goods" } };
  const posted = (from: string, to: string): Given => {
    return { thing: B, type: "transfer.posted/1", record: { lines: lines(from, to) } };
  };
  const right = { book: B, entry: 2, seen: 0 };
  const lost = [opened, posted("here", "lost")];
  const [was, to] = [lines("here", "lost"), lines("here", "between")];
  assertRefused(ask("correct", lost, { ...right, was, right: to }), "ledger.between-is-two");
  // Nor by saying that it stood between books already.
  const said = { was: lines("here", "between", "1"), right: to };
  assertRefused(ask("correct", lost, { ...right, ...said }), "ledger.between-is-two");
  // What a bank's row put there alone is put right alone.
  const row = [opened, posted("here", "between")];
  assert.ok("facts" in (ask("correct", row, { ...right, was: to, right: was }) as object));
});

/** A space with an agreement, and somebody of its host who is a plain member. */
async function withMember() {
  const world = await agreedSpace();
  const { ask: does, send, us, view } = world;
  const roles = ["member"];
  const { invitation = "", code = "" } = await does("people.invite", { roles, days: 1, uses: 1 });
  const holder = { by: "holder", thing: String(invitation), code: String(code) } as const;
  const { member } = await does("people.join", { handle: "bo" }, holder);
  const bo: Author = { by: "member", member: String(member) };
  const deal = await world.inForce();
  /** Something promised, accepted and on its way; answers the delivery. */
  const sent = async (unit: "EUR" | "box") => {
    const kind = unit === "EUR" ? "money" : "goods";
    const asked = await world.need({ of: "400", unit }, kind);
    const took = await world.take(deal, asked, "50", unit);
    assertDone(took);
    const id = String(took.answer["id"]);
    await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
    const line = { need: asked, offer: id, sent: { of: "50", unit } };
    const announced = await does("deliveries.announce", { lines: [line] });
    return String(announced["id"] ?? announced["delivery"]);
  };
  const count = async (way: string, of: string, unit: string, author: Author = us) => {
    const input = { id: way, lines: [{ line: 1, counted: { of, unit } }] };
    assertDone(await send("ledger.count-delivery", input, author));
  };
  /** Of each book whether it is an own one, its purpose, and what is in hands. */
  const held = async () =>
    (await (await view()).things(book)).map(({ state }) => [
      ...[state.agreement !== null, state.purpose],
      ...balances(state).flatMap(({ account, of }) =>
        account === "here" || account === "money" ? [`${of.of} ${of.unit}`] : [],
      ),
    ]);
  return { ...world, deal, bo, sent, count, held };
}

it("a second count is written where the first one stands, whoever counts", async () => {
  const { us, bo, sent, count, held } = await withMember();
  const one = await sent("EUR");
  await count(one, "50", "EUR", us);
  await count(one, "40", "EUR", bo);
  assert.deepEqual(await held(), [[true, "money", "40 EUR"]]);
  // What a plain member counts first stands in the agreement's book too, and is put right there.
  const two = await sent("EUR");
  await count(two, "30", "EUR", bo);
  assert.deepEqual(await held(), [[true, "money", "70 EUR"]]);
  await count(two, "20", "EUR", us);
  assert.deepEqual(await held(), [[true, "money", "60 EUR"]]);
});

it("a book of its own opens with what is written in it, and not before", async () => {
  const { us, bo, sent, count, held } = await withMember();
  const none = await sent("EUR");
  await count(none, "0", "EUR", bo);
  assert.deepEqual(await held(), []);
  await count(none, "10", "EUR", us);
  assert.deepEqual(await held(), [[true, "money", "10 EUR"]]);
  const way = await sent("EUR");
  await count(way, "50", "EUR", bo);
  assert.deepEqual(await held(), [[true, "money", "60 EUR"]], "whoever counts it first");
});

it("is told of and linked to by the host alone once the other group is gone", async () => {
  const { ask: does, deal, other, clock, view } = await withMember();
  const { book: own } = await does("ledger.open-own-book", { agreement: deal, purpose: "money" });
  for (let n = 0; n < 6; n += 1)
    await does("ledger.post", { book: own, lines: lines("elsewhere", "money") });
  clock.pass(40 * DAY);
  await does("allies.end", { ally: other.ally });
  const month = new Date(clock.now - 40 * DAY).toISOString().slice(0, 7);
  const seen = (await (await view()).thing(book, String(own)))?.n;
  await does("ledger.make-statement", { book: own, from: month, to: month, seen });
  await does("ledger.make-book-link", { book: own, days: 7 });
  const looking = await view();
  for (const kind of [statement, bookLink])
    assert.deepEqual(
      (await looking.things(kind as never)).map(({ circle }) => circle),
      ["host"],
    );
});

it("what is written while a file is made is not in it", async () => {
  const { ask: does, view } = await withMember();
  const { book: goods } = await does("ledger.open-book", { purpose: "goods" });
  const posts = () => does("ledger.post", { book: goods, lines: lines("elsewhere", "here") });
  await posts();
  const looking = await view();
  const things = looking.things.bind(looking);
  looking.things = (async (kind: never) => {
    const found = await things(kind);
    await posts();
    return found;
  }) as View["things"];
  const asked = { book: null, from: null, to: null, words: false, leaves: false };
  const [taken] = await takeBooks(looking, asked);
  const moved: Line[] = [];
  for await (const entry of taken?.entries() ?? []) moved.push(...entry.lines);
  assert.deepEqual(difference([], moved).toReversed(), taken?.closing);
});
