/**
 * A treasurer leaves the spreadsheet and the bank's web page: four files come in, what waits is
 * settled, and the book agrees with each of them. In Spanish, on a phone of 360 px, without script.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { camt, gofundme, mpesa } from "../../rooms/ledger/extracts/samples.ts";
import { looksWell } from "./judge.ts";
import { open, openChromium, press, read, type Served, serveEmpty } from "./kit.ts";
import { begin } from "./story.ts";

const DATA = new URL("../../../shared/data/", import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, DATA));
const upload = (name: string, text: string) => {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
};

let browser: Browser;
let served: Served;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** The words of the page, with spaces of one kind. */
const said = async (page: Page) => (await read(page)).replaceAll("\u00a0", " ");

type File = Parameters<Page["setInputFiles"]>[1];

/** A book of money, opened by its form; answers its path. */
async function opensBook(page: Page, base: string): Promise<string> {
  await open(page, `${base}/books/new`);
  await page.check("[name=purpose][value=money]");
  await press(page, `form[action='${base}/books'] button`);
  return new URL(page.url()).pathname;
}

/** Chooses a file, reads what it would do, and brings it in; answers both pages. */
async function brings(page: Page, book: string, file: File): Promise<[string, string]> {
  await open(page, `${book}/bank`);
  await page.setInputFiles("[name=file]", file);
  await press(page, `form[action='${book}/bank'] button`);
  const would = await said(page);
  await press(page, "form[action$='/bank/rows'] button");
  return [would, await said(page)];
}

/** The one row that waits is not booked yet: it is said what it is, and then it is. */
async function settles(page: Page): Promise<string> {
  await press(page, "main a[href*='/rows/']");
  await page.locator("main [name=account]").first().selectOption("elsewhere");
  await press(page, "main form[action*='/rows/'] button.main");
  return said(page);
}

test("four files come in, and the book agrees with each", async () => {
  const day = await begin(browser, served, { lang: "es", script: false });
  const { host, base } = day;
  const { page } = host;
  const book = await opensBook(page, base);
  const [before, after] = await brings(page, book, path("ledger/open-collective.csv"));
  for (const one of [/1208/, /11\.014,90 USD/, /880,60 USD/, /2068,57 USD/, /600 USD/, /cuadra/])
    assert.match(before, one);
  assert.match(after, /Nada espera[\s\S]*7465,73 USD/);
  const [, waits] = await brings(page, book, upload("bank.xml", camt()));
  assert.match(waits, /27,50 EUR[\s\S]*te esperan: 1/);
  await looksWell(host, { browser, served, lang: "es" });
  assert.match(await settles(page), /Nada espera[\s\S]*36,50 EUR/);
  const [, mobile] = await brings(page, book, upload("mpesa.csv", mpesa));
  assert.match(mobile, /477 KES[\s\S]*1000 KES/, "what was there before is not in the book yet");
  await press(page, "form[action$='/opening'] button");
  assert.match(await said(page), /1477 KES/);
  const [, donors] = await brings(page, book, upload("donors.csv", gofundme));
  assert.match(donors, /Nada espera/);
  await open(page, book);
  const whole = await said(page);
  for (const one of [/36,50 EUR/, /1477 KES/]) assert.match(whole, one);
  await open(page, `${book}?unit=USD`);
  assert.match(await said(page), /Congelado|congelad/);
});
