import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";

const testing = await import("../../web/testing.ts");
const { floorPlan } = await import("../../house/room.ts");
const { room: people } = await import("./index.ts");
const { room: spaces } = await import("../spaces/index.ts");
const { makeLogin } = await import("./logins.ts");
const { nodeOf } = await import("./records.ts");
const { isRefusal } = await import("../../house/refusal.ts");

const PASSPHRASE = "una cosecha larga de aceitunas";
const LANGS = ["en", "es", "ar"];

const testNode = () => testing.testNode({ plan: floorPlan([people, spaces]) });

async function withLogin(name = "Lucero") {
  const node = await testNode();
  const login = await makeLogin(nodeOf(node.house), { name, passphrase: PASSPHRASE });
  assert.ok(!isRefusal(login));
  return { ...node, login };
}
const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

describe("signing in", () => {
  it("goes where one wanted to, under a fresh token", async () => {
    const { browser } = await withLogin();
    const one = browser();
    const typed = { name: "lucero", passphrase: PASSPHRASE };
    const sent = await one.submit("/sign-in?to=/sessions", typed);
    assert.deepEqual([sent.status, sent.location], [303, "/sessions"]);
    const first = one.cookies.get("__Host-session");
    assert.ok(first);
    assert.match((await one.get("/sessions")).text, /This one/);
    assert.equal((await one.get("/sign-in")).location, "/");
  });

  it("never leads to another site", async () => {
    const { browser } = await withLogin();
    const elsewhere = [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:1",
    ];
    for (const to of elsewhere) {
      const page = await browser().get(`/sign-in?${new URLSearchParams({ to })}`);
      assert.match(page.text, /name="to" value="\/"/, to);
    }
  });

  it("says the same of a wrong passphrase and a name nobody has, and keeps the name", async () => {
    const { browser } = await withLogin();
    const answers: string[] = [];
    for (const name of ["lucero", "nadie1"]) {
      const sent = await browser().submit("/sign-in", { name, passphrase: "no es esta frase" });
      assert.equal(sent.status, 422);
      assert.ok(sent.text.includes(`value="${name}"`));
      assert.ok(!sent.text.includes("no es esta frase"));
      const varying = /value="[^"]*"/g;
      answers.push(sent.text.replaceAll(varying, ""));
    }
    assert.equal(answers[0], answers[1]);
  });

  it("ends by a form, never by a link", async () => {
    const { signIn } = await testNode();
    const { browser } = await signIn();
    assert.equal((await browser.get("/sign-out")).status, 200);
    assert.equal((await browser.get("/sessions")).status, 200);
    const token = browser.cookies.get("__Host-session") ?? "";
    const out = await browser.submit("/sign-out", {});
    assert.equal(out.location, "/sign-in");
    assert.equal(out.headers.get("clear-site-data"), '"cache", "storage"');
    assert.equal(browser.cookies.has("__Host-session"), false);
    assert.equal((await browser.get("/sessions")).location, "/sign-in?to=%2Fsessions");
    browser.cookies.set("__Host-session", token);
    assert.equal((await browser.get("/sessions")).location, "/sign-in?to=%2Fsessions");
  });
});

describe("sessions and the passphrase", () => {
  it("lists sessions and ends all others, but nobody else's", async () => {
    const { signIn } = await testNode();
    const here = await signIn();
    const there = await signIn(here.login);
    const stranger = await signIn();
    const page = await here.browser.get("/sessions");
    const theirs = (await stranger.browser.get("/sessions")).text;
    assert.equal(page.text.match(/name="end" value="[0-9a-f]{64}"/g)?.length, 1);
    assert.ok(!/name="end"/.test(theirs), "one session alone is not ended here");
    const id = /name="end" value="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? "";
    const [form] = testing.forms(theirs).filter(({ action }) => action === "/reading");
    const foreign = await stranger.browser.post("/sessions", [
      ...(form?.fields ?? []),
      ["end", id],
    ]);
    assert.equal(foreign.status, 404);
    assert.equal((await there.browser.get("/sessions")).status, 200);
    const ended = await here.browser.submit("/sessions", { end: "others" });
    assert.equal(ended.location, "/sessions");
    assert.equal((await there.browser.get("/sessions")).status, 303);
    assert.equal((await stranger.browser.get("/sessions")).status, 200);
  });

  it("changes the passphrase and ends every other session", async () => {
    const { browser, signIn, login } = await withLogin();
    const one = browser();
    await one.submit("/sign-in", { name: "Lucero", passphrase: PASSPHRASE });
    const other = await signIn(login);
    const next = "otra frase bastante larga";
    const wrong = await one.submit("/passphrase", { present: "no", passphrase: next });
    assert.equal(wrong.status, 422);
    const sent = await one.submit("/passphrase", { present: PASSPHRASE, passphrase: next });
    assert.equal(sent.location, "/sessions");
    assert.equal((await one.get("/sessions")).status, 200);
    assert.equal((await other.browser.get("/sessions")).status, 303);
    const again = await browser().submit("/sign-in", { name: "Lucero", passphrase: next });
    assert.equal(again.status, 303);
  });
});

