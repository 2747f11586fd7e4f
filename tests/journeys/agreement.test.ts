/**
 * Two groups negotiate, sign, amend and end an agreement: one reads Spanish, the other Arabic, on
 * phones of 360 px, without script.
 */
import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { alongside } from "../../cli/test-kit.ts";
import { isRefusal } from "../../house/refusal.ts";
import { foundSpace } from "../../rooms/spaces/index.ts";
import { looksWell } from "./judge.ts";
import {
  type Looking,
  newPhone,
  open,
  openChromium,
  press,
  read,
  type Served,
  serveEmpty,
} from "./kit.ts";
import { begin, secondComes } from "./story.ts";

const PASSPHRASE = "tres gatos en la azotea";

let browser: Browser;
let served: Served;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** The words of the page, with the figures of one way of writing. */
const said = async (page: Page) =>
  (await read(page)).replaceAll(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit)));

async function signIn(page: Page, name: string): Promise<void> {
  await open(page, "/sign-in");
  await page.fill("[name=name]", name);
  await page.fill("[name=passphrase]", PASSPHRASE);
  await press(page, "form[action='/sign-in'] button");
}

/** The other group, with a space of its own on the same server, in Arabic. */
async function otherGroup(): Promise<Looking & { base: string }> {
  const made = await foundSpace(served.node.house, {
    ...{ group: "Puente Norte", lang: "ar", handle: "alba", safety: "no" },
    login: { passphrase: PASSPHRASE },
  });
  assert.ok(!isRefusal(made));
  const phone = await newPhone(browser, served, { lang: "ar", script: false });
  await signIn(phone.page, "alba");
  return { ...phone, base: `/s/${made.slug}` };
}

type Two = { host: Looking; ally: Looking & { base: string }; base: string; deal: string };

/** Two of the host ask for it; the code is handed over; the other comes along and goes in. */
async function comesAlong(two: Two, bruma: Looking): Promise<void> {
  const { host, ally, base } = two;
  await open(host.page, `${base}/allies`);
  await press(host.page, "main a[href$='/allies/new']");
  await host.page.fill("main [name=name]", "Puente Norte");
  await press(host.page, "form[action$='/allies/new'] button");
  const one = new URL(host.page.url()).pathname;
  await open(bruma.page, one);
  await press(bruma.page, "form[action$='/agreement'] button");
  await open(host.page, one);
  await press(host.page, "form[action$='/code'] button");
  const code = await host.page.inputValue("main textarea");
  await open(ally.page, `${ally.base}/allies`);
  await press(ally.page, "main a[href$='/allies/coming']");
  await ally.page.fill("[name=code]", code);
  await press(ally.page, "form[action$='/allies/coming'] button");
  assert.match(await read(ally.page), /Río Abierto/);
  await press(ally.page, "form[action$='/confirmation'] button");
  await press(ally.page, "form[action$='/entry'] button");
  assert.equal(new URL(ally.page.url()).pathname, `${base}/ally`);
}

/** A clause by its form, from the draft: what is typed, ticked and chosen, by field. */
async function writes(page: Page, draft: string, kind: string, typed: object): Promise<void> {
  await open(page, draft);
  await press(page, `main a[href$='kind=${kind}']`);
  await fills(page, typed);
  await press(page, "form[action$='/clauses/new'] button");
  assert.equal(new URL(page.url()).pathname, draft);
}

async function fills(page: Page, typed: object): Promise<void> {
  for (const [name, value] of Object.entries(typed) as [string, string | string[]][]) {
    const field = page.locator(`main [name='${name}']`).first();
    if (Array.isArray(value))
      for (const one of value) await page.check(`main [name='${name}'][value='${one}']`);
    else if (await page.locator(`main select[name='${name}']`).count())
      await field.selectOption(value);
    else await field.fill(value);
  }
}

