import assert from "node:assert/strict";
import { it } from "node:test";
import type { Browser } from "../../web/testing.ts";
import { testNode } from "../../web/testing.ts";
import { worldIn, writeAll } from "./world.ts";

/** Pages one walk opens at most. */
const PAGES_MAX = 800;

/** Every page that links lead to from these addresses, as one browser is given them. */
async function walk(browser: Browser, base: string, from: readonly string[]) {
  const pages = new Map<string, string>();
  const waiting = [...from];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (pages.has(next)) continue;
    assert.ok(pages.size < PAGES_MAX, "the walk comes to an end");
    const { status, text, location } = await browser.get(next);
    assert.ok(status < 500, `${next} answers ${status}`);
    pages.set(next, text);
    const links = [...text.matchAll(/(?:href|action)="([^"#]*)/g)].map(([, href = ""]) => href);
    for (const href of [...links, location ?? ""].map((one) => one.replaceAll("&amp;", "&")))
      if (href.startsWith(base) && !href.includes("/log/") && !href.includes("lang="))
        waiting.push(href);
  }
  return pages;
}

it("no page that links or searches lead to has what was erased", async () => {
  const node = await testNode();
  const { space, slug, member, browser } = await node.found();
  const world = worldIn(node, space, { by: "member", member });
  const written = await writeAll(world);
  const base = `/s/${slug}`;
  const fixed = node.node.doors.flatMap(({ door }) =>
    door.inSpace
      .filter(({ method, path }) => method === "GET" && !path.includes(":"))
      .map(({ path }) => `${base}${path}`),
  );
  const searches = fixed.flatMap((path) => written.map(({ canary }) => `${path}?q=${canary}`));
  const from = [...fixed, ...searches.filter((path) => /\/(search|needs)\?/.test(path))];
  const seen = async () => {
    const inside = await walk(browser, base, from);
    const outside = await walk(node.browser(), base, from);
    // A search says again what was asked for: that is the visitor's own word.
    const told = [...inside, ...outside].filter(([path]) => !path.includes("q="));
    const text = told.map(([, page]) => page).join("\n");
    const found = [...inside].filter(([path]) => path.includes("q="));
    return { text, hits: (canary: string) => hitsOf(found, base, canary) };
  };
  const before = await seen();
  for (const { what, canary, searched } of written) {
    assert.ok(before.text.includes(canary), `${what} is on a page`);
    if (searched) assert.ok(before.hits(canary) > 0, `${what} is found by a search`);
  }
  for (const { erase } of written) await erase(world);
  const after = await seen();
  for (const { what, canary } of written) {
    assert.ok(!after.text.includes(canary), what);
    assert.equal(after.hits(canary), 0, what);
  }
});

/** How many links to things the pages that search for the canary have. */
function hitsOf(pages: [string, string][], base: string, canary: string): number {
  const link = new RegExp(`href="${base}/[a-z]+/[0-9a-f]{32}"`, "g");
  return pages
    .filter(([path]) => path.endsWith(`q=${canary}`))
    .reduce((sum, [, text]) => sum + [...text.matchAll(link)].length, 0);
}
