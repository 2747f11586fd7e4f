/** Ways round what two people said yes to: each is refused. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertRefused, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { paidJust } from "./pages/ready.ts";
import { linesTyped } from "./pages/typed.ts";
import { ANN, ask, BO, books, CY, eur, group, handedIn, here, line, ONE, says } from "./testing.ts";

const first = "0".repeat(32);
const yes = says("approved-by", { lines: [1] }, CY);

describe("what somebody said yes by", () => {
  const given = [here(ANN, "treasurer"), here(BO, "treasurer"), ...books, ...handedIn([line("5")])];
  const remove = (more: readonly Given[], who: string) =>
    ask(commands.removeReceipt, [...given, ...more], { expense: ONE, receipt: first }, who, {
      roles: ["treasurer"],
    });
  it("is not taken away by whose it is, not even where they keep the money", () => {
    assert.ok("facts" in remove([], ANN), "before anybody said yes it is theirs to change");
    assertRefused(remove([yes], ANN), "expenses.not-yours");
    assert.ok("facts" in remove([yes], BO));
  });
});

describe("a line of the book that pays", () => {
  const at = (from: string, to: string, more: object = {}) => [
    { account: from, of: eur("-50") },
    { account: to, of: { ...eur("50"), ...more } },
  ];
  const just = (from: string, to: string, as: "cost" | "advance" = "cost", more = {}) =>
    paidJust(as, at(from, to, more), eur("50"), {});
  it("took just that much out of money that is here", () => {
    assert.ok(just("money", "uses:food"));
    assert.ok(just("money", "advanced", "advance"));
    assert.ok(!paidJust("cost", at("money", "uses:food"), eur("49"), {}));
  });
  it("took nothing of what others hold, is frozen, on the way or lent", () => {
    for (const from of ["held", "frozen", "on-the-way", "here"])
      assert.ok(!just(from, "uses:food"), from);
    for (const to of ["held", "frozen", "on-the-way", "advanced", "money"])
      assert.ok(!just("money", to), to);
    assert.ok(!just("money", "uses:food", "advance"));
    assert.ok(!just("money", "advanced", "advance", { unit: "USD" }));
  });
});

describe("paying", () => {
  it("is out of money, and not out of where goods lie", () => {
    const approved = [yes, says("approved", { undocumented: false }, CY)];
    const given = [...group, ...handedIn([line("5")]), ...approved];
    const pay = { expense: ONE, from: "here" };
    assertRefused(ask(commands.pay, given, pay as never, BO), "expenses.not-available");
  });
});

describe("saying it anew", () => {
  it("leaves no line out that the form shows nowhere by itself", () => {
    const typed = (n: number) => (field: string) => (field === `amount-${n}` ? "5" : "");
    assert.deepEqual(
      [1, 4, 5, 12].map((n) => linesTyped(typed(n))),
      [4, 4, 5, 12],
    );
  });
});
