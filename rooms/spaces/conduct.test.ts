import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { asksOf, VERSIONS_MAX } from "./conduct.ts";
import { conductCommands as commands } from "./conduct-commands.ts";
import { changes } from "./conduct-questions.ts";
import { type SpaceState, space } from "./facts.ts";

const testing = await import("../../web/testing.ts");

const here = "5".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const id = (n: number) => String(n).padStart(32, "0");
const text = [{ lang: "en", text: "Nobody asks for anything in return." }];
const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "no", zone: "UTC", langs: ["en"] },
};
const written = (n: number): Given => ({
  ...{ thing: here, type: "space.conduct-written/1", record: { version: id(n), by: AT + n } },
});
const dropped: Given = { thing: here, type: "space.conduct-dropped/1", record: {} };

describe("the code", () => {
  it("gets an id that people accept, and a time for those who are here", () => {
    const input = { texts: text, days: 14 };
    const decided = decide(commands.writeConduct, [space], [founded], input, { now: AT });
    assert.ok(!isRefusal(decided));
    const [fact] = decided.facts;
    assert.equal(fact?.record["by"], AT + 14 * DAY);
    assert.deepEqual(
      [fact?.record["version"], fact?.words],
      [decided.answer?.["version"], { texts: text }],
    );
  });

  it("stands from its last beginning on; dropped, it asks nothing and counts on", () => {
    const asked = (...given: Given[]) =>
      asksOf((fold([space], [founded, ...given]).get(here) as Thing<SpaceState>).state).map(
        ({ id: version, n }) => [version, n],
      );
    assert.deepEqual(asked(), []);
    assert.deepEqual(asked(written(1), written(2)), [
      [id(1), 1],
      [id(2), 2],
    ]);
    assert.deepEqual(asked(written(1), dropped), []);
    assert.deepEqual(asked(written(1), dropped, written(2)), [[id(2), 2]]);
  });

  it("is dropped once, and written only so often", () => {
    const drop = (given: Given[]) =>
      (decide(commands.dropConduct, [space], [founded, ...given], {}) as Decided).facts.length;
    assert.deepEqual([drop([]), drop([written(1)]), drop([written(1), dropped])], [0, 1, 0]);
    const many = Array.from({ length: VERSIONS_MAX }, (_, n) => written(n));
    const input = { texts: text, days: 0 };
    const full = decide(commands.writeConduct, [space], [founded, ...many], input);
    assertRefused(full, "spaces.conduct-full");
  });
});

it("says line by line what changed", () => {
  const said = (before: string, after: string) =>
    changes(before, after).map(({ was, text: line }) => `${was} ${line}`);
  assert.deepEqual(said("a\nb\nc", "a\nc\nd"), ["same a", "gone b", "same c", "new d"]);
  assert.deepEqual(said("a", "a"), ["same a"]);
  assert.deepEqual(
    said("a\n\nb", "b\n\na").filter((line) => line.startsWith("same")).length > 0,
    true,
  );
  assert.equal(said("", "x\n".repeat(600)).length, 600, "what is long is not lost");
});

const said = (html: string) => html.replaceAll(/[\u2066-\u2069]/g, "");

/** A group with a line nobody outside may read, and a member who is here when the code comes. */
async function group(more: object = {}) {
  const node = await testing.testNode();
  const founder = await node.found(more);
  const second = await node.join(founder.space, ["member"], "amapola");
  const base = `/s/${founder.slug}`;
  await node.does(founder.space, founder.member, "needs.open", {
    ...{ title: { lang: "es", text: "llaves cerradas" }, quantity: { of: "4", unit: "item" } },
  });
  const write = (days: number, fields: object = {}) =>
    founder.browser.submit(
      `${base}/settings/conduct`,
      { "text-en": "Nobody asks for anything in return.", days: String(days), ...fields },
      `${base}/settings/conduct`,
    );
  return { ...node, founder, second, base, write };
}
type Group = Awaited<ReturnType<typeof group>>;
const INSIDE = ["members", "today", "needs/new", "membership", "settings", "register"];

