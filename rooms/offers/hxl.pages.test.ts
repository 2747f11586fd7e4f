/** Shipments as a humanitarian table: what is in it, what is not, and who has none. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { parse } from "csv-parse/sync";
import { testNode } from "../../web/testing.ts";

const item = (of: string) => ({ of, unit: "item" });

async function shipped(safety: "yes" | "no") {
  const node = await testNode();
  const at = await node.found({ safety, lang: "en" });
  const does = async (command: string, input: object) =>
    (await node.does(at.space, at.member, command, input)).answer;
  const need = async (title: string, publish: boolean) => {
    const line = { title: { lang: "en", text: title }, quantity: item("60"), publish };
    return String((await does("needs.open", { ...line, category: "shelter" }))["id"]);
  };
  const [open, inside] = [await need("=Blankets", true), await need("quiet line", false)];
  const lines = [
    { need: open, sent: item("40") },
    { need: inside, sent: item("1.5") },
    { what: { lang: "en", text: "for noor" }, category: "food", sent: item("7") },
  ];
  const from = { from: { lang: "en", text: "from alba" } };
  const id = String((await does("deliveries.announce", { ...from, lines }))["id"]);
  const way = `/s/${at.slug}/deliveries`;
  return { ...node, at, does, id, way, file: `${way}/deliveries-hxl.csv` };
}

it("tells each line by codes and figures, and nobody's words", async () => {
  const { at, does, id, way, file, browser } = await shipped("no");
  assert.match((await at.browser.get(way)).text, /deliveries-hxl\.csv/);
  const counts = ["38", "1.5", "7"].map((of, n) => ({ line: n + 1, counted: item(of) }));
  await does("ledger.count-delivery", { id, lines: counts });
  const got = await at.browser.get(file);
  assert.match(got.headers.get("content-disposition") ?? "", /deliveries-hxl\.csv/);
  const [head = [], tags = [], ...rows] = parse(got.text, { bom: true }) as string[][];
  assert.equal(head.length, tags.length);
  for (const tag of tags) assert.match(tag, /^#[a-z]+( \+[a-z]+)*$/);
  const cell = (row: string[] | undefined, name: string) => row?.[head.indexOf(name)];
  const told = rows.map((row) => ["item", "sent", "counted", "status"].map((c) => cell(row, c)));
  assert.deepEqual(told, [
    ["'=Blankets", "40", "38", "counted"],
    ["", "1.5", "1.5", "counted"],
    ["", "7", "7", "counted"],
  ]);
  assert.match(cell(rows[0], "counted on") ?? "", /^\d{4}-\d{2}-\d{2}$/);
  assert.equal(cell(rows[2], "category"), "food");
  assert.doesNotMatch(got.text, /noor|alba|quiet|lucero/);
  assert.notEqual((await browser().get(file)).status, 200, "members alone");
});

it("a circle's shipments are in no table for others, whoever takes it", async () => {
  const { at, does, way, file } = await shipped("no");
  const before = (await at.browser.get(file)).text;
  const circle = String(
    (await does("people.make-circle", { name: [{ lang: "en", text: "Few" }] }))["circle"],
  );
  const line = { title: { lang: "en", text: "Of few" }, quantity: item("99"), circle };
  const need = String((await does("needs.open", { ...line, category: "shelter" }))["id"]);
  const lines = [{ need, sent: item("98") }];
  const id = String((await does("deliveries.announce", { lines }))["id"]);
  assert.equal((await at.browser.get(`${way}/${id}`)).status, 200, "the circle reads it");
  assert.equal((await at.browser.get(file)).text, before);
});

it("a group that protects its people has no such table", async () => {
  const { at, way, file } = await shipped("yes");
  assert.doesNotMatch((await at.browser.get(way)).text, /deliveries-hxl/);
  const no = await at.browser.get(file);
  assert.notEqual(no.status, 200);
  assert.match(no.text, /would single somebody out/);
});
