import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { END_WAIT_MS } from "./ending.ts";
import { FOUNDINGS_A_DAY } from "./founding.ts";

const { forms, testNode } = await import("../../web/testing.ts");
const { nodeOf, readLogin } = await import("../people/index.ts");

const typed = { group: "Monte Claro", handle: "alba", safety: "no" };

describe("another group on a node", () => {
  it("is begun from the keeper's page, also after the last one ended", async () => {
    const { found, does, store, clock, house, signIn } = await testNode();
    const { space, member, login } = await found({ keeper: true });
    await does(space, member, "spaces.ask-joint", { what: "end" });
    clock.pass(END_WAIT_MS);
    await house.runDue();
    const { browser } = await signIn(login, { keeper: true });
    const keeper = await browser.get("/keeper");
    assert.match(keeper.text, /href="\/groups\/new"/);
    const page = await browser.get("/groups/new");
    assert.ok(!page.text.includes('name="passphrase"'), "whoever founds it signs in already");
    const sent = await browser.submitOn(page, typed);
    assert.deepEqual([sent.status, sent.location], [303, "/s/monte-claro"]);
    const begun = await browser.get("/s/monte-claro");
    assert.match(begun.text, /href="\/s\/monte-claro\/invitations\/new"/, "what may come first");
    assert.equal((await browser.get("/s/monte-claro/settings")).status, 200);
    const again = await browser.submitOn(page, typed);
    assert.equal(again.location, "/s/monte-claro", "the same form once more founds nothing more");
    assert.equal((await store.spaces(10, null)).length, 1);
    assert.match((await browser.get("/spaces")).text, /Monte Claro.*href="\/groups\/new"/s);
  });

  it("is nothing to others, until the keeper lets everyone who signs in", async () => {
    const { found, join, signIn, browser: stranger } = await testNode();
    const { browser: keeper, space } = await found({ keeper: true });
    const { browser: member } = await join(space);
    const { browser: alone } = await signIn();
    for (const one of [member, alone]) {
      assert.equal((await one.get("/groups/new")).status, 404);
      assert.ok(!(await one.get("/spaces")).text.includes("/groups/new"));
      const drawn = forms((await one.get("/sessions")).text)[0]?.fields ?? [];
      const keys = drawn.filter(([name]) => name.startsWith("form-"));
      assert.equal(
        (await one.post("/groups/founders", [...keys, ["who", "everyone"]])).status,
        404,
      );
    }
    const on = await keeper.get("/keeper");
    assert.match(on.text, /value="keeper"[^>]* checked/);
    assert.equal((await keeper.submitOn(on, { who: "everyone" })).location, "/keeper");
    assert.match((await keeper.get("/keeper")).text, /value="everyone"[^>]* checked/);
    const elsewhere = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    const foreign = await keeper.post("/groups/founders", [["who", "keeper"]], elsewhere);
    assert.equal(foreign.status, 403);
    assert.match((await keeper.get("/keeper")).text, /value="everyone"[^>]* checked/);
    assert.match((await stranger().get("/groups/new")).location ?? "", /^\/sign-in/);
    const form = await alone.get("/groups/new");
    assert.equal((await alone.submitOn(form, typed)).location, "/s/monte-claro");
    assert.match((await alone.get("/s/monte-claro/members")).text, /alba/);
    const late = await member.get("/groups/new");
    await keeper.submitOn(await keeper.get("/keeper"), { who: "keeper" });
    assert.equal((await member.submitOn(late, typed)).status, 404, "asked when it is sent, too");
  });
});

describe("beginning another group", () => {
  it("says what is wrong with each field, and founds nothing by it", async () => {
    const { signIn, store } = await testNode();
    const { browser } = await signIn(undefined, { keeper: true });
    for (const [field, value] of [
      ["group", ""],
      ["handle", ""],
      ["handle", "x".repeat(41)],
      ["safety", ""],
    ] as const) {
      const sent = await browser.submit("/groups/new", { ...typed, [field]: value });
      assert.equal(sent.status, 422, field);
      assert.match(sent.text, new RegExp(`href="#f-${field}"`));
    }
    assert.deepEqual(await store.spaces(10, null), []);
  });

  it("is begun a few times a day at most, and where one ends no row still names it", async () => {
    const { signIn, store, clock, does, house } = await testNode();
    const { browser, login } = await signIn(undefined, { keeper: true });
    for (let n = 0; n < FOUNDINGS_A_DAY; n++)
      assert.equal((await browser.submit("/groups/new", typed)).status, 303);
    const more = await browser.submit("/groups/new", typed);
    assert.equal(more.status, 422);
    assert.match(more.text, /many groups were begun here/);
    const rows = () => store.records.list("node", "founded/", 100, null, clock.now);
    assert.equal((await rows()).length, FOUNDINGS_A_DAY);
    const [first] = (await readLogin(nodeOf(house), login))?.memberships ?? [];
    assert.ok(first);
    await does(first.space, first.member, "spaces.ask-joint", { what: "end" });
    clock.pass(END_WAIT_MS);
    assert.equal((await rows()).length, 0, "they are over in a day by themselves");
    await house.runDue();
    await store.records.sweep("node", clock.now, 100);
    assert.deepEqual(await store.records.list("node", "founded/", 100, null, 0), []);
  });
});
