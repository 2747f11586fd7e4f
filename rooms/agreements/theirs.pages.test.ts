/** The other group's own pages of an agreement, without script. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import { group, idIn, type Made, main, needIn, SUPPORT, sends } from "./testing-pages.ts";

/** The other group writes the first clauses of its own, and proposes. */
async function theyPropose({ theirs, at, ally }: Made): Promise<string> {
  assert.match(main(await theirs.get(at)), /No agreement yet/);
  const page = await theirs.get(`${at}/new?with=${ally}`);
  assert.match(main(page), /Agreement with Ría Viva/);
  const started = await theirs.submitOn(page, { langs: ["es", "en"] }, `${at}/new`);
  assert.equal(started.status, 303, main(started));
  const deal = idIn(started);
  const clause = `${at}/${deal}/clauses/new`;
  const got = await theirs.submit(`${clause}?kind=support`, SUPPORT, clause);
  assert.equal(got.status, 303, main(got));
  const preview = await theirs.get(`${at}/${deal}/proposal`);
  assert.match(main(preview), /Agreement between Ría Viva and Puente Norte/);
  assert.equal((await theirs.submitOn(preview, {}, `${at}/${deal}/proposal`)).status, 303);
  return deal;
}

describe("the other group's own pages", () => {
  it("begin, write, propose and sign there, and tick, waive and let come nothing", async () => {
    const made = await group();
    const { at, stateOf, ally } = made;
    const deal = await theyPropose(made);
    const form = await made.theirs.get(`${at}/${deal}/signature`);
    assert.doesNotMatch(main(form), /by themselves/, "what is ticked is the local group's");
    made.clock.pass(16 * 60_000);
    const asked = await made.theirs.submitOn(form, { how: "own-hand" }, `${at}/${deal}/signature`);
    assert.match(asked.location ?? "", /^\/confirm\?to=.*kept-form/);
    await made.again();
    const { theirs, browser } = made;
    const anew = await theirs.get(`${at}/${deal}/signature`);
    const signed_ = await theirs.submitOn(anew, { how: "own-hand" }, `${at}/${deal}/signature`);
    assert.equal(signed_.status, 303, main(signed_));
    const { proposed } = await stateOf(deal);
    assert.deepEqual([proposed?.side, proposed?.signed.map(({ side }) => side)], [ally, [ally]]);
    const page = await theirs.get(`${at}/${deal}`);
    for (const path of ["rest", "ticks", "ticks/end", "texts/removal", `lines/${deal}/arrival`])
      assert.equal((await sends(theirs, page, `${at}/${deal}/${path}`)).status, 404, path);
    assert.equal((await theirs.get(`${at}/${deal}/ticks`)).status, 404);
    assert.doesNotMatch(main(await theirs.get(at)), /waits for your signature/);
    assert.match(main(await browser.get(at)), /waits for your signature/);
    const ours = await browser.get(`${at}/${deal}`);
    assert.match(main(ours), /Agreement with Puente Norte/);
    const half = await browser.submit(`${at}/${deal}/signature`, { how: "own-hand" });
    assert.equal(half.status, 303, main(half));
  });

  it("take a line under it by name, stop it alone, and find nothing once gone", async () => {
    const made = await group();
    const { at, ann, does, space, clock, ally, stateOf } = made;
    const deal = await theyPropose(made);
    const open = (await stateOf(deal)).proposed;
    const { version, hash } = open ?? { version: 0, hash: "" };
    await made.they("sign", deal, { version, hash, assembly: null, seen: true });
    const ticks = { kinds: ["goods"], until: "2027-03-31" };
    const mine = await made.browser.submit(`${at}/${deal}/signature`, {
      how: "own-hand",
      ...ticks,
    });
    assert.equal(mine.status, 303, main(mine));
    await does(space, ann.member, "needs.open", {
      ...{ needKind: "goods", title: { lang: "es", text: "mantas" }, urgency: "weeks" },
      ...{ quantity: { of: "400", unit: "box" }, publish: true },
    });
    clock.pass(48 * HOUR);
    await made.again();
    const { theirs, browser } = made;
    assert.match(main(await theirs.get(`${at}/${deal}`)), /Your group may offer by itself: goods/);
    const form = await theirs.get(`${at}/${deal}/lines`);
    assert.doesNotMatch(form.text, /name="reach"/);
    const line = { need: needIn(form), "quantity-unit": "box", quantity: "101" };
    const none = await theirs.submitOn(form, { ...line, need: "" }, `${at}/${deal}/lines`);
    assert.match(main(none), /Choose one\./);
    const over = await theirs.submitOn(form, line, `${at}/${deal}/lines`);
    assert.match(main(over), /only 100 of 100 is left in this time/);
    const took = await theirs.submitOn(form, { ...line, quantity: "40" }, `${at}/${deal}/lines`);
    assert.equal(took.status, 303, main(took));
    assert.match(main(await browser.get(`/s/${ann.slug}/contributions`)), /Puente Norte/);
    assert.match(main(await theirs.get(`/s/${ann.slug}/ally/contributions`)), /40 boxes/);
    const paused = await theirs.submit(`${at}/${deal}/end`, {}, `${at}/${deal}/pause`);
    assert.match(paused.location ?? "", /\/stopped$/);
    assert.match(main(await browser.get(`${at}/${deal}`)), /the solidarity group/);
    await does(space, ann.member, "allies.end", { ally });
    assert.equal((await theirs.get(`${at}/${deal}`)).status, 404);
  });
});
