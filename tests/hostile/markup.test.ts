/** What is typed is text on every page, whatever it looks like, and turns no line around. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { entriesOf } from "../../web/app.ts";
import type { Browser } from "../../web/testing.ts";
import { A_WHILE, CLOSES, drawnForms, sendAs, type Town } from "./drawn-forms.ts";
import { town } from "./town.ts";

/** An address that runs; ends an attribute, an element, a sheet of styles; turns what follows. */
const MARKUP = `javascript:x//"'></textarea></style><svg onload=alert(1)><script>alert(1)\u202E`;
const RAW = /<svg onload|<script>alert|(href|src|action|formaction)="\s*javascript:/i;
const TURNS = /[\u202A-\u202E]/;

/** Types markup wherever a page takes words; answers how many forms were done. */
async function typeEverywhere(made: Town, browser: Browser): Promise<number> {
  const safe = ({ route }: { route: string }) =>
    !/\/end|sign-|safety|removal|pass/.test(route) && !CLOSES.test(route);
  let done = 0;
  for (const filled of (await drawnForms(made, browser)).filter(safe)) {
    const fields = filled.fields.map(([name, value]): [string, string] => [
      name,
      value === "palabra" || value.startsWith("quixenda") ? MARKUP : value,
    ]);
    const sent = await sendAs(browser, made, { ...filled, fields });
    assert.ok(sent.status < 500, `${filled.action}: ${sent.status}`);
    assert.doesNotMatch(sent.text, RAW, filled.action);
    if (sent.status === 303) done++;
  }
  return done;
}

/** Every page of the node, with every id there is in the space. */
async function pages(made: Town): Promise<string[]> {
  const { space, slug } = made.open;
  const opened = await made.house.space(space);
  assert.ok(opened);
  const ids = new Set<string>();
  const indexes = Array.from({ length: opened.size }, (_, index) => index);
  for await (const { header } of opened.entries(indexes)) ids.add(header.thing);
  const gets = entriesOf(made.node).filter(({ route }) => route.method === "GET");
  return gets.flatMap(({ route, inSpace }) => {
    const path = `${inSpace ? `/s/${slug}` : ""}${route.path}` || "/";
    if (!path.includes(":")) return [path];
    return [...ids].map((id) => path.replace(/:\w+/, id).replaceAll(/:\w+/g, "1"));
  });
}

it("is never markup, for those inside and for everyone", async () => {
  const made = await town();
  const { login } = made.open;
  const done = await typeEverywhere(made, (await made.signIn(login)).browser);
  assert.ok(done > 10, `${done} forms were done`);
  const browsers = [(await made.signIn(login)).browser, made.browser()];
  let shown = 0;
  for (const path of await pages(made))
    for (const browser of browsers) {
      made.clock.pass(A_WHILE / 8);
      const { status, text, headers } = await browser.get(path);
      if (status !== 200 || !(headers.get("content-type") ?? "").includes("html")) continue;
      if (text.includes("onload=alert")) shown++;
      assert.doesNotMatch(text, RAW, path);
      assert.doesNotMatch(text, TURNS, path);
    }
  assert.ok(shown > 10, `${shown} pages showed it`);
});
