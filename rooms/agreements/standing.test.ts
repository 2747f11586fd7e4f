/** The gate, by clause and by limit; lapse and stop; and what it never refuses. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { drawing } from "./facts-beside.ts";
import { REST_MS } from "./status.ts";
import type { Said } from "./terms.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

const { support, money, media } = SAID;
const refusedAs = (done: object) => (isRefusal(done) ? done.refused : "done");

type Made = Awaited<ReturnType<typeof agreedSpace>>;

/** A line taken under an agreement: its contribution and its thing. */
async function taken({ take }: Made, deal: string, line: string, of: string) {
  const done = await take(deal, line, of);
  assertDone(done);
  return { offer: String(done.answer["id"]), drawing: String(done.answer["drawing"]) };
}

const accept = ({ send }: Made, id: string, of?: string) =>
  send("offers.answer-many", {
    answers: [
      { id, answer: "accept", ...(of === undefined ? {} : { quantity: { of, unit: "box" } }) },
    ],
  });
const leaves = ({ send }: Made, need: string, id: string, of: string) =>
  send("deliveries.announce", { lines: [{ offer: id, need, sent: { of, unit: "box" } }] });

describe("the gate and agreements", () => {
  it("lets a line be taken in force alone, and says why not and what to do next", async () => {
    const made = await agreedSpace();
    const { draft, ask, sign, take, need, clock } = made;
    const line = await need();
    const deal = await draft([support]);
    const code = async () => refusedAs(await take(deal, line, "5"));
    assert.equal(await code(), "agreements.not-signed");
    await ask("propose", made.proposal(deal));
    assert.equal(await code(), "agreements.not-signed");
    await sign(deal, {}, false);
    assert.equal(await code(), "agreements.not-yet", "it rests");
    clock.pass(REST_MS);
    const refused = await take(deal, line, "5");
    assertRefused(refused, "agreements.not-ticked");
    assert.equal((refused as { next?: string }).next, "agreements.ask-to-tick");
    await ask("tick", { agreement: deal, kinds: ["goods"], until: day("2027-01-31") });
    assert.equal(await code(), "done");
    await ask("end-ticks", { agreement: deal });
    assert.equal(await code(), "agreements.not-ticked");
    assert.equal(refusedAs(await take("b".repeat(32), line, "5")), "house.nothing-to-stand-on");
  });

  it("asks for the clause: money for money, each kind of support for itself", async () => {
    const made = await agreedSpace();
    const { inForce, need, take, sign, ask } = made;
    const deal = await inForce([support, media]);
    const euros = await need({ of: "900", unit: "EUR" }, "money");
    assert.equal(refusedAs(await take(deal, euros, "50", "EUR")), "agreements.no-clause");
    const legal = await need({ of: "9", unit: "hour" }, "legal");
    assert.equal(refusedAs(await take(deal, legal, "2", "hour")), "agreements.other-kind");
    await sign(deal, { clauses: [{ says: money }] });
    await ask("tick", { agreement: deal, kinds: ["money"], until: day("2027-01-31") });
    assert.equal(refusedAs(await take(deal, euros, "50", "EUR")), "done");
  });

  it("keeps what is not wanted out", async () => {
    const made = await agreedSpace();
    const unwanted: Said = { kind: "not-wanted", terms: { categories: ["clothing"], kinds: [] } };
    const deal = await made.inForce([support, unwanted]);
    const { id = "" } = await made.ask("needs.open", {
      ...{ needKind: "goods", title: { lang: "en", text: "coats" }, urgency: "weeks" },
      ...{ quantity: { of: "9", unit: "box" }, category: "clothing" },
    });
    assert.equal(refusedAs(await made.take(deal, id, "1")), "agreements.not-wanted");
  });
});

