/** What came under an agreement and stands in its own book: it lies in places of that agreement. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, assertRefused } from "../../house/testing.ts";
import { agreedSpace } from "../agreements/testing.ts";
import { book } from "../ledger/index.ts";
import { delivery } from "../offers/index.ts";
import { shelf } from "./facts.ts";
import { checked, stockOf, unplacedIn } from "./questions.ts";

const en = (text: string) => ({ lang: "en", text });
const box = (of: string) => ({ of, unit: "box" });

/** An agreement in force, and what comes under it: sent, and counted. */
async function agreed() {
  const world = await agreedSpace();
  const { ask: does, send, inForce, need, take, view } = world;
  const deal = await inForce();
  const asked = await need();
  const comes = async (of: string) => {
    const took = await take(deal, asked, of, "box");
    const { id } = ("answer" in took ? took.answer : {}) as { id: string };
    await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
    const line = { need: asked, offer: id, sent: box(of) };
    const way = String((await does("deliveries.announce", { lines: [line] }))["id"]);
    await does("ledger.count-delivery", { id: way, lines: [{ line: 1, counted: box(of) }] });
    return way;
  };
  const place = async (name: string, more: object = {}) =>
    String((await does("stock.open-place", { name: en(name), ...more }))["shelf"]);
  const put = (into: string, way: string, of: string) => {
    const lines = [{ line: 1, name: en("Soap"), ...box(of) }];
    return send("stock.put-away", { shelf: into, delivery: way, lines });
  };
  const unplaced = async (way: string) => {
    const looking = await view();
    const thing = await looking.thing(delivery, way);
    assert.ok(thing);
    return (await unplacedIn(looking, thing)).map(({ of, under }) => [of, under]);
  };
  const holds = async () =>
    (await checked(await view())).map(({ book: kept, units, holds: exact }) => [
      ...[kept.state.agreement, exact, ...units.map(({ here, lies }) => `${lies} of ${here}`)],
    ]);
  return { ...world, deal, comes, place, put, unplaced, holds };
}

it("lies in a place of its agreement, to the last box, and in no place of the group", async () => {
  const { ask: does, send, deal, comes, place, put, unplaced, holds, view } = await agreed();
  const room = await place("Back room");
  // Before the agreement keeps goods by itself, what comes under it is among the group's own.
  const early = await comes("10");
  assert.deepEqual(await unplaced(early), [["10", null]]);
  assertDone(await put(room, early, "10"));
  assertRefused(
    await send("stock.open-place", { name: en("X"), agreement: deal }),
    "stock.no-own-book",
  );
  await does("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const late = await comes("20");
  assert.deepEqual(await unplaced(late), [["20", deal]]);
  assertRefused(await put(room, late, "20"), "stock.in-an-agreement");
  const own = await place("Their shelf", { agreement: deal });
  assertDone(await put(own, late, "18"));
  assert.deepEqual(await unplaced(late), [["2", deal]]);
  assert.deepEqual(await holds(), [
    [null, true, "10 of 10"],
    [deal, true, "18 of 20"],
  ]);
  // Neither book takes from the other's places; nothing unannounced comes there.
  const [soap] = (await stockOf(await view(), "UTC")).items;
  const of = { item: soap?.thing.id, ...box("1") };
  assertRefused(await send("stock.move", { shelf: own, to: room, ...of }), "stock.other-book");
  assertRefused(await send("stock.prefer-place", { shelf: own }), "stock.agreed-alone");
  const came = { shelf: own, came: "given", lines: [of] };
  assertRefused(await send("stock.take-in", came), "stock.agreed-alone");
  assertRefused(await put(own, early, "1"), "stock.agreed-alone");
  // A second count leaves what lies there: two are free, and no more.
  const count = (many: string) =>
    send("ledger.count-delivery", { id: late, lines: [{ line: 1, counted: box(many) }] });
  assertRefused(await count("17"), "ledger.lies-in-places");
  assertDone(await count("18"));
  // Given out, it is written in the agreement's own book, and is no plenty of the group's.
  await does("stock.give-out", { shelf: own, ...of });
  assert.deepEqual(await holds(), [
    [null, true, "10 of 10"],
    [deal, true, "17 of 17"],
  ]);
  const [now] = (await stockOf(await view(), "UTC")).items;
  assert.deepEqual([now?.levels.there, now?.lies.length], ["10", 2]);
});

it("the other party reads how much of its book lies in places, and never in which", async () => {
  const { ask: does, deal, comes, place, put, view, other } = await agreed();
  await does("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const way = await comes("20");
  await put(await place("Their shelf", { agreement: deal }), way, "18");
  const theirs = await view(other.eyes);
  const books = await theirs.things(book);
  assert.deepEqual(
    books.map(({ state }) => state.placed),
    [{ box: "18" }],
  );
  assert.deepEqual(await theirs.things(shelf), []);
});
