import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import type { Amount } from "../../house/values/index.ts";
import { linesOf } from "./decider-extracts.ts";
import { extractCommands } from "./extract-commands.ts";
import { columns, type ExtractState, extract, sorting, WAITING_MAX } from "./extract-facts.ts";
import type { RowsRecord } from "./extract-rows.ts";
import { bringShape } from "./extract-shapes.ts";
import type { What } from "./extracts/line.ts";
import { book, isBalanced } from "./facts.ts";

const [B, E, F] = ["b".repeat(32), "e".repeat(32), "f".repeat(32)];
const FILE = "c".repeat(64);
const kinds = [book, extract, sorting, columns];
const eur = (of: string): Amount => ({ of, unit: "EUR" });
const command = (name: string) => {
  const found = extractCommands.find((one) => one.name === `ledger.${name}`);
  assert.ok(found);
  return found as never;
};
const row = (at: number, of: string, more: object = {}) => ({
  ...{ row: at, of: eur(of), what: "received" as What, standing: "booked", place: "money" },
  ...{ alike: 1, ...more },
});
const opened = (purpose = "money"): Given => ({
  ...{ thing: B, type: "book.opened/1", record: { purpose } },
});
const begun = (thing = E, file = FILE, format = "camt"): Given => ({
  ...{ thing, type: "extract.begun/1", record: { file, book: B, format, accounts: [] } },
});
const wrote = (thing: string, of: object): Given => ({
  ...{ thing, type: "extract.row/1", record: { ...of, book: B } },
});
const bring = (rows: object[], format = "camt") => {
  return { book: B, file: FILE, format, lang: "es", accounts: [], rows };
};
const ask = (name: string, given: Given[], input: object, context: object = {}) =>
  decide(command(name), kinds, given, input as never, context) as never;
type Fact = { type: string; thing: string; record: Record<string, unknown>; words?: object };
const factsOf = (decided: unknown): Fact[] => {
  assert.ok(!isRefusal(decided as never), JSON.stringify(decided));
  return (decided as { facts: Fact[] }).facts;
};
const said = (facts: Fact[]) => facts.map(({ type }) => type.replace("/1", ""));
/** By the beginning of a mark: which things answer it. */
const finds = (by: Record<string, string[]>) => ({
  matches: ({ id }: { id: string }, mark: string) =>
    Object.entries(by).some(([start, ids]) => mark.startsWith(start) && ids.includes(id)),
});

describe("ledger.bring-rows", () => {
  it("writes each row with its balanced entry, words where they belong", () => {
    const text = { lang: "es", text: "cuota" };
    const rowsOf = bring([row(1, "50", { reference: "R1", party: text }), row(2, "7")]);
    const facts = factsOf(ask("bring-rows", [opened()], rowsOf));
    const types = ["extract.begun", "transfer.posted", "transfer.posted", "extract.rows"];
    assert.deepEqual(said(facts), types);
    const [, moved, , own] = facts;
    assert.deepEqual(moved?.record["lines"], [
      { account: "elsewhere", of: eur("-50") },
      { account: "money", of: eur("50") },
    ]);
    assert.deepEqual([moved?.words, own?.words], [{ party: text }, { references: ["R1", null] }]);
    assert.ok(own);
    const { first, rows } = own.record as RowsRecord;
    const told = rows.map(({ row, called }) => `${row} ${called}`);
    assert.deepEqual([first, told], [2, ["1 true", "2 undefined"]]);
  });
  it("takes a row of the same file once", () => {
    const given = [opened(), begun(), wrote(E, { ...row(1, "50"), entry: 2 })];
    const known = finds({ [`extract:${B}:`]: [E], [`extracts:${B}`]: [E] });
    const decided = ask("bring-rows", given, bring([row(1, "50"), row(2, "7")]), known);
    assert.deepEqual(said(factsOf(decided)), ["transfer.posted", "extract.rows"]);
    const { again, accepted } = (decided as { answer: Record<string, unknown> }).answer;
    assert.deepEqual([again, accepted], ["1", 1]);
    const whole = ask("bring-rows", given, bring([row(1, "50")]), known);
    assert.deepEqual(factsOf(whole), []);
  });
  it("names no row twice in one command", () => {
    const rows = (...numbers: number[]) => bring(numbers.map((at) => row(at, "50")));
    assert.ok(bringShape.safeParse(rows(1, 2)).success);
    assert.ok(!bringShape.safeParse(rows(1, 2, 1)).success);
  });
  it("passes over what another file calls the same, and remembers that it did", () => {
    const given = [opened(), begun(F, "d".repeat(64)), wrote(F, { ...row(9, "50"), entry: 2 })];
    const known = (more: object) =>
      finds({ [`extracts:${B}`]: [F], "row-called:": [F], ...(more as Record<string, string[]>) });
    const brought = bring([row(1, "50", { reference: "R1" })]);
    const facts = factsOf(ask("bring-rows", given, brought, known({ "row-alike:": [F] })));
    assert.deepEqual(said(facts), ["extract.begun", "extract.passed-over"]);
    assert.deepEqual(facts[1]?.record, { rows: [[1, 1]] });
    // Of another day it may be another row: a person says which.
    const other = factsOf(ask("bring-rows", given, brought, known({})));
    assert.deepEqual([other[1]?.type, other[1]?.record["waits"]], ["extract.row/1", "alike"]);
  });
  it("lets wait what is not booked and what may stand there by hand, with its words", () => {
    const narration = { lang: "es", text: "arroz" };
    const rows = [
      row(1, "50", { standing: "pending", narration }),
      row(2, "-7", { what: "paid", written: true }),
    ];
    const facts = factsOf(ask("bring-rows", [opened()], bring(rows)));
    assert.deepEqual(said(facts), ["extract.begun", "extract.row", "extract.row"]);
    assert.deepEqual(
      facts.slice(1).map(({ record }) => record["waits"]),
      ["pending", "written"],
    );
    assert.deepEqual(facts[1]?.words, { narration });
  });
  it("is for those who keep money, in a book of money, under headings it has", () => {
    const rows = [row(1, "50")];
    assertRefused(ask("bring-rows", [opened("goods")], bring(rows)), "ledger.no-such-book");
    const odd = bring([row(1, "50", { account: "9".repeat(32) })]);
    assertRefused(ask("bring-rows", [opened()], odd), "ledger.no-such-account");
    assert.deepEqual((command("bring-rows") as { who: string[] }).who, [
      "coordination",
      "treasurer",
    ]);
  });
  it("holds no more rows that wait than it says", () => {
    const many = Array.from({ length: WAITING_MAX }, (_, at) =>
      wrote(E, { ...row(at + 1, "1", { standing: "pending" }), waits: "pending" }),
    );
    const known = finds({ [`extract:${B}:`]: [E], [`extracts:${B}`]: [E] });
    const rows = bring([row(WAITING_MAX + 1, "1", { standing: "pending" })]);
    assertRefused(
      ask("bring-rows", [opened(), begun(), ...many], rows, known),
      "ledger.too-many-wait",
    );
  });
});

