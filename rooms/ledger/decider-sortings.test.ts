/** Rules for rows of bank files: changed, switched off, tried in the order that was given. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { extractCommands } from "./extract-commands.ts";
import { inOrder, type SortingState, sorting } from "./extract-facts.ts";
import { fitting, sorter } from "./extract-questions.ts";
import { changeSortingShape, sortShape } from "./extract-shapes.ts";
import { book } from "./facts.ts";

const B = "b".repeat(32);
const [A, C, D, E] = ["a", "c", "d", "e"].map((one) => one.repeat(32));
const opened: Given = { thing: B, type: "book.opened/1", record: { purpose: "money" } };
const made = (thing = "", way = "out", account = "uses:food"): Given => {
  return { thing, type: "sorting.made/1", record: { book: B, way, account } };
};
const on = (thing = "", what: string, record: object = {}): Given => {
  return { thing, type: `sorting.${what}/1`, record: record as never };
};
const ask = (name: string, given: Given[], input: object) => {
  const row = extractCommands.find((one) => one.name === `ledger.${name}`);
  const matches = ({ kind }: { kind: string }) => kind === sorting.kind;
  return decide(row as never, [book, sorting] as never, given, input as never, { matches });
};
/** The rules in their order, after what was decided. */
function after(given: Given[], decided: ReturnType<typeof ask>): string[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  const things = [...fold([book, sorting], [...given, ...decided.facts]).values()];
  const all = things.filter(({ kind }) => kind === sorting.kind) as never[];
  return inOrder(all as { id: string; first: never; state: SortingState }[]).map(({ id }) => id);
}

describe("a rule", () => {
  it("is said anew, its old text erased, under a heading that is not the money itself", () => {
    const input = { id: A, way: "in", account: "elsewhere", holds: { lang: "es", text: "cuota" } };
    const given = [opened, made(A)];
    const decided = ask("change-sorting", given, input);
    assert.ok(!isRefusal(decided));
    assert.deepEqual(decided.facts[0]?.record, { way: "in", account: "elsewhere" });
    assert.deepEqual(decided.facts[0]?.words, { holds: input.holds });
    assert.deepEqual(
      decided.erases?.map(({ at, parts }) => [at.n, ...parts]),
      [[1, "words"]],
    );
    const wrong = ask("change-sorting", given, { ...input, account: "money" });
    assertRefused(wrong, "ledger.no-such-account");
    // Nor what money is changed against: a rule with that would refuse every file it fits.
    for (const [shape, own] of [
      [sortShape, { book: B }],
      [changeSortingShape, { id: A }],
    ] as const) {
      const rule = { ...own, way: "in", holds: input.holds, account: "exchanged" };
      assert.equal(shape.safeParse(rule).error?.issues[0]?.message, "ledger.exchange-has-rate");
      assert.ok(shape.safeParse({ ...rule, account: "elsewhere" }).success);
    }
    const over = [...given, on(A, "dropped")];
    for (const [name, what] of [
      ["change-sorting", input],
      ["switch-sorting", { id: A, on: false }],
      ["move-sorting", { id: A, to: "up" }],
    ] as const)
      assertRefused(ask(name, over, what), "ledger.no-such-sorting");
  });
  it("is switched off and on again, each once", () => {
    const types = (given: Given[], is: boolean) => {
      const decided = ask("switch-sorting", given, { id: A, on: is });
      return isRefusal(decided) ? decided.refused : decided.facts.map(({ type }) => type);
    };
    const off = [opened, made(A), on(A, "switched-off")];
    assert.deepEqual(types([opened, made(A)], false), ["sorting.switched-off/1"]);
    assert.deepEqual(types(off, false), []);
    assert.deepEqual(types(off, true), ["sorting.switched-on/1"]);
    const state = fold([book, sorting], off).get(A ?? "") as never;
    const holds = { lang: "en", text: "x" };
    assert.equal(sorter([{ thing: state, holds }])({ of: "-1", texts: ["x"] }), undefined);
  });
  it("is moved past its neighbour of the same direction, and no other", () => {
    const given = [opened, made(A), made(C, "in", "elsewhere"), made(D), made(E)];
    assert.deepEqual(after(given, ask("move-sorting", given, { id: D, to: "up" })), [D, C, A, E]);
    assert.deepEqual(after(given, ask("move-sorting", given, { id: A, to: "up" })), [A, C, D, E]);
    const moved = ask("move-sorting", given, { id: E, to: "up" });
    assert.deepEqual(after(given, moved), [A, C, E, D]);
    assert.ok(!isRefusal(moved));
    // What is made later stands behind; a place is given to no more than it takes.
    const later = [...given, ...moved.facts, made("f".repeat(32))];
    const down = ask("move-sorting", later, { id: A, to: "down" });
    assert.deepEqual(after(later, down), [E, C, A, D, "f".repeat(32)]);
    assert.deepEqual(after(later, ask("move-sorting", later, { id: "f".repeat(32), to: "up" })), [
      A,
      C,
      E,
      "f".repeat(32),
      D,
    ]);
  });
  it("fits a row of its direction whose words hold its text, whatever their letters", () => {
    const fits = fitting({ way: "out", holds: "Luz  del BARRIO" });
    assert.ok(fits({ of: "-5", texts: ["recibo", "la luz del barrio, octubre"] }));
    assert.ok(!fits({ of: "5", texts: ["la luz del barrio"] }));
    assert.ok(!fits({ of: "-5", texts: ["la luz"] }));
  });
});
