/** Goods out of nothing, and more than can be written: whoever tries is refused. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertRefused } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import type { ShelfState } from "./facts.ts";
import { GOODS_MAX, goods } from "./goods.ts";
import { linesOf } from "./lots.ts";
import { en, Shop } from "./testing.ts";

/** A shop with a place, and three items. */
function shop() {
  const made = new Shop();
  const { shelf = "" } = made.did(commands.openShelf, { name: en("Room") });
  const [soap = "", bag = "", box = ""] = ["Soap", "Bag", "Box"].map(
    (name) => made.did(commands.nameGoods, { name: en(name), unit: "item" })["item"],
  );
  const holds = (item: string, part: string, of: string) =>
    made.do(commands.setParts, { item, parts: [{ item: part, unit: "item", of }] });
  const comes = (lines: object[]) => made.do(commands.takeIn, { shelf, came: "given", lines });
  const came = (item: string, of: string) => comes([{ item, unit: "item", of }]);
  return { made, shelf, soap, bag, box, holds, comes, came };
}

describe("goods out of nothing", () => {
  it("do not come of kits that are made of one another", () => {
    const { soap, bag, box, holds } = shop();
    assert.ok("facts" in holds(bag, soap, "2"));
    assert.ok("facts" in holds(box, bag, "1"));
    assertRefused(holds(soap, box, "1"), "stock.of-itself");
    assertRefused(holds(bag, bag, "1"), "stock.of-itself");
  });

  it("do not come of a kit of which something else is said while it lies here", () => {
    const { made, shelf, soap, bag, holds, came } = shop();
    came(bag, "1");
    assert.ok("facts" in holds(bag, soap, "1"), "what came ready-made can be described");
    assert.ok("facts" in holds(bag, soap, "1"), "the same again is no change");
    assertRefused(holds(bag, soap, "100"), "stock.kits-lie-here");
    assertRefused(made.do(commands.setParts, { item: bag, parts: [] }), "stock.kits-lie-here");
    made.did(commands.unpack, { shelf, item: bag, unit: "item", times: 1 });
    assert.ok("facts" in holds(bag, soap, "100"));
  });

  it("do not go into nothing where a part of a pack is less than can be written", () => {
    const { made, shelf, soap, came, comes } = shop();
    const packs = [{ unit: "pack", holds: "0.000000001" }];
    made.did(commands.setPacks, { item: soap, packs });
    const half = { item: soap, unit: "pack", of: "0.5" };
    comes([half, { ...half, until: "2027-01-01" }]);
    const unpack = { shelf, item: soap, unit: "pack", times: 1 };
    assertRefused(made.do(commands.unpack, unpack), "stock.not-exact");
    came(soap, "1");
    assert.equal(linesOf(made.state<ShelfState>(shelf).lots).length, 3);
  });

  it("are no more together than can be written", () => {
    const { soap, bag, comes } = shop();
    const most = { unit: "item", of: "9".repeat(18) };
    const both = [
      { ...most, item: soap },
      { ...most, item: bag },
    ];
    assertRefused(comes(both), "amount.too-large");
  });
});

describe("items", () => {
  it("are named once, however the same word is written", () => {
    const { made, comes } = shop();
    const tea = (text: string) => ({ name: en(text), unit: "item", of: "1" });
    comes([tea("Tea"), tea("Ｔea"), tea("TEA")]);
    const called = [...made.things().values()].filter(({ kind }) => kind === goods.kind);
    assert.equal(called.length, 4);
  });

  it("are no more than a group keeps, whichever way they are named", () => {
    const made = new Shop();
    const { shelf = "" } = made.did(commands.openShelf, { name: en("Room") });
    const lines = (n: number, at = 0) =>
      Array.from({ length: n }, (_, i) => ({ name: en(`i${at + i}`), unit: "item", of: "1" }));
    for (let n = 0; n < GOODS_MAX; n++)
      made.given.push({
        ...{ thing: `e${n.toString(16).padStart(31, "0")}`, type: "goods.named/1" },
        record: { unit: "item", category: null },
      });
    const one = { shelf, came: "given", lines: lines(1, GOODS_MAX) };
    assertRefused(made.do(commands.takeIn, one), "stock.full");
    const tea = { name: en("Tea"), unit: "item" };
    assertRefused(made.do(commands.nameGoods, tea), "stock.full");
    // What is kept no more makes room: a thousand that somebody named stand in nobody's way.
    const thing = `e${"0".repeat(31)}`;
    made.given.push({ thing, type: "goods.retired/1", record: {} });
    made.did(commands.takeIn, one);
    assertRefused(made.do(commands.nameGoods, tea), "stock.full");
  });

  it("are not counted where they are kept no more, nor kept no more while a count waits", () => {
    const { made, shelf, soap, came } = shop();
    came(soap, "1");
    const plain = { item: soap, unit: "item", until: null, lot: null };
    const count = { shelf, lines: [{ ...plain, of: "5" }] };
    made.did(commands.count, count);
    made.did(commands.give, { shelf, item: soap, unit: "item", of: "1" });
    assertRefused(made.do(commands.retireGoods, { item: soap }), "stock.still-here");
    made.did(commands.dropCount, { shelf });
    made.did(commands.retireGoods, { item: soap });
    assertRefused(made.do(commands.count, count), "stock.no-such-item");
  });
});
