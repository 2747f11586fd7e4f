/** What an agreement says of who approves: whose people, how many, within what. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { approvedBy, came, DEAL, idOf, signedByBoth, THEM } from "../agreements/testing.ts";
import { ally, person } from "../allies/index.ts";
import { isEnough, SUMMED_MAX } from "./agreed.ts";
import { commands } from "./commands.ts";
import { approvedMark, expense, undocumentedMark } from "./facts.ts";
import { FIRST, spendingRules } from "./rules.ts";
import * as t from "./testing.ts";

const kinds = [...new Set([...t.kinds, ally, person])];
const [MIA, NUR] = ["7".repeat(32), "8".repeat(32)];
const later = { now: Date.UTC(2026, 10, 10), happened: Date.UTC(2026, 10, 10) };
const types = (decided: ReturnType<typeof decide>) =>
  isRefusal(decided)
    ? decided.refused
    : decided.facts.map(({ type }) => type.replace(/^expense\.|\/1$/g, ""));

/** An agreement in force whose clause says this, its own book of money, and people of both. */
function agreed(...said: Parameters<typeof approvedBy>): Given[] {
  const clause = { ...approvedBy(...said), clause: idOf(1) };
  return [
    ...signedByBoth([clause]),
    ...[t.here(t.ANN, "member"), t.here(t.BO, "treasurer"), t.here(t.CY, "treasurer")],
    came,
    ...[MIA, NUR].map((thing): Given => {
      return { thing, type: "ally-person.came/1", record: { ally: THEM } };
    }),
    {
      ...{ thing: t.BOOK, type: "book.opened/2", record: { purpose: "money", agreement: DEAL } },
      circle: `parties:${THEM}`,
    },
    ...t.rules({ alone: [t.eur("1000")], undocumented: [t.eur("300")] }),
  ];
}
const shared = t.says("shared", { ally: THEM });
const under = (of: string, more = {}) => [
  ...t.handedIn([t.line(of, more)], { agreement: DEAL }),
  shared,
];
type Input = Parameters<typeof decide>[3];
const run = (row: object, given: Given[], input: object, more: object) =>
  decide(
    row as never,
    kinds as never,
    given,
    input as Input,
    {
      ...later,
      matches: ({ kind }: { kind: string }) => kind === spendingRules.kind,
      ...more,
    } as never,
  );
const yes = { expense: t.ONE, lines: [1], revision: 1 };
const us = (given: Given[], row: object = commands.approve, input: object = yes, who = t.BO) =>
  run(row, given, input, { who, author: { by: "member", member: who }, roles: ["treasurer"] });
const them = (given: Given[], row: object = commands.approve, input: object = yes, who = MIA) =>
  run(row, given, input, { who: THEM, author: { by: "ally", ally: THEM, person: who }, roles: [] });
const theirYes = (who: string): Given => ({
  ...{ thing: t.ONE, type: "expense.approved-by/2", record: { lines: [1], ally: THEM } },
  stamp: { who: THEM, typedBy: who },
});
const ourYes = (who: string) => t.says("approved-by", { lines: [1] }, who);
const one = { expense: t.ONE };

