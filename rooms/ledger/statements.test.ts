import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { type BookState, book } from "./facts.ts";
import { toldOf } from "./stated.ts";
import { statement } from "./statement-facts.ts";

const B = "b".repeat(32);
const S = "5".repeat(32);
const T = "7".repeat(32);
const kinds = [book, statement];
const opened: Given = { thing: B, type: "book.opened/1", record: { purpose: "money" } };

/** `2026-03 elsewhere>here 40 item`, so many times. */
function posted(said: string, times = 1, more: object = {}): Given[] {
  const [month = "", way = "", size = "", unit = "EUR"] = said.split(" ");
  const [from = "", to = ""] = way.split(">");
  const lines = [
    { account: from, of: { of: `-${size}`.replace("--", ""), unit } },
    { account: to, of: { of: size, unit } },
  ];
  const one = { thing: B, type: "transfer.posted/1", day: `${month}-02` };
  return Array.from({ length: times }, () => ({ ...one, record: { lines, ...more } }));
}
const stateOf = (given: Given[]) => fold([book], [opened, ...given]).get(B)?.state as BookState;
const own = (side: string): Given => ({
  ...{ thing: B, type: "book.account-added/1", record: { account: T, side } },
});
const march = { from: "2026-03", to: "2026-03" };

/** `came elsewhere 50, rest 3 + | went food 20`; a plus where lines are left out. */
function said(given: Given[], period = march, protects = false): string {
  const told = toldOf(stateOf(given), period, protects);
  const name = (account: string) => account.replace("uses:", "").replace(T, "own");
  const tail = (out: boolean) => (out ? " +" : "");
  const units = told.units.map(({ unit, came, went }) => {
    const side = ({ rows, leftOut }: typeof came) =>
      rows.map(({ account, of }) => `${name(account)} ${of}`).join(", ") + tail(leftOut);
    return `${unit}: ${side(came)} | ${side(went)}`;
  });
  const shared = told.shared.map(({ unit, went }) => {
    const rows = went.rows.map(({ account, share }) => `${name(account)} ${share}`);
    return `${unit}: ${rows.join(", ")}${tail(went.leftOut)}`;
  });
  return [...units, ...shared].join("; ") + (told.leftOut ? " & more" : "");
}

const came = posted("2026-03 elsewhere>money 10", 5);
const eaten = posted("2026-03 money>uses:food 4", 5);
const few = (to: string, times: number) => posted(`2026-03 money>${to} 1`, times);
const cases: [name: string, given: Given[], expected: string][] = [
  ["five lines are told, to the last digit", came, "EUR: elsewhere 50 | "],
  ["four are not", posted("2026-03 elsewhere>money 10", 4), " & more"],
  ["both sides", [...came, ...eaten], "EUR: elsewhere 50 | food 20"],
  [
    "small ones are told together",
    [...came, ...eaten, ...few("lost", 2), ...few("uses:water", 3)],
    "EUR: elsewhere 50 | food 20, rest 5",
  ],
  [
    "and not at all where together they are still few",
    [...came, ...eaten, ...few("lost", 2), ...few("uses:water", 2)],
    "EUR: elsewhere 50 | food 20 +",
  ],
  [
    "what would follow from both sides alike is left out too",
    [...posted("2026-03 elsewhere>uses:food 4", 5), ...posted("2026-03 elsewhere>money 7", 1)],
    "EUR: elsewhere 27 |  +",
  ],
  [
    "also where a third heading hides it from the sum of all",
    [
      ...posted("2026-03 elsewhere>uses:food 4", 5),
      ...few("uses:food", 1),
      ...few("uses:water", 5),
    ],
    "EUR:  + | food 21, water 5",
  ],
  [
    "a larger one is told together with it where that is enough",
    [
      ...posted("2026-03 elsewhere>uses:food 4", 6),
      ...posted("2026-03 elsewhere>uses:water 2", 5),
      ...posted("2026-03 elsewhere>lost 9", 1),
    ],
    "EUR: elsewhere 43 | food 24, rest 19",
  ],
  [
    "what was put right counts for none, and neither does its correction",
    [...came, ...posted("2026-03 elsewhere>money -10", 1, { corrects: 2 })],
    " & more",
  ],
  [
    "but its figure counts where there are enough others",
    [...came, ...came, ...posted("2026-03 elsewhere>money -3", 1, { corrects: 2 })],
    "EUR: elsewhere 97 | ",
  ],
  [
    "moves between our own headings and books are neither coming nor going",
    [...came, ...posted("2026-03 money>here 5", 6), ...posted("2026-03 money>between 5", 6)],
    "EUR: elsewhere 50 | ",
  ],
  [
    "another unit stands apart",
    [...came, ...posted("2026-03 elsewhere>here 0.1 kg", 5)],
    "EUR: elsewhere 50 | ; kg: elsewhere 0.5 | ",
  ],
  [
    "other months are not in it",
    [...came, ...posted("2026-04 elsewhere>money 9", 5)],
    "EUR: elsewhere 50 | ",
  ],
  ["a group's own headings", [own("use"), ...came, ...few(T, 5)], "EUR: elsewhere 50 | own 5"],
];

