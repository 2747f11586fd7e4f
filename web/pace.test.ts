import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOUR } from "../house/testing.ts";
import { PACES } from "./limits.ts";
import type { Browser } from "./testing.ts";
import { testNode } from "./testing.ts";

const times = async (browser: Browser, path: string, count: number) => {
  const counted: Record<number, number> = {};
  for (let i = 0; i < count; i++) {
    const { status } = await browser.get(path);
    counted[status] = (counted[status] ?? 0) + 1;
  }
  return counted;
};

/** Takes all but `left` of a bucket, without opening as many pages. */
function drain(
  node: Awaited<ReturnType<typeof testNode>>,
  what: keyof typeof PACES,
  who: string,
  left = 0,
) {
  for (let i = left; i < PACES[what].burst; i++) assert.equal(node.node.limits.take(what, who), 0);
}

describe("opening pages too fast", () => {
  it("is answered with a page for people and a problem for programs, and passes", async () => {
    const node = await testNode();
    const { slug, browser, login } = await node.found();
    drain(node, "dear", `login/${login}`, 2);
    const csv = `/s/${slug}/needs/needs.csv`;
    assert.deepEqual(await times(browser, csv, 4), { 200: 2, 429: 2 });
    const page = await browser.get(`/s/${slug}/search?q=agua`, { accept: "text/html,*/*" });
    assert.equal(page.status, 429);
    assert.match(page.text, /<h1>Not possible yet/);
    const wait = Number(page.headers.get("retry-after"));
    assert.ok(wait > 0 && wait <= HOUR / 1_000);
    const said = await browser.get(csv, { accept: "application/json" });
    assert.equal(said.headers.get("content-type"), "application/problem+json");
    assert.deepEqual(
      [JSON.parse(said.text).code, said.headers.get("retry-after")],
      ["web.too-fast", String(wait)],
    );
    assert.equal((await browser.get(`/s/${slug}/needs`)).status, 200, "pages have another pace");
    node.clock.pass(wait * 1_000);
    assert.equal((await browser.get(csv)).status, 200);
  });

  it("is seen through, however the address is written", async () => {
    const node = await testNode();
    const { slug, browser, login } = await node.found();
    drain(node, "dear", `login/${login}`);
    const looks = ["breaches/x/exposed", "members/x/reading", "members/x/removal"];
    const much = ["membership/held", ...looks];
    for (const path of ["needs/needs%2Ecsv", "needs/needs.%63sv", "dat%65s/x", ...much])
      assert.equal((await browser.get(`/s/${slug}/${path}`)).status, 429, path);
    assert.equal((await browser.get(`/s/${slug}/needs/%E0%A4%A`)).status, 404);
  });

  it("by a crowd in one space stops nobody signed in, nor another space's readers", async () => {
    const node = await testNode();
    const { slug, browser } = await node.found();
    const other = await node.found({ group: "Otra Orilla" });
    drain(node, "crowd", `space/${slug}`, 1);
    const stranger = node.browser();
    assert.deepEqual(await times(stranger, `/s/${slug}`, 3), { 200: 1, 429: 2 });
    assert.equal((await browser.get(`/s/${slug}`)).status, 200);
    assert.equal((await stranger.get(`/s/${other.slug}`)).status, 200);
  });

  it("tells a closed space from none as little as before", async () => {
    const node = await testNode();
    const { slug } = await node.found({ safety: "yes" });
    const stranger = node.browser();
    for (const one of [slug, "2345678923"]) drain(node, "crowd", `space/${one}`, 1);
    const bodies = [];
    for (const one of [slug, "2345678923"]) {
      assert.deepEqual(await times(stranger, `/s/${one}`, 2), { 404: 1, 429: 1 });
      bodies.push((await stranger.get(`/s/${one}`)).text.replaceAll(one, "SLUG"));
    }
    assert.equal(bodies[0], bodies[1]);
  });
});

describe("the pace of reading", () => {
  it("counts the first page, which looks at every group's card", async () => {
    const node = await testNode();
    const { browser } = await node.found();
    drain(node, "crowd", "space/", 1);
    const stranger = node.browser();
    assert.deepEqual(await times(stranger, "/", 2), { 200: 1, 429: 1 });
    assert.equal((await stranger.get("/sign-in")).status, 200);
    assert.equal((await browser.get("/")).status, 303, "who is signed in goes on");
  });

  it("never closes the ways in and out", async () => {
    const node = await testNode();
    const { slug, browser, login } = await node.found();
    drain(node, "door", "all");
    drain(node, "pages", `login/${login}`);
    const stranger = node.browser();
    assert.equal((await stranger.get(`/s/${slug}`)).status, 429);
    assert.equal((await browser.get(`/s/${slug}`)).status, 429);
    assert.equal((await stranger.get("/sign-in")).status, 200);
    assert.equal((await stranger.get("/health")).status, 200);
    assert.equal((await browser.get("/exit")).status, 303);
  });

  it("counts tiles and heads of a log by themselves", async () => {
    const node = await testNode();
    const { slug } = await node.found();
    drain(node, "tiles", `space/${slug}`, 1);
    const key = `/s/${slug}/log/key`;
    assert.deepEqual(await times(node.browser(), key, 2), { 200: 1, 429: 1 });
    assert.equal((await node.browser().get(`/s/${slug}`)).status, 200);
  });
});
