import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import {
  type Browser,
  type FoundedSpace,
  type Got,
  type TestNode,
  testNode,
} from "../../web/testing.ts";
import * as samples from "./extracts/samples.ts";

let node: TestNode;
let at: FoundedSpace;
let base: string;
let browser: Browser;
let book: string;
beforeEach(async () => {
  node = await testNode();
  at = await node.found({ lang: "en", group: "River kitchen" });
  browser = at.browser;
  const done = await node.does(at.space, at.member, "ledger.open-book", { purpose: "money" });
  book = String(done.answer["book"]);
  base = `/s/${at.slug}/books/${book}`;
});
const text = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");
/** Where an answer leads. */
const led = async (got: Got) => (got.status === 303 ? browser.open(got.location ?? "") : got);
const file = (of: string, name: string) => new File([of], name);
const look = (of: string, more: object = {}) =>
  browser.submit(`${base}/bank`, { file: file(of, "bank"), ...more }, `${base}/bank`);
const bring = async (of: string) => {
  const seen = await look(of);
  assert.equal(seen.status, 200, text(seen.text));
  return led(await browser.submitOn(seen, {}, `${base}/bank/rows`));
};
const eur = (of: string) => ({ of, unit: "EUR" });

describe("bringing a bank's file in", () => {
  it("shows first what it would do, and then does that", async () => {
    const seen = await look(samples.camt());
    const said = text(seen.text);
    assert.match(said, /Rows read: 5. Would come in: 4. Of these would wait for you: 1/);
    assert.match(said, /adds up/);
    assert.match(said, /Row 5: is only told, and not booked/);
    assert.match(said, /From elsewhere → Money in hand/);
    assert.ok(!(await browser.get(`${base}/bank`)).text.includes("Rows that stand"));
    const done = await led(await browser.submitOn(seen, {}, `${base}/bank/rows`));
    assert.match(done.path, /\/bank\/[0-9a-f]{32}/);
    const match = text(done.text);
    assert.match(match, /Rows that stand in the book: 3/);
    assert.match(match, /Rows that wait for you: 1/);
    assert.match(match, /The book has.{0,20}27\.50/);
    const again = text((await look(samples.camt())).text);
    assert.match(again, /Would come in: 0/);
    assert.doesNotMatch(again, /Bring it in/);
  });
  it("brings in a file that disagrees with itself, and names the rows", async () => {
    const seen = await look(samples.spanish);
    assert.match(text(seen.text), /does not add up/);
    assert.match(text(seen.text), /Row 2: its balance does not follow/);
    const done = await led(await browser.submitOn(seen, {}, `${base}/bank/rows`));
    assert.match(text(done.text), /Rows whose balance does not follow: 1/);
    assert.match(text(done.text), /Cuota/);
  });
  it("puts frozen and given-back money where it can be seen and not be spent", async () => {
    await bring(samples.gofundme);
    const page = text((await browser.get(base)).text);
    assert.match(page, /Held for us by someone else.{0,40}20/);
    assert.match(page, /Frozen.{0,80}80/);
  });
  it("keeps no file of which nothing would come in, and says why", async () => {
    const kept = () => node.store.records.list(at.space, "extract/", 9, null, node.clock.read());
    for (const [of, why] of [
      ['<!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>', /holds a document type/],
      [samples.camt().slice(0, 400), /could not be read, or is broken off/],
      ["hello\nworld\nhello", /is no file of an account/],
    ] as const) {
      const seen = await look(of);
      assert.match(text(seen.text), why);
      assert.doesNotMatch(seen.text, /bank\/rows/);
    }
    const none = await look("a,b\n");
    assert.match(text(none.text), /This file has no rows/);
    assert.equal((await kept()).length, 0);
  });
});

describe("a file that was chosen", () => {
  const waiting = () => node.store.records.list(at.space, "extract/", 9, null, node.clock.read());
  it("waits alone, and is let go once its rows are in the book", async () => {
    const first = await look(samples.spanish);
    const second = await look(samples.camt());
    assert.equal((await waiting()).length, 1);
    const late = await browser.submitOn(first, {}, `${base}/bank/rows`);
    assert.equal(late.status, 422);
    assert.match(text(late.text), /Choose it again/);
    const done = await browser.submitOn(second, {}, `${base}/bank/rows`);
    assert.equal(done.status, 303);
    assert.deepEqual(await waiting(), []);
  });
});

describe("columns", () => {
  const odd = "Uno,Dos,Tres,Quattro\n5.6.2026,rice,12.50,x\n";
  it("are said once, and then remembered", async () => {
    const asks = await look(odd, { currency: "eur" });
    assert.match(text(asks.text), /Which column is which/);
    const few = await browser.submitOn(asks, { "column-day": "0" }, `${base}/bank/columns`);
    assert.equal(few.status, 422);
    assert.match(text(few.text), /Say which column is the day/);
    const fields = { "column-day": "0", "column-of": "2", "column-narration": "1" };
    const seen = await browser.submitOn(few, fields, `${base}/bank/columns`);
    assert.match(text(seen.text), /Would come in: 1/);
    await browser.submitOn(seen, {}, `${base}/bank/rows`);
    const next = await look(odd.replace("12.50", "13.50"));
    assert.match(text(next.text), /Would come in: 1/);
    assert.match(text(next.text), /13\.50/);
  });
});

