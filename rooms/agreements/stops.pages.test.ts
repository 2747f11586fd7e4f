/** The pages of stops: what stops; after, what stopped, whom to call, what is beyond recall. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertDone, DAY } from "../../house/testing.ts";
import {
  begun,
  group,
  LINE,
  type Made,
  MONEY,
  main,
  needIn,
  proposes,
  SUPPORT,
  sends,
  signed,
  writes,
} from "./testing-pages.ts";

/** An agreement in force with one line that waits, one accepted, one on its way. */
async function under(made: Made): Promise<string> {
  const { browser, at, ann, does, space } = made;
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await proposes(made, deal);
  await signed(made, deal, { kinds: ["goods"], until: "2027-03-31" });
  const waived = await browser.submit(`${at}/${deal}`, {}, `${at}/${deal}/rest`);
  assert.equal(waived.status, 303);
  await does(space, ann.member, "needs.open", {
    ...{ needKind: "goods", title: { lang: "es", text: "mantas" }, urgency: "weeks" },
    ...{ quantity: { of: "400", unit: "box" }, publish: true },
  });
  const form = await browser.get(`${at}/${deal}/lines`);
  for (const [name, quantity] of [
    ["noor", "11"],
    ["zaid", "12"],
    ["lior", "13"],
  ]) {
    const typed = { ...LINE, name: String(name), need: needIn(form), quantity: String(quantity) };
    const took = await browser.submitOn(form, typed, `${at}/${deal}/lines`);
    assert.equal(took.status, 303, main(took));
  }
  const here = await made.house.space(space);
  const ids = (await here?.idsOfKind("offer", 10)) ?? [];
  const offers = (await here?.things(ids)) ?? [];
  const of = (n: string) =>
    offers.find(({ state }) => (state as { quantity: { of: string } }).quantity.of === n)?.id ?? "";
  const answers = ["12", "13"].map((n) => ({ id: of(n), answer: "accept" }));
  await does(space, ann.member, "offers.answer-many", { answers });
  const lines = [{ offer: of("13"), need: needIn(form), sent: { of: "13", unit: "box" } }];
  await does(space, ann.member, "deliveries.announce", { lines });
  return deal;
}

describe("taking back what is ticked", () => {
  it("says what stops; after, what stopped, whom to call, what is beyond recall", async () => {
    const made = await group();
    const deal = await under(made);
    const { browser, at } = made;
    assert.match(main(await browser.get(`${at}/${deal}/ticks`)), /what stops/);
    const before = main(await browser.get(`${at}/${deal}/ticks/end`));
    assert.match(before, /they close<\/h2><ul><li>11 boxes/);
    assert.match(before, /until you let them come<\/h2><ul><li>12 boxes/);
    assert.match(before, /beyond recall<\/h2><ul><li>13 boxes/);
    assert.match(before, /What arrives is always received and counted/);
    assert.doesNotMatch(before, /noor/, "who waits is not called about what is not on its way");
    assert.equal((await browser.get(`${at}/${deal}/ticks/stopped`)).status, 404);
    const done = await browser.submit(`${at}/${deal}/ticks/end`, {});
    assert.match(done.location ?? "", /\/ticks\/stopped/);
    const after = main(await browser.open(done.location ?? ""));
    assert.match(after, /they closed<\/h2><ul><li>11 boxes/);
    assert.match(after, /held until you let them come<\/h2><ul><li>12 boxes/);
    assert.match(after, /zaid<\/bdi>.*jueves/);
    assert.match(after, /lior/);
    assert.match(after, /What cannot be called back/);
    assert.equal((await browser.get(`${at}/${deal}/ticks/end`)).status, 404);
    assert.match(main(await browser.get(`${at}/${deal}/ticks`)), /When it was taken back/);
    // The other group reads what stopped, and nobody's name.
    const theirs = await made.theirs.get(`${at}/${deal}/ticks/stopped`);
    assert.equal(theirs.status, 200);
    assert.equal(main(theirs).match(/1 line that the local group typed in for you/g)?.length, 3);
    assert.doesNotMatch(theirs.text, /zaid|jueves/);
    assert.equal((await made.theirs.get(`${at}/${deal}/ticks/end`)).status, 404);
    const nobody = await made.stranger().get(`${at}/${deal}/ticks/stopped`);
    assert.match(nobody.location ?? "", /sign-in/);
  });
});

