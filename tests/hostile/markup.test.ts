/** What is typed is text on every page, whatever it looks like, and turns no line around. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { A_WHILE, openableIn, typeEverywhere } from "./drawn-forms.ts";
import { town } from "./town.ts";

/** An address that runs; ends an attribute, an element, a sheet of styles; turns what follows. */
const MARKUP = `javascript:x//"'></textarea></style><svg onload=alert(1)><script>alert(1)\u202E`;
const RAW = /<svg onload|<script>alert|(href|src|action|formaction)="\s*javascript:/i;
const TURNS = /[\u202A-\u202E]/;

it("is never markup, for those inside and for everyone", async () => {
  const made = await town();
  const { login } = made.open;
  const sent = await typeEverywhere(made, [MARKUP]);
  for (const { text, path } of sent) assert.doesNotMatch(text, RAW, path);
  const done = sent.filter(({ status }) => status === 303).length;
  assert.ok(done > 10, `${done} forms were done`);
  const browsers = [(await made.signIn(login)).browser, made.browser()];
  let shown = 0;
  const openable = openableIn(made);
  const ids = await openable.look();
  for (const entry of openable.entries())
    for (const browser of browsers) {
      const ask = (path: string) => {
        made.clock.pass(A_WHILE / 8);
        return browser.get(path);
      };
      for await (const { text, headers, path } of openable.of(entry, ids, ask)) {
        if (!(headers.get("content-type") ?? "").includes("html")) continue;
        if (text.includes("onload=alert")) shown++;
        assert.doesNotMatch(text, RAW, path);
        assert.doesNotMatch(text, TURNS, path);
      }
    }
  assert.ok(shown > 10, `${shown} pages showed it`);
});
