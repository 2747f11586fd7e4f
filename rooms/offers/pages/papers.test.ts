/** Paper that crosses a border: what stands on it, and what does not. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Got, testNode } from "../../../web/testing.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });
const main = ({ text }: Got) => text.slice(text.indexOf("<main"), text.indexOf("</main"));

/** A shipment of what a stranger offered, for something the group named in its own words. */
async function shipment() {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found();
  const does = (command: string, input: unknown) => node.does(space, member, command, input);
  const opened = await does("needs.open", {
    ...{ title: { lang: "es", text: "Mantas" }, quantity: item(60), publish: true },
  });
  const need = opened.answer["id"];
  const who = { name: "noor", reach: "at the bakery", terms: null };
  const taken = await does("offers.take", { need, quantity: item(40), ...who });
  const offer = taken.answer["id"];
  await does("offers.answer-many", { answers: [{ id: offer, answer: "accept" }] });
  const sent = await does("deliveries.announce", { lines: [{ offer, sent: item(40) }] });
  return { ...node, space, browser, own: `/s/${slug}/deliveries/${sent.answer["id"]}` };
}

it("names nobody who offered; for customs, neither group nor what it calls things", async () => {
  const { browser, own } = await shipment();
  for (const paper of ["packing-list", "customs-paper"]) {
    const sheet = await browser.get(`${own}/${paper}`);
    assert.equal(sheet.status, 200);
    for (const word of ["noor", "bakery"]) assert.ok(!sheet.text.includes(word));
  }
  const whole = await browser.get(`${own}/customs-paper`);
  const customs = { text: main(whole) };
  assert.ok(!customs.text.includes("Mantas") && !customs.text.includes("Río Abierto"));
  assert.ok(!customs.text.includes("/labels/"));
});

it("is written in before printing, and nothing of that is kept", async () => {
  const { browser, own } = await shipment();
  const typed = { "description-1": "Wool <blankets>", "value-1": "120 EUR", vehicle: "B-77" };
  const drawn = main(await browser.submit(`${own}/customs-paper`, typed));
  for (const said of ["<bdi>Wool &lt;blankets&gt;</bdi>", "<bdi>120 EUR</bdi>", "<bdi>B-77</bdi>"])
    assert.ok(drawn.includes(said), said);
  assert.doesNotMatch(main(await browser.get(`${own}/customs-paper`)), /Wool|120 EUR|B-77/);
});

it("keeps nothing of it where the session had ended, and shows it all the same", async () => {
  const { browser, own, store, space, node } = await shipment();
  const page = await browser.get(`${own}/customs-paper`);
  browser.cookies.set("__Host-session", "A".repeat(43));
  const sent = await browser.submitOn(page, { vehicle: "B-77" }, `${own}/customs-paper`);
  assert.match(sent.text, /B-77/);
  assert.equal(browser.cookies.has("__Host-kept"), false);
  const rows = await store.records.list(space, "draft/", 10, null, node.house.now);
  assert.deepEqual(rows, []);
});
