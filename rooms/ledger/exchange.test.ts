/** Money changed into another currency: exact in each, and no other than its rate bears out. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { billionths, figure } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { term } from "../spaces/index.ts";
import { commands } from "./commands.ts";
import type { Rate } from "./exchange-facts.ts";
import { type BookState, book, isBalanced, type Line } from "./facts.ts";
import { lateFact } from "./late.ts";
import { exchangeShape } from "./shapes.ts";
import { balances } from "./totals.ts";

const B = "b".repeat(32);
const kinds = [book, term];
const opened = (purpose = "money"): Given => {
  return { thing: B, type: "book.opened/1", record: { purpose } };
};
const eur = (of: string) => ({ of, unit: "EUR" });
const xof = (of: string) => ({ of, unit: "XOF" });
const input = {
  ...{ book: B, from: "money", to: "money", gave: eur("100"), got: xof("65000") },
  rate: { source: "changer" },
};
type Fact = { type: string; record: { lines: Line[]; rate: Rate } };
const ask = (name: string, given: Given[], said: object, context: object = {}) => {
  const row = commands.find((one) => one.name === `ledger.${name}`);
  return decide(row as never, kinds, given, said as never, context) as never;
};
const change = (more: object = {}, context: object = {}, given = [opened()]) =>
  ask("exchange", given, { ...input, ...more }, context);
const factOf = (decided: unknown) => (decided as { facts: Fact[] }).facts[0] as Fact;
const said = ({ record }: Fact) =>
  record.lines.map(({ account, of }) => `${account} ${of.of} ${of.unit}`);

/** Whether one is worth more of the other than a figure holds, or a fee makes a sum too long. */
function isFar(gave: string, got: string, fee: { of: string; unit: string } | null): boolean {
  const part = (unit: string) => (fee?.unit === unit ? billionths(fee.of) : 0n);
  const [gone, came] = [billionths(gave) - part("EUR"), billionths(got) + part("XOF")];
  const [less, more] = gone < came ? [gone, came] : [came, gone];
  return more * 10n ** 9n >= less * 10n ** 27n - less || more >= 10n ** 27n;
}

describe("ledger.exchange", () => {
  it("is balanced in each currency, and says what its amounts come to", () => {
    const fact = factOf(change());
    assert.equal(fact.type, "transfer.exchanged/1");
    assert.deepEqual(said(fact), [
      ...["money -100 EUR", "exchanged 100 EUR"],
      ...["exchanged -65000 XOF", "money 65000 XOF"],
    ]);
    const { of, in: unit, per, source } = fact.record.rate;
    assert.deepEqual([of, unit, per, source], ["650", "XOF", "EUR", "changer"]);
    // The other way round the same rate is told: one is worth one or more where that can be.
    const back = factOf(change({ gave: xof("65000"), got: eur("100") }));
    assert.deepEqual(back.record.rate, fact.record.rate);
  });
  it("counts what was taken for it apart, out of either", () => {
    const one = factOf(change({ fee: eur("2") }));
    assert.deepEqual(said(one), [
      ...["money -100 EUR", "fees 2 EUR", "exchanged 98 EUR"],
      ...["exchanged -65000 XOF", "money 65000 XOF"],
    ]);
    assert.equal(one.record.rate.of, "663.265306122");
    const two = factOf(change({ fee: xof("500") }));
    assert.deepEqual(said(two), [
      ...["money -100 EUR", "fees 500 XOF", "exchanged 100 EUR"],
      ...["exchanged -65500 XOF", "money 65000 XOF"],
    ]);
    assertRefused(change({ fee: eur("100") }), "ledger.fee-takes-all");
    assertRefused(change({ fee: { of: "1", unit: "USD" } }), "ledger.fee-of-neither");
  });
  it("keeps the rate as the paper says it, where the amounts bear it out", () => {
    const rate = (more: object) => ({ rate: { source: "bank", ...more } });
    const fact = factOf(change(rate({ of: "655.957", per: "EUR", day: "2020-02-29" })));
    const kept = { of: "655.957", in: "XOF", per: "EUR", day: "2020-02-29", source: "bank" };
    assert.deepEqual(fact.record.rate, kept);
    const other = factOf(change(rate({ of: "0.001538462", per: "XOF" })));
    assert.equal(other.record.rate.in, "EUR");
    const no = change(rate({ of: "700", per: "EUR" }));
    assertRefused(no, "ledger.rate-does-not-fit");
    assert.deepEqual((no as { vars: object }).vars, { rate: "650" });
    assertRefused(change(rate({ of: "650", per: "USD" })), "ledger.rate-of-neither");
    assertRefused(change(rate({ day: "2199-01-01" })), "ledger.rate-to-come");
    // A rate of more digits than a record holds is no fault of ours: it is said.
    const far = { gave: eur("0.000000001"), got: xof("999999999999999999") };
    assertRefused(change(far), "amount.too-large");
    assertRefused(change({ gave: xof(far.got.of), got: eur(far.gave.of) }), "amount.too-large");
  });
  it("tells no day in a protected group", () => {
    const rate = { source: "bank", day: "2020-02-29" };
    assert.equal(factOf(change({ rate }, { protects: true })).record.rate.day, "2020-02");
    assert.match(factOf(change({}, { protects: true })).record.rate.day, /^\d{4}-\d{2}$/);
  });
  it("is of money of ours, of two currencies, by who keeps money", () => {
    assertRefused(change({ from: "elsewhere" }), "ledger.not-money-of-ours");
    assertRefused(change({ to: "uses:food" }), "ledger.not-money-of-ours");
    assertRefused(change({ got: eur("99") }), "ledger.same-currency");
    assertRefused(change({}, {}, [opened("goods")]), "ledger.not-of-money");
    assertRefused(change({}, { roles: ["member"] }), "ledger.treasurers-keep-money");
    const shape = (more: object) => exchangeShape.safeParse({ ...input, ...more }).success;
    assert.ok(shape({}));
    for (const bad of [
      { got: { of: "1", unit: "item" } },
      { got: xof("-1") },
      { gave: eur("0") },
      { rate: { source: "bank", day: "2026-02-31" } },
      { rate: { source: "bank", of: "-1" } },
      { rate: { source: "somebody" } },
    ])
      assert.ok(!shape(bad), JSON.stringify(bad));
  });
});

