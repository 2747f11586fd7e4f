import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";

const testing = await import("../../web/testing.ts");
const { floorPlan } = await import("../../house/room.ts");
const { room: people } = await import("../people/index.ts");
const { room: spaces } = await import("./index.ts");
const { END_WAIT_MS } = await import("./ending.ts");
const { profileFor } = await import("./questions.ts");
const { ProfileBlock, NotWantedList } = await import("./pages/profile-parts.tsx");
const { jsx } = await import("hono/jsx");

const first = { group: "Río Abierto", handle: "lucero" };
const testNode = () => testing.testNode({ plan: floorPlan([people, spaces]) });
const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

describe("the first page of an empty node", () => {
  it("asks three things, a clock and one question, and then there is nothing there", async () => {
    const { browser, store, keys } = await testNode();
    const one = browser();
    const page = await one.get("/first-run");
    const fields = new Set([...page.text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name));
    for (const name of ["form-key", "form-token", "viewport", "robots", "referrer"])
      fields.delete(name);
    const asked = [...fields].filter((name) => !/^(format|color)/.test(name ?? ""));
    assert.deepEqual(asked, ["group", "handle", "passphrase", "zone", "safety"]);
    const sent = await one.submitOn(page, { ...first, safety: "no" });
    assert.deepEqual([sent.status, sent.location], [303, "/s/rio-abierto"]);
    assert.equal((await one.get("/s/rio-abierto/settings")).status, 200);
    assert.equal((await one.get("/keeper")).status, 200);
    assert.equal((await browser().get("/first-run")).status, 404);
    const again = await one.submitOn(page, { ...first, group: "Otra", safety: "no" });
    assert.equal(again.status, 404, "a second one is an address of nothing");
    const [id = ""] = await store.spaces(10, null);
    assert.deepEqual((await store.spaces(10, null)).length, 1);
    const ring = JSON.parse(Buffer.from((await keys.read(id)) ?? []).toString());
    assert.equal(ring.origin, `alongside.example/${id}`);
  });

  it("protects unless the question is answered with no, and will have an answer", async () => {
    const { browser } = await testNode();
    const one = browser();
    const silent = await one.submit("/first-run", first);
    assert.equal(silent.status, 422);
    assert.match(silent.text, /href="#f-safety"/);
    assert.match(silent.text, /value="Río Abierto"/);
    const sent = await one.submitOn({ ...silent, path: "/first-run" }, { safety: "unsure" });
    assert.match(sent.location ?? "", /^\/s\/[2-9a-z]{10}$/);
    const finding = await one.get(`${sent.location}/settings/finding`);
    assert.ok(!finding.text.includes("Open the page to everyone"));
    assert.equal((await browser().get(String(sent.location))).status, 404);
  });

  it("says what is wrong with each field and keeps the rest", async () => {
    const { browser } = await testNode();
    for (const [field, value] of [
      ["group", ""],
      ["group", "x".repeat(81)],
      ["handle", ""],
      ["passphrase", "corta"],
    ] as const) {
      const typed = { ...first, safety: "no", [field]: value };
      const sent = await browser().submit("/first-run", typed);
      assert.equal(sent.status, 422, field);
      assert.match(sent.text, new RegExp(`href="#f-${field}"`));
      assert.match(sent.text, /value="no"[^>]* checked/);
    }
  });
});

async function inside(more: object = {}) {
  const node = await testNode();
  const founder = await node.found(more);
  return { ...node, stranger: node.browser, ...founder, at: `/s/${founder.slug}/settings` };
}

describe("the profile", () => {
  it("keep a block in several languages and show it beside nothing else", async () => {
    const { browser, at, view, space } = await inside();
    const block = `${at}/profile/about`;
    const typed = { "text-es": "Somos <vecinas>\n\nDe siempre", "text-ar": "نحن جيران" };
    assert.equal((await browser.submit(block, typed)).location, at);
    const page = await browser.get(block);
    assert.match(page.text, /Somos &lt;vecinas&gt;/);
    const profile = await profileFor(await view(space, { by: "public" }), "ar");
    assert.equal(profile?.blocks[0]?.chosen.text, "نحن جيران");
    const long = await browser.submit(block, { "text-es": "x".repeat(4_001) });
    assert.equal(long.status, 422);
    assert.match(long.text, /href="#f-text-es"/);
    assert.ok(long.text.includes("x".repeat(4_001)), "what was typed is still there");
    await browser.submit(block, { "text-es": "", "text-ar": "" });
    assert.deepEqual((await profileFor(await view(space, { by: "public" }), "es"))?.blocks, []);
    assert.equal((await browser.get(`${at}/profile/other`)).status, 404);
  });

  it("keep a list of what not to send, and the public parts draw it", async () => {
    const { browser, at, view, space, node } = await inside();
    await browser.submit(`${at}/not-wanted`, { "text-en": "Used <clothes>", category: "clothing" });
    const page = await browser.open(`${at}/not-wanted`);
    assert.match(page.text, /Used &lt;clothes&gt;/);
    await browser.submit(`${at}/profile/never-share`, { "text-en": "Names" });
    const profile = await profileFor(await view(space, { by: "public" }), "en");
    const { t } = node.library("en");
    const drawn = [
      jsx(NotWantedList as never, { t, profile } as never),
      jsx(ProfileBlock as never, { t, profile, block: "never-share" } as never),
      jsx(ProfileBlock as never, { t, profile, block: "about" } as never),
    ].map(String);
    assert.match(drawn[0] ?? "", /Please do not send.*Used &lt;clothes&gt;.*Clothing/s);
    assert.match(drawn[1] ?? "", /What we never share.*Names/s);
    assert.equal(drawn[2], "");
    const action = /action="([^"]+\/removal)"/.exec(page.text)?.[1] ?? "";
    await browser.submitOn(page, {}, action);
    assert.ok(!(await browser.open(`${at}/not-wanted`)).text.includes("Used &lt;"));
  });
});

