/** How often things can be done to one expense: what was said stays small enough to take out. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { COMMIT_ENTRIES_MAX } from "../../house/commit.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { LINES_MAX, RECEIPTS_ALL_MAX, TIMES_MAX } from "./facts.ts";
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
  line,
  ONE,
  says,
} from "./testing.ts";

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

it("money comes back of one, and an advance is drawn on, so often and no more", () => {
  const lent: Given = {
    ...{ thing: BOOK, type: "transfer.posted/1" },
    record: {
      lines: [
        { account: "money", of: eur("-100") },
        { account: "advanced", of: eur("100") },
      ],
    },
  };
  const asked = [line("100", { account: "advanced" })];
  const approved = says("approved", { undocumented: false }, CY);
  const paid = { book: BOOK, entry: 3, from: "money", advance: null, linked: false };
  const advance = [
    ...[...books, lent, ...handedIn(asked, { as: "advance", payee: ANN }, ADVANCE)],
    ...[{ ...approved, thing: ADVANCE }, says("paid", paid, BO, ADVANCE)],
  ];
  const many = (one: Given) => Array.from({ length: TIMES_MAX }, () => one);
  const cent = eur("0.01");
  const drawn = many(says("drawn-on", { expense: ONE, of: [cent] }, BO, ADVANCE));
  const draw = (times: number) => {
    const given = [...group, ...handedIn([line("1")]), approved, ...advance];
    const input = { expense: ONE, advance: ADVANCE } as never;
    return ask(commands.pay, [...given, ...drawn.slice(0, times)], input, BO);
  };
  assert.ok(!isRefusal(draw(TIMES_MAX - 1)));
  assertRefused(draw(TIMES_MAX), "expenses.too-often");
  const came = many(says("came-back", { line: 1, of: cent, entry: 4 }, BO, ADVANCE));
  const give = (times: number) => {
    const given = [...advance, ...came.slice(0, times)];
    return ask(commands.comeBack, given, { expense: ADVANCE, of: cent } as never, BO);
  };
  assert.ok(!isRefusal(give(TIMES_MAX - 1)));
  assertRefused(give(TIMES_MAX), "expenses.too-often");
});
