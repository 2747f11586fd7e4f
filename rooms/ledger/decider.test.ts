import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Given } from "../../house/testing.ts";
import { assertRefused, decide } from "../../house/testing.ts";
import { term } from "../spaces/index.ts";
import { commands } from "./commands.ts";
import { difference } from "./difference.ts";
import { book, type Line } from "./facts.ts";

const B = "b".repeat(32);
const T = "7".repeat(32);
const kinds = [book, term];
const row = (name: string) => {
  const found = commands.find((one) => one.name === name);
  assert.ok(found);
  return found as never;
};
/** `here +40 item` */
const lines = (...said: string[]): Line[] =>
  said.map((one) => {
    const [account = "", of = "", unit = ""] = one.split(" ");
    return { account, of: { of: of.replace("+", ""), unit } };
  });
const opened = (purpose = "goods"): Given => ({
  ...{ thing: B, type: "book.opened/1", record: { purpose } },
});
const posted = (said: string[], more: object = {}): Given => ({
  ...{ thing: B, type: "transfer.posted/1", record: { lines: lines(...said), ...more } },
});
const came = posted(["elsewhere -40 item", "here +40 item"]);
const ask = (name: string, given: Given[], input: object, context: object = {}) =>
  decide(row(name), kinds, given, input as never, context) as never;
const factsOf = (decided: unknown) => (decided as { facts: object[] }).facts;

describe("ledger.post", () => {
  it("writes what was said, with its words apart", () => {
    const party = { lang: "en", text: "the river kitchen" };
    const said = lines("elsewhere -40 item", "here +40 item");
    const decided = ask("ledger.post", [opened()], { book: B, lines: said, party });
    const record = { lines: said };
    assert.deepEqual(factsOf(decided), [
      { kind: "book", thing: B, type: "transfer.posted/1", record, words: { party } },
    ]);
  });
  it("refuses lines that do not add up, unit by unit", () => {
    const shape = (said: string[]) =>
      (
        row("ledger.post") as { shape: { safeParse: (v: unknown) => { success: boolean } } }
      ).shape.safeParse({ book: B, lines: lines(...said) }).success;
    assert.equal(shape(["elsewhere -40 item", "here +40 item"]), true);
    assert.equal(shape(["elsewhere -40 item", "here +39.999999999 item"]), false);
    assert.equal(shape(["elsewhere -40 item", "here +40 kg"]), false);
    assert.equal(shape(["here 0 item", "elsewhere 0 item"]), false);
    assert.equal(shape(["here +1 kg", "elsewhere -1 kg", "here -2 item", "lost +2 item"]), true);
  });
  it("leaves money to those who keep it", () => {
    const input = { book: B, lines: lines("elsewhere -5 EUR", "money +5 EUR") };
    const given = [opened("money")];
    const as = (roles: string[]) => ask("ledger.post", given, input, { roles });
    assertRefused(as(["member"]), "ledger.treasurers-keep-money");
    assert.equal(factsOf(as(["treasurer"])).length, 1);
  });
  it("knows the book's own accounts and no other's", () => {
    const input = { book: B, lines: lines("here -2 item", `${T} +2 item`) };
    assertRefused(ask("ledger.post", [opened(), came], input), "ledger.no-such-account");
    const record = { account: T, side: "use" };
    const added: Given = { thing: B, type: "book.account-added/1", record };
    assert.equal(factsOf(ask("ledger.post", [opened(), added], input)).length, 1);
  });
  it("refuses a book that is not there", () => {
    const input = { book: T, lines: lines("here -2 item", "lost +2 item") };
    assertRefused(ask("ledger.post", [opened()], input), "ledger.no-such-book");
  });
});