describe("limits", () => {
  it("are reserved by accepting, used by arriving, freed where it does not come", async () => {
    const made = await agreedSpace();
    const { inForce, need, take, send, ask } = made;
    const deal = await inForce([support]);
    const line = await need();
    const [first, second, third] = [
      await taken(made, deal, line, "60"),
      await taken(made, deal, line, "60"),
      await taken(made, deal, line, "40"),
    ];
    // What waits reserves nothing: more than the limit may be offered.
    assertDone(await accept(made, first.offer));
    const over = await accept(made, second.offer);
    assertRefused(over, "agreements.over-limit");
    assert.deepEqual((over as { vars?: object }).vars, { left: "40", most: "100", unit: "box" });
    assertDone(await accept(made, second.offer, "40"));
    assertRefused(await accept(made, third.offer), "agreements.limit-reached");
    assertRefused(await take(deal, line, "1"), "agreements.limit-reached");
    // Withdrawn: what was reserved is free.
    assertDone(await send("offers.withdraw", { id: second.offer }));
    assertDone(await accept(made, third.offer));
    // Sent and counted with less: what did not come is free again.
    const sent = await leaves(made, line, first.offer, "60");
    assertDone(sent);
    const delivery = String(sent.answer["id"]);
    // On the way it is neither freed nor used.
    assertRefused(await take(deal, line, "1"), "agreements.limit-reached");
    await ask("ledger.count-delivery", {
      id: delivery,
      lines: [{ line: 1, counted: { of: "50", unit: "box" } }],
    });
    const refused = await take(deal, line, "20");
    assertRefused(refused, "agreements.over-limit");
    assert.equal((refused as { vars?: { left?: string } }).vars?.left, "10");
    assertDone(await take(deal, line, "10"));
  });

  it("count in the period in which the line was taken, and begin anew with the next", async () => {
    const made = await agreedSpace();
    const { inForce, need, clock } = made;
    const deal = await inForce([support]);
    const line = await need();
    const [first, waiting] = [
      await taken(made, deal, line, "100"),
      await taken(made, deal, line, "1"),
    ];
    assertDone(await accept(made, first.offer));
    assertRefused(await made.take(deal, line, "1"), "agreements.limit-reached");
    const before = await made.take(deal, line, "1");
    assert.ok(isRefusal(before));
    clock.pass(Date.UTC(2026, 11, 1) - clock.now - 1);
    assertRefused(await made.take(deal, line, "1"), "agreements.limit-reached");
    clock.pass(1);
    // Taken in November, accepted in December: it counts where it was taken.
    assertRefused(await accept(made, waiting.offer), "agreements.limit-reached");
    const next = await taken(made, deal, line, "100");
    assertDone(await accept(made, next.offer));
  });
});

describe("limits, of several at once", () => {
  it("hold for all that is accepted in one go, and for what one commit holds already", async () => {
    const made = await agreedSpace();
    const { inForce, need, send } = made;
    const deal = await inForce([support]);
    const line = await need();
    const lines = [
      await taken(made, deal, line, "60"),
      await taken(made, deal, line, "60"),
      await taken(made, deal, line, "60"),
    ];
    const both = lines.slice(0, 2).map(({ offer: id }) => ({ id, answer: "accept" }));
    assertRefused(await send("offers.answer-many", { answers: both }), "agreements.over-limit");
    // Sent at once, they are decided one on another.
    const all = await Promise.all(lines.map(({ offer: id }) => accept(made, id)));
    assert.equal(all.filter((done) => !isRefusal(done)).length, 1);
    // Accepting once more what is accepted already takes nothing more.
    const won = lines[all.findIndex((done) => !isRefusal(done))];
    assertDone(await accept(made, won?.offer ?? ""));
  });

  it("are the same for an index that was folded anew", async () => {
    const made = await agreedSpace();
    const { inForce, need, house, at } = made;
    const deal = await inForce([support]);
    const line = await need();
    const first = await taken(made, deal, line, "70");
    assertDone(await accept(made, first.offer));
    const space = await house.space(at);
    assert.ok(space);
    const { standing } = space;
    const use = (of: string) => {
      const asked = { clause: "support", of: deal, amount: { of, unit: "box" } };
      return standing.agreed.may({ ...asked, onLapse: "stop" }, made.clock.now, []);
    };
    assert.equal(use("30"), null);
    assert.equal((use("31") as { refused: string }).refused, "agreements.over-limit");
    const again = new (standing.constructor as new (of: object) => typeof standing)(space);
    await again.open();
    const fresh = (of: string) =>
      again.agreed.may(
        { clause: "support", of: deal, amount: { of, unit: "box" }, onLapse: "stop" },
        made.clock.now,
        [],
      );
    assert.equal(fresh("30"), null);
    assert.deepEqual(fresh("31"), use("31"));
  });
});

