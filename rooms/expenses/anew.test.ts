/** However often somebody says an expense anew, all that was said of it can be taken out. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { COMMIT_ENTRIES_MAX } from "../../house/commit.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { LINES_MAX, RECEIPTS_ALL_MAX } from "./facts.ts";
import { ANN, ask, BO, group, handedIn, line, ONE, says } from "./testing.ts";

it("is said anew so often and no more, and taken out in one step whatever was done", () => {
  const all = Array.from({ length: 10 }, () => line("1"));
  const given = [...group, ...handedIn(all)];
  const {
    as: _,
    book: __,
    ...record
  } = (handedIn(all)[0]?.record ?? {}) as Record<string, unknown>;
  const again = { expense: ONE, lines: all.map(({ account, of }) => ({ account, of })) } as never;
  const anew = () => ask(commands.revise, given, again, ANN);
  let times = 0;
  for (; times <= COMMIT_ENTRIES_MAX && !isRefusal(anew()); times++)
    given.push(says("sent-back", { missing: "day" }, BO), says("revised", record));
  assertRefused(anew(), "expenses.anew-enough");
  assert.ok(times > 50, "nobody who puts things right comes so far");
  for (let n = all.length; n < RECEIPTS_ALL_MAX; n++)
    given.push(says("receipt-added", { receipt: n.toString(16).padStart(32, "f"), line: 1 }));
  for (let n = 1; n < all.length; n++) given.push(says("lines-struck", { lines: [n] }, BO));
  given.push(says("sent-back", { missing: "day" }, BO), says("refused", { why: "twice" }, BO));
  const out = ask(commands.takeOut, given, { expense: ONE } as never, BO);
  assert.ok(!isRefusal(out));
  assert.ok(out.facts.length + (out.erases?.length ?? 0) <= COMMIT_ENTRIES_MAX - 2 * LINES_MAX);
});
