import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { book, figureOf } from "../ledger/index.ts";
import { figuresOf, need } from "../needs/index.ts";
import { delivery, findOffers, isUnmatched, offer } from "./index.ts";
import { offersSpace } from "./testing.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });
const text = (said: string) => ({ lang: "en", text: said });

/** A space that asks for 60 blankets, in public. */
async function asking() {
  const made = await offersSpace();
  await made.ask("spaces.publish", {});
  const opened = await made.ask("needs.open", {
    ...{ title: text("Blankets"), quantity: item(60), category: "shelter", publish: true },
  });
  const line = String(opened.answer["id"]);
  const take = async (of: number, more: object = {}) => {
    const input = { need: line, quantity: item(of), name: "noor", reach: "at the bakery", ...more };
    const done = await made.ask("offers.take", { terms: null, ...input }, made.stranger());
    const { id, code } = done.answer as { id: string; code: string };
    return { id, code, holder: { by: "holder", thing: id, code } as const };
  };
  const figures = async () => {
    const thing = await (await made.view()).thing(need, line);
    const all = thing === undefined ? null : figuresOf(thing.state);
    assert.ok(all);
    const { accepted, onTheWay, counted, still } = all;
    return [accepted.of, onTheWay.of, counted.of, still.of].map(Number);
  };
  const here = async () => {
    const [goods] = await (await made.view()).things(book);
    const sum = goods?.state.now["here item"];
    return sum === undefined ? 0 : Number(figureOf(sum));
  };
  const accept = (id: string) =>
    made.ask("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const send = async (id: string, of: number) => {
    const lines = [{ offer: id, sent: item(of) }];
    const done = await made.ask("deliveries.announce", { lines });
    return String(done.answer["id"]);
  };
  const count = (id: string, of: number) =>
    made.ask("ledger.count-delivery", { id, lines: [{ line: 1, counted: item(of) }] });
  const state = async (id: string) => (await (await made.view()).thing(offer, id))?.state;
  return { ...made, line, take, figures, here, accept, dispatch: send, count, state };
}

describe("40 of 60 blankets", () => {
  it("taken, accepted, sent, 38 counted: 22 still asked, and both counts", async () => {
    const { take, figures, here, accept, dispatch, count, view, state } = await asking();
    const { id } = await take(40);
    assert.deepEqual(await figures(), [0, 0, 0, 60], "a take changes nothing public");
    await accept(id);
    assert.deepEqual(await figures(), [40, 0, 0, 20]);
    const sent = await dispatch(id, 40);
    assert.deepEqual(await figures(), [0, 40, 0, 20]);
    await count(sent, 38);
    assert.deepEqual(await figures(), [0, 0, 38, 22]);
    assert.equal(await here(), 38);
    assert.equal((await state(id))?.status, "received");
    const thing = await (await view()).thing(delivery, sent);
    assert.deepEqual(thing?.state.lines[0]?.sent, item(40));
    assert.deepEqual(thing?.state.lines[0]?.counted, item(38));
    assert.ok(thing && isUnmatched(thing.state));
  });
  it("counted again, the difference alone is posted", async () => {
    const { take, figures, here, accept, dispatch, count, ask, view } = await asking();
    const { id } = await take(40);
    await accept(id);
    const sent = await dispatch(id, 40);
    await count(sent, 38);
    await count(sent, 39);
    assert.deepEqual(await figures(), [0, 0, 39, 21]);
    assert.equal(await here(), 39);
    await ask("deliveries.match", { id: sent, how: "miscounted" });
    const thing = await (await view()).thing(delivery, sent);
    assert.ok(thing && !isUnmatched(thing.state));
  });
  it("lost, it is asked for again; found and counted, it is here", async () => {
    const { take, figures, here, accept, dispatch, count, ask, state, send } = await asking();
    const { id } = await take(40);
    await accept(id);
    const sent = await dispatch(id, 30);
    assert.deepEqual(await figures(), [10, 30, 0, 20]);
    await ask("deliveries.lose", { id: sent });
    assert.deepEqual(await figures(), [10, 0, 0, 50]);
    assert.equal((await state(id))?.status, "accepted", "ten are still to come");
    await ask("deliveries.move", { id: sent, to: "arrived" });
    await count(sent, 30);
    assert.deepEqual(await figures(), [10, 0, 30, 20]);
    assert.equal(await here(), 30);
    assertRefused(await send("deliveries.lose", { id: sent }), "offers.already-counted");
  });
  it("here though nobody announced it, with something nobody asked for", async () => {
    const { take, figures, here, accept, ask, view, line, state } = await asking();
    const { id } = await take(40);
    await accept(id);
    const done = await ask("deliveries.record-arrival", { lines: [{ offer: id }] });
    const sent = String(done.answer["id"]);
    await ask("ledger.count-delivery", {
      id: sent,
      lines: [{ line: 1, counted: item(38) }],
      extra: [
        { what: text("a pot"), counted: item(1) },
        { need: line, counted: item(2) },
      ],
    });
    assert.deepEqual(await figures(), [0, 0, 40, 20]);
    assert.equal(await here(), 41);
    assert.equal((await state(id))?.status, "received", "two more are not waited for");
    const thing = await (await view()).thing(delivery, sent);
    assert.equal(thing?.state.announced, false);
    assert.deepEqual(
      thing?.state.lines.map(({ line: n }) => n),
      [1, 2, 3],
    );
  });
});

