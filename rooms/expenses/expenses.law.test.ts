/** Whatever happened: nobody approved their own, two above the limit, paid once, book balanced. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../../house/refusal.ts";
import { decide, fold, type Given } from "../../house/testing.ts";
import { billionths } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { type BookState, balances } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import { type ExpenseState, entryMark, expense } from "./facts.ts";
import { spendingRules } from "./rules.ts";
import { needed, standing } from "./sums.ts";
import { ANN, BO, BOOK, books, CY, eur, here, kinds, rules } from "./testing.ts";

const DEE = "d".repeat(32);
const PEOPLE = [ANN, BO, CY, DEE];
const LIMIT = "50";
const ids = ["6", "7", "8"].map((one) => one.repeat(32));

type Deed = { what: number; who: number; which: number; n: number };
const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const deeds = fc.array(
  fc.record({ what: below(9), who: below(4), which: below(3), n: below(120) }),
  { minLength: 20, maxLength: 60, size: "max" },
);

const begun: Given[] = [
  ...[here(ANN, "member"), here(BO, "treasurer"), here(CY, "treasurer"), here(DEE, "treasurer")],
  ...books,
  ...rules({ alone: [eur(LIMIT)], undocumented: [eur("60")] }),
];

/** What somebody sends: any of the room's commands, of any of three expenses. */
function asked({ what, which, n }: Deed, state: ExpenseState | undefined): [string, object] {
  const id = ids[which] ?? "";
  const of = eur(String(1 + n));
  const bare = n % 4 === 0 ? { undocumented: "lost" } : {};
  const payee = n % 3 === 0 ? { payee: PEOPLE[n % 4] } : {};
  const lines = [{ account: "uses:food", of, ...bare }];
  const advance = ids[(which + 1) % 3];
  switch (what) {
    case 0:
      return ["submit", { ...payee, lines, book: BOOK, ...(n % 5 === 0 ? { as: "advance" } : {}) }];
    case 1:
      return ["revise", { expense: id, ...payee, lines }];
    case 2:
      return ["sendBack", { expense: id, missing: "receipt" }];
    case 3:
      return ["withdraw", { expense: id }];
    case 4:
      return ["pay", { expense: id, ...(n % 3 === 0 ? { advance } : {}) }];
    case 5:
      return ["linkPaid", { expense: id, entry: 2 + (n % 5) }];
    case 6:
      return ["comeBack", { expense: id, of: eur(String(1 + (n % 30))) }];
    default:
      return ["approve", { expense: id, lines: [1], revision: state?.revision ?? 1 }];
  }
}

/** Plays deeds through the deciders; answers all facts, and who said yes to what at each yes. */
function played(all: readonly Deed[]): Given[] {
  const given = [...begun];
  for (const deed of all) {
    const things = fold(kinds as never, given);
    const who = PEOPLE[deed.who] ?? ANN;
    const [name, input] = asked(deed, things.get(ids[deed.which] ?? "")?.state as never);
    const id = ids[deed.which] ?? "";
    if (name === "submit" && things.has(id)) continue;
    const row = commands[name as keyof typeof commands];
    const roles = who === ANN ? ["member"] : ["treasurer"];
    if (!row.who.some((role) => roles.includes(role))) continue;
    const paidBy = (thing: ExpenseState, mark: string) =>
      thing.paid !== null && mark === entryMark(BOOK, thing.paid.entry);
    const decided = decide(row as never, kinds as never, given, input as never, {
      ...{ who, roles: roles as never, author: { by: "member", member: who } },
      ...(name === "submit" ? { id: () => id } : {}),
      matches: ({ kind, state }, mark) =>
        kind === spendingRules.kind ||
        (kind === expense.kind && paidBy(state as ExpenseState, mark)),
    });
    if (isRefusal(decided)) continue;
    for (const { thing, type, record } of decided.facts)
      given.push({ thing, type, record, stamp: { who } });
    if (name !== "submit") continue;
    // Ann's lines have their receipt: the law is about people, not about papers.
    const record = { receipt: "e".repeat(32), line: 1 };
    given.push({ thing: id, type: "expense.receipt-added/1", record, stamp: { who } });
  }
  return given;
}

function hold(given: readonly Given[]): { paid: number; approved: number } {
  const things = fold(kinds as never, given);
  const entries: number[] = [];
  let approved = 0;
  for (const id of ids) {
    const state = things.get(id)?.state as ExpenseState | undefined;
    if (state === undefined) continue;
    for (const one of state.approvals) {
      assert.ok(!state.authors.includes(one), "who handed it in said yes");
      assert.notEqual(state.payee, one, "whom it is paid to said yes");
    }
    assert.equal(new Set(state.approvals).size, state.approvals.length, "somebody said yes twice");
    if (state.approved !== null) {
      approved++;
      const people = needed(standing(state), { alone: [eur(LIMIT)] });
      assert.ok(state.approvals.length >= people, `${state.approvals.length} of ${people}`);
    }
    const times = given.filter(({ thing, type }) => thing === id && type === "expense.paid/1");
    assert.ok(times.length <= 1, "paid twice");
    if (state.paid !== null) entries.push(state.paid.entry);
  }
  assert.equal(new Set(entries).size, entries.length, "two were paid by one line");
  const sums = balances(things.get(BOOK)?.state as BookState);
  const all = sums.reduce((sum, { of }) => sum + billionths(of.of), 0n);
  assert.equal(all, 0n, "the book adds up to nothing");
  const lent = sums.find(({ account }) => account === "advanced");
  assert.ok(billionths(lent?.of.of ?? "0") >= 0n, "more was spent out of advances than was lent");
  return { paid: entries.length, approved };
}

it("holds over random histories", () => {
  // Over all seeds: one alone may be a run of groups that say no.
  let [paid, approved] = [0, 0];
  for (const seed of seeds()) {
    const law = fc.property(deeds, (all) => {
      const got = hold(played(all));
      paid += got.paid;
      approved += got.approved;
    });
    fc.assert(law, { seed, numRuns: runs(8, 200) });
  }
  assert.ok(paid > 0 && approved > 0, `${paid} paid of ${approved} approved`);
});
