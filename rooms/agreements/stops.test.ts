/** Stops beside a pause and an end: ticks taken back, and a group that takes part here no more. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY, testHouse } from "../../house/testing.ts";
import { plan } from "../index.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { drawing } from "./facts-beside.ts";
import { oneAgreement } from "./questions.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

type Made = Awaited<ReturnType<typeof agreedSpace>>;
type Line = { offer: string; drawing: string };

const { support, money } = SAID;
const box = (of: string) => ({ of, unit: "box" });
const status = (done: object) => (isRefusal(done) ? done.refused : "done");

/** Lines under one agreement: one waits, one is accepted, one is on its way. */
async function threeLines(made: Made, deal: string) {
  const line = await made.need();
  const one = async (of: string): Promise<Line> => {
    const done = await made.take(deal, line, of);
    assertDone(done);
    return { offer: String(done.answer["id"]), drawing: String(done.answer["drawing"]) };
  };
  const [waits, accepted, sent] = [await one("1"), await one("6"), await one("3")];
  for (const { offer: id } of [accepted, sent]) assertDone(await accept(made, id));
  const left = await leaves(made, line, sent, "3");
  assertDone(left);
  return { line, waits, accepted, sent, delivery: String(left.answer["id"]) };
}

const accept = ({ send }: Made, id: string, quantity?: { of: string; unit: string }) =>
  send("offers.answer-many", {
    answers: [{ id, answer: "accept", ...(quantity && { quantity }) }],
  });
const leaves = ({ send }: Made, need: string, { offer: id }: Line, of: string) =>
  send("deliveries.announce", { lines: [{ offer: id, need, sent: box(of) }] });
const counts = ({ send }: Made, id: string, of: string) =>
  send("ledger.count-delivery", { id, lines: [{ line: 1, counted: box(of) }] });
async function stateOf({ view }: Made, id: string): Promise<OfferState> {
  const thing = await (await view()).thing(offer, id);
  assert.ok(thing);
  return thing.state;
}

describe("ticks taken back", () => {
  it("close what waits, hold what was accepted, list what is on its way", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const { line, waits, accepted, sent, delivery } = await threeLines(made, deal);
    await made.ask("end-ticks", { agreement: deal });
    assert.equal((await stateOf(made, waits.offer)).status, "aside");
    const held = await leaves(made, line, accepted, "6");
    assertRefused(held, "agreements.held");
    assert.equal((held as { next?: string }).next, "agreements.let-it-come");
    const state = (await (await made.view()).thing(agreement, deal))?.state as AgreementState;
    assert.deepEqual(
      [state.unticked?.closed, state.unticked?.held, state.unticked?.sent],
      [[waits.drawing], [accepted.drawing], [sent.drawing]],
    );
    assertDone(await counts(made, delivery, "3"));
    // Ticking anew lets nothing go that was held: that takes a word about the line.
    await made.ask("tick", { agreement: deal, kinds: ["goods"], until: day("2027-01-31") });
    assert.equal(status(await leaves(made, line, accepted, "6")), "agreements.held");
    await made.ask("let-come", { drawing: accepted.drawing });
    assert.equal(status(await leaves(made, line, accepted, "6")), "done");
  });

  it("stop the kinds that are ticked no more, and no other", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support, money]);
    const { line, waits, accepted } = await threeLines(made, deal);
    const euros = await made.need({ of: "900", unit: "EUR" }, "money");
    const coins = await made.take(deal, euros, "50", "EUR");
    assertDone(coins);
    const until = day("2027-01-31");
    await made.ask("tick", { agreement: deal, kinds: ["goods"], until });
    assert.equal((await stateOf(made, String(coins.answer["id"]))).status, "aside");
    assert.equal((await stateOf(made, waits.offer)).status, "waiting");
    await made.ask("tick", { agreement: deal, kinds: ["goods", "hours"], until });
    assert.equal(status(await leaves(made, line, accepted, "6")), "done");
  });

  it("write the same once, and of a line that was let come before hold it again", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const { line, accepted } = await threeLines(made, deal);
    await made.ask("end-ticks", { agreement: deal });
    await made.ask("let-come", { drawing: accepted.drawing });
    const before = (await made.house.space(made.at))?.size;
    await made.ask("end-ticks", { agreement: deal });
    assert.equal((await made.house.space(made.at))?.size, before);
    const thing = await (await made.view()).thing(drawing, accepted.drawing);
    assert.deepEqual([thing?.state.held, thing?.state.released], [false, true]);
    await made.ask("tick", { agreement: deal, kinds: ["goods"], until: day("2027-01-31") });
    await made.ask("end-ticks", { agreement: deal });
    assert.equal(status(await leaves(made, line, accepted, "6")), "agreements.held");
  });
});