describe("who approves under an agreement", () => {
  it("is the local group where the clause says so, two above its figure or its rules'", () => {
    const given = agreed("us");
    assert.deepEqual(types(us([...given, ...under("50")])), ["approved-by", "approved/2"]);
    assert.deepEqual(types(us([...given, ...under("50.01")])), ["approved-by"]);
    const strict = [...given, ...t.rules({ alone: [t.eur("10")] })];
    assert.deepEqual(types(us([...strict, ...under("50")])), ["approved-by"]);
    assertRefused(them([...given, ...under("5")]), "expenses.not-approver");
    const free = agreed("us", null);
    assert.deepEqual(types(us([...free, ...under("500")])), ["approved-by", "approved/2"]);
  });
  it("is the other group where it says so, and the host takes it up", () => {
    const given = [...agreed("them"), ...under("50")];
    assertRefused(us(given), "expenses.they-approve");
    assertRefused(us(given, commands.conclude, one), "expenses.not-enough");
    assert.deepEqual(types(them(given)), ["approved-by/2"]);
    const said = [...given, theirYes(MIA)];
    assertRefused(them(said), "expenses.yours-already");
    assert.deepEqual(types(us(said, commands.conclude, one)), ["approved/2"]);
    const more = [...agreed("them"), ...under("50.01"), theirYes(MIA)];
    assertRefused(us(more, commands.conclude, one), "expenses.not-enough");
    assert.deepEqual(types(us([...more, theirYes(NUR)], commands.conclude, one)), ["approved/2"]);
  });
  it("is one of each above the figure, and one of either below", () => {
    const small = [...agreed("both"), ...under("50")];
    assert.deepEqual(types(us(small)), ["approved-by", "approved/2"]);
    assert.deepEqual(types(us([...small, theirYes(MIA)], commands.conclude, one)), ["approved/2"]);
    const large = [...agreed("both"), ...under("51")];
    assert.deepEqual(types(us(large)), ["approved-by"]);
    assert.deepEqual(types(us([...large, ourYes(t.CY)])), ["approved-by"], "two of us are not");
    assert.deepEqual(types(us([...large, theirYes(MIA)])), ["approved-by", "approved/2"]);
    const both = [...large, ourYes(t.BO), theirYes(MIA)];
    assert.deepEqual(types(us(both, commands.conclude, one)), ["approved/2"]);
  });
  it("is nobody who left or was refused since", () => {
    const said = [...agreed("them"), ...under("50"), theirYes(MIA)];
    for (const what of ["left", "refused"]) {
      const gone: Given = { thing: MIA, type: `ally-person.${what}/1`, record: {} };
      assertRefused(us([...said, gone], commands.conclude, one), "expenses.not-enough");
    }
  });
  it("is asked anew of what was said anew", () => {
    const said = [...agreed("them"), ...under("50"), theirYes(MIA)];
    const again = { ...one, lines: [{ account: "uses:food", of: t.eur("49") }] };
    const ann = { who: t.ANN, author: { by: "member", member: t.ANN }, roles: ["member"] };
    assertRefused(run(commands.revise, said, again, ann), "expenses.approved-by-one");
    const back = [...said, t.says("sent-back", { missing: "day" }, t.BO)];
    assert.deepEqual(types(run(commands.revise, back, again, ann)), ["revised"]);
    const record = { ...under("49")[0]?.record, as: undefined, book: undefined };
    const { as: _a, book: _b, ...saying } = record as Record<string, unknown>;
    const revised = [...back, t.says("revised", saying)];
    assertRefused(us(revised, commands.conclude, one), "expenses.not-enough");
    assertRefused(them(revised), "expenses.changed-meanwhile");
  });
  it("lets the other group send it back or say no, with a reason", () => {
    const given = [...agreed("both"), ...under("50")];
    const reason = { lang: "en", text: "the second page is missing" };
    const back = { ...one, missing: "receipt" };
    assert.deepEqual(types(them(given, commands.sendBack, back)), ["sent-back"]);
    const no = { ...one, why: "not-agreed", reason };
    assert.deepEqual(types(them(given, commands.refuse, no)), ["refused"]);
    const ours = [...agreed("us"), ...under("50")];
    assertRefused(them(ours, commands.refuse, no), "expenses.not-approver");
    assertRefused(them(ours, commands.sendBack, back), "expenses.not-approver");
  });
  it("ends with the agreement, and hinders nobody from writing down what was paid", () => {
    const ended = { side: "host", closed: [], held: [], sent: [] };
    const over: Given = { thing: DEAL, type: "agreement.ended/1", record: ended };
    const given = [...agreed("them"), ...under("50"), theirYes(MIA), over];
    assertRefused(them([...given], undefined, yes, NUR), "expenses.not-in-force");
    assertRefused(us(given, commands.conclude, one), "expenses.not-in-force");
  });
});

