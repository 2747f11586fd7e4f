/** What every answer says of itself, whoever asked and whatever came (ASVS 5.0.0, 3.2 to 4.1). */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Door } from "../../house/door.ts";
import { createApp, entriesOf } from "../../web/app.ts";
import { readForm } from "../../web/body.ts";
import { ORIGIN, testNode } from "../../web/testing.ts";
import { town } from "./town.ts";

/** Where text goes without its charset, a browser guesses; JSON is UTF-8 by its own standard. */
const TYPE =
  /^(text\/[a-z]+; charset=utf-8(; header=present)?|application\/((problem\+)?json|octet-stream))$/i;
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-robots-tag": "noindex, nofollow, noarchive",
};

/** Fails unless an answer says all that every answer says. */
function assertSaid({ status, headers }: { status: number; headers: Headers }, what: string) {
  for (const [name, value] of Object.entries(ALWAYS))
    assert.equal(headers.get(name), value, `${what}: ${name}`);
  const policy = headers.get("content-security-policy") ?? "";
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    assert.ok(policy.includes(part), `${what}: ${part}`);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/, what);
  const foreign = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
  assert.deepEqual(foreign, [], `${what}: nothing is shared with other sites`);
  for (const cookie of headers.getSetCookie())
    assert.match(cookie, /^__Host-[^;]+; Path=\/; HttpOnly; SameSite=(Lax|Strict); Secure/, what);
  if (status >= 300 && status < 400) return;
  assert.match(headers.get("content-type") ?? "", TYPE, `${what}: its type`);
}

const NODE = ["/health", "/robots.txt", "/nothing-here", "/api/openapi.json", "/exit"];
const IN_SPACE = ["/log/checkpoint", "/log/key", "/log/tile/entries/000", "/table.csv"];

it("says its type, and to browsers what they may do with it, on every address", async () => {
  const made = await town();
  const { open, hidden, node } = made;
  const gets = entriesOf(node).filter(({ route }) => route.method === "GET");
  const paths = [
    ...gets.map(({ route, inSpace }) => {
      const path = route.path.replaceAll(/:\w+/g, hidden);
      return `${inSpace ? `/s/${open.slug}` : ""}${path}` || "/";
    }),
    ...[...IN_SPACE.map((path) => `/s/${open.slug}${path}`), `/l/${open.slug}/x`, ...NODE],
    ...[`/api/s/${open.slug}/things/space`, `/api/s/${open.slug}/things/need/${hidden}`],
  ];
  const { browser } = await made.signIn(open.login);
  const headers = { origin: "https://elsewhere.example" };
  for (const who of [browser, made.browser()])
    for (const path of paths) assertSaid(await who.get(path, headers), path);
  assertSaid(await browser.post(`/s/${open.slug}/needs/new`, [["title", "x"]]), "a post");
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
