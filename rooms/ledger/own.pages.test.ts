/** A book of an agreement, as both parties read it, and what goes between books: by requests. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import {
  AGAIN,
  begun,
  group,
  type Made,
  MONEY,
  main,
  needIn,
  proposes,
  SUPPORT,
  signed,
  writes,
} from "../agreements/testing-pages.ts";
import { verifyRecheck } from "./recheck-note.ts";

/** Both signed it, it is in force, goods are ticked, and a line of 40 boxes was taken under it. */
async function inForce(made: Made): Promise<string> {
  const { at, clock, does, space, ann } = made;
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await writes(made, deal, "money", MONEY);
  await writes(made, deal, "look-again", AGAIN);
  await proposes(made, deal);
  await signed(made, deal, { kinds: ["goods"], until: "2027-03-31" });
  await does(space, ann.member, "needs.open", {
    ...{ needKind: "goods", title: { lang: "en", text: "blankets" }, urgency: "weeks" },
    ...{ quantity: { of: "400", unit: "box" }, publish: true },
  });
  clock.pass(48 * HOUR);
  await made.again();
  assert.match(main(await made.browser.get(`${at}/${deal}`)), /in force/);
  return deal;
}

/** A line taken, accepted, sent and counted. */
async function brought(made: Made, deal: string): Promise<void> {
  const { browser, at, does, space, ann } = made;
  const need = needIn(await browser.get(`${at}/${deal}/lines`));
  const quantity = { of: "40", unit: "box" };
  const who = { name: "noor", reach: "jueves" };
  const taken = { agreement: deal, need, quantity, ...who };
  const { id } = (await does(space, ann.member, "agreements.take-line", taken)).answer;
  await does(space, ann.member, "offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const sent = [{ need, offer: id, sent: { of: "40", unit: "box" } }];
  const { answer } = await does(space, ann.member, "deliveries.announce", { lines: sent });
  const lines = [{ line: 1, counted: { of: "40", unit: "box" } }];
  await does(space, ann.member, "ledger.count-delivery", { id: answer["id"], lines });
}

/** The host opens its book from the agreement's page, and what comes is counted into it. */
async function opensBook(made: Made, deal: string): Promise<string> {
  const { browser, at, bo } = made;
  assert.match(main(await browser.get(`${at}/${deal}`)), /\/books">Books/);
  const none = await browser.get(`${at}/${deal}/books`);
  assert.match(main(none), /No book of its own yet/);
  assert.doesNotMatch(main(await bo.browser.get(`${at}/${deal}/books`)), /<form/);
  const got = await browser.submitOn(none, { purpose: "goods", title: "Blankets" });
  assert.equal(got.status, 303, main(got));
  const own = got.location ?? "";
  await brought(made, deal);
  return own;
}

const BOTH_READ = /Both groups of the agreement, and nobody else/;

/** The other group reads it whole, and of the host's books nothing. */
async function theyRead(made: Made, deal: string, own: string): Promise<void> {
  const { at, base, theirs, stranger } = made;
  const list = main(await theirs.get(`${at}/${deal}/books`));
  assert.match(list, /Blankets/);
  assert.doesNotMatch(list, /<form/);
  const page = main(await theirs.get(own));
  assert.match(page, /40 boxes/);
  assert.match(page, BOTH_READ);
  assert.match(page, /\/links"/);
  assert.match(main(await theirs.get(`${own}/links`)), /Nobody reads it by a link/);
  assert.doesNotMatch(page, /new-line|\/bank|\/statement"|\/closing|new-heading|\/files|\/report/);
  assert.match(main(await theirs.get(`${own}/lines`)), /blankets/);
  const line = main(await theirs.get(`${own}/lines/2`));
  assert.doesNotMatch(line, /deliveries|noor/);
  assert.match(line, /A contribution under the agreement/);
  assert.match(main(await theirs.get(`${own}/check`)), /Equal: 1 line/);
  for (const path of ["sheet", "table.csv", "columns.txt", "lines?month=2026-11"])
    assert.equal((await theirs.get(`${own}/${path}`)).status, 200, path);
  for (const path of ["/transfer", "/closing", "/bank", "/new-line", "/statement", "/new-heading"])
    assert.equal((await theirs.get(own + path)).status, 404, path);
  for (const path of [`${base}/books`, `${base}/books/between`])
    assert.equal((await theirs.get(path)).status, 404, path);
  assert.notEqual((await stranger().get(own)).status, 200);
}

/** A host's book beside it: something moves there, and the other party reads of another book. */
async function movesOn(made: Made, own: string): Promise<void> {
  const { does, space, ann, browser, theirs, base } = made;
  const opened = await does(space, ann.member, "ledger.open-book", {
    ...{ purpose: "goods", title: [{ lang: "en", text: "Cellar" }] },
  });
  const cellar = `${base}/books/${opened.answer["book"]}`;
  assert.equal((await theirs.get(cellar)).status, 404);
  const choose = main(await browser.get(`${own}/transfer`));
  assert.match(choose, /Cellar/);
  const form = await browser.get(`${own}/transfer?to=${opened.answer["book"]}`);
  assert.match(main(form), /From, in Blankets[\s\S]*To, in Cellar/);
  assert.match(main(form), BOTH_READ);
  const typed = { amount: "15", "amount-unit": "box", day: "2026-11-04", narration: "winter" };
  const refused = await browser.submitOn(form, { ...typed, amount: "-1" }, `${own}/transfers`);
  assert.equal(refused.status, 422);
  const moved = await browser.submitOn(form, typed, `${own}/transfers`);
  assert.equal(moved.status, 303, main(moved));
  const leaves = moved.location ?? "";
  assert.match(main(await browser.get(leaves)), /The other end:[\s\S]*Cellar/);
  const there = /href="([^"]*\/lines\/\d+)"><bdi>Cellar/.exec(
    (await browser.get(leaves)).text,
  )?.[1];
  for (const end of [leaves, there ?? ""]) {
    const page = main(await browser.get(end));
    assert.match(page, /Why[\s\S]*Whoever opens one of the two books reads it/);
    assert.match(page, BOTH_READ);
  }
  const seen = main(await theirs.get(leaves));
  assert.match(seen, /The other end lies in another book/);
  assert.doesNotMatch(seen, /Cellar|<form/);
  assert.doesNotMatch(seen, new RegExp(String(opened.answer["book"])));
  const right = await browser.submit(leaves, { amount: "12" }, `${leaves}/both-corrections`);
  assert.equal(right.status, 303, main(right));
  const late = await browser.submit(leaves, { amount: "12" }, `${leaves}/both-corrections`);
  assert.equal(late.status, 422, "this is what stands already");
  assert.match(main(await browser.get(cellar)), /12 boxes/);
  assert.match(main(await theirs.get(own)), /28 boxes/);
  const between = main(await browser.get(`${base}/books/between`));
  assert.match(between, /It comes to nothing\. Transfers looked at: 2/);
  assert.doesNotMatch(between, /another book|Without another end/);
}

/** A period closes; what happened in it counts in the month that runs and says so. */
async function closes(made: Made, own: string): Promise<void> {
  made.clock.pass(30 * 24 * HOUR);
  await made.again();
  const { browser: later, theirs: they } = made;
  const shut = await later.submit(`${own}/closing`, { to: "2026-11" }, `${own}/closings`);
  assert.equal(shut.status, 303, main(shut));
  assert.match(main(await they.get(own)), /Closed up to November 2026/);
  const wrote = { from: "here", to: "given-out", amount: "3", "amount-unit": "box" };
  const posted = await later.submit(
    `${own}/new-line`,
    { ...wrote, day: "2026-11-20" },
    `${own}/lines`,
  );
  assert.equal(posted.status, 303, main(posted));
  const said = main(await they.get(posted.location ?? ""));
  assert.match(said, /Happened in a closed period[\s\S]*November 2026/);
  assert.match(main(await they.get(`${own}/lines?month=2026-12`)), /closed before/);
  assert.match(main(await they.get(`${own}/check`)), /Equal: 4 lines/);
  const again = await later.get(`${own}/closing`);
  assert.doesNotMatch(main(again), /name="to"/);
}

/** The other group adds a statement of it up again and says so; outsiders read how many did. */
async function rechecks(made: Made, own: string): Promise<void> {
  const { does, space, ann, base, clock, stranger, ally } = made;
  const book = own.slice(-32);
  const lines = [
    { account: "elsewhere", of: { of: "-1", unit: "box" } },
    { account: "here", of: { of: "1", unit: "box" } },
  ];
  for (let n = 0; n < 6; n += 1) await does(space, ann.member, "ledger.post", { book, lines });
  clock.pass(31 * 24 * HOUR);
  await made.again();
  const seen = (await (await made.house.space(space))?.thing(book))?.n;
  const period = { from: "2026-12", to: "2026-12", seen };
  const told = await does(space, ann.member, "ledger.make-statement", { book, ...period });
  const at = `${base}/statements/${told.answer["statement"]}`;
  const { theirs, browser } = made;
  assert.notEqual((await stranger().get(at)).status, 200);
  assert.match(main(await theirs.get(own)), /The statements|\/statements\//);
  const check = await theirs.get(`${at}/check`);
  assert.match(main(check), /Checked: equal/);
  assert.doesNotMatch(main(await browser.get(`${at}/check`)), /Say that our group/);
  const said = await theirs.submitOn(check, {}, `${at}/rechecks`);
  assert.equal(said.status, 303, main(said));
  assert.match(main(await theirs.get(`${at}/check`)), /Your group said so/);
  assert.match(main(await browser.get(at)), /1 group that can open[\s\S]*Puente Norte/);
  // It is signed with the group's key for this relation; members and that group take the file.
  const file = `${at}/recheck.json?of=${ally}`;
  for (const reader of [theirs, browser]) {
    assert.ok(main(await reader.get(at)).includes(file));
    const taken = await reader.get(file);
    const verdict = verifyRecheck(taken.text);
    assert.deepEqual([verdict.found, verdict.party, verdict.from], ["equal", ally, "2026-12"]);
    const origin = (await made.house.space(space))?.ring.origin;
    assert.equal(verdict.key.split("+")[0], `${origin}/party/${ally}`);
    assert.doesNotMatch(taken.text, /Puente Norte|alba/);
  }
  assert.equal((await browser.get(`${at}/recheck.json?of=${"0".repeat(32)}`)).status, 404);
  await does(space, ann.member, "ledger.open-statement", { id: told.answer["statement"] });
  assert.notEqual((await stranger().get(file)).status, 200);
  const outside = main(await stranger().get(at));
  assert.match(outside, /1 group that can open the book added it up again: equal/);
  assert.doesNotMatch(outside, new RegExp(`Puente Norte|${ally}`));
  await does(space, ann.member, "ledger.close-statement", { id: told.answer["statement"] });
  assert.equal((await theirs.get(at)).status, 200, "closed again it is open to both");
  assert.notEqual((await stranger().get(at)).status, 200);
}

/** A bank's file says who paid: it is led to the group's own book, and not to this one. */
async function takesNoFile({ does, space, ann, browser, base }: Made, deal: string): Promise<void> {
  const opening = { agreement: deal, purpose: "money" };
  const { answer } = await does(space, ann.member, "ledger.open-own-book", opening);
  const at = `${base}/books/${answer["book"]}`;
  for (const path of [at, `${base}/books`])
    assert.doesNotMatch(main(await browser.get(path)), /\/bank"/, path);
  const refused = await browser.get(`${at}/bank`);
  assert.notEqual(refused.status, 200);
  assert.match(main(refused), /Bring it into the group’s own book of money/);
}

it("is opened from the agreement, and read whole by both and by nobody else", async () => {
  const made = await group();
  const deal = await inForce(made);
  const own = await opensBook(made, deal);
  await theyRead(made, deal, own);
  await movesOn(made, own);
  await closes(made, own);
  await rechecks(made, own);
  await takesNoFile(made, deal);
  // It ends: both read on; the other group goes: it finds nothing.
  const { does, space, ann, browser, theirs, ally } = made;
  await does(space, ann.member, "agreements.end", { agreement: deal });
  assert.equal((await theirs.get(own)).status, 200);
  await does(space, ann.member, "allies.end", { ally });
  assert.equal((await theirs.get(own)).status, 404);
  assert.equal((await browser.get(own)).status, 200);
});