/** What somebody finds who has yet to accept: nothing inside, and the way there. */
async function isOutside({ base }: Group, browser: Group["founder"]["browser"]) {
  for (const path of INSIDE) {
    const got = await browser.get(`${base}/${path}`);
    assert.equal(got.location, `${base}/conduct`, path);
  }
  for (const path of ["needs", "timeline", "search?q=llaves"])
    assert.doesNotMatch((await browser.get(`${base}/${path}`)).text, /llaves cerradas/, path);
  assert.match((await browser.get(base)).text, new RegExp(`href="${base}/conduct"`));
}

it("asks nothing where none stands", async () => {
  const { base, second, founder } = await group();
  assert.equal((await second.browser.get(`${base}/members`)).status, 200);
  const page = await second.browser.get(`${base}/conduct`);
  assert.match(page.text, /No code of conduct stands here/);
  assert.match(
    (await second.browser.get(`${base}/conduct/told`)).text,
    /No code of conduct stands/,
  );
  // The reader's language, and the group's: of those that there is a draft in.
  const offered = (await founder.browser.get(`${base}/settings/conduct`)).text;
  assert.match(offered, /name="text-en"[^>]*>We treat each other[\s\S]*pictures of children/);
  assert.match(offered, /name="text-es"[^>]*>Nos tratamos con respeto/);
  assert.match(offered, /name="text-ar"[^>]*><\/textarea>/);
  const arabic = await group({ lang: "ar" });
  const theirs = (await arabic.founder.browser.get(`${arabic.base}/settings/conduct`)).text;
  assert.match(theirs, /name="text-ar"[^>]*>نتعامل باحترام/);
  assert.match(theirs, /name="text-es"[^>]*><\/textarea>/);
});

it("gives those who are here their time, then holds them back until they accept", async () => {
  const made = await group();
  const { base, second, founder, write, clock } = made;
  const done = await write(2);
  assert.equal(done.location, `${base}/conduct`);
  const page = await second.browser.get(`${base}/members`);
  assert.match(said(page.text), /asks you to read its code of conduct and accept it\. The time/);
  assert.equal((await second.browser.get(`${base}/conduct/accepted`)).status, 403);
  const list = said((await founder.browser.get(`${base}/conduct/accepted`)).text);
  assert.match(list, /amapola[\s\S]*the time to accept ends/);
  clock.pass(2 * DAY + HOUR);
  const { browser } = await made.signIn(second.login);
  await isOutside(made, browser);
  const read = await browser.get(`${base}/conduct`);
  assert.match(said(read.text), /Read this first[\s\S]*Nobody asks for anything in return/);
  const accepted = await browser.submitOn(read, {});
  assert.equal(accepted.location, `${base}/kept-form`);
  assert.equal((await browser.get(`${base}/members`)).status, 200);
  const after = await made.signIn(founder.login);
  await after.browser.submit(`${base}/conduct`, {}, `${base}/conduct`);
  const then = said((await after.browser.get(`${base}/conduct/accepted`)).text);
  assert.match(then, /amapola[\s\S]*Accepted version 1:/);
});

it("asks who comes new before they read anything, and who is vouched in too", async () => {
  const made = await group();
  const { base, founder, write } = made;
  await write(60);
  const known = await made.join(founder.space, ["member"], "romero");
  await isOutside(made, known.browser);
  const asked = await made.send({
    ...{
      space: founder.space,
      command: "needs.open",
      author: { by: "member", member: known.member },
    },
    input: { title: { lang: "es", text: "mesas" }, quantity: { of: "1", unit: "item" } },
  });
  assertRefused(asked, "house.accept-first");
  const waits = await made.join(founder.space, ["member"], "jacinta", { known: false });
  const page = await waits.browser.get(`${base}/waiting`);
  assert.match(page.text, new RegExp(`href="${base}/waiting/conduct"`));
  const read = await waits.browser.get(`${base}/waiting/conduct`);
  const accepted = await waits.browser.submitOn(read, { aloud: "yes" });
  assert.equal(accepted.location, `${base}/waiting/conduct`);
  assert.equal((await waits.browser.get(`${base}/members`)).status, 404, "still a newcomer");
  await made.does(founder.space, made.second.member, "people.vouch", { member: waits.member });
  assert.equal(
    (await waits.browser.get(`${base}/members`)).status,
    200,
    "and nothing more is asked",
  );
});