describe("the settings", () => {
  it("lie in groups under headings, and what takes two leads to where it is asked", async () => {
    const { browser, at, slug } = await inside();
    const list = (await browser.get(at)).text;
    const groups = list.slice(list.indexOf("<main")).split("<h2").slice(1);
    assert.equal(groups.length, 4);
    for (const group of groups) assert.ok((group.match(/<h3/g) ?? []).length <= 7, group);
    const joint = (await browser.get(`/s/${slug}/joint`)).text;
    for (const path of ["copies", "leaving", "settings/end"])
      assert.ok(joint.includes(`href="/s/${slug}/${path}"`), path);
  });

  it("make a link with an end for a protected group, shown once", async () => {
    const { browser, at, slug, clock, ...node } = await inside({ safety: "yes", group: "Acequia" });
    const made = await browser.submit(`${at}/finding`, { days: "٣" });
    const way = new RegExp(`https://alongside.example(/l/${slug}/[\\w-]+)`).exec(made.text)?.[1];
    assert.ok(way, made.text);
    assert.ok(!(await browser.get(`${at}/finding`)).text.includes(way));
    const stranger = node.stranger();
    assert.equal((await stranger.get(way)).location, `/s/${slug}`);
    assert.ok(stranger.cookies.size > 0);
    clock.pass(3 * 86_400_000);
    assert.equal((await node.stranger().get(way)).status, 404);
  });

  it("open and close the page, and protecting changes the address", async () => {
    const { browser, at, slug, view, space } = await inside({ published: false });
    const page = await browser.get(`${at}/finding`);
    await browser.submitOn(page, {}, `${at}/finding/opening`);
    assert.ok(await profileFor(await view(space, { by: "public" }), "es"));
    const sent = await browser.submit(`${at}/group`, { safety: "yes" }, `${at}/safety`);
    assert.match(sent.location ?? "", /^\/s\/[2-9a-z]{10}\/settings\/protection$/);
    assert.equal(await profileFor(await view(space, { by: "public" }), "es"), null);
    assert.equal((await browser.get(`/s/${slug}/settings`)).status, 404);
    const home = (sent.location ?? "").replace("/protection", "");
    assert.match((await browser.get(`${home}/group`)).text, /is protected/);
  });

  it("keep name, zone, languages and place, and refuse what is too exact or unknown", async () => {
    const { browser, at } = await inside();
    const typed = { name: "Vega", zone: "europe/madrid", place: "es-cn", lang: ["es", "ar"] };
    assert.equal((await browser.submit(`${at}/group`, typed)).location, at);
    const page = await browser.open(`${at}/group`);
    for (const kept of ["Vega", "Europe/Madrid", "ES-CN"])
      assert.ok(page.text.includes(kept), kept);
    const wrong = await browser.submit(`${at}/group`, { zone: "Mars" });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /href="#f-zone"/);
  });

  it("keep the group's own words", async () => {
    const { browser, at } = await inside();
    const typed = { "text-en": "Frazada", use: "item" };
    assert.equal((await browser.submit(`${at}/words`, typed)).status, 303);
    const twice = await browser.submit(`${at}/words`, { "text-en": "FRAZADA", use: "item" });
    assert.equal(twice.status, 422);
    const page = await browser.get(`${at}/words`);
    const action = /action="([^"]+\/removal)"/.exec(page.text)?.[1] ?? "";
    await browser.submitOn(page, {}, action);
    assert.ok(!(await browser.open(`${at}/words`)).text.includes("Frazada"));
  });

  it("are for coordination, in every language", async () => {
    const node = await inside();
    const mar = await node.join(node.space, ["member"]);
    assert.equal((await mar.browser.get(`${node.at}/group`)).status, 403);
    assert.equal((await mar.browser.get(`${node.at}/not-wanted`)).status, 200);
    const more = ["group", "profile/terms", "not-wanted", "finding", "words", "end"];
    const paths = ["", ...more.map((path) => `/${path}`), "/end/confirmation"];
    for (const lang of ["en", "es", "ar"]) {
      node.browser.headers["accept-language"] = lang;
      for (const path of paths) {
        const page = await node.browser.get(node.at + path);
        assert.equal(page.status, 200, path);
        assert.match(page.text, new RegExp(`<html lang="${lang}`), path);
        assert.ok(!said(page.text).includes("spaces."), `${path} says a key`);
      }
    }
  });
});