describe("a shipment of what was accepted under an agreement", () => {
  it("says of it that the agreement lapsed, for as long as it may leave", async () => {
    const made = await group();
    const deal = await under(made);
    const { base, at, clock } = made;
    const page = async () => {
      await made.again();
      return main(await made.browser.get(`${base}/deliveries/new`));
    };
    const warned = new RegExp(`agreement has lapsed[^<]*<a href="${at}/${deal}"`);
    const before = await page();
    assert.ok(before.includes("zaid"));
    assert.doesNotMatch(before, /lapsed/);
    // It is to be looked at again half a year after it was proposed.
    clock.pass(183 * DAY);
    assert.match(await page(), warned);
    clock.pass(31 * DAY);
    assert.doesNotMatch(await page(), /lapsed/, "then it is held, and says so when it is sent");
  });
});

describe("an agreement of a group that takes part no more", () => {
  it("says so, with what stopped and whom to call", async () => {
    const made = await group();
    const deal = await under(made);
    const { browser, at, space, ann, ally } = made;
    const author = { by: "member", member: ann.member } as const;
    assertDone(await made.send({ space, command: "allies.end", input: { ally }, author }));
    const page = main(await browser.get(`${at}/${deal}`));
    assert.match(page, /the other group has gone/);
    assert.match(page, /Nothing stands on this agreement any more/);
    assert.match(page, /Held: it was accepted/);
    const report = main(await browser.get(`${at}/${deal}/stopped`));
    assert.match(report, /It takes part no more since/);
    assert.match(report, /they closed<\/h2><ul><li>11 boxes/);
    assert.match(report, /zaid<\/bdi>.*jueves/);
    assert.equal((await made.theirs.get(`${at}/${deal}`)).status, 404);
  });
});

describe("texts of a version that fell, while an agreement goes on", () => {
  it("are erased from a page that only whoever signs for the local group finds", async () => {
    const made = await group();
    const { at, they, theirs, bo } = made;
    const deal = await under(made);
    const texts = `${at}/${deal}/texts`;
    const one = async () => main(await made.browser.get(`${at}/${deal}`));
    assert.doesNotMatch(await one(), /\/texts"/, "what holds is not offered");
    assert.match(main(await made.browser.get(texts)), /No text can be erased now/);
    await writes(made, deal, "money", MONEY);
    await proposes(made, deal);
    assert.doesNotMatch(await one(), /\/texts"/, "nor is what waits for a word");
    await they("decline", deal, { version: 2 });
    assert.match(await one(), /\/texts"/);
    const page = await made.browser.get(texts);
    assert.match(main(page), /Version 2<\/h2>.*Proposed, and declined/);
    assert.doesNotMatch(main(page), /Version 1/);
    for (const other of [theirs, bo.browser]) {
      assert.doesNotMatch((await other.get(`${at}/${deal}`)).text, /\/texts"/);
      assert.equal((await other.get(texts)).status, 404);
    }
    const removal = `${texts}/removal`;
    const done = await made.browser.submitOn(page, { version: "2" }, removal);
    assert.equal(done.location, texts);
    assert.equal((await made.stateOf(deal)).proposed?.at, null);
    const after = await made.browser.get(texts);
    assert.match(main(after), /No text can be erased now/);
    assert.doesNotMatch(await one(), /\/texts"/);
    // What holds stays whole, asked for or not.
    const held = await sends(made.browser, await made.browser.get(`${at}/${deal}`), removal, {
      version: "1",
    });
    assert.equal(held.status, 409);
    assert.notEqual(
      (await made.stateOf(deal)).current ?? (await made.stateOf(deal)).proposed,
      null,
    );
  });
});