it("keeps a taker's name and reach for 30 days after their offer closed", async () => {
  const { take, accept, state, view, house, clock, send } = await asking();
  const { id, holder } = await take(40);
  await accept(id);
  assertDone(await send("offers.withdraw", { id }, holder));
  const thing = await (await view()).thing(offer, id);
  assert.ok(thing?.state.people);
  const people = async () => (await view()).part(thing, thing.state.people as never, "people");
  assert.deepEqual(await people(), { name: "noor", reach: "at the bakery" });
  clock.pass(30 * DAY - 1);
  await house.runDue();
  assert.notEqual(await people(), "erased");
  clock.pass(1);
  await house.runDue();
  assert.equal(await people(), "erased");
  assert.equal((await state(id))?.forgotten, true);
});

describe("a taker nobody answered", () => {
  const kept = async (made: Awaited<ReturnType<typeof asking>>, id: string) => {
    await made.house.runDue();
    const thing = await (await made.view()).thing(offer, id);
    assert.ok(thing?.state.people);
    return (await (await made.view()).part(thing, thing.state.people, "people")) !== "erased";
  };
  for (const how of ["meet", "withdraw", "count"] as const)
    it(`is forgotten 30 days after the line closed (${how})`, async () => {
      const made = await asking();
      const waits = await made.take(5);
      const agreed = await made.take(6);
      await made.accept(agreed.id);
      if (how === "count") {
        const lines = [{ need: made.line, counted: item(60) }];
        const done = await made.ask("deliveries.record-arrival", { lines: [{ need: made.line }] });
        await made.ask("ledger.count-delivery", { id: done.answer["id"], lines: [], extra: lines });
      } else await made.ask(`needs.${how}`, { ids: [made.line] });
      made.clock.pass(30 * DAY - 1);
      for (const { id } of [waits, agreed]) assert.ok(await kept(made, id), "not before");
      made.clock.pass(1);
      for (const { id } of [waits, agreed]) assert.ok(!(await kept(made, id)), "and then");
      assert.equal((await made.state(waits.id))?.status, "waiting", "it can still be answered");
    });
  it("is kept while the line is asked for, on its way, or in the quiet box", async () => {
    const made = await asking();
    const [again, sent] = [await made.take(5), await made.take(6)];
    const quiet = { what: text("A piano"), name: "bo", reach: "r", terms: null };
    const done = await made.ask("offers.offer-unasked", quiet, made.stranger());
    await made.accept(sent.id);
    const shipment = await made.dispatch(sent.id, 6);
    await made.ask("needs.withdraw", { ids: [made.line] });
    await made.ask("needs.reopen", { ids: [made.line] });
    made.clock.pass(31 * DAY);
    for (const id of [again.id, sent.id, String(done.answer["id"])])
      assert.ok(await kept(made, id));
    await made.ask("needs.withdraw", { ids: [made.line] });
    made.clock.pass(31 * DAY);
    assert.ok(!(await kept(made, again.id)));
    assert.ok(await kept(made, sent.id), "its sender is asked for while it is on the way");
    await made.count(shipment, 6);
    made.clock.pass(31 * DAY);
    assert.ok(!(await kept(made, sent.id)));
  });
  it("is forgotten too where the line had closed before it, or was accepted late", async () => {
    const made = await asking();
    const aside = await made.take(5);
    const answer = (one: string) =>
      made.ask("offers.answer-many", { answers: [{ id: aside.id, answer: one }] });
    await answer("aside");
    const done = await made.ask("deliveries.record-arrival", { lines: [{ need: made.line }] });
    const extra = [{ need: made.line, counted: item(60) }];
    await made.ask("ledger.count-delivery", { id: done.answer["id"], extra });
    const late = await made.take(7);
    made.clock.pass(29 * DAY);
    await answer("accept");
    made.clock.pass(29 * DAY);
    assert.ok(!(await kept(made, late.id)));
    assert.ok(await kept(made, aside.id), "thirty days from when it was accepted");
    made.clock.pass(DAY);
    assert.ok(!(await kept(made, aside.id)));
  });
});

