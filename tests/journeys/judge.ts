/** What is asked of every page: an accessible, narrow, small one that says no code of ours. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { type Lang, type Looking, newPhone, type Served } from "./kit.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const IN_PAGE = readFileSync(new URL("in-page.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The first flight of a TCP connection, in bytes. */
export const FIRST_FLIGHT = 14_600;
/** The smallest a thing to hit may be, in CSS pixels. */
const TAP = 44;
const KEY =
  /\b(?:people|spaces|needs|offers|agreements|consent|ledger|today|house|web|ui|refusal|next)\.[a-z-]+\.[a-z]/;
const ID = /\b[0-9a-f]{32}\b/;
/** Things to hit; inside a sentence a link may be as small as its words. */
const HIT = [
  ...["button", "a.button", "summary", "select", ".choice", "nav a", ".lead a"],
  ...["textarea", "input:not([type=hidden],[type=radio],[type=checkbox])"],
].join(",");

/** The page that a phone is on, looked at by one that can be asked, as whoever holds the first. */
export async function looksWell(
  { page, context }: Looking,
  { browser, served, lang }: { browser: Browser; served: Served; lang: Lang },
): Promise<void> {
  const other = await newPhone(browser, served, { lang, script: "blocked" });
  await other.context.addCookies(await context.cookies());
  const response = await other.page.goto(page.url());
  const faults = await faultsOf(other.page, lang, (await response?.text()) ?? "");
  assert.deepEqual(faults, [], page.url());
  assert.deepEqual(other.complaints, []);
  await other.context.close();
}

/** Says what is wrong with the page that is open; nothing where it is right. */
export async function faultsOf(page: Page, lang: Lang, html: string): Promise<string[]> {
  const size = gzipSync(html).length;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(AXE);
  await page.evaluate(IN_PAGE);
  const said = await page.evaluate<Looks>(`judge.looks(${JSON.stringify(HIT)}, ${TAP})`);
  const axe = await page.evaluate<string[]>(`judge.axe(${JSON.stringify(TAGS)})`);
  const sideways = [await wide(page, 360), await wide(page, 320)];
  return [
    ...(size > FIRST_FLIGHT ? [`${size} bytes on a first visit`] : []),
    ...(said.lang === lang && said.dir === (lang === "ar" ? "rtl" : "ltr") ? [] : ["lang or dir"]),
    ...sideways.filter((one) => one !== ""),
    ...said.small.map((one) => `small: ${one}`),
    ...(KEY.test(said.text) ? [`a raw key: ${KEY.exec(said.text)?.[0]}`] : []),
    ...(ID.test(said.text) ? [`a raw id: ${ID.exec(said.text)?.[0]}`] : []),
    ...axe,
  ];
}

type Looks = { lang: string; dir: string; text: string; small: string[] };

/** What sticks out sideways at this width. */
async function wide(page: Page, width: number): Promise<string> {
  await page.setViewportSize({ width, height: 740 });
  return page.evaluate<string>(`judge.wide(${width})`);
}
