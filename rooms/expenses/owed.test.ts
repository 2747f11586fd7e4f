import assert from "node:assert/strict";
import { it } from "node:test";
import { fold } from "../../house/testing.ts";
import { expense } from "./facts.ts";
import { owedIn } from "./owed.ts";
import { ADVANCE, BOOK, CY, eur, handedIn, line, says } from "./testing.ts";

it("tells by currency what is handed in and what is approved, and nothing that is over", () => {
  const ids = ["5", "6", "7", "8"].map((one) => one.repeat(32));
  const [paid = "", refused = "", dollars = "", other = ""] = ids;
  const usd = { of: { of: "9", unit: "USD" } };
  const approved = (thing: string) => says("approved", { undocumented: false }, CY, thing);
  const record = { book: BOOK, entry: 3, from: "money", advance: null, linked: false };
  const given = [
    ...[...handedIn([line("20"), line("5")]), ...handedIn([line("7")], {}, ADVANCE)],
    ...[approved(ADVANCE), ...handedIn([line("1", usd)], {}, dollars)],
    ...[...handedIn([line("40")], {}, paid), approved(paid), says("paid", record, CY, paid)],
    ...[...handedIn([line("50")], {}, refused), says("refused", { why: "twice" }, CY, refused)],
    ...handedIn([line("60")], { book: "f".repeat(32) }, other),
    says("lines-struck", { lines: [2] }, CY),
  ];
  const all = [...fold([expense], given).values()] as never;
  assert.deepEqual(owedIn(all, BOOK), [
    { unit: "EUR", handedIn: { many: 1, of: eur("20") }, approved: { many: 1, of: eur("7") } },
    {
      unit: "USD",
      handedIn: { many: 1, of: usd.of },
      approved: { many: 0, of: { ...usd.of, of: "0" } },
    },
  ]);
});