describe("lapse and stop", () => {
  it("lets what was accepted go on for 30 days after a lapse; new lines stop at once", async () => {
    const made = await agreedSpace();
    const { inForce, need, clock } = made;
    const deal = await inForce([support, { kind: "look-again", terms: { on: day("2026-12-01") } }]);
    const line = await need();
    const first = await taken(made, deal, line, "20");
    assertDone(await accept(made, first.offer));
    clock.pass(Date.UTC(2026, 11, 2) - clock.now);
    assertRefused(await made.take(deal, line, "1"), "agreements.lapsed");
    assertDone(await leaves(made, line, first.offer, "5"));
    clock.pass(30 * DAY);
    assertRefused(await leaves(made, line, first.offer, "5"), "agreements.held");
    // What a row says of a lapse: it warns, and lets the use go on for as long; else it stops.
    const space = await made.house.space(made.at);
    const may = (onLapse: "stop" | "warn", now: number) =>
      space?.standing.agreed.may({ clause: "support", of: deal, amount: null, onLapse }, now, []) ??
      null;
    const lapse = Date.UTC(2026, 11, 2);
    assert.equal(may("stop", lapse - 1), null);
    assert.equal((may("stop", lapse) as { refused: string }).refused, "agreements.lapsed");
    assert.equal(may("warn", lapse), null);
    assert.equal(may("warn", lapse + 30 * DAY - 1), null);
    assert.notEqual(may("warn", lapse + 30 * DAY), null);
  });
});

describe("a stop", () => {
  for (const [what, status] of [
    ["pause", "aside"],
    ["end", "declined"],
  ] as const)
    it(`${what}: open lines close, accepted ones are held, arrivals are written down`, async () => {
      const made = await agreedSpace();
      const { inForce, need, ask, send, view } = made;
      const deal = await inForce([support]);
      const line = await need();
      const [open, held, left] = [
        await taken(made, deal, line, "10"),
        await taken(made, deal, line, "20"),
        await taken(made, deal, line, "30"),
      ];
      assertDone(await accept(made, held.offer));
      assertDone(await accept(made, left.offer));
      const sent = await leaves(made, line, left.offer, "30");
      assertDone(sent);
      await ask(what, { agreement: deal });
      const here = await view();
      const stateOf = async (id: string) =>
        (await here.thing(offer, id))?.state as OfferState | undefined;
      assert.equal((await stateOf(open.offer))?.status, status);
      const state = (await here.thing(agreement, deal))?.state as AgreementState | undefined;
      const met = state?.paused ?? state?.ended;
      assert.deepEqual(
        [met?.closed, met?.held, met?.sent],
        [[open.drawing], [held.drawing], [left.drawing]],
      );
      const stopped = what === "pause" ? "agreements.is-paused" : "agreements.is-ended";
      assert.equal(refusedAs(await made.take(deal, line, "1")), `${stopped}`);
      assertRefused(await leaves(made, line, held.offer, "20"), "agreements.held");
      assertRefused(await accept(made, open.offer), "agreements.not-in-force");
      // A truck at the door: what arrived is counted, whatever fell.
      assertDone(
        await send("ledger.count-delivery", {
          id: String(sent.answer["id"]),
          lines: [{ line: 1, counted: { of: "30", unit: "box" } }],
        }),
      );
      const arrived = { lines: [{ offer: held.offer, arrived: { of: "5", unit: "box" } }] };
      assertDone(await send("deliveries.record-arrival", arrived));
      // The group alone lets a held line come.
      await ask("let-come", { drawing: held.drawing });
      assertDone(await leaves(made, line, held.offer, "15"));
      assert.equal((await here.things(drawing)).length, 3);
    });
});

describe("either party", () => {
  it("lets the other party stop alone, and go on with the word of both alone", async () => {
    const made = await agreedSpace();
    const { inForce, need, ask, take } = made;
    const deal = await inForce([support]);
    const line = await need();
    await ask("pause", { agreement: deal }, made.other.author);
    assertRefused(await take(deal, line, "1"), "agreements.is-paused");
    await ask("go-on", { agreement: deal });
    assertRefused(await take(deal, line, "1"), "agreements.is-paused");
    await ask("go-on", { agreement: deal }, made.other.author);
    assertDone(await take(deal, line, "1"));
    await ask("end", { agreement: deal }, made.other.author);
    assertRefused(await take(deal, line, "1"), "agreements.is-ended");
  });

  it("asks a group without agreements nothing, and nobody of other contributions", async () => {
    const made = await agreedSpace();
    const { need, ask, send, inForce } = made;
    const line = await need();
    const given = { need: line, quantity: { of: "5", unit: "box" }, terms: null };
    const free = async () => {
      const { id = "" } = await ask("offers.take", { ...given, name: "noor", reach: "here" });
      assertDone(await accept(made, id));
      assertDone(await leaves(made, line, id, "5"));
    };
    await free();
    const deal = await inForce([support]);
    await free();
    assertDone(await send("pause", { agreement: deal }));
    await free();
  });
});
