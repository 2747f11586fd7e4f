import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../../house/refusal.ts";
import { billionths } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { room as ledger } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import type { ShelfState } from "./facts.ts";
import type { GoodsState } from "./goods.ts";
import { inOwnUnit } from "./levels.ts";
import { linesOf } from "./lots.ts";
import { en, faultsIn, Shop } from "./testing.ts";

const post = ledger.commands.find(({ name }) => name === "ledger.post") as never;

const [A, B, C] = ["a", "b", "of an agreement"];
const [DEAL, OWN] = ["d".repeat(32), "b".repeat(32)];
const figures = fc.constantFrom("1", "2", "3", "5", "0.5", "12", "40", "0.000000001");
const days = fc.constantFrom(null, "2026-11-01", "2026-11-20", "2027-01-31");
const unit = fc.constantFrom("item", "pack", "kg");
const kept = fc.constantFrom(
  ...([
    ["soap", "item"],
    ["soap", "pack"],
    ["rice", "kg"],
    ["kit", "item"],
  ] as const),
  ["rice", "item"] as const,
);
const side = fc.constantFrom(A, A, B, C);
const size = fc
  .record({ side, kept, of: figures, until: days })
  .map(({ kept: [item, own], ...rest }) => ({ ...rest, item, unit: own }));
