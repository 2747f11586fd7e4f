import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DAY } from "../house/testing.ts";
import { httpReader } from "../log/reader.ts";
import { verifyLog } from "../log/verify.ts";
import { changeLogin, nodeOf } from "../rooms/people/index.ts";
import { PACES } from "./limits.ts";
import { ORIGIN, testNode } from "./testing.ts";
import { endToken, listTokens, makeToken } from "./tokens.ts";

/** A closed group and whoever has tokens of it; `ask` fetches a file of its log as a bearer. */
async function closed() {
  const node = await testNode();
  const one = await node.found({ safety: "yes" });
  const space = await node.house.space(one.space);
  assert.ok(space);
  const token = async (of: object = {}, days = 9, at = space) => {
    const whole = { login: one.login, member: one.member, scopes: ["read"], ...of };
    const now = node.clock.now;
    const made = await makeToken(at, { ...whole, until: now + days * DAY }, now, node.random);
    assert.ok(made);
    return made;
  };
  const ask = async (path: string, bearer?: string, slug = one.slug) => {
    const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const got = await node.app.request(`${ORIGIN}/s/${slug}/log/${path}`, { headers });
    const kept = Object.fromEntries(got.headers);
    const { "content-security-policy": _, ...sent } = kept;
    return { status: got.status, sent, text: await got.text() };
  };
  return { ...node, ...one, opened: space, token, ask };
}
const FILES = ["checkpoint", "key", "tile/0/000.p/1", "tile/entries/000.p/1"];

describe("the log endpoints, by a token", () => {
  it("open to a token of a member that may read, and the whole log verifies", async () => {
    const { token, ask, app, slug } = await closed();
    for (const scopes of [["read"], ["*"]]) {
      const bearer = await token({ scopes });
      for (const path of FILES) {
        const got = await ask(path, bearer);
        assert.deepEqual([got.status, got.sent["cache-control"]], [200, "no-store"], path);
      }
      const headers = { authorization: `Bearer ${bearer}` };
      const reader = httpReader(`${ORIGIN}/s/${slug}/log`, async (url) =>
        app.request(url, { headers }),
      );
      const verdict = await verifyLog(reader);
      assert.ok(verdict.ok, JSON.stringify(verdict));
    }
    const other = await ask("key", await token({ scopes: ["needs.*"] }));
    assert.deepEqual([other.status, JSON.parse(other.text).code], [403, "web.not-in-scope"]);
  });

  it("answer a token that opens nothing as where there is no such space", async () => {
    const made = await closed();
    const { token, ask, house, found, join, clock, opened, slug } = made;
    const over = await token({}, 1);
    const left = await join(made.space, ["member"], "amal");
    const ofLeft = await token({ login: left.login, member: left.member });
    await made.does(made.space, left.member, "people.leave", { forget: false });
    const changed = await join(made.space, ["member"], "noor");
    const before = await token({ login: changed.login, member: changed.member });
    const elsewhere = await house.space((await found({ safety: "yes" })).space);
    assert.ok(elsewhere);
    const foreign = await token({}, 9, elsewhere);
    const ended = await token({ scopes: ["read", "people.join"] });
    clock.pass(2 * DAY);
    const one = ({ scopes }: { scopes: readonly string[] }) => scopes.includes("people.join");
    const { id = "" } = (await listTokens(opened, clock.now)).find(one) ?? {};
    assert.ok(await endToken(opened, id, () => true, clock.now));
    const now = clock.now;
    await changeLogin(nodeOf(house), changed.login, (kept) => ({ ...kept, changed: now }));
    const wrong = { over, ofLeft, before, foreign, ended, none: `alongside_${"A".repeat(43)}` };
    for (const [what, bearer] of Object.entries(wrong))
      for (const path of FILES) {
        const never = await ask(path, undefined, "x".repeat(slug.length));
        assert.equal(never.status, 404);
        assert.deepEqual(await ask(path, bearer), never, `${path} for ${what}`);
        assert.deepEqual(await ask(path), never, path);
      }
    assert.equal((await ask("key", await token())).status, 200, "and one that holds is answered");
  });

  it("give what is public to whoever brings a token that opens nothing", async () => {
    const { app, found } = await testNode();
    const { slug } = await found();
    const headers = { authorization: `Bearer alongside_${"A".repeat(43)}` };
    const got = await app.request(`${ORIGIN}/s/${slug}/log/key`, { headers });
    assert.equal(got.status, 200);
  });

  it("are named on their page with the file of a token, where they are not public", async () => {
    const { browser, slug } = await closed();
    const page = await browser.get(`/s/${slug}/log`);
    assert.match(page.text, /verify https:\S+\/log --token-file FILE</);
    assert.match(page.text, /first line of a file/);
    const { found, browser: anybody } = await testNode();
    const open = await anybody().get(`/s/${(await found()).slug}/log`);
    assert.match(open.text, /verify https:\S+\/log</);
    assert.ok(!open.text.includes("--token-file"));
  });

  it("slow each token down by itself", async () => {
    const { token, ask, node, opened, clock } = await closed();
    const [one, other] = [await token(), await token()];
    const { id = "" } = (await listTokens(opened, clock.now)).at(-1) ?? {};
    for (let i = 0; i < PACES.tiles.burst; i++) node.limits.take("tiles", `token/${id}`);
    const answers = [(await ask("key", one)).status, (await ask("key", other)).status];
    assert.deepEqual(answers.toSorted(), [200, 429]);
  });
});