describe("a row that stands alike in another file", () => {
  const alike: [string, string, object, "bare" | "called", boolean][] = [
    ["of another kind", "ofx", { reference: "R1" }, "called", true],
    [
      "of the same kind, both with names of their own",
      "camt",
      { reference: "R1" },
      "called",
      false,
    ],
    ["of the same kind, without a name there", "camt", { reference: "R1" }, "bare", true],
    ["of the same kind, without a name here", "camt", {}, "called", true],
  ];
  for (const [name, format, more, mark, waits] of alike)
    it(`${waits ? "lets a row wait" : "writes a row"} that stands alike in a file ${name}`, () => {
      const given = [opened(), begun(F, "d".repeat(64), format)];
      const context = {
        matches: ({ id }: { id: string }, one: string) =>
          id === F &&
          (one.startsWith("extracts:") || (one.startsWith("row-alike:") && one.endsWith(mark))),
      };
      const facts = factsOf(ask("bring-rows", given, bring([row(1, "50", more)]), context));
      const types = waits
        ? ["extract.begun", "extract.row"]
        : ["extract.begun", "transfer.posted", "extract.rows"];
      assert.deepEqual(said(facts), types);
      assert.equal(facts.at(-1)?.record["waits"], waits ? "alike" : undefined);
    });
});

describe("the lines of a row", () => {
  const of = (figure: string, what: What, standing = "booked", place = "money", account?: string) =>
    linesOf({ of: eur(figure), what, standing, place } as never, account).map(
      (line) => `${line.account} ${line.of.of}`,
    );
  const cases: [string[], string[]][] = [
    [of("5", "contribution"), ["elsewhere -5", "money 5"]],
    [of("-5", "fee"), ["fees 5", "money -5"]],
    [of("-5", "passed-on"), ["given-out 5", "money -5"]],
    [of("-5", "expense", "booked", "money", "uses:food"), ["uses:food 5", "money -5"]],
    [of("5", "contribution", "booked", "held"), ["elsewhere -5", "held 5"]],
    // A payout is on its way until the bank has it; one that is frozen lies under that heading.
    [of("-5", "payout", "booked", "held"), ["on-the-way 5", "held -5"]],
    [of("-5", "payout", "frozen", "held"), ["frozen 5", "held -5"]],
    [of("5", "received", "frozen"), ["elsewhere -5", "frozen 5"]],
    [
      of("5", "contribution", "refunded", "held"),
      ["elsewhere -5", "held 5", "held -5", "elsewhere 5"],
    ],
    [of("-5", "refund", "booked", "held"), ["elsewhere 5", "held -5"]],
    // A rule may name the heading that the money itself lies under: that one counts not twice.
    [of("5", "received", "frozen", "money", "frozen"), ["elsewhere -5", "frozen 5"]],
    [of("-5", "paid", "frozen", "money", "frozen"), ["frozen 5", "money -5"]],
    [of("5", "received", "booked", "money", "money"), ["elsewhere -5", "money 5"]],
  ];
  it("go where what it is and how it stands say, and add up to nothing", () => {
    for (const [got, want] of cases) {
      assert.deepEqual(got, want);
      const lines = got.map((one) => ({ account: "money", of: eur(one.split(" ")[1] ?? "") }));
      assert.ok(isBalanced(lines));
    }
  });
});