async function invited(more: object = {}) {
  const node = await testNode();
  const founder = await node.found(more);
  const at = `/s/${founder.slug}/invitations/new`;
  const made = await founder.browser.submit(at, { role: "treasurer" });
  const address = /https:\/\/alongside\.example(\/s\/[^/]+\/invitation\/[\w-]+)/.exec(made.text);
  assert.ok(address?.[1], made.text);
  return { ...node, founder, made, way: address[1] };
}

describe("an invitation", () => {
  it("is a link, a square code and a text, and lets a stranger in with two fields", async () => {
    const { made, way, browser, founder } = await invited();
    assert.match(made.text, /<svg class="qr"/);
    assert.match(made.text, /Here is the way in/);
    const one = browser();
    const page = await one.get(way);
    const offered = /name="passphrase"[^>]*value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    assert.equal(offered.split(" ").length, 5);
    // A narrow field cuts the last word, so all five stand in the text above it as well.
    assert.ok(page.text.includes(`>${offered}</strong>`));
    assert.match(
      page.text,
      /Who can read this:[\s\S]*whoever has this link\. The passphrase, only you/,
    );
    const sent = await one.submitOn(page, { handle: "نور" });
    assert.equal(sent.location, `/s/${founder.slug}`);
    const list = await one.get(`/s/${founder.slug}/members`);
    assert.match(list.text, /نور/);
    assert.match(said(list.text), /Treasurer/);
    const later = browser();
    const signedIn = await later.submit("/sign-in", { name: "نور", passphrase: offered });
    assert.equal(signedIn.status, 303);
    assert.equal((await later.get(`/s/${founder.slug}/members`)).status, 200);
  });

  it("let nobody in twice; sent twice by one hand it is one member", async () => {
    const { way, browser, founder } = await invited();
    const one = browser();
    const page = await one.get(way);
    // The second tap leaves before the first is answered: it has no session yet.
    const tap = browser();
    for (const [name, value] of one.cookies) tap.cookies.set(name, value);
    const first = await one.submitOn(page, { handle: "mar" });
    const second = await tap.submitOn(page, { handle: "mar" });
    assert.deepEqual([first.status, second.status], [303, 303]);
    assert.equal((await browser().get(way)).status, 404);
    const list = await founder.browser.get(`/s/${founder.slug}/members`);
    assert.equal(list.text.match(/>mar</g)?.length, 1);
  });

  it("keeps what was typed and says what to put right", async () => {
    const { way, browser } = await invited();
    const short = await browser().submit(way, { handle: "mar", passphrase: "corta" });
    assert.equal(short.status, 422);
    assert.match(short.text, /value="mar"/);
    assert.match(short.text, /value="corta"/);
    assert.match(said(short.text), /at least 15 letters/);
    const empty = await browser().submit(way, { handle: "" });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /href="#f-handle"/);
  });
});

describe("an invitation's limits", () => {
  it("takes in someone who signs in already, with one field", async () => {
    const { way, signIn, founder } = await invited();
    const { browser } = await signIn();
    const page = await browser.get(way);
    assert.ok(!page.text.includes('name="passphrase"'));
    assert.match(page.text, /You go on signing in as before/);
    assert.equal((await browser.submitOn(page, { handle: "sol" })).status, 303);
    assert.equal((await browser.get(`/s/${founder.slug}/members`)).status, 200);
  });

  it("tells nothing of a protected group, and a wrong code is an address of nothing", async () => {
    const { way, browser, founder } = await invited({ safety: "yes", group: "Acequia" });
    const page = await browser().get(way);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes("Acequia"));
    assert.match(page.text, /<title>Page<\/title>/);
    const wrong = await browser().get(`${way.slice(0, -1)}${way.endsWith("0") ? "1" : "0"}`);
    const nowhere = await browser().get(`/s/zzzzzzzzzz/invitation/${"0".repeat(24)}`);
    assert.deepEqual([wrong.status, nowhere.status], [404, 404]);
    assert.equal(wrong.text, nowhere.text);
    assert.equal((await browser().get(`/s/${founder.slug}/members`)).status, 303);
  });

  it("can be withdrawn from the list", async () => {
    const { way, browser, founder } = await invited();
    const at = `/s/${founder.slug}/members`;
    const page = await founder.browser.get(at);
    const action = /action="([^"]+\/withdrawal)"/.exec(page.text)?.[1] ?? "";
    assert.equal((await founder.browser.submitOn(page, {}, action)).location, at);
    assert.equal((await browser().get(way)).status, 404);
  });
});

