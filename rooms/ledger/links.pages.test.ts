/** Links with an end to a book or to several: what they show, to whom, and when they stop. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { type TestNode, testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";
import { commands } from "./commands.ts";
import { book as bookModel } from "./facts.ts";
import { type BookLinkState, bookLink } from "./link-facts.ts";

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

it("shows a funder the books that were chosen, one by one, and no other", async () => {
  const { at, browser, does, book, clock } = await kept("no");
  const page = `/s/${at.slug}/books/links`;
  const opens = async (title: string, of: number) => {
    const said = [{ lang: "en", text: title }];
    const made = await does("ledger.open-book", { purpose: "goods", title: said });
    const id = String(made.answer["book"]);
    const lines = [
      { account: "elsewhere", of: item(-of) },
      { account: "here", of: item(of) },
    ];
    await does("ledger.post", { book: id, lines });
    return id;
  };
  const [second, third] = [await opens("Spring", 57), await opens("Summer", 91)];
  assert.match((await at.browser.get(`/s/${at.slug}/books`)).text, new RegExp(`href="${page}"`));
  const none = await at.browser.submit(page, { days: "5" }, page);
  assert.match(main(none), /Choose at least one book/);
  const made = await at.browser.submit(page, { days: "5", books: [book, second] }, page);
  const [address = ""] = /\/s\/[^<" ]*\/book-links\/[0-9A-Z]+/.exec(made.text) ?? [];
  assert.match(main(await at.browser.get(page)), /Winter[\s\S]*Spring/);
  const stranger = browser();
  const one = main(await stranger.get(address));
  assert.match(one, /40 items/);
  assert.doesNotMatch(one, /57 items|91 items|Winter|Spring|Summer|[0-9a-f]{32}/);
  const two = main(await stranger.get(`${address}?book=2`));
  assert.match(two, /57 items/);
  assert.doesNotMatch(two, /40 items|91 items|Spring/);
  for (const wrong of ["0", "3", "-1", "1.5", "x", "1e9"])
    assert.match(main(await stranger.get(`${address}?book=${wrong}`)), /40 items/, wrong);
  // Whoever opens one of its books reads that there is a link to it; of the third there is none.
  const links = (id: string) => at.browser.get(`/s/${at.slug}/books/${id}/links`);
  assert.match(main(await links(second)), /Opens it until/);
  assert.match(main(await links(third)), /Nobody reads it by a link/);
  const [, link = ""] = /links\/([0-9a-f]{32})\/end/.exec((await at.browser.get(page)).text) ?? [];
  const ended = await at.browser.submit(page, {}, `${page}/${link}/end`);
  assert.equal(ended.status, 303, main(ended));
  for (const path of [address, `${address}?book=2`])
    assert.equal((await stranger.get(path)).status, 404);
  clock.pass(DAY);
});

it("leads a funder to no book of a circle or of an agreement", () => {
  const [mine, other, them] = ["1", "2", "3"].map((one) => one.repeat(32));
  const opened = (thing = "", circle?: string): Given => ({
    ...{ thing, type: "book.opened/1", record: { purpose: "goods" } },
    ...(circle !== undefined && { circle: circle as never }),
  });
  const row = commands.find(({ name }) => name === "ledger.make-funder-link");
  const ask = (given: Given[], books: unknown[]) =>
    decide(row as never, [bookModel, bookLink] as never, given, { books, days: 3 } as never);
  const own = [opened(mine)];
  for (const circle of [`circle:${them}`, `parties:${them}`])
    assertRefused(ask([...own, opened(other, circle)], [mine, other]), "ledger.link-own-books");
  assertRefused(ask(own, [mine, other]), "ledger.no-such-book");
  assert.ok("facts" in (ask([...own, opened(other)], [mine, other]) as object));
  // A link from before opens the one book it was made for.
  const hash = "a".repeat(64);
  const first = {
    thing: them ?? "",
    type: "book-link.made/1",
    record: { book: mine, hash, until: 9 },
  };
  const state = fold([bookLink], [first]).get(them ?? "")?.state as BookLinkState;
  assert.deepEqual(state.books, [mine]);
});