it("says where a group is once it is protected, and offers it another name", async () => {
  const { browser, at } = await inside({ group: "Acequia" });
  let next = "";
  assert.equal((await browser.get(`${at}/protection`)).status, 404);
  for (const safety of ["yes", "unsure"]) {
    const home = safety === "yes" ? at : next.replace("/protection", "");
    const sent = await browser.submit(`${home}/group`, { safety }, `${home}/safety`);
    next = sent.location ?? "";
    const page = await browser.get(next);
    const address = `https://alongside.example${next.replace("/settings/protection", "")}`;
    assert.ok(said(page.text).includes(address), page.text);
  }
  const empty = await browser.submit(next, { name: "" });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /href="#f-name"/);
  const renamed = await browser.submit(next, { name: "Acacia" });
  assert.equal(`${renamed.location}/protection`, next);
  const settings = (await browser.get(`${renamed.location}/group`)).text;
  assert.ok(settings.includes("Acacia") && !settings.includes("Acequia"));
  assert.ok(settings.includes(`href="${next}"`), "and one comes back to it");
});

describe("ending a space by its pages", () => {
  it("takes the name typed, two of two, and the wait; then nothing is there", async () => {
    const node = await testNode();
    const founder = await node.found({ group: "Acequia" });
    const other = await node.join(founder.space, ["coordination"]);
    const at = `/s/${founder.slug}/settings/end`;
    const confirm = `${at}/confirmation`;
    const asks = (await founder.browser.get(confirm)).text;
    const main = asks.slice(asks.indexOf("<main"));
    const back = main.indexOf(`href="/s/${founder.slug}/today">No, go back`);
    assert.match(main, /^[\s\S]*?<a [^>]*href="\/s\/[\w-]+\/today">No, go back/);
    assert.doesNotMatch(
      main.slice(0, back),
      /<(input|button|textarea)|<a [\s\S]*<a /,
      "the first stop",
    );
    const wrong = await founder.browser.submit(confirm, { name: "acequi" });
    assert.equal(wrong.status, 422);
    const one = await founder.browser.submit(confirm, { name: " ACEQUIA" });
    assert.equal(one.location, at);
    const after = (await founder.browser.get(at)).text;
    assert.ok(!after.includes(`href="${confirm}"`), "who said yes is not asked again");
    assert.ok(after.includes(`href="/s/${founder.slug}/joint"`), "and finds where to take it back");
    const members = `/s/${founder.slug}/members`;
    assert.doesNotMatch((await other.browser.get(members)).text, /This space ends/);
    assert.match(said((await other.browser.get(at)).text), /asked for already.*Yes from 1 of 2/s);
    assert.equal((await other.browser.submit(confirm, { name: "Acequia" })).location, at);
    const looks = await node.join(founder.space, ["observer"]);
    const seen = await looks.browser.get(members);
    assert.match(said(seen.text), /This group ends on .*in 2 weeks/);
    assert.ok(!seen.text.includes(`${at}/withdrawal`), "who only looks cannot keep it");
    const every = await founder.browser.get(members);
    assert.match(every.text, /role="alert"[\s\S]*This group ends on/);
    const kept = await founder.browser.submitOn(every, {}, `${at}/withdrawal`);
    assert.equal(kept.location, `/s/${founder.slug}/today`);
    assert.doesNotMatch((await other.browser.get(members)).text, /This space ends/);
    for (const one of [founder, other]) await one.browser.submit(confirm, { name: "Acequia" });
    node.clock.pass(END_WAIT_MS);
    assert.equal((await node.browser().get(`/s/${founder.slug}`)).status, 404);
    assert.notDeepEqual(await node.store.spaces(10, null), [], "with no job run");
    // What was over days ago is swept by then; these are of today.
    await node.store.records.sweep("node", node.clock.now, 1_000);
    for (const { login } of [founder, other]) await node.signIn(login);
    await node.house.runDue();
    assert.deepEqual(await node.store.spaces(10, null), []);
    assert.ok(!(await node.keys.list()).includes(founder.space));
    assert.equal((await node.browser().get(`/s/${founder.slug}`)).status, 404);
    const rows = await node.store.records.list("node", "", 100, null, 0);
    const left = rows.map(({ key, value }) => key + Buffer.from(value).toString()).join("\n");
    assert.ok(!left.includes(founder.space) && !left.includes("acequia"));
    assert.ok(!left.includes("session/"), "their sessions went with their logins");
  });
});
