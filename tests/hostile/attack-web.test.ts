/** The door on HTTP, looked at by someone who means harm. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { whereOf } from "../../web/app.ts";
import { localPath } from "../../web/respond.ts";
import { ORIGIN, testNode } from "../../web/testing.ts";
import { makeToken } from "../../web/tokens.ts";

type Node = Awaited<ReturnType<typeof testNode>>;
const HOST = { host: "alongside.example" };

async function post(node: Node, path: string, fields: Record<string, string>, headers = {}) {
  const body = new URLSearchParams(fields);
  return node.app.request(`${ORIGIN}${path}`, {
    ...{ method: "POST", body, headers: { ...HOST, ...headers } },
  });
}

/** A form's keys and the cookie they are bound to, as a stranger may draw them anywhere. */
async function drawn(node: Node) {
  const page = await node.app.request(`${ORIGIN}/receipt`, { headers: HOST });
  const html = await page.text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1];
  const cookie = page.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
  const fields = { "form-key": value("form-key") ?? "", "form-token": value("form-token") ?? "" };
  assert.ok(fields["form-key"] && fields["form-token"]);
  return { fields, headers: { cookie: cookie.join("; ") } };
}

/** What is the same of two answers, however many forms were drawn for them. */
async function told(answer: Response, slug: string) {
  const html = (await answer.text()).replaceAll(/name="form-[a-z]+" value="[^"]*"/g, "");
  const cookies = answer.headers.getSetCookie().map((one) => one.split("=", 1)[0]);
  const headers = [...answer.headers].filter(([name]) => name !== "set-cookie");
  const kept = headers.filter(([name]) => !["content-length", "date"].includes(name));
  return JSON.stringify([answer.status, kept, cookies, html.replaceAll(slug, "SLUG")]);
}

it("leads nobody to another host, however the way is written", () => {
  const ways = ["/.//evil.com", "/..//evil.com", "/%2e//evil.com", "/a/..//evil.com"];
  ways.push("/./\\evil.com", "/.\\/evil.com", "//evil.com", "/\\evil.com", "/\t/evil.com");
  for (const way of ways) assert.equal(localPath(way), "/", way);
  assert.equal(localPath("/s/red/needs?a=b#c"), "/s/red/needs?a=b#c");
});

it("posting to an invitation tells a closed space from none as little as reading", async () => {
  const node = await testNode();
  const { slug } = await node.found({ group: "Casa Cerrada", safety: "yes" });
  const absent = "2345678923";
  const { fields, headers } = await drawn(node);
  const sent: [string, Record<string, string>, object][] = [
    ["without keys", { handle: "x" }, {}],
    ["with keys", { handle: "x", ...fields }, headers],
  ];
  for (const [name, form, more] of sent) {
    const way = (at: string) => post(node, `/s/${at}/invitation/AAAA`, form, more);
    const [closed, none] = [await way(slug), await way(absent)];
    assert.equal(await told(closed, slug), await told(none, absent), name);
  }
  let last = "";
  for (let i = 0; i < 320; i++) {
    const own = await drawn(node);
    const form = { handle: "x", ...own.fields };
    const way = (at: string) => post(node, `/s/${at}/invitation/AAAA`, form, own.headers);
    const [closed, none] = [await way(slug), await way(absent)];
    assert.equal(closed.status, none.status, `after ${i}`);
    last = `${closed.status}`;
  }
  assert.equal(last, "429", "guessing comes to its limit, and tells nothing by it");
});

it("health tells nothing of what waits in any space", async () => {
  const node = await testNode();
  const { space, member } = await node.found({ safety: "yes" });
  const health = async () => (await node.app.request(`${ORIGIN}/health`, { headers: HOST })).text();
  const before = await health();
  const given = { by: null, name: "bo", reach: "b@x", terms: null, form: null };
  const what = { lang: "es", text: "sillas" };
  const made = await node.does(space, member, "offers.offer-unasked", {
    ...{ ...given, what, quantity: null },
  });
  const answers = [{ id: made.answer["id"], answer: "decline" }];
  await node.does(space, member, "offers.answer-many", { answers });
  assert.equal((await node.store.due.waiting("due")).count, 1, "something waits");
  assert.equal(await health(), before);
  node.clock.pass(40 * DAY);
  assert.equal((JSON.parse(await health()) as { late: boolean }).late, true);
});

it("a program names nobody else as who typed, and no day before there were any", async () => {
  const node = await testNode();
  const { space, slug, login, member } = await node.found();
  const other = await node.join(space, ["member"]);
  const opened = await node.house.space(space);
  assert.ok(opened);
  const of = { login, member, scopes: ["*"], until: node.clock.now + DAY };
  const token = await makeToken(opened, of, node.clock.now, node.random);
  let keys = 0;
  const open = async (more: string, input = '{"title":{"lang":"es","text":"agua"}}', key = "") => {
    const body = `{"input":${input},"key":"${key || `attack-web-${10_000 + ++keys}`}"${more}}`;
    const headers = { ...HOST, authorization: `Bearer ${token}` };
    const address = `${ORIGIN}/api/s/${slug}/commands/needs.open`;
    return (await node.app.request(address, { method: "POST", body, headers })).status;
  };
  assert.equal(await open(`,"typedBy":"${other.member}"`), 403);
  assert.equal(await open(`,"typedBy":"${member}"`), 200);
  for (const happened of [-9_007_199_254_740_991, -8_640_000_000_000_000, -2_300_000_000_000])
    assert.equal(await open(`,"happened":${happened}`), 422, String(happened));
  assert.equal(await open(',"happened":-2000000000000'), 200);
  const key = "attack-web-the-same";
  assert.equal(await open("", undefined, key), 200);
  const deep = `${"[".repeat(120_000)}${"]".repeat(120_000)}`;
  assert.equal(await open("", deep, key), 409, "a used key, not a fault");
});

it("a stranger may not send files, and a crowd at the door stops nobody inside", async () => {
  const node = await testNode();
  const { browser, slug } = await node.found();
  const form = new FormData();
  form.set("code", "x".repeat(1_000_000));
  const big = await node.app.request(`${ORIGIN}/receipt`, {
    ...{ method: "POST", body: form, headers: HOST },
  });
  assert.equal(big.status, 413);
  for (let i = 0; i < 3_001; i++) node.node.limits.take("node", "all");
  const { fields, headers } = await drawn(node);
  assert.equal((await post(node, "/receipt", { code: "A", ...fields }, headers)).status, 429);
  const inside = await browser.submit(`/s/${slug}/settings/not-wanted`, { line: "ropa usada" });
  assert.notEqual(inside.status, 429);
});

it("what is logged of a fault is where it was, whatever its message looks like", () => {
  const fault = new Error("of a form\n    at lucero (calle del puerto 7):1:1\n    at ría:2:2");
  const { name, at } = whereOf(fault);
  assert.equal(name, "Error");
  assert.match(at, /attack-web\.test\.ts/);
  assert.doesNotMatch(at, /lucero|ría/);
});

it("hanging up in the middle of a form is no fault of ours", async () => {
  const { app, lines } = await testNode({ faults: "answer" });
  const body = new ReadableStream({
    start: (to) => to.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  const headers = { ...HOST, "content-type": "application/x-www-form-urlencoded" };
  const sent = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  const got = await app.fetch(new Request(`${ORIGIN}/receipt`, sent));
  assert.deepEqual([got.status, lines], [413, []]);
});
