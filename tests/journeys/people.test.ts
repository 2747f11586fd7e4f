/** Who comes new, who is locked out, who is seen out: at 360 px, with no script. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
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

const HOUR = 3_600_000;
let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(() => browser.close());

/** A group with its founder signed in; everybody's telephone is in the same language. */
async function group(served: Served, lang: Lang) {
  const how = { lang, script: false };
  const day = await begin(browser, served, how);
  const { page } = day.host;
  await write(page, day.base, "Mantas abiertas", "everyone");
  await write(page, day.base, "Llaves cerradas", "members");
  await open(page, `${day.base}/settings/finding`);
  await press(page, `form[action='${day.base}/settings/finding/opening'] button`);
  return { ...day, how, page };
}
type Group = Awaited<ReturnType<typeof group>>;

type For = "everyone" | "members" | { circle: string };

async function write(page: Page, base: string, title: string, who: For): Promise<void> {
  await open(page, `${base}/needs/new`);
  await page.fill("main [name=title]", title);
  await page.fill("main [name=of]", "12");
  if (who === "everyone") await page.check("main [name=publish]");
  if (typeof who === "object") await page.selectOption("main [name=circle]", who.circle);
  await press(page, `form[action='${base}/needs'] button`);
}

/** Somebody comes in by a link; answers their telephone and their passphrase. */
async function comes({ served, base, how }: Group, by: Page, handle: string) {
  await open(by, `${base}/invitations/new`);
  await press(by, `form[action='${base}/invitations/new'] button`);
  const link = /\/s\/\S+\/invitation\/[\w-]+/.exec(await by.inputValue("main textarea"))?.[0];
  assert.ok(link, "there is a link");
  const phone = await newPhone(browser, served, how);
  await open(phone.page, link);
  const passphrase = await phone.page.inputValue("[name=passphrase]");
  await phone.page.fill("[name=handle]", handle);
  await press(phone.page, `form[action='${link}'] button`);
  return { phone, passphrase };
}

/** A circle with one need in it: its id, and the pages that tell of it to those who are in it. */
async function circle(page: Page, base: string): Promise<{ id: string; told: string[] }> {
  await open(page, `${base}/circles`);
  await page.fill("main [name=name]", "Cocina honda");
  await press(page, `form[action='${base}/circles'] button`);
  await open(page, `${base}/circles`);
  const href = await page.locator("main .rows .lead a").getAttribute("href");
  const id = href?.split("/").at(-1) ?? "";
  await write(page, base, "Cajas ocultas", { circle: id });
  const lists = ["circles", "needs", "needs/new", "timeline", "search?q=ocultas"];
  const told = [...lists, `circles/${id}`].map((path) => `${base}/${path}`);
  for (const path of told) {
    await open(page, path);
    assert.match(await read(page), /Cocina honda|Cajas ocultas/, path);
  }
  return { id, told };
}

/** A member vouches for whoever waits. */
async function vouches(page: Page, base: string): Promise<void> {
  await open(page, `${base}/newcomers`);
  await press(page, ".rows .lead a");
  const at = new URL(page.url()).pathname;
  await press(page, `form[action='${at}'] button`);
}

async function fits({ page }: Looking): Promise<void> {
  const wide = await page.locator("html").evaluate((one) => one.scrollWidth);
  assert.ok(wide <= 360, `${page.url()} is ${wide} px wide`);
}

