import assert from "node:assert/strict";
import { before, it } from "node:test";
import { type Browser, type FoundedSpace, type TestNode, testNode } from "../../web/testing.ts";

const FILE = "f".repeat(64);
const rows = [
  ["21-001", "Coats", "165"],
  ["21-001", "Coats", "165"],
  ["21-002", "=Tents", "12"],
].map(([reference, what, of], at) => ({
  ...{ row: at + 1, reference, category: { name: "Shelter" }, of },
  what: { lang: "en", text: what },
}));

let node: TestNode;
let at: FoundedSpace;
let book: string;
let browser: Browser;
before(async () => {
  node = await testNode();
  at = await node.found({ lang: "en", group: "River kitchen" });
  browser = at.browser;
  const input = { file: FILE, lang: "en", rows };
  const done = await node.does(at.space, at.member, "ledger.import-counted", input);
  book = `/s/${at.slug}/books/${done.answer["book"]}`;
});
const get = async (path: string) => {
  const got = await browser.get(path);
  assert.equal(got.status, 200, `${path}: ${got.status} ${got.text.slice(0, 300)}`);
  return got.text;
};
const text = (html: string) =>
  html.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/<[^>]*>/g, " ");

it("list the books with what is here", async () => {
  const page = text(await get(`/s/${at.slug}/books`));
  assert.match(page, /Goods/);
  assert.match(page, /342 items/);
  assert.match(page, /3 lines/);
});

it("show totals, flow, months and headings of a book", async () => {
  const page = await get(book);
  assert.match(page, /<svg/);
  assert.match(text(page), /Came in\s+Went out\s+Still here/);
  assert.match(page, /From elsewhere/);
  assert.match(page, /lines\?account=here/);
});

it("say what came and what left in words, never by a sign", async () => {
  for (const path of [book, `${book}/sheet`, `${book}/lines`, `${book}/lines/2`]) {
    const page = text((await get(path)).replace(/<svg[\s\S]*?<\/svg>/g, ""));
    assert.doesNotMatch(page, /(^|\s)[-\u2212]\s?\S*\d/, path);
  }
  assert.match(text(await get(book)), /Where it came from.*From elsewhere\s+342 items/);
  assert.match(text(await get(`${book}/lines/2`)), /From elsewhere\s+\S*165 items\S* out/);
});

