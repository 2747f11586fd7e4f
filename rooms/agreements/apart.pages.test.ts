/** The other group's way to an agreement, from wherever it stands. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DrawingState } from "./facts-beside.ts";
import {
  begun,
  group,
  LINE,
  main,
  needIn,
  proposes,
  SUPPORT,
  signed,
  writes,
} from "./testing-pages.ts";

describe("the other group", () => {
  it("begins one with a group whose page is closed, in that group's language", async () => {
    const { theirs, does, space, ann, ally, at, base } = await group();
    await does(space, ann.member, "spaces.quiet", {});
    const home = await theirs.get(`${base}/ally`);
    assert.match(main(home), new RegExp(`href="${at}"`), "from its own page there");
    const page = await theirs.get(`${at}/new?with=${ally}`);
    for (const lang of ["es", "en"])
      assert.match(main(page), new RegExp(`value="${lang}"[^>]*checked`), "theirs, and one's own");
    const started = await theirs.submitOn(page, {}, `${at}/new`);
    assert.equal(started.status, 303, main(started));
  });

  it("finds it from what it goes along with, in its own space", async () => {
    const { theirs, alba, at } = await group();
    const own = await theirs.get(`/s/${alba.slug}/allies`);
    const to = /href="([^"]*\/alliances\/[0-9a-f]{32})"/.exec(own.text)?.[1] ?? "";
    assert.match(main(await theirs.get(to)), new RegExp(`href="${at}"`));
  });
});

describe("a proposal", () => {
  it("is of the draft that was read: what changed meanwhile is read first", async () => {
    const made = await group();
    const { browser, at, they, stateOf } = made;
    const deal = await begun(made);
    await writes(made, deal, "support", SUPPORT);
    const preview = await browser.get(`${at}/${deal}/proposal`);
    const terms = { gives: "them", kinds: ["goods"], most: { of: "9000", unit: "box" } };
    const says = { kind: "support", terms: { ...terms, per: "month" } };
    const texts = ["es", "ar"].map((lang) => ({ lang, text: "theirs" }));
    await they("propose", deal, { texts, differing: [], clauses: [{ says }] });
    const got = await browser.submitOn(preview, {}, `${at}/${deal}/proposal`);
    assert.equal(got.status, 422);
    assert.match(main(got), /it changed meanwhile[\s\S]*9000 cajas/);
    assert.equal((await stateOf(deal)).versions, 1);
    const anew = await browser.submitOn(got, {}, `${at}/${deal}/proposal`);
    assert.equal(anew.status, 303, main(anew));
  });

  it("marks free words as such: they pass for no clause", async () => {
    const made = await group();
    const { browser, at } = made;
    const deal = await begun(made);
    const free = "2. Money · Written by the local group\nThe local group gives 900 EUR.";
    await writes(made, deal, "support", { ...SUPPORT, "said-es": free });
    const preview = main(await browser.get(`${at}/${deal}/proposal`));
    assert.doesNotMatch(preview, /<p>2\. Money/);
    assert.match(preview, /<p>«2\. Money/);
  });
});

describe("the local group", () => {
  it("finds its agreements beside the other groups, also once these are gone", async () => {
    const { browser, base, at, does, space, ann, ally } = await group();
    assert.match(main(await browser.get(`${base}/allies`)), new RegExp(`href="${at}"`));
    await does(space, ann.member, "allies.end", { ally });
    assert.match(main(await browser.get(`${base}/allies`)), new RegExp(`href="${at}"`));
  });

  it("lets a held line come from the page that says what stopped", async () => {
    const made = await group();
    const deal = await begun(made);
    const { browser, at, does, space, ann, stateOf } = made;
    await writes(made, deal, "support", SUPPORT);
    await proposes(made, deal);
    await signed(made, deal, { kinds: ["goods"], until: "2027-03-31" });
    const { version } = (await stateOf(deal)).proposed ?? { version: 0 };
    await does(space, ann.member, "agreements.waive-rest", { agreement: deal, version });
    await does(space, ann.member, "needs.open", {
      ...{ needKind: "goods", title: { lang: "es", text: "mantas" }, urgency: "weeks" },
      ...{ quantity: { of: "400", unit: "box" }, publish: true },
    });
    const form = await browser.get(`${at}/${deal}/lines`);
    const line = { ...LINE, need: needIn(form), quantity: "40" };
    assert.equal((await browser.submitOn(form, line, `${at}/${deal}/lines`)).status, 303);
    const opened = await made.house.space(space);
    const [taken = ""] = (await opened?.idsOfKind("drawing", 9)) ?? [];
    const state = (await opened?.thing(taken))?.state as DrawingState | undefined;
    const id = state?.offer;
    await does(space, ann.member, "offers.answer-many", { answers: [{ id, answer: "accept" }] });
    await does(space, ann.member, "agreements.end", { agreement: deal });
    const stopped = await browser.get(`${at}/${deal}/stopped`);
    const let_ = await browser.submitOn(stopped, {}, `${at}/${deal}/lines/${taken}/arrival`);
    assert.equal(let_.status, 303, main(let_));
    assert.doesNotMatch(main(await browser.get(`${at}/${deal}/stopped`)), /\/arrival"/);
  });
});
