/** Somebody's phone is in wrong hands: another closes everything, and two others open it again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Author, Envelope } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { addMembership, makeLogin, nodeOf } from "../../rooms/people/index.ts";
import { looksWell } from "./judge.ts";
import {
  type Lang,
  newPhone,
  open,
  openChromium,
  press,
  read,
  type Served,
  serveEmpty,
} from "./kit.ts";
import { begin, type Day, spaceIn } from "./story.ts";

const PASSPHRASE = "tres gatos en la azotea";
const SENTENCE = "Mi tía olvidó dos paraguas verdes detrás del piano";
const HOUR = 3_600_000;

let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(() => browser.close());

/** Somebody else who coordinates, with a login of their own. */
async function coordinator({ served }: Day, name: string): Promise<void> {
  const { house } = served.node;
  const space = await spaceIn(served);
  const [founder, second] = await membersOf(served, space);
  let sent = 0;
  const send = async (envelope: Pick<Envelope, "command" | "input" | "author">) => {
    const done = await house.dispatch({
      ...envelope,
      space,
      key: `${name}-${++sent}`.padEnd(16, "-"),
    });
    assert.ok(!isRefusal(done), JSON.stringify(done));
    return done.answer;
  };
  const input = { roles: ["coordination"], days: 1, uses: 1 };
  const by: Author = { by: "member", member: founder ?? "" };
  const made = await send({ command: "people.invite", input, author: by });
  const cosigner: Author = { by: "member", member: second ?? "" };
  if (second !== undefined)
    await send({
      ...{ command: "people.cosign-invitation", author: cosigner },
      input: { invitation: made["invitation"] },
    });
  const author: Author = {
    by: "holder",
    thing: String(made["invitation"]),
    code: String(made["code"]),
  };
  const joined = await send({ command: "people.join", input: { handle: name }, author });
  const login = await makeLogin(nodeOf(house), { name, passphrase: PASSPHRASE });
  assert.ok(!isRefusal(login));
  await addMembership(nodeOf(house), login, { space, member: String(joined["member"]) });
}

async function membersOf({ node }: Served, space: string): Promise<string[]> {
  const opened = await node.house.space(space);
  return (await opened?.idsOfKind("member", 9)) ?? [];
}

async function signIn(page: Page, name: string, passphrase = PASSPHRASE): Promise<void> {
  await open(page, "/sign-in");
  await page.fill("[name=name]", name);
  await page.fill("[name=passphrase]", passphrase);
  await press(page, "form[action='/sign-in'] button");
  assert.equal(new URL(page.url()).pathname, "/spaces");
}

/**
 * Looks again and again, as whoever holds the phone would; answers how long after the closing the
 * first request was sent that met nobody signed in.
 */
async function shutAfter(page: Page, since: number): Promise<number> {
  for (let asked = Date.now(); asked - since < 20_000; asked = Date.now()) {
    await page.reload();
    if (new URL(page.url()).pathname === "/sign-in") return asked - since;
  }
  return Number.POSITIVE_INFINITY;
}

for (const lang of ["en", "ar"] as Lang[])
  test(`everything closes within five seconds and two open it again, in ${lang}`, async () => {
    await using served = await serveEmpty();
    const how = { lang, script: false };
    const day = await begin(browser, served, how);
    await coordinator(day, "bruma");
    await coordinator(day, "cierzo");
    // In a group of less than three days the two who came first decide.
    served.pass(3 * 24 * HOUR);
    const { page: taken } = day.host;
    await signIn(taken, "lucero", day.passphrase);
    await open(taken, `${day.base}/today`);
    const bruma = await newPhone(browser, served, how);
    await signIn(bruma.page, "bruma");
    await press(bruma.page, `main a[href^='${day.base}']`);
    await press(bruma.page, `a[href='${day.base}/shutters']`);
    await press(bruma.page, `form[action='${day.base}/shutters'] button`);
    const since = Date.now();
    assert.ok((await shutAfter(taken, since)) < 5_000, "the open phone is signed out");
    await open(taken, day.base, 404);
    await signIn(taken, "lucero", day.passphrase);
    assert.doesNotMatch(await read(taken), /Río Abierto/);

    await signIn(bruma.page, "bruma");
    await press(bruma.page, "main a[href='/closed']");
    assert.match(await read(bruma.page), /Río Abierto/);
    await looksWell(bruma, { browser, served, lang });
    await press(bruma.page, "form[action='/closed/request'] button");
    const cierzo = await newPhone(browser, served, how);
    await signIn(cierzo.page, "cierzo");
    await open(cierzo.page, "/closed");
    await press(cierzo.page, "form[action='/closed/agreement'] button");
    assert.equal(await cierzo.page.locator("form[action='/closed/reopening']").count(), 0);
    served.pass(24 * HOUR);
    await open(day.stranger.page, day.base, 404);
    await signIn(cierzo.page, "cierzo");
    await open(cierzo.page, "/closed");
    await press(cierzo.page, "form[action='/closed/reopening'] button");
    assert.equal(new URL(cierzo.page.url()).pathname, `${day.base}/elsewhere`);
    await looksWell(cierzo, { browser, served, lang });
    await signIn(bruma.page, "bruma");
    assert.match(await read(bruma.page), /Río Abierto/);
  });