it("lead from a total to its lines and to one line with its words", async () => {
  const list = await get(`${book}/lines?account=here&month=2026-11`);
  assert.match(text(list), /Before\s+In this month\s+After/);
  assert.equal(list.match(/\/lines\/\d+"/g)?.length, 3);
  const one = await get(`${book}/lines/2`);
  assert.match(one, /Coats/);
  assert.match(one, /21-001/);
  assert.match(one, /\/deliveries\/[0-9a-f]{32}/);
});

it("write a line and keep what was typed where it is refused", async () => {
  const typed = { from: "here", to: "given-out", amount: "1.200", "amount-unit": "item" };
  const words = { day: "2026-11-01", party: "noor", narration: "School" };
  const no = await browser.submit(`${book}/new-line`, { ...typed, ...words }, `${book}/lines`);
  assert.equal(no.status, 422);
  assert.match(text(no.text), /1,200/);
  assert.match(no.text, /value="noor"/);
  const fields = { ...typed, ...words, amount: "40" };
  const done = await browser.submit(`${book}/new-line`, fields, `${book}/lines`);
  assert.equal(done.status, 303);
  const page = await get(done.location ?? "");
  assert.match(text(page), /noor/);
  assert.match(text(page), /1 November 2026|November 1, 2026/);
  const future = { ...fields, day: "2027-01-01" };
  const later = await browser.submit(`${book}/new-line`, future, `${book}/lines`);
  assert.equal(later.status, 422);
});

it("put a line right, show both, and refuse what was seen before that", async () => {
  const form = await browser.get(`${book}/lines/4`);
  const action = `${book}/lines/4/corrections`;
  const typed = { amount: "10", why: "two were torn" };
  const done = await browser.submitOn(form, typed, action);
  assert.equal(done.status, 303);
  const page = text(await get(`${book}/lines/4`));
  assert.match(page, /two were torn/);
  assert.match(page, /What stands now/);
  const late = await browser.submitOn(
    await browser.get(`${book}/lines/4`),
    {
      ...{ amount: "9", seen: "0" },
    },
    action,
  );
  assert.equal(late.status, 422);
  assert.match(text(late.text), /a moment ago/);
  assert.match(text(await get(`${book}`)), /340 items/);
});

it("take a line back whole", async () => {
  const form = await browser.get(`${book}/lines/2`);
  const done = await browser.submitOn(form, { never: "yes" }, `${book}/lines/2/corrections`);
  assert.equal(done.status, 303);
  assert.match(text(await get(`${book}/lines/2`)), /nothing of it stands/);
});

it("hand out a table that adds up to nothing, and say what its columns mean", async () => {
  const got = await browser.get(`${book}/table.csv`);
  assert.match(got.headers.get("content-type") ?? "", /text\/csv/);
  const lines = got.text.trim().split("\r\n").slice(1);
  assert.equal(lines.length, 12);
  const sum = lines.reduce((all, line) => all + Number(line.split(",")[5]), 0);
  assert.equal(sum, 0);
  assert.match(got.text, /'=Tents/);
  assert.match(await get(`${book}/columns.txt`), /amount: an exact decimal/);
});

it("open a book, add a heading to it, print it", async () => {
  const typed = { purpose: "money", title: "Kitchen money" };
  const made = await browser.submit(`/s/${at.slug}/books/new`, typed, `/s/${at.slug}/books`);
  assert.equal(made.status, 303, made.text);
  const money = made.location ?? "";
  assert.match(text(await get(money)), /Nothing is written in it yet/);
  const heading = { name: "Gas", side: "use" };
  const added = await browser.submit(`${money}/new-heading`, heading, `${money}/headings`);
  assert.equal(added.status, 303, added.text);
  assert.match(await get(`${money}/new-line`), /Gas/);
  assert.match(text(await get(`${book}/sheet`)), /Still here/);
});

it("are closed to those outside, and money to those who do not keep it", async () => {
  for (const path of [book, `${book}/lines`, `${book}/lines/2`, `${book}/table.csv`]) {
    const stranger = await node.browser().get(path);
    assert.notEqual(stranger.status, 200);
    const { browser: other } = await node.signIn();
    assert.equal((await other.get(path)).status, 404);
  }
  const { browser: observer } = await node.join(at.space, ["observer"]);
  assert.equal((await observer.get(book)).status, 200);
  const form = await observer.get(`${book}/lines/3`);
  assert.doesNotMatch(form.text, /corrections/);
});

it("speak Arabic and Spanish", async () => {
  for (const [lang, word] of [
    ["ar", "الدفاتر"],
    ["es", "Los libros"],
  ] as const) {
    const page = await browser.get(`/s/${at.slug}/books`, { "accept-language": lang });
    assert.match(page.text, new RegExp(word));
  }
});

it("say whom a counted shipment is from where nothing else says what it was", async () => {
  const said = (text: string) => ({ lang: "en", text });
  const count = async (more: object) => {
    const lines = [{ what: said("Rope"), sent: { of: "3", unit: "box" } }];
    const sent = await node.does(at.space, at.member, "deliveries.announce", { lines, ...more });
    const counted = [{ line: 1, counted: { of: "3", unit: "box" } }];
    const id = sent.answer["id"];
    await node.does(at.space, at.member, "ledger.count-delivery", { id, lines: counted });
  };
  await count({ from: said("the harbour bakery") });
  await count({});
  const list = (await get(`${book}/lines`)).split(/<li\b/);
  const rows = list.filter((row) => /3 box/.test(row));
  const boxes = rows.map((row) => text(row).trim());
  assert.equal(boxes.length, 2);
  assert.match(boxes[1] ?? "", /the harbour bakery/);
  for (const row of boxes) assert.doesNotMatch(row, /·\s*$/, "no sign without words after it");
  const [, href = ""] = /href="([^"]+)"/.exec(rows[1] ?? "") ?? [];
  assert.match(text(await get(href)), /the harbour bakery/);
});
