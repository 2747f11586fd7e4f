/** What a report may say of hours, and sharing it: given, when, then. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Context, Decided } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { came, THEM } from "../agreements/testing.ts";
import { ally } from "../allies/index.ts";
import type { EffortKind } from "../hours/index.ts";
import { statement } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import { type ReportState, report } from "./facts.ts";
import { bandOf, type Counted, hoursTold } from "./hours.ts";
import { nextOf } from "./questions.ts";

const counted = (all: Partial<Record<EffortKind, readonly number[]>>): Counted =>
  new Map(
    Object.entries(all).map(([work, hours]) => {
      const of = String(hours.reduce((sum, one) => sum + one, 0));
      return [work as EffortKind, { of: { of, unit: "hour" }, entries: hours.length }];
    }),
  );
const five = (of: number) => [of, of, of, of, of];

describe("hours of a report", () => {
  it("are bands, of what has five entries and more", () => {
    const told = hoursTold(counted({ answering: five(6), training: [9, 9], medical: [80] }), false);
    assert.deepEqual(told, { rows: [{ of: "answering", band: 2, half: null }], leftOut: true });
    const both = hoursTold(counted({ training: [1, 1, 1], knowledge: [1, 1] }), false);
    assert.deepEqual(both, { rows: [{ of: "learning", band: 0, half: null }], leftOut: false });
    const size = (hours: number) => bandOf(BigInt(hours) * 1_000_000_000n);
    assert.deepEqual([0, 9, 10, 24, 25, 999, 1_000].map(size), [0, 0, 1, 1, 2, 6, 7]);
  });

  it("of a protected space are one half or the other, of answering alone", () => {
    const told = (answering: readonly number[], hours: readonly number[]) =>
      hoursTold(counted({ answering, hours }), true);
    assert.deepEqual(told(five(1), five(2)).rows, [{ of: "answering", band: null, half: "less" }]);
    assert.deepEqual(told(five(2), five(2)).rows, [{ of: "answering", band: null, half: "more" }]);
    assert.deepEqual(told(five(1), [9]), { rows: [], leftOut: true });
    assert.deepEqual(hoursTold(counted({}), true), { rows: [], leftOut: false });
  });

  it("tell nothing of what is left out, nor how many there are where people are kept safe", () => {
    const hours = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 9 });
    const all = fc.record({ answering: hours, medical: hours, hours, training: hours });
    const law = fc.property(all, all, fc.integer({ min: 2, max: 9 }), (given, other, times) => {
      const few = Object.entries(given).map(([work, own]) => {
        const others = other[work as keyof typeof other];
        const changed = own.map((one, at) => others[at] ?? one + 7);
        return [work, own.length < 5 ? changed : own] as const;
      });
      assert.deepEqual(
        hoursTold(counted(Object.fromEntries(few)), false),
        hoursTold(counted(given), false),
      );
      const more = Object.entries(given).map(([work, own]) => {
        return [work, own.map((one) => one * times)] as const;
      });
      const safe = hoursTold(counted(given), true);
      assert.deepEqual(hoursTold(counted(Object.fromEntries(more)), true), safe);
    });
    for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(100) });
  });
});

const [SUM, WHOLE, OTHER] = ["1", "2", "3"].map((one) => one.repeat(32)) as [
  ...[string, string, string],
];
const NOW = Date.UTC(2026, 10, 20);
const kinds = [report, statement, ally];
const row = { account: "uses:food", of: "40" };
const told = (more: object = {}): Given => ({
  ...{ thing: SUM, type: "statement.made/1" },
  record: {
    ...{ purpose: "money", from: "2026-07", to: "2026-09", late: false, leftOut: false },
    units: [
      {
        ...{ unit: "EUR", came: { rows: [], leftOut: true } },
        went: { rows: [row], leftOut: false },
      },
    ],
    ...{ shared: [], ...more },
  } as never,
});
const quiet = told({
  units: [],
  shared: [
    { unit: "EUR", went: { rows: [{ account: "uses:food", share: "most" }], leftOut: true } },
  ],
});
const hours = { rows: [{ of: "answering", band: 2, half: null }], leftOut: false };
const input = {
  ...{ from: "2026-07", to: "2026-10", hours, statements: [SUM], allies: [THEM] },
};
const shared = (more: object = {}, thing = OTHER): Given => ({
  ...{ thing, type: "report.shared/1", circle: `parties:${THEM}` },
  record: {
    ...{ from: "2026-07", to: "2026-10", ally: THEM, whole: WHOLE, statements: [], hours, ...more },
  } as never,
});
const send = (
  given: readonly Given[],
  name: keyof typeof commands,
  what: object,
  more: Partial<Context> = {},
) =>
  decide(commands[name] as never, kinds, given, what as never, {
    ...{ now: NOW, matches: ({ kind }) => kind === "report", ...more },
  });

describe("sharing a report", () => {
  it("gives each group that is here the same, in what lies between it and the host", () => {
    const done = send([came, told()], "share", input);
    assert.ok(!isRefusal(done), JSON.stringify(done));
    const [fact, ...more] = (done as Decided).facts;
    assert.equal(more.length, 0);
    assert.equal(fact?.circle, `parties:${THEM}`);
    assert.match(JSON.stringify(fact?.record["statements"]), /"uses:food","of":"40"/);
    assertRefused(send([told()], "share", input), "reports.nobody");
  });

  it("tells months once, and the same again to who did not have them", () => {
    const again = send([came, told(), shared()], "share", input);
    assertRefused(again, "reports.nobody");
    const back = { thing: OTHER, type: "report.taken-back/1", record: {} };
    const anew = send([came, told(), shared(), back], "share", input);
    assert.ok(!isRefusal(anew));
    assert.deepEqual((anew as Decided).facts[0]?.record["statements"], [], "as it was told then");
    assert.equal((anew as Decided).facts[0]?.record["whole"], WHOLE);
    const over = { ...input, from: "2026-09" };
    assertRefused(send([came, told(), shared(), back], "share", over), "reports.told-before");
  });

  it("takes no statement of other months, of a circle, or of an agreement's own book", () => {
    const fault = (given: Given, more: object = {}) =>
      assertRefused(send([came, given], "share", { ...input, ...more }), "reports.other-statement");
    fault(told(), { to: "2026-08" });
    fault({ ...told(), circle: `circle:${"c".repeat(32)}` });
    const own = { ...told({ ally: THEM }), type: "statement.made/2" };
    fault(own);
    const none = { statements: [], hours: { rows: [], leftOut: true } };
    assertRefused(send([came], "share", { ...input, ...none }), "reports.nothing");
    assertRefused(send([came, told()], "share", { ...input, to: "2026-11" }), "reports.not-over");
  });

  it("tells no figure, band or single month of a protected space", () => {
    const safe = { protects: true };
    const halves = { ...input, hours: { rows: [], leftOut: true } };
    assert.ok(!isRefusal(send([came, quiet], "share", halves, safe)));
    assertRefused(send([came, quiet], "share", input, safe), "reports.figures");
    assertRefused(send([came, told()], "share", halves, safe), "reports.other-statement");
    const short = { ...halves, from: "2026-09" };
    assertRefused(send([came, quiet], "share", short, safe), "reports.too-short");
    assertRefused(send([came, quiet, shared()], "share", halves, safe), "reports.figures");
  });

  it("is taken back from all at once, and never refused for that", () => {
    const done = send([came, shared()], "takeBack", { whole: WHOLE });
    assert.equal((done as Decided).facts.length, 1);
    assertRefused(send([came], "takeBack", { whole: WHOLE }), "reports.no-such-report");
  });
});

it("tells months once however often it was shared and taken back, and takes all back", () => {
  const id = (n: number) => n.toString(16).padStart(32, "0");
  const back = (thing: string): Given => ({ thing, type: "report.taken-back/1", record: {} });
  const one = { ...shared({ from: "2026-01", to: "2026-05", whole: OTHER }, id(1)) };
  const old: Given = { ...one, type: "report.shared/2" };
  const cycled = Array.from({ length: 1_000 }, (_, n) => [
    { ...shared({}, id(n + 2)), type: "report.shared/2" },
    back(id(n + 2)),
  ]).flat();
  const given = [came, told(), old, ...cycled];
  const shape = report.facts.find(({ type }) => type === "report.shared/2");
  /** As a house finds them: by the marks of the facts, the newest thousand. */
  const marked = (mark: string) =>
    given
      .filter(({ type, record, thing }) => {
        const whole = { record, thing, stamp: {} } as never;
        return type === shape?.type && shape.marks?.(whole).record?.includes(mark);
      })
      .map(({ thing }) => thing)
      .slice(-1_000);
  const seen = new Map<string, Set<string>>();
  const matches = ({ id: thing }: { id: string }, mark: string) => {
    if (!seen.has(mark)) seen.set(mark, new Set(marked(mark)));
    return seen.get(mark)?.has(thing) === true;
  };
  const over = { ...input, from: "2026-05", to: "2026-06" };
  assertRefused(send(given, "share", over, { matches } as object), "reports.told-before");
  const done = send(given, "takeBack", { whole: OTHER }, { matches } as object);
  assert.deepEqual(
    (done as Decided).facts.map(({ thing }) => thing),
    [id(1)],
  );
});

it("goes to a hundred groups at a time, and then to those that do not have it", () => {
  const here = Array.from({ length: 130 }, (_, n) => n.toString(16).padStart(32, "0"));
  const of = (from: string, given: readonly string[], takenBack = false) =>
    given.map((one) => ({ state: { from, to: "2026-10", ally: one, takenBack } as ReportState }));
  const period = { from: "2026-07", to: "2026-10" };
  assert.deepEqual(nextOf(here, of("2026-06", here), period), here.slice(0, 100));
  const first = of("2026-07", here.slice(0, 100));
  assert.deepEqual(nextOf(here, first, period), here.slice(100));
  assert.deepEqual(nextOf(here, of("2026-07", here), period), []);
  assert.equal(nextOf(here, of("2026-07", here, true), period).length, 100);
});
