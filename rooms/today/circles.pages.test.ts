/** Circles in the browser: made, joined, written in; outside them nothing of it is there. */
import assert from "node:assert/strict";
import { before, it } from "node:test";
import { type Browser, type FoundedSpace, type TestNode, testNode } from "../../web/testing.ts";

const plain = (html: string) =>
  html.replace(/<style>[\s\S]*?<\/style>/g, "").replaceAll(/[\u2066-\u2069]/g, "");

let node: TestNode;
let at: FoundedSpace;
let base: string;
let circle: string;
let inside: { browser: Browser; member: string };
let outside: { browser: Browser; member: string };
let need: string;

async function page(browser: Browser, path: string, status = 200): Promise<string> {
  const got = await browser.get(`${base}${path}`);
  assert.equal(got.status, status, `${path}: ${got.status}`);
  return plain(got.text);
}

before(async () => {
  node = await testNode();
  at = await node.found({ lang: "en", group: "River kitchen" });
  base = `/s/${at.slug}`;
  inside = await node.join(at.space, ["member"], "noor");
  outside = await node.join(at.space, ["coordination", "member"], "sami");
});

it("a circle is made under a name, and is its maker's alone", async () => {
  const empty = await at.browser.submit(`${base}/circles`, { name: "" });
  assert.equal(empty.status, 422);
  const made = await at.browser.submit(`${base}/circles`, { name: "Night kitchen" });
  assert.equal(made.status, 303);
  circle = made.location?.split("/").at(-1) ?? "";
  const list = await page(at.browser, "/circles");
  assert.match(list, /Night kitchen/);
  const own = await page(at.browser, `/circles/${circle}`);
  assert.match(own, /only those in this circle\./);
  assert.match(own, /<bdi>lucero<\/bdi> \(you\)/, "a name turns nothing round");
  for (const one of [inside, outside]) {
    assert.doesNotMatch(await page(one.browser, "/circles"), /Night|lucero/);
    await page(one.browser, `/circles/${circle}`, 404);
    await page(one.browser, `/circles/${circle}/things`, 404);
  }
});

it("a circle lets someone in once it is said with what they read", async () => {
  const action = `${base}/circles/${circle}/members`;
  const unsaid = await at.browser.submit(
    `${base}/circles/${circle}`,
    { member: inside.member },
    action,
  );
  assert.equal(unsaid.status, 422, "whether with the past is not chosen beforehand");
  assert.match(plain(unsaid.text), /href="#f-past[^"]*">Say whether they read/);
  const nobody = await at.browser.submit(`${base}/circles/${circle}`, { past: "new" }, action);
  assert.equal(nobody.status, 422);
  assert.match(plain(nobody.text), /href="#f-member">Choose who is to come in/);
  const typed = { member: inside.member, past: "new" };
  const added = await at.browser.submit(`${base}/circles/${circle}`, typed, action);
  assert.equal(added.location, `${base}/circles/${circle}`);
  const own = await page(inside.browser, `/circles/${circle}`);
  assert.match(own, /lucero/);
  assert.doesNotMatch(own, /value="all"/, "what is not one's own cannot be given");
});

it("a circle is chosen on the forms of who is in one, and of nobody else", async () => {
  const things = await page(at.browser, `/circles/${circle}/things`);
  const writing = `/needs/new?circle=${circle}`;
  assert.ok(things.includes(`href="${base}${writing}"`), "what lies in it leads to writing in it");
  assert.match(await page(at.browser, writing), new RegExp(`value="${circle}" selected`));
  for (const path of ["/needs/new", "/deliveries/new", "/books/new"]) {
    assert.match(await page(at.browser, path), /Who will read this\?[\s\S]*Night kitchen/, path);
    assert.match(await page(at.browser, path), /those whom you choose above/, path);
    assert.doesNotMatch(await page(outside.browser, path), /Who will read this\?|above;/, path);
  }
  const typed = { title: "Onions", of: "40", "of-unit": "kg", circle, name: "Rana" };
  const both = await inside.browser.submit(`${base}/needs/new`, { ...typed, publish: "yes" });
  assert.equal(both.status, 422);
  const opened = await inside.browser.submit(`${base}/needs/new`, typed);
  need = opened.location?.split("/").at(-1) ?? "";
  const done = await inside.browser.get(`${base}/needs/${need}`);
  assert.match(done.text, /It is kept here\. Only those in the circle can read it/);
  const line = await page(at.browser, `/needs/${need}`);
  assert.match(line, /Only those in this circle can read this line: Night kitchen/);
  assert.match(line, /Rana/);
  assert.match(await page(inside.browser, `/circles/${circle}/things`), /Onions[\s\S]*a line/);
  const pasted = await inside.browser.submit(`${base}/needs/message`, { message: "- 3 pots" });
  const lines = `${base}/needs/message/lines`;
  const saved = await inside.browser.submitOn(pasted, { circle }, lines);
  assert.equal(saved.location, `${base}/circles/${circle}/things`);
});

