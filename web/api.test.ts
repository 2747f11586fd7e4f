import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DAY } from "../house/testing.ts";
import { PROVED_MS } from "../rooms/people/index.ts";
import { BODY_MAX } from "./body.ts";
import { ORIGIN, PASSPHRASE, testNode } from "./testing.ts";

type Sent = { status: number; type: string; body: Record<string, unknown> };

async function withToken(scopes: readonly string[]) {
  const node = await testNode();
  const one = await node.found();
  const tokens = `/s/${one.slug}/tokens`;
  const page = await one.browser.submit(tokens, { scope: scopes, days: "2" });
  const token = /<code dir="ltr">(alongside_[\w-]+)<\/code>/.exec(page.text)?.[1] ?? "";
  assert.notEqual(token, "", page.text);
  assert.doesNotMatch(page.text, /\w\.\*<\/code>/, "every scope is said in words");
  const call = async (path: string, body?: object, bearer = token): Promise<Sent> => {
    const response = await node.app.request(`${ORIGIN}/api/s/${one.slug}/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${bearer}`, "accept-language": "es" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, type, body: (await response.json()) as Sent["body"] };
  };
  return { ...node, ...one, token, tokens, call };
}
const key = "0123456789abcdef0123456789abcdef";
const rename = (text: string) => ({ input: { name: { lang: "es", text } }, key });

describe("commands over JSON", () => {
  it("go through the same gate, once a key", async () => {
    const { call, browser, slug } = await withToken(["spaces.*"]);
    const done = await call("commands/spaces.rename", rename("Otro nombre"));
    assert.deepEqual([done.status, done.body["done"], done.body["again"]], [200, true, false]);
    const again = await call("commands/spaces.rename", rename("Otro nombre"));
    assert.equal(again.body["again"], true);
    assert.equal((await call("commands/spaces.rename", rename("Distinto"))).status, 409);
    assert.match((await browser.get(`/s/${slug}/tokens`)).text, /Otro nombre/);
  });

  it("are refused as RFC 9457 says, in the reader's language", async () => {
    const { call } = await withToken(["spaces.*"]);
    const codes: [string, object, number, string][] = [
      ["spaces.rename", { input: {}, key }, 422, "house.not-this-shape"],
      ["spaces.rename", { input: {}, key: "short" }, 422, "web.not-json"],
      ["spaces.no-such", { input: {}, key }, 404, "house.no-such-command"],
      ["people.invite", { input: {}, key }, 403, "web.not-in-scope"],
      ["spaces.rename", { input: "a".repeat(BODY_MAX.json), key }, 413, "web.too-large"],
    ];
    for (const [name, body, status, code] of codes) {
      const got = await call(`commands/${name}`, body);
      assert.deepEqual([got.status, got.body["code"]], [status, code], JSON.stringify(got));
      assert.equal(got.type, "application/problem+json");
      assert.equal(got.body["type"], `urn:alongside:refusal:${code}`);
      assert.ok(!String(got.body["title"]).startsWith("refusal."));
    }
    assert.match(String((await call("commands/people.invite", { key })).body["title"]), /ficha/);
  });

  it("reach all of a room by its name, deliveries with offers", async () => {
    const { call } = await withToken(["offers.*"]);
    const unasked = { input: {}, key };
    const { body } = await call("commands/deliveries.announce", unasked);
    assert.equal(body["code"], "house.not-this-shape");
    assert.equal((await call("commands/needs.open", unasked)).body["code"], "web.not-in-scope");
  });
});

describe("a program's token", () => {
  it("is made by who was proved just now, and nothing typed is lost", async () => {
    const { found, store, clock } = await testNode();
    const { browser: mine, slug, space, member } = await found();
    const tokens = `/s/${slug}/tokens`;
    const kept = async () =>
      (await store.records.list(space, "api-token/", 9, null, clock.now)).length;
    clock.pass(PROVED_MS);
    const asked = await mine.submit(tokens, { scope: ["needs.*"], days: "9" });
    assert.equal(asked.location, `/confirm?to=${encodeURIComponent(`/s/${slug}/kept-form`)}`);
    for (const passphrase of ["", "tres gatos en el sótano"]) {
      const page = await mine.submit(asked.location, { passphrase });
      assert.equal(page.status, 422);
      assert.match(page.text, /do not go together/);
      assert.ok(passphrase === "" || !page.text.includes(passphrase));
    }
    assert.equal(await kept(), 0);
    const before = mine.cookies.get("__Host-session");
    const again = await mine.submit(asked.location, { passphrase: PASSPHRASE });
    assert.equal(again.location, `/s/${slug}/kept-form`);
    assert.notEqual(mine.cookies.get("__Host-session"), before, "under a new token");
    const made = await mine.submit(again.location, {}, tokens);
    assert.match(made.text, /alongside_/);
    const [row] = await store.records.list(space, "api-token/", 9, null, clock.now);
    const copied = Buffer.from(row?.value ?? []).toString("latin1");
    assert.ok(row && !copied.includes(member) && !copied.includes("needs"), "a copy tells nothing");
    assert.equal(await kept(), 1);
  });

  it("is of this space and holds; a session is no key here", async () => {
    const { call, browser, found, app, clock, token, tokens, slug } = await withToken(["*"]);
    const other = await found();
    const elsewhere = `${ORIGIN}/api/s/${other.slug}/things/space`;
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await app.request(elsewhere, { headers })).status, 401);
    assert.equal((await call("things/space", undefined, `${token}x`)).status, 401);
    assert.equal((await browser.get(`/api/s/${slug}/things/space`)).status, 401);
    assert.equal((await call("things/space")).status, 200);
    const page = await browser.get(tokens);
    const end = /action="([^"]+\/end)"/.exec(page.text)?.[1] ?? "";
    await browser.submitOn(page, {}, end);
    assert.equal((await call("things/space")).status, 401);
    const made = await withToken(["read"]);
    made.clock.pass(2 * DAY);
    assert.equal((await made.call("things/space")).status, 401);
    assert.ok(clock.now > 0);
  });
});