for (const lang of ["en", "ar"] as const) {
  test(`who comes new reads as a visitor until two know them, in ${lang}`, async () => {
    await using served = await serveEmpty();
    const made = await group(served, lang);
    const { base, page } = made;
    const { id, told } = await circle(page, base);
    const second = (await comes(made, page, "bo")).phone;
    assert.equal(new URL(second.page.url()).pathname, base, "the second of a group is in at once");
    const { phone } = await comes(made, page, "jara");
    assert.equal(new URL(phone.page.url()).pathname, `${base}/waiting`);
    await fits(phone);
    assert.doesNotMatch(await read(phone.page), /lucero|bo\b/);
    await open(phone.page, base);
    assert.match(await read(phone.page), /Mantas abiertas/);
    await open(phone.page, `${base}/needs`);
    assert.doesNotMatch(await read(phone.page), /Llaves cerradas/);
    for (const path of ["members", "today", "newcomers"])
      await open(phone.page, `${base}/${path}`, 404);
    await vouches(second.page, base);
    await fits(second);
    await open(phone.page, `${base}/today`);
    await open(phone.page, `${base}/needs`);
    assert.match(await read(phone.page), /Llaves cerradas/);
    // Of a circle she is not in nothing is there, on no page that shows it to those who are.
    for (const path of told) {
      await open(phone.page, path, path.endsWith(id) ? 404 : 200);
      assert.doesNotMatch(await phone.page.content(), /Cocina honda|Cajas ocultas/, path);
      assert.equal((await phone.page.content()).includes(id), false, path);
    }
    assert.deepEqual([...phone.complaints, ...second.complaints], []);
  });

  test(`who is locked out comes back by two, in ${lang}`, async () => {
    await using served = await serveEmpty();
    const made = await group(served, lang);
    const { base, page, how } = made;
    const bo = await comes(made, page, "bo");
    const jara = await comes(made, page, "jara");
    await vouches(bo.phone.page, base);
    await open(jara.phone.page, `${base}/today`);
    const locked = await newPhone(browser, served, how);
    await open(locked.page, "/sign-in");
    await press(locked.page, "main a[href='/recovery']");
    await fits(locked);
    await locked.page.fill("[name=name]", "jara");
    const fresh = await locked.page.inputValue("[name=passphrase]");
    await press(locked.page, "form[action='/recovery'] button");
    await fits(locked);
    const digits = (await locked.page.locator("bdi.figure").textContent()) ?? "";
    assert.match(digits, /^\d{3} \d{3}$/);
    for (const one of [page, bo.phone.page]) {
      await open(one, `${base}/members`);
      const row = one.locator(".rows > li", { hasText: "jara" });
      const href = await row.locator("a[href$='/recovery']").getAttribute("href");
      await open(one, href ?? "");
      await one.fill("[name=digits]", digits);
      await press(one, `form[action='${href}'] button`);
    }
    for (const told of [made.host, jara.phone]) {
      await open(told.page, base);
      assert.equal(await told.page.locator("form[action='/recovery/end']").count(), 1);
      await fits(told);
    }
    served.pass(24 * HOUR + 1_000);
    const enter = async (passphrase: string) => {
      await open(locked.page, "/sign-in");
      await locked.page.fill("[name=name]", "jara");
      await locked.page.fill("[name=passphrase]", passphrase);
      await press(locked.page, "form[action='/sign-in'] button");
    };
    await enter(jara.passphrase);
    assert.match(locked.page.url(), /sign-in/, "the old passphrase holds no more");
    await enter(fresh);
    await open(locked.page, `${base}/members`, 404);
    await open(locked.page, `${base}/waiting`);
    assert.deepEqual(locked.complaints, []);
  });

  test(`the words of one who is seen out leave with her, in ${lang}`, async () => {
    await using served = await serveEmpty();
    const made = await group(served, lang);
    const { base, page } = made;
    const { phone } = await comes(made, page, "jara");
    await write(phone.page, base, "Zumbadores verdes", "everyone");
    await open(page, `${base}/members`);
    await press(page, ".rows .lead a:has-text('jara')");
    await press(page, "main a[href$='/removal']");
    await fits(made.host);
    await page.check("[name=goes][value=name]");
    await page.check("[name=goes][value=words]");
    await press(page, "form[action$='/removal'] button");
    for (const path of [base, `${base}/needs`, `${base}/timeline`, `${base}/search?q=zumbadores`]) {
      await open(page, path);
      assert.doesNotMatch(await read(page), /Zumbadores verdes|jara/, path);
    }
    await open(phone.page, `${base}/needs`);
    assert.doesNotMatch(await read(phone.page), /Llaves cerradas/, "she reads as anyone");
    await open(page, `${base}/members`);
    await press(page, "main a[href$='/reading']");
    await fits(made.host);
    assert.equal((await page.locator("table tbody tr").count()) > 2, true);
  });
}
