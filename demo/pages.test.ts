import assert from "node:assert/strict";
import { it } from "node:test";
import { loginOf, nodeOf } from "../rooms/people/index.ts";
import { entriesOf } from "../web/app.ts";
import { type Browser, testNode } from "../web/testing.ts";
import { fillDemo } from "./fill.ts";

const made = await testNode({ settings: { demo: true } });
const { signIns } = await fillDemo(made);
/** More pages than the world has; a walk that gets here has gone astray. */
const PAGES_MAX = 900;

const slugOf = (name: string) => signIns.find((one) => one.name === name)?.space ?? "";

/** Every page of the space whose address holds no parameter. */
function beginnings(slug: string): string[] {
  const entries = entriesOf(made.node).filter(({ inSpace, route }) => inSpace && isPlain(route));
  return entries.map(({ route }) => `/s/${slug}${route.path}`);
}

/**
 * A kept form leads on where nothing was kept, as it should; a protected group's page of its
 * protection is reached from its settings, and is not there for another; only who waits to be
 * vouched in has a page of that; a copy is there once one was made. What a group offered in another
 * one's space stands there, for that group. A file for everyone asks first for what the group is
 * called in it, and a protected group hands out none.
 */
const NOT_PLAIN = [
  ...["/kept-form", "/settings/protection", "/waiting", "/waiting/conduct"],
  ...["/copies/newest.age", "/leaving/left.age", "/ally", "/ally/contributions", "/ally/conduct"],
  ...["/ally/shifts", "/ally/skills", "/ally/introductions", "/ally/reports"],
  ...["/books/publishing/file", "/deliveries/deliveries-hxl.csv"],
];
const isPlain = ({ method, path }: { method: string; path: string }) =>
  method === "GET" && !path.includes(":") && !NOT_PLAIN.includes(path);

/** Opens pages and whatever in the space they lead to; answers each with its status. */
async function walk(browser: Browser, slug: string, from: readonly string[]) {
  const seen = new Map<string, number>();
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    assert.ok(seen.size < PAGES_MAX, "the walk ends");
    const { status, text } = await browser.get(path);
    seen.set(path, status);
    for (const [, href = ""] of text.matchAll(/href="(\/s\/[^"#]*)/g)) {
      const to = href.replaceAll("&amp;", "&");
      if (to.startsWith(`/s/${slug}`) && !/[?&]lang=/.test(to)) waiting.push(to);
    }
  }
  return seen;
}

const broken = (seen: ReadonlyMap<string, number>) =>
  [...seen].filter(([, status]) => status !== 200).map((one) => one.join(" "));

for (const [name, lang] of [
  ["lucero", "es"],
  ["zaatar", "ar"],
  ["thistle", "en"],
] as const)
  it(`answers 200 on every page that ${name} can come to, in ${lang}`, async () => {
    const slug = slugOf(name);
    const { browser } = await made.signIn(await loginOf(nodeOf(made.house), name));
    browser.headers["accept-language"] = lang;
    const seen = await walk(browser, slug, [`/s/${slug}`, ...beginnings(slug)]);
    assert.ok(seen.size > 20, `${seen.size} pages`);
    assert.deepEqual(broken(seen), []);
  });

it("shows strangers the town's page and what it leads to, and nothing of the kitchen", async () => {
  const browser = made.browser();
  const town = slugOf("lucero");
  const seen = await walk(browser, town, [`/s/${town}`, `/s/${town}/timeline`]);
  assert.ok(seen.size > 10, `${seen.size} pages`);
  assert.deepEqual(broken(seen), []);
  assert.equal((await browser.get(`/s/${slugOf("zaatar")}`)).status, 404);
  assert.equal((await browser.get(`/s/${slugOf("zaatar")}/timeline`)).status, 404);
});

it("leads from every line of the home page to where it is done", async () => {
  const { browser } = await made.signIn(await loginOf(nodeOf(made.house), "lucero"));
  const base = `/s/${slugOf("lucero")}`;
  const { text } = await browser.get(`${base}/today`);
  const words = ["needs/[0-9a-f]{32}", "contributions", "deliveries/[0-9a-f]{32}/count"];
  for (const path of [...words, "needs/still", "deliveries/[0-9a-f]{32}", "quiet-box"])
    assert.match(text, new RegExp(`class="button quiet" href="${base}/${path}"`), path);
});
