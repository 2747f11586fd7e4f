/** Every way in, at 360 px: without script in two languages; by a passkey where there is one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { codeAt, stepOf } from "../../rooms/people/totp.ts";
import { faultsOf } from "./judge.ts";
import {
  type Lang,
  type Looking,
  newPhone,
  open,
  openChromium,
  press,
  read,
  type Served,
  serveEmpty,
} from "./kit.ts";
import { begin } from "./story.ts";

const LANGS: Lang[] = ["en", "ar"];
const NAME = "lucero";
const QUARTER = 15 * 60_000;

let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(async () => {
  await browser.close();
});

/** The page that is open, against everything that is asked of a page. */
async function judged(page: Page, lang: Lang): Promise<void> {
  assert.deepEqual(await faultsOf(page, lang, await page.content()), [], page.url());
}

/** The key that a page shows to be typed into an app. */
async function keyOn(page: Page): Promise<Buffer> {
  const letters = ((await page.locator("main code").first().textContent()) ?? "").replaceAll(
    " ",
    "",
  );
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...letters].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

const arabic = (digits: string) =>
  digits.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");

async function signIn(phone: Looking, passphrase: string, shared = false): Promise<void> {
  await open(phone.page, "/sign-in");
  await phone.page.fill("[name=name]", NAME);
  await phone.page.fill("[name=passphrase]", passphrase);
  if (shared) await phone.page.check("#f-shared-0");
  await press(phone.page, "form[action='/sign-in'] button");
}

for (const lang of LANGS)
  test(`the second step, recovery codes and a shared phone without script in ${lang}`, async () => {
    await using served = await serveEmpty();
    const how = { lang, script: "blocked" } as const;
    const { host, stranger, passphrase, base } = await begin(browser, served, how);
    const { page } = host;
    const now = () => served.node.house.now;
    // Set up: the page is looked at, one code is typed, the codes are on paper.
    await open(page, "/ways-in");
    await press(page, "main a[href='/ways-in/app']");
    await judged(page, lang);
    const key = await keyOn(page);
    const code = () => codeAt(key, stepOf(now()));
    await page.fill("[name=passcode]", arabic(code()));
    await press(page, "form[action='/ways-in/app'] button");
    assert.match(page.url(), /recovery-codes$/);
    await judged(page, lang);
    await press(page, "form[action='/ways-in/recovery-codes'] button");
    const codes = await page.locator("main ol code").allInnerTexts();
    assert.equal(codes.length, 10);
    await judged(page, lang);
    // A shared phone: passphrase, then a recovery code.
    await signIn(stranger, passphrase, true);
    assert.match(stranger.page.url(), /\/sign-in\/code$/);
    await judged(stranger.page, lang);
    await press(stranger.page, "main a[href*='with=recovery']");
    await judged(stranger.page, lang);
    await stranger.page.fill("[name=passcode]", codes[0] ?? "");
    await press(stranger.page, "form[action='/sign-in/code'] button");
    await judged(stranger.page, lang);
    // The owner hears of both on the next page.
    await open(page, base);
    await press(page, "main a[href='/alerts']");
    assert.equal(await page.locator("main .rows > li").count(), 2);
    await judged(page, lang);
    await press(page, "main .rows form button");
    assert.equal(await page.locator("main .rows > li").count(), 1);
    // One tap, and the shared phone knows nothing.
    await press(stranger.page, "main form[action='/sign-out'] button");
    assert.match(stranger.page.url(), /\/sign-in\?shared=yes/);
    assert.equal(await stranger.page.locator("html").getAttribute("lang"), lang);
    assert.equal(await stranger.page.getAttribute("[name=name]", "autocomplete"), "off");
    for (const { context } of [host, stranger]) await context.close();
  });

