/**
 * The first day, as people live it: told once, walked in every language, with script and without.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { httpReader } from "../../log/reader.ts";
import { verifyLog } from "../../log/verify.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { END_WAIT_MS, findSpace } from "../../rooms/spaces/index.ts";
import { type Looking, newPhone, open, type Phone, press, read, type Served } from "./kit.ts";

const HOUR = 3_600_000;
const DATA = new URL("../../../shared/data/", import.meta.url);
const file = (name: string) => fileURLToPath(new URL(name, DATA));

/** The message as it was written for a chat. */
export const MESSAGE = [
  "Hola, somos el comedor del río. Necesitamos:",
  "- 60 mantas",
  "- 25 kg de arroz",
  "- 10 colchones",
  "NO ropa usada por favor",
  "Contacto: lucero 600 123 456",
].join("\n");

/** Whose telephone is where: coordination's and a stranger's. */
export type Day = {
  served: Served;
  host: Looking;
  stranger: Looking;
  base: string;
  how: Phone;
  passphrase: string;
};

/** First run: four answers, and the group is there. */
export async function begin(browser: Browser, served: Served, how: Phone): Promise<Day> {
  const host = await newPhone(browser, served, how);
  const { page } = host;
  await open(page, "/");
  assert.match(page.url(), /\/first-run$/, "an empty node leads to its first page");
  await page.fill("[name=group]", "Río Abierto");
  await page.fill("[name=handle]", "lucero");
  const passphrase = await page.inputValue("[name=passphrase]");
  assert.equal(passphrase.split(/[ -]/).length, 5, "five words are offered");
  await page.check("[name=safety][value=no]");
  await press(page, "form[action='/first-run'] button");
  const base = new URL(page.url()).pathname;
  assert.match(base, /^\/s\/rio-abierto$/);
  const stranger = await newPhone(browser, served, how);
  return { served, host, stranger, base, how, passphrase };
}

/** A second of the group comes in by a link that coordination hands over. */
export async function secondComes(browser: Browser, day: Day): Promise<Looking> {
  const { host, base, served, how } = day;
  await open(host.page, `${base}/invitations/new`);
  await host.page.check("[name=role][value=coordination]");
  await press(host.page, `form[action='${base}/invitations/new'] button`);
  const shown = await host.page.inputValue("main textarea");
  const link = /\/s\/\S+\/invitation\/[\w-]+/.exec(shown)?.[0];
  assert.ok(link, "there is a link");
  const phone = await newPhone(browser, served, how);
  await open(phone.page, link);
  await phone.page.fill("[name=handle]", "bruma");
  await press(phone.page, `form[action='${link}'] button`);
  return phone;
}

/** A message is pasted, its lines are seen before anything is saved, and the page opens. */
export async function paste({ host: { page }, base }: Day): Promise<void> {
  await open(page, `${base}/needs/message`);
  await page.fill("[name=message]", MESSAGE);
  await press(page, `form[action='${base}/needs/message'] button`);
  const ticked = await page.locator("[name^=tick-]:checked").count();
  assert.equal(ticked, 4, "three needs and what not to send");
  const contact = page.locator("fieldset", { hasText: "600 123 456" });
  assert.equal(await contact.locator("[name^=tick-]").isChecked(), false);
  const blankets = page.locator("fieldset", { hasText: "60 mantas" });
  assert.equal(await blankets.locator("[name^=of-]").first().inputValue(), "60");
  await page.check("[name=page]");
  await press(page, `form[action='${base}/needs/message/lines'] button`);
  assert.equal(new URL(page.url()).pathname, `${base}/share`);
  const [link, text] = await page
    .locator("main textarea")
    .evaluateAll((areas) => areas.map((area) => (area as unknown as { value: string }).value));
  assert.ok(link?.endsWith(base), "one link");
  assert.match(
    text ?? "",
    /Río Abierto[\s\S]*mantas: .*60[\s\S]*ropa usada[\s\S]*\/s\/rio-abierto/,
  );
  assert.doesNotMatch(text ?? "", /600 123 456/);
}

/** A stranger takes 40 of 60, in at most four fields and without an account. */
export async function take({ stranger: { page }, base }: Day): Promise<string> {
  await open(page, base);
  assert.doesNotMatch(await read(page), /600 123 456/);
  await press(page, `main a[href^='${base}/needs/']:has-text('mantas')`);
  await press(page, "main a[href$='/contributions/new']");
  const form = page.locator("main form").last();
  const fields = form.locator("input:not([type=hidden]), select, textarea");
  assert.ok((await fields.count()) <= 4, "at most four fields");
  await page.fill("[name=quantity]", "40");
  await page.fill("[name=name]", "noor");
  await page.fill("[name=reach]", "at the bakery");
  await press(page, "main form button[type=submit], main form button:not([type])");
  const code = (await page.locator("main code[dir=ltr]").first().textContent())?.trim() ?? "";
  assert.equal(code.replaceAll("-", "").length, 24);
  await open(page, base);
  assert.match(await figuresOf(page), /60/);
  return code;
}

const figuresOf = async (page: Looking["page"]) =>
  (await read(page)).replaceAll(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit)));

/** Coordination accepts in one tap; forty are on the way; thirty-eight are counted. */
export async function receive({ host: { page }, base }: Day): Promise<void> {
  await open(page, `${base}/contributions`);
  assert.match(await read(page), /noor/);
  await press(page, "button[name=answer][value=accept]");
  await open(page, `${base}/deliveries/new`);
  await page.check("[name=offer]");
  await press(page, "button[name=where][value=coming]");
  await press(page, "main a[href$='/count']");
  await page.fill("[name^=counted-]", "38");
  await press(page, "main form[action$='/count'] button.main");
  const said = await figuresOf(page);
  assert.match(said, /\b40\b/, "what was sent");
  assert.match(said, /\b38\b/, "what was counted");
}