it("keeps what undoes for who did not accept: closing, leaving, what is held", async () => {
  const made = await group();
  const { base, second, founder, write, clock, send } = made;
  await write(0);
  clock.pass(1);
  for (const path of ["membership/end", "membership/held", "membership/held.json"])
    assert.equal((await second.browser.get(`${base}/${path}`)).status, 200, path);
  assert.equal((await founder.browser.get(`${base}/shutters`)).status, 200);
  assert.match((await founder.browser.get(`${base}/conduct`)).text, /href="[^"]+\/shutters"/);
  const as = (command: string, input: object) =>
    send({
      ...{ space: founder.space, command, input },
      author: { by: "member", member: second.member },
    });
  assertRefused(await as("people.make-circle", { name: text }), "house.accept-first");
  assert.ok(!isRefusal(await as("people.unaccept-conduct", {})));
  const left = await second.browser.submit(`${base}/membership/end`, {}, `${base}/membership/end`);
  assert.equal(left.location, "/");
});

it("tells no program who accepted and who did not", async () => {
  const { base, second, founder, write, app } = await group();
  await write(9);
  await founder.browser.submit(`${base}/conduct`, {}, `${base}/conduct`);
  const made = await second.browser.submit(`${base}/tokens`, { scope: ["read"], days: "3" });
  const authorization = `Bearer ${/alongside_[\w-]{43}/.exec(made.text)?.[0]}`;
  const at = `https://alongside.example/api${base}/things/member`;
  const got = await app.request(at, { headers: { authorization } });
  const { things } = (await got.json()) as { things: { state: object }[] };
  assert.equal(things.length, 2);
  for (const { state } of things)
    assert.deepEqual(["roles" in state, "accepted" in state], [true, false]);
});

it("lets them leave a circle by a page from before, which tells nothing of the group", async () => {
  const { base, second, founder, write, clock, does } = await group();
  const name = [{ lang: "en", text: "the kitchen" }];
  const { answer } = await does(founder.space, second.member, "people.make-circle", { name });
  const at = `${base}/circles/${answer["circle"]}`;
  const page = await second.browser.get(at);
  assert.match(page.text, /lucero/, "who could be let in");
  await write(0);
  clock.pass(1);
  const refused = await second.browser.submitOn(page, {}, `${at}/leaving`);
  assert.equal(refused.status, 422);
  assert.doesNotMatch(refused.text, /lucero|amapola/);
  const left = await second.browser.submitOn(refused, { last: "yes" }, `${at}/leaving`);
  assert.equal(left.location, `${base}/circles`);
});

it("keeps what was typed when the time ran out meanwhile, for that login alone", async () => {
  const made = await group();
  const { base, second, write, clock } = made;
  await write(1);
  clock.pass(DAY - 60_000);
  const { browser } = await made.signIn(second.login);
  const form = await browser.get(`${base}/circles`);
  clock.pass(2 * 60_000);
  const sent = await browser.submitOn(form, { name: "zumbador" });
  assert.equal(sent.location, `${base}/conduct`);
  const accepted = await browser.submitOn(await browser.get(`${base}/conduct`), {});
  const kept = await browser.get(accepted.location ?? "");
  assert.match(kept.text, /had not accepted the code of conduct when[\s\S]*zumbador/);
});

