/** Links with an end to one book: what they show, to whom, and when they stop. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertRefused, DAY } from "../../house/testing.ts";
import { type TestNode, testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

async function kept(safety: "yes" | "no") {
  const node: TestNode = await testNode();
  const at = await node.found({ group: "River kitchen", lang: "en", safety });
  const does = (command: string, input: object) => node.does(at.space, at.member, command, input);
  const title = [{ lang: "en", text: "Winter" }];
  const book = String((await does("ledger.open-book", { purpose: "goods", title })).answer["book"]);
  const lines = [
    { account: "elsewhere", of: item(-40) },
    { account: "here", of: item(40) },
  ];
  const words = { narration: { lang: "en", text: "from the bakery" } };
  await does("ledger.post", { book, lines, ...words });
  return { ...node, at, does, book, page: `/s/${at.slug}/books/${book}/links` };
}

it("shows sums to who holds it, until it ends or its maker keeps no books", async () => {
  const { at, browser, page, clock, does, book, join } = await kept("no");
  const made = await at.browser.submit(page, { days: "2" }, page);
  const [address = ""] = /\/s\/[^<" ]*\/book-links\/[0-9A-Z]+/.exec(made.text) ?? [];
  assert.match(address, /\/book-links\/[0-9A-Z]{24}$/);
  assert.doesNotMatch(main(await at.browser.get(page)), /book-links/, "it is shown once");
  const stranger = browser();
  const read = main(await stranger.get(address));
  assert.match(read, /Goods[\s\S]*A book of River kitchen[\s\S]*40 items[\s\S]*<svg/);
  assert.doesNotMatch(read, /Winter|bakery|\/lines|\/books\//);
  assert.match(read, /<table/);
  assert.equal((await stranger.get(address.slice(0, -4))).status, 404);
  assert.equal((await stranger.get(page)).status, 303);
  const bo = await join(at.space, ["member"], "bruma");
  assert.equal((await bo.browser.get(page)).status, 404);
  const [, link = ""] = /links\/([0-9a-f]{32})\/end/.exec((await at.browser.get(page)).text) ?? [];
  const ended = await at.browser.submit(page, {}, `${page}/${link}/end`);
  assert.equal(ended.status, 303, main(ended));
  assert.equal((await stranger.get(address)).status, 404);
  const other = String((await does("ledger.make-book-link", { book, days: 1 })).answer["code"]);
  const next = `/s/${at.slug}/book-links/${other.replaceAll(/[\s-]/g, "")}`;
  assert.equal((await stranger.get(next)).status, 200);
  clock.pass(DAY);
  assert.equal((await stranger.get(next)).status, 404);
});

it("is made in no protected group, which tells totals by statements", async () => {
  const { at, page, book, send } = await kept("yes");
  assert.match(main(await at.browser.get(page)), /totals are told by statements alone/);
  const author = { by: "member", member: at.member } as const;
  const input = { book, days: 3 };
  const asked = await send({ space: at.space, command: "ledger.make-book-link", input, author });
  assertRefused(asked, "ledger.link-protected");
});
