/** Search: a line that is found says what hangs on it, to those who may open that. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

async function line(names: readonly string[]) {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found();
  const does = (command: string, input: unknown) => node.does(space, member, command, input);
  const title = { lang: "es", text: "Mantas gruesas" };
  const opened = await does("needs.open", { title, quantity: item(60), publish: true });
  const offers: string[] = [];
  for (const name of names) {
    const who = { name, reach: "at the bakery", terms: null };
    const input = { need: opened.answer["id"], quantity: item(4), ...who };
    offers.push(String((await does("offers.take", input)).answer["id"]));
  }
  const base = `/s/${slug}`;
  return { node, base, does, browser, offers, found: `${base}/search?q=manta` };
}

it("says how many contributions and shipments hang on a line, and leads to them", async () => {
  const { node, base, does, browser, offers, found } = await line(["noor", "rosa"]);
  assert.doesNotMatch((await browser.get(found)).text, /Shipments:/);
  const [offer = ""] = offers;
  await does("offers.answer-many", { answers: [{ id: offer, answer: "accept" }] });
  const lines = [{ offer, sent: item(4) }];
  const id = (await does("deliveries.announce", { lines })).answer["id"];
  const { text } = await browser.get(found);
  assert.match(text, /Contributions: 2/);
  for (const one of offers) assert.ok(text.includes(`href="${base}/contributions?only=${one}"`));
  assert.match(text, /Shipments: 1/);
  assert.ok(text.includes(`href="${base}/deliveries/${id}"`));
  assert.equal((await browser.get(`${base}/deliveries/${id}`)).status, 200);
  const outside = (await node.browser().get(found)).text;
  assert.match(outside, /Mantas gruesas/);
  assert.doesNotMatch(outside, /noor|rosa|Contributions:|Shipments:/);
});

it("counts them all where there are too many to name", async () => {
  const { browser, found } = await line(Array.from({ length: 9 }, (_, at) => `vecina-${at}`));
  const { text } = await browser.get(found);
  assert.match(text, /Contributions: 9/);
  assert.equal(text.match(/contributions\?only=/g)?.length, 5);
  assert.match(text, /And 4 more\./);
});
