/** Writing down what came: every line of a long list is in reach, and nothing is made up. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { gzipSync } from "node:zlib";
import { testNode } from "../../../web/testing.ts";
import { delivery } from "../index.ts";

const SMALL = 14 * 1024;
const item = (of: number) => ({ of: String(of), unit: "item" });

async function longList() {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found();
  const lines = Array.from({ length: 90 }, (_, at) => ({
    ...{ title: { lang: "es", text: `Mantas gruesas del lote ${at + 1}` }, quantity: item(60) },
    publish: true,
  }));
  for (const from of [0, 45])
    await node.does(space, member, "needs.open-many", { lines: lines.slice(from, from + 45) });
  const view = () => node.view(space, { by: "member", member, roles: ["coordination"] });
  return { browser, base: `/s/${slug}`, view };
}

const fields = (text: string) =>
  [...text.matchAll(/ name="(need-[0-9a-f]{32})"/g)].map((m) => m[1]);

it("finds a line past the first forty, keeps what was typed, and counts for both", async () => {
  const { browser, base, view } = await longList();
  const form = `${base}/deliveries`;
  const page = await browser.get(`${base}/deliveries/new`);
  const [first = ""] = fields(page.text);
  assert.equal(fields(page.text).length, 40);
  assert.doesNotMatch(page.text, /lote 88/);
  assert.match(page.text, /40 of 90 lines/);
  const asks = { where: "here", [first]: "7", find: "lote 88", more: "find" };
  const found = await browser.submitOn(page, asks, form);
  assert.equal(found.status, 200);
  assert.match(found.text, /<details id="asked" open/);
  const [kept, late = "", ...rest] = fields(found.text);
  assert.deepEqual([kept, rest], [first, []]);
  assert.match(found.text, new RegExp(`name="${first}" value="7"`));
  for (const { text } of [page, found]) assert.ok(gzipSync(text).length < SMALL);
  const other = await browser.submitOn(found, { find: "zapatos", more: "find" }, form);
  assert.match(other.text, /No line says that/);
  const sent = await browser.submitOn(
    found,
    { where: "here", [late]: "5", find: "", more: [] },
    form,
  );
  assert.match(sent.location ?? "", /count$/, sent.text.slice(0, 300));
  const [thing] = await (await view()).things(delivery);
  const said = thing?.state.lines.map(({ need, arrived }) => [`need-${need}`, arrived?.of]);
  assert.deepEqual(said, [
    [first, "7"],
    [late, "5"],
  ]);
  const count = await browser.get(String(sent.location));
  const seek = { find: "lote 88", more: "find" };
  const again = await browser.submitOn(count, seek, String(sent.location));
  assert.deepEqual(fields(again.text), [late]);
  assert.ok(gzipSync(again.text).length < SMALL);
});

it("says of an arrival nobody announced that nobody said what was sent", async () => {
  const { browser, base, view } = await longList();
  const typed = { where: "here", "what-1": "Rope", "of-1": "40", "of-1-unit": "kg" };
  const sent = await browser.submit(`${base}/deliveries/new`, typed, `${base}/deliveries`);
  const form = await browser.open(String(sent.location));
  assert.match(form.text, /Written down as here: .?40 kg/);
  assert.match(form.text, /name="tick-1" value="all"/);
  assert.doesNotMatch(form.text, /Sent: /);
  const own = String(sent.location).replace(/\/count$/, "");
  const before = await browser.get(own);
  assert.match(before.text, /not said[\s\S]*<span class="soft">Written down as here: .?40 kg/);
  await browser.submit(String(sent.location), { "counted-1": "38" });
  const shown = (await browser.open(own)).text;
  assert.match(shown, /not said[\s\S]*38 kg/);
  assert.doesNotMatch(shown, /fewer|differ/);
  const [thing] = await (await view()).things(delivery);
  const [line] = thing?.state.lines ?? [];
  assert.deepEqual([line?.sent, line?.counted], [null, { of: "38", unit: "kg" }]);
});