/** The other asks for it from its own page and proposes; one clause is struck, one written. */
async function negotiate(two: Two): Promise<void> {
  const { host, ally, base } = two;
  await press(ally.page, `main a[href='${base}/agreements']`);
  await press(ally.page, "main a[href*='/agreements/new']");
  await ally.page.check("[name=langs][value=ar]");
  await press(ally.page, "form[action$='/agreements/new'] button");
  const draft = new URL(ally.page.url()).pathname;
  two.deal = draft.replace(/\/draft$/, "");
  await writes(ally.page, draft, "support", {
    ...{ kinds: ["goods"], most: "100", "most-unit": "box", per: "month" },
    ...{ "said-es": "Las 100 cajas llegan en lunes.", "said-ar": "تصل ٩٠ صندوقاً يوم الاثنين." },
  });
  await writes(ally.page, draft, "media", { what: ["pictures"] });
  assert.match(await said(ally.page), /90/, "the figure that differs is said");
  await looksWell(ally, { browser, served, lang: "ar" });
  await open(host.page, draft);
  assert.doesNotMatch(await read(host.page), /100 cajas/, "not before it is proposed");
  await proposes(ally.page, two.deal);
  await open(host.page, `${base}/agreements`);
  await press(host.page, ".rows .lead a");
  await press(host.page, "main a[href$='/draft']");
  assert.match(await read(host.page), /Las cifras difieren/);
  await writes(host.page, draft, "money", {
    ...{ most: "500", "most-unit": "EUR", per: "month" },
    ...{ "said-es": "En mano.", "said-ar": "نقداً." },
  });
  const media = host.page.locator("main section", { hasText: "Imágenes y relatos" });
  const strike = await media.locator("form").getAttribute("action");
  await press(host.page, `form[action='${strike}'] button`);
  const left = await read(host.page);
  for (const one of [/100 cajas/, /500/]) assert.match(left, one, "the others stand as they did");
  assert.equal(await media.count(), 0, "struck alone");
  await open(ally.page, draft);
  assert.doesNotMatch(await said(ally.page), /500/, "nor does the other read of this");
  await looksWell(host, { browser, served, lang: "es" });
}

/** Proposed by who is named first; what the preview said is answered. */
async function proposes(page: Page, deal: string): Promise<string> {
  await open(page, `${deal}/draft`);
  await press(page, "main a[href$='/proposal']");
  const preview = await said(page);
  await press(page, "form[action$='/proposal'] button");
  return preview;
}

/** Signs from the agreement's own page; the figures that differ are seen first. */
async function signs(page: Page, deal: string, typed: object): Promise<void> {
  await open(page, deal);
  await press(page, "main a[href$='/signature']");
  await fills(page, typed);
  await press(page, "form[action$='/signature'] button");
}

const waive = (page: Page) => press(page, "form[action$='/rest'] button");

/** Proposed; the local group signs by its assembly, the other by its own hand; the rest waived. */
async function agreeOnIt({ host, ally, deal }: Two): Promise<void> {
  const preview = await proposes(host.page, deal);
  assert.match(preview, /Acuerdo entre Río Abierto y Puente Norte/);
  assert.match(preview, /اتفاق/, "in both languages");
  const assembly = { how: ["assembly"], many: "20", witnessed: "raised-hands" };
  const until = new Date(Date.now() + 90 * 24 * 3_600_000).toISOString().slice(0, 10);
  await signs(host.page, deal, { ...assembly, kinds: ["goods"], until });
  const beside = host.page.locator(".wrong", { hasText: "cifras" });
  assert.equal(await beside.count(), 1, "who has not seen what differs does not sign");
  await looksWell(host, { browser, served, lang: "es" });
  await fills(host.page, { seen: ["yes"] });
  await press(host.page, "form[action$='/signature'] button");
  assert.equal(new URL(host.page.url()).pathname, deal);
  await signs(ally.page, deal, { seen: ["yes"], how: ["own-hand"] });
  await open(host.page, deal);
  await waive(host.page);
  assert.match(await read(host.page), /en vigor/);
  await looksWell(host, { browser, served, lang: "es" });
}

/** A need of the host that everybody reads, in boxes. */
async function asks(page: Page, base: string): Promise<void> {
  await open(page, `${base}/needs/new`);
  await fills(page, { title: "Mantas", of: "400", "of-unit": "box", publish: ["yes"] });
  await press(page, `form[action='${base}/needs'] button`);
}

/** Takes a line from the agreement's own page; answers what the page then says. */
async function offers(page: Page, deal: string, quantity: string): Promise<string> {
  await open(page, deal);
  await press(page, "main a[href$='/lines']");
  await page.fill("[name=quantity]", quantity);
  await press(page, "form[action$='/lines'] button");
  return said(page);
}

async function accepts(page: Page, base: string): Promise<void> {
  await open(page, `${base}/contributions`);
  await press(page, "button[name=answer][value=accept]");
}

