/** Expenses that both groups of an agreement approve, over requests and HTML, without script. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import type { Browser, Got } from "../../web/testing.ts";
import { photograph } from "../../web/testing-pictures.ts";
import {
  AGAIN,
  begun,
  group,
  type Made,
  MONEY,
  main,
  proposes,
  signed,
  writes,
} from "../agreements/testing-pages.ts";

const said = (got: Got) =>
  main(got)
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
const is = (got: Got, status: number) => {
  assert.equal(got.status, status, said(got).slice(0, 600));
  return got;
};
const BOTH = { approves: "both", alone: "50", "alone-unit": "EUR", bare: "20", "bare-unit": "EUR" };

/** In force, with a clause that says this of who approves; caro of the host, and who approves. */
async function inForce(made: Made, clause: object) {
  const { at, clock, join, signIn, space } = made;
  const deal = await begun(made);
  await writes(made, deal, "money", { ...MONEY, ...clause });
  await writes(made, deal, "look-again", AGAIN);
  const preview = await proposes(made, deal);
  await signed(made, deal);
  clock.pass(48 * HOUR);
  await made.again();
  const caro = await signIn((await join(space, ["member"], "caro")).login);
  assert.match(main(await made.browser.get(`${at}/${deal}`)), /in force/);
  return { deal, preview, caro: caro.browser };
}

async function handsIn({ base }: Made, browser: Browser, typed: object) {
  const got = await browser.submit(`${base}/expenses/new`, {
    ...{ "amount-1": "80", "amount-1-unit": "EUR", "account-1": "uses:transport" },
    ...{ photo: await photograph(), ...typed },
  });
  return /(\/s\/[^/]+\/expenses\/[0-9a-f]{32})/.exec(is(got, 303).location ?? "")?.[1] ?? "";
}
const says = async (browser: Browser, at: string, to: string, typed: object = {}) =>
  browser.submitOn(await browser.get(at), typed as never, `${at}/${to}`);

it("one of each says yes to what both read, and it is taken up and paid", async () => {
  const made = await group();
  const { deal, preview, caro } = await inForce(made, BOTH);
  const { base, at, browser, theirs, stranger } = made;
  assert.match(preview, /una persona de cada grupo por encima/);
  assert.match(preview, /20.* por mes se puede gastar sin recibo/);
  const typed = { agreement: deal, what: "Diesel", payee: "other", name: "Gaviota garage" };
  const one = await handsIn(made, caro, typed);
  const inside = await handsIn(made, caro, { what: "Only ours" });
  const list = `${at}/${deal}/expenses`;
  // The other group reads what goes under its clause: with the receipt, and without the name.
  assert.match(main(await theirs.get(`${at}/${deal}`)), new RegExp(`href="${list}"`));
  assert.match(said(is(await theirs.get(list), 200)), /Waiting for you|Diesel/);
  assert.doesNotMatch(main(await theirs.get(list)), /Only ours/);
  const page = is(await theirs.get(one), 200);
  assert.match(said(page), /Diesel/);
  assert.match(said(page), /somebody of the local group/);
  assert.doesNotMatch(page.text, /Gaviota|caro|Only ours/);
  const src = /<img[^>]* src="([^"]+)"/.exec(main(page))?.[1] ?? "";
  is(await theirs.get(src), 200);
  // Nothing else of it, and nobody else.
  for (const path of [inside, `${base}/expenses`, `${one}/sheet`, `${base}/expenses/rules`])
    is(await theirs.get(path), 404);
  assert.notEqual((await stranger().get(one)).status, 200);
  // Of the host two are not enough; the other group's yes approves nothing by itself.
  is(await says(browser, one, "yes"), 303);
  assert.match(said(await browser.get(one)), /one person of each group above it/);
  const bo = await made.signIn(made.bo.login);
  assert.doesNotMatch(main(await bo.browser.get(one)), /<form/);
  is(await says(theirs, one, "yes"), 303);
  assert.doesNotMatch(main(await theirs.get(one)), /\/yes"|\/approval"|\/payment"/);
  const then = await browser.get(one);
  assert.match(said(then), /alba \(of the solidarity group\)/);
  assert.match(said(then), /Enough people said yes/);
  assert.match(said(await browser.get(`${base}/today`)), /2 expenses wait/);
  is(await says(browser, one, "approval"), 303);
  is(await says(browser, one, "payment"), 303);
  assert.match(said(await theirs.get(one)), /The line in the book/);
  const line = /href="([^"]*\/books\/[0-9a-f]{32}\/lines\/\d+)"/.exec(main(await theirs.get(one)));
  is(await theirs.get(line?.[1] ?? ""), 200);
  for (const lang of ["es", "ar"]) {
    await theirs.get(`${one}?lang=${lang}`);
    for (const path of [one, list]) is(await theirs.get(path), 200);
  }
});

it("the other group alone says yes, no or sends back where the clause names it", async () => {
  const made = await group();
  const { deal, caro } = await inForce(made, { ...BOTH, approves: "them", alone: "100" });
  const { at, browser, theirs } = made;
  // A form with several of the host's own books to choose from leads into none of them.
  const opens = { purpose: "money" };
  for (const _ of [1, 2]) await made.does(made.space, made.ann.member, "ledger.open-book", opens);
  assert.match(main(await caro.get(`${made.base}/expenses/new`)), /name="book"/);
  const one = await handsIn(made, caro, { agreement: deal });
  assert.doesNotMatch(main(await browser.get(one)), /\/yes"/, "its own group says no yes");
  is(await says(theirs, one, "back", { missing: "what-for", reason: "What was it?" }), 303);
  assert.match(said(await caro.get(one)), /What was it\?/);
  const again = await caro.get(`${one}/revision`);
  is(await caro.submitOn(again, { what: "Tyres" } as never), 303);
  is(await says(theirs, one, "yes"), 303);
  is(await says(browser, one, "approval"), 303);
  const two = await handsIn(made, caro, { agreement: deal, "amount-1": "90" });
  is(await says(theirs, two, "no", { why: "not-agreed", reason: "Not this month" }), 303);
  assert.match(said(await caro.get(two)), /Not this month/);
  // What was paid is written into the book all the same: that is nobody's yes.
  const books = main(await theirs.get(`${at}/${deal}/books`));
  const own = /\/books\/([0-9a-f]{32})/.exec(books)?.[1];
  const of = (figure: string) => ({ of: figure, unit: "EUR" });
  const lines = [
    { account: "money", of: of("-90") },
    { account: "uses:transport", of: of("90") },
  ];
  await made.does(made.space, made.ann.member, "ledger.post", { book: own, lines });
});
