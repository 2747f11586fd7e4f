import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { raw } from "hono/html";
import type { Door, SpaceVisit } from "../house/door.ts";
import { isRefusal } from "../house/refusal.ts";
import { HOUR } from "../house/testing.ts";
import { PACES } from "./limits.ts";
import { forms, ORIGIN, testNode } from "./testing.ts";

const CANARY = "canary words of a group";
const form = ({ keys }: SpaceVisit, action: string) =>
  raw(
    `<form method="post" action="${action}"><input name="form-key" value="${keys.key}">` +
      `<input name="form-token" value="${keys.token}"><input name="name"></form>`,
  );
const rename = async (visit: SpaceVisit) => {
  const name = { lang: "es", text: visit.posted.text("name") };
  const done = await visit.send("spaces.rename", { name });
  return isRefusal(done) ? done : { goto: visit.space.base, notice: "web.kept.removed" };
};
/** A room of four pages, over a command of the spaces room. */
const door: Door = {
  inSpace: [
    {
      ...{ method: "GET", path: "", open: "everyone" },
      answer: async () => ({ page: "open to all", title: "T", description: "A plain sentence." }),
    },
    {
      ...{ method: "GET", path: "/toys/:id", open: "everyone" },
      answer: async ({ params }) => ({ page: `toy ${params["id"]}`, title: "T" }),
    },
    {
      ...{ method: "GET", path: "/toys/new", open: "everyone" },
      answer: async (visit) => ({ page: form(visit, visit.path), title: "T" }),
    },
    { method: "POST", path: "/toys/new", open: "everyone", answer: rename },
    {
      ...{ method: "GET", path: "/inside", open: "member" },
      answer: async (visit) => ({ page: form(visit, visit.path), title: "T" }),
    },
    { method: "POST", path: "/inside", open: "member", answer: rename },
    {
      ...{ method: "GET", path: "/fault", open: "everyone" },
      answer: async () => {
        throw new Error(CANARY);
      },
    },
  ],
};
const doors = [{ room: "needs", door }];
const { plan: wholePlan } = await import("../rooms/index.ts");
const { floorPlan } = await import("../house/room.ts");
// Only the rooms web stands on, so that no other room's page answers in the place of the toy's.
const plan = floorPlan(wholePlan.rooms.slice(0, 2));
const node = (more: object = {}) => testNode({ plan, doors, ...more });

