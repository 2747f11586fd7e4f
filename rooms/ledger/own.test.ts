/** Books of agreements, transfers between books, closed periods. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { NewFact, Thing } from "../../house/facts.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { agreement } from "../agreements/index.ts";
import { agreedSpace, signedByBoth, came as theyCame } from "../agreements/testing.ts";
import { ally } from "../allies/index.ts";
import { delivery, offer } from "../offers/index.ts";
import { commands } from "./commands.ts";
import { difference } from "./difference.ts";
import { takeBooks } from "./exports/taken.ts";
import { type BookState, book, type Line, postTransfer } from "./facts.ts";
import { otherEnd, recount } from "./own-questions.ts";
import { entriesOf } from "./questions.ts";
import { balances } from "./totals.ts";

const [A, B, C] = ["a", "b", "c"].map((one) => one.repeat(32)) as [string, string, string];
const DEAL = "d".repeat(32);
const THEM = "e".repeat(32);
const kinds = [book, agreement, ally] as never;
const row = (name: string) => commands.find((one) => one.name === `ledger.${name}`) as never;
const ask = (name: string, given: Given[], input: object, context: object = {}) =>
  decide(row(name), kinds, given, input as never, context) as never;
const factsOf = (decided: unknown) => (decided as { facts: NewFact[] }).facts;
const opened = (thing: string, purpose = "goods"): Given => ({
  ...{ thing, type: "book.opened/1", record: { purpose } },
});
const item = (of: string) => ({ of, unit: "item" });
const lines = (from: string, to: string, of: string): Line[] => [
  { account: from, of: item(of.startsWith("-") ? of.slice(1) : `-${of}`) },
  { account: to, of: item(of) },
];
const came = (thing: string, more: Partial<Given> = {}): Given => ({
  ...{ thing, type: "transfer.posted/1", record: { lines: lines("elsewhere", "here", "40") } },
  ...more,
});
const both = [opened(A), came(A), opened(B)];
const end = (name: string, account = "here") => ({ book: name, account });
const moving = { from: end(A), to: end(B), amount: item("15") };
/** The facts as given ones, so that more can be decided after them. */
const given = (facts: readonly NewFact[]): Given[] =>
  facts.map(({ thing, type, record }) => ({ thing, type, record }));

describe("a transfer between books", () => {
  it("is an end in each, balanced against between, under one fresh id", () => {
    const facts = factsOf(ask("move", both, moving));
    const link = facts[0]?.record["link"];
    assert.match(String(link), /^[0-9a-f]{32}$/);
    assert.deepEqual(
      facts.map(({ thing, type, record }) => [thing, type, record["lines"], record["link"]]),
      [
        [A, "transfer.posted/2", lines("here", "between", "15"), link],
        [B, "transfer.posted/2", lines("between", "here", "15"), link],
      ],
    );
    assert.doesNotMatch(JSON.stringify(facts[0]), new RegExp(B), "no end names the other");
  });
  it("takes two books of one purpose that its author opens, and more than nothing", () => {
    assertRefused(ask("move", both, { ...moving, to: end(A) }), "ledger.same-book");
    assertRefused(ask("move", both, { ...moving, to: end(C) }), "ledger.no-such-book");
    const hours = [...both, opened(C, "hours")];
    assertRefused(ask("move", hours, { ...moving, to: end(C) }), "ledger.other-purpose");
    assertRefused(
      ask("move", both, { ...moving, to: end(B, "between") }),
      "ledger.no-such-account",
    );
    assert.throws(() => ask("move", both, { ...moving, amount: item("-1") }));
    const money = [opened(A, "money"), opened(B, "money")];
    const as = { roles: ["member"] };
    assertRefused(ask("move", money, moving, as), "ledger.treasurers-keep-money");
  });
  it("is put right at both ends in one step, and at neither alone", () => {
    const moved = [...both, ...given(factsOf(ask("move", both, moving)))];
    const ends = {
      from: { ...end(A), entry: 3, seen: 0 },
      to: { ...end(B), entry: 2, seen: 0 },
    };
    const right = { ...ends, was: item("15"), right: item("12") };
    const facts = factsOf(ask("correct-move", moved, right));
    assert.deepEqual(
      facts.map(({ record }) => [record["corrects"], record["lines"]]),
      [
        [3, lines("here", "between", "-3").toSorted((a) => (a.account === "here" ? -1 : 1))],
        [2, lines("between", "here", "-3").toSorted((a) => (a.account === "between" ? -1 : 1))],
      ],
    );
    const after = [...moved, ...given(facts)];
    assertRefused(ask("correct-move", after, right), "ledger.corrected-meanwhile");
    const swapped = { ...right, from: { ...ends.from, entry: 2 } };
    assertRefused(ask("correct-move", moved, swapped), "ledger.no-such-move");
    const one = { book: A, entry: 3, seen: 0, was: lines("here", "between", "15"), right: [] };
    assertRefused(ask("correct", moved, one), "ledger.both-ends");
    const other = { ...one, right: lines("lost", "between", "15") };
    assert.equal(factsOf(ask("correct", moved, other)).length, 1, "a heading alone may be");
  });
  it("is not written as one line by hand", () => {
    const half = { book: A, lines: lines("here", "between", "5") };
    assertRefused(ask("post", both, half), "ledger.between-is-two");
  });
});