it("a circle is nowhere outside it: lists, search, timeline, tables, wall sheet", async () => {
  const paths = [
    "/today",
    "/needs",
    "/needs?show=all",
    "/timeline",
    "/search?q=onions",
    "/needs.csv",
  ];
  for (const path of [...paths, "/needs/sheet", "", "/deliveries", "/contributions", "/books"])
    for (const one of [outside.browser, node.browser()]) {
      const got = await one.get(`${base}${path}`);
      assert.doesNotMatch(plain(got.text), /Onions|pots|Night kitchen/, path);
    }
  assert.match(await page(at.browser, "/search?q=onions"), /Onions/);
  assert.match(
    await page(at.browser, "/timeline"),
    /A circle was made: [^<]*<bdi[^>]*>Night kitchen/,
  );
  await page(outside.browser, `/needs/${need}`, 404);
});

it("a circle counts what is sent for its lines in a book of its own", async () => {
  const { does } = node;
  const lines = [{ need, sent: { of: "20", unit: "kg" } }];
  const sent = await does(at.space, inside.member, "deliveries.announce", { lines });
  assert.deepEqual(
    sent.things.map((one) => one.circle),
    [`circle:${circle}`, `circle:${circle}`],
  );
  const count = {
    id: sent.answer["id"],
    lines: [{ line: 1, counted: { of: "20", unit: "kg" } }],
  };
  const counted = await does(at.space, inside.member, "ledger.count-delivery", count);
  const book = counted.things.find(({ kind }) => kind === "book");
  assert.equal(book?.circle, `circle:${circle}`);
  await page(outside.browser, `/books/${book?.id}`, 404);
  assert.doesNotMatch(await page(outside.browser, "/deliveries"), new RegExp(String(count.id)));
});

it("a circle keeps names when its line is shown to everyone", async () => {
  const says = await page(at.browser, `/needs/${need}`);
  assert.match(says, /Names and ways to reach people stay with the circle/);
  await at.browser.submit(
    `${base}/needs/${need}`,
    { state: "published" },
    `${base}/needs/${need}/state`,
  );
  const line = await page(outside.browser, `/needs/${need}`);
  assert.match(line, /Onions/);
  assert.doesNotMatch(line, /Rana/);
  assert.match(await page(inside.browser, `/needs/${need}`), /Rana/);
});

it("a circle closes to who is put out, and asks the last one what is to become of it", async () => {
  const own = `${base}/circles/${circle}`;
  await at.browser.submit(own, {}, `${own}/members/${inside.member}/end`);
  await page(inside.browser, `/circles/${circle}`, 404);
  const alone = await at.browser.submit(own, {}, `${own}/leaving`);
  assert.equal(alone.status, 422);
  assert.match(plain(alone.text), /nobody else is in this circle/);
  await at.browser.submit(own, {}, `${own}/end`);
  assert.match(await page(at.browser, `/circles/${circle}`), /This circle has ended/);
  assert.doesNotMatch(await page(at.browser, "/needs/new"), /Who will read this\?/);
  const left = await at.browser.submit(own, {}, `${own}/leaving`);
  assert.equal(left.location, `${base}/circles`);
  await page(at.browser, `/circles/${circle}`, 404);
});
