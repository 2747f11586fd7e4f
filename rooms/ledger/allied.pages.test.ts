/** What an allied group is shown of the host's own books. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import { verifyGiverFile } from "../../log/giver.ts";
import type { Got } from "../../web/testing.ts";
import { group, main } from "../agreements/testing-pages.ts";

/** A book of the host with six lines in it. */
async function kept() {
  const made = await group();
  const { space, ann, base } = made;
  const does = (command: string, input: object) => made.does(space, ann.member, command, input);
  const { book } = (await does("ledger.open-book", { purpose: "goods" })).answer;
  const lines = [
    { account: "elsewhere", of: { of: "-1", unit: "box" } },
    { account: "here", of: { of: "1", unit: "box" } },
  ];
  for (let n = 0; n < 6; n += 1) await does("ledger.post", { book, lines });
  return { made, does, book: String(book), at: `${base}/books/${book}` };
}

it("says nothing of links to a book that is open to everyone", async () => {
  const { made, does, book, at } = await kept();
  const { joint } = (await does("ledger.ask-public-book", { book })).answer;
  await does("ledger.make-book-public", { book, joint });
  await does("ledger.make-book-link", { book, days: 3 });
  const page = main(await made.theirs.get(at));
  assert.match(page, /6 boxes/);
  assert.doesNotMatch(page, /\/links"/);
  assert.equal((await made.theirs.get(`${at}/links`)).status, 404);
  assert.match(main(await made.browser.get(at)), /\/links"/);
});

it("offers the check of a statement to who opens its book, and to nobody else", async () => {
  const { made, does, book } = await kept();
  const { space, base } = made;
  made.clock.pass(31 * 24 * HOUR);
  await made.again();
  const seen = (await (await made.house.space(space))?.thing(book))?.n;
  const period = { from: "2026-11", to: "2026-11", seen };
  const { statement } = (await does("ledger.make-statement", { book, ...period })).answer;
  await does("ledger.open-statement", { id: statement });
  const at = `${base}/statements/${statement}`;
  const page = main(await made.theirs.get(at));
  assert.match(page, /table\.csv"/);
  assert.doesNotMatch(page, /\/check"/);
  assert.equal((await made.theirs.get(`${at}/check`)).status, 404);
  assert.match(main(await made.browser.get(at)), /\/check"/);
});

it("proves what they gave by the last beat's head, not by one of now", async () => {
  const { made, does } = await kept();
  const { theirs, base, space, house, clock } = made;
  const quantity = { of: "20", unit: "box" };
  const title = { lang: "en", text: "blankets" };
  const { id: need } = (await does("needs.open", { title, quantity, publish: true })).answer;
  const took = await theirs.submit(`${base}/needs/${need}/contributions/new`, { quantity: "20" });
  assert.equal(took.status, 303, main(took));
  const [id = ""] = (await (await house.space(space))?.idsOfKind("offer", 1)) ?? [];
  await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const lines = [{ need, offer: id, sent: quantity }];
  const { id: way } = (await does("deliveries.announce", { lines })).answer;
  await does("ledger.count-delivery", { id: way, lines: [{ line: 1, counted: quantity }] });
  const file = `${base}/contributions/${id}/giver-proof.json`;
  const sizeOf = ({ text }: Got) => verifyGiverFile(text, []).size;
  const before = sizeOf(await theirs.get(file));
  await does("ledger.open-book", { purpose: "hours" });
  assert.equal(sizeOf(await theirs.get(file)), before);
  assert.ok(sizeOf(await made.browser.get(file)) > before, "the group itself reads all of it");
  clock.pass(HOUR);
  await made.again();
  assert.ok(sizeOf(await made.theirs.get(file)) > before);
});
