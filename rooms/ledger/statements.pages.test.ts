import assert from "node:assert/strict";
import { before, it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Browser, type FoundedSpace, type TestNode, testNode } from "../../web/testing.ts";
import { nodeOf } from "../people/index.ts";
import { slugOf } from "../spaces/index.ts";

let node: TestNode;
let at: FoundedSpace;
let book: string;
let statement: string;

const OF = "37";
const move = (from: string, to: string, of: string, unit = "EUR") => [
  { account: from, of: { of: `-${of}`, unit } },
  { account: to, of: { of, unit } },
];
const text = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

async function get(browser: Browser, path: string): Promise<string> {
  const got = await browser.get(path);
  assert.equal(got.status, 200, `${path}: ${got.status} ${text(got.text).slice(0, 300)}`);
  return got.text;
}

/** Forty days later; the session of then is over, so a new one is begun. */
async function later(founded: FoundedSpace): Promise<Browser> {
  node.clock.pass(40 * DAY);
  founded.browser = (await node.signIn(founded.login)).browser;
  return founded.browser;
}

/** A money book with a November of lines: five came, five went for food, one was lost. */
async function bookIn({ space, member, slug }: FoundedSpace): Promise<string> {
  const opened = await node.does(space, member, "ledger.open-book", { purpose: "money" });
  const id = String(opened.answer["book"]);
  const post = (lines: object[]) => node.does(space, member, "ledger.post", { book: id, lines });
  for (let at = 0; at < 5; at += 1) await post(move("elsewhere", "money", "100"));
  for (let at = 0; at < 5; at += 1) await post(move("money", "uses:food", "20"));
  await post(move("money", "lost", OF));
  return `/s/${slug}/books/${id}`;
}

before(async () => {
  node = await testNode();
  at = await node.found({ lang: "en", group: "River kitchen", published: true });
  book = await bookIn(at);
});

it("show what would be told before anything is made, of months that are over", async () => {
  const early = await at.browser.get(`${book}/statement?from=2026-11&to=2026-11`);
  assert.match(text(early.text), /Only months that are over/);
  assert.doesNotMatch(early.text, /name="seen"/);
  const browser = await later(at);
  const page = text(await get(browser, `${book}/statement?from=2026-11&to=2026-11`));
  assert.match(page, /November 2026: what would be told/);
  assert.match(page, /From elsewhere.*EUR.500/);
  assert.match(page, /Told together or left out EUR: Lost or spoiled/);
  const before = await node.store.size(at.space);
  await get(browser, `${book}/statement`);
  assert.equal(await node.store.size(at.space), before);
});

it("make one that stays inside until its tick", async () => {
  const { browser } = at;
  const from = `${book}/statement?from=2026-11&to=2026-11`;
  const made = await browser.submit(from, { title: "Autumn" }, `${book}/statements`);
  assert.equal(made.status, 303, text(made.text));
  statement = (made.location ?? "").split("?")[0] ?? "";
  const page = text(await get(browser, statement));
  assert.match(page, /Autumn/);
  assert.match(page, /This is a statement/);
  assert.match(page, /River kitchen/);
  assert.match(page, /Only this group/);
  const stranger = node.browser();
  for (const path of ["", "/sheet", "/table.csv", "/check"])
    assert.notEqual((await stranger.get(`${statement}${path}`)).status, 200, path);
  assert.match(text(await get(stranger, `/s/${at.slug}/statements`)), /Nothing told yet/);
  const again = await browser.get(from);
  assert.match(text(again.text), /tells one of these months already/);
});

it("open to everyone, without what is left out of it, and close again", async () => {
  const stranger = node.browser();
  const opened = await at.browser.submit(statement, {}, `${statement}/opening`);
  assert.equal(opened.status, 303);
  assert.match(await get(stranger, `/s/${at.slug}`), /\/statements"/);
  assert.match(text(await get(stranger, `/s/${at.slug}/statements`)), /Autumn/);
  for (const path of ["", "/sheet", "/table.csv"]) {
    const page = text(await get(stranger, `${statement}${path}`));
    assert.match(page, /500/);
    assert.match(page, /100/);
    assert.doesNotMatch(
      page,
      new RegExp(`\\b(${OF}|137|363)\\b`),
      "neither it nor a total with it",
    );
    assert.match(page, /left out/);
    assert.doesNotMatch(page, /Lost/);
  }
  assert.equal((await stranger.get(`${statement}/check`)).status === 200, false);
  assert.equal((await stranger.get(book)).status === 200, false);
  const closed = await at.browser.submit(statement, {}, `${statement}/closing`);
  assert.equal(closed.status, 303);
  assert.notEqual((await stranger.get(statement)).status, 200);
});

it("recompute it from the lines, and say what was written since", async () => {
  const page = text(await get(at.browser, `${statement}/check`));
  assert.match(page, /Checked: equal/);
  assert.match(page, /Nothing was written for these months since/);
  const id = book.split("/").at(-1);
  const happened = Date.UTC(2026, 10, 20);
  const lines = move("money", "uses:food", "9");
  const sent = await node.send({
    ...{ space: at.space, command: "ledger.post", input: { book: id, lines }, happened },
    author: { by: "member", member: at.member },
  });
  assert.ok("done" in sent, JSON.stringify(sent));
  const later = text(await get(at.browser, `${statement}/check`));
  assert.match(later, /Checked: equal/);
  assert.match(later, /Used for: Food EUR.9 more to it/);
  assert.match(text(await get(at.browser, statement)), /EUR.100/);
});

it("tell a protected space's links no amount, no source and no title", async () => {
  const closed = await node.found({ lang: "en", group: "House", safety: "yes" });
  const own = await bookIn(closed);
  const browser = await later(closed);
  const short = await browser.get(`${own}/statement?from=2026-12&to=2026-12`);
  assert.match(text(short.text), /three months at least/);
  const from = `${own}/statement?from=2026-10&to=2026-12`;
  const made = await browser.submit(from, { open: "yes" }, `${own}/statements`);
  assert.equal(made.status, 303, text(made.text));
  const path = (made.location ?? "").split("?")[0] ?? "";
  const { answer } = await node.does(closed.space, closed.member, "spaces.make-link", { days: 9 });
  const friend = node.browser();
  await friend.get(`/l/${closed.slug}/${answer["code"]}`);
  const page = text(await get(friend, path));
  assert.match(page, /Used for: Food half or more/);
  assert.doesNotMatch(page, /EUR.\d|elsewhere|\b(20|100|137|500|37)\b/);
  assert.notEqual((await node.browser().get(path)).status, 200);
  assert.match(text(await get(browser, `${path}/check`)), /Checked: equal/);
});

it("leave figures inside when a space comes to protect itself", async () => {
  const { space, member } = at;
  const id = statement.split("/").at(-1);
  await node.does(space, member, "ledger.open-statement", { id });
  await get(node.browser(), statement);
  await node.does(space, member, "spaces.set-safety", { safety: "yes" });
  const slug = await slugOf(nodeOf(node.house), space);
  const { answer } = await node.does(space, member, "spaces.make-link", { days: 9 });
  const friend = node.browser();
  await friend.get(`/l/${slug}/${answer["code"]}`);
  assert.match(text(await get(friend, `/s/${slug}/statements`)), /Nothing told yet/);
  assert.equal((await friend.get(`/s/${slug}/statements/${id}`)).status, 404);
  const { browser } = await node.signIn(at.login);
  assert.match(text(await get(browser, `/s/${slug}/statements/${id}`)), /stays inside/);
});
