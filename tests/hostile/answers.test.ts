/** What every answer says of itself, whoever asked and whatever came (ASVS 5.0.0, 3.2 to 4.1). */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Door } from "../../house/door.ts";
import { createApp } from "../../web/app.ts";
import { readForm } from "../../web/body.ts";
import { ORIGIN, testNode } from "../../web/testing.ts";
import { assertSaid } from "./said.ts";

const NODE = [
  "/health",
  "/robots.txt",
  "/nothing-here",
  "/api/openapi.json",
  "/signed-in",
  "/exit",
];
const IN_SPACE = ["/log/checkpoint", "/log/key", "/log/tile/entries/000"];

it("says its type, and to browsers what they may do with it, outside all rooms", async () => {
  const { found } = await testNode();
  const { slug, browser } = await found();
  const paths = [...IN_SPACE.map((path) => `/s/${slug}${path}`), `/l/${slug}/x`, ...NODE];
  const headers = { origin: "https://elsewhere.example" };
  for (const path of paths) assertSaid(await browser.get(path, headers), path);
});

it("says it too where the host is none of ours, and where we fail before the page", async () => {
  const { node, app } = await testNode({ faults: "answer" });
  const headers = { host: "evil.example" };
  const other = await app.request(`${ORIGIN}/health`, { headers });
  assert.deepEqual([other.status, await other.text()], [421, "not this host\n"]);
  assertSaid(other, "another host");
  assert.equal(other.headers.get("cache-control"), "no-store");
  const people = { ...node.people, settle: () => Promise.reject(new Error("canary")) };
  const failed = await createApp({ ...node, people }).request(`${ORIGIN}/health`);
  assert.equal(failed.status, 500);
  assert.match(await failed.text(), /^[0-9a-f]{8}\n$/);
  assertSaid(failed, "a fault");
});

it("hands out a file under a name that is neither header nor path", async () => {
  const name = 'a"b\r\nset-cookie: x=1/../\u202egnp.ñ.csv';
  const door: Door = {
    inSpace: [],
    onNode: [
      {
        ...{ method: "GET", path: "/odd-file", open: "everyone" },
        answer: async () => ({ file: "a", type: "text/csv; charset=utf-8", name }),
      },
    ],
  };
  const { browser } = await testNode({ doors: [{ room: "needs", door }] });
  const got = await browser().get("/odd-file");
  assertSaid(got, "a file");
  const said = got.headers.get("content-disposition") ?? "";
  assert.match(said, /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.%!~-]+$/);
  assert.deepEqual(got.headers.getSetCookie(), []);
});

it("takes a field from the form alone, the first where it came twice", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = "name=a&name=b&__proto__=c&constructor=d";
  const init = { method: "POST", headers, body };
  const request = new Request(`${ORIGIN}/x?name=c&more=d`, init);
  const form = await readForm({ request, incoming: null });
  assert.ok(!("bad" in form));
  const { posted } = form;
  assert.deepEqual([posted.text("name"), posted.all("name")], ["a", ["a", "b"]]);
  assert.deepEqual([posted.text("more"), posted.has("toString")], ["", false]);
  assert.deepEqual([posted.text("__proto__"), posted.text("constructor")], ["c", "d"]);
});