it("frees an accepted line by the clock alone, and asks for it again", async () => {
  const { take, accept, figures, house, clock } = await asking();
  const by = { date: "2026-11-05", zone: "Europe/Athens", instant: "2026-11-04T22:00:00Z" };
  const { id } = await take(40, { by });
  await accept(id);
  clock.pass(10 * DAY);
  await house.runDue();
  assert.deepEqual(await figures(), [40, 0, 0, 20]);
  clock.pass(DAY);
  await house.runDue();
  assert.deepEqual(await figures(), [0, 0, 0, 60]);
});

it("shows a stranger nothing of an offer, and its holder all of it", async () => {
  const { take, view } = await asking();
  const { id } = await take(40);
  assert.equal(await (await view({ by: "public" })).thing(offer, id), undefined);
  const mine = await view({ by: "receipt", thing: id });
  assert.equal((await mine.thing(offer, id))?.state.status, "waiting");
  const { id: other } = await take(5);
  assert.equal(await mine.thing(offer, other), undefined);
});

it("counts a full delivery of sixty lines in one commit", async () => {
  const { ask, here } = await offersSpace().then(async (made) => {
    const here = async () => {
      const [goods] = await (await made.view()).things(book);
      const sum = goods?.state.now["here item"];
      return sum === undefined ? "" : figureOf(sum);
    };
    return { ...made, here };
  });
  const titles = Array.from({ length: 60 }, (_, at) => `line ${at}`);
  const lines = titles.map((title) => ({ what: text(title), sent: item(10) }));
  const done = await ask("deliveries.announce", { lines });
  const id = String(done.answer["id"]);
  const counted = titles.map((_, at) => ({ line: at + 1, counted: item(at % 8 === 0 ? 9 : 10) }));
  await ask("ledger.count-delivery", { id, lines: counted });
  assert.equal(await here(), "592");
});

it("finds offers by text, by hour and by form, and the erased by none of their words", async () => {
  const { take, view, clock, ask } = await asking();
  const form = "f".repeat(32);
  const first = await take(1, { name: "Zeynep", reach: "El Café", form });
  clock.pass(2 * 3_600_000);
  const later = await take(2, { name: "bo" });
  const found = async (more: object) => {
    const query = { status: "waiting", unasked: false, ...more } as const;
    return (await findOffers(await view(), query)).map(({ id }) => id);
  };
  assert.deepEqual(await found({}), [first.id, later.id]);
  assert.deepEqual(await found({ text: "cafe zeynep" }), [first.id]);
  assert.deepEqual(await found({ text: "zey" }), [first.id]);
  assert.deepEqual(await found({ text: "cafe bo" }), []);
  assert.deepEqual(await found({ hour: clock.now }), [later.id]);
  assert.deepEqual(await found({ form }), [first.id]);
  await ask("offers.forget", { id: first.id });
  assert.deepEqual(await found({ text: "zeynep" }), []);
  assert.deepEqual(await found({ form }), [first.id]);
});

it("lets only a link into a protected space take a line, and keeps months", async () => {
  const made = await offersSpace("yes");
  const line = await made.ask("needs.open", {
    ...{ title: text("Blankets"), quantity: item(60), publish: true },
  });
  const by = { date: "2026-11-05", zone: "Europe/Athens", instant: "2026-11-04T22:00:00Z" };
  const input = { need: String(line.answer["id"]), quantity: item(1), name: "n", reach: "r", by };
  const stranger = made.stranger();
  const take = (author: object) =>
    made.send("offers.take", { ...input, terms: null }, author as never);
  assertRefused(await take(stranger), "offers.no-such-line");
  assertRefused(await take({ ...stranger, link: made.clock.now }), "offers.no-such-line");
  const done = await take({ ...stranger, link: made.clock.now + 1 });
  assertDone(done);
  const thing = await (await made.view()).thing(offer, String(done.answer["id"]));
  assert.equal(thing?.state.by?.date, "2026-11-30");
  assert.equal(thing?.first.day, "2026-11");
});