describe("ledger.correct", () => {
  const was = lines("elsewhere -40 item", "here +40 item");
  const right = lines("elsewhere -38 item", "here +38 item");
  const input = { book: B, entry: 2, seen: 0, was, right };
  it("writes the difference and of what it is", () => {
    const [fact] = factsOf(ask("ledger.correct", [opened(), came], input)) as [{ record: object }];
    const difference = lines("elsewhere +2 item", "here -2 item");
    assert.deepEqual(fact.record, { lines: difference, corrects: 2 });
  });
  it("takes back what never happened", () => {
    const never = { ...input, right: [] };
    const [fact] = factsOf(ask("ledger.correct", [opened(), came], never)) as [{ record: object }];
    const back = lines("elsewhere +40 item", "here -40 item");
    assert.deepEqual(fact.record, { lines: back, corrects: 2 });
  });
  it("refuses what somebody else put right meanwhile", () => {
    const other = posted(["elsewhere +1 item", "here -1 item"], { corrects: 2 });
    const given = [opened(), came, other];
    assertRefused(ask("ledger.correct", given, input), "ledger.corrected-meanwhile");
    assert.equal(factsOf(ask("ledger.correct", given, { ...input, seen: 1 })).length, 1);
  });
  it("refuses what is no transfer, what is a correction, and what is not there", () => {
    const other = posted(["elsewhere +1 item", "here -1 item"], { corrects: 2 });
    for (const entry of [1, 3, 4])
      assertRefused(
        ask("ledger.correct", [opened(), came, other], { ...input, entry }),
        "ledger.no-such-entry",
      );
  });
  it("refuses an erasure's number, wherever it stands", () => {
    const erased = (of: number): Given => ({
      ...{ thing: B, type: "thing.erased/1", record: { of, parts: ["words"] } },
    });
    const given = [opened(), came, erased(2), erased(1), came, erased(5)];
    for (const entry of [3, 4, 6])
      assertRefused(ask("ledger.correct", given, { ...input, entry }), "ledger.no-such-entry");
    for (const entry of [2, 5])
      assert.equal(factsOf(ask("ledger.correct", given, { ...input, entry })).length, 1);
  });
  it("refuses a correction that changes nothing", () => {
    const same = { ...input, right: was };
    assertRefused(ask("ledger.correct", [opened(), came], same), "ledger.nothing-changes");
  });
});

describe("ledger.add-account", () => {
  const name = [{ lang: "en", text: "School kits" }];
  const input = { book: B, side: "use", name };
  const known: Given = {
    ...{ thing: T, type: "term.named/1" },
    record: { use: "account", measures: null, level: null, within: null },
  };
  it("names a new word and gives it to the book", () => {
    const [named, added] = factsOf(ask("ledger.add-account", [opened()], input)) as [
      { thing: string; type: string },
      { record: { account: string } },
    ];
    assert.equal(named.type, "term.named/1");
    assert.equal(added.record.account, named.thing);
  });
  it("takes the word the group has, once", () => {
    const matches = (thing: { kind: string }) => thing.kind === "term";
    const more = { matches };
    const [added] = factsOf(ask("ledger.add-account", [opened(), known], input, more));
    assert.deepEqual((added as { record: object }).record, { account: T, side: "use" });
    const has: Given = {
      ...{ thing: B, type: "book.account-added/1", record: { account: T, side: "use" } },
    };
    const again = ask("ledger.add-account", [opened(), known, has], input, more);
    assertRefused(again, "ledger.has-that-account");
  });
});

it("finds the difference of two lists of lines", () => {
  const cases: [string[], string[], string[]][] = [
    [[], [], []],
    [["here +1 item"], ["here +1 item"], []],
    [["here +1 item"], ["here +3 item"], ["here +2 item"]],
    [["here +1 item"], ["here +1 kg"], ["here -1 item", "here +1 kg"]],
    [["here +0.1 kg", "here +0.2 kg"], ["here +0.3 kg"], []],
    [["here +0.000000001 kg"], [], ["here -0.000000001 kg"]],
    [["lost +2 item"], ["given-out +2 item"], ["lost -2 item", "given-out +2 item"]],
  ];
  for (const [was, right, expected] of cases)
    assert.deepEqual(difference(lines(...was), lines(...right)), lines(...expected));
});