describe("ledger.settle-row", () => {
  const waits = wrote(E, {
    ...row(3, "-12.5", { what: "paid", standing: "pending" }),
    waits: "pending",
  });
  const posted: Given = {
    ...{ thing: B, type: "transfer.posted/1" },
    record: {
      lines: [
        { account: "uses:food", of: eur("12.5") },
        { account: "money", of: eur("-12.5") },
      ],
    },
  };
  const given = [opened(), posted, begun(), waits];
  const settle = (more: object, all = given) =>
    ask("settle-row", all, { extract: E, row: 3, ...more });
  it("writes it under a heading, as booked", () => {
    const facts = factsOf(settle({ how: "posted", account: "uses:food" }));
    assert.deepEqual(said(facts), ["transfer.posted", "extract.settled"]);
    assert.deepEqual(facts[0]?.record["lines"], [
      { account: "uses:food", of: eur("12.5") },
      { account: "money", of: eur("-12.5") },
    ]);
    assert.deepEqual(facts[1]?.record, { row: 3, how: "posted", book: B, entry: 3 });
  });
  it("joins it to a line that stands there, or leaves it, and both once", () => {
    const [joined] = factsOf(settle({ how: "stands", entry: 2 }));
    assert.deepEqual(joined?.record, { row: 3, how: "stands", book: B, entry: 2 });
    assertRefused(settle({ how: "stands", entry: 1 }), "ledger.no-such-entry");
    assertRefused(settle({ how: "stands", entry: 9 }), "ledger.no-such-entry");
    const [left] = factsOf(settle({ how: "left" }));
    const after = [...given, { thing: E, type: left?.type ?? "", record: left?.record ?? {} }];
    assertRefused(settle({ how: "left" }, after), "ledger.row-waits-no-more");
    assertRefused(settle({ how: "posted", account: "money" }), "ledger.no-such-account");
    const state = fold(kinds, after).get(E)?.state as ExtractState;
    assert.deepEqual([state.left, state.waiting, state.rows], [1, {}, [[3, 3]]]);
    assert.deepEqual(state.months, ["2026-11"]);
  });
});

describe("which lines of the book rows are", () => {
  it("is folded of rows together, of rows alone as once written, and of settled ones", () => {
    const together = {
      ...{ thing: E, type: "extract.rows/1" },
      record: { book: B, first: 4, rows: [row(3, "1"), row(4, "2", { disagrees: true })] },
    };
    const given = [
      ...[begun(), wrote(E, { ...row(1, "50"), entry: 2 })],
      wrote(E, { ...row(2, "9", { standing: "pending" }), waits: "pending" }),
      together,
      { thing: E, type: "extract.settled/1", record: { row: 2, how: "stands", book: B, entry: 9 } },
    ];
    const state = fold(kinds, given).get(E)?.state as ExtractState;
    assert.deepEqual(state.entries, [
      [2, 2],
      [4, 5],
      [9, 9],
    ]);
    assert.deepEqual(state.rows, [[1, 4]]);
    assert.deepEqual([state.posted, state.stands, state.disagreeing], [3, 1, 1]);
  });
});

describe("sortings and columns", () => {
  it("are made, ended once, and said again in place", () => {
    const holds = { lang: "es", text: "cuota" };
    const input = { book: B, way: "in", account: "elsewhere", holds };
    const [made] = factsOf(ask("sort", [opened()], input));
    assert.deepEqual(made?.words, { holds });
    assertRefused(
      ask("sort", [opened()], { ...input, account: "money" }),
      "ledger.no-such-account",
    );
    const given = [opened(), { thing: F, type: "sorting.made/1", record: made?.record ?? {} }];
    const ends = ask("drop-sorting", given, { id: F }) as { erases?: object[] };
    assert.equal(factsOf(ends)[0]?.type, "sorting.dropped/1");
    // Nobody can change a rule that ended, so what it looked for goes with it.
    const at = { index: 1, n: 1, type: "sorting.made/1" };
    assert.deepEqual(ends.erases, [{ kind: "sorting", thing: F, at, parts: ["words"] }]);
    const after = [...given, { thing: F, type: "sorting.dropped/1", record: {} }];
    assertRefused(ask("drop-sorting", after, { id: F }), "ledger.no-such-sorting");
    const mapping = { columns: { day: 0, of: 2 }, decimal: "," };
    const say = { book: B, names: FILE, mapping };
    const [first] = factsOf(ask("say-columns", [opened()], say));
    const known = [opened(), { thing: F, type: "columns.said/1", record: first?.record ?? {} }];
    const [again] = factsOf(ask("say-columns", known, say, finds({ "columns:": [F] })));
    assert.equal(again?.thing, F);
  });
});
