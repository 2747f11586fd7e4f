import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";

const testing = await import("../../web/testing.ts");
const { HOUR } = await import("../../house/testing.ts");

const LANGS = ["en", "es", "ar"];
const WAY = /https:\/\/alongside\.example(\/s\/[^/]+\/invitation\/[\w-]+)/;
const DIGITS = /(\d{3} \d{3})<\/bdi>/;
const said = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

/** A group of two with a line everyone may read and one that nobody outside may. */
async function group(more: object = {}) {
  const node = await testing.testNode();
  const founder = await node.found(more);
  const second = await node.join(founder.space, ["member"], "amapola");
  const base = `/s/${founder.slug}`;
  const line = (text: string, publish: boolean) =>
    node.does(founder.space, founder.member, "needs.open", {
      ...{ title: { lang: "es", text }, quantity: { of: "4", unit: "item" }, publish },
    });
  await line("mantas abiertas", true);
  await line("llaves cerradas", false);
  return { ...node, founder, second, base };
}
type Group = Awaited<ReturnType<typeof group>>;

/** Somebody comes in by a link that the founder makes. */
async function comes(made: Group, typed: Record<string, string> = {}, way = "trusted") {
  const { founder, base, browser } = made;
  const at = `${base}/invitations/new`;
  const link = await founder.browser.submit(at, { role: "member", way });
  const address = WAY.exec(link.text)?.[1];
  assert.ok(address, link.text);
  const one = browser();
  const page = await one.get(address);
  const sent = await one.submitOn(page, { handle: "jacinta", ...typed });
  return { one, address, sent };
}

/** The page of whoever waits, found from the list. */
async function pageOfWaiting({ founder, base }: Group): Promise<string> {
  const list = await founder.browser.get(`${base}/newcomers`);
  const path = /href="([^"]+\/newcomers\/[0-9a-f]{32})"/.exec(list.text)?.[1];
  assert.ok(path, list.text);
  return path;
}

it("a newcomer reads as a visitor until the second word, then as a member", async () => {
  const made = await group();
  const { base, second, founder } = made;
  const { one, sent } = await comes(made);
  assert.equal(sent.location, `${base}/waiting`);
  const page = await one.get(`${base}/waiting`);
  assert.match(said(page.text), /Two people of the group who know you/);
  assert.doesNotMatch(page.text, /amapola|lucero/, "nobody is named");
  assert.match((await one.get(base)).text, /mantas abiertas/);
  for (const path of ["members", "newcomers", "today", "timeline", "needs/new", "membership"]) {
    const got = await one.get(`${base}/${path}`);
    assert.ok(got.status === 404 || !/llaves cerradas|amapola/.test(got.text), path);
  }
  assert.equal((await one.get(`${base}/members`)).status, 404);
  assert.match((await one.get("/spaces")).text, new RegExp(`href="${base}/waiting"`));
  const at = await pageOfWaiting(made);
  const own = await founder.browser.get(at);
  assert.match(said(own.text), /lucero[\s\S]*You vouched for them\. What is missing/);
  assert.doesNotMatch(own.text, /class="button main"/, "nothing is left to do there");
  const done = await second.browser.submit(at, {}, at);
  assert.equal(done.location, `${base}/newcomers`);
  const nobody = await second.browser.get(`${base}/newcomers`);
  assert.match(nobody.text, new RegExp(`class="empty"[^]*?href="${base}/members"`));
  assert.equal((await one.get(`${base}/members`)).status, 200);
  assert.match((await one.get(`${base}/needs`)).text, /llaves cerradas/);
  const kept = await one.get(`${base}/waiting`);
  assert.equal(kept.location, base, "whose page of waiting still lies open comes in by it");
  assert.match(said((await one.get(base)).text), /You are in/);
});

it("in a protected group a newcomer reads what the holder of a link reads", async () => {
  const made = await group({ safety: "yes" });
  const { base, founder, does } = made;
  const { one } = await comes(made);
  assert.equal((await one.get(`${base}/waiting`)).status, 200);
  assert.equal((await one.get(base)).status, 404, "no link was made yet");
  await does(founder.space, founder.member, "spaces.make-link", { days: 3 });
  const page = await one.get(base);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /llaves cerradas/);
});