for (const lang of LANGS)
  test(`asked again and a code read aloud, without script in ${lang}`, async () => {
    await using served = await serveEmpty();
    const how = { lang, script: "blocked" } as const;
    const { host, stranger, passphrase, base } = await begin(browser, served, how);
    const { page } = host;
    // What was typed is there again after one was asked.
    await open(page, `${base}/tokens`);
    await page.locator("[name=scope]").first().check();
    await page.fill("[name=days]", "9");
    served.pass(QUARTER);
    await press(page, `form[action='${base}/tokens'] button`);
    assert.match(page.url(), /\/confirm\?/);
    await judged(page, lang);
    await page.fill("[name=passphrase]", passphrase);
    await press(page, "form[action='/confirm'] button");
    await judged(page, lang);
    await press(page, `form[action='${base}/tokens'] button`);
    assert.match(await read(page), /alongside_/);
    // A code is read aloud and typed on the other phone.
    await open(page, "/ways-in/spoken");
    await press(page, "form[action='/ways-in/spoken'] button");
    await judged(page, lang);
    const shown = ((await page.locator("main .figure").textContent()) ?? "").replaceAll(
      /[^\d]/g,
      "",
    );
    assert.equal(shown.length, 6);
    await open(stranger.page, "/sign-in");
    await press(stranger.page, "main a[href='/sign-in/spoken']");
    await stranger.page.fill("[name=name]", NAME);
    await stranger.page.fill("[name=passcode]", arabic(shown));
    await press(stranger.page, "form[action='/sign-in/spoken'] button");
    await open(stranger.page, base);
    assert.equal(await stranger.page.locator("main form[action='/sign-out']").count(), 1);
    await judged(stranger.page, lang);
    // The time of a shared phone ends while something is written: it stands on the answer.
    await open(stranger.page, `${base}/membership`);
    await stranger.page.fill("[name=handle]", "alba larga");
    served.pass(QUARTER);
    await press(stranger.page, `form[action='${base}/membership'] button`);
    assert.match(await read(stranger.page), /alba larga/);
    assert.equal(await stranger.page.locator("main a[href='/sign-in'][target=_blank]").count(), 1);
    for (const { context } of [host, stranger]) await context.close();
  });

/** A phone that has passkeys: as Chromium plays one. */
async function withPasskeys(phone: Looking): Promise<void> {
  const session = await phone.context.newCDPSession(phone.page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

/** Waits until the page itself is there, not only an address that names it (`?to=/sessions`). */
async function at(page: Looking["page"], path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path);
}

test("a passkey is added, signs in, is asked for again; without script none shows", async () => {
  await using served = await serveEmpty();
  const address = served.address.replace("127.0.0.1", "localhost");
  const there: Pick<Served, "address"> = { address };
  const { passphrase, host: first } = await begin(browser, { ...served, address }, {});
  await first.context.close();
  const phone = await newPhone(browser, there);
  await withPasskeys(phone);
  const { page } = phone;
  await signIn(phone, passphrase);
  await open(page, "/ways-in/passkeys");
  const add = "form[data-passkey=add]";
  await page.fill(`${add} [name=name]`, "mi teléfono");
  await press(page, `${add} button`);
  await page.locator("main .rows > li").waitFor();
  assert.equal(await page.locator("main .rows > li").count(), 1);
  assert.match(await read(page), /mi teléfono/);
  await judged(page, "en");
  // Out, and in again by the passkey alone.
  await open(page, "/sign-out");
  await press(page, "main form button");
  await open(page, "/sign-in?to=/sessions");
  await page.locator("form[data-passkey=sign-in] button").click();
  await at(page, "/sessions");
  // Asked again, by the passkey too.
  served.pass(QUARTER);
  await page.goto("/ways-in/app");
  assert.match(page.url(), /\/confirm\?/);
  await judged(page, "en");
  await page.locator("form[data-passkey=confirm] button").click();
  await at(page, "/ways-in/app");
  // Taken away, it opens nothing, and the page says so.
  await open(page, "/ways-in/passkeys");
  await press(page, "main .rows button[name=remove]");
  await open(page, "/sign-out");
  await press(page, "main form button");
  await open(page, "/sign-in");
  await page.locator("form[data-passkey=sign-in] button").click();
  await page.locator("main .notice, main [role=alert]").first().waitFor();
  assert.match(new URL(page.url()).pathname, /^\/sign-in/);
  assert.deepEqual(phone.complaints, []);
  const plain = await newPhone(browser, there, { script: "blocked" });
  await open(plain.page, "/sign-in");
  assert.equal(await plain.page.locator("form[data-passkey]").isVisible(), false);
  for (const { context } of [phone, plain]) await context.close();
});