describe("members", () => {
  it("get other roles and are seen out by coordination alone", async () => {
    const node = await testNode();
    const founder = await node.found();
    const mar = await node.join(founder.space, ["member"], "mar");
    const at = `/s/${founder.slug}/members/${mar.member}`;
    for (const closed of [at, `${at}/removal`])
      assert.equal((await mar.browser.get(closed)).status, 404);
    const sent = await founder.browser.submit(at, { role: ["treasurer", "observer"] });
    assert.equal(sent.status, 303);
    const list = await mar.browser.get(`/s/${founder.slug}/members`);
    assert.match(said(list.text), /Treasurer and Observer/);
    const none = await founder.browser.submit(at, { role: null });
    assert.equal(none.status, 422);
    const first = await founder.browser.get(at);
    assert.ok(
      !testing.forms(first.text).some(({ action }) => action.endsWith("/removal")),
      "in no one tap",
    );
    const asked = await founder.browser.get(`${at}/removal`);
    assert.match(asked.text, /mar<\/b>[\s\S]*What stops at once[\s\S]*What does not stop/);
    await founder.browser.submitOn(asked, { goes: "name" }, `${at}/removal`);
    assert.equal((await mar.browser.get(`/s/${founder.slug}/members`)).status, 404);
    const after = await founder.browser.open(`/s/${founder.slug}/members`);
    assert.ok(!after.text.includes(">mar<") && after.text.includes("Not here any more"));
  });

  it("change the name they use and leave; the last coordination stays", async () => {
    const node = await testNode();
    const founder = await node.found();
    const at = `/s/${founder.slug}/membership`;
    assert.equal((await founder.browser.submit(at, { handle: "alba" })).status, 303);
    const list = await founder.browser.open(`/s/${founder.slug}/members`);
    assert.match(list.text, /<bdi>alba<\/bdi> \(you\)/);
    const place = await founder.browser.get(at);
    assert.ok(!place.text.includes(`action="${at}/end"`), "one tap leaves nothing");
    assert.match(place.text, new RegExp(`href="${at}/end"`));
    const asked = await founder.browser.get(`${at}/end`);
    assert.match(asked.text, /What stops at once.*What does not stop/s);
    assert.equal((await founder.browser.get(at)).status, 200, "looking at it leaves nothing");
    const stay = await founder.browser.submitOn(asked, { goes: "name" });
    assert.equal(stay.status, 422);
    assert.match(stay.text, /nobody else coordinates/);
    assert.match(stay.text, /name="goes"[^>]* checked/, "what was ticked is ticked still");
    const mar = await node.join(founder.space);
    assert.equal((await mar.browser.submit(`${at}/end`, {})).location, "/");
    assert.equal((await mar.browser.get(at)).status, 404);
  });

  it("read every page in every language, and choose theirs", async () => {
    const node = await testNode();
    const { slug, browser, member } = await node.found();
    const inside = [
      "members",
      `members/${member}`,
      "invitations/new",
      "membership",
      "membership/end",
    ];
    const paths = [
      "/sessions",
      "/passphrase",
      "/sign-out",
      ...inside.map((p) => `/s/${slug}/${p}`),
    ];
    for (const lang of LANGS) {
      await browser.submit("/sessions", { lang, digits: "arab" }, "/reading");
      await browser.get(`/sessions?lang=${lang}`);
      for (const path of paths) {
        const page = await browser.get(path);
        assert.equal(page.status, 200, path);
        assert.match(page.text, new RegExp(`<html lang="${lang}`), path);
      }
    }
  });
});

it("puts before a list that may be long what leads on, and leaving on one's own page", async () => {
  const founder = await (await testNode()).found();
  const at = `/s/${founder.slug}`;
  const [before] = (await founder.browser.get(`${at}/members`)).text.split("<bdi>lucero</bdi>");
  for (const path of ["circles", "duties", "membership"])
    assert.ok(before?.includes(`${at}/${path}"`), path);
  const own = await founder.browser.get(`${at}/members/${founder.member}`);
  assert.match(own.text, new RegExp(`href="${at}/membership/end"`), "nobody sees themselves out");
  assert.doesNotMatch(own.text, /\/removal"/);
  const held = await founder.browser.get(`${at}/membership/held`);
  assert.match(held.text, /href="#erasing".* id="erasing"/s);
  assert.match((await founder.browser.get("/spaces")).text, /href="\/ways-in"/);
});