describe("headers", () => {
  it("let a page do nothing it does not need, and a signed-in one stay nowhere", async () => {
    const { found, browser } = await node();
    const one = await found();
    const page = await browser().get(`/s/${one.slug}`);
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self' data:/);
    assert.match(policy, /script-src 'self'; base-uri 'none'; form-action 'self'; frame-anc/);
    assert.doesNotMatch(policy, /unsafe/);
    for (const [name, value] of [
      ["x-content-type-options", "nosniff"],
      ["referrer-policy", "no-referrer"],
      ["cross-origin-opener-policy", "same-origin"],
      ["cross-origin-resource-policy", "same-origin"],
      ["cache-control", "private, no-cache"],
      ["x-robots-tag", "noindex, nofollow, noarchive"],
    ])
      assert.equal(page.headers.get(name as string), value);
    assert.equal(page.headers.get("strict-transport-security"), null);
    assert.deepEqual(page.headers.getSetCookie(), []);
    const mine = await one.browser.get(`/s/${one.slug}`);
    assert.equal(mine.headers.get("cache-control"), "no-store");
    assert.equal(mine.headers.get("etag"), null);
  });

  it("name HTTPS and the onion only where told to", async () => {
    const settings = { hsts: true, onion: "http://abc.onion" };
    const { browser } = await node({ settings });
    const { headers } = await browser().get("/nowhere");
    assert.match(headers.get("strict-transport-security") ?? "", /max-age=63072000/);
    assert.equal(headers.get("onion-location"), "http://abc.onion");
  });

  it("send an unchanged page only once, and forms never from a store", async () => {
    const { found, browser } = await node();
    const { slug } = await found();
    const first = await browser().get(`/s/${slug}`);
    const etag = first.headers.get("etag") ?? "";
    assert.match(etag, /^W\/"/);
    const again = await browser().get(`/s/${slug}`, { "if-none-match": etag });
    assert.deepEqual([again.status, again.text], [304, ""]);
    const other = await browser().get(`/s/${slug}/toys/1`, { "if-none-match": etag });
    assert.equal(other.status, 200);
    const page = await browser().get(`/s/${slug}/toys/new`);
    assert.equal(page.headers.get("cache-control"), "no-store");
  });

  it("refuse a host that is none of ours", async () => {
    const { app } = await node();
    const headers = { host: "evil.example" };
    assert.equal((await app.request(`${ORIGIN}/health`, { headers })).status, 421);
  });
});

describe("what is not there", () => {
  it("is one page, byte for byte, with the same headers", async () => {
    const { found, browser } = await node();
    const closed = await found({ group: "Closed", published: false });
    const hidden = await found({ group: "Hidden", safety: "yes" });
    const open = await found({ group: "Open" });
    const got = [];
    for (const path of [
      "/s/no-such-space",
      `/s/${closed.slug}`,
      `/s/${hidden.slug}`,
      `/s/${hidden.slug}/toys/7`,
      `/l/${hidden.slug}/7K2M-0000-1111-2222-3333-4444`,
      "/l/no-such-space/x",
      `/s/${open.slug}/nothing/of/that/name`,
      `/s/${hidden.slug}/log/checkpoint`,
      "/assets/0000000000000000-x.js",
    ]) {
      const { status, text, headers } = await browser().get(path);
      got.push(JSON.stringify([status, text, [...headers]]));
    }
    assert.equal(JSON.parse(got[0] as string)[0], 404);
    assert.equal(new Set(got).size, 1);
    assert.equal((await closed.browser.get(`/s/${closed.slug}`)).status, 200);
    // A plain path is found before one with a parameter.
    assert.match((await browser().get(`/s/${open.slug}/toys/new`)).text, /form-key/);
  });

  it("asks for sign-in alike, whether or not there is such a space", async () => {
    const { found, browser } = await node();
    const { slug } = await found({ safety: "yes" });
    const to = (name: string) => `/sign-in?to=%2Fs%2F${name}%2Finside`;
    assert.equal((await browser().get(`/s/${slug}/inside`)).location, to(slug));
    assert.equal((await browser().get("/s/nowhere/inside")).location, to("nowhere"));
  });
});

describe("links with an end", () => {
  it("open a protected space until they end or are withdrawn", async () => {
    const { found, does, browser, clock } = await node();
    const { slug, space, member } = await found({ safety: "yes" });
    const made = await does(space, member, "spaces.make-link", { days: 1 });
    const code = String(made.answer["code"]);
    const one = browser();
    const page = await one.open(`/l/${slug}/${code}`);
    assert.deepEqual([page.status, page.path], [200, `/s/${slug}`]);
    assert.match(page.text, /<title>Page<\/title>/);
    assert.doesNotMatch(page.text, /A plain sentence/);
    clock.pass(25 * HOUR);
    assert.equal((await one.get(`/s/${slug}`)).status, 404);
    const next = await does(space, member, "spaces.make-link", { days: 1 });
    assert.equal((await one.open(`/l/${slug}/${next.answer["code"]}`)).status, 200);
    await does(space, member, "spaces.withdraw-link", { link: next.answer["link"] });
    assert.equal((await one.get(`/s/${slug}`)).status, 404);
  });
});

describe("a posted form", () => {
  it("does once what it says, however often it is sent", async () => {
    const { found, house } = await node();
    const { slug, space, browser } = await found();
    const page = await browser.get(`/s/${slug}/inside`);
    const size = async () => (await house.space(space))?.size ?? 0;
    const before = await size();
    const sent = await browser.submitOn(page, { name: "Otro" });
    assert.deepEqual([sent.status, sent.location], [303, `/s/${slug}`]);
    const after = await size();
    assert.ok(after > before);
    assert.equal((await browser.submitOn(page, { name: "Otro" })).status, 303);
    assert.equal(await size(), after);
    const shown = await browser.get(`/s/${slug}`);
    assert.match(shown.text, /Thrown away/);
    assert.match(shown.text, /Otro/);
    assert.doesNotMatch((await browser.get(`/s/${slug}`)).text, /Thrown away/);
  });

  it("comes from our own page or does nothing; what was typed is shown again", async () => {
    const { found, house, browser } = await node();
    const { slug, space, browser: mine } = await found();
    const path = `/s/${slug}/inside`;
    const page = await mine.get(path);
    const good = forms(page.text)[0]?.fields ?? [];
    const with_ = (changes: Record<string, string>) =>
      good.map(([name, value]) => [name, changes[name] ?? value] as const);
    const size = (await house.space(space))?.size;
    const cross = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    assert.equal((await mine.post(path, good, cross)).status, 403);
    assert.equal((await mine.post(path, good, { "sec-fetch-site": "same-site" })).status, 403);
    assert.equal((await mine.post(path, good, { origin: "https://evil.example" })).status, 403);
    const other = await (await found()).browser.get(path.replace(slug, slug));
    const foreign = forms(other.text)[0]?.fields.find(([name]) => name === "form-token")?.[1];
    for (const token of ["", "x", foreign ?? "", "A".repeat(86)]) {
      const got = await mine.post(path, with_({ "form-token": token, name: "Typed <b>" }));
      assert.equal(got.status, 403);
      assert.match(got.text, /Typed &lt;b&gt;/);
    }
    assert.equal((await house.space(space))?.size, size);
    // What is shown again can be sent from there.
    const stale = await mine.post(path, with_({ "form-token": "x", name: "Typed" }));
    const sent = await mine.submitOn({ ...stale, path }, {});
    assert.equal(sent.status, 303);
    assert.equal((await browser().post(path, good)).location?.startsWith("/sign-in"), true);
  });
});

describe("a posted form that is not taken", () => {
  it("tells a stranger who may not do it why not", async () => {
    const { found, browser } = await node();
    const { slug } = await found();
    const got = await browser().submit(`/s/${slug}/toys/new`, { name: "Mine" });
    assert.equal(got.status, 403);
    assert.match(got.text, /you have not signed in/);
    assert.match(got.text, /Mine/);
  });

  it("may be so large and no larger, and has to be a form", async () => {
    const { found } = await node();
    const { slug, browser } = await found();
    const path = `/s/${slug}/inside`;
    const at = (length: number) => browser.post(path, [["name", "x".repeat(length)]]);
    assert.equal((await at(200_000)).status, 403);
    assert.equal((await at(300_000)).status, 413);
    const many = Array.from({ length: 2_001 }, () => ["a", ""] as const);
    assert.equal((await browser.post(path, many)).status, 413);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    assert.equal((await browser.post(path, [["a", "b"]], headers)).status, 400);
  });

  it("waits when too many come, and loses nothing", async () => {
    const { found, clock } = await node();
    const { slug, browser } = await found();
    const path = `/s/${slug}/inside`;
    const page = await browser.get(path);
    const fields = forms(page.text)[0]?.fields ?? [];
    const send = (name: string) => browser.post(path, [...fields.slice(0, 2), ["name", name]]);
    for (let i = 0; i < PACES.visitor.burst; i++) assert.notEqual((await send("")).status, 429);
    const slow = await send("Typed in a hurry");
    assert.equal(slow.status, 429);
    assert.ok(Number(slow.headers.get("retry-after")) > 0);
    assert.match(slow.text, /Typed in a hurry/);
    clock.pass(HOUR / 60);
    assert.equal((await browser.submitOn({ ...slow, path }, {})).status, 303);
  });
});

describe("a form whose session ended", () => {
  it("is kept sealed, shown after signing in, sent from there, and gone after it", async () => {
    const { found, store, browser, node: web, signIn } = await node();
    const { slug, space, browser: mine, login } = await found();
    const path = `/s/${slug}/inside`;
    const page = await mine.get(path);
    mine.cookies.set("__Host-session", "A".repeat(43));
    const sent = await mine.submitOn(page, { name: CANARY, passphrase: "secret words" });
    assert.equal(sent.location, `/sign-in?to=%2Fs%2F${slug}%2Fkept-form`);
    const rows = await store.records.list(space, "draft/b/", 10, null, web.house.now);
    assert.equal(rows.length, 1);
    assert.ok(!Buffer.from(rows[0]?.value ?? []).includes(CANARY));
    const nobody = await found({ group: "Others" });
    assert.equal((await nobody.browser.get(`/s/${slug}/kept-form`)).status, 404);
    const { browser: fresh } = await signIn(login);
    mine.cookies.set("__Host-session", fresh.cookies.get("__Host-session") ?? "");
    const kept = await mine.get(`/s/${slug}/kept-form`);
    assert.match(kept.text, new RegExp(CANARY));
    assert.doesNotMatch(kept.text, /secret words/);
    assert.equal((await mine.submitOn(kept, {}, path)).status, 303);
    assert.match((await mine.get(`/s/${slug}`)).text, new RegExp(CANARY));
    assert.equal(mine.cookies.has("__Host-kept"), false);
    const after = await store.records.list(space, "draft/b/", 10, null, web.house.now);
    assert.equal(after.length, 0);
    const unknown = await browser().post("/s/nowhere/inside", [["name", "x"]]);
    assert.equal(unknown.location, "/sign-in?to=%2Fs%2Fnowhere%2Fkept-form");
  });

  it("is not kept where another site may have written it", async () => {
    const { found, browser, store, node: web, signIn } = await node();
    const { slug, space, browser: mine, login } = await found();
    const path = `/s/${slug}/inside`;
    // As from a browser that does not say where a form comes from; its origin is "null" here.
    const old = { "sec-fetch-site": "none" };
    const rows = async () =>
      (await store.records.list(space, "draft/b/", 10, null, web.house.now)).length;
    const victim = browser();
    const page = await victim.get("/sign-in");
    const sent = await victim.post(path, [["name", CANARY]], old);
    assert.deepEqual(
      [sent.status, victim.cookies.has("__Host-kept"), await rows()],
      [403, false, 0],
    );
    assert.match(sent.text, new RegExp(CANARY), "it is shown all the same");
    assert.ok(
      page.status === 200 && (await victim.submitOn({ ...sent, path }, {}, path)).status === 303,
    );
    const { browser: once } = await signIn(login);
    mine.cookies.set("__Host-session", once.cookies.get("__Host-session") ?? "");
    const drawn = forms((await mine.get(path)).text)[0]?.fields ?? [];
    await web.people.endSession(web.people.idOf(once.cookies.get("__Host-session") ?? ""));
    const kept = await mine.post(path, [...drawn, ["name", CANARY]], old);
    assert.equal(kept.location, `/sign-in?to=%2Fs%2F${slug}%2Fkept-form`);
    const stolen = await victim.post(path, [...drawn, ["name", CANARY]], old);
    assert.equal(stolen.status, 403, "nor with a token of somebody else's session");
  });

  it("can be thrown away", async () => {
    const { found, signIn, store, node: web } = await node();
    const { slug, space, browser, login } = await found();
    const page = await browser.get(`/s/${slug}/inside`);
    browser.cookies.delete("__Host-session");
    await browser.submitOn(page, { name: CANARY });
    const { browser: fresh } = await signIn(login);
    browser.cookies.set("__Host-session", fresh.cookies.get("__Host-session") ?? "");
    const kept = `/s/${slug}/kept-form`;
    assert.equal((await browser.submit(kept, {}, `${kept}/removal`)).status, 303);
    const rows = await store.records.list(space, "draft/b/", 10, null, web.house.now);
    assert.deepEqual([rows.length, (await browser.get(kept)).status], [0, 303]);
  });
});

describe("a fault of ours", () => {
  it("says a number and nothing of what it was about", async () => {
    const { found, browser, lines } = await node({ faults: "answer" });
    const { slug } = await found();
    const got = await browser().get(`/s/${slug}/fault`);
    assert.equal(got.status, 500);
    const fault = lines.find(({ event }) => event === "fault");
    assert.ok(fault !== undefined && got.text.includes(String(fault["id"])));
    assert.match(String(fault["at"]), /web\.test\.ts/);
    assert.ok(!JSON.stringify([got.text, lines]).includes(CANARY));
    assert.ok(!JSON.stringify(lines).includes(slug));
  });
});

describe("leaving quickly", () => {
  it("ends the session and empties the browser, but not for another site that points", async () => {
    const { found } = await node();
    const { slug, browser } = await found();
    const pointed = await browser.get("/exit", { "sec-fetch-site": "cross-site" });
    assert.deepEqual([pointed.status, pointed.location], [303, "https://elsewhere.example/"]);
    assert.equal((await browser.get(`/s/${slug}/inside`)).status, 200);
    const token = browser.cookies.get("__Host-session") ?? "";
    const left = await browser.get("/exit", { "sec-fetch-site": "same-origin" });
    assert.match(left.headers.get("clear-site-data") ?? "", /"cookies"/);
    assert.equal(browser.cookies.size, 0);
    browser.cookies.set("__Host-session", token);
    assert.match((await browser.get(`/s/${slug}/inside`)).location ?? "", /^\/sign-in/);
  });
});

describe("languages", () => {
  it("are the reader's choice, then the browser's", async () => {
    const { browser } = await node();
    const one = browser();
    one.headers["accept-language"] = "fr;q=0.9, ar-LB;q=0.8, en;q=0.1";
    assert.match((await one.get("/nowhere")).text, /<html lang="ar" dir="rtl">/);
    const chosen = await one.get("/nowhere?lang=es&a=1");
    assert.deepEqual([chosen.status, chosen.location], [302, "/nowhere?a=1"]);
    assert.match((await one.get("/nowhere")).text, /<html lang="es" dir="ltr">/);
  });
});

describe("the keeper's page", () => {
  it("shows sizes to the keeper and to nobody else, and no group's name", async () => {
    const { found, browser } = await node();
    const keeper = await found({ keeper: true, group: "Nombre Secreto" });
    const page = await keeper.browser.get("/keeper");
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(keeper.space) && !page.text.includes("Nombre"));
    assert.equal((await (await found()).browser.get("/keeper")).status, 404);
    assert.match((await browser().get("/keeper")).location ?? "", /^\/sign-in/);
  });

  it("counts stuck steps by name, and says nothing of what they are about", async () => {
    const { found, house, store } = await node();
    const keeper = await found({ keeper: true });
    assert.ok(!(await keeper.browser.get("/keeper")).text.includes("hide-address"));
    const { space } = await found();
    const item = (n: number) => ({
      ...{ queue: "outbox-stuck/spaces.hide-address", id: `${space}/${n}/x`, space },
      ...{ at: house.now, value: Buffer.from(`{"effect":"spaces.hide-address","index":${n}}`) },
    });
    await store.due.put([item(7_301), item(7_302)]);
    const { text } = await keeper.browser.get("/keeper");
    assert.match(text, /<code>spaces\.hide-address<\/code>(<[^>]*>)+2</);
    assert.ok(!text.includes("7301"));
  });
});
