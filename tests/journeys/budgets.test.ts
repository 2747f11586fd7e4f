/** The budgets of the seventh promise, counted in what a person fills in and presses. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertDone } from "../../house/testing.ts";
import {
  type Looking,
  newPhone,
  open,
  openChromium,
  press,
  type Served,
  serveEmpty,
} from "./kit.ts";
import { begin, type Day, spaceIn } from "./story.ts";

let browser: Browser;
let served: Served;
let day: Day;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
  day = await begin(browser, served, { lang: "en", script: false });
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

/** Fields of the page's form that are shown and can be filled in or chosen. */
const SHOWN = "main form :is(input:not([type=hidden]), select, textarea):visible";

/** Somebody whose taps, fields and requests are counted. */
class Counted {
  readonly #phone: Looking;
  readonly #before: number;
  taps = 0;
  fields = 0;
  constructor(phone: Looking) {
    this.#phone = phone;
    this.#before = phone.requests.length;
  }
  get requests(): number {
    return this.#phone.requests.length - this.#before;
  }
  get page(): Page {
    return this.#phone.page;
  }
  async tap(selector: string): Promise<void> {
    this.taps++;
    await press(this.page, selector);
  }
  async tick(selector: string): Promise<void> {
    this.taps++;
    await this.page.locator(selector).first().check();
  }
  /** One tap into the field, and what is typed in one go. */
  async type(selector: string, words: string): Promise<void> {
    this.taps++;
    this.fields++;
    await this.page.locator(selector).first().fill(words);
  }
}

test("a need asks for three fields at most, and is public in one page", async () => {
  const one = new Counted(day.host);
  await open(one.page, `${day.base}/needs/new`);
  assert.ok((await one.page.locator(`${SHOWN}:is([required])`).count()) <= 3);
  await one.type("main [name=title]", "Lamps");
  await one.type("main [name=of]", "12");
  await one.tick("main [name=publish]");
  await one.tap(`form[action='${day.base}/needs'] button`);
  assert.ok(one.taps <= 4 && one.requests <= 4, `${one.taps} taps, ${one.requests} requests`);
  await open(one.page, `${day.base}/settings/finding`);
  await press(one.page, `form[action='${day.base}/settings/finding/opening'] button`);
  await open(day.stranger.page, day.base);
  assert.equal(await day.stranger.page.locator(".rows >> text=Lamps").count(), 1);
});

test("what someone phoned in is written down in three fields and seven taps", async () => {
  const one = new Counted(day.host);
  await open(one.page, `${day.base}/needs/new`);
  await one.type("main [name=title]", "Crutches");
  await one.type("main [name=of]", "3");
  const told = one.page.locator("main details", { has: one.page.locator("[name=arrived]") });
  one.taps += 2;
  one.fields++;
  await told.locator("summary").click();
  await told.locator("[name=arrived]").selectOption("phone");
  await one.tick("main [name=readBack]");
  await one.tick("main [name=publish]");
  await one.tap(`form[action='${day.base}/needs'] button`);
  assert.match((await one.page.locator("main").textContent()) ?? "", /3 items/);
  // Thirty seconds are two for a tap, five for what is typed in a field of a few letters.
  const seconds = one.taps * 2 + 2 * 5;
  assert.ok(one.fields <= 3 && one.taps <= 7 && seconds <= 30, `${one.taps} taps, ${seconds} s`);
  assert.ok(one.requests <= 4, `${one.requests} requests`);
});

test("a message becomes a public list in two forms", async () => {
  const one = new Counted(day.host);
  await open(one.page, `${day.base}/needs/message`);
  const lines = Array.from({ length: 19 }, (_, at) => `- ${at + 2} buckets of kind ${at}`);
  await one.type("[name=message]", lines.join("\n"));
  await one.tap(`form[action='${day.base}/needs/message'] button`);
  assert.equal(await one.page.locator("[name^=tick-]:checked").count(), 19);
  await one.tap(`form[action='${day.base}/needs/message/lines'] button`);
  assert.ok(one.taps === 3 && one.requests <= 5, `${one.requests} requests`);
});

test("still needed? for twenty lines is one page, a tap a line, one submit", async () => {
  const one = new Counted(day.host);
  await open(one.page, `${day.base}/needs/still`);
  const yes = one.page.locator("main [name^=answer-][value=yes]");
  assert.equal(await yes.count(), 20);
  for (const box of await yes.all()) {
    one.taps++;
    await box.check();
  }
  await one.tap(`form[action='${day.base}/needs/still'] button`);
  assert.deepEqual([one.taps, one.fields, one.requests <= 3], [21, 0, true]);
});

test("a stranger takes a line in at most four fields, from a page of its own", async () => {
  const one = new Counted(await newPhone(browser, served, { script: false }));
  await open(one.page, day.base);
  await one.tap(".rows .lead a:has-text('Lamps')");
  await one.tap("main a[href$='/contributions/new']");
  assert.ok((await one.page.locator(SHOWN).count()) <= 4);
  await one.type("[name=quantity]", "5");
  await one.type("[name=name]", "noor");
  await one.type("[name=reach]", "at the bakery");
  await one.tap("main form button");
  assert.equal(await one.page.locator("main code[dir=ltr]").count(), 1);
  assert.ok(one.requests <= 4 && one.fields <= 4, `${one.requests} requests`);
});

test("what was accepted is on its way in two taps", async () => {
  const one = new Counted(day.host);
  await open(one.page, `${day.base}/contributions`);
  await press(one.page, "button[name=answer][value=accept]");
  await one.tap(".notice a");
  await one.tap("button[name=where][value=on-the-way]");
  assert.match((await one.page.locator("main").textContent()) ?? "", /It is at the border/);
  assert.deepEqual([one.taps, one.fields], [2, 0]);
});

test("eight lines, two of them short, are received in at most twelve taps", async () => {
  const own = `${day.base}/deliveries/${await announced(day.host.page)}`;
  const from = new Counted(day.host);
  await open(from.page, own);
  await from.tap("main a[href$='/count']");
  const counted = from.page.locator("[name^=counted-]:visible");
  assert.equal(await counted.count(), 8);
  await from.type("[name=counted-3]", "9");
  await from.type("[name=counted-7]", "8");
  // Beside the tap into a field, one for its figure.
  from.taps += 2;
  await from.tap("main form[action$='/count'] button.main");
  assert.ok(from.taps <= 12, `${from.taps} taps`);
});

/** Eight lines on their way, by a command: writing them is not what is measured here. */
async function announced(page: Page): Promise<string> {
  await open(page, `${day.base}/members`);
  const href = await page.locator(".rows .lead a").first().getAttribute("href");
  const member = href?.split("/").at(-1) ?? "";
  const lines = Array.from({ length: 8 }, (_, at) => ({
    what: { lang: "en", text: `thing ${at}` },
    sent: { of: "10", unit: "item" },
  }));
  const done = await served.node.house.dispatch({
    ...{ space: await spaceIn(served), command: "deliveries.announce", input: { lines } },
    ...{ author: { by: "member", member }, key: "eight-lines-on-their-way" },
  });
  assertDone(done);
  return String(done.answer["id"]);
}