it("comes to nothing over all books, whatever is moved and put right", () => {
  const step = fc.record({
    from: fc.constantFrom(A, B, C),
    to: fc.constantFrom(A, B, C),
    of: fc.integer({ min: 1, max: 999 }),
    right: fc.integer({ min: 0, max: 999 }),
  });
  const runs = process.env["ALONGSIDE_DEPTH"] === "deep" ? 300 : 15;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let so: Given[] = [opened(A), opened(B), opened(C)];
      const n = (id: string) => so.filter(({ thing }) => thing === id).length;
      for (const { from, to, of, right } of steps) {
        const amount = { of: String(of), unit: "item" };
        const moved = ask("move", so, { from: end(from), to: end(to), amount });
        if (from === to) continue;
        so = [...so, ...given(factsOf(moved))];
        if (right === of) continue;
        const ends = {
          from: { ...end(from), entry: n(from), seen: 0 },
          to: { ...end(to), entry: n(to), seen: 0 },
        };
        const input = { ...ends, was: amount, right: { of: String(right), unit: "item" } };
        so = [...so, ...given(factsOf(ask("correct-move", so, input)))];
      }
      const books = [...fold([book], so).values()] as Thing<BookState>[];
      const between = books.flatMap(({ state }) =>
        balances(state).filter(({ account }) => account === "between"),
      );
      assert.equal(
        between.reduce((sum, { of }) => sum + Number(of.of), 0),
        0,
      );
    }),
    { numRuns: runs },
  );
});

describe("a closed period", () => {
  const now = Date.UTC(2026, 10, 20, 9);
  const closing = { book: A, to: "2026-10", seen: 2 };
  const shut: Given = { thing: A, type: "book.period-closed/1", record: { to: "2026-10" } };
  it("is one that is over, closed once, as it was looked at", () => {
    const so = [opened(A), came(A)];
    assert.deepEqual(factsOf(ask("close-period", so, closing, { now }))[0]?.record, {
      to: "2026-10",
    });
    const running = { ...closing, to: "2026-11" };
    assertRefused(ask("close-period", so, running, { now }), "ledger.close-not-over");
    assertRefused(
      ask("close-period", so, { ...closing, seen: 1 }, { now }),
      "ledger.written-before-close",
    );
    const again = { ...closing, seen: 3 };
    assertRefused(ask("close-period", [...so, shut], again, { now }), "ledger.closed-already");
  });
  it("takes nothing: what happened in it counts now, and says so", () => {
    const [before] = [...fold([book], [opened(A), came(A)]).values()] as Thing<BookState>[];
    const [after] = [...fold([book], [opened(A), came(A), shut]).values()] as Thing<BookState>[];
    const fact = postTransfer(A, { lines: lines("here", "lost", "2"), corrects: 2 });
    assert.ok(before && after);
    assert.equal(book.late?.(before.state, fact, "2026-10-03"), null);
    assert.equal(book.late?.(after.state, fact, "2026-11-01"), null);
    const late = book.late?.(after.state, fact, "2026-10-31");
    const record = { ...fact.record, late: "2026-10" };
    assert.deepEqual(late, { ...fact, type: "transfer.posted/2", record });
    assert.equal(book.late?.(after.state, { ...fact, type: "book.stated/1" }, "2026-10"), null);
  });
});

describe("the book of an agreement", () => {
  const so = [theyCame, ...signedByBoth()];
  const input = { agreement: DEAL, purpose: "goods" };
  it("opens to both once both signed, one of each purpose", () => {
    const [fact] = factsOf(ask("open-own-book", so, input));
    assert.equal(fact?.circle, `parties:${THEM}`);
    assert.deepEqual(fact?.record, { purpose: "goods", agreement: DEAL });
    assertRefused(ask("open-own-book", so.slice(0, 3), input), "ledger.unsigned");
    const there: Given = { thing: A, type: "book.opened/2", record: fact?.record ?? {} };
    const matches = (_: Thing, mark: string) => mark === `book-of:${DEAL}`;
    const two = [...so, there];
    assertRefused(ask("open-own-book", two, input, { matches }), "ledger.has-own-book");
    const hours = { ...input, purpose: "hours" };
    assert.equal(factsOf(ask("open-own-book", two, hours, { matches })).length, 1);
  });
  it("opens to no group that is gone", () => {
    const gone: Given = { thing: THEM, type: "ally.ended/1", record: { by: "ally" } };
    assertRefused(ask("open-own-book", [...so, gone], input), "ledger.party-gone");
  });
});