describe("what the other group reads", () => {
  const ann = { who: t.ANN, author: { by: "member", member: t.ANN }, roles: ["member"] };
  const input = { lines: [{ account: "uses:food", of: t.eur("5") }], agreement: DEAL };
  const submits = (given: Given[], more = {}) =>
    run(
      commands.submit,
      given,
      { ...input, ...more },
      {
        ...{ ...ann, matches: ({ kind }: { kind: string }) => kind !== "expense" },
      },
    );
  it("is what is handed in under a clause that names it, and nothing else", () => {
    for (const who of ["them", "both"] as const)
      assert.deepEqual(types(submits(agreed(who))), ["submitted", "shared"]);
    assert.deepEqual(types(submits(agreed("us"))), ["submitted"]);
    const other = { ...input, lines: [{ account: "uses:food", of: { of: "5", unit: "USD" } }] };
    assert.deepEqual(types(submits(agreed("both"), other)), ["submitted"]);
  });
  it("opens the agreement's own book where there is none, and goes into no other", () => {
    const bare = agreed("both").filter(({ type }) => !type.startsWith("book."));
    assert.deepEqual(types(submits(bare)), ["book.opened/2", "submitted", "shared"]);
    const host = "6".repeat(32);
    const own: Given = { thing: host, type: "book.opened/1", record: { purpose: "money" } };
    assertRefused(submits([...bare, own], { book: host }), "expenses.takes-own-book");
  });
  it("is shown by a step of its own where the clause came to name it later", () => {
    const before = [...agreed("both"), ...t.handedIn([t.line("5")], { agreement: DEAL })];
    assertRefused(us(before), "expenses.share-first");
    assert.deepEqual(types(us(before, commands.share, one)), ["shared"]);
    assert.deepEqual(types(us([...before, shared], commands.share, one)), []);
    const ours = [...agreed("us"), ...t.handedIn([t.line("5")], { agreement: DEAL })];
    assertRefused(us(ours, commands.share, one), "expenses.not-named");
  });
});

describe("what no paper shows", () => {
  const bare = { undocumented: "lost" } as const;
  const gone = (of: string): Given[] => {
    const at = Date.UTC(2026, 10, 9);
    const approved = t.says("approved", { undocumented: true }, t.CY, t.ADVANCE);
    const before = t.handedIn([t.line(of, bare)], { agreement: DEAL }, t.ADVANCE);
    return [...before, { ...approved, stamp: { who: t.CY, at } }];
  };
  const approves = (given: Given[]) =>
    run(commands.approve, given, yes, {
      ...{ who: t.BO, author: { by: "member", member: t.BO }, roles: ["treasurer"] },
      matches: ({ kind, id }: { kind: string; id: string }, mark: string) =>
        kind === spendingRules.kind || (id === t.ADVANCE && !mark.startsWith("spent-by")),
    });
  it("is capped by the agreement in its period, and by the group's rules: the lower one", () => {
    const given = agreed("us", "1000", "40");
    assert.deepEqual(types(approves([...given, ...under("40", bare)])), ["approved-by"]);
    assertRefused(approves([...given, ...under("40.01", bare)]), "expenses.over-agreed-bare");
    assertRefused(
      approves([...given, ...gone("30"), ...under("10.01", bare)]),
      "expenses.over-agreed-bare",
    );
    assert.deepEqual(types(approves([...given, ...gone("30"), ...under("10", bare)])), [
      "approved-by",
    ]);
    const rules = t.rules({ alone: [t.eur("1000")], undocumented: [t.eur("5")] });
    assertRefused(approves([...given, ...rules, ...under("6", bare)]), "expenses.over-cap");
    assert.ok(undocumentedMark("2026-11"));
  });
  it("may be none at all, or what the group's own rules let go", () => {
    assertRefused(
      approves([...agreed("us", "1000", "0"), ...under("1", bare)]),
      "expenses.over-agreed-bare",
    );
    const free = agreed("us", "1000", null);
    assert.deepEqual(types(approves([...free, ...under("299", bare)])), ["approved-by"]);
  });
  it("takes two people, whoever says yes", () => {
    const lines = [t.line("1", bare)];
    const ask = (approves: "us" | "them" | "both") => [{ approves, alone: t.eur("50") }];
    const rules = { ...FIRST, alone: [t.eur("50")] };
    const says = (ours: number, theirs: number, who: "us" | "them" | "both") =>
      isEnough({ us: ours, them: theirs }, lines, ask(who), rules);
    assert.deepEqual([says(1, 5, "us"), says(2, 0, "us")], [false, true]);
    assert.deepEqual([says(5, 1, "them"), says(0, 2, "them")], [false, true]);
    assert.deepEqual([says(2, 0, "both"), says(1, 1, "both")], [false, true]);
  });
});

