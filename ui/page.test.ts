import assert from "node:assert/strict";
import { test } from "node:test";
import { attributes, draw, echo } from "./test-kit.ts";

const { Page } = await import("./page.tsx");

const base = { lang: "en", t: echo, title: "Ría & <Viva>", place: "Ría Viva", styles: "a{b:c}" };

test("language and direction come from one tag", () => {
  for (const [lang, dir] of [
    ["en", "ltr"],
    ["ar", "rtl"],
    ["ar-MA", "rtl"],
    ["es-MX", "ltr"],
  ] as const) {
    const html = draw(Page, { ...base, lang });
    assert.deepEqual(attributes(html, "html"), { lang, dir });
  }
});

test("a neutral page says nothing of itself in tab, history or preview", () => {
  const open = draw(Page, { ...base, description: "What we ask for" });
  assert.match(open, /<title>Ría &amp; &lt;Viva&gt;<\/title>/);
  assert.equal(attributes(open, "meta", "description")["content"], "What we ask for");
  const head = draw(Page, { ...base, neutral: true, description: "x" }).split("<body")[0] ?? "";
  assert.match(head, /<title>ui.page.neutral<\/title>/);
  assert.ok(!head.includes("Viva") && !head.includes("description"), head);
});

test("machines are asked to stay out of every page", () => {
  assert.equal(
    attributes(draw(Page, base), "meta", "robots")["content"],
    "noindex, nofollow, noarchive",
  );
});

test("the first two stops of the Tab key are the content and the way out", () => {
  const nav = [{ href: "/today", label: "Today", current: true }];
  const html = draw(Page, { ...base, nav });
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(links, ["#main", "/exit", "/", "/today"]);
  assert.equal(attributes(html, "main")["id"], "main");
  assert.equal(attributes(html, "a", "/today")["aria-current"], "page");
});

test("nothing is asked of another server, and no style or script stands in an attribute", () => {
  const html = draw(Page, { ...base, scripts: ["/assets/exit.abc.js"] });
  assert.ok(!/(?:src|href)="(?:https?:)?\/\//.test(html));
  assert.ok(!/ (?:style|on\w+)="/.test(html));
  assert.deepEqual(attributes(html, "script"), { type: "module", src: "/assets/exit.abc.js" });
});

test("the foot says who reads and what is withheld, or is absent", () => {
  const html = draw(Page, { ...base, readers: "all", withheld: "names" });
  assert.match(html, /ui.page.readers<\/b> all/);
  assert.match(html, /ui.page.withheld<\/b> names/);
  assert.ok(!draw(Page, base).includes("<footer"));
});

test("languages are announced in their own voice", () => {
  const languages = [{ href: "?ar", lang: "ar", label: "العربية", current: true }];
  const link = attributes(draw(Page, { ...base, languages }), "a", "?ar");
  assert.equal(link["lang"], "ar");
  assert.equal(link["hreflang"], "ar");
});