describe("reading over JSON", () => {
  it("gives states and words, and no place in the log", async () => {
    const { call, space, does, member } = await withToken(["read"]);
    await does(space, member, "spaces.rename", { name: { lang: "es", text: "Palabras" } });
    const one = await call(`things/space/${space}`);
    assert.equal(one.status, 200);
    assert.match(JSON.stringify(one.body["parts"]), /Palabras/);
    assert.doesNotMatch(JSON.stringify(one.body), /"index"/);
    assert.equal((await call(`things/space/${"0".repeat(32)}`)).status, 404);
    assert.equal((await call("things/nothing")).status, 404);
    assert.equal((await call("commands/spaces.rename", rename("x"))).status, 403);
  });

  it("says a book's figures as exact decimals, and nothing erased that never was", async () => {
    const { call, space, does, member } = await withToken(["read"]);
    const title = [{ lang: "es", text: "Almacén" }];
    await does(space, member, "ledger.open-book", { purpose: "goods", title });
    const id = ((await call("things/book")).body["things"] as { id: string }[])[0]?.id ?? "";
    const post = (of: string) => {
      const line = (account: string, figure: string) => ({
        account,
        of: { of: figure, unit: "kg" },
      });
      const lines = [line("here", of), line("elsewhere", `-${of}`)];
      return does(space, member, "ledger.post", { book: id, lines });
    };
    await post("0.00000001");
    await post("123456789012345678");
    const { body } = await call(`things/book/${id}`);
    const { balances, totals, months, transfers } = body["state"] as Record<string, unknown>;
    const all = { of: "123456789012345678.00000001", unit: "kg" };
    const here = { account: "here", amount: all };
    const elsewhere = { account: "elsewhere", amount: { ...all, of: `-${all.of}` } };
    const sorted = (list: unknown) =>
      (list as { account: string }[]).toSorted((a, b) => (a.account < b.account ? -1 : 1));
    assert.deepEqual(sorted(balances), [elsewhere, here]);
    assert.deepEqual(Object.values(months as object).map(sorted), [[elsewhere, here]]);
    assert.deepEqual(totals, [{ unit: "kg", came: all, used: { of: "0", unit: "kg" }, here: all }]);
    assert.equal(transfers, 2);
    assert.deepEqual(body["parts"], [{ n: 1, words: { title } }]);
  });

  it("goes a page at a time and meets each thing once", async () => {
    const { call, join, space } = await withToken(["read"]);
    for (let i = 0; i < 4; i++) await join(space);
    const seen: string[] = [];
    for (let next: unknown = ""; next !== null; ) {
      const after = next === "" ? "" : `&after=${next}`;
      const { body } = await call(`things/member?limit=2${after}`);
      seen.push(...(body["things"] as { id: string }[]).map(({ id }) => id));
      next = body["next"];
    }
    assert.deepEqual([seen.length, new Set(seen).size], [5, 5]);
    assert.equal((await call("things/member?after=nobody")).status, 422);
  });
});

describe("the API's description", () => {
  it("names every command a member may send, with the shape of its input", async () => {
    const { app, house } = await testNode();
    const response = await app.request(`${ORIGIN}/api/openapi.json`);
    const text = await response.text();
    const document = JSON.parse(text);
    assert.equal(document.openapi, "3.1.1");
    const { plan } = house.parts;
    const rows = plan.rooms.flatMap(({ commands }) => commands);
    for (const { name, who, whileShut, byHand } of rows) {
      const path = document.paths[`/api/s/{slug}/commands/${name}`];
      // While everything is closed no program comes in, and none says somebody's own word.
      const members = who.some((one) => /^(coordination|treasurer|member|observer)$/.test(one));
      const mine = members && whileShut !== "only" && byHand !== true;
      assert.equal(path !== undefined, mine, name);
      if (!mine) continue;
      const { schema } = path.post.requestBody.content["application/json"];
      assert.deepEqual([...schema.required].sort(), ["input", "key"], name);
      assert.ok(schema.properties.input.type || schema.properties.input.anyOf, name);
    }
    for (const [, ref = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = ref.split("/").reduce((at, step) => at?.[step], document);
      assert.ok(found, `${ref} is there`);
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});
