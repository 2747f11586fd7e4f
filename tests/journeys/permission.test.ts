/**
 * A woman who does not read gives permission by voice for her words without her face until a day;
 * her cousin phones it off; with the next look nothing shows it, and the report is honest. On
 * phones of 360 px, without script, in English and in Arabic.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { faultsOf } from "./judge.ts";
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
import { begin, type Day, paste } from "./story.ts";

const WORDS = "نريد أن نبقى قرب النهر، بيوتنا هناك.";
const HER = "salma";
/** The last day of it: a month from now. */
const UNTIL = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
const day = (lang: Lang) =>
  new Intl.DateTimeFormat(lang === "ar" ? "ar-u-nu-arab" : lang, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${UNTIL}T00:00:00Z`));
const TOLD: Record<string, string[]> = {
  en: [
    "Your face is not shown",
    "Your voice is not heard",
    "Saying no costs you nothing",
    `until ${day("en")}`,
  ],
  ar: ["لا يُعرض وجهك", "لا يُسمع صوتك", "قول لا لا يكلّفك شيئاً"],
};
/** What her own page says of the end: that it is gone here, and what cannot be called back. */
const HONEST: Record<string, string[]> = {
  en: ["It is gone from every page", "cannot be called back"],
  ar: ["لا يمكن استرجاع"],
};
/** Everything that a stranger could read it on, beside the words' own page. */
const DOORS = ["", "/sayings", "/timeline", `/search?q=${encodeURIComponent("النهر")}`];

let browser: Browser;
let served: Served;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** Fails where a page is too wide, or not as it should be for whoever cannot see it well. */
async function isGood(page: Page, lang: Lang): Promise<void> {
  assert.deepEqual(await faultsOf(page, lang, await page.content()), [], page.url());
}

/** Notes her and her words, and asks; answers her code and where her words are. */
async function askHer(page: Page, base: string, lang: Lang) {
  await open(page, `${base}/permissions/people/new`);
  await page.fill("[name=name]", HER);
  await page.fill("[name=reach]", "+");
  await press(page, "form[action$='/people/new'] button");
  await page.fill("[name=quoted]", WORDS);
  await page.selectOption("[name=lang]", "ar");
  await press(page, "form[action$='/words'] button");
  await isGood(page, lang);
  await press(page, "a[href$='/asking']");
  await page.fill("[name=purpose]", lang === "ar" ? "لصفحتنا" : "For our page");
  await page.check("[name=channels][value=group-page]");
  await page.check("[name=channels][value=print]");
  await page.fill("[name=ends]", UNTIL);
  await isGood(page, lang);
  await press(page, "form[action$='/asking'] button");
  await isGood(page, lang);
  const code = (await page.locator("code").first().textContent()) ?? "";
  assert.match(code, /^[0-9A-Z-]{24,}$/);
  // What is read to her: her words and not her face, until a day, and that no costs nothing.
  const paper = await read(page);
  for (const said of TOLD[lang] ?? []) assert.ok(paper.includes(said), said);
  await press(page, "a[href*='/permissions/']");
  return { code, permission: new URL(page.url()).pathname };
}

/** Reads it to her in person, and writes down her yes. */
async function hearHer(page: Page, lang: Lang): Promise<void> {
  await press(page, "a[href$='/yes']");
  await isGood(page, lang);
  await page.check("[name=as][value=self]");
  await page.selectOption("[name=arrived]", "voice");
  await page.check("[name=retold]");
  await press(page, "form[action$='/yes'] button");
  await isGood(page, lang);
}

async function story(day: Day, lang: Lang): Promise<void> {
  const { page } = day.host;
  const { base } = day;
  const stranger = await newPhone(browser, served, { lang, script: "blocked" });
  const { code, permission } = await askHer(page, base, lang);
  await hearHer(page, lang);
  await open(page, `${base}/sayings`);
  await press(page, ".rows .lead a");
  const words = new URL(page.url()).pathname;
  await press(page, "form[action$='/showing'] button");
  for (const path of [`${base}/sayings`, words, base, base + DOORS.at(-1)]) {
    await open(stranger.page, path);
    assert.ok((await read(stranger.page)).includes(WORDS), path);
  }
  await isGood(stranger.page, lang);
  // Given to a printer; it is written down where it went.
  await page.selectOption("[name=channel]", "print");
  await press(page, "form[action$='/passing'] button");
  // The cousin phones: what would stop is read first, then one tap.
  await open(page, `${permission}/end`);
  await isGood(page, lang);
  assert.ok((await read(page)).includes(WORDS));
  await press(page, `form[action='${permission}/end'] button`);
  await isGood(page, lang);
  const report = await read(page);
  const said =
    lang === "ar" ? ["ما طُبع باقٍ", "ما زال عنده"] : ["What is printed stays", "has it still"];
  for (const one of said) assert.ok(report.includes(one), report);
  // With the very next request, and at every door: bytes, not only what is drawn.
  for (const path of DOORS) {
    await open(stranger.page, base + path);
    assert.ok(!(await stranger.page.content()).includes(WORDS), path);
  }
  await open(stranger.page, words, 404);
  assert.ok(!(await stranger.page.content()).includes(WORDS));
  await open(page, permission);
  assert.equal(await page.locator("form[action$='/yes'], form[action$='/renewal']").count(), 0);
  // With the code on her paper, on any phone: that it stopped, and what is out there.
  await open(stranger.page, "/permission");
  await stranger.page.fill("[name=code]", code.toLowerCase());
  await press(stranger.page, "form[action='/permission'] button");
  await isGood(stranger.page, lang);
  assert.equal(await stranger.page.locator("form[action='/permission/yes']").count(), 0);
  const hers = await read(stranger.page);
  for (const one of HONEST[lang] ?? []) assert.ok(hers.includes(one), hers);
  assert.ok((await read(stranger.page)).includes(lang === "ar" ? "منشور" : "Leaflet"));
  assert.deepEqual(stranger.complaints, []);
  await stranger.context.close();
}

test("told in English, and in Arabic", async () => {
  const day = await begin(browser, served, { lang: "en", script: "blocked" });
  await paste(day);
  await story(day, "en");
  await open(day.host.page, `${day.base}?lang=ar`);
  await story(day, "ar");
});
