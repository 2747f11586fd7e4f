/** The gallery in a real browser: no fault for axe, no sideways scrolling, room for thumbs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { openChromium } from "../tests/journeys/chromium.ts";
import { LAYERS, readStyles } from "./styles.ts";
import "../web/loader/register.ts";

const { pages } = await import("./gallery/index.tsx");

const AT = "http://gallery.invalid/";
const FIRST_VISIT_BYTES = 14 * 1024;
const LANGS = ["en", "es", "ar"] as const;
const MODULES = ["exit", "copy", "ticks", "keys"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const POLICY = [
  "default-src 'none'",
  `style-src ${readStyles().source}`,
  "script-src 'self'",
  "img-src data:",
].join("; ");

let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(() => browser.close());

/** Serves the gallery under the strict policy; answers with what the browser complained of. */
async function open(options: { dark?: boolean; script?: boolean; width?: number } = {}) {
  const { dark, script = false, width = 360 } = options;
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme: dark ? "dark" : "light",
  });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  const scripts = script ? MODULES.map((name) => `/browser/${name}.js`) : [];
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith("/browser/")) {
      const body = readFileSync(new URL(`.${pathname}`, import.meta.url), "utf8");
      return route.fulfill({ contentType: "text/javascript", body });
    }
    const [, wanted, name = ""] = pathname.split("/");
    const lang = LANGS.find((one) => one === wanted) ?? "en";
    const body = pages(lang, scripts)[name] ?? "<title>elsewhere</title>";
    const headers = { "content-security-policy": POLICY };
    return route.fulfill({ contentType: "text/html; charset=utf-8", headers, body });
  });
  return { page, complaints };
}