/** How long after a moment the page that is open shows nothing of the group, in ms. */
async function blankAfter(page: Page, since: number): Promise<number> {
  const group = page.getByText("Río Abierto");
  await group.first().waitFor({ state: "detached", timeout: 20_000 });
  return Date.now() - since;
}

test("an open page empties itself within five seconds, not because a line is down", async () => {
  await using served = await serveEmpty();
  const day = await begin(browser, served, { script: false });
  await coordinator(day, "bruma");
  const taken = await newPhone(browser, served);
  await signIn(taken.page, "bruma");
  await open(taken.page, `${day.base}/today`);
  await taken.context.setOffline(true);
  await taken.page.waitForTimeout(4_000);
  assert.equal(await taken.page.getByText("Río Abierto").count(), 1, "offline is not signed out");
  await taken.context.setOffline(false);
  const loads = taken.requests.filter((one) => !/signed-in(\?|$)/.test(one)).length;
  const { page } = day.host;
  await open(page, `${day.base}/shutters`);
  const since = Date.now();
  await press(page, `form[action='${day.base}/shutters'] button`);
  const blank = await blankAfter(taken.page, since);
  assert.ok(blank < 5_000, `blank after ${blank} ms`);
  await taken.page.waitForURL("**/sign-in?**");
  const after = taken.requests.filter((one) => !/signed-in(\?|$)/.test(one)).length;
  assert.ok(after > loads, "it went where who is signed out goes, and nobody reloaded it before");
  assert.deepEqual(taken.complaints, []);
});

test("what was typed on an open page is there again where only its time ran out", async () => {
  await using served = await serveEmpty();
  const day = await begin(browser, served, { script: false });
  await coordinator(day, "bruma");
  const { page, complaints } = await newPhone(browser, served);
  await signIn(page, "bruma");
  await open(page, `${day.base}/circles`);
  await page.fill("[name=name]", "zumbador");
  served.pass(HOUR);
  await page.waitForURL("**/sign-in?**", { timeout: 20_000 });
  await page.fill("[name=name]", "bruma");
  await page.fill("[name=passphrase]", PASSPHRASE);
  await press(page, "form[action='/sign-in'] button");
  assert.match(await read(page), /zumbador/);
  assert.deepEqual(complaints, []);
});

test("someone outside closes everything by a sentence", async () => {
  await using served = await serveEmpty();
  const day = await begin(browser, served, { script: false });
  const { page } = day.host;
  const settings = `${day.base}/settings/shutters`;
  await open(page, settings);
  await looksWell(day.host, { browser, served, lang: "en" });
  await page.fill("[name=sentence]", SENTENCE);
  await press(page, `form[action='${settings}/sentence'] button`);
  const { page: outside } = day.stranger;
  await open(outside, "/word");
  await looksWell(day.stranger, { browser, served, lang: "en" });
  await outside.fill("[name=where]", day.base.slice(3));
  await outside.fill("[name=text]", SENTENCE.toUpperCase());
  await press(outside, "form[action='/word'] button");
  const since = Date.now();
  assert.equal(new URL(outside.url()).pathname, "/word/noted");
  assert.ok((await shutAfter(page, since)) < 5_000);
});