describe("what was approved under an agreement", () => {
  const [LIMIT, EVERY] = ["500", "treasurer"];
  const id = (n: number) => n.toString(16).padStart(32, "0");
  const at = Date.UTC(2026, 10, 9);
  const given = agreed("us", "1000");
  const handed = (n: number, of: string) =>
    t.handedIn([t.line(of)], { agreement: DEAL }, id(n)).slice(0, 1);
  const approved = (n: number, of: string, when = at): Given[] => [
    ...handed(n, of),
    {
      ...{ thing: id(n), type: "expense.approved/2", stamp: { who: t.CY, at: when } },
      record: { undocumented: false, under: DEAL },
    },
  ];
  const numbers = (many: number) => Array.from({ length: many }, (_, n) => 0x1000 + n);
  /** Asks for a yes where these are found by this mark, as a house would. */
  const approves = (all: Given[], mark: string) =>
    run(commands.approve, [...given, ...all, ...under("50")], yes, {
      ...{ who: t.BO, author: { by: "member", member: t.BO }, roles: [EVERY] },
      matches: ({ kind, id: thing }: { kind: string; id: string }, asked: string) =>
        kind === spendingRules.kind || (thing !== t.ONE && asked.startsWith(mark)),
    });
  const done = ["approved-by", "approved/2"];
  it("is not hindered by a heap of what was handed in and taken back", () => {
    const heap = numbers(1_000).flatMap((n) => [
      ...handed(n, "1"),
      t.says("withdrawn", {}, t.ANN, id(n)),
    ]);
    assert.deepEqual(types(approves(heap, "spent-under:")), done);
  });
  it("counts by the month and year it was approved in, whatever else there is", () => {
    const [month, year] = [approvedMark(DEAL, "2026-11"), approvedMark(DEAL, "2026")];
    assert.deepEqual(types(approves(approved(9, "450"), month)), done);
    assertRefused(approves(approved(9, "450.01"), month), "expenses.over-agreement");
    const october = Date.UTC(2026, 9, 30);
    assert.deepEqual(types(approves(approved(9, LIMIT, october), "approved-under:")), done);
    // By a fact from before, which had no such mark.
    const first = [
      ...handed(9, "450.01"),
      t.says("approved", { undocumented: false }, t.CY, id(9)),
    ];
    assertRefused(approves(first, "spent-under:"), "expenses.over-agreement");
    const shape = expense.facts.find(({ type }) => type === "expense.approved/2");
    const record = { undocumented: true, under: DEAL, day: "2026-11-09" };
    assert.deepEqual(shape?.marks?.({ record, stamp: { at } as never, thing: id(9) }), {
      record: [undocumentedMark("2026-11"), year, month],
    });
  });
  it("is too much to sum up only where all that is found is of this very period", () => {
    const now = numbers(SUMMED_MAX).flatMap((n) => approved(n, "0.01"));
    assertRefused(approves(now, "approved-under:"), "expenses.over-agreement");
    const [first = 0, ...rest] = numbers(SUMMED_MAX);
    const most = [
      ...approved(first, "0.01", Date.UTC(2026, 9, 30)),
      ...rest.flatMap((n) => approved(n, "0.01")),
    ];
    assert.deepEqual(types(approves(most, "approved-under:")), done);
  });
});

describe("what both groups read", () => {
  it("is taken up with the receipts that somebody said yes by", () => {
    const given = [...agreed("both", "10"), ...under("50"), ourYes(t.BO), theirYes(MIA)];
    assert.deepEqual(types(us(given, commands.conclude, one)), ["approved/2"]);
    const gone = t.says("receipt-removed", { receipt: "0".repeat(32) }, t.CY);
    assertRefused(us([...given, gone], commands.conclude, one), "expenses.no-receipt");
  });
  it("is what is said now, and nothing that was said before it was theirs to read", () => {
    const inside = [...agreed("both", "10"), ...t.handedIn([t.line("5")], { agreement: DEAL })];
    const says = { lines: [{ account: "uses:food", of: t.eur("5") }], agreement: DEAL };
    const again = run(
      commands.revise,
      inside,
      { ...one, ...says },
      {
        ...{ who: t.ANN, author: { by: "member", member: t.ANN }, roles: ["member"] },
      },
    );
    assert.deepEqual(types(again), ["revised", "shared"]);
    const gone = (decided: typeof again) =>
      isRefusal(decided) ? [] : (decided.erases ?? []).map(({ at, parts }) => [at.n, parts]);
    assert.deepEqual(gone(again), [[1, ["words", "people"]]]);
    const revised = t.says("revised", {
      ...{ payee: null, agreement: DEAL, need: null, budget: null, lines: [t.line("5")] },
    });
    const shown = us([...inside, revised], commands.share, one);
    assert.deepEqual([types(shown), gone(shown)], [["shared"], [[1, ["words"]]]]);
  });
});