/** Everybody sees 22 still asked; members see both counts. */
export async function see({ stranger, host, base }: Day): Promise<void> {
  await open(stranger.page, base);
  const line = stranger.page.locator("main li, main article", { hasText: "mantas" }).first();
  assert.match((await line.textContent()) ?? "", /22|٢٢/, "22 still asked");
  await open(host.page, `${base}/deliveries`);
  await press(host.page, ".rows .lead a");
  const said = await figuresOf(host.page);
  assert.match(said, /40/);
  assert.match(said, /38/);
}

/** The wall sheet is one A3 page. */
export async function print({ host: { page }, base }: Day): Promise<void> {
  await open(page, `${base}/needs/sheet`);
  assert.match(await read(page), /mantas/);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
  assert.equal(pages.length, 1, "one page");
  const [, , wide = "", high = ""] =
    /\/MediaBox\s*\[([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\]/.exec(pdf)?.slice(1) ?? [];
  const sides = [Number(wide), Number(high)].sort((a, b) => a - b).map(Math.round);
  assert.deepEqual(sides, [842, 1191], "A3 in points");
}

/** Both real files by page, to the last unit. */
export async function bringIn({ host: { page }, base }: Day): Promise<void> {
  await open(page, `${base}/needs/import`);
  await page.setInputFiles("[name=file]", file("needs/needs-2022-q2.json"));
  await press(page, `form[action='${base}/needs/import'] button`);
  page.setDefaultTimeout(30_000);
  await press(page, `form[action='${base}/needs/import/rows'] button`);
  const needs = (await figuresOf(page)).replaceAll(/[.,٬\s]/g, "");
  for (const total of ["677", "1783821", "378814", "98101", "22041", "9127", "6936"])
    assert.ok(needs.includes(total), `${total} in the needs that came in`);
  await open(page, `${base}/deliveries/import`);
  await page.setInputFiles("[name=file]", file("shipments/manifests.json"));
  await press(page, `form[action='${base}/deliveries/import'] button`);
  const shipments = (await figuresOf(page)).replaceAll(/[.,٬\s]/g, "");
  for (const total of ["177", "1996537", "21"]) assert.ok(shipments.includes(total), total);
}

/** The log is checked from outside, from what the node answers on its log's addresses. */
export async function verify({ served, base }: Day): Promise<void> {
  served.pass(2 * HOUR);
  const space = await sizeOf(served);
  const verdict = await verifyLog(httpReader(`${served.address}${base}/log`, fetch));
  assert.ok(verdict.ok, JSON.stringify(verdict));
  assert.equal(verdict.checked.entries, space);
}

async function sizeOf(served: Served): Promise<number> {
  const space = await served.node.house.space(await spaceIn(served));
  assert.ok(space);
  return space.size;
}

/** The id of the one space of a node, by its address. */
export async function spaceIn({ node }: Served, slug = "rio-abierto"): Promise<string> {
  const found = await findSpace(nodeOf(node.house), slug);
  assert.ok(found, "a space is there");
  return found;
}

/** Two hours later the session is over; name and passphrase lead back to the page asked for. */
export async function comeBack({ host: { page }, base, passphrase }: Day): Promise<void> {
  await page.goto(`${base}/today`);
  assert.match(page.url(), /\/sign-in/, "an idle session ends");
  await page.fill("[name=name]", "lucero");
  await page.fill("[name=passphrase]", passphrase);
  await press(page, "form[action^='/sign-in'] button");
  assert.equal(new URL(page.url()).pathname, `${base}/today`);
}

/** With the code, the stranger has name and reach erased; nobody reads them any more. */
export async function erase({ stranger, host, base }: Day, code: string): Promise<void> {
  await open(stranger.page, "/receipt");
  await stranger.page.fill("[name=code]", code);
  await press(stranger.page, "form[action='/receipt'] button");
  await press(stranger.page, "form[action='/receipt/erasure'] button");
  for (const path of ["/contributions?status=received", "/contributions", "/search?q=noor"]) {
    await open(host.page, `${base}${path}`);
    const words = (await read(host.page)).replace(/q=noor|«noor»|“noor”/g, "");
    assert.doesNotMatch(words, /bakery/, path);
  }
}

/** The space ends: none of its addresses answers, and nothing of it is in the folder. */
export async function end({ served, host, stranger, base }: Day): Promise<void> {
  const { page } = host;
  await open(page, `${base}/settings/end`);
  await press(page, `main a[href='${base}/settings/end/confirmation']`);
  await page.fill("main [name=name]", "Río Abierto");
  await press(page, `form[action='${base}/settings/end/confirmation'] button`);
  const keep = `form[action='${base}/settings/end/withdrawal']`;
  await open(page, `${base}/needs`);
  assert.equal(await page.locator(keep).count(), 1, "it is said on every page, with a way out");
  await open(stranger.page, base);
  assert.equal(await stranger.page.locator(keep).count(), 0, "to nobody else");
  served.pass(END_WAIT_MS);
  await open(stranger.page, base, 404);
  await served.node.house.runDue();
  for (const path of [base, `${base}/needs`, `${base}/log/checkpoint`])
    await open(stranger.page, path, 404);
}