it("a new version asks again and shows what changed; another may type the yes", async () => {
  const made = await group();
  const { base, second, founder, write } = made;
  await write(3);
  await second.browser.submit(`${base}/conduct`, {}, `${base}/conduct`);
  await founder.browser.submit(`${base}/conduct`, {}, `${base}/conduct`);
  const old = await second.browser.get(`${base}/conduct`);
  assert.match(said(old.text), /You accepted version 1:/);
  await write(3, { "text-en": "Nobody asks for anything in return.\nNo pictures of children." });
  const page = await second.browser.get(`${base}/conduct`);
  assert.match(said(page.text), /since version 1[\s\S]*<ins>No pictures of children\.<\/ins>/);
  await founder.browser.submit(`${base}/conduct`, {}, `${base}/conduct`);
  const told = `${base}/conduct/told`;
  const fields = { member: second.member, arrived: "voice" };
  const unread = await founder.browser.submit(told, fields, told);
  assert.match(said(unread.text), /all of it has to be read/);
  const done = await founder.browser.submit(told, { ...fields, read: "yes" }, told);
  assert.equal(done.location, `${base}/conduct`);
  const after = await second.browser.get(`${base}/conduct`);
  assert.match(said(after.text), /It was read to you and you accepted version 2/);
  const back = await second.browser.submitOn(after, {}, `${base}/conduct/withdrawal`);
  assert.equal(back.location, `${base}/conduct`);
  assert.match((await second.browser.get(`${base}/conduct`)).text, /Do you accept it\?/);
});

it("closes feeds and programs of who has yet to accept, and tells strangers nothing", async () => {
  const made = await group({ safety: "yes" });
  const { base, second, write, browser, app } = made;
  const page = await second.browser.submit(`${base}/tokens`, { scope: ["*"], days: "2" });
  const bearer = /<code dir="ltr">(alongside_[\w-]+)<\/code>/.exec(page.text)?.[1] ?? "";
  const program = async () => {
    const headers = { authorization: `Bearer ${bearer}` };
    const kind = `${testing.ORIGIN}/api${base}/things/need`;
    return (await app.request(kind, { headers })).text();
  };
  assert.match(await program(), /"need"/);
  const feed = await second.browser.submit(`${base}/dates`, {}, `${base}/dates/feed`);
  const address = /(\/s\/[^"\s]+\.ics)/.exec(feed.text)?.[1] ?? "";
  assert.notEqual(address, "", feed.text);
  assert.equal((await browser().get(address)).status, 200);
  await write(0);
  assert.equal((await browser().get(address)).status, 404);
  assert.doesNotMatch(await program(), /"need"/);
  for (const path of ["conduct", "conduct/told", "conduct/accepted", "settings/conduct"]) {
    const got = await browser().get(`${base}/${path}`);
    assert.match(got.location ?? "", /^\/sign-in/, path);
    assert.doesNotMatch(got.text, /anything in return/);
  }
});

it("leads to it from every page inside, and takes no form there without it", async () => {
  const made = await group();
  const { base, second, write, clock, founder, node } = made;
  await write(0);
  clock.pass(1);
  const size = async () => (await made.house.space(founder.space))?.size;
  const before = await size();
  const { entriesOf } = await import("../../web/app.ts");
  const page = await second.browser.get(`${base}/conduct`);
  const keys = testing.forms(page.text).find(({ action }) => action === `${base}/conduct`)?.fields;
  assert.ok(keys);
  for (const { route, inSpace } of entriesOf(node)) {
    if (!inSpace || route.open !== "member") continue;
    const path = base + route.path.replaceAll(/:\w+/g, second.member);
    const got =
      route.method === "GET"
        ? await second.browser.get(path)
        : await second.browser.post(path, [...keys, ["title", "x"]]);
    assert.match(got.location ?? `${got.status}`, /\/conduct$|^4\d\d$/, `${route.method} ${path}`);
    assert.doesNotMatch(got.text, /llaves cerradas/);
  }
  assert.equal(await size(), before, "nothing was written");
});

it("speaks of it in every language", async () => {
  const made = await group();
  const { base, founder, write } = made;
  await write(5);
  for (const lang of ["en", "es", "ar"])
    for (const path of ["conduct", "conduct/told", "conduct/accepted", "settings/conduct"]) {
      await founder.browser.get(`${base}/${path}?lang=${lang}`);
      const page = await founder.browser.get(`${base}/${path}`);
      assert.equal(page.status, 200, path);
      assert.match(page.text, new RegExp(`<html lang="${lang}`));
    }
});
