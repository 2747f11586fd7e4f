import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fold, type Given } from "../../house/testing.ts";
import { type Amount, billionths, figure } from "../../house/values/index.ts";
import { commands } from "./commands.ts";
import { type BookState, book, figureOf, isBalanced, type Line, plus } from "./facts.ts";
import { balances, flowPlaces, monthSeries, monthsOf, reckon, totals } from "./totals.ts";

const B = "b".repeat(32);
const amount = (of: string, unit = "item"): Amount => ({ of, unit });
const opened: Given = { thing: B, type: "book.opened/1", record: { purpose: "goods" } };

/** `2026-03 elsewhere>here 40 item` */
const posted = (said: string): Given => {
  const [month = "", way = "", of = "", unit = "item"] = said.split(" ");
  const [from = "", to = ""] = way.split(">");
  const lines = [
    { account: from, of: amount(figure(-billionths(of)), unit) },
    { account: to, of: amount(of, unit) },
  ];
  return { thing: B, type: "transfer.posted/1", record: { lines }, day: `${month}-02` };
};
const bookOf = (...given: Given[]) => fold([book], [opened, ...given]).get(B)?.state as BookState;

describe("sums", () => {
  const cases: [string[], string][] = [
    [["0"], "0"],
    [["0.1", "0.2"], "0.3"],
    [["-0.1", "0.1"], "0"],
    [["-5"], "-5"],
    [["-0.000000001"], "-0.000000001"],
    [["999999999999999", "1"], "1000000000000000"],
    [["1000000000000000", "-1"], "999999999999999"],
    [["-1000000000000000", "0.5"], "-999999999999999.5"],
    [["999999999999999999.999999999", "0.000000001"], "1000000000000000000"],
    [
      ["-999999999999999999.999999999", "-999999999999999999.999999999"],
      "-1999999999999999999.999999998",
    ],
    [["123456789012345678.9", "-123456789012345678.9"], "0"],
  ];
  for (const [figures, expected] of cases)
    it(`${figures.join(" + ")} = ${expected}`, () => {
      const sum = figures.reduce(
        (all: ReturnType<typeof plus> | undefined, of) => plus(all, of),
        undefined,
      );
      assert.ok(sum);
      assert.equal(figureOf(sum), expected);
      assert.ok(sum[1] >= 0 && sum[1] < 1e15 && sum[2] >= 0 && sum[2] < 1e9, "one way to write it");
      assert.ok(!sum.some((one) => Object.is(one, -0)), "nothing has no sign");
    });

  it("are exact whatever is added in whatever order", () => {
    const whole = fc.bigInt({ min: -(10n ** 27n) + 1n, max: 10n ** 27n - 1n });
    const small = fc.bigInt({ min: -3n * 10n ** 9n, max: 3n * 10n ** 9n });
    const uncut = fc.bigInt({ min: -2n * 10n ** 15n, max: 2n * 10n ** 15n });
    const round = uncut.map((size) => size * 10n ** 9n);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(whole, small, round), { minLength: 1, maxLength: 40 }),
        (sizes) => {
          const add = (all: ReturnType<typeof plus> | undefined, size: bigint) =>
            plus(all, figure(size));
          const forth = sizes.reduce(add, undefined);
          const back = sizes.toReversed().reduce(add, undefined);
          assert.ok(forth && back);
          assert.equal(figureOf(forth), figure(sizes.reduce((a, b) => a + b, 0n)));
          assert.deepEqual(forth, back);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("a book's totals", () => {
  const state = bookOf(
    posted("2026-03 elsewhere>here 40"),
    posted("2026-03 here>given-out 12"),
    posted("2026-05 elsewhere>here 2.5 kg"),
    posted("2026-04 here>lost 3"),
    posted("2026-03 elsewhere>here 5"),
  );
  it("are kept by account, unit and month", () => {
    assert.deepEqual(monthsOf(state), ["2026-03", "2026-04", "2026-05"]);
    const said = balances(state).map(({ account, of }) => `${account} ${of.of} ${of.unit}`);
    assert.deepEqual(said, [
      ...["here 30 item", "here 2.5 kg", "elsewhere -45 item", "elsewhere -2.5 kg"],
      ...["given-out 12 item", "lost 3 item"],
    ]);
  });
  it("say per unit what came, was used and is here", () => {
    assert.deepEqual(totals(state), [
      { unit: "item", came: amount("45"), used: amount("15"), here: amount("30") },
      { unit: "kg", came: amount("2.5", "kg"), used: amount("0", "kg"), here: amount("2.5", "kg") },
    ]);
  });
  it("say month by month what came and went", () => {
    assert.deepEqual(monthSeries(state, "item"), [
      { month: "2026-03", came: "45", went: "12" },
      { month: "2026-04", came: "0", went: "3" },
    ]);
  });
  it("close on what opened and was added", () => {
    const march = reckon(state, { account: "here", unit: "item", month: "2026-03" });
    assert.deepEqual(march, { opening: amount("0"), moved: amount("33"), closing: amount("33") });
    const april = reckon(state, { account: "here", unit: "item", month: "2026-04" });
    assert.deepEqual(april, { opening: amount("33"), moved: amount("-3"), closing: amount("30") });
  });
  it("draw what is below nothing as a source", () => {
    const short = bookOf(posted("2026-03 here>given-out 7"));
    assert.deepEqual(flowPlaces(short, "item"), [
      { account: "here", side: "source", of: amount("7") },
      { account: "given-out", side: "use", of: amount("7") },
    ]);
  });
  it("a copy is not changed by what is folded into its original", () => {
    const copy = book.copy?.(state) as BookState;
    const before = JSON.stringify(copy);
    const seen = { index: 9, n: 9, type: "transfer.posted/1", thing: B, stamp: {} };
    const record = posted("2026-04 here>lost 1").record;
    for (const day of ["2026-03-02", "2026-04-02"])
      book.evolve(state, { ...seen, record, day } as never);
    book.evolve(state, { ...seen, record, day: "2026-05-02" } as never);
    assert.equal(JSON.stringify(copy), before);
  });
});

/** A history of transfers and corrections, by the room's own decider. */
describe("any history", () => {
  const accounts = ["here", "elsewhere", "given-out", "lost", "uses:food"];
  const line = fc.record({
    ...{ from: fc.constantFrom(...accounts), to: fc.constantFrom(...accounts) },
    unit: fc.constantFrom("item", "kg", "EUR"),
    size: fc.bigInt({ min: 1n, max: 10n ** 24n }),
  });
  const step = fc.record({
    legs: fc.array(line, { minLength: 1, maxLength: 3 }),
    month: fc.integer({ min: 1, max: 12 }),
    correct: fc.option(fc.nat(30)),
  });
  const correct = commands.find(({ name }) => name === "ledger.correct");

  it("balances to nothing in every unit, and its sums are those of its lines", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const given: Given[] = [opened];
        for (const { legs, month, correct: of } of steps) {
          const lines = legs.flatMap(({ from, to, unit, size }): Line[] => [
            { account: from, of: amount(figure(-size), unit) },
            { account: to, of: amount(figure(size), unit) },
          ]);
          const day = `2026-${String(month).padStart(2, "0")}-01`;
          given.push({ ...next(given, lines, of), day });
        }
        const state = fold([book], given).get(B)?.state as BookState;
        assert.equal(sumText(balancesByHand(given)), sumText(asMap(balances(state))));
        for (const { came, used, here } of totals(state))
          assert.equal(billionths(came.of), billionths(used.of) + billionths(here.of));
        assert.ok(isBalanced(balances(state)));
      }),
      { seed: 11, numRuns: 120 },
    );
  });

  /** A posting of the lines, or where asked a correction of an earlier entry to these lines. */
  function next(given: readonly Given[], lines: Line[], of: number | null): Given {
    const plain: Given = { thing: B, type: "transfer.posted/1", record: { lines } };
    const n = of === null ? 1 : (of % given.length) + 1;
    const first = given[n - 1];
    if (n === 1 || first === undefined || "corrects" in first.record) return plain;
    const corrections = given.filter(({ record }) => record["corrects"] === n);
    const was = [first, ...corrections].flatMap(({ record }) => record["lines"] as Line[]);
    const things = fold([book], given);
    const world = { thing: () => things.get(B), find: () => [] };
    const input = { book: B, entry: n, seen: corrections.length, was, right: lines };
    const context = { roles: ["coordination"] };
    const decided = correct?.decide(world as never, input as never, context as never);
    if (decided === undefined || !("facts" in decided)) return plain;
    const [fact] = decided.facts;
    return { thing: B, type: "transfer.posted/1", record: fact?.record ?? {} };
  }
});

function balancesByHand(given: readonly Given[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { record } of given)
    for (const { account, of } of (record["lines"] ?? []) as Line[]) {
      const key = `${account} ${of.unit}`;
      sums.set(key, (sums.get(key) ?? 0n) + billionths(of.of));
    }
  return sums;
}
const asMap = (all: readonly Line[]) =>
  new Map(all.map(({ account, of }) => [`${account} ${of.unit}`, billionths(of.of)]));
const sumText = (sums: Map<string, bigint>) =>
  [...sums]
    .map(([key, size]) => `${key} ${size}`)
    .sort()
    .join("\n");
