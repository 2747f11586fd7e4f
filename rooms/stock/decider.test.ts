import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { room as ledger } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import type { ShelfState } from "./facts.ts";
import { type GoodsState, goods } from "./goods.ts";
import type { LegState } from "./legs.ts";
import { levelsOf } from "./levels.ts";
import { linesOf, takeFrom } from "./lots.ts";
import { takeInShape } from "./shapes.ts";
import { en, faultsIn, Shop } from "./testing.ts";

const row = (name: string) => ledger.commands.find((one) => one.name === name) as never;

/** A shop with a place, soap in packs of twelve, rice, and a bag of both. */
function shop() {
  const made = new Shop();
  const { shelf = "" } = made.did(commands.openShelf, { name: en("Room") });
  const item = (name: string, unit: string) =>
    made.did(commands.nameGoods, { name: en(name), unit })["item"] ?? "";
  const [soap, rice, bag] = [item("Soap", "item"), item("Rice", "kg"), item("Bag", "item")];
  made.did(commands.setPacks, { item: soap, packs: [{ unit: "pack", holds: "12" }] });
  const parts = [
    { item: soap, unit: "item", of: "2" },
    { item: rice, unit: "kg", of: "0.5" },
  ];
  made.did(commands.setParts, { item: bag, parts });
  const came = (of: string, more: object = {}, into = shelf) =>
    made.did(commands.takeIn, {
      ...{ shelf: into, came: "given" },
      lines: [{ item: soap, unit: "item", of, ...more }],
    });
  const lies = (at = shelf) => linesOf(made.state<ShelfState>(at).lots);
  const [book = ""] = [...made.things().values()].flatMap(({ kind, id }) =>
    kind === "book" ? [id] : [],
  );
  return { made, shelf, soap, rice, bag, came, lies, book };
}

const refused = (done: Decided | Refusal, code: string, there?: string) => {
  assert.ok(isRefusal(done), "it was not refused");
  assert.equal(done.refused, code);
  if (there !== undefined) assert.equal(done.vars?.["there"], there);
};
const types = (done: Decided | Refusal) =>
  isRefusal(done) ? [done.refused] : done.facts.map(({ type }) => type);

it("is good until a day that there is", () => {
  const [shelf, item] = ["a".repeat(32), "b".repeat(32)];
  const line = (until: string | null) => {
    const lines = [{ item, unit: "item", of: "5", until }];
    return takeInShape.safeParse({ shelf, came: "given", lines }).error?.issues[0]?.message;
  };
  for (const day of ["2026-02-31", "2027-02-29", "2026-11-31"])
    assert.equal(line(day), "day.no-such-day", day);
  for (const day of ["2028-02-29", "2026-12-31", null]) assert.equal(line(day), undefined);
});