describe("matching", () => {
  const waitingRow = async () => {
    const list = await browser.get(`${base}/bank`);
    const own = /\/bank\/([0-9a-f]{32})"/.exec(list.text)?.[1] ?? "";
    return `${base}/bank/${own}`;
  };
  it("writes a row that waited, once", async () => {
    await bring(samples.camt());
    const path = await waitingRow();
    const row = await browser.get(`${path}/rows/4`);
    assert.match(text(row.text), /is not booked yet; waits/);
    const done = await led(await browser.submitOn(row, { account: "elsewhere" }, `${path}/rows/4`));
    assert.match(text(done.text), /Written in the book/);
    assert.match(text(done.text), /Rows that stand in the book: 4/);
    assert.match(text(done.text), /The book has.{0,20}36\.50/);
    assert.match(text(done.text), /Nothing waits, and what the file says adds up/);
    assert.equal((await browser.get(`${path}/rows/4`)).status, 404);
  });
  it("finds what was written by hand, and joins the two", async () => {
    const lines = [
      { account: "uses:food", of: eur("20") },
      { account: "money", of: eur("-20") },
    ];
    await node.does(at.space, at.member, "ledger.post", { book, lines });
    const near = samples.camt().replaceAll("2026-10-05", "2026-11-01");
    const seen = await look(near);
    assert.match(text(seen.text), /Row 2: may have been written by hand already; waits/);
    await browser.submitOn(seen, {}, `${base}/bank/rows`);
    const path = await waitingRow();
    const row = await browser.get(`${path}/rows/2`);
    assert.match(text(row.text), /It is this line/);
    const forms = [...row.text.matchAll(/name="entry" value="(\d+)"/g)].map(([, n]) => n);
    assert.deepEqual(forms, ["2"]);
    const joined = await browser.submitOn(row, { how: "stands", entry: "2" }, `${path}/rows/2`);
    const done = await led(joined);
    assert.match(text(done.text), /Matched with that line/);
    assert.match(text(done.text), /The book has.{0,20}27\.50/);
  });
  it("offers to write what was there before the first row, once", async () => {
    const seen = await bring(samples.mpesa);
    assert.match(text(seen.text), /KES.1,000 was there before the first row/);
    const path = seen.path.replace(/\?.*/, "");
    const done = await led(await browser.submitOn(seen, {}, `${path}/opening`));
    assert.match(text(done.text), /The book has.{0,20}1,477/);
    assert.doesNotMatch(text(done.text), /was there before/);
    const again = await browser.submitOn(seen, {}, `${path}/opening`);
    assert.match(text(again.text), /in the book already/);
    const lines = text((await browser.get(`${base}/lines`)).text);
    assert.equal(lines.split("What was on the account before").length, 2);
  });
  it("says what is in the book and in no file", async () => {
    const lines = [
      { account: "uses:food", of: eur("3") },
      { account: "money", of: eur("-3") },
    ];
    const happened = Date.UTC(2026, 9, 9);
    const author = { by: "member", member: at.member } as const;
    const posted = { space: at.space, command: "ledger.post", input: { book, lines }, author };
    await node.send({ ...posted, happened });
    const done = await bring(samples.camt());
    assert.match(text(done.text), /In the book and in no file.*October 2026.*Used for: Food/);
  });
});

describe("a payout that two files tell", () => {
  const givers = samples.gofundme.replace("On hold", "Completed");
  const arrived = "Reference,Date,Amount,Currency\nB1,2026-10-23,80.00,USD";
  it("is offered first for the row that may be it, and counts once", async () => {
    await bring(givers);
    const seen = await look(arrived);
    assert.match(text(seen.text), /wait for you: 1/);
    assert.match(text(seen.text), /Row 1: may be money that is on the way/);
    const done = await led(await browser.submitOn(seen, {}, `${base}/bank/rows`));
    const path = `${done.path.replace(/\?.*/, "")}/rows/1`;
    const row = await browser.get(path);
    const said = text(row.text);
    assert.match(said, /It arrived: it was on the way.*It is this money.*Write it in the book/);
    for (const lang of ["es", "ar"]) {
      const page = text((await browser.get(path, { "accept-language": lang })).text);
      assert.doesNotMatch(page, /ledger\.[a-z-]+\.[a-z]/);
    }
    const fields = { how: "posted", account: "on-the-way" };
    const settled = await led(await browser.submitOn(row, fields, path));
    assert.match(text(settled.text), /Written in the book/);
    const lines = text((await browser.get(`${base}/lines`)).text);
    assert.match(lines, /On the way → Money in hand/);
    const report = text((await browser.get(`${base}/report`)).text);
    assert.doesNotMatch(report, /Perhaps money that was on the way/);
  });
  it("leads to the line that says so already where the bank's file came first", async () => {
    await bring(arrived);
    const seen = await look(givers);
    assert.match(text(seen.text), /Row 5: may have arrived already.*counts twice: Line 2/);
    const main = seen.text.slice(seen.text.indexOf("<main"));
    assert.ok(main.includes(`href="${base}/lines/2"`));
    assert.equal((await browser.get(`${base}/lines/2`)).status, 200);
  });
});

