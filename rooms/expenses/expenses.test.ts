/** Expenses decided: by whom, by how many, within what, paid once and balanced. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, type Given } from "../../house/testing.ts";
import { DEAL, signedByBoth } from "../agreements/testing.ts";
import { isBalanced } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import { undocumentedMark } from "./facts.ts";
import { FIRST, spendingRules } from "./rules.ts";
import { needed } from "./sums.ts";
import {
  ADVANCE,
  ANN,
  ask,
  BO,
  BOOK,
  books,
  CY,
  eur,
  group,
  handedIn,
  here,
  line,
  ONE,
  rules,
  says,
} from "./testing.ts";

type Decided = ReturnType<typeof ask>;
const types = (decided: Decided) =>
  isRefusal(decided)
    ? decided.refused
    : decided.facts.map(({ type }) => type.replace(/^expense\.|\/1$/g, ""));
const NEED = "f".repeat(32);
const yes = (lines = [1], more: object = {}) => ({ expense: ONE, lines, revision: 1, ...more });
const approve = (given: readonly Given[], who = BO, input = yes(), more: object = {}) =>
  ask(commands.approve, given, input as never, who, more);
const one = says("approved-by", { lines: [1] }, BO);
const two = [...group, ...rules(), ...handedIn([line("80")])];
const done: Given[] = [
  one,
  says("approved-by", { lines: [1] }, CY),
  says("approved", { undocumented: false }, CY),
];

describe("handing in", () => {
  const input = { lines: [{ account: "uses:transport", of: eur("20") }], book: BOOK };
  it("writes lines, headings and days, with names and words apart", () => {
    const more = { ...input, name: "garage", what: { lang: "en", text: "tyres" } };
    const decided = ask(commands.submit, group, more as never, ANN);
    assert.ok(!isRefusal(decided));
    const [fact] = decided.facts;
    assert.deepEqual(fact?.record["lines"], [line("20")]);
    assert.deepEqual(fact?.people, { name: "garage" });
    assert.equal(fact?.record["payee"], null);
    const own = ask(commands.submit, group, input as never, ANN);
    assert.match(JSON.stringify(own), new RegExp(`"payee":"${ANN}"`));
    assert.doesNotMatch(JSON.stringify(fact?.record), /garage|tyres/);
  });
  it("tells the month alone where the space protects its people", () => {
    const decided = ask(commands.submit, group, input as never, ANN, { protects: true });
    assert.match(JSON.stringify(decided), /"day":"2026-11"/);
  });
  it("takes what is a use in that book, one currency, and no day to come", () => {
    const say = (lines: object[]) => ask(commands.submit, group, { ...input, lines } as never, ANN);
    const fine = input.lines[0];
    assertRefused(say([{ ...fine, account: "money" }]), "expenses.not-a-use");
    assertRefused(say([{ ...fine, account: "f".repeat(32) }]), "expenses.not-a-use");
    assertRefused(
      say([fine as object, { ...fine, of: { of: "1", unit: "USD" } }]),
      "expenses.one-currency",
    );
    assertRefused(say([{ ...fine, day: "2026-11-03" }]), "house.not-yet-happened");
    for (const day of ["2026-02-31", "1066-13", "0000-00", "1899-12-31"])
      assertRefused(say([{ ...fine, day }]), "day.no-such-day");
  });
  it("begins a book of money where the group has none", () => {
    const { book: _, ...bare } = input;
    assert.deepEqual(types(ask(commands.submit, [], bare as never, ANN)), [
      "book.opened",
      "submitted",
    ]);
  });
  it("names a payee who is here, or somebody else, and not both", () => {
    const say = (more: object) => ask(commands.submit, group, { ...input, ...more } as never, ANN);
    assertRefused(say({ payee: "f".repeat(32) }), "expenses.no-such-payee");
    assertRefused(say({ payee: BO, name: "bruma" }), "expenses.one-payee");
  });
  it("changes while nobody said yes, by whoever handed it in", () => {
    const again = { expense: ONE, lines: input.lines } as never;
    assert.deepEqual(types(ask(commands.revise, two, again, ANN)), ["revised"]);
    assertRefused(ask(commands.revise, two, again, BO), "expenses.not-yours");
    assertRefused(ask(commands.revise, [...two, one], again, ANN), "expenses.approved-by-one");
    const back = says("sent-back", { missing: "day" }, CY);
    assert.deepEqual(types(ask(commands.revise, [...two, one, back], again, ANN)), ["revised"]);
  });
});

describe("approving", () => {
  const small = [...group, ...rules(), ...handedIn([line("50")])];
  it("takes one up to what the group set, and two above it", () => {
    assert.deepEqual(types(approve(small)), ["approved-by", "approved"]);
    assert.deepEqual(types(approve(two)), ["approved-by"]);
    assert.deepEqual(types(approve([...two, one], CY)), ["approved-by", "approved"]);
    assertRefused(approve([...two, one]), "expenses.yours-already");
  });
  it("takes two for everything before the group agreed to rules", () => {
    assert.equal(needed([line("1")], FIRST), 2);
    assert.deepEqual(types(approve([...group, ...handedIn([line("1")])])), ["approved-by"]);
  });
  it("is nobody's own: not who handed it in, nor who typed it, nor who is paid", () => {
    const roles = { roles: ["treasurer"] };
    assertRefused(approve(small, ANN, yes(), roles), "expenses.own");
    const paid = [...group, ...rules(), ...handedIn([line("5")], { payee: BO })];
    assertRefused(approve(paid), "expenses.own");
    const [first, ...rest] = handedIn([line("5")]);
    const typed = { ...(first as Given), stamp: { who: ANN, typedBy: BO } };
    assertRefused(approve([...group, ...rules(), typed, ...rest]), "expenses.own");
  });
  it("is for those the group named", () => {
    assertRefused(approve(small, CY, yes(), { roles: ["coordination"] }), "expenses.not-approver");
  });
  it("counts no yes of whoever is in no such role any more", () => {
    const given = [...two, one];
    const gone = given.map((each) => (each.thing === BO ? here(BO, "member") : each));
    assert.deepEqual(types(approve(gone, CY)), ["approved-by"]);
  });
  it("is of what was read", () => {
    assertRefused(approve(small, BO, yes([1], { revision: 2 })), "expenses.changed-meanwhile");
  });
  it("leaves lines out for a reason, and counts the others alone", () => {
    const both = [...group, ...rules(), ...handedIn([line("40"), line("30")])];
    assertRefused(approve(both), "expenses.say-why");
    const why = { reason: { lang: "en", text: "not ours" } };
    assert.deepEqual(types(approve(both, BO, yes([1], why))), [
      ...["lines-struck", "approved-by", "approved"],
    ]);
    assertRefused(approve(both, BO, yes([3])), "expenses.no-such-line");
  });
  it("wants a receipt of each line, or why there is none", () => {
    const bare = [...group, ...rules(), ...handedIn([line("5")]).slice(0, 1)];
    assertRefused(approve(bare), "expenses.no-receipt");
    const removed = says("receipt-removed", { receipt: "0".repeat(32) });
    assertRefused(approve([...small, removed]), "expenses.no-receipt");
  });
  it("sends back for one thing, and refuses for a reason", () => {
    const missing = { expense: ONE, missing: "receipt" } as never;
    assert.deepEqual(types(ask(commands.sendBack, small, missing, BO)), ["sent-back"]);
    const back = says("sent-back", { missing: "receipt" }, BO);
    assertRefused(approve([...small, back], CY), "expenses.was-sent-back");
    const no = { expense: ONE, why: "no-money", reason: { lang: "en", text: "in May" } } as never;
    assert.deepEqual(types(ask(commands.refuse, small, no, BO)), ["refused"]);
    assertRefused(ask(commands.refuse, small, no, ANN), "expenses.own");
  });
});

describe("a cost that no paper shows", () => {
  const bare = (of: string) => line(of, { undocumented: "none-given" });
  const given = (cap: string, of = "10") => [
    ...[...group, ...rules({ undocumented: [eur(cap)] })],
    ...handedIn([bare(of)]).slice(0, 1),
  ];
  it("takes two people, however small, and fits under what a month may go so", () => {
    assert.deepEqual(types(approve(given("10"))), ["approved-by"]);
    assertRefused(approve(given("9.99")), "expenses.over-cap");
    assertRefused(approve([...group, ...rules(), ...handedIn([bare("1")])]), "expenses.over-cap");
  });
  it("counts what went so in that month and was not withdrawn", () => {
    const other = (status: Given[]) => [
      ...given("25", "10"),
      ...handedIn([bare("20")], {}, ADVANCE).slice(0, 1),
      ...status,
    ];
    const approved = says("approved", { undocumented: true }, CY, ADVANCE);
    const month = undocumentedMark("2026-11");
    const matches = ({ kind, id }: { kind: string; id: string }, mark: string) =>
      kind === spendingRules.kind || (mark === month && id === ADVANCE);
    const as = (status: Given[]) => approve(other(status), BO, yes(), { matches });
    assertRefused(as([approved]), "expenses.over-cap");
    assert.deepEqual(types(as([approved, says("withdrawn", {}, ANN, ADVANCE)])), ["approved-by"]);
  });
});

describe("under an agreement", () => {
  const deal = signedByBoth().map((each) => ({ ...each, stamp: { at: 0, ...each.stamp } }));
  const later = { now: Date.UTC(2026, 10, 10), happened: Date.UTC(2026, 10, 10) };
  const under = (of: string, thing = ONE) => handedIn([line(of)], { agreement: DEAL }, thing);
  const all = rules({ alone: [eur("1000")] });
  const as = (given: Given[]) =>
    approve([...group, ...all, ...deal, ...given], BO, yes(), {
      ...later,
      matches: ({ kind, id }: { kind: string; id: string }) =>
        kind === spendingRules.kind || id === ADVANCE,
    });
  it("goes up to what was agreed in its period, and not past it", () => {
    assert.deepEqual(types(as(under("500"))), ["approved-by", "approved/2"]);
    assertRefused(as(under("500.01")), "expenses.over-agreement");
    const at = Date.UTC(2026, 10, 9);
    const approved = {
      ...says("approved", { undocumented: false }, CY, ADVANCE),
      stamp: { who: CY, at },
    };
    const before = [...under("300", ADVANCE), approved];
    assertRefused(as([...before, ...under("200.01")]), "expenses.over-agreement");
    assert.deepEqual(types(as([...before, ...under("200")])), ["approved-by", "approved/2"]);
    const back = says("withdrawn", {}, ANN, ADVANCE);
    assert.deepEqual(types(as([...before, back, ...under("500")])), ["approved-by", "approved/2"]);
  });
  it("is what its own book spends, and nothing is said there of what is asked for inside", () => {
    const own: Given = {
      ...{ thing: BOOK, type: "book.opened/2", record: { purpose: "money", agreement: DEAL } },
      circle: `parties:${"e".repeat(32)}`,
    };
    const lines = [{ account: "uses:food", of: eur("5") }];
    const inOwn = [own, ...deal, here(ANN, "member")];
    const decided = ask(commands.submit, inOwn, { lines, book: BOOK } as never, ANN);
    assert.match(JSON.stringify(decided), new RegExp(`"agreement":"${DEAL}"`));
    const done = handedIn([line("5")], { agreement: DEAL, need: NEED });
    const approved = says("approved", { undocumented: false }, CY);
    const paid = ask(commands.pay, [...inOwn, ...done, approved], { expense: ONE } as never, BO);
    assert.deepEqual(types(paid), ["transfer.posted", "paid"]);
    assert.doesNotMatch(JSON.stringify(paid), new RegExp(NEED));
  });
  it("stops with the agreement", () => {
    const given = [...group, ...all, ...handedIn([line("5")], { agreement: DEAL })];
    assertRefused(approve(given), "expenses.not-in-force");
  });
});

const posted = (decided: Decided) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ record }) => record as { lines: never[]; entry: number });
};

describe("paying", () => {
  const pay = { expense: ONE } as never;
  const approved = [...two, ...done];
  it("writes a balanced line in its book in the same step, once", () => {
    const decided = ask(commands.pay, approved, pay, BO);
    assert.deepEqual(types(decided), ["transfer.posted", "paid"]);
    const [transfer, paid] = posted(decided);
    assert.ok(isBalanced(transfer?.lines ?? []));
    assert.equal(paid?.entry, 3);
    assertRefused(ask(commands.pay, two, pay, BO), "expenses.not-approved");
    const record = { book: BOOK, entry: 3, from: "money", advance: null, linked: false };
    assertRefused(
      ask(commands.pay, [...approved, says("paid", record, BO)], pay, BO),
      "expenses.paid-already",
    );
  });
  it("is not out of what is frozen or held by somebody else", () => {
    for (const from of ["held", "frozen", "on-the-way"])
      assertRefused(
        ask(commands.pay, approved, { expense: ONE, from } as never, BO),
        "expenses.not-available",
      );
    const use = { expense: ONE, from: "fees" } as never;
    assertRefused(ask(commands.pay, approved, use, BO), "expenses.not-money-here");
  });
  it("names a line that stands there already, which pays one expense alone", () => {
    const input = { expense: ONE, entry: 2 } as never;
    assert.deepEqual(types(ask(commands.linkPaid, approved, input, BO)), ["paid"]);
    const taken = handedIn([line("1")], {}, ADVANCE);
    const matches = ({ id }: { id: string }) => id === ADVANCE;
    const again = ask(commands.linkPaid, [...approved, ...taken], input, BO, { matches });
    assertRefused(again, "expenses.entry-taken");
    const none = { expense: ONE, entry: 9 } as never;
    assertRefused(ask(commands.linkPaid, approved, none, BO), "ledger.no-such-entry");
  });
  it("is paid by no line that changed money, or moved it to another book", () => {
    const lines = (other: string) => [
      { account: "money", of: eur("-21") },
      { account: other, of: eur("21") },
    ];
    const dollars = (of: string) => ({ of, unit: "USD" });
    const changed: Given = {
      ...{ thing: BOOK, type: "transfer.exchanged/1" },
      record: {
        lines: [
          ...lines("exchanged"),
          { account: "exchanged", of: dollars("-22") },
          { account: "money", of: dollars("22") },
        ],
        rate: { of: "1.05", in: "USD", per: "EUR", day: "2026-11-02", source: "bank" },
      },
    };
    const between = { thing: BOOK, type: "transfer.posted/1", record: { lines: lines("between") } };
    const link = "e".repeat(32);
    const both = { ...between, type: "transfer.posted/2", record: { ...between.record, link } };
    for (const more of [changed, between, both]) {
      const given = [...approved, more];
      const entry = given.filter(({ thing }) => thing === BOOK).length;
      const decided = ask(commands.linkPaid, given, { expense: ONE, entry } as never, BO);
      assertRefused(decided, "expenses.other-figure");
    }
  });
});

describe("money that comes back", () => {
  it("is of a line that was paid, as much as was paid for it and is not back yet", () => {
    const record = { book: BOOK, entry: 3, from: "money", advance: null, linked: false };
    const paid = [...two, ...done, says("paid", record, BO)];
    const back = (of: string, more: Given[] = []) =>
      ask(commands.comeBack, [...paid, ...more], { expense: ONE, of: eur(of) } as never, BO);
    const decided = back("80");
    assert.deepEqual(types(decided), ["transfer.posted", "came-back"]);
    assert.ok(isBalanced(posted(decided)[0]?.lines ?? []));
    assertRefused(back("80.01"), "expenses.more-than-was-paid");
    const before = says("came-back", { line: 1, of: eur("30"), entry: 4 }, BO);
    assertRefused(back("50.01", [before]), "expenses.more-than-was-paid");
    const input = { expense: ONE, of: eur("1") } as never;
    assertRefused(ask(commands.comeBack, [...two, ...done], input, BO), "expenses.not-paid");
  });
});

describe("an advance", () => {
  const approved = [...two, ...done];
  const moved = (from: string, to: string, of: string): Given => ({
    ...{ thing: BOOK, type: "transfer.posted/1" },
    record: {
      lines: [
        { account: from, of: eur(`-${of}`) },
        { account: to, of: eur(of) },
      ],
    },
  });
  const lent: Given[] = [
    moved("money", "advanced", "100"),
    ...handedIn([line("100", { account: "advanced" })], { as: "advance", payee: ANN }, ADVANCE),
    says("approved", { undocumented: false }, CY, ADVANCE),
    says(
      "paid",
      { book: BOOK, entry: 3, from: "money", advance: null, linked: false },
      BO,
      ADVANCE,
    ),
  ];
  it("settles out of an advance as long as something is left of it", () => {
    const out = { expense: ONE, advance: ADVANCE } as never;
    const decided = ask(commands.pay, [...approved, ...lent], out, BO);
    assert.deepEqual(types(decided), ["transfer.posted", "paid", "drawn-on"]);
    assert.ok(isBalanced(posted(decided)[0]?.lines ?? []));
    const drawn = says("drawn-on", { expense: ONE, of: [eur("21")] }, BO, ADVANCE);
    assertRefused(
      ask(commands.pay, [...approved, ...lent, drawn], out, BO),
      "expenses.advance-too-small",
    );
    assertRefused(ask(commands.pay, approved, out, BO), "expenses.no-such-advance");
  });
  it("gives back the rest of an advance, and no more", () => {
    const back = (of: string, more: Given[] = []) =>
      ask(
        commands.comeBack,
        [...books, ...lent, ...more],
        { expense: ADVANCE, of: eur(of) } as never,
        BO,
      );
    const drawn = says("drawn-on", { expense: ONE, of: [eur("80")] }, BO, ADVANCE);
    assert.deepEqual(types(back("20", [drawn])), ["transfer.posted", "came-back"]);
    assertRefused(back("20.01", [drawn]), "expenses.more-than-was-paid");
    const gone = says("came-back", { line: 1, of: eur("60"), entry: 4 }, BO, ADVANCE);
    assertRefused(back("40.01", [gone]), "expenses.more-than-was-paid");
  });
  it("gives back and lends on nothing where the line that paid it lent nothing", () => {
    const linked = [...books, moved("money", "uses:food", "100"), ...lent.slice(1)];
    const input = { expense: ADVANCE, of: eur("1") } as never;
    assertRefused(ask(commands.comeBack, linked, input, BO), "expenses.nothing-was-lent");
    const out = { expense: ONE, advance: ADVANCE } as never;
    assertRefused(
      ask(commands.pay, [...approved, ...lent.slice(1)], out, BO),
      "expenses.advance-too-small",
    );
  });
});

describe("rules of spending", () => {
  const proposal = { approvers: ["treasurer"], alone: [eur("50")], undocumented: [] } as never;
  it("hold when somebody else agrees to what was read", () => {
    assert.deepEqual(types(ask(commands.proposeRules, [], proposal, BO)), [
      "spending-rules.proposed",
    ]);
    const [proposed] = rules();
    const given = [proposed as Given];
    assertRefused(ask(commands.agreeRules, given, { seen: 1 }, BO), "expenses.own-rules");
    assertRefused(ask(commands.agreeRules, given, { seen: 2 }, CY), "expenses.changed-meanwhile");
    assert.deepEqual(types(ask(commands.agreeRules, given, { seen: 1 }, CY)), [
      "spending-rules.agreed",
    ]);
  });
});
