/** The story of three expenses over requests: handed in by photo, judged by others, paid, kept. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { wordsFaults, wordsFromFiles } from "../../house/words/index.ts";
import { type Browser, type Got, testNode } from "../../web/testing.ts";
import { photograph, TAKEN_BY } from "../../web/testing-pictures.ts";
import type { BookState } from "../ledger/index.ts";
import { balances } from "../ledger/index.ts";

const main = ({ text }: Got) => text.slice(text.indexOf("<main"));
const said = (got: Got) =>
  main(got)
    .replaceAll(/<[^>]*>|[\u2066-\u2069]/g, (sign) => (sign.startsWith("<") ? " " : ""))
    .replaceAll(/\s+/g, " ");
const is = (got: Got, status: number) => {
  assert.equal(got.status, status, said(got).slice(0, 600));
  return got;
};

async function begun() {
  const node = await testNode();
  const ann = await node.found({ lang: "en" });
  const bo = await node.join(ann.space, ["treasurer"], "bruma");
  const cy = await node.join(ann.space, ["coordination"], "sierra");
  const dee = await node.join(ann.space, ["member"], "lucero");
  const base = `/s/${ann.slug}`;
  const { answer } = await node.does(ann.space, bo.member, "ledger.open-book", {
    purpose: "money",
  });
  const book = String(answer["book"]);
  const eur = (of: string) => ({ of, unit: "EUR" });
  const post = (lines: object[]) => node.does(ann.space, bo.member, "ledger.post", { book, lines });
  await post([
    { account: "elsewhere", of: eur("-300") },
    { account: "money", of: eur("250") },
    { account: "frozen", of: eur("50") },
  ]);
  const has = async (account: string) => {
    const thing = await (await node.house.space(ann.space))?.thing(book);
    const all = balances(thing?.state as BookState);
    return all.find((one) => one.account === account)?.of.of ?? "0";
  };
  return { ...node, ann, bo, cy, dee, base, book, post, has };
}
type Begun = Awaited<ReturnType<typeof begun>>;

const AT = /(\/s\/[^/]+\/expenses\/[0-9a-f]{32})/;
async function handsIn({ base }: Begun, browser: Browser, typed: object) {
  const got = await browser.submit(`${base}/expenses/new`, {
    ...{ "amount-1": "20", "amount-1-unit": "EUR", "account-1": "uses:transport" },
    ...typed,
  });
  return AT.exec(is(got, 303).location ?? "")?.[1] ?? "";
}
const says = async (browser: Browser, at: string, to: string, typed: object = {}) =>
  browser.submitOn(await browser.get(at), typed as never, `${at}/${to}`);

it("is handed in with a photo, approved by two others, paid once, put on paper", async () => {
  const made = await begun();
  const { ann, bo, cy, dee, base, has, browser } = made;
  const photo = await photograph();
  const at = await handsIn(made, dee.browser, { photo, what: "Bus to the coast" });
  const page = is(await dee.browser.get(at), 200);
  assert.match(said(page), /Bus to the coast/);
  assert.match(said(page), /Two people who did not hand it in/);
  const src = /<img[^>]* src="([^"]+)"/.exec(main(page))?.[1] ?? "";
  const seen = is(await bo.browser.get(src), 200);
  assert.ok(!Buffer.from(seen.bytes).includes(TAKEN_BY), "who took it does not come along");
  // Whoever is no member hears of none of it.
  const stranger = browser();
  for (const path of [src, at, `${base}/expenses`])
    assert.notEqual((await stranger.get(path)).status, 200, path);
  assert.match(said(await bo.browser.get(`${base}/today`)), /1 expense waits for your yes or no/);
  assert.doesNotMatch(said(await dee.browser.get(`${base}/today`)), /waits for your yes/);
  // Another photo of the same line.
  is(await says(dee.browser, at, "receipts", { photo: await photograph() }), 303);
  assert.equal(main(await dee.browser.get(at)).match(/<img/g)?.length, 2);
  is(await says(bo.browser, at, "yes"), 303);
  assert.match(said(await bo.browser.get(at)), /Said yes: bruma/);
  assert.doesNotMatch(main(await bo.browser.get(at)), /\/yes"/);
  is(await says(cy.browser, at, "yes"), 303);
  assert.match(said(await bo.browser.get(`${base}/today`)), /1 approved expense is to be paid/);
  const money = said(await bo.browser.get(`${base}/expenses/money`));
  assert.match(money, /250(\.00)? .*20(\.00)? .*230/);
  // A report of the book says so too, and on paper; paid, nothing of it waits.
  const owed = /Handed in, not approved 0 .*Approved, not paid 1 EUR 20/;
  for (const paper of ["", "/sheet"])
    assert.match(said(await bo.browser.get(`${base}/books/${made.book}/report${paper}`)), owed);
  assert.match(money, /Frozen .*50/);
  is(await says(bo.browser, at, "payment"), 303);
  assert.deepEqual([await has("money"), await has("uses:transport")], ["230", "20"]);
  assert.match(said(await dee.browser.get(at)), /The line in the book/);
  const report = said(await bo.browser.get(`${base}/books/${made.book}/report`));
  assert.match(report, /Nothing that was handed in or approved waits/);
  assert.match(said(is(await ann.browser.get(`${at}/sheet`), 200)), /Bus to the coast/);
  // The picture goes, and that there was one stays.
  is(await says(bo.browser, at, "removal"), 303);
  assert.equal((await bo.browser.get(src)).status, 404);
  assert.doesNotMatch(said(await bo.browser.get(at)), /Bus to the coast/);
  for (const lang of ["es", "ar"]) {
    await bo.browser.get(`${at}?lang=${lang}`);
    is(await bo.browser.get(at), 200);
  }
});

it("goes by rules that two agreed to, is sent back, left out, refused, linked", async () => {
  const made = await begun();
  const { bo, cy, dee, base, has, post } = made;
  const rules = `${base}/expenses/rules`;
  const typed = { approvers: ["treasurer", "coordination"], "alone-1": "50", "bare-1": "15" };
  const units = { "alone-1-unit": "EUR", "bare-1-unit": "EUR" };
  is(await bo.browser.submit(rules, { ...typed, ...units }, rules), 303);
  assert.match(said(await bo.browser.get(rules)), /Somebody else has to agree/);
  is(await cy.browser.submitOn(await cy.browser.get(rules), {}, `${rules}/yes`), 303);
  assert.match(said(await dee.browser.get(rules)), /enough up to .*50/);
  // No receipt: it goes back, and is mended by its author.
  const at = await handsIn(made, dee.browser, {
    "amount-2": "5",
    "amount-2-unit": "EUR",
    "account-2": "uses:food",
  });
  assert.match(said(is(await says(bo.browser, at, "yes"), 422)), /Line 1 has no receipt/);
  is(await says(bo.browser, at, "back", { missing: "receipt", reason: "Photos, please" }), 303);
  assert.match(said(await dee.browser.get(`${base}/today`)), /sent back for one thing/);
  is(await says(dee.browser, at, "receipts", { photo: await photograph(), line: "1" }), 303);
  const again = await dee.browser.get(`${at}/revision`);
  is(await dee.browser.submitOn(again, { "undocumented-2": "none-given" }, `${at}/revision`), 303);
  // The line without a paper needs two; without it one is enough.
  const why = "Ask for a receipt next time";
  const form = await bo.browser.get(at);
  is(await bo.browser.submitOn(form, { lines: ["1"], reason: why }, `${at}/yes`), 303);
  const page = said(await dee.browser.get(at));
  assert.match(page, /approved, to be paid/);
  assert.match(page, new RegExp(why));
  // A bank's line took it already: nothing is written twice.
  const eur = (of: string) => ({ of, unit: "EUR" });
  await post([
    { account: "money", of: eur("-20") },
    { account: "uses:other", of: eur("20") },
  ]);
  assert.match(said(await bo.browser.get(at)), /Lines that took just as much/);
  is(await says(bo.browser, at, "line"), 303);
  assert.equal(await has("money"), "230");
  // Over the month's cap without a paper.
  const bare = { "amount-1": "15.01", "undocumented-1": "lost" };
  const over = await handsIn(made, dee.browser, bare);
  assert.match(said(is(await says(bo.browser, over, "yes"), 422)), /more this month than/);
  is(
    await says(bo.browser, over, "no", { why: "too-much", reason: "Less, please", next: "In May" }),
    303,
  );
  assert.match(
    said(await dee.browser.get(over)),
    /It is too much Less, please What can be done next In May/,
  );
});

it("is handed in from the page of what it was for, by whoever may", async () => {
  const made = await begun();
  const { ann, dee, base, browser, does, join } = made;
  const asked = { title: { lang: "en", text: "Bus to the coast" }, publish: true };
  const need = String((await does(ann.space, ann.member, "needs.open", asked)).answer["id"]);
  const way = `${base}/expenses/new?need=${need}`;
  const page = `${base}/needs/${need}`;
  assert.match(main(await dee.browser.get(page)), new RegExp(`href="${way.replace("?", "\\?")}"`));
  assert.match(main(await dee.browser.get(way)), new RegExp(`name="need" value="${need}"`));
  // Who only looks on is not led there, and nobody outside is.
  const { browser: observer } = await join(ann.space, ["observer"], "brisa");
  for (const one of [observer, browser()])
    assert.doesNotMatch((await one.get(page)).text, /expenses\/new/);
});

it("lends an advance, settles out of it and takes the rest back; keeps a draft", async () => {
  const made = await begun();
  const { bo, cy, dee, base, has } = made;
  const at = await handsIn(made, dee.browser, { as: "advance", "amount-1": "100", what: "Trip" });
  for (const { browser } of [bo, cy]) is(await says(browser, at, "yes"), 303);
  is(await says(bo.browser, at, "payment"), 303);
  assert.deepEqual([await has("money"), await has("advanced")], ["150", "100"]);
  const cost = await handsIn(made, dee.browser, { "amount-1": "60", photo: await photograph() });
  for (const { browser } of [bo, cy]) is(await says(browser, cost, "yes"), 303);
  is(await says(bo.browser, cost, "payment", { from: `advance:${at.slice(-32)}` }), 303);
  assert.deepEqual([await has("money"), await has("advanced")], ["150", "40"]);
  assert.match(said(await bo.browser.get(`${base}/expenses/money`)), /Advances with people .*40/);
  assert.match(
    said(is(await says(bo.browser, at, "return", { amount: "41" }), 422)),
    /More than that was paid/,
  );
  is(await says(bo.browser, at, "return", { amount: "40" }), 303);
  assert.deepEqual([await has("money"), await has("advanced")], ["190", "0"]);
  const kept = { "amount-1": "7", what: "Half typed", keep: "yes", photo: await photograph() };
  is(await dee.browser.submit(`${base}/expenses/new`, kept), 303);
  const form = main(await dee.browser.get(`${base}/expenses/new`));
  assert.match(form, /value="Half typed"/);
  assert.match(form, /name="photo-waits"/);
  assert.doesNotMatch(main(await bo.browser.get(`${base}/expenses/new`)), /Half typed/);
});

it("plans a budget, sets a contribution apart, says which month arrived", async () => {
  const made = await begun();
  const { bo, dee, base, post } = made;
  const plan = { title: "Kitchen", amount: "100", "amount-unit": "EUR" };
  const form = `${base}/expenses/budgets/new`;
  const at = (is(await bo.browser.submit(form, plan), 303).location ?? "").replace(/[?].*/, "");
  assert.match(said(await bo.browser.get(at)), /Kitchen goes on .*Planned EUR 100 .*Left EUR 100/);
  const page = await bo.browser.get(at);
  is(await bo.browser.submitOn(page, {}, `${at}/earmarks`), 303);
  assert.match(said(await bo.browser.get(at)), /Came for this alone EUR 250/);
  const money = said(await dee.browser.get(`${base}/expenses/money`));
  assert.match(money, /EUR EUR 250 EUR 0 EUR 250 EUR 0/);
  // It goes on in a next period: one project, with what was spent on it and what is left so far.
  const budget = at.slice(-32);
  await handsIn(made, dee.browser, { budget, what: "Pots", payee: dee.member });
  const whole = `${at}/project`;
  assert.match(said(await dee.browser.get(whole)), /Kitchen .*Pots .*EUR 20/);
  assert.doesNotMatch(main(await dee.browser.get(whole)), /Plan another period/);
  const more = await bo.browser.get(`${form}?project=${budget}`);
  assert.match(said(more), /It goes on with “Kitchen”/);
  assert.match(main(more), /name="from"[^>]*value="2027-01"/);
  is(await bo.browser.submitOn(more, { amount: "60", title: "Kitchen 2" }, form), 303);
  for (const path of [whole, `${whole}/sheet`]) {
    const both = said(is(await bo.browser.get(path), 200));
    assert.match(both, /Kitchen .*EUR 100 EUR 0 EUR 0 EUR 100 EUR 100 .*Kitchen 2 EUR 60/);
    assert.match(both, /All of it EUR 160 EUR 0 EUR 0 EUR 160 EUR 160/);
    assert.match(both, /EUR 250 came for it alone/);
  }
  assert.equal(
    (await bo.browser.get(`${base}/expenses/budgets/${"0".repeat(32)}/project`)).status,
    404,
  );
  const expected = `${base}/expenses/expected`;
  const given = { name: "Linden Street", amount: "30", "amount-unit": "EUR", since: "2026-10" };
  const got = is(await bo.browser.submit(expected, given), 303);
  const one = (got.location ?? "").replace(/[?].*/, "");
  assert.match(said(await dee.browser.get(one)), /October 2026 missing November 2026 expected/);
  await post([
    { account: "elsewhere", of: { of: "-30", unit: "EUR" } },
    { account: "money", of: { of: "30", unit: "EUR" } },
  ]);
  is(await bo.browser.submitOn(await bo.browser.get(one), {}, `${one}/months`), 303);
  assert.match(said(await dee.browser.get(one)), /November 2026 arrived/);
  is(await bo.browser.submitOn(await bo.browser.get(one), {}, `${one}/removal`), 303);
  assert.doesNotMatch(said(await bo.browser.get(expected)), /Linden/);
});

it("says all that the room names, in every language", () => {
  const load = wordsFromFiles(new URL("../../", import.meta.url));
  assert.deepEqual(wordsFaults("expenses", load), []);
  const folder = new URL("./", import.meta.url);
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
  const words = load("expenses", "en") ?? {};
  const names = (of: RegExp) => [...code.matchAll(of)].map(([, name = ""]) => name);
  const refused = [
    ...names(/refuse\(\s*"(expenses\.[\w-]+)"/g),
    ...names(/(?:min|refine|regex)\([^()]*?"(expenses\.[\w-]+)"/g),
  ];
  const next = names(/next: "(expenses\.[\w-]+)"/g);
  const keys = [
    ...refused.map((name) => `refusal.${name}`),
    ...next.map((name) => `next.${name}`),
    ...names(/t\(\s*"(expenses\.[\w.-]+)"/g),
  ];
  assert.deepEqual(
    [...new Set(keys)].filter((key) => !(key in words)),
    [],
  );
});