describe("what a statement may say", () => {
  for (const [name, given, expected] of cases) it(name, () => assert.equal(said(given), expected));

  it("a line with many sides is one line on each of them", () => {
    const of = (of: string) => ({ of, unit: "EUR" });
    const lines = [
      { account: "money", of: of("-7") },
      { account: "uses:food", of: of("4") },
      { account: "uses:water", of: of("3") },
    ];
    const split: Given = {
      ...{ thing: B, type: "transfer.posted/1", day: "2026-03-02", record: { lines } },
    };
    assert.equal(said([split, split, split]), " & more", "three lines are not six");
    assert.equal(said(Array.from({ length: 5 }, () => split)), "EUR:  | food 20, water 15");
  });
});

describe("in a protected space", () => {
  const quarter = { from: "2026-01", to: "2026-03" };
  const told = (given: Given[]) => said(given, quarter, true);
  const food = posted("2026-02 money>uses:food 6", 5);
  it("no figure and no source is told, only what most of it went for", () => {
    const water = posted("2026-03 money>uses:water 4", 5);
    const came = posted("2026-01 elsewhere>money 100", 9);
    assert.equal(told([...came, ...food, ...water]), "EUR: food most, water part");
    assert.equal(told([...came, ...food]), "EUR: food all");
  });
  it("a group's own headings are told among the rest, its own units not", () => {
    const mine = posted(`2026-02 money>${T} 1`, 5);
    assert.equal(told([own("use"), ...food, ...mine]), "EUR: food most, rest part");
    assert.equal(told([...food, ...posted(`2026-02 here>lost 1 ${T}`, 5)]), "EUR: food all & more");
  });
});

const MAY = Date.UTC(2026, 4, 20, 12);
const row = (name: string) => {
  const found = commands.find((one) => one.name === name);
  assert.ok(found);
  return found as never;
};
const n = 1 + came.length;
const input = { book: B, ...march, seen: n };
const ask = (name: string, given: Given[], what: object, context: object = {}) =>
  decide(row(name), kinds, given, what as never, { now: MAY, ...context }) as never;
const factsOf = (decided: unknown) =>
  (decided as { facts: { thing: string; type: string; record: Record<string, unknown> }[] }).facts;
const made: Given = {
  ...{ thing: S, type: "statement.made/1" },
  record: {
    ...{ purpose: "money", ...march, late: false, leftOut: false, shared: [] },
    units: [{ unit: "EUR", came: { rows: [], leftOut: true }, went: { rows: [], leftOut: true } }],
  },
};
const stated: Given = {
  ...{ thing: B, type: "book.stated/1", record: { statement: S, ...march } },
};