it("digits are not needed, but those that are typed have to be the ones on the page", async () => {
  const made = await group();
  const { base, second, founder, clock, house } = made;
  const { one } = await comes(made, {}, "trusted");
  const at = await pageOfWaiting(made);
  const digits = DIGITS.exec((await one.get(`${base}/waiting`)).text)?.[1] ?? "";
  assert.equal(digits.length, 7);
  const wrong = digits === "000 000" ? "000 001" : "000 000";
  const refused = await second.browser.submit(at, { digits: wrong }, at);
  assert.equal(refused.status, 422);
  assert.match(said(refused.text), /not the digits on their page/);
  clock.pass(HOUR / 2 + 60_000);
  const again = await made.signIn(second.login);
  const old = await again.browser.submit(at, { digits }, at);
  assert.equal(old.status, 422, "they changed");
  const back = await made.signIn(await loginOf(made, at));
  const fresh = DIGITS.exec((await back.browser.get(`${base}/waiting`)).text)?.[1] ?? "";
  const arabic = fresh.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  const vouched = await again.browser.submit(at, { digits: arabic }, at);
  assert.equal(vouched.status, 303);
  const space = await house.space(founder.space);
  const found = [];
  for await (const { header, stamp } of space?.entries([...Array(space.size).keys()]) ?? [])
    if (header.type === "member.vouched/1") found.push(stamp.readBack);
  assert.deepEqual(found.slice(-1), [true]);
});

/** The login of whoever the page is about. */
async function loginOf({ house, founder }: Group, at: string): Promise<string> {
  const { loginsIn, nodeOf } = await import("./index.ts");
  const member = at.split("/").at(-1) ?? "";
  const [login] = await loginsIn(nodeOf(house), founder.space, member);
  assert.ok(login);
  return login;
}

it("asks the questions first, keeps the answers for its people, and forgets them", async () => {
  const made = await group();
  const { founder, base, second } = made;
  const early = await founder.browser.submit(`${base}/invitations/new`, {
    ...{ role: "member", way: "questions" },
  });
  assert.match(said(early.text), /the group asks no questions/);
  await founder.browser.submit(`${base}/questions`, {
    ...{ "text-en": "Who brought you here?", "text-ar": "من أحضرك إلى هنا؟" },
  });
  assert.equal((await second.browser.get(`${base}/questions`)).status, 404);
  const { one, sent } = await comes(made, {}, "questions");
  assert.equal(sent.status, 422);
  assert.ok(sent.text.includes("\u2068Who brought you here?\u2069"), "in its own direction");
  assert.match(said(sent.text), /Who brought you here\?[\s\S]*Answer this/);
  const answered = await one.submitOn(sent, { handle: "jacinta", "answer-1": "zumbador" });
  assert.equal(answered.location, `${base}/waiting`);
  const at = await pageOfWaiting(made);
  assert.match((await second.browser.get(at)).text, /zumbador/);
  assert.match(said((await second.browser.get(at)).text), /Nobody yet/);
  assert.doesNotMatch((await one.get(base)).text, /zumbador/);
  const left = await one.submit(`${base}/waiting`, { forget: "yes" }, `${base}/waiting/end`);
  assert.equal(left.location, "/");
  assert.equal((await second.browser.get(at)).status, 404);
  const space = await made.house.space(founder.space);
  const refs = [...Array(space?.size ?? 0).keys()].map((index) => ({ index, name: "people" }));
  const parts = (await space?.parts(refs))?.values() ?? [];
  for (const { bytes } of parts) assert.ok(!Buffer.from(bytes).includes("zumbador"));
});

it("lets a word be taken back, and a link be co-signed by who is no coordination", async () => {
  const made = await group();
  const { second, base, founder } = made;
  const third = await made.join(founder.space, ["member"], "romero");
  const { one } = await comes(made, {}, "trusted");
  const at = await pageOfWaiting(made);
  const back = await founder.browser.submit(at, {}, `${at}/withdrawal`);
  assert.equal(back.location, at);
  await second.browser.submit(at, {}, at);
  assert.equal((await one.get(`${base}/members`)).status, 404, "one word is left");
  await third.browser.submit(at, {}, at);
  assert.equal((await one.get(`${base}/members`)).status, 200);
  await founder.browser.submit(`${base}/invitations/new`, { role: "member" });
  const list = await second.browser.get(`${base}/members`);
  const sign = /action="([^"]+\/cosigning)"/.exec(list.text)?.[1];
  assert.ok(sign, "who may vouch sees what waits for a second word");
  assert.doesNotMatch(list.text, /withdrawal/, "and withdraws nothing");
  const cosigned = await second.browser.submit(`${base}/members`, {}, sign);
  assert.equal(cosigned.location, `${base}/members`);
  assert.doesNotMatch((await second.browser.get(`${base}/members`)).text, /cosigning/);
});

it("speaks of all this in every language", async () => {
  const made = await group();
  const { one } = await comes(made);
  const { base, founder } = made;
  const at = await pageOfWaiting(made);
  for (const lang of LANGS)
    for (const [browser, path] of [
      [one, `${base}/waiting`],
      [one, "/spaces"],
      ...[`${base}/newcomers`, at, `${base}/questions`].map((p) => [founder.browser, p] as const),
    ] as const) {
      await browser.get(`${path}?lang=${lang}`);
      const page = await browser.get(path);
      assert.equal(page.status, 200, path);
      assert.match(page.text, new RegExp(`<html lang="${lang}`));
    }
});
