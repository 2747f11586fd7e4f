/** A book for everyone: two say yes, what everyone reads of it, and how it closes again. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertRefused } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";
import { book as bookKind } from "./facts.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

async function kept(safety: "yes" | "no") {
  const node = await testNode();
  const at = await node.found({ group: "River kitchen", lang: "en", safety });
  const does = (command: string, input: object) => node.does(at.space, at.member, command, input);
  const title = [{ lang: "en", text: "For Noor's house" }];
  const book = String((await does("ledger.open-book", { purpose: "goods", title })).answer["book"]);
  const lines = [
    { account: "elsewhere", of: item(-40) },
    { account: "here", of: item(40) },
  ];
  const narration = { lang: "en", text: "from the bakery" };
  await does("ledger.post", { book, lines, narration });
  return { ...node, at, does, book, base: `/s/${at.slug}` };
}

it("takes two, shows sums and no words, and closes by one", async () => {
  const made = await kept("no");
  const { at, base, book, browser, join } = made;
  const { space } = at;
  const page = `${base}/books/${book}/opening`;
  const bo = await join(space, ["coordination"], "bruma");
  made.clock.pass(8 * 24 * 3_600_000);
  const [one, two] = [await made.signIn(at.login), await made.signIn(bo.login)];
  const asked = await one.browser.submit(page, {}, page);
  assert.equal(asked.status, 303, main(asked));
  const early = await one.browser.submit(page, { title: "Winter" }, `${page}/yes`);
  assert.match(main(early), /more people|second|two/i);
  assert.equal((await browser().get(`${base}/open-books/${book}`)).status, 404);
  const form = await two.browser.get(page);
  const [yes = ""] = /\/s\/[^"]*\/joint\/[0-9a-f]{32}\/agreement/.exec(form.text) ?? [];
  const agreed = await two.browser.submitOn(form, {}, yes);
  assert.equal(agreed.location, page, main(agreed));
  const opened = await two.browser.submit(page, { title: "Winter" }, `${page}/yes`);
  assert.equal(opened.status, 303, main(opened));
  const stranger = browser();
  const list = main(await stranger.get(`${base}/statements`));
  assert.match(list, /Open books[\s\S]*Winter/);
  const shown = main(await stranger.get(`${base}/open-books/${book}`));
  assert.match(
    shown,
    /Winter[\s\S]*A book of River kitchen[\s\S]*40 items[\s\S]*<svg[\s\S]*<table/,
  );
  const told = main(await stranger.get(`${base}/timeline`)) + list + shown;
  assert.doesNotMatch(told, /bakery|Noor|lucero|bruma/);
  const everyone = await made.view(space, { by: "public" });
  assert.ok(await everyone.thing(bookKind, book), "its records are for everyone");
  const ended = await one.browser.submit(page, {}, `${page}/end`);
  assert.equal(ended.status, 303, main(ended));
  assert.equal((await stranger.get(`${base}/open-books/${book}`)).status, 404);
});

it("closes where the group comes to protect its people, and opens in none that does", async () => {
  const { at, does, book, view, send } = await kept("no");
  const { joint } = (await does("ledger.ask-public-book", { book })).answer;
  await does("ledger.make-book-public", { book, joint });
  const everyone = async () => (await view(at.space, { by: "public" })).thing(bookKind, book);
  assert.ok(await everyone());
  await does("spaces.set-safety", { safety: "yes" });
  const holder = { by: "link", until: Number.MAX_SAFE_INTEGER } as const;
  assert.equal(await (await view(at.space, holder)).thing(bookKind, book), undefined);
  const author = { by: "member", member: at.member } as const;
  const input = { book };
  const asked = await send({ space: at.space, command: "ledger.ask-public-book", input, author });
  assertRefused(asked, "ledger.public-protected");
});

it("says in a protected group why there is none", async () => {
  const { at, base, book } = await kept("yes");
  const page = await at.browser.get(`${base}/books/${book}/opening`);
  assert.match(main(page), /could single somebody out/);
});