/** What axe finds, one line each. */
async function axe(page: Page): Promise<string[]> {
  // Reading it takes longer than most of what it does: once for each page that is opened.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // The line above put it there.
    type Found = { id: string; nodes: { html: string; failureSummary: string }[] };
    type Run = (options: object) => Promise<{ violations: Found[] }>;
    const { axe } = globalThis as unknown as { axe: { run: Run } };
    const { violations } = await axe.run({ rules: { "target-size": { enabled: true } } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}

/** Targets smaller than 44 px; links inside running text are excepted, as WCAG 2.5.5 does. */
const SMALL = `[...document.querySelectorAll(
    ".skip, .exit, .home, nav a, .button, summary, input:not([type=hidden]), select, textarea," +
      ".lead a"
  )].map((one) => one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one)
    .filter((element) => element.checkVisibility())
    .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 90)])
    .filter(([box]) => box.height < 43.9 || box.width < 43.9)
    .map(([box, html]) => Math.round(box.width) + "x" + Math.round(box.height) + " " + html)`;

/** Links of the bar that the way out would lie on. */
const COVERED = `{
  const exit = document.querySelector(".exit").getBoundingClientRect();
  [...document.querySelectorAll(".home, .bar nav a")].filter((link) => {
    const box = link.getBoundingClientRect();
    return box.right > exit.left && box.left < exit.right && box.top < exit.bottom;
  }).map((link) => link.textContent);
}`;

for (const lang of LANGS) {
  const names = Object.keys(pages(lang));
  test(`${lang}: every page with its styles is at most 14 kB over the wire`, () => {
    for (const [name, html] of Object.entries(pages(lang))) {
      const bytes = gzipSync(html).length;
      assert.ok(bytes <= FIRST_VISIT_BYTES, `${name}: ${bytes}`);
    }
  });

  for (const dark of [false, true]) {
    test(`${lang}, ${dark ? "dark" : "light"}: nothing for axe, policy or thumb`, async () => {
      const { page, complaints } = await open({ dark });
      for (const name of names) {
        await page.goto(`${AT}${lang}/${name}`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(await page.evaluate(SMALL), [], name);
        await page.setViewportSize({ width: 1280, height: 800 });
        assert.deepEqual(await axe(page), [], `${name}, wide`);
        await page.setViewportSize({ width: 360, height: 800 });
      }
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  test(`${lang}: no page is wider than its screen, folds open`, async () => {
    const { page } = await open();
    for (const name of names) {
      await page.goto(`${AT}${lang}/${name}`);
      await page.evaluate(
        `for (const fold of document.querySelectorAll("details")) fold.open = true`,
      );
      for (const width of [320, 360, 640, 830, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.ok(Number(over) <= 0, `${name} at ${width}: ${over} px too wide`);
        assert.deepEqual(await page.evaluate(COVERED), [], `${name} at ${width}: under the exit`);
      }
    }
    await page.close();
  });
}

test("figures of a table on a phone end in one line, however they wrap", async () => {
  const { page } = await open();
  let seen = 0;
  for (const name of Object.keys(pages("es", []))) {
    await page.goto(`${AT}es/${name}`);
    const aligned = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".table.stacks td.number")].map((cell) =>
        getComputedStyle(cell).textAlign + " " +
        getComputedStyle(cell, "::before").textAlign)`,
    );
    // What a figure is of begins where the line begins, also where it wraps.
    assert.ok(
      aligned.every((one) => one === "end start"),
      `${name}: ${aligned}`,
    );
    seen += aligned.length;
  }
  assert.ok(seen > 0, "there are such tables");
  await page.close();
});

test("the minified sheet means what the written one does", async () => {
  const page = await browser.newPage();
  const written = LAYERS.map((layer) => readFileSync(layer, "utf8")).join("\n");
  // The browser keeps values with var() as written: a space after a comma means nothing there.
  const rules = (css: string) =>
    page.evaluate(`{
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(css)});
      [...sheet.cssRules].map((rule) => rule.cssText.replace(/,\\s+/g, ","));
    }`) as Promise<string[]>;
  const long = await rules(written);
  const short = await rules(readStyles().css);
  assert.ok(long.length > 150);
  assert.deepEqual(short, long);
  await page.close();
});

test("the wall sheet prints on one A3 page, the packing list on one A4", async () => {
  const { page } = await open();
  const sizes = { wall: "841.91998 1191.12", packing: "594.95996 841.91998" };
  for (const [name, size] of Object.entries(sizes)) {
    await page.goto(`${AT}en/${name}`);
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...paper.matchAll(/\/MediaBox \[0 0 ([\d. ]+)\]/g)].map(([, box]) => box);
    assert.deepEqual(boxes, [size], name);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".exit").isVisible(), false);
    assert.equal(await page.locator(".bar").isVisible(), false);
    await page.emulateMedia({ media: "screen" });
  }
  await page.close();
});

test("Shift three times leaves, a capital letter does not, and back does not return", async () => {
  const { page } = await open({ script: true });
  await page.goto(`${AT}en/elsewhere-before`);
  await page.goto(`${AT}en/lists`);
  for (const key of ["Shift+A", "Shift+B", "Shift+C", "Shift", "Shift"]) {
    await page.keyboard.press(key);
  }
  // Long enough for a page to change, and for these presses to be too old to count.
  await page.waitForTimeout(1600);
  assert.equal(page.url(), `${AT}en/lists`);
  for (const _ of [1, 2, 3]) await page.keyboard.press("Shift");
  await page.waitForURL(`${AT}exit`, { timeout: 5000 });
  await page.goBack();
  assert.equal(page.url(), `${AT}en/elsewhere-before`);
  await page.close();
});

test("the way out replaces the page, and is a link without any script", async () => {
  for (const script of [true, false]) {
    const { page } = await open({ script });
    await page.goto(`${AT}en/lists`);
    await page.locator(".exit").click();
    await page.waitForURL(`${AT}exit`, { timeout: 5000 });
    assert.equal(await page.evaluate("history.length"), script ? 2 : 3);
    await page.close();
  }
});

test("ticks are counted, a text is copied, arrow keys move along a list", async () => {
  const { page, complaints } = await open({ script: true });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${AT}ar/forms`);
  const said = page.locator("fieldset[data-ticks] > [role=status]");
  const counts = async () => ((await said.textContent()) ?? "").replace(/[^\d]+/g, " ").trim();
  assert.equal(await counts(), "1 3");
  await page.locator("input[name=lines][value=c]").check();
  assert.equal(await counts(), "2 3");

  await page.goto(`${AT}en/lists`);
  await page.locator("[data-copy]").click();
  await page.getByText("Copied").waitFor();

  await page.goto(`${AT}en/public`);
  await page.locator(".lead a").first().focus();
  const at = () =>
    page.evaluate("[...document.querySelectorAll('.lead a')].indexOf(document.activeElement)");
  const ways = { ArrowUp: 0, ArrowDown: 1, End: 3, Home: 0 };
  for (const [key, place] of Object.entries(ways)) {
    await page.keyboard.press(key);
    assert.equal(await at(), place, key);
  }
  for (const key of ["End", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  assert.equal(await at(), 2);
  assert.deepEqual(complaints, []);
  await page.close();
});