it("what a line under an agreement brought stands in its book, and money opens one", async () => {
  const world = await agreedSpace();
  const { ask: does, inForce, need, take, view, other } = world;
  const deal = await inForce();
  const sends = async (asked: string, of: string, unit: string) => {
    const took = await take(deal, asked, of, unit);
    const { id } = ("answer" in took ? took.answer : {}) as { id: string };
    await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
    const sent = { of, unit };
    const announced = await does("deliveries.announce", {
      lines: [{ need: asked, offer: id, sent }],
    });
    return { id, way: String(announced["id"] ?? announced["delivery"]) };
  };
  const count = (way: string, of: string, unit: string) =>
    does("ledger.count-delivery", { id: way, lines: [{ line: 1, counted: { of, unit } }] });
  const asked = await need();
  const early = await sends(asked, "10", "box");
  await count(early.way, "10", "box");
  await does("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const late = await sends(asked, "20", "box");
  await count(late.way, "18", "box");
  await count(late.way, "19", "box");
  await count(early.way, "9", "box");
  const money = await sends(await need({ of: "400", unit: "EUR" }, "money"), "50", "EUR");
  await count(money.way, "50", "EUR");
  const here = async (reader?: Parameters<typeof view>[0]) =>
    (await (await view(reader)).things(book)).map(({ state }) => [
      state.agreement,
      state.purpose,
      ...balances(state).flatMap(({ account, of }) =>
        account === "here" || account === "money" ? [`${of.of} ${of.unit}`] : [],
      ),
    ]);
  const theirs = [
    [deal, "goods", "19 box"],
    [deal, "money", "50 EUR"],
  ];
  assert.deepEqual(await here(), [[null, "goods", "9 box"], ...theirs]);
  const them = other.eyes;
  assert.deepEqual(await here(them), theirs, "the other party opens its own, and nothing else");
  const theirView = await view(them);
  for (const kind of [delivery, offer])
    for (const one of await theirView.things(kind as typeof offer))
      assert.equal(one.circle, `parties:${other.ally}`);
});

/** All that the other party reads of books there, where the host's own hold `secret`. */
async function theirsWhere(secret: number): Promise<string> {
  const world = await agreedSpace("books");
  const { ask: does, inForce, view, other } = world;
  const deal = await inForce();
  const opens = async (command: string, input: object) =>
    String((await does(command, input))["book"]);
  const own = await opens("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const host = await opens("ledger.open-book", { purpose: "goods" });
  const here = (of: number) => lines("elsewhere", "here", String(of));
  await does("ledger.post", { book: own, lines: here(40) });
  const narration = { lang: "en", text: `kept apart ${secret}` };
  await does("ledger.post", { book: host, lines: here(7 + secret), narration });
  const account = secret === 0 ? "here" : "lost";
  const to = { book: host, account };
  await does("ledger.move", { from: { book: own, account: "here" }, to, amount: item("5") });
  const from = { book: own, account: "here", entry: 3, seen: 0 };
  const end = { ...to, entry: 3, seen: 0 };
  await does("ledger.correct-move", { from, to: end, was: item("5"), right: item("4") });
  await does("ledger.open-book", { purpose: "goods", title: [{ lang: "en", text: `${secret}` }] });
  // What is taken away has both ends, and adds up to what stands there.
  const asked = { book: null, from: null, to: null, words: false, leaves: false };
  for (const taken of await takeBooks(await view(), asked)) {
    const moved: Line[] = [];
    for await (const entry of taken.entries()) moved.push(...entry.lines);
    const standing = taken.closing.filter(({ of }) => of.of !== "0");
    assert.deepEqual(new Set(difference([], moved)), new Set(standing), taken.key);
  }
  const looking = await view(other.eyes);
  const all = await looking.things(book);
  const told = await Promise.all(
    all.map(async (thing) => {
      const read = await entriesOf(looking, thing, { account: null, month: null, before: null });
      const links = read.entries.flatMap(({ link }) => link ?? []);
      const ends = await Promise.all(links.map((link) => otherEnd(looking, thing, link)));
      return { thing, ...read, ends, check: await recount(looking, thing) };
    }),
  );
  assert.deepEqual(
    told.map(({ thing, ends }) => [thing.id, ends]),
    [[own, [null, null]]],
  );
  return JSON.stringify(told);
}

it("tells the other party the same, whatever the host's own books hold", async () => {
  assert.equal(await theirsWhere(0), await theirsWhere(1));
});
