import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { newPhone, open, openChromium, type Served, serveEmpty } from "./kit.ts";

let browser: Browser;
let served: Served;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** Most presses of Tab to anything on a page. */
const TABS_MAX = 120;

/** Presses Tab until what has the focus matches; fails where the focus cannot be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let at = 0; at < TABS_MAX; at++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate<string | false>(`(() => {
      const one = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(one);
      const seen = outlineStyle !== "none" || boxShadow !== "none";
      return one.matches(${JSON.stringify(selector)}) && (seen ? "seen" : "unseen");
    })()`);
    if (found === false) continue;
    assert.equal(found, "seen", `${selector} shows that it has the focus`);
    return;
  }
  assert.fail(`${selector} is not reached by Tab on ${page.url()}`);
}

/** Tab to it and type. */
async function type(page: Page, selector: string, words: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(words);
}

async function press(page: Page, selector: string, key = "Enter"): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press(key)]);
}

test("the day by keyboard alone: begin, paste, take, accept", async () => {
  const { page } = await newPhone(browser, served, { script: true });
  await open(page, "/");
  await type(page, "[name=group]", "Harbour");
  await type(page, "[name=handle]", "lucero");
  // Arrow keys choose among the answers; nothing is chosen beforehand.
  await tabTo(page, "[name=safety]");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("[name=safety]:checked").getAttribute("value"), "no");
  await press(page, "main form button");
  const base = new URL(page.url()).pathname;

  await open(page, `${base}/needs/message`);
  await type(page, "[name=message]", "- 60 blankets");
  await press(page, "main form button", "Space");
  await tabTo(page, "[name=page]");
  await page.keyboard.press("Space");
  await press(page, "main form button");
  assert.equal(new URL(page.url()).pathname, `${base}/share`);

  const stranger = await newPhone(browser, served, { script: false });
  await open(stranger.page, base);
  await press(stranger.page, ".rows .lead a");
  await press(stranger.page, "main a[href$='/contributions/new']");
  await type(stranger.page, "[name=quantity]", "40");
  await type(stranger.page, "[name=name]", "noor");
  await type(stranger.page, "[name=reach]", "at the bakery");
  await press(stranger.page, "main form button");
  assert.equal(await stranger.page.locator("main code[dir=ltr]").count(), 1);

  await open(page, `${base}/contributions`);
  await press(page, "button[name=answer][value=accept]");
  await open(page, `${base}/contributions?status=accepted`);
  assert.equal(await page.locator(".rows > li").count(), 1);
});

test("the first Tab of a page leads past the bar", async () => {
  const { page } = await newPhone(browser, served);
  await open(page, "/sign-in");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").getAttribute("href"), "#main");
});

test("without styles a page reads in order: heading, lines, what to do", async () => {
  const { page } = await newPhone(browser, served, { script: false });
  await open(page, "/sign-in");
  const html = (await page.content()).replace(/<style>[\s\S]*?<\/style>/, "");
  const order = ["<h1", 'for="f-name"', 'name="name"', 'for="f-passphrase"', "<button"].map((one) =>
    html.indexOf(one, html.indexOf("<main")),
  );
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.ok(order.every((at) => at > 0));
});