describe("ledger.make-statement", () => {
  const make = (given: Given[], what: object = {}, context: object = {}) =>
    ask("ledger.make-statement", [opened, ...given], { ...input, ...what }, context);

  it("writes what may be told, and on the book that it was told; it stays inside", () => {
    const [told, on, ...more] = factsOf(make(came));
    assert.ok(told && on);
    assert.deepEqual(more, []);
    assert.deepEqual(told.record, {
      ...{ purpose: "money", ...march, late: false, leftOut: false, shared: [] },
      units: [
        {
          ...{ unit: "EUR", went: { rows: [], leftOut: false } },
          came: { rows: [{ account: "elsewhere", of: "50" }], leftOut: false },
        },
      ],
    });
    assert.equal(on.type, "book.stated/1");
    assert.deepEqual(on.record, { statement: told.thing, ...march });
    assert.doesNotMatch(JSON.stringify(told.record), new RegExp(B), "it does not say which book");
  });
  it("opens in the same step where that was ticked: to all, or to those with a link", () => {
    const circle = (protects: boolean) => {
      const period = protects ? { from: "2026-01" } : {};
      const given = protects ? [...came, ...posted("2026-02 money>lost 1", 5)] : came;
      const seen = 1 + given.length;
      const facts = factsOf(make(given, { open: true, seen, ...period }, { protects }));
      return facts.find(({ type }) => type === "statement.opened/1")?.record["to"];
    };
    assert.equal(circle(false), "public");
    assert.equal(circle(true), "link");
  });
  const refused: [code: string, what: object, given?: Given[], context?: object][] = [
    ["ledger.no-such-book", { book: S }],
    ["ledger.period-backwards", { from: "2026-04", to: "2026-03" }],
    ["ledger.period-not-over", { to: "2026-05" }],
    ["ledger.period-not-over", { from: "2031-01", to: "2031-02" }],
    ["ledger.period-too-long", { from: "2016-03" }],
    ["ledger.period-too-short", { from: "2026-02" }, came, { protects: true }],
    ["ledger.period-stated", { seen: n + 1 }, [...came, stated]],
    ["ledger.period-stated", { from: "2026-01", to: "2026-04", seen: n + 1 }, [...came, stated]],
    ["ledger.written-meanwhile", { seen: n - 1 }],
    ["ledger.too-few-to-state", { seen: 5 }, came.slice(1)],
    [
      "ledger.statement-untitled",
      { from: "2026-01", title: [{ lang: "en", text: "Spring" }] },
      ...([came, { protects: true }] as const),
    ],
  ];
  for (const [code, what, given = came, context = {}] of refused)
    it(`refuses: ${code} (${JSON.stringify(what)})`, () =>
      assertRefused(make(given, what, context), code));

  it("a month is over when it is over in the space's zone", () => {
    const last = Date.UTC(2026, 2, 31, 23, 30);
    assertRefused(make(came, {}, { now: last, zone: "UTC" }), "ledger.period-not-over");
    assert.equal(factsOf(make(came, {}, { now: last, zone: "Asia/Tokyo" })).length, 2);
  });
  it("what comes late for a month already told is in the next one, which says so", () => {
    const late = posted("2026-03 elsewhere>money -4", 1, { corrects: 2 });
    const april = posted("2026-04 elsewhere>money 1", 6);
    const given = [...came, stated, ...late, ...april];
    const next = { from: "2026-04", to: "2026-04", seen: 1 + given.length };
    const [told] = factsOf(make(given, next));
    assert.ok(told);
    const [unit] = told.record["units"] as { came: object }[];
    assert.deepEqual(unit?.came, { rows: [{ account: "elsewhere", of: "2" }], leftOut: false });
    assert.equal(told.record["late"], true);
    const again = toldOf(
      stateOf([...given, { ...stated, record: { statement: S, from: "2026-04", to: "2026-04" } }]),
      { from: "2026-01", to: "2026-02" },
      false,
    );
    assert.equal(again.late, false, "and in no later one");
  });
});

describe("ledger.open-statement and ledger.close-statement", () => {
  const open = (given: Given[], context: object = {}) =>
    ask("ledger.open-statement", given, { id: S }, context);
  const toAll: Given = { thing: S, type: "statement.opened/1", record: { to: "public" } };
  it("opens one that is inside, once", () => {
    assert.deepEqual(factsOf(open([made]))[0]?.record, { to: "public" });
    assertRefused(open([made, toAll]), "ledger.statement-open");
    assertRefused(open([]), "ledger.no-such-statement");
  });
  it("keeps figures inside a space that has come to protect itself", () => {
    assertRefused(open([made], { protects: true }), "ledger.statement-has-figures");
    const shares: Given = { ...made, record: { ...made.record, units: [], shared: [] } };
    assert.deepEqual(factsOf(open([shares], { protects: true }))[0]?.record, { to: "link" });
  });
  it("closes it again, and never refuses that", () => {
    const close = (given: Given[]) => factsOf(ask("ledger.close-statement", given, { id: S }));
    assert.equal(close([made, toAll])[0]?.type, "statement.closed/1");
    assert.deepEqual(close([made]), []);
    const closed: Given = { thing: S, type: "statement.closed/1", record: {} };
    assert.equal(fold(kinds, [made, toAll, closed]).get(S)?.circle, "host");
  });
});
