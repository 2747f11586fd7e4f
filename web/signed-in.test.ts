import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY, HOUR } from "../house/testing.ts";
import { beginSession, endSessions, nodeOf } from "../rooms/people/index.ts";
import { type Browser, type Got, testNode } from "./testing.ts";

const NOBODY = "signed-in nobody\n";
const asked = async (browser: Browser) => (await browser.get("/signed-in")).text;
const asks = ({ text }: Got) => /<html [^>]*data-signed-in=""/.test(text);

async function group(more: object = {}) {
  const node = await testNode();
  const founder = await node.found(more);
  return { ...node, founder, base: `/s/${founder.slug}` };
}
type Group = Awaited<ReturnType<typeof group>>;

/** Leaves a form of a page as the page's own script would. */
function leave(browser: Browser, page: Got, action: string, typed: [string, string][] = []) {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)?.[1];
  const own = ["form-key", "form-token"].map((name): [string, string] => [name, field(name) ?? ""]);
  return browser.post("/signed-in", [...own, ["form-action", action], ...typed]);
}

it("says whose session it is while it is there, and nobody after", async () => {
  const { founder, base, browser, house } = await group();
  const page = await founder.browser.get(`${base}/today`);
  assert.equal(asks(page), true);
  assert.match(await asked(founder.browser), /^signed-in [0-9a-f]{16}\n$/);
  assert.equal(asks(await browser().get(base)), false, "a stranger's page asks nothing");
  assert.match(page.headers.get("content-security-policy") ?? "", /connect-src 'self'/);
  const open = (await browser().get(base)).headers.get("content-security-policy") ?? "";
  assert.doesNotMatch(open, /connect-src/);
  await endSessions(nodeOf(house), founder.login, null);
  assert.equal(await asked(founder.browser), NOBODY);
  assert.equal(await asked(browser()), NOBODY, "as for who never was");
});

it("tells another login's page that it is not theirs", async () => {
  const made = await group();
  const { founder, house } = made;
  const mark = await asked(founder.browser);
  const other = await made.signIn();
  const token = await beginSession(nodeOf(house), other.login);
  founder.browser.cookies.set("__Host-session", token);
  assert.notEqual(await asked(founder.browser), mark);
  assert.match(await asked(founder.browser), /^signed-in [0-9a-f]{16}\n$/);
});

it("holds an answer that says nothing new, and gives it when the session ends", async () => {
  const { founder, house } = await group();
  const mark = (await asked(founder.browser)).split(" ")[1]?.trim();
  const ask = (still: string) => founder.browser.get(`/signed-in?still=${still}`);
  let answered = false;
  const held = ask(mark ?? "").then(({ text }) => {
    answered = true;
    return text;
  });
  assert.notEqual((await ask("0123456789abcdef")).text, NOBODY, "news is told at once");
  assert.equal(answered, false, "no news is not");
  await endSessions(nodeOf(house), founder.login, null);
  const began = performance.now();
  assert.equal(await held, NOBODY);
  assert.ok(performance.now() - began < 2_500, "within five seconds with the page's own pause");
  assert.equal((await ask("nobody")).text, NOBODY, "and nothing is held for nobody");
});

it("is no use of the session: who only asks is signed out all the same", async () => {
  const { founder, clock } = await group();
  for (let minutes = 0; minutes < 29; minutes++) {
    clock.pass(60_000);
    assert.notEqual(await asked(founder.browser), NOBODY);
    await founder.browser.get("/signed-in?still=other");
  }
  clock.pass(2 * 60_000);
  assert.equal(await asked(founder.browser), NOBODY);
});

it("closing everything is told at the next question", async () => {
  const { founder, base, does, join } = await group();
  const second = await join(founder.space, ["coordination"]);
  assert.notEqual(await asked(second.browser), NOBODY);
  await does(founder.space, founder.member, "spaces.close-shutters", {});
  for (const { browser } of [founder, second]) assert.equal(await asked(browser), NOBODY);
  assert.equal((await founder.browser.get(base)).status, 404);
});

/** Signs in again in the same browser, and finds what was kept there, if anything. */
async function foundAgain({ founder, base, house }: Group): Promise<string> {
  const token = await beginSession(nodeOf(house), founder.login);
  founder.browser.cookies.set("__Host-session", token);
  return (await founder.browser.get(`${base}/kept-form`)).text;
}

it("keeps what was typed when only the time ran out, and does nothing with it", async () => {
  const made = await group();
  const { founder, base, clock, house } = made;
  const action = `${base}/circles`;
  const page = await founder.browser.get(action);
  const size = async () => (await house.space(founder.space))?.size;
  const before = await size();
  clock.pass(HOUR);
  const left = await leave(founder.browser, page, action, [["name", "zumbador"]]);
  assert.deepEqual([left.status, left.text], [204, ""]);
  assert.equal(await size(), before, "a draft is no entry");
  assert.match(await foundAgain(made), new RegExp(`action="${action}"[\\s\\S]*zumbador`));
});

it("keeps nothing of a live session, a closed group, a shared phone, or secrets", async () => {
  const typed: [string, string][] = [["name", "zumbador"]];
  const cases: [string, (made: Group) => Promise<unknown>, string?][] = [
    ["still signed in", async () => null],
    [
      "closed",
      ({ does, founder }) => does(founder.space, founder.member, "spaces.close-shutters", {}),
    ],
    [
      "shared",
      async ({ founder, clock }) => {
        founder.browser.cookies.set("__Host-shared", "yes");
        clock.pass(HOUR);
      },
    ],
    ["never kept", async ({ clock }) => clock.pass(HOUR), "/settings/shutters/sentence"],
    ["no form of ours", async ({ clock }) => clock.pass(HOUR), "/nothing"],
  ];
  for (const [what, happens, path = "/circles"] of cases) {
    const made = await group();
    const { founder, base, store, clock } = made;
    const page = await founder.browser.get(`${base}/circles`);
    await happens(made);
    const left = await leave(founder.browser, page, base + path, typed);
    assert.deepEqual([left.status, left.text], [204, ""], what);
    const rows = await store.records.list(founder.space, "draft/", 9, null, clock.now);
    assert.equal(rows.length, 0, what);
  }
});

it("takes nothing from another site, and nothing that is no form", async () => {
  const made = await group();
  const { founder, base, clock, browser, store } = made;
  const page = await founder.browser.get(`${base}/circles`);
  clock.pass(DAY);
  const foreign = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
  const fields: [string, string][] = [
    ["form-action", `${base}/circles`],
    ["name", "x"],
  ];
  for (const one of [founder.browser, browser()])
    assert.equal((await one.post("/signed-in", fields, foreign)).status, 204);
  for (const action of ["", "https://elsewhere.example/s/a/circles", "/s/../x", "/s/none/circles"])
    assert.equal((await leave(founder.browser, page, action)).status, 204, action);
  const rows = await store.records.list(founder.space, "draft/", 9, null, clock.now);
  assert.equal(rows.length, 0);
});
