/**
 * A treasurer leaves the spreadsheet and the bank's web page: four files come in and the book
 * agrees with each; expenses are approved by another and one is put right; a month is closed, the
 * year reported, a giver's proof taken. In Spanish, on phones of 360 px, without script.
 */
import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { alongside } from "../../cli/test-kit.ts";
import { camt, gofundme, mpesa } from "../../rooms/ledger/extracts/samples.ts";
import { photograph } from "../../web/testing-pictures.ts";
import { looksWell } from "./judge.ts";
import { type Looking, open, openChromium, press, read, type Served, serveEmpty } from "./kit.ts";
import { begin, paste, receive, secondComes, take } from "./story.ts";

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

/** Four files, of which one has a row that waits, and one an account that held something before. */
async function bringAll(host: Looking, base: string): Promise<string> {
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
  return book;
}

/** Rules of spending: up to fifty somebody else is enough. One proposes, the other agrees. */
async function agreeOnRules(page: Page, other: Page, base: string): Promise<void> {
  const at = `${base}/expenses/rules`;
  await open(page, at);
  await page.check("[name=approvers][value=coordination]");
  await page.fill("[name=alone-1]", "50");
  await page.locator("[name=alone-1-unit]").selectOption("EUR");
  await press(page, `form[action='${at}'] button`);
  await open(other, at);
  await press(other, "form[action$='/rules/yes'] button");
}

/** Hands in what was spent, with a photo of the receipt; somebody else says yes; it is paid. */
async function spends(page: Page, other: Page, base: string, of: string): Promise<string> {
  await open(page, `${base}/expenses/new`);
  const photo = await photograph();
  const buffer = Buffer.from(await photo.arrayBuffer());
  await page.setInputFiles("[name=photo]", { name: "receipt.jpg", mimeType: "image/jpeg", buffer });
  await page.fill("[name=what]", "Arroz");
  await page.fill("[name=amount-1]", of);
  await page.locator("[name=amount-1-unit]").selectOption("EUR");
  await page.locator("[name=account-1]").selectOption("uses:food");
  await press(page, "form[action$='/expenses/new'] button.main");
  const at = new URL(page.url()).pathname;
  assert.equal(await page.locator("form[action$='/yes']").count(), 0, "nobody approves their own");
  await open(other, at);
  assert.equal(await other.locator("main img").count(), 1, "the receipt is seen");
  await press(other, "form[action$='/yes'] button");
  await press(other, "form[action$='/payment'] button");
  return at;
}

/** What stands in the book by mistake is put right: both figures stay, and what is right counts. */
async function corrects(page: Page, expense: string): Promise<void> {
  await open(page, expense);
  await press(page, "main a[href*='/books/'][href*='/lines/']");
  await page.fill("[name=amount]", "10");
  await page.fill("[name=why]", "Se leyó mal el recibo");
  await press(page, "form[action$='/corrections'] button");
  assert.match(await said(page), /Se leyó mal el recibo[\s\S]*10 EUR/);
}

/** The month before is closed for good, and the year is on paper for two to sign. */
async function closesAndReports(page: Page, book: string): Promise<void> {
  await open(page, `${book}/closing`);
  await press(page, "form[action$='/closings'] button");
  await open(page, `${book}/closing`);
  assert.equal(await page.locator("form[action$='/closings']").count(), 0, "it is closed");
  await open(page, `${book}/report`);
  await press(page, "main a[href*='/report/sheet']");
  assert.match(await said(page), /EUR[\s\S]*Leído y firmado/);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 1_000);
}

/** Whoever gave something takes a file that is judged without the server. */
async function proves(page: Page, base: string): Promise<void> {
  await open(page, `${base}/deliveries`);
  await press(page, ".rows .lead a");
  await press(page, "main a[href$='/proof']");
  assert.match(await said(page), /38/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.click("main a[href$='giver-proof.json']"),
  ]);
  const kept = await file.path();
  const verdict = await alongside(dirname(kept), "verify", basename(kept));
  assert.equal(verdict.code, 0, verdict.err);
  assert.match(verdict.out, /38/);
}

test("a treasurer leaves the spreadsheet and the bank's page", async () => {
  const day = await begin(browser, served, { lang: "es", script: false });
  const { host, base } = day;
  const bruma = await secondComes(browser, day);
  const book = await bringAll(host, base);
  await agreeOnRules(host.page, bruma.page, base);
  await spends(host.page, bruma.page, base, "12");
  const second = await spends(bruma.page, host.page, base, "9");
  await corrects(host.page, second);
  await open(host.page, `${base}/expenses/money`);
  assert.match(await said(host.page), /14,50 EUR/, "36.50 less 12 and 10");
  await looksWell(host, { browser, served, lang: "es" });
  await closesAndReports(host.page, book);
  await paste(day);
  await take(day);
  await receive(day);
  await proves(host.page, base);
});
