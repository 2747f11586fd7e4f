/** The sheet for the wall: one A3 page whatever is on the list, no figure of a protected group. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertDone } from "../../house/testing.ts";
import { open, openChromium, press, type Served, serveEmpty } from "./kit.ts";
import { begin, type Day, spaceIn } from "./story.ts";

let browser: Browser;
let served: Served;
let day: Day;
before(async () => {
  [browser, served] = await Promise.all([openChromium(), serveEmpty()]);
  day = await begin(browser, served, { lang: "es", script: false });
});
after(async () => {
  await browser.close();
  await served[Symbol.asyncDispose]();
});

const LONG =
  "mantas gruesas de lana o polar, limpias y secas, para camas bajas y para suelos fríos";
const KINDS = ["goods", "hours", "money", "knowledge"];
const CATEGORIES = ["shelter", "food", "baby", undefined];

/** `many` public lines, every third with a name that takes several rows. */
function lines(many: number) {
  return Array.from({ length: many }, (_, at) => ({
    title: {
      lang: at % 2 === 0 ? "es" : "ar",
      text: at % 3 === 0 ? `${LONG} ${at}` : `بطانية ${at}`,
    },
    quantity: { of: String(at * 1000 + 7), unit: at % 4 === 2 ? "EUR" : "kg" },
    ...{ needKind: KINDS[at % 4], urgency: "days", nearby: false, publish: true },
    ...(CATEGORIES[at % 4] && { category: CATEGORIES[at % 4] }),
  }));
}

async function send(page: Page, command: string, input: object, key: string): Promise<void> {
  await open(page, `${day.base}/members`);
  const href = await page.locator(".rows .lead a").first().getAttribute("href");
  const author = { by: "member" as const, member: href?.split("/").at(-1) ?? "" };
  const space = await spaceIn(served, day.base.split("/").at(-1));
  assertDone(await served.node.house.dispatch({ space, command, input, author, key }));
}

async function pagesOf(page: Page, path: string): Promise<number> {
  await open(page, path);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test("three lines, eight, thirty: always one page, and what is left out is counted", async () => {
  const { page } = day.host;
  const not = Array.from({ length: 12 }, (_, at) => ({
    ...{ texts: [{ lang: "es", text: `${LONG.slice(0, 60)} ${at}` }], category: null },
  }));
  await send(page, "spaces.do-not-send", { lines: not }, "not-to-be-sent-at-all-1");
  for (const many of [3, 5, 22]) {
    await send(page, "needs.open-many", { lines: lines(many) }, `lines-for-the-wall-${many}`);
    for (const query of ["lang=es&second=ar", "lang=ar&second=en", "lang=en&second=es"])
      assert.equal(await pagesOf(page, `${day.base}/needs/sheet?${query}`), 1, `${many} ${query}`);
  }
  await open(page, `${day.base}/needs/sheet?lang=es`);
  const [shown, more] = [await page.locator(".posters > li").count(), page.locator(".sheet .more")];
  const rest = /\d+/.exec((await more.textContent()) ?? "")?.[0];
  assert.equal(shown + Number(rest), 30);
  assert.ok(shown >= 3, `${shown} lines on the wall`);
});

test("no figure of a protected group hangs on a wall", async () => {
  const { page } = day.host;
  await open(page, `${day.base}/settings/group`);
  await page.check("[name=safety][value=yes]");
  await press(page, "form:has([name=safety]) button");
  await open(page, "/spaces");
  const href = await page.locator("main a[href^='/s/']").first().getAttribute("href");
  day.base = href?.split("/").slice(0, 3).join("/") ?? "";
  await send(page, "needs.open-many", { lines: lines(3) }, "lines-of-a-protected-group");
  await open(page, `${day.base}/needs/sheet?lang=es`);
  const said = (await page.locator(".sheet").textContent()) ?? "";
  assert.ok(said.includes("بطانية 1") && !/1[.,]?007|2[.,]?007/.test(said), said);
});
