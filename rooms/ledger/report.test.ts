import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fold, type Given } from "../../house/testing.ts";
import { billionths } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { type BookState, book } from "./facts.ts";
import { monthsBetween, reportOf } from "./report.ts";

const BOOK = "b".repeat(32);
const OWN = "c".repeat(32);
type Moved = readonly [day: string, from: string, to: string, of: string, unit?: string];

function bookOf(moves: readonly Moved[]): BookState {
  const given: Given[] = [
    { thing: BOOK, type: "book.opened/1", record: { purpose: "money" } },
    { thing: BOOK, type: "book.account-added/1", record: { account: OWN, side: "use" } },
    ...moves.map(([day, from, to, of, unit = "EUR"]): Given => {
      const lines = [
        { account: from, of: { of: of.startsWith("-") ? of.slice(1) : `-${of}`, unit } },
        { account: to, of: { of, unit } },
      ];
      return { thing: BOOK, type: "transfer.posted/1", record: { lines }, day };
    }),
  ];
  const thing = fold([book], given).get(BOOK);
  return thing?.state as BookState;
}

describe("a report", () => {
  const state = bookOf([
    ["2026-01-05", "elsewhere", "money", "100"],
    ["2026-03-01", "elsewhere", "money", "20.5"],
    ["2026-03-09", "money", "uses:food", "30"],
    ["2026-03-09", "money", OWN, "1.25"],
    ["2026-03-10", "money", "frozen", "40"],
    ["2026-05-02", "money", "fees", "2"],
    ["2026-02-02", "elsewhere", "here", "5", "kg"],
  ]);
  it("says what was there, came, went and is there, by heading and month", () => {
    const [eur, kg, ...more] = reportOf(state, "2026-02", "2026-04");
    assert.deepEqual(more, []);
    assert.deepEqual(eur?.whole, { before: "100", came: "20.5", went: "31.25", after: "89.25" });
    assert.deepEqual(
      eur?.came.map(({ account, months }) => [account, months]),
      [["elsewhere", ["0", "20.5", "0"]]],
    );
    assert.deepEqual(
      eur?.went.map(({ account, whole }) => [account, whole]),
      [
        ["uses:food", "30"],
        [OWN, "1.25"],
      ],
    );
    assert.deepEqual(eur?.where, [
      { account: "money", of: "49.25" },
      { account: "frozen", of: "40" },
    ]);
    assert.deepEqual(eur?.months[2], {
      ...{ month: "2026-04", before: "89.25", came: "0", went: "0", after: "89.25" },
    });
    assert.deepEqual(kg?.whole, { before: "0", came: "5", went: "0", after: "5" });
  });
  it("leaves out what neither was there nor moved", () => {
    assert.deepEqual(
      reportOf(state, "2026-01", "2026-01").map(({ unit }) => unit),
      ["EUR"],
    );
    assert.deepEqual(reportOf(state, "2025-01", "2025-12"), []);
  });
});

it("before + came - went is after, each month and in all, whatever moved", () => {
  const headings = fc.constantFrom("money", "elsewhere", "uses:food", "frozen", "between", OWN);
  const month = fc.constantFrom("2025-11", "2025-12", "2026-01", "2026-02", "2026-07");
  const size = fc.constantFrom("1", "0.000000001", "-7.25", "999999999999999999.5");
  const move = fc.tuple(month, headings, headings, size, fc.constantFrom("EUR", "KES"));
  const moves = fc.array(move, { maxLength: 20 });
  const law = fc.property(moves, month, month, (all, one, other) => {
    const [from, to] = one < other ? [one, other] : [other, one];
    const state = bookOf(all.map(([at, a, b, of, unit]) => [`${at}-05`, a, b, of, unit]));
    const sum = (figures: readonly string[]) =>
      figures.reduce((total, of) => total + billionths(of), 0n);
    for (const { whole, months, came, went, where } of reportOf(state, from, to)) {
      for (const { before, came: into, went: out, after } of [whole, ...months])
        assert.equal(billionths(before) + billionths(into) - billionths(out), billionths(after));
      assert.equal(sum(came.map((row) => row.whole)), billionths(whole.came));
      assert.equal(sum(went.flatMap((row) => row.months)), billionths(whole.went));
      assert.equal(sum(where.map(({ of }) => of)), billionths(whole.after));
      assert.deepEqual(
        months.map((row) => row.month),
        monthsBetween(from, to),
      );
    }
  });
  for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(40) });
});