const step = fc.oneof(
  fc.record({
    do: fc.constant("arrive" as const),
    unit,
    of: figures,
    back: fc.boolean(),
    own: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom("put", "take", "move", "back", "give", "spoil", "find"), size }),
  fc.record({ do: fc.constantFrom("pack", "unpack"), size, times: fc.constantFrom(1, 2, 7) }),
  fc.record({ do: fc.constant("count" as const), side, more: fc.boolean(), of: figures }),
  fc.record({ do: fc.constantFrom("look", "drop"), side }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A shop with two places of its own and an agreement's: pieces in packs of 12, rice, a kit. */
function opened() {
  const shop = new Shop();
  const places: Record<string, string> = {};
  for (const name of [A, B])
    places[name] = shop.did(commands.openShelf, { name: en(name) })["shelf"] ?? "";
  const record = { purpose: "goods", agreement: DEAL };
  shop.given.push({ thing: OWN, type: "book.opened/2", record });
  places[C] = shop.did(commands.openShelf, { name: en(C), agreement: DEAL })["shelf"] ?? "";
  const items: Record<string, string> = {};
  for (const [name, own] of [
    ["soap", "item"],
    ["rice", "kg"],
    ["kit", "item"],
  ] as const)
    items[name] = shop.did(commands.nameGoods, { name: en(name), unit: own })["item"] ?? "";
  const soap = items["soap"] ?? "";
  shop.did(commands.setPacks, { item: soap, packs: [{ unit: "pack", holds: "12" }] });
  const parts = [
    { item: soap, unit: "item", of: "2" },
    { item: items["rice"], unit: "kg", of: "0.5" },
  ];
  shop.did(commands.setParts, { item: items["kit"], parts });
  const books = [...shop.things().values()].filter(({ kind }) => kind === "book");
  const bookOf = books.find(({ id }) => id !== OWN);
  return { shop, places, items, book: bookOf?.id ?? "" };
}

type Opened = ReturnType<typeof opened>;

type Arrives = { of: string; unit: string; back: boolean; own: boolean };

function play({ shop, places, items, book }: Opened, one: Step) {
  if (one.do === "arrive") {
    const { of, unit: own, ...how } = one as Arrives;
    const [up, down] = how.back ? [`-${of}`, of] : [of, `-${of}`];
    const lines = [
      { account: "elsewhere", of: { of: down, unit: own } },
      { account: "here", of: { of: up, unit: own } },
    ];
    return shop.do(post, { book: how.own ? OWN : book, lines });
  }
  if ("more" in one) {
    const at = places[one.side] ?? "";
    const lines = linesOf(shop.state<ShelfState>(at).lots).map((line, i) => ({
      ...line,
      of: i > 0 ? line.of : one.more ? "99" : "0",
    }));
    return lines.length === 0 ? null : shop.do(commands.count, { shelf: at, lines });
  }
  if ("side" in one) {
    const at = places[one.side] ?? "";
    const seen = shop.state<ShelfState>(at).pending?.n ?? 1;
    return one.do === "look"
      ? shop.do(commands.confirmCount, { shelf: at, seen })
      : shop.do(commands.dropCount, { shelf: at });
  }
  const { size: s } = one as {
    size: { side: string; item: string; unit: string; of: string; until: string | null };
  };
  const of = { item: items[s.item] ?? "", unit: s.unit, of: s.of };
  const shelf = places[s.side] ?? "";
  const other = places[s.side === A ? B : A] ?? "";
  const coming = [{ ...of, until: s.until }];
  const lying = { shelf, ...of };
  switch (one.do) {
    case "put":
      return shop.do(commands.putAway, { shelf, lines: coming });
    case "take":
      return shop.do(commands.takeIn, { shelf, lines: coming, came: "bought" });
    case "move":
      return shop.do(commands.move, { ...lying, to: other });
    case "back":
      return shop.do(commands.move, { ...lying, to: null });
    case "give":
      return shop.do(commands.give, { ...lying, band: "5-9" });
    case "spoil":
      return shop.do(commands.adjust, { ...lying, why: "spoiled" });
    case "find":
      return shop.do(commands.adjust, { ...lying, why: "found" });
    default: {
      const { times } = one as { times: number };
      const made = { shelf, item: of.item, unit: s.unit, times };
      return shop.do(one.do === "pack" ? commands.pack : commands.unpack, made);
    }
  }
}

/** Pieces of soap in all packs and kits, and loose: what packing may never change. */
function soapIn({ shop, items }: Opened): bigint {
  const things = shop.things();
  const soap = things.get(items["soap"] ?? "")?.state as GoodsState;
  let sum = 0n;
  for (const { kind, state } of things.values()) {
    if (kind !== "shelf") continue;
    for (const line of linesOf((state as ShelfState).lots)) {
      if (line.item === items["soap"]) sum += inOwnUnit(soap, line);
      if (line.item === items["kit"]) sum += 2n * billionths(line.of);
    }
  }
  return sum;
}

it("places hold what the book says, never less than nothing, and packing keeps the pieces", () => {
  const done = { refused: 0, written: 0 };
  for (const seed of seeds())
    fc.assert(
      fc.property(fc.array(step, { minLength: 6, maxLength: 24 }), (steps) => {
        const made = opened();
        // Something is there to begin with, so that histories come to more than refusals.
        for (const [of, own, name] of [
          ["200", "item", "soap"],
          ["50", "kg", "rice"],
        ] as const) {
          const line = { item: made.items[name] ?? "", unit: own, of };
          const shelf = made.places[A] ?? "";
          made.shop.did(commands.takeIn, { shelf, lines: [line], came: "given" });
        }
        const lines = ["-60", "60"].map((of, at) => ({
          ...{ account: at === 0 ? "elsewhere" : "here", of: { of, unit: "item" } },
        }));
        made.shop.did(post, { book: OWN, lines });
        const theirs = [{ item: made.items["soap"] ?? "", unit: "item", of: "60" }];
        made.shop.did(commands.putAway, { shelf: made.places[C] ?? "", lines: theirs });
        for (const one of steps) {
          const before = soapIn(made);
          const answer = play(made, one);
          if (answer === null || isRefusal(answer)) done.refused += 1;
          else done.written += 1;
          assert.deepEqual(faultsIn(made.shop.things()), []);
          if (one.do === "pack" || one.do === "unpack" || one.do === "move")
            assert.equal(soapIn(made), before);
        }
        // Nothing goes from one book's place to another's, and nothing of ours comes there.
        const some = { side: C, item: "soap", unit: "item", of: "0.5", until: null } as const;
        for (const what of ["move", "take"] as const) {
          const answer = play(made, { do: what, size: some });
          assert.ok(answer !== null && isRefusal(answer), what);
        }
        assert.deepEqual(faultsIn(made.shop.things()), []);
      }),
      { seed, numRuns: runs(40) },
    );
  assert.ok(done.written > 100, "histories write something");
  assert.ok(done.refused > 20, "and are refused something");
});