describe("what lies where", () => {
  it("writes book and place in one commit, and nothing where neither changes", () => {
    const { made, shelf, soap } = shop();
    const lines = [{ item: soap, unit: "item", of: "5" }];
    const took = made.do(commands.takeIn, { shelf, came: "bought", lines });
    assert.deepEqual(types(took), ["transfer.posted/1", "book.placed/1", "shelf.moved/1"]);
    const { shelf: van } = made.did(commands.openShelf, { name: en("Van") });
    const moved = made.do(commands.move, { shelf, to: van, item: soap, unit: "item", of: "2" });
    assert.deepEqual(types(moved), ["shelf.moved/1", "shelf.moved/1"]);
    assert.deepEqual(faultsIn(made.things()), []);
  });

  it("is never less than nothing, and says what is there", () => {
    const { made, shelf, soap, came } = shop();
    came("5");
    const of = { shelf, item: soap, unit: "item" };
    refused(made.do(commands.give, { ...of, of: "5.1" }), "stock.not-so-much", "5");
    refused(made.do(commands.move, { ...of, of: "6", to: null }), "stock.not-so-much", "5");
    refused(made.do(commands.adjust, { ...of, of: "6", why: "lost" }), "stock.not-so-much", "5");
    const lines = [{ item: soap, unit: "item", of: "1" }];
    refused(made.do(commands.putAway, { shelf, lines }), "stock.not-arrived", "0");
  });

  it("keeps the book from taking out of places, and lets it take what was not put away", () => {
    const { made, shelf, soap, came, book } = shop();
    came("5");
    const out = (of: string) => ({
      ...{ book },
      lines: [
        { account: "here", of: { of: `-${of}`, unit: "item" } },
        { account: "lost", of: { of, unit: "item" } },
      ],
    });
    refused(made.do(row("ledger.post"), out("1")), "ledger.lies-in-places", "0");
    made.did(commands.move, { shelf, item: soap, unit: "item", of: "2", to: null });
    refused(made.do(row("ledger.post"), out("3")), "ledger.lies-in-places", "2");
    assert.deepEqual(types(made.do(row("ledger.post"), out("2"))), ["transfer.posted/1"]);
  });

  it("writes what must have come where the book says less than nothing is here", () => {
    const { made, came, book, lies } = shop();
    const lines = [
      { account: "here", of: { of: "-7", unit: "item" } },
      { account: "given-out", of: { of: "7", unit: "item" } },
    ];
    made.did(row("ledger.post"), { book, lines });
    came("5");
    assert.equal(lies()[0]?.of, "5");
    assert.deepEqual(faultsIn(made.things()), []);
  });

  it("takes what is over first before the rest, and what is over only by name", () => {
    const { made, shelf, soap, came, lies } = shop();
    came("5", { until: "2026-10-31" });
    came("5", { until: "2027-01-31" });
    came("5", { until: "2026-12-01", code: en("A-1") });
    const of = { shelf, item: soap, unit: "item" };
    made.did(commands.give, { ...of, of: "6" });
    assert.deepEqual(
      lies().map(({ until, of: left }) => [until, left]),
      [
        ["2026-10-31", "5"],
        ["2027-01-31", "4"],
      ],
    );
    refused(made.do(commands.give, { ...of, of: "5" }), "stock.not-so-much", "4");
    const pick = { until: "2026-10-31", lot: null };
    made.did(commands.give, { ...of, of: "5", pick });
    assert.equal(lies().length, 1);
    assert.deepEqual(takeFrom({}, { ...of, of: "1" }, "2026-11-02"), { there: "0" });
  });
});

describe("packs and kits", () => {
  it("are exact, and good until their first part is over", () => {
    const { made, shelf, soap, rice, bag, came, lies } = shop();
    came("30", { until: "2026-12-01" });
    const sack = { item: rice, unit: "kg", of: "1.25", until: "2026-11-20" };
    made.did(commands.takeIn, { shelf, came: "given", lines: [sack] });
    made.did(commands.pack, { shelf, item: soap, unit: "pack", times: 2 });
    made.did(commands.pack, { shelf, item: bag, unit: "item", times: 2 });
    const said = lies().map(({ unit, of, until }) => `${of} ${unit} ${until}`);
    assert.deepEqual(said.sort(), [
      ...["0.25 kg 2026-11-20", "2 item 2026-11-20", "2 item 2026-12-01", "2 pack 2026-12-01"],
    ]);
    refused(
      made.do(commands.pack, { shelf, item: bag, unit: "item", times: 1 }),
      ...(["stock.not-so-much", "0.25"] as const),
    );
    made.did(commands.unpack, { shelf, item: bag, unit: "item", times: 2 });
    made.did(commands.unpack, { shelf, item: soap, unit: "pack", times: 2 });
    const pieces = lies().filter(({ item }) => item === soap);
    assert.equal(
      pieces.reduce((sum, { of }) => sum + Number(of), 0),
      30,
    );
    assert.deepEqual(faultsIn(made.things()), []);
  });

  it("hold what they held while any lie here, and are no part of themselves", () => {
    const { made, shelf, soap, bag, came } = shop();
    came("12");
    made.did(commands.pack, { shelf, item: soap, unit: "pack", times: 1 });
    const packs = [{ unit: "pack", holds: "10" }];
    refused(made.do(commands.setPacks, { item: soap, packs }), "stock.packs-lie-here");
    const parts = [{ item: bag, unit: "item", of: "1" }];
    refused(made.do(commands.setParts, { item: bag, parts }), "stock.of-itself");
    refused(made.do(commands.retireGoods, { item: soap }), "stock.still-here");
  });
});

