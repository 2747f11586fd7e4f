/** Budgets and what is expected: what counts where, what is kept apart, which month came. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { type BookState, book } from "../ledger/index.ts";
import { type BudgetState, budget, type PledgeState, pledge } from "./budgets.ts";
import { budgetCommands as commands } from "./commands-budgets.ts";
import type { ExpenseState, Line } from "./facts.ts";
import { countedIn, monthsOf, nextMonth, planOf, projectOf } from "./plans.ts";
import { moneyIn } from "./questions.ts";
import { BOOK, books, eur, handedIn, kinds, line, says } from "./testing.ts";

const PLAN = "9".repeat(32);
const GIVEN = "e".repeat(32);
const NEED = "f".repeat(32);
const all = [...kinds, budget, pledge];
const title = [{ lang: "en", text: "Kitchen" }];
const months = { from: "2026-11", to: "2026-12" };

const planned = (more: object = {}): Given => ({
  ...{ thing: PLAN, type: "budget.planned/1" },
  record: { of: eur("100"), ...months, book: BOOK, need: null, agreement: null, ...more },
});
const on = (thing: string, type: string, record: object): Given => ({
  ...{ thing, type, record: record as never },
});
const earmarked = (of: string, entry = 2) =>
  on(PLAN, "budget.earmarked/1", { earmark: "0".repeat(32), book: BOOK, entry, of: eur(of) });
const ask = (row: object, given: Given[], input: object, marked = true) =>
  decide(row as never, all as never, given, input as never, {
    matches: ({ kind }) => marked && kind !== book.kind,
  });
const types = (decided: ReturnType<typeof ask>) =>
  isRefusal(decided) ? decided.refused : decided.facts.map(({ type }) => type);

/** What a budget comes to with these expenses: lines, how they stand, what they are for. */
function come(plan: Given[], spent: { lines: Line[]; paid?: true; for?: object }[]) {
  const given = spent.flatMap(({ lines, paid, for: what = {} }, i) => {
    const id = `${5 + i}`.repeat(32);
    const done = says("approved", { undocumented: false }, "c".repeat(32), id);
    const pays = { book: BOOK, entry: 9 + i, from: "money", advance: null, linked: false };
    const paying = paid ? [says("paid", pays, "c".repeat(32), id)] : [];
    return [...handedIn(lines, what, id), done, ...paying];
  });
  const things = fold(all as never, [...books, ...plan, ...given]);
  const expenses = [...things.values()].filter(({ kind }) => kind === "expense");
  const one = things.get(PLAN) as { id: string; state: BudgetState };
  const here = things.get(BOOK) as never as { id: string; state: BookState };
  const sums = planOf(one, expenses as { id: string; state: ExpenseState }[]);
  const [money] = moneyIn(here as never, expenses as never, [one] as never);
  const figure = (of: keyof typeof sums) => sums[of].of;
  return { sums, figure, money };
}

describe("a budget", () => {
  it("counts what was chosen for it, and what is of its need in its months", () => {
    const chosen = { budget: PLAN };
    const { figure } = come(
      [planned()],
      [
        { lines: [line("30")], paid: true, for: chosen },
        { lines: [line("20", { day: "2026-10-30" })], for: chosen },
        { lines: [line("40")], for: {} },
      ],
    );
    assert.deepEqual(
      ["spent", "committed", "left"].map((one) => figure(one as never)),
      [...["30", "20", "50"]],
    );
    const ofNeed = come(
      [planned({ need: NEED })],
      [
        { lines: [line("30"), line("5", { day: "2026-10-31" })], for: { need: NEED } },
        { lines: [line("7")], for: { need: "0".repeat(32) } },
      ],
    );
    assert.equal(ofNeed.figure("committed"), "30");
  });
  it("tells that it is over, and forbids nothing", () => {
    const { figure } = come([planned()], [{ lines: [line("130")], for: { budget: PLAN } }]);
    assert.equal(figure("left"), "-30");
  });
  it("keeps what came for it alone away from everything else, until it is spent on it", () => {
    const free = (spent: Parameters<typeof come>[1]) => {
      const { money, figure } = come([planned(), earmarked("80")], spent);
      return [figure("kept"), money?.available.of];
    };
    assert.deepEqual(free([]), ["80", "420"]);
    // Promised for it: less is kept, as much is promised, the same is available.
    assert.deepEqual(free([{ lines: [line("30")], for: { budget: PLAN } }]), ["50", "420"]);
    assert.deepEqual(free([{ lines: [line("30")] }]), ["80", "390"]);
    assert.deepEqual(free([{ lines: [line("90")], for: { budget: PLAN } }]), ["0", "410"]);
  });
  it("is planned in a book, for months in their order, in one currency", () => {
    const plan = { of: eur("100"), ...months, title, book: BOOK };
    assert.deepEqual(types(ask(commands.planBudget, books, plan)), ["budget.planned/2"]);
    const back = { ...plan, from: "2026-12", to: "2026-11" };
    assertRefused(ask(commands.planBudget, books, back), "ledger.period-backwards");
    const other = { budget: PLAN, title, ...months, of: { of: "1", unit: "USD" } };
    assertRefused(ask(commands.changeBudget, [planned()], other), "expenses.other-currency");
    const none = { ...plan, need: NEED };
    assertRefused(ask(commands.planBudget, books, none), "expenses.not-for-that");
  });
  it("takes a line of its book once", () => {
    const input = { budget: PLAN, entry: 2, of: eur("80") };
    const given = [...books, planned()];
    assert.deepEqual(types(ask(commands.earmark, given, input)), ["budget.earmarked/1"]);
    const again = ask(commands.earmark, [...given, earmarked("80")], input);
    assertRefused(again, "expenses.earmarked-already");
    assertRefused(ask(commands.earmark, given, { ...input, entry: 7 }), "ledger.no-such-entry");
    const ended = [...given, on(PLAN, "budget.ended/1", {})];
    assertRefused(ask(commands.earmark, ended, input), "expenses.no-such-budget");
  });
});

