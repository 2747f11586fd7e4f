/** What is typed is text on every page, whatever it looks like, and turns no line around. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { entriesOf } from "../../web/app.ts";
import { A_WHILE, type Town, typeEverywhere } from "./drawn-forms.ts";
import { town } from "./town.ts";

/** An address that runs; ends an attribute, an element, a sheet of styles; turns what follows. */
const MARKUP = `javascript:x//"'></textarea></style><svg onload=alert(1)><script>alert(1)\u202E`;
const RAW = /<svg onload|<script>alert|(href|src|action|formaction)="\s*javascript:/i;
const TURNS = /[\u202A-\u202E]/;

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
  const sent = await typeEverywhere(made, MARKUP);
  for (const { text, path } of sent) assert.doesNotMatch(text, RAW, path);
  const done = sent.filter(({ status }) => status === 303).length;
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