describe("money that was changed", () => {
  const fact = factOf(change());
  const given = (): Given[] => [opened(), { thing: B, ...fact }];
  it("is written with its rate, and no other way", () => {
    const lines = [
      { account: "money", of: eur("-5") },
      { account: "exchanged", of: eur("5") },
    ];
    assertRefused(ask("post", [opened()], { book: B, lines }), "ledger.exchange-has-rate");
    const put = { book: B, entry: 2, seen: 0, was: [], right: lines };
    const plain: Given = { thing: B, type: "transfer.posted/1", record: { lines } };
    assertRefused(ask("correct", [opened(), plain], put), "ledger.exchange-has-rate");
  });
  it("is taken back whole", () => {
    const was = fact.record.lines;
    const put = { book: B, entry: 2, seen: 0, was };
    const less = [
      { account: "money", of: eur("-5") },
      { account: "elsewhere", of: eur("5") },
    ];
    assertRefused(ask("correct", given(), { ...put, right: less }), "ledger.exchange-whole");
    const { facts } = ask("correct", given(), { ...put, right: [] }) as { facts: Given[] };
    const after = fold(kinds as never, [...given(), { ...facts[0], thing: B } as Given]);
    const left = balances(after.get(B)?.state as BookState);
    assert.ok(left.every(({ of }) => of.of === "0"));
  });
  it("is taken back as it stands and once, whatever somebody says stood there", () => {
    const back = { book: B, entry: 2, seen: 0, right: [] };
    const cents = [
      { account: "money", of: eur("7") },
      { account: "exchanged", of: eur("-7") },
    ];
    const part = fact.record.lines.filter(({ of }) => of.unit === "EUR");
    for (const was of [cents, part, [...fact.record.lines, ...cents]])
      assertRefused(ask("correct", given(), { ...back, was }), "ledger.corrected-meanwhile");
    const was = fact.record.lines;
    const { facts } = ask("correct", given(), { ...back, was }) as { facts: Given[] };
    const after = [...given(), { ...facts[0], thing: B } as Given];
    const again = { ...back, seen: 1, was };
    assertRefused(ask("correct", after, again), "ledger.corrected-meanwhile");
    assertRefused(ask("correct", after, { ...again, was: [] }), "ledger.nothing-changes");
  });
  it("says of which month it is where that is closed", () => {
    const late = lateFact({ closed: "2026-10" }, { kind: "book", thing: B, ...fact }, "2026-10-02");
    assert.equal(late?.type, "transfer.exchanged/1");
    assert.ok(
      book.facts.some(({ type, record }) => {
        return type === late?.type && record.safeParse(late.record).success;
      }),
    );
  });
  it("adds up in each currency, and its rate bears out its amounts, whatever they are", () => {
    const size = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(figure);
    const fee = fc.option(fc.record({ of: size, unit: fc.constantFrom("EUR", "XOF") }));
    const law = fc.property(size, size, fee, (gave, got, taken) => {
      const asked = { gave: eur(gave), got: xof(got), ...(taken && { fee: taken }) };
      const decided = change(asked) as { facts?: Fact[]; refused?: string };
      if (decided.refused === "amount.too-large") return isFar(gave, got, taken);
      if (decided.facts === undefined) return decided.refused === "ledger.fee-takes-all";
      const { lines, rate } = factOf(decided).record;
      assert.ok(isBalanced(lines));
      const sum = (unit: string, account: string) =>
        lines
          .filter((one) => one.of.unit === unit && one.account === account)
          .reduce((all, one) => all + billionths(one.of.of), 0n);
      assert.equal(sum("EUR", "money"), -billionths(gave));
      assert.equal(sum("XOF", "money"), billionths(got));
      // Rounded to nine places: what one is worth, times how many there are.
      const [one, other] = [rate.per, rate.in].map((unit) => {
        const of = sum(unit, "exchanged");
        return of < 0n ? -of : of;
      }) as [bigint, bigint];
      const apart = one * billionths(rate.of) - other * 10n ** 9n;
      assert.ok((apart < 0n ? -apart : apart) * 2n <= one);
      assert.ok(billionths(rate.of) >= 10n ** 9n);
      return true;
    });
    for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(100) });
  });
});