describe("rules", () => {
  it("put rows under their heading by themselves, until they end", async () => {
    const rule = { holds: "KITCHEN", way: "in", account: "between" };
    const made = await led(await browser.submit(`${base}/bank`, rule, `${base}/sortings`));
    assert.match(text(made.text), /“KITCHEN” → Between our books/);
    assert.match(text((await look(samples.camt())).text), /Between our books → Money in hand/);
    const end = /action="([^"]*\/sortings\/[0-9a-f]{32}\/end)"/.exec(made.text)?.[1] ?? "";
    const ended = await led(await browser.submitOn(made, {}, end));
    assert.doesNotMatch(text(ended.text), /“KITCHEN”/);
    const wrong = await browser.submit(`${base}/bank`, { ...rule, holds: " " }, `${base}/sortings`);
    assert.equal(wrong.status, 422);
  });
});

describe("the page of rules", () => {
  it("tries one on past rows before it is saved, orders them, switches one off", async () => {
    await bring(samples.camt());
    const rules = `${base}/sortings`;
    const rule = { holds: "kitchen", way: "in", account: "between" };
    const tries = await browser.submit(rules, { ...rule, try: "yes" }, rules);
    assert.match(text(tries.text), /It would have sorted 1 row/);
    assert.match(text(tries.text), /Nothing is saved yet/);
    assert.match(tries.text, /name="holds"[^>]*value="kitchen"/);
    assert.match(text((await browser.get(rules)).text), /No rule yet/);
    const wide = await browser.submit(rules, { ...rule, holds: "zzz", try: "yes" }, rules);
    assert.match(text(wide.text), /It would have sorted no row/);
    await led(await browser.submit(rules, rule, rules));
    const second = { ...rule, holds: "for the", account: "elsewhere" };
    const both = await led(await browser.submit(rules, second, rules));
    assert.match(text(both.text), /“kitchen” → Between.*“for the” → From elsewhere/);
    // The second one is tried behind the first, which takes its row.
    const [, later = ""] = [...both.text.matchAll(/href="([^"]*\/sortings\/[0-9a-f]{32})"/g)].map(
      ([, path = ""]) => path,
    );
    const behind = await browser.submit(later, { ...second, try: "yes" }, later);
    assert.match(text(behind.text), /no row.*also fits 1 row that an earlier rule takes/);
    const first = await led(await browser.submitOn(both, { to: "up" }, `${later}/place`));
    assert.match(text(first.text), /“for the” → From elsewhere.*“kitchen” → Between/);
    const off = await led(await browser.submitOn(first, {}, `${later}/switch`));
    assert.match(text(off.text), /switched off/);
    const changed = await led(await browser.submit(later, { ...second, holds: "river" }, later));
    assert.match(text(changed.text), /“river” → From elsewhere/);
    assert.doesNotMatch(text(changed.text), /for the”/);
    const empty = await browser.submit(later, { ...second, holds: " " }, later);
    assert.equal(empty.status, 422);
    const member = (await node.join(at.space, ["member"], "nilo")).browser;
    const seen = (await member.get(rules)).text;
    assert.doesNotMatch(seen.slice(seen.indexOf("<main")), /name="holds"|\/switch"/);
    for (const lang of ["es", "ar"])
      for (const path of [rules, later]) {
        const page = await browser.get(path, { "accept-language": lang });
        assert.doesNotMatch(text(page.text), /ledger\.[a-z-]+\.[a-z]/, path);
      }
  });
});

describe("who may", () => {
  it("members look, who keeps money brings in, and a chosen file is theirs alone", async () => {
    const seen = await look(samples.camt());
    const member = (await node.join(at.space, ["member"], "mar")).browser;
    const page = await member.get(`${base}/bank`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /type="file"/);
    const hash = /name="hash" value="([0-9a-f]{64})"/.exec(seen.text)?.[1] ?? "";
    const other = (await node.join(at.space, ["treasurer"], "ola")).browser;
    const own = await other.get(`${base}/bank`);
    const stolen = await other.submitOn(
      { ...own, text: own.text.replaceAll(`action="${base}/bank"`, `action="${base}/bank/rows"`) },
      { hash },
      `${base}/bank/rows`,
    );
    assert.equal(stolen.status, 422);
    assert.match(text(stolen.text), /Choose it again/);
    assert.equal((await node.browser().get(`${base}/bank`)).status, 303);
  });
  it("reads in three languages, and leaves no word unsaid", async () => {
    const done = await bring(samples.mpesa);
    for (const lang of ["es", "ar"])
      for (const path of [`${base}/bank`, done.path.replace(/\?.*/, "")]) {
        const page = await browser.get(path, { "accept-language": lang });
        assert.match(page.text, new RegExp(`<html lang="${lang}"`));
        assert.doesNotMatch(text(page.text), /ledger\.[a-z-]+\.[a-z]/, path);
      }
  });
});