/** Over the limit is refused with the next step, and what fits is taken and accepted. */
async function give({ host, ally, base, deal }: Two): Promise<void> {
  await asks(host.page, base);
  assert.match(await offers(ally.page, deal, "101"), /100/);
  const next = ally.page.locator(`main a[href='${deal}/draft']`);
  assert.equal(await next.count(), 1, "the next step is a tap away");
  await looksWell(ally, { browser, served, lang: "ar" });
  await ally.page.fill("[name=quantity]", "40");
  await press(ally.page, "form[action$='/lines'] button");
  assert.equal(new URL(ally.page.url()).pathname, deal);
  await accepts(host.page, base);
  assert.match(await offers(ally.page, deal, "61"), /60/, "what was accepted counts");
}

/** A second version, clause by clause beside the first, which holds until both have signed. */
async function amend({ host, ally, base, deal }: Two): Promise<void> {
  await open(host.page, `${deal}/draft`);
  const support = host.page.locator("main section", { hasText: "Apoyo" });
  await press(host.page, `a[href='${await support.locator("a").getAttribute("href")}']`);
  await fills(host.page, { most: "60", "said-es": "Llegan en lunes.", "said-ar": "تصل الاثنين." });
  await press(host.page, "main form button.main");
  await proposes(host.page, deal);
  await open(ally.page, deal);
  await press(ally.page, "main a[href$='/changes']");
  const changes = await said(ally.page);
  for (const one of [/100/, /60/, /تغيّر/]) assert.match(changes, one);
  await looksWell(ally, { browser, served, lang: "ar" });
  await signs(ally.page, deal, { how: ["own-hand"] });
  assert.equal(new URL(ally.page.url()).pathname, deal, "no figure differs any more");
  await offers(ally.page, deal, "30");
  assert.equal(new URL(ally.page.url()).pathname, deal, "the first holds on");
  await accepts(host.page, base);
  await signs(host.page, deal, { how: ["own-hand"] });
  await waive(host.page);
  assert.match(await offers(ally.page, deal, "1"), /60/, "now the second counts, and is used");
}

/** On paper, and as a file that is judged without the server. */
async function keep({ ally: { page }, deal }: Two): Promise<void> {
  await open(page, deal);
  await press(page, "main a[href$='/sheet']");
  assert.match(await said(page), /Río Abierto/);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 1_000);
  await open(page, deal);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.click("main a[href*='agreement.json?version=3']"),
  ]);
  const path = await file.path();
  const verdict = await alongside(dirname(path), "verify", basename(path));
  assert.equal(verdict.code, 0, verdict.err);
  assert.match(verdict.out, /version 3/);
}

/** Paused by one, gone on by both, ended by the other; what stopped is said. */
async function stop({ host, ally, deal }: Two): Promise<void> {
  await open(ally.page, deal);
  await press(ally.page, "main a[href$='/end']");
  await press(ally.page, "form[action$='/pause'] button");
  assert.match(await said(ally.page), /30[\s\S]*40/, "what was accepted is held");
  await looksWell(ally, { browser, served, lang: "ar" });
  for (const { page } of [host, ally]) {
    await open(page, deal);
    await press(page, "form[action$='/going-on'] button");
  }
  assert.match(await said(ally.page), /سارٍ/);
  await open(host.page, deal);
  await press(host.page, "main a[href$='/end']");
  await press(host.page, "form[action$='/end'] button");
  const report = await read(host.page);
  for (const one of [/40 cajas/, /30 cajas/, /A quién avisar/, /no se puede/])
    assert.match(report, one);
  await looksWell(host, { browser, served, lang: "es" });
  await open(ally.page, deal);
  await press(ally.page, "main a[href$='/stopped']");
  assert.match(await said(ally.page), /40/);
}

test("two groups agree, change it, and end it", async () => {
  const day = await begin(browser, served, { lang: "es", script: false });
  const { host, base } = day;
  const bruma = await secondComes(browser, day);
  const two: Two = { host, ally: await otherGroup(), base, deal: "" };
  await comesAlong(two, bruma);
  await negotiate(two);
  await agreeOnIt(two);
  await give(two);
  await amend(two);
  await keep(two);
  await stop(two);
  assert.deepEqual([...host.complaints, ...two.ally.complaints], []);
});