describe("a count", () => {
  it("writes nothing until it is confirmed, then the difference to what was written", () => {
    const { made, shelf, soap, came, lies } = shop();
    came("10");
    const line = { item: soap, unit: "item", until: null, lot: null, of: "8" };
    made.did(commands.count, { shelf, lines: [line] });
    assert.equal(lies()[0]?.of, "10");
    made.did(commands.give, { shelf, item: soap, unit: "item", of: "3" });
    const seen = made.state<ShelfState>(shelf).pending?.n ?? 0;
    const late = made.do(commands.confirmCount, { shelf, seen: seen + 1 });
    refused(late, "stock.counted-meanwhile");
    const done = made.do(commands.confirmCount, { shelf, seen });
    assert.equal(lies()[0]?.of, "5");
    assert.deepEqual(types(done), [
      ...["transfer.posted/1", "book.placed/1", "shelf.moved/1", "shelf.count-confirmed/1"],
    ]);
    assert.deepEqual(faultsIn(made.things()), []);
  });

  it("can be left", () => {
    const { made, shelf, soap } = shop();
    const line = { item: soap, unit: "item", until: null, lot: null, of: "8" };
    made.did(commands.count, { shelf, lines: [line] });
    made.did(commands.dropCount, { shelf });
    assert.equal(made.state<ShelfState>(shelf).pending, null);
    assert.deepEqual(types(made.do(commands.dropCount, { shelf })), []);
  });
});

it("legs of a shipment keep months in a protected space, and drop their words", () => {
  const made = new Shop();
  const id = "d".repeat(32);
  const record = { lines: [], by: null, label: "a".repeat(32) };
  made.given.push({ thing: id, type: "delivery.announced/1", record });
  const by = { date: "2026-11-10", zone: "UTC", instant: "2026-11-10T00:00:00Z" };
  const plan = { delivery: id, way: en("port to pass"), by, papers: ["customs"] };
  const { leg = "" } = made.did(commands.planLeg, plan, { protects: true });
  assert.equal(made.state<LegState>(leg).by?.date, "2026-11-30");
  made.did(commands.moveLeg, { leg, to: "under-way", papers: ["customs", "permit"] });
  const { stands, papers } = made.state<LegState>(leg);
  assert.deepEqual([stands, papers], ["under-way", ["customs", "permit"]]);
  const dropped = made.do(commands.dropLeg, { leg });
  assert.ok(!isRefusal(dropped) && dropped.erases?.[0]?.parts[0] === "words");
  refused(made.do(commands.moveLeg, { leg, to: "done", papers: [] }), "stock.no-such-leg");
});

it("what is soon over is not plenty, and packs count as what they hold", () => {
  const lines = (
    [
      ["item", "10", "2026-11-01"],
      ["item", "5", "2026-11-10"],
      ["pack", "2", "2027-01-01"],
      ["item", "1", null],
    ] as const
  ).map(([unit, of, until]) => ({ item: "a", lot: null, unit, of, until }));
  const packs = [{ unit: "pack", holds: "12" }];
  const state: GoodsState = { ...goods.initial, packs, minimum: "26", wanted: "40" };
  const levels = levelsOf(state, lines, "2026-11-02");
  const { there, over, soon, counts, missing, how } = levels;
  assert.deepEqual([there, over, soon, counts, missing, how], ["40", "10", "5", "25", "15", "low"]);
  assert.equal(levelsOf({ ...state, days: 0 }, lines, "2026-11-02").how, "short");
  assert.equal(levelsOf(state, [], "2026-11-02").how, "out");
});