describe("a project", () => {
  const NEXT = "a1".repeat(16);
  const next = (more: object = {}): Given => ({
    ...{ thing: NEXT, type: "budget.planned/2" },
    record: {
      ...{ of: eur("60"), from: "2027-01", to: "2027-02", book: BOOK, project: PLAN },
      ...{ need: null, agreement: null, ...more },
    },
  });
  it("is a budget and those that go on with it, as open as they are", () => {
    const plan = { of: eur("60"), from: "2027-01", to: "2027-02", title, book: BOOK };
    const goesOn = (given: Given[], project: string) =>
      ask(commands.planBudget, [...books, ...given], { ...plan, project });
    const first = (decided: ReturnType<typeof ask>) =>
      isRefusal(decided) ? decided.refused : decided.facts[0]?.record["project"];
    assert.equal(first(goesOn([planned()], PLAN)), PLAN);
    // One that goes on with a later one is of the same project.
    assert.equal(first(goesOn([planned(), next()], NEXT)), PLAN);
    assertRefused(goesOn([planned()], NEED), "expenses.no-such-budget");
    const within = { ...planned(), circle: `circle:${NEED}` } as Given;
    assertRefused(goesOn([within], PLAN), "expenses.no-such-budget");
  });
  it("says period by period what is left so far, and all of it together", () => {
    const done = (id: string, lines: Line[], plan: string) => [
      ...handedIn(lines, { budget: plan }, id),
      says("approved", { undocumented: false }, "c".repeat(32), id),
    ];
    const given = [
      ...[next(), planned(), earmarked("80"), ...done("5".repeat(32), [line("30")], PLAN)],
      ...[
        ...done("6".repeat(32), [line("75")], NEXT),
        ...handedIn([line("9")], {}, "7".repeat(32)),
      ],
    ];
    const things = [...fold(all as never, given).values()];
    const of = (kind: string) => things.filter((one) => one.kind === kind) as never[];
    const [unit, ...more] = projectOf(of("budget"), of("expense"));
    assert.deepEqual(more, []);
    assert.deepEqual(
      unit?.budgets.map(({ id, plan, leftSoFar }) => [id, plan.left.of, leftSoFar.of]),
      [
        [PLAN, "70", "70"],
        [NEXT, "-15", "55"],
      ],
    );
    const sums = [unit?.planned, unit?.committed, unit?.left, unit?.earmarked, unit?.kept];
    assert.deepEqual(
      sums.map((one) => one?.of),
      ["160", "105", "55", "80", "50"],
    );
    const ofNeed = [planned({ need: NEED }), next({ need: NEED, from: "2026-11" })];
    const bought = [...handedIn([line("20")], { need: NEED }, "5".repeat(32))];
    const yes = says("approved", { undocumented: false }, "c".repeat(32), "5".repeat(32));
    const both = [...fold(all as never, [...ofNeed, ...bought, yes]).values()];
    const ofKind = (kind: string) => both.filter((one) => one.kind === kind) as never[];
    const [once] = projectOf(ofKind("budget"), ofKind("expense"));
    assert.equal(once?.committed.of, "20", "in two that overlap, once");
    const counted = of("expense").map((one) => countedIn(of("budget"), one)?.of ?? null);
    assert.deepEqual(counted, ["30", "75", null]);
  });
});

describe("a contribution that is expected every month", () => {
  const record = { book: BOOK, of: eur("20"), since: "2026-09", until: null };
  const expected = on(GIVEN, "pledge.expected/1", record);
  const came = (month: string, entry: number) =>
    on(GIVEN, "pledge.arrived/1", { book: BOOK, month, entry });
  const stateOf = (...given: Given[]) =>
    fold(all as never, [expected, ...given]).get(GIVEN)?.state as PledgeState;
  const told = (state: PledgeState, now = "2026-11") =>
    monthsOf(state, now).map(({ month, how }) => `${month} ${how}`);
  it("is arrived, missing or to come, month by month", () => {
    assert.deepEqual(told(stateOf(came("2026-09", 2))), [
      ...["2026-09 arrived", "2026-10 missing", "2026-11 expected"],
    ]);
    const ended = on(GIVEN, "pledge.ended/1", { until: "2026-10" });
    assert.deepEqual(told(stateOf(ended)), ["2026-09 missing", "2026-10 missing"]);
    assert.equal(nextMonth("2026-12"), "2027-01");
  });
  it("is matched with a line once, in a month in which it is expected", () => {
    const given = [...books, expected];
    const input = { pledge: GIVEN, month: "2026-10", entry: 2 };
    assert.deepEqual(types(ask(commands.matchPledge, given, input, false)), ["pledge.arrived/1"]);
    assertRefused(ask(commands.matchPledge, given, input), "expenses.matched-already");
    const early = { ...input, month: "2026-08" };
    assertRefused(ask(commands.matchPledge, given, early, false), "expenses.not-that-month");
    const again = ask(commands.matchPledge, [...given, came("2026-10", 2)], input, false);
    assertRefused(again, "expenses.month-arrived");
  });
  it("loses its name and keeps its figures", () => {
    const decided = ask(commands.forgetPledge, [expected], { pledge: GIVEN });
    assert.ok(!isRefusal(decided));
    assert.deepEqual(
      decided.erases?.map(({ parts }) => parts.join()),
      ["people"],
    );
  });
});