describe("a group that takes part here no more", () => {
  it("has nothing left to stand on: no line is taken, accepted or sent", async () => {
    const made = await agreedSpace();
    const { send, other, take } = made;
    const deal = await made.inForce([support]);
    const { line, waits, accepted, delivery } = await threeLines(made, deal);
    assert.equal((await oneAgreement(await made.view(), deal))?.status, "in-force");
    const [ended, late] = await Promise.all([
      send("allies.end", { ally: other.ally }),
      take(deal, line, "1"),
    ]);
    assertDone(ended);
    assertRefused(late, "agreements.they-left");
    assert.ok(isRefusal(await accept(made, waits.offer)));
    assert.equal(status(await leaves(made, line, accepted, "6")), "agreements.held");
    assert.equal((await oneAgreement(await made.view(), deal))?.status, "parted");
    // What comes is counted, and what the group wants to come comes.
    assertDone(await counts(made, delivery, "3"));
    await made.ask("let-come", { drawing: accepted.drawing });
    assert.equal(status(await leaves(made, line, accepted, "6")), "done");
  });

  it("closes what was typed in for it and waits, once a job comes to it", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const { waits, accepted } = await threeLines(made, deal);
    await made.ask("allies.end", { ally: made.other.ally });
    assert.equal((await stateOf(made, waits.offer)).status, "withdrawn");
    assert.equal((await stateOf(made, accepted.offer)).status, "accepted");
    const again = await agreedSpace();
    const other = await again.inForce([support]);
    const lines = await threeLines(again, other);
    // The other party may not open what was typed in for it: its end closes that all the same.
    await again.ask("end", { agreement: other }, again.other.author);
    assert.equal((await stateOf(again, lines.waits.offer)).status, "withdrawn");
  });

  it("is known to be gone by a house that begins anew", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const { line } = await threeLines(made, deal);
    await made.ask("allies.end", { ally: made.other.ally });
    const { store, keys, clock } = made;
    const other = testHouse(plan, 2, { store, keys, clock });
    const input = { agreement: deal, need: line, quantity: box("1"), name: "noor", reach: "here" };
    const command = "agreements.take-line";
    const again = await other.send({ space: made.at, command, input, author: made.us });
    assertRefused(again, "agreements.they-left");
  });

  it("offers nothing that can be accepted, before any job said so", async () => {
    const made = await agreedSpace();
    const { send, ask, other, us } = made;
    const line = await made.need();
    const give = { need: line, quantity: box("4"), by: null, terms: null };
    const { id = "" } = await ask("offers.take-as-group", give, other.author);
    const { id: aside = "" } = await ask("offers.take-as-group", give, other.author);
    await send("offers.answer-many", { answers: [{ id: aside, answer: "aside" }] });
    const answers = [{ id, answer: "accept" as const }];
    // Both in one batch: no job ran between them.
    const [ended, done] = await Promise.all([
      ask("allies.end", { ally: other.ally }),
      send("offers.answer-many", { answers }, us),
    ]);
    assert.ok(ended);
    assertRefused(done, "offers.closed");
    assertRefused(await accept(made, String(aside)), "offers.closed");
  });
});

describe("what was accepted", () => {
  it("can become less whatever stands: it is a part of the answer that was given", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const { accepted, waits } = await threeLines(made, deal);
    await made.ask("pause", { agreement: deal });
    assert.equal(status(await accept(made, accepted.offer, box("5"))), "done");
    assert.equal(status(await accept(made, accepted.offer, box("6"))), "agreements.not-in-force");
    assert.equal(status(await accept(made, waits.offer, box("1"))), "agreements.not-in-force");
    made.clock.pass(400 * DAY);
    assert.equal(status(await accept(made, accepted.offer, box("4"))), "done");
  });
});

describe("visits and pictures", () => {
  it("stand on the clause that is about them", async () => {
    const made = await agreedSpace();
    const deal = await made.inForce([support]);
    const visits = await made.need({ of: "3", unit: "visit" }, "hours");
    assert.equal(status(await made.take(deal, visits, "1", "visit")), "agreements.no-clause");
    await made.sign(deal, { clauses: [{ says: SAID.people }] });
    assert.equal(status(await made.take(deal, visits, "1", "visit")), "done");
  });
});

describe("the texts of a proposal that another took the place of", () => {
  it("are erased by the local group, while it stands and of no other side", async () => {
    const made = await agreedSpace("fallen");
    const { ask, other, view, proposal } = made;
    const deal = await made.draft([support]);
    await ask("propose", proposal(deal));
    const first = (await (await view()).thing(agreement, deal))?.state.proposed?.at;
    await ask("propose", proposal(deal, { clauses: [{ says: money }] }));
    const given = { agreement: deal, version: 1 };
    assertRefused(await made.send("erase-text", given, other.author), "house.sign-in-first");
    await ask("erase-text", given);
    const thing = await (await view()).thing(agreement, deal);
    assert.ok(thing && first);
    assert.equal(typeof (await (await view()).part(thing, first)), "string", "it is gone");
    assert.deepEqual(thing.state.fallen, [{ version: 1, at: null }]);
    assert.equal(status(await made.send("erase-text", given)), "done", "once is enough");
    assertRefused(
      await made.send("erase-text", { ...given, version: 2 }),
      "agreements.text-in-use",
    );
    assert.doesNotMatch(JSON.stringify(thing.state), /An agreement in/, "no words are kept there");
  });
});
