/** What was typed outlives the session it was typed in: every form that pages draw. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import { entriesOf } from "../../web/app.ts";
import type { Entry } from "../../web/enter.ts";
import { forms } from "../../web/testing.ts";
import { drawnForms, sendAs } from "./drawn-forms.ts";
import { town } from "./town.ts";

/** Longer than the pace of kept forms asks for. */
const KEPT_EVERY = HOUR / 30;
const CANARY = "frase-escrita-antes";
const never = /^(form-|pass)/;

it("is shown again, whole, after signing in, and passphrases are not", async () => {
  const made = await town();
  const { slug, login } = made.open;
  const all = await drawnForms(made, (await made.signIn(login)).browser);
  const pathsOf = (which: (entry: Entry) => boolean) =>
    new Set(
      entriesOf(made.node)
        .filter(which)
        .map(({ route, inSpace }) => `${inSpace ? "/s/:slug" : ""}${route.path}`),
    );
  const open = pathsOf(({ route }) => route.open === "everyone");
  // Where a page promises that nothing is kept, it is shown on the answer alone.
  const unkept = pathsOf(({ route }) => route.unkept === true);
  const asked = all.filter(({ route }) => !open.has(route));
  assert.ok(asked.length > 25, `${asked.length} forms`);
  for (const filled of asked) {
    made.clock.pass(KEPT_EVERY);
    const fields = filled.fields.map(([name, value], i): [string, string] =>
      /^[0-9a-f]{32}$/.test(value) ? [name, value] : [name, `${CANARY}-${i}\nline two`],
    );
    const { browser } = await made.signIn(login);
    browser.cookies.set("__Host-session", "A".repeat(43));
    const sent = await sendAs(browser, made, { ...filled, fields });
    const { browser: again } = await made.signIn(login);
    browser.cookies.set("__Host-session", again.cookies.get("__Host-session") ?? "");
    const inSpace = filled.route.startsWith("/s/") && !unkept.has(filled.route);
    assert.equal(sent.status, inSpace ? 303 : 403, filled.route);
    const shown = inSpace ? await browser.get(`/s/${slug}/kept-form`) : sent;
    assert.equal(shown.status, inSpace ? 200 : 403, filled.route);
    const form = forms(shown.text).find(({ action }) => action === filled.action);
    assert.ok(form, filled.route);
    for (const [name, value] of fields) {
      const there = form.fields.some((one) => one[0] === name && one[1] === value);
      assert.equal(there, !never.test(name), `${filled.route}: ${name}`);
      if (never.test(name)) assert.ok(!shown.text.includes(value), `${filled.route}: ${name}`);
    }
  }
});
