/**
 * A storekeeper leaves the stock list: a shipment is received with a shortage and something broken,
 * and put away; kits are made and given out; a shelf is counted by one and looked at by another;
 * what runs low is seen, and where it is. In Arabic, on phones of 360 px, without script.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { looksWell } from "./judge.ts";
import { type Looking, open, openChromium, press, read, type Served, serveEmpty } from "./kit.ts";
import { begin, paste, secondComes } from "./story.ts";

let browser: Browser;
let served: Served;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** The words of the page in one row, with digits of one kind. */
const said = async (page: Page) =>
  (await read(page))
    .replaceAll(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit)))
    .replaceAll(/\s+/g, " ");

const path = (page: Page) => new URL(page.url()).pathname;

/** Opens the fold that a field is in, where it is closed. */
async function unfold(page: Page, field: string): Promise<void> {
  const fold = page.locator(`main details:has(${field})`).first();
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").first().click();
}

async function namesPlace(page: Page, base: string, name: string): Promise<string> {
  await open(page, `${base}/stock/places/new`);
  await page.fill("[name=name]", name);
  await press(page, "form[action$='/places/new'] button");
  return path(page);
}

/** Blankets and rice are announced: it is known what should come. */
async function announces(page: Page, base: string): Promise<string> {
  await open(page, `${base}/deliveries/new`);
  await unfold(page, "[name^=need-]");
  await page.getByLabel(/mantas/).fill("40");
  await page.getByLabel(/arroz/).fill("20");
  await press(page, "button[name=where][value=coming]");
  return path(page);
}

/** At the door, by phone: all the rice, two blankets short and two torn, one form for all of it. */
async function receives({ page }: Looking, shipment: string): Promise<void> {
  await open(page, shipment);
  await press(page, "main a[href$='/count']");
  const line = (text: string) => page.locator("main fieldset", { hasText: text });
  await line("arroz").locator("[value=all]").check();
  await line("mantas").locator("[name^=counted-]").fill("38");
  await line("mantas").locator("summary").click();
  await line("mantas").locator("[id^=f-damaged-]").fill("2");
  await press(page, "main form[action$='/count'] button.main");
  assert.match(await said(page), /40 .*36 /, "what was sent, and what is of use");
}

/** From the shipment's own page to where it lies, with the day that is printed on the rice. */
async function putsAway(host: Looking, until: string): Promise<string> {
  const { page } = host;
  await press(page, "main a[href*='/stock/arrivals/']");
  const rice = page.locator("main fieldset", { hasText: "arroz" });
  await rice.locator("input[name^=until-]").fill(until);
  await looksWell(host, { browser, served, lang: "ar" });
  await press(page, "main form[action*='/stock/arrivals/'] button.main");
  assert.match(await said(page), /arroz.*20|20.*arroz/);
  return path(page);
}

/** A kit of a blanket and two kilograms of rice: named, said what is in it, and made ten times. */
async function makesKits(page: Page, base: string): Promise<string> {
  await open(page, `${base}/stock/items/new`);
  await page.fill("[name=name]", "طقم الليل");
  await press(page, "form[action$='/items/new'] button.main");
  const item = path(page);
  await press(page, "main a[href$='/setting']");
  await page.fill("[name=minimum]", "8");
  await page.fill("[name=wanted]", "12");
  await press(page, "form[action$='/levels'] button");
  await press(page, "main a[href$='/setting']");
  await unfold(page, "[name=part-1]");
  for (const [at, part, many] of [
    [1, "mantas", "1"],
    [2, "arroz", "2"],
  ] as const) {
    await page.locator(`[name=part-${at}]`).selectOption({ label: part });
    await page.fill(`[name=in-${at}]`, many);
  }
  await page.locator("[name=in-2-unit]").selectOption("kg");
  await press(page, "form[action$='/kit'] button");
  await unfold(page, "[name=times]");
  await page.check("[name=how][value^='pack ']");
  await page.fill("[name=times]", "10");
  await press(page, "form[action$='/packing'] button");
  return item;
}

/** Five are given out to a band of people, by nobody's name. */
async function givesOut(page: Page, item: string): Promise<void> {
  await open(page, item);
  await press(page, "main a[href$='/giving']");
  assert.match(await said(page), /2027|30/, "what is over first is proposed");
  await page.fill("[name=amount]", "5");
  await page.locator("[name=band]").selectOption("5-9");
  await press(page, "form[action$='/giving'] button.main");
  assert.match(await said(page), /طقم الليل 5 /);
}

/** One counts without being shown what is written; another looks, and the book takes it. */
async function counts(one: Page, other: Page, place: string): Promise<void> {
  await open(one, place);
  await press(one, "main a[href$='/count']");
  assert.doesNotMatch(await said(one), /26/, "blind");
  await one.getByLabel("mantas", { exact: true }).fill("25");
  await press(one, "form[action$='/count'] button.main");
  await open(other, place);
  assert.match(await said(other), /lucero.*mantas.*26.*25/);
  await press(other, "form[action$='/look'] button");
  assert.doesNotMatch(await said(other), /26/);
}

test("a storekeeper leaves the stock list", async () => {
  const day = await begin(browser, served, { lang: "ar", script: false });
  const { host, base } = day;
  const { page } = host;
  const bruma = await secondComes(browser, day);
  await paste(day);
  await namesPlace(page, base, "الغرفة الخلفية");
  const shipment = await announces(page, base);
  await receives(host, shipment);
  const until = new Date(Date.now() + 300 * 24 * 3_600_000).toISOString().slice(0, 10);
  const place = await putsAway(host, until);
  const item = await makesKits(page, base);
  await givesOut(page, item);
  await counts(page, bruma.page, place);

  // What runs low comes first, with what is missing; what others may still bring stands beside it.
  await open(page, `${base}/stock`);
  assert.match(await said(page), /طقم الليل .*7 /, "five are there, twelve should be");
  await looksWell(host, { browser, served, lang: "ar" });

  // Where is it? On the page of what is asked for, for all of it, and as a text to paste.
  await open(page, `${base}/stock/where`);
  const all = await said(page);
  assert.match(all, /mantas .*25 .*24 /, "twenty-five lie here, twenty-four are still asked for");
  const text = await page.inputValue("main textarea");
  assert.match(text, /mantas: .*25|٢٥/);
  await looksWell(host, { browser, served, lang: "ar" });

  // Places and book say the same; what was torn is no part of either, and stands as cleared up.
  await open(bruma.page, `${base}/stock/check`);
  assert.equal(await bruma.page.locator("main .state.lost, main .notice.stop").count(), 0);
  await open(bruma.page, shipment);
  assert.match(await said(bruma.page), /36 قطعة .*تالف/);
});
