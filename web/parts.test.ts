import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import type { KeyFolder, Random } from "../house/ports.ts";
import { HOUR, seededRandom, TestClock } from "../house/testing.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { clean } from "./body.ts";
import { Cookies } from "./cookies.ts";
import { createLimits, PACES } from "./limits.ts";
import { localPath } from "./respond.ts";
import { readSecrets } from "./secrets.ts";
import { ORIGIN, testNode } from "./testing.ts";
import { covers, isScope } from "./tokens.ts";

const secretsIn = (keys: KeyFolder, random: Random) =>
  readSecrets({ keys, random, lock: async () => async () => undefined });

describe("secrets", () => {
  it("make tokens that look different each time and hold for one binding alone", async () => {
    const secrets = await secretsIn(memoryKeys(), seededRandom(1));
    const [a, b] = [secrets.token("visitor/a"), secrets.token("visitor/a")];
    assert.notEqual(a, b);
    assert.ok(secrets.isToken("visitor/a", a) && secrets.isToken("visitor/a", b));
    assert.ok(!secrets.isToken("visitor/b", a));
    assert.ok(!secrets.isToken("visitor/a", `${a.slice(0, -1)}${a.endsWith("A") ? "B" : "A"}`));
    assert.ok(!secrets.isToken("visitor/a", ""));
  });

  it("are the same after a restart, and another folder's open nothing", async () => {
    const [keys, random] = [memoryKeys(), seededRandom(1)];
    const sealed = (await secretsIn(keys, random)).seal("notice", "a");
    const again = await secretsIn(keys, random);
    assert.equal(again.open("notice", sealed), "a");
    assert.equal(again.open("other", sealed), null);
    assert.equal((await secretsIn(memoryKeys(), random)).open("notice", sealed), null);
  });
});

describe("cookies", () => {
  it("carry __Host- and Secure over HTTPS, neither on this machine, never a script's eye", () => {
    const [safe, plain] = [new Cookies(undefined, true), new Cookies(undefined, false)];
    for (const cookies of [safe, plain]) cookies.set("session", "abc");
    assert.deepEqual(safe.headers, ["__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure"]);
    assert.deepEqual(plain.headers, ["session=abc; Path=/; HttpOnly; SameSite=Lax"]);
    const sent = new Cookies("session=no; __Host-session=yes; __Host-lang=a b", true);
    assert.deepEqual([sent.get("session"), sent.get("lang")], ["yes", null]);
  });
});

describe("limits", () => {
  it("let a burst through, then so many an hour, each name by itself", () => {
    const clock = new TestClock();
    const limits = createLimits(clock.read);
    const { burst, perHour } = PACES.kept;
    const took = (name: string, times: number) =>
      Array.from({ length: times }, () => limits.take("kept", name)).filter((s) => s === 0).length;
    assert.equal(took("a", burst + 5), burst);
    assert.equal(limits.take("kept", "a"), 3_600 / perHour);
    assert.equal(took("b", burst + 5), burst);
    clock.pass(HOUR / 6);
    assert.equal(took("a", burst), perHour / 6);
    clock.pass(100 * HOUR);
    assert.equal(took("a", burst + 5), burst);
  });
});

describe("where a redirect leads", () => {
  const cases: [string, string][] = [
    ["/s/a?x=1#y", "/s/a?x=1#y"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["/\t/evil.example", "/"],
    ["/ñ", "/%C3%B1"],
    ["", "/"],
  ];
  for (const [to, path] of cases)
    it(`${JSON.stringify(to)} is ${path}`, () => assert.equal(localPath(to), path));
});

describe("what was typed", () => {
  it("comes in NFC, trimmed, without what hides or turns text", () => {
    assert.equal(clean("  cafe\u0301\u202e\u0000 \r\n b "), "café \n b");
    assert.equal(clean("\u202e"), "");
    assert.equal(clean("لا\u200cتنس\u200f"), "لا\u200cتنس\u200f");
  });
});

describe("scopes", () => {
  const cases: [string[], string, boolean, string?][] = [
    [["read"], "read", true],
    [["offers.*"], "deliveries.move", true, "offers"],
    [["deliveries.*"], "deliveries.move", true, "offers"],
    [["deliveries.*"], "offers.take", false, "offers"],
    [["needs.*"], "deliveries.move", false, "offers"],
    [["needs.*"], "read", false],
    [["needs.*"], "needs.open", true],
    [["needs.*"], "needsx.open", false],
    [["needs.open"], "needs.close", false],
    [["*"], "spaces.end", true],
    [[], "read", false],
  ];
  for (const [scopes, wanted, yes, room = null] of cases)
    it(`${scopes} ${yes ? "covers" : "does not cover"} ${wanted}`, () =>
      assert.equal(covers(scopes, wanted, room), yes));
  it("have one spelling", () => {
    assert.ok(["read", "*", "needs.*", "needs.open-many"].every(isScope));
    assert.ok(["", "needs", "needs.*.x", "Needs.open", ".*"].every((scope) => !isScope(scope)));
  });
});

describe("what travels", () => {
  it("is packed as the browser asks, but not where another site led a signed-in one", async () => {
    const { app, found } = await testNode();
    const { slug, browser } = await found();
    const headers = { "accept-encoding": "gzip" };
    const packed = await app.request(`${ORIGIN}/nowhere`, { headers });
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    const bytes = Buffer.from(await packed.arrayBuffer());
    assert.match(gunzipSync(bytes).toString(), /<!doctype html>/);
    assert.ok(bytes.length < 14_000, `${bytes.length} bytes in the first flight`);
    const led = { ...headers, "sec-fetch-site": "cross-site" };
    const mine = await browser.get(`/s/${slug}/tokens`, led);
    assert.equal(mine.headers.get("content-encoding"), null);
    assert.match(mine.text, /<!doctype html>/);
  });

  it("names modules by their content, for ever", async () => {
    const { app, node } = await testNode();
    const path = node.assets.address("needs", "exit.js");
    const got = await app.request(ORIGIN + path);
    assert.match(path, /^\/assets\/[0-9a-f]{16}-exit\.js$/);
    assert.match(got.headers.get("cache-control") ?? "", /immutable/);
    assert.match(got.headers.get("content-type") ?? "", /^text\/javascript/);
    assert.throws(() => node.assets.address("needs", "../package.json"), /no browser module/);
  });
});
